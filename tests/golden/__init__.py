"""What files should say, as text that a review can read. UPDATE_GOLDEN=1 writes it anew."""

import io
import os
from pathlib import Path

from openpyxl import load_workbook

FOLDER = Path(__file__).parent


def compare(name: str, content: bytes) -> None:
    """Hold a workbook against the text in *name*."""
    found = in_words(content)
    if os.environ.get("UPDATE_GOLDEN"):
        (FOLDER / name).write_text(found, "utf-8")
    assert found == (FOLDER / name).read_text("utf-8")


def in_words(content: bytes) -> str:
    """How each sheet is set, then one line per cell that holds something."""
    lines = []
    for sheet in load_workbook(io.BytesIO(content)).worksheets:
        orientation = sheet.page_setup.orientation
        lines.append(f"== {sheet.title} {sheet.sheet_state} {orientation} {sheet.freeze_panes}")
        lines.append(f"print {sheet.print_area} titles {sheet.print_title_rows}")
        lines.append(f"merged {' '.join(sorted(map(str, sheet.merged_cells.ranges)))}")
        lines += [
            f"choose {check.sqref} {check.type} {check.formula1} {check.formula2 or ''}".rstrip()
            for check in sheet.data_validations.dataValidation
        ]
        lines += [words for row in sheet.iter_rows() for cell in row if (words := _words(cell))]
    return "\n".join(lines) + "\n"


def _words(cell) -> str:
    """What scoring words and computes is its own tests' business."""
    value = cell.value
    if value is None or (
        cell.parent.title == "评分" and cell.column_letter == "I" and cell.row > 4
    ):
        return ""
    shown = "formula" if cell.data_type == "f" else repr(value)[:200]
    style = f" [{cell.number_format}]" if cell.number_format != "General" else ""
    entry = "" if cell.protection.locked else " entry"
    return f"{cell.coordinate} {cell.data_type} {shown}{style}{entry}"
