"""The board of sections: who has what, what came back, what is missing, who is late."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from model.domain.section import Section, Share
from model.parts.division import Division
from model.store.parts import KeptReturn, KeptSheet


class SectionState(StrEnum):
    NOTHING = "无事项"
    UNSENT = "未发"
    WAITING = "未交"
    PARTLY = "部分"
    HANDED_BACK = "退回"
    DONE = "已交"


@dataclass(frozen=True, kw_only=True)
class SectionLine:
    """One section on the board."""

    section: Section
    state: SectionState
    led: tuple[str, ...]
    added: int
    missing: tuple[str, ...]  # items that it leads and nothing is said about
    handed_back: tuple[str, ...]
    asked: int  # places where a person has to choose
    days_late: int  # 0: in time, or nothing is awaited
    sent: KeptSheet | None = None  # the last sheet
    back: KeptReturn | None = None  # what came back last
    changed: int = 0  # items given or taken away since the last sheet

    @property
    def awaited(self) -> bool:
        return self.state in {SectionState.WAITING, SectionState.PARTLY}


def section_lines(
    division: Division, items: Sequence[str], unanswered: Collection[str], today: date
) -> tuple[SectionLine, ...]:
    """A line for each section of today, in their order.

    Args:
        items: what the department answers for.
        unanswered: those of them that are 未填.
    """
    return tuple(_line(division, one, items, unanswered, today) for one in division.sections)


def unassigned(division: Division, items: Sequence[str]) -> tuple[str, ...]:
    """Those of *items* that no section answers for, or whose section handed them back."""
    return tuple(
        item for item in items if not division.leader(item) or item in division.handed_back
    )


def _line(
    division: Division,
    section: Section,
    items: Sequence[str],
    unanswered: Collection[str],
    today: date,
) -> SectionLine:
    leads, adds = (division.items_of(section.id, share) for share in Share)
    led = tuple(item for item in items if item in leads)
    handed_back = tuple(
        item for item, (whose, _) in division.handed_back.items() if whose == section.id
    )
    missing = tuple(item for item in led if item in unanswered and item not in handed_back)
    sheets = [one for one in division.sheets if one.sheet.section == section.id]
    sent = sheets[-1] if sheets else None
    parts = {one.sheet.id for one in sheets}
    came = [one for one in division.current if one.part in parts]
    back = came[-1] if came else None
    state = _state(led, adds, missing, handed_back, sent, back)
    awaited = state in {SectionState.WAITING, SectionState.PARTLY}
    due = date.fromisoformat(sent.sheet.due) if sent and sent.sheet.due else None
    return SectionLine(
        section=section,
        state=state,
        led=led,
        added=len(adds),
        missing=missing,
        handed_back=handed_back,
        asked=sum(
            any(one.source == section.id for one in outcome.asked)
            for _, outcome in division.questions
        ),
        days_late=max((today - due).days, 0) if due and awaited else 0,
        sent=sent,
        back=back,
        changed=len((leads | adds) ^ set(sent.sheet.items)) if sent else 0,
    )


def _state(
    led: tuple[str, ...],
    adds: frozenset[str],
    missing: tuple[str, ...],
    handed_back: tuple[str, ...],
    sent: KeptSheet | None,
    back: KeptReturn | None,
) -> SectionState:
    if not (led or adds):
        return SectionState.NOTHING
    if sent is None:
        return SectionState.UNSENT
    if back is None:
        return SectionState.WAITING
    if handed_back:
        return SectionState.HANDED_BACK
    return SectionState.PARTLY if missing else SectionState.DONE
