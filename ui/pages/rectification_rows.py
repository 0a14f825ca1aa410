"""整改 as both wings show it: a row per shortcoming, and what was done about it, act by act."""

from collections.abc import Iterator
from datetime import date

from model.domain.china_time import china_day
from model.domain.plan import Plan
from model.domain.rectification import (
    FEEDBACK_LABELS,
    Rectification,
    RectificationAct,
    RectificationStanding,
    RectificationStep,
    line_title,
)
from model.domain.wording import day_words, on_a_line
from ui.kit.entry import Aside, Entry
from ui.status_marks import Mark

MARKS = {
    RectificationStanding.ASSIGNED: Mark.OPEN,
    RectificationStanding.RETURNED: Mark.SENT_BACK,
    RectificationStanding.ANSWERED: Mark.TO_REVIEW,
    RectificationStanding.ACCEPTED: Mark.REVIEWED,
    RectificationStanding.CLOSED: Mark.DONE,
}
LONGEST = 60  # characters of a problem in a row


def mark_of(line: Rectification, today: date) -> Mark:
    """The shape and colour of where *line* stands; amber where it is overdue."""
    return Mark.BEHIND if line.days_late(today) else MARKS[line.standing]


def standing_text(line: Rectification, today: date) -> str:
    """'整改中', '逾期 12 天'."""
    late = line.days_late(today)
    return f"逾期 {late} 天" if late else line.standing.value


def rectification_entry(
    line: Rectification,
    plan: Plan,
    today: date,
    *,
    over: str = "",
    group: str = "",
    beside: str = "",
) -> Entry:
    """The row of *line*.

    Args:
        over: in small print above it, as the department's name.
        beside: what is told at the right of its note.
    """
    one = line.shortcoming
    due = f"期限 {day_words(line.due)}" if line.due and not line.closing else ""
    return Entry(
        key=line.id,
        title=line_title(plan, line),
        lines=2,
        mark=mark_of(line, today),
        chip=standing_text(line, today),
        over="　".join(filter(None, (one.label, over, one.cause.value))),
        note=on_a_line(one.problem, LONGEST),
        note_aside=tuple(Aside(words=words) for words in (beside or due,) if words),
        group=group,
        haystack=f"{one.problem} {one.demand} {over}",
    )


def act_lines(line: Rectification) -> Iterator[str]:
    """'2026年3月1日　交办　王芳　期限 2026年3月31日', an act a line."""
    for act in line.acts:
        due = f"期限 {day_words(act.due)}" if act.due else ""
        told = act.words or _told(act)
        parts = (china_day(act.at), act.step.value, act.by, due, told)
        yield "　".join(filter(None, parts))


def _told(act: RectificationAct) -> str:
    if act.step is not RectificationStep.FEEDBACK or act.feedback is None:
        return ""
    return f"{FEEDBACK_LABELS[act.feedback.state]}：{act.feedback.done}"
