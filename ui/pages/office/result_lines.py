"""The district's year as tables to go down into: sections, clauses, items, who said what."""

from collections.abc import Iterator
from decimal import Decimal

from model.consolidation.consolidation import Consolidation, DepartmentResult, Tally, Told, tally
from model.consolidation.sections import place_of, section_of
from model.consolidation.target_attainment import IndicatorYear, Reach
from model.domain.answers import NOTHING_SAID
from model.domain.numbers import points_text
from model.domain.plan import Indicator, Item, Plan, answering, answers_for
from model.domain.wording import NO_FIGURE, amount_words, share_text
from model.office.short_answers import in_short
from model.office.year import OfficeYear
from ui.kit.table_model import Cell, Line
from ui.pages.item_rows import mark_of
from ui.pages.office.item_entries import MARK_OF as STANDING_MARK
from ui.pages.office.item_entries import points_words
from ui.status_marks import Mark

TALLY_HEADINGS = (
    "事项", "项次#", *(f"{told}#" for told in Told), "得分率#",
)  # fmt: skip
TALLY_WIDTHS = (0, 60, 56, 64, 56, 64, 78, 64, 92, 56, 84)
DUTY_HEADINGS = ("责任单位", "所报", "计入", "得分#", "复核")
DUTY_WIDTHS = (0, 220, 220, 120, 110)
INDICATOR_HEADINGS = ("指标", "年度目标", "汇总数#", "完成度#", "结论", "数据来源")
INDICATOR_WIDTHS = (0, 170, 104, 84, 180, 190)
REACH_MARK = {
    Reach.REACHED: Mark.REACHED,
    Reach.MISSED: Mark.MISSED,
    Reach.EARLY: Mark.EARLY,
    Reach.NOT_DUE: Mark.NOT_DUE,
    Reach.CONFLICT: Mark.DIFFERENT,
    Reach.PART: Mark.PART,
    Reach.UNREPORTED: Mark.OPEN,
    Reach.NO_TARGET: Mark.NO_TARGET,
    Reach.AWAY: Mark.NOT_APPLICABLE,
    Reach.LEFT: Mark.LEFT,
}


def tally_line(key: str, name: str, one: Tally) -> Line:
    return Line(
        key=key,
        cells=(
            Cell(words=name),
            _count(one.obligations),
            *(_count(count) for _, count in one.counts),
            share_cell(one.share),
        ),
    )


def _count(number: int) -> Cell:
    return Cell(words=str(number) if number else "", right=True, sort=float(number))


def share_cell(share: Decimal | None) -> Cell:
    if share is None:
        return Cell(words=NO_FIGURE, right=True, sort=-1.0)
    number = float(share)
    return Cell(words=share_text(share), right=True, sort=number, share=min(max(number, 0), 1))


def section_lines(picture: Consolidation) -> Iterator[Line]:
    for section in picture.sections:
        yield tally_line(section.key, section.name, picture.section(section.key))


def clause_lines(picture: Consolidation, section: str) -> Iterator[Line]:
    """Lines of the clauses of a section, measures and indicators together."""
    for clause, items in items_by_clause(picture.plan, section).items():
        pairs = [pair for item in items for pair in _pairs(picture, item)]
        yield tally_line(clause, picture.plan.place(clause), tally(pairs))


def item_lines(picture: Consolidation, section: str, clause: str) -> Iterator[Line]:
    """Lines of the items of a clause, over all departments that reported."""
    for item in items_by_clause(picture.plan, section)[clause]:
        name = f"{'指标　' if isinstance(item, Indicator) else ''}{item.title}"
        yield tally_line(item.id, name, tally(_pairs(picture, item)))


def _pairs(picture: Consolidation, item: Item) -> list[tuple[DepartmentResult, Item]]:
    return [(one, item) for one in picture.departments if answers_for(item, one.department.id)]


def items_by_clause(plan: Plan, section: str) -> dict[str, list[Item]]:
    """Items of a section by clause, in the order of the text; measures before indicators."""
    found: dict[str, list[Item]] = {}
    items: list[Item] = [*plan.measures.values(), *plan.indicators.values()]
    for item in items:
        if section_of(plan, item) == section:
            found.setdefault(place_of(plan, item), []).append(item)
    order = {clause: number for number, clause in enumerate(plan.clauses)}
    return dict(sorted(found.items(), key=lambda pair: order.get(pair[0], -1)))


def duty_lines(office: OfficeYear, item: str) -> Iterator[Line]:
    """Lines of what every department that answers for *item* said, and what counts of it."""
    known = office.plan.item(item)
    form = office.forms.for_item(known)
    for department in answering(known):
        body = office.body(department)
        one = body.items.get(item)
        if one is None or body.year is None:
            name = office.plan.departments[department].name
            cells = (Cell(words=name), Cell(words="未报", mark=Mark.UNREPORTED))
            yield Line(key=department, cells=(*cells, *(Cell(words="") for _ in range(3))))
            continue
        score = body.year.scores.get(item)
        mark = STANDING_MARK[one.standing]
        verdict = one.review.verdict.value if one.review and not one.waiting else one.standing
        yield Line(
            key=department,
            cells=(
                Cell(words=body.department.name),
                Cell(
                    words=in_short(form, one.reported),
                    mark=mark_of(known, one.reported or NOTHING_SAID, score),
                ),
                Cell(words=in_short(form, one.answer) if one.adjusted else "同所报"),
                Cell(
                    words=points_words(score),
                    right=True,
                    sort=float(score.points) if score and score.points is not None else -1.0,
                ),
                Cell(words=verdict, mark=mark),
            ),
        )


def indicator_line(one: IndicatorYear) -> Line:
    indicator = one.indicator
    value = "—" if one.value is None else amount_words(one.value, indicator.unit)
    mark = REACH_MARK[one.reach]
    return Line(
        key=indicator.id,
        cells=(
            Cell(words=indicator.name),
            Cell(words=one.target.wanted),
            Cell(words=value, right=True, sort=float(one.value or -1)),
            share_cell(one.completion),
            Cell(words=one.result, mark=mark),
            Cell(words=one.note),
        ),
    )


def points_cell(points: Decimal | None) -> Cell:
    if points is None:
        return Cell(words=NO_FIGURE, right=True, sort=-1.0)
    return Cell(words=points_text(points), right=True, sort=float(points))
