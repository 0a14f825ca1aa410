"""Nothing wrong with these: they must pass without a word."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

from tests.corpus.base import Base
from tests.corpus.sheets import saved_by_openpyxl, with_part, zipped
from tests.corpus.variant import Variant, accepted
from tests.corpus.zips import Entry, entries, written


def variants(base: Base) -> Iterator[Variant]:
    made = {
        "as_it_is": lambda: base.content,
        "zipped_again": lambda: zipped(dict(base.parts)),
        "stored": lambda: written(
            [Entry(name=e.name, data=e.data, method=0) for e in entries(base.parts)]
        ),
        "other_order": lambda: zipped(dict(reversed(list(base.parts.items())))),
        "sizes_after_data": lambda: _streamed(base),
        "zip_comment": lambda: written(entries(base.parts), comment=b"made by somebody"),
        "folder_entries": lambda: written(
            [Entry(name=b"xl/", data=b"", method=0), *entries(base.parts)]
        ),
        "unicode_flag": lambda: written(
            [Entry(name=e.name, data=e.data, flags=0x800) for e in entries(base.parts)]
        ),
        "saved_by_openpyxl": lambda: saved_by_openpyxl(base, lambda book: None),
        "empty_sheet": lambda: saved_by_openpyxl(base, lambda book: book.create_sheet("Sheet1")),
        "picture": lambda: zipped({**base.parts, "xl/media/image1.png": b"\x89PNG" + bytes(99)}),
        "printer_settings": lambda: zipped(
            {**base.parts, "xl/printerSettings/printerSettings1.bin": bytes(999)}
        ),
        "thumbnail": lambda: zipped({**base.parts, "docProps/thumbnail.wmf": bytes(99)}),
        "custom_xml": lambda: zipped({**base.parts, "customXml/item1.xml": b"<a/>"}),
        "hyperlink": lambda: _with_hyperlink(base),
        "not_protected": lambda: with_part(
            base,
            base.part("measure"),
            lambda xml: re.sub(rb"<sheetProtection[^>]*/>", b"<!-- gone -->", xml),
        ),
        "no_merges": lambda: with_part(
            base,
            base.part("measure"),
            lambda xml: re.sub(rb"<mergeCells.*?</mergeCells>", b"", xml, flags=re.DOTALL),
        ),
        "no_dimension": lambda: with_part(
            base, base.part("measure"), lambda xml: re.sub(rb"<dimension[^>]*/>", b"", xml)
        ),
        "no_references": lambda: _without_references(base),
        "utf16": lambda: with_part(base, base.part("measure"), _utf16),
        "byte_order_mark": lambda: with_part(
            base, base.part("measure"), lambda xml: b"\xef\xbb\xbf" + xml
        ),
        "prefixed_names": lambda: with_part(base, base.part("measure"), _prefixed),
        "single_quotes": lambda: with_part(
            base,
            base.part("measure"),
            lambda xml: re.sub(rb'<c r="([A-Z]+\d+)"', rb"<c r='\1'", xml),
        ),
        "comments_in_xml": lambda: with_part(
            base,
            base.part("measure"),
            lambda xml: xml.replace(b"<sheetData>", b"<sheetData><!-- \xe4\xbd\xa0 -->", 1),
        ),
        "strict": lambda: _strict(base),
        "core_bad_date": lambda: with_part(
            base,
            "docProps/core.xml",
            lambda xml: re.sub(
                rb">\d{4}-[^<]*</dcterms:m", b">2025-13-99T99:99:99Z</dcterms:m", xml
            ),
        ),
        "clock_1601": lambda: _at(base, b"1601-01-01T00:00:00Z"),
        "clock_2099": lambda: _at(base, b"2099-12-31T23:59:59Z"),
        "no_core": lambda: _without(base, "docProps/core.xml"),
        "no_app": lambda: _without(base, "docProps/app.xml"),
    }
    if base.name == "export":
        made["other_zip_program"] = lambda: _by_zipfile(base)
    for name, make in made.items():
        yield Variant(kind="control", name=name, make=make, expected=accepted())


def _streamed(base: Base) -> bytes:
    """Sizes and checksums only after the data, as programs write that can't go back."""
    said = {"crc": 0, "packed": 0, "size": 0}
    return written(
        Entry(name=entry.name, data=entry.data, flags=8, local=said)
        for entry in entries(base.parts)
    )


def _by_zipfile(base: Base) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, part in base.parts.items():
            with archive.open(name, "w", force_zip64=True) as member:
                member.write(part)
    return out.getvalue()


def _with_hyperlink(base: Base) -> bytes:
    rels = (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships '
        b'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
        b'Id="rId77" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        b'hyperlink" Target="http://127.0.0.1:9/" TargetMode="External"/></Relationships>'
    )
    return zipped({**base.parts, "xl/worksheets/_rels/sheet9.xml.rels": rels})


def _without_references(base: Base) -> bytes:
    """Rows and cells without r, as lean writers leave them out: place follows from order."""

    def lean(xml: bytes) -> bytes:
        rows = re.findall(rb"<row .*?</row>|<row [^>]*/>", xml, re.DOTALL)
        full = all(
            re.findall(rb'<c r="([A-Z]+)', row)
            == [b"%c" % (65 + n) for n in range(row.count(b"<c "))]
            for row in rows
        )
        if not full:
            return xml.replace(b"<sheetData>", b"<sheetData >", 1)
        xml = re.sub(rb'<c r="[A-Z]+\d+"', b"<c", xml)
        return re.sub(rb'<row r="\d+"', b"<row", xml)

    return with_part(base, base.part("packet"), lean)


def _utf16(xml: bytes) -> bytes:
    text = xml.decode()
    body = text[text.index("?>") + 2 :] if text.startswith("<?xml") else text
    return ('<?xml version="1.0" encoding="utf-16"?>' + body).encode("utf-16")


def _prefixed(xml: bytes) -> bytes:
    """Every element of the sheet's namespace as x:…"""
    xml = re.sub(rb"<\?xml[^>]*\?>", b"", xml)
    xml = xml.replace(b'xmlns="', b'xmlns:x="', 1)
    return re.sub(rb"<(/?)([A-Za-z][A-Za-z0-9]*)(?=[\s/>])", rb"<\1x:\2", xml)


def _strict(base: Base) -> bytes:
    old, new = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    names = {
        old + b"spreadsheetml/2006/main": new + b"spreadsheetml/main",
        old + b"officeDocument/2006/relationships": new + b"officeDocument/relationships",
    }
    parts = dict(base.parts)
    for name, part in parts.items():
        for one, other in names.items():
            parts[name] = parts[name].replace(one, other) if part else part
    return zipped(parts)


def _at(base: Base, moment: bytes) -> bytes:
    def change(xml: bytes) -> bytes:
        return re.sub(rb">\d{4}-[^<]*</dcterms:", b">" + moment + b"</dcterms:", xml)

    return with_part(base, "docProps/core.xml", change)


def _without(base: Base, name: str) -> bytes:
    """Without a part that nothing depends on, nor any word of it."""
    parts = {key: part for key, part in base.parts.items() if key != name}
    for key in ("[Content_Types].xml", "_rels/.rels"):
        pattern = rb"<(?:Override|Relationship) [^>]*%s[^>]*/>" % re.escape(name.encode())
        parts[key] = re.sub(pattern, b"", parts[key])
    return zipped(parts)
