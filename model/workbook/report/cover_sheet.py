"""封面: whose year this is, how it scored, who answers for it, and where to sign and stamp."""

from collections.abc import Iterator, Mapping, Sequence
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
from model.workbook.paper.text_size import height_pt, line_count, rows_of
from model.workbook.paper.values import Formula, Value
from model.workbook.report.content import SAMPLE, YearReport
from model.workbook.report.score_sheet import PROVISIONAL

SIGNED = {"filled_by", "checked_by", "approved_by"}
WIDTHS: dict[str, float] = {"B": 18, "C": 30, "D": 12, "E": 32}
LABEL = Look(font=HEADING, size=12, fill="quote", across="center")
PLAIN = Look(font=BODY, size=12, indent=1)
ENTRY = replace(PLAIN, entry=True)
BARE = Look(across="center", rules="none")
ROW_PT, LONG_PT = 30.0, 90.0


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
        for words, look, least in self.title():
            for text, height in rows_of(words, _width_from("B"), look.size, least):
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
        if self.report.assessment.provisional:
            label, grade = found["self_grade"]
            found["self_grade"] = f"{label}\n{PROVISIONAL}", grade
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
        last, width = ("C", WIDTHS["C"]) if key in SIGNED else ("E", _width_from("C"))
        named = height_pt(line_count(label, WIDTHS["B"], LABEL.size), LABEL.size)
        least = max(ROW_PT, named)
        if isinstance(shown, Decimal | Formula):
            look = replace(look, number_format="0.00", across="left")
        text = str(shown.result if isinstance(shown, Formula) else shown or "")
        pieces: list[tuple[Value, float]] = [*rows_of(text, width - 2, look.size, least)]
        if not isinstance(shown, str):
            pieces = [(shown, pieces[0][1])]
        self._rows(key, label, pieces, look, last)

    def _rows(
        self, key: str, label: str, pieces: Sequence[tuple[Value, float]], look: Look, last: str
    ) -> None:
        """A row for each piece of a value, in the columns from C to *last*."""
        for number, (piece, height) in enumerate(pieces, start=1):
            goes_on = number > 1
            row_key = f"{key}{CONTINUED}{number}" if goes_on else key
            self.brush.put(self.sheet, self.row, 1, row_key, Look())
            self.brush.put(self.sheet, self.row, 2, f"{label}\n（续）" if goes_on else label, LABEL)
            if last == "C":
                self.brush.put(self.sheet, self.row, 3, piece, look)
                self.brush.put(self.sheet, self.row, 4, "" if goes_on else "签字", LABEL)
                self.brush.put(self.sheet, self.row, 5, None, PLAIN)
            else:
                self._across(3, piece, look)
            self._end_row(height)

    def _stamp(self) -> None:
        self.brush.put(self.sheet, self.row, 2, "责任单位\n（盖章）", LABEL)
        date = replace(PLAIN, across="right", down="bottom")
        self._across(3, "年　　　月　　　日", date)
        self._end_row(130)

    def _long(self, field: Field) -> None:
        look = replace(self.entry, down="top")
        text = str(self._said(field))
        pieces = rows_of(text, _width_from("C") - 2, look.size, LONG_PT)
        self._rows(field.key, field.label, pieces, look, "E")

    def _across(self, start: int, value: Value, look: Look) -> None:
        """*value* over the columns from *start* to the last."""
        self.brush.put_across(self.sheet, self.row, (start, 5), value, look)

    def _end_row(self, height: float) -> None:
        self.sheet.row_dimensions[self.row].height = height
        self.row += 1


def _width_from(letter: str) -> float:
    return sum(width for name, width in WIDTHS.items() if name >= letter)
