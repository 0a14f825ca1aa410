"""Which of a department's submissions counts: the end of the chain, whatever came first by mail."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from model.domain.submission import Submission


class VersionStanding(StrEnum):
    """How one content stands among all that its department sent."""

    COUNTING = "采用"
    SUPERSEDED = "已有更新的版本"
    UNDECIDED = "待选定"  # one end of a fork
    REJECTED = "未选用"  # a person chose the other end


@dataclass(frozen=True, kw_only=True)
class Fork:
    """Different contents after the same one: one PC's chain can't have that."""

    sequence: int
    check_codes: tuple[str, ...]
    digests: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class VersionChoice:
    """A person's decision between the ends of a fork, by digest."""

    chosen: str
    over: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Versions:
    """What one department sent, each content once, in the order of sequence numbers.

    `ends` are the contents that nothing follows, the one that counts last.
    """

    submissions: tuple[Submission, ...]
    digests: tuple[str, ...]  # of the submissions
    ends: tuple[Submission, ...]
    forks: tuple[Fork, ...] = ()
    rejected: frozenset[str] = frozenset()  # ends that a person decided against

    @property
    def counting(self) -> Submission:
        """The end of the chain. Of several ends the one exported last, until a person decides."""
        return self.ends[-1]

    @property
    def undecided(self) -> bool:
        """The chain has several ends, and nobody has said which one counts."""
        return len(self.ends) > 1

    @cached_property
    def disputed(self) -> frozenset[str]:
        """Items on which the ends say different things, while nobody has decided between them."""
        answers = [end.answers for end in self.ends]
        items = {item for one in answers for item in one}
        return frozenset(
            item for item in items if any(one.get(item) != answers[0].get(item) for one in answers)
        )

    @cached_property
    def counting_digest(self) -> str:
        return self._digest_of[id(self.counting)]

    @cached_property
    def by_digest(self) -> Mapping[str, Submission]:
        return dict(zip(self.digests, self.submissions, strict=True))

    def standing(self, digest: str) -> VersionStanding:
        """How the content *digest*, one of these, stands."""
        if digest in self.rejected:
            return VersionStanding.REJECTED
        if digest not in {self._digest_of[id(end)] for end in self.ends}:
            return VersionStanding.SUPERSEDED
        return VersionStanding.UNDECIDED if self.undecided else VersionStanding.COUNTING

    @cached_property
    def _digest_of(self) -> Mapping[int, str]:
        pairs = zip(self.submissions, self.digests, strict=True)
        return {id(submission): digest for submission, digest in pairs}


def versions_by_digest(
    submissions: Mapping[str, Submission], choice: VersionChoice | None = None
) -> Versions:
    """The same where the digests are known already."""
    chain = _Chain(submissions)
    ends = chain.ends()
    rejected = frozenset[str]()
    if choice is not None and choice.chosen in submissions:
        rejected = frozenset(choice.over & set(ends))
        ends = [end for end in ends if end not in rejected] or ends
    return Versions(
        submissions=tuple(submissions[digest] for digest in chain.ordered),
        digests=tuple(chain.ordered),
        ends=tuple(submissions[digest] for digest in ends),
        forks=tuple(_forks(submissions, chain.ordered)),
        rejected=rejected,
    )


@dataclass
class _Chain:
    """What follows what. A submission that names no known parent follows all lower numbers."""

    submissions: Mapping[str, Submission]
    ordered: list[str] = field(init=False)

    def __post_init__(self) -> None:
        known = self.submissions
        self.ordered = sorted(
            known, key=lambda d: (known[d].sequence, known[d].exported_at, known[d].id, d)
        )
        self._by_id: dict[str, list[str]] = {}
        for digest in self.ordered:
            self._by_id.setdefault(known[digest].id, []).append(digest)

    def ends(self) -> list[str]:
        followed: set[str] = set()
        for digest in self.ordered:
            followed |= self._before(digest)
        return [digest for digest in self.ordered if digest not in followed]

    def _before(self, digest: str) -> set[str]:
        """All that the submission *digest* follows."""
        before: set[str] = set()
        waiting = {digest}
        while waiting:
            one = self.submissions[waiting.pop()]
            earlier = self._parents(one) - before
            before |= earlier
            waiting |= earlier
        return before

    def _parents(self, one: Submission) -> set[str]:
        known = self._by_id.get(one.parent or "", [])
        candidates: Collection[str] = known or self.ordered
        return {d for d in candidates if self.submissions[d].sequence < one.sequence}


def _forks(submissions: Mapping[str, Submission], ordered: Iterable[str]) -> Iterable[Fork]:
    siblings: dict[tuple[int, str], list[str]] = {}
    for digest in ordered:
        one = submissions[digest]
        siblings.setdefault((one.sequence, one.parent or ""), []).append(digest)
    for (sequence, _), same in siblings.items():
        if len(same) > 1:
            yield Fork(
                sequence=sequence,
                check_codes=tuple(submissions[digest].check_code for digest in same),
                digests=tuple(same),
            )
