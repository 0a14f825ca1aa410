"""What a file is by its first bytes, whatever its name says."""

from model.workbook.reasons import Reason

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNS: tuple[tuple[bytes, Reason], ...] = (
    (b"%PDF", Reason.PDF),
    (b"%TSD-Header", Reason.STILL_PROTECTED),
    (b"Rar!", Reason.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Reason.ARCHIVE),
    (b"\x1f\x8b", Reason.ARCHIVE),
    (b"\x89PNG", Reason.PICTURE),
    (b"\xff\xd8\xff", Reason.PICTURE),
    (b"GIF8", Reason.PICTURE),
    (b"BM", Reason.PICTURE),
)
_MAIL = (b"from:", b"received:", b"return-path:", b"mime-version:", b"x-", b"date:")
_TEXT_BYTES = frozenset({9, 10, 12, 13, 27, *range(32, 256)})


def sniffed(content: bytes) -> Reason | None:
    """Why *content* can't be a workbook; None if it is a zip archive, as workbooks are."""
    if not content:
        return Reason.EMPTY
    if content.startswith(b"PK\x03\x04"):
        return None
    if content.startswith(OLE):
        return _ole(content)
    signed = (reason for sign, reason in _SIGNS if content.startswith(sign))
    return next(signed, None) or _unsigned(content[:4096])


def _unsigned(head: bytes) -> Reason:
    if head.lower().lstrip().startswith(_MAIL) and b"\ncontent-" in head.lower():
        return Reason.MAIL
    if not any(head[:512]):
        return Reason.DAMAGED
    if _TEXT_BYTES.issuperset(head) or head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Reason.TEXT
    return Reason.NOT_A_WORKBOOK


def _ole(content: bytes) -> Reason:
    """An old Excel file, or a new one behind a password: streams have UTF-16 names."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return Reason.ENCRYPTED
    if any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        return Reason.OLD_EXCEL
    return Reason.OTHER_OFFICE


def named(file_name: str) -> Reason | None:
    """Why a file of this name isn't even opened."""
    if file_name.startswith(("~$", ".~lock.")):
        return Reason.LOCK_FILE
    return None
