"""A workbook's bytes, the same for the same content: no clock, no machine."""

import io
import re
import zipfile
from datetime import UTC, datetime

from openpyxl import Workbook

_STAMPS = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")
EARLIEST = (1980, 1, 1, 0, 0, 0)  # what a zip archive can say


def sealed_bytes(book: Workbook, moment: str) -> bytes:
    """*book* as a file whose every date is *moment* (ISO 8601 with offset)."""
    draft, final = io.BytesIO(), io.BytesIO()
    book.save(draft)
    utc = datetime.fromisoformat(moment).astimezone(UTC)
    stamp = utc.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(draft) as source, zipfile.ZipFile(final, "w") as target:
        for name in _in_order(source.namelist()):
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _STAMPS.sub(rb"\g<1>" + stamp + rb"\g<3>", content)
            member = zipfile.ZipInfo(name, max(utc.timetuple()[:6], EARLIEST))
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0
            target.writestr(member, content, compresslevel=6)
    return final.getvalue()


def _in_order(names: list[str]) -> list[str]:
    """The list of content types first, as the format asks for; the rest as written."""
    return sorted(names, key=lambda name: name != "[Content_Types].xml")
