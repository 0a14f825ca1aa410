"""A draft as a workbook that people correct in WPS, and what they made of it.

A sheet each for clauses, measures, targets and bodies. What comes back becomes corrections
(`corrections.py`), so that every quote is held against the text again.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from model.domain.plan import DepartmentKind, Direction, IndicatorKind
from model.errors import Problem
from model.files import write_safely
from model.plan.note_forms import NoteRole
from model.plan_draft.comparison import ROLES
from model.plan_draft.corrections import correct_by
from model.plan_draft.draft import DraftClause, PlanDraft
from model.plan_draft.edited_book import EditedBook, refuse_problems
from model.plan_draft.typed_words import names_in, values_in, values_words
from model.workbook.file_bytes import sealed_bytes
from model.workbook.paper.book import new_book
from model.workbook.paper.page import Page
from model.workbook.paper.sheet import write_table
from model.workbook.paper.styles import Brush, Look
from model.workbook.paper.table import Column, Row, Table
from model.workbook.paper.values import Value
from model.workbook.plan_draft_sheets import BODIES, CLAUSES, DRAFT_TITLES, MEASURES, TARGETS

CENTRED, QUOTED, QUIET, ENTRY = (
    Look(across="center"),
    Look(fill="quote"),
    Look(ink="quiet"),
    Look(entry=True),
)
YES = "是"
NUMBER = Column(key="no", heading="序号", width=6, look=CENTRED)
LINE = Column(key="line", heading="原文行", width=7, look=CENTRED)
SURE = Column(key="sure", heading="把握", width=10, look=QUIET)
NOTES = {
    CLAUSES: "牵头、配合、分工里的单位可以互相搬，用顿号分开；括号里的单位一个不能少。",
    MEASURES: "一格里写几行，就是几条；并成一条，把后一格的话接到前一格。删去整行，就不列这一条。",
    TARGETS: "年份和数值写成“2025：270；2030：300”，上级下达的不写数。删去整行，就不列这个指标。",
    BODIES: "名称可以改全；与另一行相同就是同一单位。统称的成员用顿号分开，没有的单位会添上。",
}
NAMED_BY = {
    CLAUSES: ("path", "note"),
    MEASURES: ("clause", "quote"),
    TARGETS: ("quote", "name"),
    BODIES: ("aliases",),  # two may get one name
}


def write_draft_book(path: Path, draft: PlanDraft, moment: str) -> None:
    """Writes the workbook to *path*; every date in it is *moment*.

    Raises:
        AppError: it can't be written there.
    """
    book, brush = new_book(), Brush()
    for number, key in enumerate(DRAFT_TITLES):
        sheet = book.create_sheet() if number else book.worksheets[0]
        sheet.title = DRAFT_TITLES[key]
        write_table(sheet, _table(key, draft), Page(left=draft.title, right=""), brush)
    book.properties.title = draft.title
    write_safely(path, sealed_bytes(book, moment))


@dataclass(frozen=True, kw_only=True)
class CorrectedBook:
    """What people corrected in a workbook; what is wrong with the cells that stay as they were; a
    sentence for each thing in it that nobody read.
    """

    corrections: dict[str, Any]
    problems: tuple[Problem, ...] = ()
    remarks: tuple[str, ...] = ()

    def refuse_problems(self, name: str) -> None:
        """Raises: AppError: a cell of the workbook *name* can't be taken; each is named."""
        refuse_problems(name, self.problems)


def correct_by_book(draft: PlanDraft, path: Path) -> PlanDraft:
    """*draft* as the workbook at *path* has it.

    Raises:
        AppError: it is no such workbook, or something in it doesn't stand in the text.
    """
    book = corrected_book(draft, path)
    book.refuse_problems(path.name)
    return correct_by(draft, book.corrections)


def corrected_book(draft: PlanDraft, path: Path) -> CorrectedBook:
    """What people corrected of *draft* in the workbook at *path*, which was written from it.

    Raises:
        AppError: it is no such workbook.
    """
    tables = [_table(key, draft) for key in DRAFT_TITLES]
    told = "请用 plan-draft --workbook 写出的工作簿，不要删改工作表里隐藏的行列。"
    book = EditedBook(path, tables, NAMED_BY, told=told)
    corrections = _corrections(draft, book)
    problems = tuple(dict.fromkeys(book.problems))
    return CorrectedBook(corrections=corrections, problems=problems, remarks=book.remarks)


def _corrections(draft: PlanDraft, book: EditedBook) -> dict[str, Any]:
    rows, said = book.rows, book.said
    names = {body.id: body.name for body in draft.bodies}
    now = _names_now(draft, book)
    called = {now[key]: names[key] for key in now}
    called |= {name: one.name for one in draft.bodies for name in (one.name, *one.aliases)}
    clauses, measures = [], []
    for clause in draft.clauses:
        quotes = _quotes(draft, clause, book)
        entry = {"id": clause.id, "measures": [one for own in quotes.values() for one in own]}
        if clause.id in rows[CLAUSES]:
            entry |= _roles(clause, book, called, names)
        clauses.append(entry)
        for measure in clause.measures:
            first = next(iter(quotes.get(measure.id, ())), "")
            flags = {
                "once": said(MEASURES, measure.id, "once") == YES,
                "checkable": said(MEASURES, measure.id, "listed") != YES,
            }
            if first and flags != {"once": measure.once, "checkable": measure.checkable}:
                measures.append({"id": clause.id, "words": first, **flags})
    targets: list[dict[str, Any]] = []
    for target in draft.targets:
        if target.id not in rows[TARGETS]:
            targets.append({"id": target.id, "drop": True})
            continue
        values = list(values_in(said(TARGETS, target.id, "values")))
        if not values or any(value is None for value in values):
            book.complain("年份和数值应写成“2025：270；2030：300”。", TARGETS, target.id, "values")
            values = list(values_in(values_words(target)))
        owners = names_in(said(TARGETS, target.id, "owners"))
        if unknown := [one for one in owners if one not in called]:
            book.complain(_unknown_words(unknown), TARGETS, target.id, "owners")
            owners = [names[key] for key in target.departments]
        targets.append({
            "id": target.id,
            **{key: said(TARGETS, target.id, key) for key in ("name", "unit", "direction", "kind")},
            "binding": said(TARGETS, target.id, "binding") == YES,
            "departments": [called[one] for one in owners],
            "values": values,
        })  # fmt: skip
    return {
        "clause": clauses,
        "measure": measures,
        "target": targets,
        "body": list(_bodies(draft, book, now, called)),
    }


def _quotes(draft: PlanDraft, clause: DraftClause, book: EditedBook) -> dict[str, list[str]]:
    """Measure -> what its cell cites of the text, in order; where a cell cites what doesn't stand
    there, the measure as it was.
    """
    text, position = draft.text, draft.text.find(clause.body, clause.start)
    end, found = position + len(clause.body), {}
    for measure in clause.measures:
        if measure.id not in book.rows[MEASURES]:
            continue
        lines = book.said(MEASURES, measure.id, "quote").split("\n")
        quotes = [line.strip() for line in lines if line.strip()]
        reached = _reached(text, clause, quotes, (position, end))
        if isinstance(reached, str):
            told = f"条款原文此处之后找不到“{reached}”，请逐字核对。"
            book.complain(told, MEASURES, measure.id, "quote")
            if measure.start < position:  # words of it went to the measure before
                return {one.id: [one.quote] for one in clause.measures}
            quotes, reached = [measure.quote], measure.end
        found[measure.id], position = quotes, reached
    return found


def _reached(
    text: str, clause: DraftClause, quotes: list[str], within: tuple[int, int]
) -> int | str:
    """Where the last of *quotes* ends, one after the other in *text*, or the first not there."""
    position, end = within
    for quote in quotes:
        read = [one.start for one in clause.measures if one.quote == quote]
        begin = next((start for start in read if start >= position), position)
        start = text.find(quote, begin, end)
        if start < 0:
            return quote
        position = start + len(quote)
    return position


def _roles(
    clause: DraftClause, book: EditedBook, called: Mapping[str, str], names: Mapping[str, str]
) -> dict[str, list[str]]:
    """Key of a role -> bodies; as they were where the cells don't share out those of the note."""
    said = {key: names_in(book.said(CLAUSES, clause.id, key)) for key in ROLES.values()}
    given = [called.get(one, one) for listed in said.values() for one in listed]
    own = [names[key] for key, _ in clause.named]
    unknown = [one for listed in said.values() for one in listed if one not in called]
    if sorted(given) == sorted(own):
        return {key: [called[one] for one in listed] for key, listed in said.items()}
    same = f"单位应与责任括号里的一样（{'、'.join(own)}），只能改牵头、配合、分工。"
    told = _unknown_words(unknown) if unknown else same
    book.complain(told, CLAUSES, clause.id, "lead")
    return {}


def _unknown_words(names: Iterable[str]) -> str:
    return f"没有单位“{'”“'.join(names)}”，请照“{DRAFT_TITLES[BODIES]}”表里的名称写。"


def _names_now(draft: PlanDraft, book: EditedBook) -> dict[str, str]:
    """Body -> its name in the workbook, of those whose rows stand there."""
    return {
        body.id: book.said(BODIES, body.id, "name") or body.name
        for body in draft.bodies
        if body.id in book.rows[BODIES]
    }


def _bodies(
    draft: PlanDraft, book: EditedBook, now: Mapping[str, str], called: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    said, names = book.said, {body.id: body.name for body in draft.bodies}
    for body in draft.bodies:
        if body.id not in now:
            continue
        same = [key for key, name in now.items() if name == now[body.id]]
        heir = next((key for key in same if names[key] == now[key]), same[0])
        if heir != body.id:
            yield {"name": body.name, "same_as": names[heir]}
            continue
        entry: dict[str, Any] = {
            "name": body.name,
            "kind": said(BODIES, body.id, "kind"),
            "members": [called.get(one, one) for one in names_in(said(BODIES, body.id, "members"))],
            "note": said(BODIES, body.id, "note"),
        }
        if now[body.id] != body.name:
            entry["rename"] = now[body.id]
        yield entry


def _table(key: str, draft: PlanDraft) -> Table:
    columns, rows = {
        CLAUSES: _clause_rows,
        MEASURES: _measure_rows,
        TARGETS: _target_rows,
        BODIES: _body_rows,
    }[key](draft)
    return Table(
        key=key,
        title=DRAFT_TITLES[key],
        heading=DRAFT_TITLES[key],
        note=f"共 {len(rows)} 行。{NOTES[key]}",
        columns=columns,
        rows=rows,
    )


Rows = tuple[tuple[Column, ...], tuple[Row, ...]]


def _clause_rows(draft: PlanDraft) -> Rows:
    names = {body.id: body.name for body in draft.bodies}
    rows = []
    for number, clause in enumerate(draft.clauses, start=1):
        roles = {
            key: "、".join(names[body] for body, given in clause.named if given is role)
            for key, role in (
                ("lead", NoteRole.LEAD),
                ("support", NoteRole.SUPPORT),
                ("shared", NoteRole.SHARED),
            )
        }
        values: dict[str, Value] = {
            "no": Decimal(number),
            "path": "　".join((*clause.path, clause.heading)),
            "note": clause.found.words,
            "line": Decimal(draft.source.line(clause.start)),
            "sure": clause.confidence.value,
        }
        rows.append(Row(key=clause.id, values=values | roles))
    columns = (
        NUMBER,
        Column(key="path", heading="标题", least=24, look=QUIET),
        Column(key="note", heading="责任括号", least=30, look=QUOTED),
        Column(key="lead", heading="牵头", width=18, look=ENTRY),
        Column(key="support", heading="配合", width=22, look=ENTRY),
        Column(key="shared", heading="分工", width=22, look=ENTRY),
        LINE,
        SURE,
    )
    return columns, tuple(rows)


def _measure_rows(draft: PlanDraft) -> Rows:
    rows = [
        Row(
            key=measure.id,
            values={
                "no": Decimal(number),
                "clause": clause.heading or clause.path[-1],
                "quote": measure.quote,
                "term": measure.term,
                "once": YES if measure.once else "",
                "listed": "" if measure.checkable else YES,
                "line": Decimal(draft.source.line(measure.start)),
            },
        )
        for number, (clause, measure) in enumerate(
            ((clause, measure) for clause in draft.clauses for measure in clause.measures), start=1
        )
    ]
    columns = (
        NUMBER,
        Column(key="clause", heading="条款", width=22, look=QUIET),
        Column(key="quote", heading="任务（原文）", least=50, look=ENTRY),
        Column(key="term", heading="期限", width=14, look=QUIET),
        Column(key="once", heading="一次完成", width=9, look=ENTRY, options=(YES,)),
        Column(key="listed", heading="只列不评", width=9, look=ENTRY, options=(YES,)),
        LINE,
    )
    return columns, tuple(rows)


def _target_rows(draft: PlanDraft) -> Rows:
    names = {body.id: body.name for body in draft.bodies}
    rows = [
        Row(
            key=target.id,
            values={
                "no": Decimal(number),
                "quote": target.milestones[0].quote,
                "name": target.name,
                "unit": target.unit,
                "direction": target.direction.value,
                "kind": target.kind.value,
                "binding": YES if target.binding else "",
                "values": values_words(target),
                "owners": "、".join(names[body] for body in target.departments),
                "sure": target.confidence.value,
            },
        )
        for number, target in enumerate(draft.targets, start=1)
    ]
    columns = (
        NUMBER,
        Column(key="quote", heading="原文", least=34, look=QUOTED),
        Column(key="name", heading="指标名称", width=24, look=ENTRY),
        Column(key="unit", heading="单位", width=10, look=ENTRY),
        Column(key="direction", heading="方向", width=7, look=ENTRY, options=tuple(Direction)),
        Column(key="kind", heading="类别", width=10, look=ENTRY, options=tuple(IndicatorKind)),
        Column(key="binding", heading="约束性", width=8, look=ENTRY, options=(YES,)),
        Column(key="values", heading="年份：数值", width=20, look=ENTRY),
        Column(key="owners", heading="报数单位", width=16, look=ENTRY),
        SURE,
    )
    return columns, tuple(rows)


def _body_rows(draft: PlanDraft) -> Rows:
    names = {body.id: body.name for body in draft.bodies}
    rows = [
        Row(
            key=body.id,
            values={
                "no": Decimal(number),
                "name": body.name,
                "aliases": "、".join(body.aliases),
                "kind": body.kind.value,
                "members": "、".join(names[member] for member in body.members),
                "note": body.note,
                "sure": body.confidence.value,
            },
        )
        for number, body in enumerate(draft.bodies, start=1)
    ]
    columns = (
        NUMBER,
        Column(key="name", heading="名称", width=34, look=ENTRY),
        Column(key="aliases", heading="括号里的写法", width=24, look=QUIET),
        Column(key="kind", heading="类别", width=18, look=ENTRY, options=tuple(DepartmentKind)),
        Column(key="members", heading="成员（统称的）", least=24, look=ENTRY),
        Column(key="note", heading="备注", width=24, look=ENTRY),
        SURE,
    )
    return columns, tuple(rows)
