"""封面: whose year this is, how it scored, who answers for it, and where to sign and stamp."""

from collections.abc import Iterator
from decimal import Decimal

from openpyxl.worksheet.worksheet import Worksheet

from model.domain.forms import Field, Text
from model.workbook.content import SAMPLE, YearReport
from model.workbook.layout import COVER, MARK, VALUE, as_shown, facts
from model.workbook.paper.measuring import TALLEST_ROW_PT, height_pt, line_count
from model.workbook.paper.page import set_up
from model.workbook.paper.styles import BODY, HEADING, TITLE, Brush, Look

SIGNED = {"filled_by", "checked_by", "approved_by"}
WIDTHS = {"B": 17, "C": 27, "D": 10, "E": 26}
LABEL = Look(font=HEADING, size=12, fill="quote", across="center")
VALUE_LOOK = Look(font=BODY, size=12)
ROW_PT = 27


def write_cover(sheet: Worksheet, report: YearReport, brush: Brush) -> None:
    set_up(sheet, report.page(portrait=True))
    brush.put(sheet, 1, 1, f"{MARK}{COVER}", Look())
    brush.put(sheet, 1, 3, VALUE, Look())
    sheet.row_dimensions[1].hidden = True
    sheet.column_dimensions["A"].hidden = True
    for letter, width in WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    number = _write_title(sheet, report, brush)
    for key, (label, shown) in facts(report.questionnaire, report.submission).items():
        _write_pair(sheet, number, key, label, shown, brush)
        number += 1
    long: list[Field] = []
    for field in report.questionnaire.forms.cover.fields():
        if isinstance(field, Text) and field.lines > 1:
            long.append(field)
            continue
        shown = as_shown(field, report.submission.cover.get(field.key, ""))
        _write_pair(sheet, number, field.key, field.label, shown, brush, entry=True)
        number += 1
    number = _write_stamp(sheet, number, brush)
    for field in long:
        number = _write_long(sheet, number, field, report, brush)
    sheet.print_area = f"B2:E{number - 1}"


def _write_title(sheet: Worksheet, report: YearReport, brush: Brush) -> int:
    plan, year = report.questionnaire.plan, report.submission.year
    lines: Iterator[tuple[str, Look, float]] = iter(
        (
            (
                f"{SAMPLE}，不作为报送依据" if report.submission.sample else "",
                Look(font=HEADING, size=14, ink="returned", across="center", rules="none"),
                30,
            ),
            (plan.title, Look(font=TITLE, size=20, bold=True, across="center", rules="none"), 46),
            (
                f"{year}年度自评估工作簿",
                Look(font=TITLE, size=26, bold=True, across="center", rules="none"),
                52,
            ),
            (
                f"导出时间　{_moment(report.submission.exported_at)}",
                Look(ink="quiet", across="center", rules="none"),
                30,
            ),
        )
    )
    number = 2
    for text, look, height in lines:
        brush.put(sheet, number, 2, text, look)
        sheet.merge_cells(start_row=number, end_row=number, start_column=2, end_column=5)
        sheet.row_dimensions[number].height = height
        number += 1
    return number


def _moment(iso: str) -> str:
    """'2025年12月20日 09:30' for an ISO 8601 moment."""
    date, _, time = iso.partition("T")
    year, month, day = date.split("-")
    return f"{int(year)}年{int(month)}月{int(day)}日 {time[:5]}"


def _write_pair(
    sheet: Worksheet,
    number: int,
    key: str,
    label: str,
    shown: str | Decimal,
    brush: Brush,
    *,
    entry: bool = False,
) -> None:
    brush.put(sheet, number, 1, key, Look())
    brush.put(sheet, number, 2, label, LABEL)
    signed = key in SIGNED
    look = Look(
        font=BODY,
        size=12,
        entry=entry,
        bold=not entry,
        number_format="0.00" if isinstance(shown, Decimal) else "General",
    )
    brush.put(sheet, number, 3, shown, look)
    brush.put(sheet, number, 4, "签字" if signed else None, LABEL if signed else VALUE_LOOK)
    brush.put(sheet, number, 5, None, VALUE_LOOK)
    width = WIDTHS["C"] if signed else WIDTHS["C"] + WIDTHS["D"] + WIDTHS["E"]
    if not signed:
        sheet.merge_cells(start_row=number, end_row=number, start_column=3, end_column=5)
    lines = line_count(str(shown), width, 12)
    sheet.row_dimensions[number].height = max(ROW_PT, height_pt(lines, 12))


def _write_stamp(sheet: Worksheet, number: int, brush: Brush) -> int:
    brush.put(sheet, number, 2, "责任单位\n（盖章）", LABEL)
    for place in (3, 4, 5):
        look = Look(font=BODY, size=12, across="right", down="bottom")
        brush.put(sheet, number, place, "　　　　年　　月　　日" if place == 3 else None, look)
    sheet.merge_cells(start_row=number, end_row=number, start_column=3, end_column=5)
    sheet.row_dimensions[number].height = 110
    return number + 1


def _write_long(
    sheet: Worksheet, number: int, field: Field, report: YearReport, brush: Brush
) -> int:
    """A label over the whole width, the text under it, on as many rows as it takes."""
    text = str(as_shown(field, report.submission.cover.get(field.key, "")))
    height = max(height_pt(line_count(text, sum(WIDTHS.values()) - WIDTHS["B"], 11), 11), 60)
    span = int(height // TALLEST_ROW_PT) + 1
    brush.put(sheet, number, 1, field.key, Look())
    for below in range(span):
        brush.put(sheet, number + below, 2, None if below else field.label, LABEL)
        for place in (3, 4, 5):
            look = Look(font=BODY, size=11, down="top", entry=True)
            value = text if place == 3 and not below else None
            brush.put(sheet, number + below, place, value, look)
        sheet.row_dimensions[number + below].height = height / span
    end = number + span - 1
    sheet.merge_cells(start_row=number, end_row=end, start_column=2, end_column=2)
    sheet.merge_cells(start_row=number, end_row=end, start_column=3, end_column=5)
    return end + 1
