"""Which of a department's submissions counts: the end of the chain, in whatever order they came."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from model.domain.submission import Submission


class VersionStanding(StrEnum):
    """The state of one submission among all that its department sent."""

    COUNTING = "采用"
    SUPERSEDED = "已有更新的版本"
    UNDECIDED = "待选定"  # one end of a fork
    REJECTED = "未选用"  # a person chose the other end


@dataclass(frozen=True, kw_only=True)
class Fork:
    """Different submissions with the same parent: the chain of one PC can't have them."""

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
        """The end of the chain; of several ends the one exported last, until a person decides."""
        return self.ends[-1]

    @property
    def undecided(self) -> bool:
        """Whether the chain has several ends and nobody has decided which one counts."""
        return len(self.ends) > 1

    @cached_property
    def disputed(self) -> frozenset[str]:
        """The items about which the ends differ, while nobody has decided between the ends."""
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
        """The state of the submission *digest*, which is one of these."""
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
    """The versions of one department's year; *submissions* by digest, at least one."""
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
    """The order of submissions. One that names no known parent follows all lower numbers."""

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
        """The digests of all submissions before the submission *digest*."""
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
