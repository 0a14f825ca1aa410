"""封面: whose year this is, how it scored, who answers for it, and where to sign and stamp."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from openpyxl.worksheet.worksheet import Worksheet

from model.domain.forms import Field, Text
from model.domain.wording import day_words
from model.workbook.keys import CONTINUED, COVER, KEY, KEY_LABEL, MARK, VALUE
from model.workbook.layout import Shown, as_shown, facts
from model.workbook.paper.page import set_up
from model.workbook.paper.styles import BODY, HEADING, TITLE, Brush, Look
from model.workbook.paper.text_size import height_pt, line_count, parts
from model.workbook.paper.values import Formula, Value
from model.workbook.report.content import SAMPLE, YearReport

SIGNED = {"filled_by", "checked_by", "approved_by"}
WIDTHS: dict[str, float] = {"B": 18, "C": 30, "D": 12, "E": 32}
LABEL = Look(font=HEADING, size=12, fill="quote", across="center")
PLAIN = Look(font=BODY, size=12, indent=1)
ENTRY = replace(PLAIN, entry=True)
BARE = Look(across="center", rules="none")
ROW_PT = 30
LINES_OF_A_PART = 24


def write_cover(sheet: Worksheet, report: YearReport, brush: Brush) -> None:
    put_cover(Cover(sheet, report, brush))


def put_cover(cover: "Cover") -> None:
    sheet, report, brush = cover.sheet, cover.report, cover.brush
    set_up(sheet, report.page(portrait=True))
    brush.put(sheet, 1, 1, f"{MARK}{COVER}", Look())
    brush.put(sheet, 1, 3, VALUE, Look())
    sheet.row_dimensions[1].hidden = True
    sheet.column_dimensions["A"].hidden = True
    for letter, width in WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    cover.write()
    sheet.print_area = f"B2:E{cover.row - 1}"


@dataclass
class Cover:
    """The sheet as it is written, row by row."""

    sheet: Worksheet
    report: YearReport
    brush: Brush
    row: int = 2  # the next one to be written
    entry: Look = ENTRY

    def write(self) -> None:
        for text, look, height in self.title():
            self._across(2, text, look)
            self._end_row(height)
        for key, (label, shown, look) in self.facts().items():
            self._pair(key, label, shown, look)
        long: list[Field] = []
        for field in self.report.questionnaire.forms.cover.fields():
            if isinstance(field, Text) and field.lines > 1:
                long.append(field)
            else:
                self._pair(field.key, field.label, self._said(field), self.entry)
        self._stamp()
        for field in long:
            self._long(field)

    def _said(self, field: Field) -> Shown:
        return as_shown(field, self.report.submission.cover.get(field.key, ""))

    def facts(self) -> Mapping[str, tuple[str, Value, Look]]:
        """Key -> label, value and look of what the app says, before what people fill in."""
        look = replace(PLAIN, bold=True)
        found = facts(self.report.questionnaire, self.report.submission)
        if self.report.fingerprint:
            found[KEY] = (KEY_LABEL, self.report.fingerprint)
        return {key: (label, shown, look) for key, (label, shown) in found.items()}

    def title(self) -> Iterator[tuple[str, Look, float]]:
        submission = self.report.submission
        sample = f"{SAMPLE}，不作为报送依据" if submission.sample else ""
        title = replace(BARE, font=TITLE, bold=True)
        yield sample, replace(BARE, font=HEADING, size=14, ink="returned"), 40
        yield self.report.questionnaire.plan.title, replace(title, size=22), 50
        yield f"{submission.year}年度自评估工作簿", replace(title, size=28), 58
        moment = datetime.fromisoformat(submission.exported_at)
        words = f"导出时间　{day_words(moment)}　{moment:%H:%M}"
        if self.report.unconfirmed:
            words = f"{words}\n{self.report.unconfirmed}"
        yield words, replace(BARE, size=11, ink="quiet", down="top"), 36

    def _pair(self, key: str, label: str, shown: Value, look: Look) -> None:
        """A label and its value; where somebody signs, a place for that beside it."""
        self.brush.put(self.sheet, self.row, 1, key, Look())
        self.brush.put(self.sheet, self.row, 2, label, LABEL)
        if isinstance(shown, Decimal | Formula):
            look = replace(look, number_format="0.00", across="left")
        if key in SIGNED:
            self.brush.put(self.sheet, self.row, 3, shown, look)
            self.brush.put(self.sheet, self.row, 4, "签字", LABEL)
            self.brush.put(self.sheet, self.row, 5, None, PLAIN)
            width = WIDTHS["C"]
        else:
            self._across(3, shown, look)
            width = _width_from("C")
        text = str(shown.result if isinstance(shown, Formula) else shown)
        lines = max(line_count(text, width - 2, 12), line_count(label, WIDTHS["B"], 12))
        self._end_row(max(ROW_PT, height_pt(lines, 12)))

    def _stamp(self) -> None:
        self.brush.put(self.sheet, self.row, 2, "责任单位\n（盖章）", LABEL)
        date = replace(PLAIN, across="right", down="bottom")
        self._across(3, "年　　　月　　　日", date)
        self._end_row(130)

    def _long(self, field: Field) -> None:
        """Write a text over as many rows as it takes; the height of one row is limited."""
        width = _width_from("C") - 2
        pieces = parts(str(self._said(field)), width, 12, LINES_OF_A_PART) or [""]
        for number, text in enumerate(pieces, start=1):
            key = field.key if number == 1 else f"{field.key}{CONTINUED}{number}"
            label = field.label if number == 1 else f"{field.label}\n（续）"
            self.brush.put(self.sheet, self.row, 1, key, Look())
            self.brush.put(self.sheet, self.row, 2, label, LABEL)
            self._across(3, text, replace(self.entry, down="top"))
            self._end_row(max(height_pt(line_count(text, width, 12), 12), 90))

    def _across(self, start: int, value: Value, look: Look) -> None:
        """*value* over the columns from *start* to the last."""
        self.brush.put_across(self.sheet, self.row, (start, 5), value, look)

    def _end_row(self, height: float) -> None:
        self.sheet.row_dimensions[self.row].height = height
        self.row += 1


def _width_from(letter: str) -> float:
    return sum(width for name, width in WIDTHS.items() if name >= letter)
