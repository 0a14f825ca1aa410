"""What stands out about single items of one department: the checks, conflicts and suspicions."""

from collections.abc import Iterator, Mapping

from model.checks import Kind
from model.consolidation.conflicts import UNSAID, Conflict, ConflictKind
from model.office.department_year import DepartmentYear
from model.office.year import OfficeYear

FEW = 5  # departments; what more of them have in common is no trait of a single item
ItemFlags = Mapping[str, tuple[str, ...]]  # item -> sentences


def flags_of(office: OfficeYear, department: str) -> ItemFlags:
    """What nobody has settled or looked at yet: what must be put right comes first."""
    found: dict[str, list[str]] = {}
    body = office.body(department)
    for item, sentence in (*_of_body(body), *_across(office, department)):
        found.setdefault(item, []).append(sentence)
    return {item: tuple(dict.fromkeys(said)) for item, said in found.items()}


def _of_body(body: DepartmentYear) -> Iterator[tuple[str, str]]:
    """未填 is left aside: the item says so itself."""
    if body.versions:
        for item in body.items.keys() & body.versions.disputed:
            yield item, "几份报送不同：这一项在各份里说的不一样。"
    for finding in body.findings:
        if finding.item in body.items and finding.kind is not Kind.OPEN:
            yield finding.item, f"{finding.kind}：{finding.sentence}"


def _across(office: OfficeYear, department: str) -> Iterator[tuple[str, str]]:
    for conflict in office.conflicts:
        if conflict.open and _concerns(conflict, department):
            yield conflict.subject, f"{conflict.kind}：{conflict.sentence}"
    for suspicion in office.suspicions:
        few = len({place.department for place in suspicion.places}) <= FEW
        if few and office.seen(suspicion) is None:
            for place in suspicion.places:
                if place.department == department and place.item:
                    yield place.item, suspicion.sentence


def _concerns(conflict: Conflict, department: str) -> bool:
    """Of a joint measure that somebody left blank: only who left it blank, which says so itself."""
    if conflict.kind is ConflictKind.SCORE:
        return False
    blank = any(voice.said == UNSAID for voice in conflict.voices)
    if conflict.kind is ConflictKind.JOINT and blank:
        return False
    return any(voice.department == department for voice in conflict.voices)
