"""Which of a department's submissions counts: the end of the chain, whatever came first by mail."""

from collections.abc import Iterable
from dataclasses import dataclass

from model.domain.submission import Submission


@dataclass(frozen=True, kw_only=True)
class Fork:
    """Different contents under one sequence number: one PC's chain can't have that."""

    sequence: int
    check_codes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Versions:
    """What one department sent, each content once, in the order of sequence numbers."""

    submissions: tuple[Submission, ...]
    forks: tuple[Fork, ...] = ()

    @property
    def counting(self) -> Submission:
        """The last one. Of several last ones the one exported last, until a person decides."""
        return self.submissions[-1]

    @property
    def undecided(self) -> bool:
        """The last sequence number itself stands for several contents."""
        return any(fork.sequence == self.counting.sequence for fork in self.forks)

    @property
    def superseded(self) -> int:
        return len(self.submissions) - 1


def versions_of(submissions: Iterable[Submission]) -> Versions:
    """*submissions* of one department's year, one at least; order and copies don't matter."""
    by_digest = {submission.digest: submission for submission in submissions}
    ordered = sorted(by_digest, key=lambda d: (by_digest[d].sequence, by_digest[d].exported_at, d))
    sequences: dict[int, list[Submission]] = {}
    for digest in ordered:
        sequences.setdefault(by_digest[digest].sequence, []).append(by_digest[digest])
    return Versions(
        submissions=tuple(by_digest[digest] for digest in ordered),
        forks=tuple(
            Fork(sequence=number, check_codes=tuple(one.check_code for one in same))
            for number, same in sequences.items()
            if len(same) > 1
        ),
    )
