"""A4, margins with room for binding, page numbers and the check code in the footer."""

from dataclasses import dataclass

from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

MOST_PAGES = 9999  # of a sheet; with 0, any number, LibreOffice prints a blank page after some


@dataclass(frozen=True, kw_only=True)
class Page:
    """What every page of a workbook has in common."""

    left: str  # of the footer: whose workbook this is
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
    footer = sheet.oddFooter
    if footer is None:
        raise ValueError("openpyxl gives every sheet a footer")
    for part, text in (
        (footer.left, page.left.replace("&", "&&")),
        (footer.center, "第 &P 页 共 &N 页"),
        (footer.right, page.right),
    ):
        part.text = text
        part.size = 9
        part.font = "宋体,常规"
    sheet.sheet_view.showGridLines = False
    protect(sheet)


def protect(sheet: Worksheet) -> None:
    """Lock all cells but those for entries, without a password: it guides and protects nothing."""
    protection = sheet.protection
    protection.sheet = True
    protection.formatColumns = protection.formatRows = protection.formatCells = False
    protection.autoFilter = False
