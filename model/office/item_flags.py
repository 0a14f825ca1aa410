"""What stands out about single items of one department: the checks, conflicts and suspicions."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from model.checks import Kind
from model.consolidation.conflicts import Conflict, ConflictKind
from model.consolidation.suspicions import Suspicion, SuspicionKind
from model.office.department_year import DepartmentYear

FORKED = "几份不同"
FEW = 5  # departments; what more of them have in common is no trait of a single item


@dataclass(frozen=True)
class ItemFlag:
    """`kind`: in a few characters, to be told apart at a glance."""

    kind: str
    sentence: str


ItemFlags = Mapping[str, tuple[ItemFlag, ...]]  # by item


def flags_of(
    body: DepartmentYear, conflicts: Iterable[Conflict], unseen: Iterable[Suspicion]
) -> ItemFlags:
    """What nobody has settled or looked at yet: what must be put right comes first.

    Args:
        conflicts: all of the year, settled ones included.
        unseen: the suspicions that nobody has looked at.
    """
    found: dict[str, list[ItemFlag]] = {}
    for item, kind, sentence in (
        *_of_body(body),
        *_of_conflicts(conflicts, body.id),
        *_of_suspicions(unseen, body.id),
    ):
        found.setdefault(item, []).append(ItemFlag(kind, sentence))
    return {item: tuple(dict.fromkeys(said)) for item, said in found.items()}


def _of_body(body: DepartmentYear) -> Iterator[tuple[str, str, str]]:
    """Not answered is left aside: the item says so itself."""
    if body.versions:
        for item in body.items.keys() & body.versions.disputed:
            yield item, FORKED, "几份报送不同：这一项在各份里说的不一样。"
    for one in body.large_changes:
        told = "已说明" if one.words else "未说明"
        yield one.item, Kind.LARGE_CHANGE, f"{Kind.LARGE_CHANGE}（{told}）：{one.change.sentence}"
    for finding in body.findings:
        if finding.item in body.items and finding.kind not in {Kind.OPEN, Kind.LARGE_CHANGE}:
            yield finding.item, finding.kind, f"{finding.kind}：{finding.sentence}"


def _of_conflicts(conflicts: Iterable[Conflict], department: str) -> Iterator[tuple[str, str, str]]:
    for conflict in conflicts:
        if conflict.open and _concerns(conflict, department):
            yield conflict.subject, conflict.kind, f"{conflict.kind}：{conflict.sentence}"


def _of_suspicions(unseen: Iterable[Suspicion], department: str) -> Iterator[tuple[str, str, str]]:
    """A count of what lacks evidence is left aside: each of those items is found fault with."""
    for suspicion in unseen:
        if suspicion.kind is SuspicionKind.UNPROVEN:
            continue
        if len({place.department for place in suspicion.places}) <= FEW:
            for place in suspicion.places:
                if place.department == department and place.item:
                    yield place.item, suspicion.kind, suspicion.sentence


def _concerns(conflict: Conflict, department: str) -> bool:
    """Of a joint measure that somebody left blank: only who left it blank, which says so itself."""
    if conflict.kind is ConflictKind.SCORE:
        return False
    blank = any(voice.silent for voice in conflict.voices)
    if conflict.kind is ConflictKind.JOINT and blank:
        return False
    return any(voice.department == department for voice in conflict.voices)
