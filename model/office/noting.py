"""What stands out about single items of one department: the checks, conflicts and suspicions."""

from collections.abc import Iterator, Mapping

from model.checks import Kind
from model.merge.conflicts import ConflictKind
from model.office.office import Office

Notes = Mapping[str, tuple[str, ...]]  # item -> sentences


def notes_of(office: Office, department: str) -> Notes:
    """What nobody has settled or looked at yet: what must be put right comes first."""
    found: dict[str, list[str]] = {}
    for item, sentence in (*_findings(office, department), *_across(office, department)):
        found.setdefault(item, []).append(sentence)
    return {item: tuple(dict.fromkeys(said)) for item, said in found.items()}


def _findings(office: Office, department: str) -> Iterator[tuple[str, str]]:
    """未填 is left aside: the item says so itself."""
    body = office.body(department)
    for finding in body.findings:
        if finding.item in body.items and finding.kind is not Kind.OPEN:
            yield finding.item, f"{finding.kind}：{finding.sentence}"


def _across(office: Office, department: str) -> Iterator[tuple[str, str]]:
    for conflict in office.conflicts:
        about_items = conflict.kind is not ConflictKind.SCORE
        spoke = any(voice.department == department for voice in conflict.voices)
        if about_items and spoke and conflict.open:
            yield conflict.subject, f"{conflict.kind}：{conflict.sentence}"
    for suspicion in office.suspicions:
        if office.seen(suspicion.key) is None:
            for place in suspicion.places:
                if place.department == department and place.item:
                    yield place.item, suspicion.sentence
