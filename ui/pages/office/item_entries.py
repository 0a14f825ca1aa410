"""A department's items as the review shows them: what was said, how far the office is."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum

from model.consolidation.reviewed_answers import ItemReview, ReviewStanding, with_changes
from model.consolidation.versions import Versions
from model.domain.answers import NOTHING_SAID, Answer
from model.domain.forms import Form
from model.domain.numbers import points_text
from model.domain.score import Score
from model.office.department_year import DepartmentYear
from model.office.item_flags import ItemFlag, ItemFlags
from model.office.year import OfficeYear
from ui.kit.entry import Aside, Entry
from ui.pages.item_rows import mark_of
from ui.pages.office.side_by_side import Side
from ui.status_marks import Mark


class ItemFilter(StrEnum):
    ALL = "全部"
    WAITING = "待审"
    CHANGED = "有变化"
    AWAY = "不适用"
    NOTED = "有疑点"
    RETURNED = "退回"
    UNCONFIRMED = "待确认"
    DONE = "已审"


MARK_OF = {
    ReviewStanding.PENDING: Mark.PENDING,
    ReviewStanding.CHANGED: Mark.CHANGED,
    ReviewStanding.REVIEWED: Mark.REVIEWED,
    ReviewStanding.RETURNED: Mark.SENT_BACK,
    ReviewStanding.UNCONFIRMED: Mark.UNCONFIRMED,
}


PASSES: Mapping[ItemFilter, Callable[[ItemReview, ItemFlags], bool]] = {
    ItemFilter.ALL: lambda _, __: True,
    ItemFilter.WAITING: lambda one, _: one.waiting,
    ItemFilter.CHANGED: lambda one, _: one.standing is ReviewStanding.CHANGED,
    ItemFilter.AWAY: lambda one, _: one.needs_approval,
    ItemFilter.NOTED: lambda one, notes: one.item.id in notes,
    ItemFilter.RETURNED: lambda one, _: one.standing is ReviewStanding.RETURNED,
    ItemFilter.UNCONFIRMED: lambda one, _: one.standing is ReviewStanding.UNCONFIRMED,
    ItemFilter.DONE: lambda one, _: not one.waiting,
}


def passes(wanted: ItemFilter, one: ItemReview, notes: ItemFlags) -> bool:
    return PASSES[wanted](one, notes)


def item_entries(office: OfficeYear, body: DepartmentYear, notes: ItemFlags) -> Iterator[Entry]:
    """Clause by clause, its measures and then its indicators under one heading."""
    reviewed = {score.item: score for score in body.reviewed.scores} if body.reviewed else {}
    places = [one.item.clause for one in body.items.values()]
    order = {place: number for number, place in enumerate(dict.fromkeys(places))}
    for key, one in sorted(body.items.items(), key=lambda pair: order[pair[1].item.clause]):
        item, score = one.item, reviewed.get(key)
        place = item.clause
        yield Entry(
            key=key,
            group=office.plan.place(place),
            title=item.title,
            lines=2,
            mark=mark_of(item, one.answer, score),
            chip=_standing(one),
            chip_mark=MARK_OF[one.standing],
            aside=_asides(notes.get(key, ())),
            tip="\n".join(flag.sentence for flag in notes.get(key, ())),
            about=one,
            haystack=f"{item.quote} {' '.join(one.reported.values())}",
        )


def _asides(flags: Sequence[ItemFlag]) -> tuple[Aside, ...]:
    """The gravest of what stands out, in a word, and how much more there is."""
    if not flags:
        return ()
    more = f" +{len(flags) - 1}" if len(flags) > 1 else ""
    said = "，".join(flag.sentence for flag in flags)
    return (Aside(words=f"{flags[0].kind}{more}", ink="ink", said=said),)


def _standing(one: ItemReview) -> str:
    """What was decided; "" while it waits, as most do."""
    if one.standing is ReviewStanding.PENDING:
        return ""
    if one.proposed is not None:
        return f"待确认：{one.proposed.verdict.value}"
    done = one.review is not None and one.standing is ReviewStanding.REVIEWED
    return one.review.verdict.value if done and one.review else one.standing.value


def told_of(entries: Sequence[Entry]) -> str:
    """'待审 14' of a clause's items; "" where none waits."""
    waiting = sum(isinstance(one := entry.about, ItemReview) and one.waiting for entry in entries)
    return f"待审 {waiting}" if waiting else "已审"


def answer_sides(form: Form, *answers: Answer) -> Iterator[Side]:
    """A line for each field that one of *answers* fills in."""
    for field in form.fields():
        texts = tuple(_shown(form, field.key, answer) for answer in answers)
        if any(texts):
            yield Side(label=field.label, texts=texts)


def _shown(form: Form, key: str, answer: Answer) -> str:
    field, text = form.field(key), answer.get(key, "")
    return field.words(text)


def sides_of(form: Form, one: ItemReview) -> tuple[tuple[str, ...], tuple[Side, ...]]:
    """Headings and lines: old and new where it changed, reported and adjusted where it was."""
    if one.standing is ReviewStanding.CHANGED:
        before = one.before if one.before is not None else NOTHING_SAID
        if one.lapsed is not None:
            counted = with_changes(before, one.lapsed.changes)
            return ("上次计入", "这次所报"), tuple(answer_sides(form, counted, one.reported))
        return ("上次所报", "这次所报"), tuple(answer_sides(form, before, one.reported))
    if one.proposed is not None and one.proposed.changes:
        wanted = with_changes(one.reported, one.proposed.changes)
        return ("所报", "拟核改"), tuple(answer_sides(form, one.reported, wanted))
    if one.adjusted:
        return ("所报", "核改后"), tuple(answer_sides(form, one.reported, one.answer))
    return ("所报",), tuple(answer_sides(form, one.reported))


def fork_sides(
    form: Form, versions: Versions | None, item: str
) -> tuple[tuple[str, ...], tuple[Side, ...]] | None:
    """What each report to choose from says about the item; None where they say the same."""
    if versions is None or item not in versions.disputed:
        return None
    headings = tuple(f"{end.check_code[:9]} 这份" for end in versions.ends)
    answers = (end.answers.get(item, NOTHING_SAID) for end in versions.ends)
    return headings, tuple(answer_sides(form, *answers))


def points_words(score: Score | None) -> str:
    """'1.90 / 2.00'; the standing where it doesn't count, '—' where no rule scores it."""
    if score is None:
        return "不计分"
    if score.points is None:
        return score.standing.value
    return f"{points_text(score.points)} / {points_text(score.maximum)}"
