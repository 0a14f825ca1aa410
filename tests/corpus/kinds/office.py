"""Files of other kinds that come under the name of a workbook."""

from collections.abc import Iterator

from model.workbook.reasons import Reason
from tests.corpus.base import FOLDER, Base
from tests.corpus.sheets import zipped
from tests.corpus.variant import Variant, refused

TYPES = b"<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
CSV = "单位,数值\r\n区民政局,1\r\n"
HTML = "<html><head><meta charset=utf-8></head><table><tr><td>1</td></tr></table></html>"


def _ole(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le") + bytes(512)


def variants(base: Base) -> Iterator[Variant]:
    """The base matters only to archives with a workbook in them."""
    files = {
        "zip_of_workbooks": (
            zipped({"a.xlsx": base.content, "b.xlsx": base.content}),
            Reason.ARCHIVE,
        ),
        "zip_of_folder": (zipped({"报送/a.xlsx": base.content}), Reason.ARCHIVE),
    }
    if base.name == "export":
        files |= OTHERS
    for name, (content, reason) in files.items():
        yield Variant(kind="office", name=name, make=lambda c=content: c, expected=refused(reason))


OTHERS = {
    "xls": (_ole("Workbook"), Reason.OLD_EXCEL),
    "xls_5": (_ole("Book"), Reason.OLD_EXCEL),
    "et": (_ole("Workbook") + b"ET", Reason.OLD_EXCEL),
    "doc": (_ole("WordDocument"), Reason.OTHER_OFFICE),
    "ppt": (_ole("PowerPoint Document"), Reason.OTHER_OFFICE),
    "msg": (_ole("__substg1.0"), Reason.OUTLOOK),
    "encrypted": (_ole("EncryptedPackage"), Reason.ENCRYPTED),
    "encrypted_with_workbook": (_ole("EncryptedPackage") + _ole("Workbook"), Reason.ENCRYPTED),
    "encrypted_by_libreoffice": ((FOLDER / "encrypted.xlsx").read_bytes(), Reason.ENCRYPTED),
    "dlp": (b"%TSD-Header-###%" + bytes(999), Reason.STILL_PROTECTED),
    "ods": (
        zipped(
            {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"}
        ),
        Reason.OPEN_DOCUMENT,
    ),
    "odt": (zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), Reason.OPEN_DOCUMENT),
    "ofd": (zipped({"OFD.xml": b"<a/>"}), Reason.OFD),
    "xlsb": (zipped({"[Content_Types].xml": TYPES, "xl/workbook.bin": b"x"}), Reason.BINARY_EXCEL),
    "docx": (
        zipped({"[Content_Types].xml": TYPES, "word/document.xml": b"<a/>"}),
        Reason.OTHER_OFFICE,
    ),
    "pptx": (
        zipped({"[Content_Types].xml": TYPES, "ppt/presentation.xml": b"<a/>"}),
        Reason.OTHER_OFFICE,
    ),
    "jar": (zipped({"META-INF/MANIFEST.MF": b"x", "A.class": b"\xca\xfe"}), Reason.ARCHIVE),
    "apk": (zipped({"AndroidManifest.xml": b"x"}), Reason.ARCHIVE),
    "types_only": (zipped({"[Content_Types].xml": TYPES}), Reason.DAMAGED),
    "empty_zip": (zipped({}), Reason.NOT_A_WORKBOOK),
    "csv": (CSV.encode(), Reason.TEXT),
    "csv_bom": (CSV.encode("utf-8-sig"), Reason.TEXT),
    "csv_gbk": (CSV.encode("gbk"), Reason.TEXT),
    "csv_utf16": (CSV.encode("utf-16"), Reason.TEXT),
    "html": (HTML.encode(), Reason.TEXT),
    "html_doctype": (b"<!DOCTYPE html>" + HTML.encode(), Reason.TEXT),
    "xml_2003": (
        b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
        Reason.TEXT,
    ),
    "json": (b'{"a": 1}', Reason.TEXT),
    "rtf": (rb"{\rtf1\ansi hello}", Reason.TEXT),
    "slk": (b"ID;PWXL;N;E\r\nC;Y1;X1;K1\r\nE\r\n", Reason.TEXT),
    "script": (b"#!/bin/sh\nrm -rf /\n", Reason.TEXT),
    "mht": (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n--x", Reason.WEB),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3", Reason.PDF),
    "pdf_after_bytes": (b"\n%PDF-1.4", Reason.TEXT),
    "png": (b"\x89PNG\r\n\x1a\n" + bytes(99), Reason.PICTURE),
    "jpg": (b"\xff\xd8\xff\xe0" + bytes(99), Reason.PICTURE),
    "gif": (b"GIF89a" + bytes(99), Reason.PICTURE),
    "bmp": (b"BM" + bytes(99), Reason.PICTURE),
    "tiff": (b"II*\0" + bytes(99), Reason.PICTURE),
    "heic": (b"\0\0\0\x18ftypheic" + bytes(99), Reason.PICTURE),
    "webp": (b"RIFF\0\0\0\0WEBP" + bytes(99), Reason.PICTURE),
    "rar": (b"Rar!\x1a\x07\x00" + bytes(99), Reason.ARCHIVE),
    "rar5": (b"Rar!\x1a\x07\x01\x00", Reason.ARCHIVE),
    "7z": (b"7z\xbc\xaf\x27\x1c" + bytes(99), Reason.ARCHIVE),
    "xz": (b"\xfd7zXZ\0" + bytes(99), Reason.ARCHIVE),
    "bz2": (b"BZh91AY&SY" + bytes(99), Reason.ARCHIVE),
    "tar": (b"a.xlsx" + bytes(251) + b"ustar" + bytes(300), Reason.ARCHIVE),
    "zst": (b"\x28\xb5\x2f\xfd" + bytes(99), Reason.ARCHIVE),
    "exe": (b"MZ\x90\0" + bytes(200), Reason.NOT_A_WORKBOOK),
    "elf": (b"\x7fELF" + bytes(200), Reason.NOT_A_WORKBOOK),
    "sqlite": (b"SQLite format 3\0" + bytes(99), Reason.NOT_A_WORKBOOK),
    "shortcut": (b"L\0\0\0\x01\x14\x02\0" + bytes(99), Reason.NOT_A_WORKBOOK),
    "class": (b"\xca\xfe\xba\xbe" + bytes(99), Reason.NOT_A_WORKBOOK),
}
