"""任务分解表（会签稿）: out as paper, back as lines that a person takes over or leaves.

What comes back changes nothing by itself. A line is what its cells say otherwise than was printed,
against the duties in force now.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from model.domain.duty_sheet import DutySheet
from model.domain.package import Duty, YearPackage
from model.domain.plan import Department, Plan, Stage
from model.ed25519 import KeyPair
from model.errors import AppError
from model.jobs import JobContext
from model.package.duties import ItemDuties, all_items, duties_in_force
from model.package.duty_table import MatrixRow, clause_of, matrices
from model.package.in_force import in_force
from model.package.words import duties_words, stage_words
from model.store.clock import now
from model.store.plans import plan_edition
from model.workbook.duty_sheet.read import DutyCells, ReceivedDutySheet
from model.workbook.duty_sheet.write import DutyLine, DutyPaper
from model.workbook.intake.worker_client import WorkbookReader
from model.workbook.layout import Questionnaire
from model.workbook.reasons import Reason, Refusal
from model.workbook.report.identity import Stranger, department_called
from model.workbook.sealed import read_file

_BETWEEN = re.compile(r"[、，,;；/\n\r]+(?![^（）()]*[）)])")
SOMETHING_ELSE = {  # by what a file seems to be: why it is none of these sheets
    "": {Reason.OTHER_KIND},
    DutySheet.KIND: {Reason.OTHER_KIND, Reason.NO_SEAL, Reason.BROKEN_SEAL},
}
_COUNT = re.compile(r"[（(][0-9]+个[）)]$")


@dataclass(frozen=True, kw_only=True)
class Countersigned:
    """What came back about one item. `after` "": the duties stay."""

    item: str
    words: str
    before: str  # in words
    after: str
    comment: str
    duties: ItemDuties | None
    unknown: tuple[str, ...]  # a sentence for each name that is no department's
    doubts: tuple[str, ...] = ()  # a sentence for each cell from which nothing was taken
    notes: tuple[str, ...] = ()  # and for each note or word beside the cells

    @property
    def takeable(self) -> bool:
        """There is something to take over, and all of it is certain."""
        return self.duties is not None and not (self.unknown or self.doubts)

    @property
    def led(self) -> bool:
        return self.duties is not None and Duty.LEAD in self.duties.values()


class DutySheetRejected(AppError):
    """A file is no 任务分解表; nothing was changed."""


def write_duty_paper(
    path: Path, plan: Plan, package: YearPackage, keys: KeyPair, job: JobContext
) -> Path:
    """*path*, with the sheet to be countersigned, signed with the office's *keys*.

    Raises:
        AppError: it can't be written.
    """
    from model.workbook.duty_sheet.write import write_duty_sheet

    write_duty_sheet(path, replace(duty_paper(plan, package, now()), keys=keys), job)
    return path


@dataclass(frozen=True, kw_only=True)
class ReturnedSheet:
    name: str  # of the file
    sheet: ReceivedDutySheet


def read_returned(path: Path, questionnaire: Questionnaire, job: JobContext) -> ReturnedSheet:
    """The sheet that came back as the file *path*; see `returned_sheet`."""
    job.step(0, 1, path.name)
    return ReturnedSheet(name=path.name, sheet=returned_sheet(path, questionnaire))


def returned_sheet(
    path: Path, questionnaire: Questionnaire, reader: WorkbookReader | None = None
) -> ReceivedDutySheet:
    """The 任务分解表 in the workbook at *path*.

    Raises:
        Refusal: it is no workbook of ours, or damaged.
        DutySheetRejected: it is something else.
    """
    match read_file(path, questionnaire, reader):
        case ReceivedDutySheet() as sheet:
            return sheet
        case Refusal() as refusal if refusal.code not in SOMETHING_ELSE.get(refusal.kind, Reason):
            raise refusal
    raise DutySheetRejected(
        f"{path.name}：这不是任务分解表（会签稿），没有读取，分工未变。",
        hint="请选择由本程序写出、会签后交回的任务分解表；表里的“任务分解表”和数据包要在。",
    )


def duty_paper(plan: Plan, package: YearPackage, made_at: str) -> DutyPaper:
    """What the sheet to be countersigned says of *package*, clause by clause."""
    today = in_force(plan, package)
    found = (row for one in matrices(plan, package) for row in one.rows)
    rows = tuple(row for row in found if row.stage is not Stage.LEFT)
    lines = tuple(
        DutyLine(
            item=row.item.id,
            place=today.place(clause_of(today, row.item)),
            words=row.words,
            lead=_names(today, row.duties, Duty.LEAD),
            support=_names(today, row.duties, Duty.SUPPORT),
            basis=_basis(row),
        )
        for row in rows
    )
    return DutyPaper(
        sheet=DutySheet(
            year=package.year,
            made_at=made_at,
            plan=plan_edition(plan),
            lead={line.item: line.lead for line in lines},
            support={line.item: line.support for line in lines},
        ),
        lines=lines,
        author=package.made_by,
        sample=package.sample,
    )


def _basis(row: MatrixRow) -> str:
    if not row.stage.asked:
        return stage_words(row.item)
    if row.proposal is None:
        return "办公室已确认"
    return f"建议{'，把握不大' if row.doubtful else ''}：{row.proposal.reason}"


def _names(today: Plan, duties: ItemDuties, wanted: Duty) -> str:
    """Names; where all of 各街道 or the like are among them, that name and how many they are."""
    names = {body: today.departments[body].name for body, duty in duties.items() if duty is wanted}
    wholes = [body for body in today.departments.values() if len(body.members) > 1]
    for whole in sorted(wholes, key=lambda body: -len(body.members)):
        if set(whole.members) <= names.keys():
            names[whole.members[0]] = f"{whole.name}（{len(whole.members)}个）"
            names = {body: name for body, name in names.items() if body not in whole.members[1:]}
    return "、".join(names.values())


def countersigned(
    plan: Plan, package: YearPackage, returned: ReceivedDutySheet
) -> tuple[Countersigned, ...]:
    """What was changed or remarked in the sheet, in its order; what is in force already is not.

    Raises:
        AppError: it is of another year, or goes by another edition of the plan.
    """
    sheet = returned.printed
    if sheet.year != package.year or sheet.plan != plan_edition(plan):
        raise AppError(
            f"这份任务分解表是 {sheet.year} 年度的，或者按另一版方案编制，没有读取，分工未变。",
            hint=f"请选择 {package.year} 年度的会签稿，或者重新写出一份会签。",
        )
    today, duties = in_force(plan, package), duties_in_force(plan, package)
    paper = duty_paper(plan, package, sheet.made_at)
    printed = {line.item: (line.place, line.words) for line in paper.lines}
    return tuple(_lines(today, duties, returned, printed))


def _lines(
    today: Plan,
    duties: Mapping[str, ItemDuties],
    returned: ReceivedDutySheet,
    printed: Mapping[str, tuple[str, str]],
) -> Iterator[Countersigned]:
    sheet, rows = returned.printed, returned.rows(printed)
    for item in all_items(today):
        cells = rows.get(item.id)
        if cells is None:
            continue
        changed = item.stage is not Stage.LEFT and (cells.lead, cells.support) != (
            sheet.lead[item.id],
            sheet.support[item.id],
        )
        said, unknown = _said(today, cells) if changed else (None, ())
        if said is not None and not unknown and said == _carried(duties[item.id]):
            said = None
        if said is None and not (cells.comment or cells.doubts or cells.notes):
            continue
        before = duties_words(today.departments, duties[item.id])
        yield Countersigned(
            item=item.id,
            words=item.title,
            before=before,
            after="" if said is None else duties_words(today.departments, said),
            comment=cells.comment,
            duties=said,
            unknown=unknown,
            doubts=tuple(f"{one.cell}：{one.change}" for one in cells.doubts),
            notes=cells.notes,
        )


def _carried(duties: ItemDuties) -> dict[str, Duty]:
    return {body: duty for body, duty in duties.items() if duty is not Duty.NONE}


def _said(today: Plan, cells: DutyCells) -> tuple[dict[str, Duty], tuple[str, ...]]:
    """Who does what by the words of the cells, and a sentence for each name nobody bears."""
    found: dict[str, Duty] = {}
    unknown: list[str] = []
    for words, duty in ((cells.lead, Duty.LEAD), (cells.support, Duty.SUPPORT)):
        for name in filter(None, (part.strip() for part in _BETWEEN.split(words))):
            try:
                for body in _called(today, name):
                    found.setdefault(body, duty)
            except Stranger as error:
                unknown.append(str(error.problem))
    return found, tuple(unknown)


def _called(today: Plan, name: str) -> tuple[str, ...]:
    """Ids of the department called *name*, with or without 区 (市, 县) in front; of all members
    where it is 各街道 or the like.
    """
    bare = _COUNT.sub("", name)
    for body in today.departments.values():
        if body.members and bare in _words(body):
            return body.members
    try:
        return (department_called(today, f"{today.whole[1:]}{bare}").id,)
    except Stranger:
        return (department_called(today, bare).id,)


def _words(body: Department) -> tuple[str, ...]:
    return (body.name, *body.aliases)


def taken_over(plan: Plan, package: YearPackage, lines: Iterable[Countersigned]) -> YearPackage:
    """*package* with the duties of *lines*, confirmed by that; those that can't be are left."""
    duties = duties_in_force(plan, package)
    rows = {
        line.item: {**dict.fromkeys(duties[line.item], Duty.NONE), **line.duties}
        for line in lines
        if line.takeable and line.duties is not None
    }
    return replace(package, duties={**package.duties, **rows})
