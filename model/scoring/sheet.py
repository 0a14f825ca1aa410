"""Excel formulas that recompute a score from the visible cells of a workbook.

Each function gives a formula without the leading '=', for one cell; the caller says where things
are. A cell recomputes to the official value, or to "" where there is none (未填, 不适用, 未下达).

    assessor = Assessor(plan, rulebook, department, year, …)
    for key, subject in assessor.subjects.items():
        item_formula(subject, cells[key])
    for part in assessor.rulebook_parts:
        part_formula(part, assessor.parts[part.id], cells)         # its points
        countable_formula(assessor.parts[part.id], cells)          # its denominator, 计入满分
    for rule in rulebook.in_phases():
        adjustment_formula(assessor, rule, cells, total_cell)      # points, or the grade it forces
    total_formula(assessor, part_cells, adjustment_cells)
    grade_formula(rulebook, total_cell, adjustment_cells)
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from model.domain.answers import STATE_LABELS, State
from model.scoring.arithmetic import NUDGE, CellRefs, literal
from model.scoring.assess import Assessor
from model.scoring.cell_ranges import runs
from model.scoring.rulebook import Part, Rulebook, TotalRule
from model.scoring.subject import Subject
from model.scoring.total_rules import NUMBERED, ORDINARY, ZEROED, Circumstances, Layout, Phase

AWAY = STATE_LABELS[State.NOT_APPLICABLE]


@dataclass(frozen=True, kw_only=True)
class PartCells:
    """The cells with the recomputed points of a part and its denominator (计入满分)."""

    points: str
    countable: str


def item_formula(subject: Subject, cells: CellRefs) -> str:
    """The points of one item; '""' where its target is not handed down.

    Args:
        cells: `state` is needed always; `value` for items answered with a number; `progress` for
            the others. `target` and `maximum` are cells with plain numbers, or "" to have the
            numbers printed into the formula.
    """
    if subject.without_target:
        return '""'
    cells = _completed(subject, cells)
    points = subject.points.formula(cells)
    return f'IF({cells.state}="{AWAY}","",IF({subject.answered.formula(cells)},{points},""))'


def part_formula(part: Part, subjects: Sequence[Subject], cells: Mapping[str, CellRefs]) -> str:
    """The points of a part from the recomputed points of its items (`Cells.points`)."""
    if not (points := _points(subjects, cells)):
        return '""'
    countable = countable_formula(subjects, cells)
    decimals = subjects[0].decimals
    earned = f"{literal(part.maximum)}*ROUND(SUM({points}),{decimals})/({countable})"
    return f'IF(COUNT({points})=0,"",ROUND({earned}+{NUDGE},2))'


def countable_formula(subjects: Sequence[Subject], cells: Mapping[str, CellRefs]) -> str:
    """The denominator of a part: the maxima of the items that count."""
    rows = [
        (filled.maximum, filled.state)
        for subject in subjects
        if not subject.without_target
        and subject.may_be_away
        and (filled := _completed(subject, cells[subject.id]))
    ]
    always = [
        _completed(subject, cells[subject.id]).maximum
        for subject in subjects
        if not subject.without_target and not subject.may_be_away
    ]
    terms = [*(_counting(maximum, state) for maximum, state in runs(rows)), *always]
    if not terms:
        return "0"
    return f"ROUND({'+'.join(terms)},{subjects[0].decimals})"


def adjustment_formula(
    assessor: Assessor,
    rule: TotalRule,
    cells: Mapping[str, CellRefs],
    total: str,
    *,
    days_late: str = "",
    false_figures: str = "",
    circumstances: Circumstances = ORDINARY,
) -> str:
    """The effect of a total rule: points, or the grade that it forces, ZEROED, or ""; none where
    there is no total.

    Args:
        total: the cell of the recomputed total.
        days_late: a cell with a number of days; "" to print the number in *circumstances*.
        false_figures: a cell with what was found, empty for nothing; "" to use *circumstances*.
    """
    subjects = tuple(assessor.subjects.values())
    covered = rule.covered(subjects)
    layout = Layout(
        items={s.id: _completed(s, cells[s.id]) for s in covered},
        total=total,
        days_late=days_late,
        false_figures=false_figures,
    )
    none = "0" if rule.kind.phase in NUMBERED else '""'
    effect = rule.kind.formula(covered, layout, circumstances)
    points = "" if assessor.small or effect == none else _points(subjects, cells)
    return f"IF(COUNT({points})=0,{none},{effect})" if points else none


def total_formula(
    assessor: Assessor, parts: Mapping[str, PartCells], adjustments: Mapping[str, str]
) -> str:
    """The total from the cells of parts (by part id) and of total rules (by rule id)."""
    rulebook = assessor.rulebook
    if assessor.small:
        return '""'
    points = ",".join(cells.points for cells in parts.values())
    full = "+".join(
        f"IF({parts[part.id].countable}>0,{literal(part.maximum)},0)"
        for part in assessor.rulebook_parts
    )

    def added(phase: Phase) -> str:
        rules = (rule for rule in rulebook.total_rules if rule.kind.phase is phase)
        return "".join(f"+{adjustments[rule.id]}" for rule in rules)

    base = f"ROUND({literal(rulebook.maximum)}*ROUND(SUM({points}),2)/({full})+{NUDGE},2)"
    points_added, after = added(Phase.POINTS), added(Phase.AFTER_CEILING)
    total = f"MAX(0,MIN({literal(rulebook.ceiling)},ROUND({base}{points_added},2)))"
    if after:
        total = f"MAX(0,ROUND({total}{after},2))"
    zeroing = [
        f'{adjustments[rule.id]}="{ZEROED}"'
        for rule in rulebook.total_rules
        if rule.kind.phase is Phase.TOTAL
    ]
    if zeroing:
        total = f"IF(OR({','.join(zeroing)}),0,{total})"
    return f'IF(COUNT({points})=0,"",{total})'


def grade_formula(rulebook: Rulebook, total: str, adjustments: Mapping[str, str]) -> str:
    """The grade from the cell of the total and the cells of total rules (by rule id)."""
    names = [grade.name for grade in rulebook.grades]
    earned = str(len(names))
    for number, grade in reversed(tuple(enumerate(rulebook.grades, start=1))):
        if grade.at_least is None:
            earned = "1"
        elif number < len(names):
            earned = f"IF({total}>={literal(grade.at_least)},{number},{earned})"
    ranks = [earned]
    for rule in rulebook.total_rules:
        cell = adjustments[rule.id]
        if rule.kind.phase is Phase.TOTAL:
            ranks.append(f'IF({cell}="{ZEROED}",{len(names)},1)')
        elif rule.kind.grade:
            ranks.append(f'IF({cell}="",1,{names.index(rule.kind.grade) + 1})')
    listed = ",".join(f'"{name}"' for name in names)
    numbers = ",".join(str(number) for number in range(1, len(names) + 1))
    return f'IF({total}="","",LOOKUP(MAX({",".join(ranks)}),{{{numbers}}},{{{listed}}}))'


def _completed(subject: Subject, cells: CellRefs) -> CellRefs:
    """*cells* with numbers in place of cells that the sheet does not show."""
    facts = subject.facts({})
    numbers = {
        name: literal(number)
        for name in ("target", "cumulative", "maximum", "schedule")
        if not getattr(cells, name) and (number := getattr(facts, name)) is not None
    }
    return replace(cells, **numbers, decimals=subject.decimals)


def _counting(maximum: str, state: str) -> str:
    if ":" in state:
        return f'SUMIF({state},"<>{AWAY}",{maximum})'
    return f'IF({state}="{AWAY}",0,{maximum})'


def _points(subjects: Sequence[Subject], cells: Mapping[str, CellRefs]) -> str:
    """The cells of the items' points, as a list."""
    rows = [(cells[subject.id].points,) for subject in subjects if not subject.without_target]
    return ",".join(block for (block,) in runs(rows))
