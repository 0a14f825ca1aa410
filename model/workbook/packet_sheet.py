"""数据包: the hidden sheet that the office's program reads."""

from collections.abc import Mapping

from openpyxl.worksheet.worksheet import Worksheet

from model.workbook.keys import MARK, PACKET, VALUE
from model.workbook.paper.styles import Brush, Look

PLAIN = Look(wrap=False, rules="none")


def write_packet(sheet: Worksheet, rows: Mapping[str, str], brush: Brush) -> None:
    brush.put(sheet, 1, 1, f"{MARK}{PACKET}", PLAIN)
    brush.put(sheet, 1, 2, VALUE, PLAIN)
    brush.put(sheet, 1, 3, "本表供程序读取，请勿改动或删除。", PLAIN)
    for number, (key, text) in enumerate(rows.items(), start=2):
        brush.put(sheet, number, 1, key, PLAIN)
        brush.put(sheet, number, 2, text, PLAIN)
    sheet.column_dimensions["B"].width = 60
    sheet.protection.sheet = True
    sheet.sheet_state = "hidden"
