"""A4, margins with room for binding, page numbers and the check code in the footer."""

from dataclasses import dataclass
from itertools import accumulate, takewhile

from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from model.workbook.paper.text_size import width_em

MOST_PAGES = 9999  # of a sheet; with 0, any number, LibreOffice prints a blank page after some
A4_PT = (595.0, 842.0)  # its short and its long side
FOOT_SIZE = 9  # of the letters in the margins [pt]
NUMBERING, WIDEST_NUMBERING = "第 &P 页 共 &N 页", "第 9999 页 共 9999 页"
APART_EM = 1.5  # what is left free between two parts of the footer
LEAST_EM = 0.6  # what a letter counts at least: with its codes a footer has at most 255 letters


@dataclass(frozen=True, kw_only=True)
class Page:
    """What every page of a workbook has in common."""

    left: str  # of the footer, or the header where it is long: whose workbook this is
    right: str  # of the footer: the check code
    portrait: bool = False


def set_up(sheet: Worksheet, page: Page) -> None:
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.orientation = "portrait" if page.portrait else "landscape"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = MOST_PAGES
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left, margins.right = (0.9, 0.7) if page.portrait else (0.7, 0.5)
    margins.top, margins.bottom = (0.8, 0.8) if page.portrait else (0.6, 0.65)
    margins.header = margins.footer = 0.35
    _set_around(sheet, page)
    sheet.sheet_view.showGridLines = False
    protect(sheet)


def _set_around(sheet: Worksheet, page: Page) -> None:
    """Write what every page has in its margins. `left` goes to the top of the page where it would
    reach into the others: programs print parts of one line over each other.
    """
    margins, (short, long) = sheet.page_margins, A4_PT
    width = (short if page.portrait else long) - 72 * (margins.left + margins.right)
    whole = width / FOOT_SIZE  # [em]
    beside = (whole - width_em(WIDEST_NUMBERING)) / 2 - APART_EM
    left = page.left.replace("\n", " ")
    top, foot = sheet.oddHeader, sheet.oddFooter
    if top is None or foot is None:
        raise ValueError("openpyxl gives every sheet a header and a footer")
    for part, text in (
        (foot.left if foot_em(left) <= beside else top.left, shortened(left, whole - APART_EM)),
        (foot.center, NUMBERING),
        (foot.right, page.right),
    ):
        part.text = text if text is NUMBERING else text.replace("&", "&&")
        part.size = FOOT_SIZE
        part.font = "宋体,常规"


def shortened(text: str, ems: float) -> str:
    """*text* with …… for its middle, so that it is at most *ems* wide: names begin it, numbers
    end it.
    """
    if foot_em(text) <= ems:
        return text
    first = _beginning(text, ems * 0.6)
    last = _beginning(text[::-1], ems - foot_em(f"{first}……"))[::-1]
    return f"{first}……{last}"


def _beginning(text: str, ems: float) -> str:
    """As much of *text* as is at most *ems* wide."""
    widths = accumulate(map(foot_em, text))
    return text[: sum(1 for _ in takewhile(lambda width: width <= ems, widths))]


def foot_em(text: str) -> float:
    """Room that *text* takes in a margin [em]; & is written twice."""
    return sum(max(1.0 if letter == "&" else LEAST_EM, width_em(letter)) for letter in text)


def protect(sheet: Worksheet) -> None:
    """Lock all cells but those for entries, without a password: it guides and protects nothing."""
    protection = sheet.protection
    protection.sheet = True
    protection.formatColumns = protection.formatRows = protection.formatCells = False
    protection.autoFilter = False
