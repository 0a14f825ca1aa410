"""Number formats that show something other than the number; dates; hidden things."""

import re
from collections.abc import Iterator

from model.workbook.reasons import Notice
from tests.corpus.base import Base
from tests.corpus.kinds.cells import CELL
from tests.corpus.sheets import put, with_part, zipped
from tests.corpus.variant import Variant, accepted, warned

FORMATS = {  # name: format code, what a template's reader makes of 83.2 in it
    "general": ("General", "83.2"),
    "decimals": ("0.00", "83.2"),
    "thousands": ("#,##0.00", "83.2"),
    "accounting": ('_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "83.2"),
    "coloured": ("[Red]0.0;[Blue]-0.0", "83.2"),
    "with_own_unit": ('0.0"%"', "83.2"),
    "with_other_unit": ('0.0"家"', None),
    "with_scale": ('0.00"万"', None),
    "digit_before": ('"9"0.0', None),
    "in_thousands": ("#,##0,", None),
    "in_ten_thousands": (r"0\.0,", None),
    "below_fifty": ('[<50]0;"100"', None),
    "above_fifty": ('[>=50]0.0;"100"', "83.2"),
    "without_sign": ("-0.0", None),
    "fraction": ("# ?/?", None),
    "as_text": ("@", "83.2"),
    "scientific": ("0.00E+00", "83.2"),
    "date": ("yyyy-mm-dd", None),
    "date_chinese": ('yyyy"年"m"月"d"日"', None),
    "time": ("h:mm:ss", None),
    "elapsed": ("[h]:mm", None),
    "month": ("mmm", None),
    "locale_date": ("[$-804]yyyy/m/d", None),
    "hidden": (";;;", None),
    "literal": ('"100"', None),
    "literal_sections": ('"100";"100";"100"', None),
    "literal_escaped": (r"\1\0\0", None),
    "percent": ("0%", "8320"),
    "percent_decimals": ("0.00%", "8320"),
}


def variants(base: Base) -> Iterator[Variant]:
    for name, (code, read) in FORMATS.items():
        usual = read == "83.2"
        if usual:
            expected = accepted()
        elif base.sealed:
            expected = warned(Notice.ODD_FORMAT)
        elif read is None:
            expected = warned(Notice.DOUBTFUL, answers={CELL[1:]: None})
        else:  # a share can't be 8320 %
            expected = warned(Notice.DOUBTFUL, answers={CELL[1:]: None})
        yield Variant(
            kind="format",
            name=name,
            make=lambda code=code: with_format(base, code, "83.2"),
            expected=expected,
        )
    for name, value in {
        "serial_60": "60",
        "serial_negative": "-1",
        "serial_far": "2958466",
        "serial_0": "0",
        "serial_today": "45717",
        "serial_fraction": "45717.5",
    }.items():
        yield Variant(
            kind="format",
            name=f"date_{name}",
            make=lambda value=value: with_format(base, "yyyy-mm-dd", value),
            expected=warned(Notice.HAND_EDIT, edits=[CELL[1:]])
            if base.sealed
            else warned(Notice.DOUBTFUL, answers={CELL[1:]: None}),
        )
    yield Variant(
        kind="format",
        name="percent_30",
        make=lambda: with_format(base, "0%", "0.3"),
        expected=warned(Notice.HAND_EDIT, edits=[CELL[1:]])
        if base.sealed
        else warned(Notice.REPAIRED, answers={CELL[1:]: "30"}),
    )
    yield Variant(
        kind="format",
        name="dates_1904",
        make=lambda: with_part(base, "xl/workbook.xml", _in_1904),
        expected=warned(Notice.DATES_1904),
    )


def with_format(base: Base, code: str, value: str) -> bytes:
    """The number *value* in a cell whose format is *code*."""
    styles, parts = base.parts["xl/styles.xml"], dict(base.parts)
    quoted = code.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    new = f'<numFmt numFmtId="199" formatCode="{quoted}"/>'.encode()
    if b"<numFmts" in styles:
        styles = re.sub(rb"(<numFmts[^>]*?)(/>|>)", lambda m: m[1] + b">" + new, styles, count=1)
        if b"</numFmts>" not in styles:
            styles = styles.replace(new, new + b"</numFmts>", 1)
    else:
        start = styles.index(b"<fonts")
        styles = styles[:start] + b'<numFmts count="1">' + new + b"</numFmts>" + styles[start:]
    head, tail = styles.split(b"</cellXfs>", 1)
    count = head[head.index(b"<cellXfs") :].count(b"<xf ")
    xf = b'<xf numFmtId="199" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    parts["xl/styles.xml"] = head + xf + b"</cellXfs>" + tail
    name = base.part(CELL[0])
    parts[name] = put(parts[name], base.place(*CELL), f' s="{count}"|<v>{value}</v>')
    return zipped(parts)


def _in_1904(book: bytes) -> bytes:
    if b'date1904="' in book:
        return re.sub(rb'date1904="[^"]*"', b'date1904="1"', book, count=1)
    return book.replace(b"<workbookPr", b'<workbookPr date1904="1"', 1)
