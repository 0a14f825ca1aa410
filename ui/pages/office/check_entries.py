"""Conflicts and suspicions as a list: what contradicts, and whether somebody has settled it."""

from collections.abc import Iterator
from enum import StrEnum

from model.consolidation.conflicts import Conflict, ConflictKind
from model.consolidation.suspicions import Suspicion
from model.office.year import OfficeYear
from ui.kit.entry import Entry
from ui.status_marks import Mark

CONFLICT, SUSPICION = "c:", "s:"


class CheckKind(StrEnum):
    FIGURE = "指标数不同"
    JOINT = "共同任务缺项"
    PARTS = "分项与合计不符"
    REPEATED = "状态与指标不符"
    SCORE = "自评与复算不同"
    SUSPICION = "疑点"


KINDS = {
    ConflictKind.FIGURE: CheckKind.FIGURE,
    ConflictKind.JOINT: CheckKind.JOINT,
    ConflictKind.PARTS: CheckKind.PARTS,
    ConflictKind.REPEATED: CheckKind.REPEATED,
    ConflictKind.SCORE: CheckKind.SCORE,
}


def check_entries(office: OfficeYear, kind: CheckKind) -> Iterator[Entry]:
    """Entries of one kind of check, open ones first."""
    entries = [
        *(_conflict(c) for c in office.conflicts if KINDS[c.kind] is kind),
        *(_suspicion(office, s) for s in office.suspicions if kind is CheckKind.SUSPICION),
    ]
    yield from sorted(entries, key=lambda entry: entry.mark is Mark.SETTLED)


def open_count(office: OfficeYear, kind: CheckKind) -> int:
    return sum(entry.mark is Mark.TO_SETTLE for entry in check_entries(office, kind))


def _conflict(conflict: Conflict) -> Entry:
    return Entry(
        key=f"{CONFLICT}{conflict.key}",
        title=conflict.title,
        mark=Mark.TO_SETTLE if conflict.open else Mark.SETTLED,
        chip="" if conflict.open else None,
        note=conflict.settled or conflict.sentence,
        haystack=" ".join(voice.said for voice in conflict.voices),
    )


def _suspicion(office: OfficeYear, suspicion: Suspicion) -> Entry:
    return Entry(
        key=f"{SUSPICION}{suspicion.key}",
        title=suspicion.sentence,
        mark=Mark.SETTLED if office.seen(suspicion) else Mark.TO_SETTLE,
        chip="已阅" if office.seen(suspicion) else "",
        note=f"{suspicion.kind}　涉及 {len(suspicion.places)} 处",
    )


def find_conflict(office: OfficeYear, key: str) -> Conflict | None:
    return next((c for c in office.conflicts if f"{CONFLICT}{c.key}" == key), None)


def find_suspicion(office: OfficeYear, key: str) -> Suspicion | None:
    return next((s for s in office.suspicions if f"{SUSPICION}{s.key}" == key), None)
