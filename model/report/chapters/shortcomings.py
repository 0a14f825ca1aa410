"""What went wrong last year and this: 整改, problems that departments name, and next steps."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from model.consolidation.consolidation import Consolidation, DepartmentResult, Told, items_behind
from model.consolidation.sections import section_of
from model.consolidation.similar_texts import OwnedText, alike
from model.consolidation.target_attainment import Reach
from model.domain.plan import Item
from model.domain.rectification import IN_SHORT, item_words
from model.domain.reorganisation import successors
from model.domain.wording import clause, day_words, on_a_line
from model.report.data import ReportData, department_names
from model.report.word import Document, Grid
from model.workbook.rectification.content import standing_words

COMMON = 6  # problems that several departments name
SINGLE = 8  # problems of one department
ROWS = 20  # of last year's items that are still behind
LONGEST = 160  # characters
UNTOLD = {None, Told.UNSAID, Told.NO_TARGET}


@dataclass(frozen=True, kw_only=True)
class SharedStatement:
    """What one or several departments write about some items, in the words of the first."""

    words: str
    owners: tuple[str, ...]  # ids
    items: tuple[Item, ...]


def corrections(document: Document, data: ReportData) -> None:
    """Writes what became of the items that were behind last year, and of what was handed over."""
    if data.last:
        _behind(document, data)
    if data.rectifications:
        _handed_over(document, data)


def _handed_over(document: Document, data: ReportData) -> None:
    """What stands in the 整改台账: how much of it is done, and what is left."""
    lines, today = data.rectifications, data.today
    document.text(
        f"{data.year}年度整改台账列有 {len(lines)} 项（以前年度已经销号的不在内），"
        f"涉及 {len(data.rectified_by_body)} 个单位："
        f"{data.rectified.words}。"
    )
    left = [one for one in lines if one.closing is None]
    if not left:
        return
    document.table(
        "尚未销号的整改事项",
        Grid(
            heads=("编号", "单位", "事项", "存在问题", "期限", "状态"),
            shares=(1.45, 1.8, 2.5, 3.2, 2.1, 1.15),
            across=("center", "left", "left", "left", "center", "center"),
            rows=[
                [
                    one.shortcoming.label,
                    data.name(one.bearer or one.shortcoming.department),
                    on_a_line(item_words(data.plan, one), IN_SHORT) or "—",
                    on_a_line(one.shortcoming.problem, LONGEST),
                    day_words(one.due) if one.due else "—",
                    standing_words(one, today),
                ]
                for one in left[:ROWS]
            ],
            note=f"其余 {len(left) - ROWS} 项见汇总工作簿“整改台账”表。"
            if len(left) > ROWS
            else "",
        ),
    )


def _behind(document: Document, data: ReportData) -> None:
    left = items_behind(data.last) if data.last else []
    if not left:
        document.text(f"{data.year - 1}年度没有滞后、未启动的事项。")
        return
    outcomes = [_outcome(data, item, one) for item, one in left]
    found = Counter(one.now for one in outcomes)
    still = [one for one in outcomes if one.now in {Told.BEHIND, Told.NOT_STARTED}]
    over = sum(one.now in UNTOLD and not one.asked for one in outcomes)
    counts = [("已完成", found[Told.DONE]), ("推进中", found[Told.ONGOING])]
    counts += [("仍滞后或未启动", len(still)), ("不适用", found[Told.NOT_APPLICABLE])]
    counts += [("不再要求填报", over), ("没有填报", sum(found[one] for one in UNTOLD) - over)]
    words = "，".join(f"{word} {count} 项次" for word, count in counts if count)
    document.text(f"{data.year - 1}年度滞后、未启动的 {len(left)} 项次中，本年{words}。")
    if still:
        document.table(
            "连续两年滞后或未启动的事项",
            Grid(
                heads=("单位", "任务或指标", "上年", "本年", "所报原因"),
                shares=(2.0, 4.2, 1.2, 1.2, 3.0),
                across=("left", "left", "center", "center", "left"),
                rows=[
                    [
                        data.name(one.department),
                        clause(one.item.title),
                        one.then,
                        one.now or "",
                        _reason(data, one) or "—",
                    ]
                    for one in still[:ROWS]
                ],
                note=f"其余 {len(still) - ROWS} 项次见汇总工作簿。" if len(still) > ROWS else "",
            ),
        )


@dataclass(frozen=True, kw_only=True)
class _Outcome:
    """What became of an item that was behind last year."""

    item: Item
    department: str  # whose it is now
    then: Told
    now: Told | None  # None: the department didn't report
    asked: bool  # this year, of that department


def _outcome(data: ReportData, item: Item, one: DepartmentResult) -> _Outcome:
    """Of the item that *one* reported as behind; whoever took it over answers for it."""
    before = one.department.id
    heirs = successors(before, data.reorganisations, item.id) or (before,)
    told = {heir: _told(data.picture, heir, item) for heir in heirs}
    heir = next((body for body, now in told.items() if now not in UNTOLD), heirs[0])
    now = data.plan.measures.get(item.id) or data.plan.indicators.get(item.id)
    return _Outcome(
        item=item,
        department=heir,
        then=one.told(item),
        now=told[heir],
        asked=now is not None and heir in now.departments,
    )


def _reason(data: ReportData, one: _Outcome) -> str:
    """In the words of whoever has it now."""
    bodies = (body for body in data.picture.departments if body.department.id == one.department)
    return next((body.quoted(one.item.id, "problems") for body in bodies), "")


def _told(picture: Consolidation, department: str, item: Item) -> Told | None:
    bodies = (one for one in picture.departments if one.department.id == department)
    return next((one.told(item) for one in bodies), None)


def problems(document: Document, data: ReportData) -> None:
    _write(document, data, "problems", "存在的主要问题和原因")


def next_steps(document: Document, data: ReportData) -> None:
    _write(document, data, "next_steps", "下一步的工作安排、牵头单位和时限")
    due = [
        f"{one.indicator.name}（{one.target.wanted}）"
        for one in data.picture.indicators
        if one.reach is Reach.MISSED
    ]
    if due:
        what = "须说明后续安排" if data.plan.is_last(data.year) else "列入下一年度重点"
        document.text(f"本年没有达到目标的 {len(due)} 项指标{what}：{'；'.join(due)}。")


def _write(document: Document, data: ReportData, field: str, missing: str) -> None:
    common, single = named(data, field)
    if not common and not single:
        document.to_write(missing)
        return
    for number, one in enumerate(common[:COMMON], start=1):
        bodies = [data.plan.departments[owner] for owner in one.owners]
        document.text(
            f"{number}. {on_a_line(one.words, LONGEST)}（{department_names(bodies, 4)}提出，"
            f"涉及 {len(one.items)} 项次）。"
        )
    shown = list(_spread(data, single))
    if shown and common:
        document.text("此外，有关单位还提出：")
    for number, one in enumerate(shown, start=1 if not common else len(common[:COMMON]) + 1):
        name = data.name(one.owners[0])
        more = f"等 {len(one.items)} 项" if len(one.items) > 1 else ""
        about = f"{clause(one.items[0].title)}{more}"
        document.text(f"{number}. {name}：{on_a_line(one.words, LONGEST)}（{about}）。")
    left = len(common[COMMON:]) + len(single) - len(shown)
    if left:
        document.note(f"其余 {left} 条见各单位的工作簿。")


def named(data: ReportData, field: str) -> tuple[list[SharedStatement], list[SharedStatement]]:
    """What several departments write in *field*, the most first; and what one alone writes."""
    texts = [
        OwnedText(owner=one.department.id, place=item.id, words=words)
        for one in data.picture.departments
        for item in data.plan.items_of(one.department.id)
        if (words := one.quoted(item.id, field))
    ]
    groups = [_named(data, some) for some in _same(texts)]
    common = [one for one in groups if len(one.owners) > 1]
    single = [one for one in groups if len(one.owners) == 1]
    return sorted(common, key=lambda one: (-len(one.owners), -len(one.items))), single


def _same(texts: Sequence[OwnedText]) -> Iterable[Sequence[OwnedText]]:
    """Texts that say the same or nearly the same, together, in the order of the plan."""
    place = {(text.owner, text.place): number for number, text in enumerate(texts)}
    near: dict[int, int] = {}
    for group in alike(texts):
        numbers = sorted(place[text.owner, text.place] for text in group.texts)
        near |= dict.fromkeys(numbers, numbers[0])
    exact: dict[str, int] = {}
    together: dict[int, list[OwnedText]] = {}
    for number, text in enumerate(texts):
        first = near.get(number, exact.setdefault(clause(text.words), number))
        together.setdefault(first, []).append(text)
    return together.values()


def _named(data: ReportData, some: Sequence[OwnedText]) -> SharedStatement:
    return SharedStatement(
        words=some[0].words,
        owners=tuple(dict.fromkeys(text.owner for text in some)),
        items=tuple(data.plan.item(text.place) for text in some),
    )


def _spread(data: ReportData, single: Sequence[SharedStatement]) -> Iterator[SharedStatement]:
    """Some of *single*: those of most items first, one of each section before a second."""
    seen: set[str] = set()
    ordered = sorted(single, key=lambda one: -len(one.items))
    first = []
    for one in ordered:
        section = section_of(data.plan, one.items[0])
        if section not in seen:
            seen.add(section)
            first.append(one)
    rest = [one for one in ordered if one not in first]
    yield from [*first, *rest][:SINGLE]
