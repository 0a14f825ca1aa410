"""The sheets of a 填报模板, as far as they differ from those of an export."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from model.domain.forms import Form, FormSet, Text
from model.domain.wording import day_words
from model.workbook.codes import TEMPLATE_TITLE
from model.workbook.keys import EVIDENCE, TITLES
from model.workbook.paper.layout import addresses
from model.workbook.paper.page import Page
from model.workbook.paper.sheet import show_lacking
from model.workbook.paper.styles import HEADING, TITLE, Look
from model.workbook.paper.table import Column, Row, Table
from model.workbook.paper.values import Formula, Value
from model.workbook.report.content import SAMPLE, YearReport
from model.workbook.report.cover_sheet import BARE, PLAIN, Cover
from model.workbook.report.evidence_sheet import LEAST
from model.workbook.report.guide_sheet import (
    PRINTING,
    PUT_RIGHT,
    WHAT_IT_IS,
    answering_topics,
    guide_table,
    plan_topics,
)
from model.workbook.report.item_sheets import item_tables
from model.workbook.report.score_sheet import GRADE, TOTAL, score_table
from model.workbook.report.without_seal import FILLED_ON
from model.workbook.template.gaps import at_first, coloured, count, lacking_formula

AS_TEXT = "@"  # so that 3-1 stays 3-1 and no date
TYPED = replace(PLAIN, entry=True, number_format=AS_TEXT)
PIECES = 30  # of evidence that there is room for, at the least
NAME = TEMPLATE_TITLE
LACKS = "lacks"  # on the cover: what is still to be filled in
ROOMIER = 1.35  # for what was done, of which nobody knows yet how much it will be


@dataclass(frozen=True, kw_only=True)
class BlankReport(YearReport):
    """The content of a template: a year without answers."""

    @property
    def subject(self) -> str:
        """'区城市管理委 2025年度 填报模板'."""
        words = (
            SAMPLE if self.submission.sample else "",
            self.department.name,
            f"{self.submission.year}年度",
            NAME,
        )
        return "　".join(filter(None, words))

    def page(self, *, portrait: bool = False) -> Page:
        return Page(left=self.subject, right=NAME, portrait=portrait)


@dataclass
class BlankCover(Cover):
    """封面 with everything that an export fills in by itself to be typed, or computed."""

    scores: Mapping[str, Formula] = field(default_factory=dict)  # total and grade
    tables: Sequence[Table] = ()  # in which answers are given
    entry: Look = TYPED

    def facts(self) -> Mapping[str, tuple[str, Value, Look]]:
        bold = replace(PLAIN, bold=True)
        found: dict[str, tuple[str, Value, Look]] = {
            "department": ("责任单位", self.report.department.name, bold),
            "year": ("评估年度", f"{self.report.submission.year}年", bold),
            "sequence": ("报送次序\n（重报时加一）", "1", TYPED),
            FILLED_ON: ("填报日期", None, TYPED),
            "self_total": ("自评得分", self.scores[TOTAL], bold),
            "self_grade": ("自评等次", self.scores[GRADE], bold),
        }
        wanted = self._wanted(self.row + len(found) + 1)
        words = replace(PLAIN, ink="behind")
        return {**found, LACKS: ("填写情况", self._lacks(wanted), words)}

    def _wanted(self, row: int) -> dict[str, str]:
        """What must be filled in here -> its cell; the first entry stands in *row*."""
        short = (
            asked
            for asked in self.report.questionnaire.forms.cover.fields()
            if not (isinstance(asked, Text) and asked.lines > 1)
        )
        return {
            asked.label: f"$C${number}"
            for number, asked in enumerate(short, start=row)
            if asked.required
        }

    def _lacks(self, wanted: Mapping[str, str]) -> Formula:
        forms = self.report.questionnaire.forms
        for cell in wanted.values():
            show_lacking(self.sheet, cell.replace("$", ""), f'{cell}=""')
        asked = [table for table in self.tables if table.rows]
        counts = {table.title: count(table, form_of(forms, table.key)) for table in asked}
        rows = {table.title: len(table.rows) for table in asked}
        return Formula(lacking_formula(counts, wanted), at_first(rows, [*wanted]))

    def title(self) -> Iterator[tuple[str, Look, float]]:
        title = replace(BARE, font=TITLE, bold=True)
        sample = SAMPLE if self.report.submission.sample else ""
        yield sample, replace(BARE, font=HEADING, size=14, ink="returned"), 40
        yield self.report.questionnaire.plan.title, replace(title, size=22), 50
        yield f"{self.report.submission.year}年度自评估{NAME}", replace(title, size=28), 58
        made = day_words(self.report.submission.exported_at)
        words = f"供不能运行填报程序的电脑使用　{made}生成"
        if self.report.unconfirmed:
            words = f"{words}\n{self.report.unconfirmed}"
        yield words, replace(BARE, size=11, ink="quiet", down="top"), 36


def blank_tables(report: BlankReport) -> tuple[Table, ...]:
    """The tables after the cover, in their order; 评分 computes itself."""
    items = {table.key: _to_be_filled(report, table) for table in item_tables(report)}
    return (
        *items.values(),
        _live(score_table(report, items), report),
        _evidence(report),
        _guide(report),
    )


def live_scores(table: Table) -> dict[str, Formula]:
    """Total and grade as formulas of other sheets."""
    at, values = addresses(table), {row.key: row.values["again"] for row in table.rows}
    results = {
        key: value.result for key in (TOTAL, GRADE) if isinstance(value := values[key], Formula)
    }
    return {key: Formula(at[key, "points"], result) for key, result in results.items()}


def _to_be_filled(report: BlankReport, table: Table) -> Table:
    """Text columns take text as it is typed, and have the room for it."""
    forms = report.questionnaire.forms
    texts = {
        asked.key
        for form in (forms.measure, forms.quantity, forms.quality)
        for asked in form.fields()
        if isinstance(asked, Text)
    }
    room = ROOMIER if table.key == forms.measure.id else 1
    columns = tuple(
        replace(column, look=replace(column.look, number_format=AS_TEXT), least=column.least * room)
        if column.key in texts
        else column
        for column in table.columns
        if column.key != "evidence"
    )
    note = (
        f"{report.subject}　共 {len(table.rows)} 项，请在可以点选的格内填写"
        if table.rows
        else table.note
    )
    return coloured(replace(table, columns=columns, note=note), form_of(forms, table.key))


def form_of(forms: FormSet, key: str) -> Form:
    """The form that a table of items asks by."""
    return {form.id: form for form in forms.of_items}[key]


def _live(table: Table, report: BlankReport) -> Table:
    """The score table with live points; its two checking columns stay hidden."""
    rules = report.assessor.rulebook
    titles = {rule.id: rule.title for rule in rules.rules}
    titles |= {rule.id: rule.title for rule in rules.total_rules}
    at = {key: address.rpartition("!")[2] for key, address in addresses(table).items()}
    rows = []
    for row in table.rows:
        again = row.values["again"]
        result = again.result if isinstance(again, Formula) else ""
        cell = at[row.key, "again"]
        values: dict[str, Value] = {
            **row.values,
            "points": Formula(cell, result),
            "sentence": titles.get(str(row.values.get("rule", "")), "随填报内容自动计算"),
        }
        if row.values.get("standing"):
            said, unsaid = "已评分", str(row.values["standing"])
            values["standing"] = Formula(f'IF({cell}="","{unsaid}","{said}")', unsaid)
        rows.append(replace(row, values=values))
    return replace(table, rows=tuple(rows), note=f"{table.note}　得分随填报内容自动计算")


def _evidence(report: BlankReport) -> Table:
    typed = Look(entry=True, number_format=AS_TEXT)
    items = sum(1 for _ in report.questionnaire.plan.items_of(report.submission.department))
    return Table(
        key=EVIDENCE,
        title=TITLES[EVIDENCE],
        heading=f"{report.submission.year}年度{TITLES[EVIDENCE]}清单",
        note=f"{report.subject}　“对应事项”填“任务3”“指标2”，空白表示总体情况。材料留存备查。",
        columns=(
            Column(key="no", heading="序号", width=5, look=Look(across="center")),
            Column(key="item", heading="对应事项", width=14, look=typed),
            *(
                Column(
                    key=asked.key,
                    heading=asked.label,
                    least=2 * LEAST.get(asked.key, 20),
                    look=typed,
                )
                for asked in report.questionnaire.forms.evidence.fields()
            ),
        ),
        rows=tuple(
            Row(key=f"e{number}", values={"no": Decimal(number)})
            for number in range(1, max(PIECES, items) + 1)
        ),
    )


def _guide(report: BlankReport) -> Table:
    """How to fill this in, then what an export's guide says of answers and rules."""
    topics = (*OWN_TOPICS.items(), *answering_topics(report), *plan_topics(report))
    return guide_table(report, topics)


OWN_TOPICS = {
    WHAT_IT_IS: "这是填报模板：电脑不能运行填报程序的单位，直接在表中填写，"
    "把整个文件作为邮件附件报送领导小组办公室。文件名可以改，"
    "不要另存为其他格式，不要设打开密码，不要增删表、行、列。",
    PRINTING: "填完后直接打印：封面纵向，其余横向。打印后在封面签字、盖章。",
    PUT_RIGHT: "直接改正；已经报送过的，把封面的“报送次序”加一，再报送一次。",
}
