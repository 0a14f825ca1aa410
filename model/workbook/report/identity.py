"""Tells from the cover whose submission a workbook is, where the seal can't."""

import difflib
import re
from dataclasses import dataclass
from decimal import Decimal

from model.domain.names import folded
from model.domain.numbers import points_text
from model.domain.plan import Department, DepartmentKind, Plan
from model.errors import Problem
from model.workbook.cell_value import number_of
from model.workbook.intake.cells import NUMBER
from model.workbook.intake.keyed_tables import Keyed, Tables
from model.workbook.keys import COVER, VALUE
from model.workbook.reasons import FileRemark, Notice
from model.workbook.report.visible_answers import Incomplete

_YEAR = re.compile(r"(20\d\d)(?:年度?)?")
_SEQUENCE = re.compile(r"(?:第)?([1-9]\d?|[一二三四五六七八九十])(?:次(?:报送)?)?")
_HAN = "一二三四五六七八九十"


@dataclass(frozen=True, kw_only=True)
class Identity:
    department: str
    year: int
    sequence: int = 1
    self_total: str | None = None
    self_grade: str = ""
    remarks: tuple[FileRemark, ...] = ()


class Stranger(Exception):
    """The plan has no department of that name; the problem quotes it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def identity(plan: Plan, tables: Tables) -> Identity:
    """The year, department and sequence number that the cover names.

    Raises:
        Incomplete: the department or the year isn't there.
        Stranger: the department is none of the plan's.
    """
    name, year = _text(tables, "department"), _matched(_YEAR, _text(tables, "year"))
    problems = [
        Problem(f"封面上没有“{label}”。")
        for label, found in (("责任单位", name), ("评估年度", year))
        if not found
    ]
    if problems:
        raise Incomplete(tuple(problems))
    department = department_called(plan, name)
    remarks = []
    if department.name != name:
        text = f"封面的责任单位“{name}”已识别为“{department.name}”。"
        remarks.append(FileRemark(Notice.REPAIRED, text))
    return Identity(
        department=department.id,
        year=int(year),
        sequence=sequence_in(tables),
        self_total=self_total_in(tables),
        self_grade=_text(tables, "self_grade"),
        remarks=tuple(remarks),
    )


def department_called(plan: Plan, name: str) -> Department:
    """The body called *name*, or by one of its aliases; width and blanks don't count.

    Raises:
        Stranger: there is none; one of a similar name is named, and never taken.
    """
    known = {
        folded(word): body
        for body in plan.departments.values()
        if body.kind is not DepartmentKind.COLLECTIVE
        for word in (body.id, *body.aliases, body.name)
    }
    if found := known.get(folded(name)):
        return found
    similar = difflib.get_close_matches(folded(name), known, n=1, cutoff=0.5)
    near = f"与“{known[similar[0]].name}”相近但不相同" if similar else "不是方案中的责任单位"
    raise Stranger(Problem(f"“{name[:40]}”{near}。"))


def sequence_in(tables: Tables) -> int:
    """The sequence number on the cover; 1 where it says nothing that can be read."""
    return sequence_said(tables) or 1


def sequence_said(tables: Tables) -> int | None:
    """The sequence number on the cover; None: nothing that can be read."""
    said = _matched(_SEQUENCE, folded(_text(tables, "sequence")))
    if said is None or said == "":
        return None
    return int(said) if said.isdigit() else _HAN.index(said) + 1


def year_said(tables: Tables) -> str:
    """The year on the cover; "" where none can be read."""
    return _matched(_YEAR, folded(_text(tables, "year")))


def self_total_in(tables: Tables) -> str | None:
    """The points on the cover, a formula's last result included. None: no number."""
    cell = _cell(tables, "self_total")
    if cell is None or cell.found.kind != NUMBER or not cell.found.text:
        return None
    value = number_of(cell.found.text)
    return None if value is None or abs(value) > Decimal(1000) else points_text(value)


def _cell(tables: Tables, row: str) -> Keyed | None:
    return tables[COVER].cell(row, VALUE) if COVER in tables else None


def _text(tables: Tables, row: str) -> str:
    cell = _cell(tables, row)
    return cell.found.text.strip() if cell else ""


def _matched(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.fullmatch(text.strip())
    return match[1] if match else ""
