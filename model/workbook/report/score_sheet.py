"""评分: official points as values, beside each a formula that computes it from the other sheets."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from model.domain.score import Adjustment, PartScore, Score
from model.scoring.arithmetic import CellRefs
from model.scoring.rulebook import TotalRule
from model.scoring.sheet import (
    PartCells,
    adjustment_formula,
    countable_formula,
    grade_formula,
    item_formula,
    part_formula,
    total_formula,
)
from model.scoring.total_rules import ZEROED, Phase
from model.workbook.keys import SCORE, TITLES
from model.workbook.paper.layout import addresses
from model.workbook.paper.styles import HEADING, Look
from model.workbook.paper.table import Column, Row, Table
from model.workbook.paper.values import Formula, Value
from model.workbook.report.content import YearReport

POINTS = Look(across="right", indent=1, font="宋体", number_format="0.00##")
CENTRED = Look(across="center")
SAME, DIFFERENT = "一致", "不一致"
TOTAL, GRADE = "total", "grade"
PROVISIONAL = "（暂定）"  # beside a grade that is read back as it is
ANSWERED = ("value", "state", "progress", "target")  # what formulas look up in other tables
COLUMNS = (
    Column(key="no", heading="序号", width=5, look=CENTRED),
    Column(key="item", heading="评分内容", least=24),
    Column(key="maximum", heading="分值", width=9, look=POINTS),
    Column(key="standing", heading="评分状态", width=11, look=CENTRED),
    Column(key="points", heading="得分", width=9, look=POINTS),
    Column(key="again", heading="复算得分", width=10, look=POINTS),
    Column(key="check", heading="核对", width=8, look=CENTRED, marks={DIFFERENT: "returned"}),
    Column(key="sentence", heading="算式说明", least=30),
    Column(key="rule", heading="规则", width=7, look=CENTRED),
)


def score_table(report: YearReport, tables: Mapping[str, Table]) -> Table:
    """Args: tables: those of the items, by key; formulas look into them."""
    sheet = _Sheet(report, tables)
    rulebook = report.assessor.rulebook
    return Table(
        key=SCORE,
        title=TITLES[SCORE],
        heading=f"{report.submission.year}年度自评得分",
        note=f"{report.subject}　{rulebook.title}（{rulebook.version} 版）",
        columns=COLUMNS,
        rows=tuple(sheet.rows()),
    )


@dataclass(frozen=True)
class _Sheet:
    report: YearReport
    tables: Mapping[str, Table]

    def rows(self) -> Iterator[Row]:
        """First without formulas, to learn where rows come to stand; then with them."""
        plain = tuple(self._plain())
        at = addresses(Table(key=SCORE, title="", heading="", note="", columns=COLUMNS, rows=plain))
        own = {key: address.rpartition("!")[2] for key, address in at.items()}
        formulas = self._formulas(own)
        for row in plain:
            yield replace(row, values={**row.values, **_recomputed(row, formulas, own)})

    def _plain(self) -> Iterator[Row]:
        assessment = self.report.assessment
        for part in assessment.parts:
            yield _emphasised(_part(part))
            for number, score in enumerate(part.scores, start=1):
                yield self._item(number, score)
        found = {adjustment.rule: adjustment for adjustment in assessment.adjustments}
        for rule in self.report.assessor.rulebook.in_phases():
            yield _total_rule(rule, found.get(rule.id))
        yield _emphasised(
            Row(
                key=TOTAL,
                values={
                    "item": "总分",
                    "maximum": assessment.maximum,
                    "points": assessment.total,
                    "sentence": assessment.sentence_words,
                },
            )
        )
        later = PROVISIONAL if assessment.provisional else ""
        grade = Row(key=GRADE, values={"item": f"等次{later}", "points": assessment.grade})
        yield _emphasised(grade, points=CENTRED)

    def _item(self, number: int, score: Score) -> Row:
        return Row(
            key=score.item,
            values={
                "no": Decimal(number),
                "item": self.report.questionnaire.plan.item(score.item).title,
                "maximum": score.maximum,
                "standing": score.standing.value,
                "points": score.points,
                "sentence": score.sentence,
                "rule": score.rule,
            },
        )

    def _formulas(self, own: Mapping[tuple[str, str], str]) -> Mapping[str, str]:
        """Row key -> formula of its 复算得分."""
        assessor = self.report.assessor
        book, cells = assessor.rulebook, self._cells(own)
        formulas = {key: item_formula(s, cells[key]) for key, s in assessor.subjects.items()}
        part_cells = {}
        for part in assessor.rulebook_parts:
            key, subjects = _part_key(part.id), assessor.parts[part.id]
            formulas[key] = part_formula(part, subjects, cells)
            part_cells[part.id] = PartCells(
                points=own[key, "again"],
                countable=f"({countable_formula(subjects, cells)})",
            )
        for rule in book.in_phases():
            formulas[_rule_key(rule.id)] = adjustment_formula(
                assessor, rule, cells, own[TOTAL, "again"]
            )
        adjustments = {rule.id: own[_rule_key(rule.id), "again"] for rule in book.total_rules}
        formulas[TOTAL] = total_formula(assessor, part_cells, adjustments)
        formulas[GRADE] = grade_formula(book, own[TOTAL, "again"], adjustments)
        return formulas

    def _cells(self, own: Mapping[tuple[str, str], str]) -> Mapping[str, CellRefs]:
        """Item -> where the workbook shows what its formula needs."""
        shown: dict[str, dict[str, str]] = {}
        for table in self.tables.values():
            for (row, column), address in addresses(table).items():
                if column in ANSWERED:
                    shown.setdefault(row, {})[column] = address
        return {
            key: CellRefs(
                value=shown[key].get("value", ""),
                state=shown[key].get("state", ""),
                progress=shown[key].get("progress", ""),
                target=shown[key].get("target", "") if subject.measured else "",
                maximum=own[key, "maximum"],
                points=own[key, "again"],
            )
            for key, subject in self.report.assessor.subjects.items()
        }


def _recomputed(
    row: Row, formulas: Mapping[str, str], own: Mapping[tuple[str, str], str]
) -> Mapping[str, Value]:
    official, again = own[row.key, "points"], own[row.key, "again"]
    points = row.values.get("points")
    result = points if isinstance(points, Decimal) else str(points or "")
    agree = f'IF({official}&""={again}&"","{SAME}","{DIFFERENT}")'
    return {"again": Formula(formulas[row.key], result), "check": Formula(agree, SAME)}


def _part_key(part: str) -> str:
    return f"part.{part}"


def _rule_key(rule: str) -> str:
    return f"rule.{rule}"


def _part(part: PartScore) -> Row:
    return Row(
        key=_part_key(part.id),
        values={
            "item": part.title,
            "maximum": part.maximum,
            "points": part.points,
            "sentence": part.sentence,
        },
    )


def _total_rule(rule: TotalRule, found: Adjustment | None) -> Row:
    """A rule on the year as a whole: what it did, or that it did nothing."""
    match rule.kind.phase:
        case Phase.POINTS | Phase.AFTER_CEILING:
            points: Value = found.points if found else Decimal(0)
        case Phase.TOTAL:
            points = ZEROED if found else ""
        case _:
            points = found.forces if found else ""
    return Row(
        key=_rule_key(rule.id),
        values={
            "item": rule.title,
            "points": points,
            "sentence": found.sentence if found else "未触发。",
            "rule": rule.id,
        },
        looks={}
        if rule.kind.phase in {Phase.POINTS, Phase.AFTER_CEILING}
        else {"points": CENTRED, "again": CENTRED},
    )


def _emphasised(row: Row, points: Look = POINTS) -> Row:
    texts = dict.fromkeys(("item", "sentence"), Look())
    centred = dict.fromkeys(("no", "standing", "check", "rule"), CENTRED)
    looks = {**texts, **centred, "maximum": POINTS, "points": points, "again": points}
    return replace(
        row, looks={key: replace(look, font=HEADING, fill="quote") for key, look in looks.items()}
    )
