"""File names that mean something else, or try to."""

from collections.abc import Iterator

from model.workbook.reasons import Reason
from tests.corpus.base import Base
from tests.corpus.variant import Variant, accepted, refused

GOOD = {
    "copy": "新建文件夹(1).xlsx",
    "spaces": " 报 送 .xlsx",
    "long": "长" * 80 + ".xlsx",
    "emoji": "报送👍.xlsx",
    "dash": "-rf.xlsx",
    "equals": "=cmd|'calc'!A1.xlsx",
    "html": "<b>html<b>.xlsx",
    "rtl": "报送\u202exslx.exe",
    "newline": "报\n送.xlsx",
    "percent": "%s%n%x.xlsx",
    "quote": "a'b\"c.xlsx",
    "dots": "....xlsx",
    "no_suffix": "报送",
    "upper": "报送.XLSX",
    "other_suffix": "报送.xls",
    "tmp": "报送.xlsx.tmp",
    "zero_width": "报\u200b送.xlsx",
    "gbk": "报送.xlsx",
}
LOCKS = {"excel": "~$报送.xlsx", "libreoffice": ".~lock.报送.xlsx#"}


def variants(base: Base) -> Iterator[Variant]:
    if base.name != "export":
        return
    for name, file_name in GOOD.items():
        yield Variant(
            kind="name",
            name=name,
            make=lambda: base.content,
            expected=accepted(),
            file_name=file_name,
        )
        yield Variant(
            kind="name",
            name=f"{name}_damaged",
            make=lambda: base.content[:-500],
            expected=refused(Reason.DAMAGED),
            file_name=file_name,
        )
    for name, file_name in LOCKS.items():
        yield Variant(
            kind="name",
            name=f"lock_{name}",
            make=lambda: b"\x05Zhang" + bytes(159),
            expected=refused(Reason.LOCK_FILE),
            file_name=file_name,
        )
