"""What a file is by its first bytes, whatever its name says."""

import codecs

from model.workbook.codes import Reason

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNS: tuple[tuple[bytes, Reason], ...] = (
    (b"%PDF", Reason.PDF),
    (b"%TSD-Header", Reason.STILL_PROTECTED),
    (b"Rar!", Reason.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Reason.ARCHIVE),
    (b"\x1f\x8b", Reason.ARCHIVE),
    (b"\xfd7zXZ\0", Reason.ARCHIVE),
    (b"BZh", Reason.ARCHIVE),
    (b"\x28\xb5\x2f\xfd", Reason.ARCHIVE),
    (b"\x89PNG", Reason.PICTURE),
    (b"\xff\xd8\xff", Reason.PICTURE),
    (b"GIF8", Reason.PICTURE),
    (b"BM", Reason.PICTURE),
    (b"II*\0", Reason.PICTURE),
    (b"MM\0*", Reason.PICTURE),
)
_MAIL = (b"from:", b"received:", b"return-path:", b"mime-version:", b"x-", b"date:")
_LATER_SIGNS: tuple[tuple[int, bytes, Reason], ...] = (
    (4, b"ftypheic", Reason.PICTURE),
    (8, b"WEBP", Reason.PICTURE),
    (257, b"ustar", Reason.ARCHIVE),
)
_CONTROLS = frozenset({*range(32), 127} - {9, 10, 12, 13, 27})


def sniffed(content: bytes) -> Reason | None:
    """Why *content* can't be a workbook; None if it is a zip archive, as workbooks are."""
    if not content:
        return Reason.EMPTY
    if content.startswith(b"PK\x03\x04"):
        return None
    if content.startswith(OLE):
        return _ole(content)
    signs = (*((0, *sign) for sign in _SIGNS), *_LATER_SIGNS)
    signed = (reason for place, sign, reason in signs if content.startswith(sign, place))
    return next(signed, None) or _unsigned(content[:4096])


def _unsigned(head: bytes) -> Reason:
    if head.lower().lstrip().startswith(_MAIL) and b"\ncontent-" in head.lower():
        return Reason.MAIL
    if not any(head[:512]):
        return Reason.DAMAGED
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or _is_text(head):
        return Reason.TEXT
    return Reason.NOT_A_WORKBOOK


def _is_text(head: bytes) -> bool:
    """Whether *head*, which may end amid a letter, is UTF-8 or GB 18030 without controls."""
    if _CONTROLS.intersection(head):
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            codecs.getincrementaldecoder(encoding)().decode(head)
        except UnicodeDecodeError:
            continue
        return True
    return False


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
