"""Which of a department's submissions counts: the end of the chain, in whatever order they came.

Only what can be told to come from the same hand follows without a person: who signs with the key
of what came before, or names what came before. All else is an end of its own, for a person.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property

from model.domain.submission import Origin, Submission

JUMP = 20  # exports that nobody sent: a number that lies further ahead is nobody's next
AHEAD = timedelta(days=2)  # by which a clock may be wrong


@dataclass(frozen=True, kw_only=True)
class Provenance:
    """How a submission came: what `versions_by_digest` knows of its maker.

    `trusted`: signed with the key that a person compared, or accepted by a person.
    """

    key: str = ""  # the public key it is signed with; "" for none
    trusted: bool = False
    at: str = ""  # ISO 8601 with offset, of the first file that brought it; "" if unknown


UNKNOWN = Provenance()


class Oddity(StrEnum):
    """Why a submission doesn't follow what came before by itself."""

    STRANGE_PARENT = "stranger"  # it names none, or one that never came; no key tells whose it is
    JUMP = "jump"  # its number lies too far ahead
    AHEAD = "ahead"  # it was exported after it came
    OTHER_KEY = "key"  # what came before was signed with another key, or signed at all


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

    `ends` are the contents that nothing follows, the one that counts last. `odd` are those of
    them of which the chain can't tell that they follow what came before, with the reason.
    """

    submissions: tuple[Submission, ...]
    digests: tuple[str, ...]  # of the submissions
    ends: tuple[Submission, ...]
    forks: tuple[Fork, ...] = ()
    rejected: frozenset[str] = frozenset()  # ends that a person decided against
    chosen: str = ""  # the digest of what a person chose instead; another may follow it by now
    odd: Mapping[str, Oddity] = field(default_factory=dict)  # by digest

    @property
    def counting(self) -> Submission:
        """The end of the chain. Of several ends, until a person decides: of the hand that came
        first, one that is not `odd`, the one exported last.
        """
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
    submissions: Mapping[str, Submission],
    choice: VersionChoice | None = None,
    arrivals: Mapping[str, Provenance] | None = None,
) -> Versions:
    """The versions of one department's year; *submissions* and *arrivals* by digest, at least one
    submission.
    """
    chain = _Chain(submissions, arrivals or {})
    ends = chain.ends()
    rejected, chosen = frozenset[str](), ""
    if choice is not None and choice.chosen in submissions:
        rejected, chosen = frozenset(choice.over & set(ends)), choice.chosen
        ends = [end for end in ends if end not in rejected] or ends
    return Versions(
        submissions=tuple(submissions[digest] for digest in chain.ordered),
        digests=tuple(chain.ordered),
        ends=tuple(submissions[digest] for digest in ends),
        forks=tuple(_forks(submissions, chain.ordered)),
        rejected=rejected,
        chosen=chosen,
        odd={digest: why for digest in ends if (why := chain.odd.get(digest))},
    )


@dataclass
class _Chain:
    """The order of submissions. `odd` are those that follow nothing though they should."""

    submissions: Mapping[str, Submission]
    arrivals: Mapping[str, Provenance]
    ordered: list[str] = field(init=False)
    odd: dict[str, Oddity] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        known = self.submissions
        self.ordered = sorted(
            known, key=lambda d: (known[d].sequence, known[d].exported_at, known[d].id, d)
        )
        self._by_id: dict[str, list[str]] = {}
        for digest in self.ordered:
            self._by_id.setdefault(known[digest].id, []).append(digest)
        self._parents = {digest: self._parents_of(digest) for digest in self.ordered}

    def ends(self) -> list[str]:
        followed: set[str] = set()
        for digest in self.ordered:
            followed |= self._before(digest)
        return sorted((d for d in self.ordered if d not in followed), key=self._weight)

    def _weight(self, digest: str) -> tuple[object, ...]:
        """The heavier of two ends counts until a person decides: of two hands that came first."""
        arrival = self._arrival(digest)
        moments = (one.at for one in map(self._arrival, self.ordered) if one.key == arrival.key)
        first = min(moments)
        hand = -datetime.fromisoformat(first).timestamp() if first else 0.0
        place = self.ordered.index(digest)
        return (arrival.trusted, hand, bool(arrival.key), digest not in self.odd, place)

    def _before(self, digest: str) -> set[str]:
        """The digests of all submissions before the submission *digest*."""
        before: set[str] = set()
        waiting = {digest}
        while waiting:
            earlier = self._parents[waiting.pop()] - before
            before |= earlier
            waiting |= earlier
        return before

    def _parents_of(self, digest: str) -> set[str]:
        """What the submission *digest* follows by itself."""
        one, arrival = self.submissions[digest], self._arrival(digest)
        lower = [d for d in self.ordered if self.submissions[d].sequence < one.sequence]
        if _is_ahead(one, arrival):
            return self._none(digest, Oddity.AHEAD)
        if not lower:
            return set()
        if one.sequence - max(self.submissions[d].sequence for d in lower) > JUMP:
            return self._none(digest, Oddity.JUMP)
        named = self._by_id.get(one.parent, []) if one.parent else []
        candidates = [d for d in named or self._unnamed(one, arrival, lower) if d in lower]
        if not candidates:
            return self._none(digest, Oddity.STRANGE_PARENT)
        found = {d for d in candidates if self._may_follow(arrival, d)}
        return found or self._none(digest, Oddity.OTHER_KEY)

    def _unnamed(self, one: Submission, arrival: Provenance, lower: list[str]) -> list[str]:
        """What a submission may follow that names nothing that came: exports that were never sent
        leave gaps, and what was filled in without the app names nothing at all.
        """
        if arrival.trusted:
            return lower
        if arrival.key:
            return [d for d in lower if self._arrival(d).key == arrival.key]
        return lower if one.origin is not Origin.APP else []

    def _may_follow(self, arrival: Provenance, digest: str) -> bool:
        before = self._arrival(digest)
        if arrival.trusted:
            return True
        return not before.trusted and before.key in {"", arrival.key}

    def _none(self, digest: str, why: Oddity) -> set[str]:
        self.odd[digest] = why
        return set()

    def _arrival(self, digest: str) -> Provenance:
        return self.arrivals.get(digest, UNKNOWN)


def _is_ahead(one: Submission, arrival: Provenance) -> bool:
    if not arrival.at:
        return False
    exported, came = (datetime.fromisoformat(moment) for moment in (one.exported_at, arrival.at))
    if (exported.tzinfo is None) != (came.tzinfo is None):
        exported, came = exported.replace(tzinfo=None), came.replace(tzinfo=None)
    return exported - came > AHEAD


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
