"""Native charts and colour scales, which a reader of the workbook can restyle and copy."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from math import ceil

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.formatting.rule import ColorScaleRule
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from model.workbook.paper.styles import palette

ROW_CM = 0.53  # of a row whose height nobody set
Finish = Callable[[Worksheet], None]


@dataclass(frozen=True, kw_only=True)
class Bars:
    """A bar per row: names in one column, numbers in another, rows *first* to *last*; `told` says
    what is drawn, for who can't see it.

    Its upper left corner is in column *column* of row *row*; sizes in centimetres.
    """

    title: str
    told: str
    names: int
    numbers: int
    first: int
    last: int
    column: str
    row: int
    width: float
    height: float
    number_format: str = "0"
    lying: bool = False


def one_page_with(charts: Sequence[Bars]) -> Finish:
    """Put *charts* below the table, both on one page."""
    return partial(_one_page, tuple(charts))


def _one_page(charts: Sequence[Bars], sheet: Worksheet) -> None:
    for bars in charts:
        _draw(sheet, bars)
    end = max(bars.row + ceil(bars.height / ROW_CM) for bars in charts)
    first, _, last = str(sheet.print_area).rpartition("!")[2].replace("$", "").partition(":")
    sheet.print_area = f"{first}:{last.rstrip('0123456789')}{end}"
    sheet.page_setup.fitToHeight = 1


def _draw(sheet: Worksheet, bars: Bars) -> None:
    chart = BarChart()
    chart.told = bars.told  # type: ignore[attr-defined]  # written by `model/workbook/file_bytes.py`
    chart.type = "bar" if bars.lying else "col"
    chart.title, chart.legend = bars.title, None
    chart.width, chart.height = bars.width, bars.height  # type: ignore[assignment]  # centimetres
    chart.gapWidth = 60
    chart.add_data(Reference(sheet, min_col=bars.numbers, min_row=bars.first, max_row=bars.last))
    chart.set_categories(
        Reference(sheet, min_col=bars.names, min_row=bars.first, max_row=bars.last)
    )
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.majorGridlines = None
    chart.y_axis.number_format = bars.number_format
    chart.y_axis.scaling.min = 0
    if bars.number_format.endswith("%"):
        chart.y_axis.scaling.max = 1
    if bars.lying:
        chart.x_axis.scaling.orientation = "maxMin"
    series = chart.series[0]
    series.graphicalProperties.solidFill = palette()["accent"]
    series.dLbls = DataLabelList()
    series.dLbls.showVal = True
    series.dLbls.showSerName = series.dLbls.showCatName = series.dLbls.showLegendKey = False
    series.dLbls.numFmt = bars.number_format
    sheet.add_chart(chart, f"{bars.column}{bars.row}")


def shaded(first: tuple[int, int], last: tuple[int, int]) -> Finish:
    """Shares from poor to good in the cells between two corners, (row, column) each."""
    return partial(_shade, first, last)


def _shade(first: tuple[int, int], last: tuple[int, int], sheet: Worksheet) -> None:
    colours = palette()
    rule = ColorScaleRule(  # type: ignore[no-untyped-call]
        start_type="num", start_value=0.5, start_color=colours["returned_tint"],
        mid_type="num", mid_value=0.8, mid_color=colours["behind_tint"],
        end_type="num", end_value=1, end_color="A9D3B7",
    )  # fmt: skip
    corners = (f"{get_column_letter(column)}{row}" for row, column in (first, last))
    sheet.conditional_formatting.add(":".join(corners), rule)
