"""Recognises the kind of a file by its first bytes, whatever its name."""

import codecs
import re

from model.workbook.codes import Reason

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNS: tuple[tuple[bytes, Reason], ...] = (
    (b"%PDF", Reason.PDF),
    (b"%TSD-Header", Reason.STILL_PROTECTED),
    (b"b\x14#e", Reason.STILL_PROTECTED),
    (b"\x78\x9f\x3e\x22", Reason.WINMAIL),
    (b"\x09\x00\x04\x00", Reason.OLD_EXCEL),  # 2 to 4: no container yet
    (b"\x09\x02\x06\x00", Reason.OLD_EXCEL),
    (b"\x09\x04\x06\x00", Reason.OLD_EXCEL),
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
_HEADER = re.compile(
    rb"(?:From [^\r\n]*\r?\n)?"
    rb"((?:[!-9;-~]{1,70}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)+)"
)
_OF_MAILS = frozenset({
    b"from", b"to", b"received", b"message-id", b"mime-version", b"return-path", b"subject",
    b"date", b"delivered-to", b"dkim-signature", b"content-type", b"content-disposition",
})  # fmt: skip
_NAMES = re.compile(rb"^([!-9;-~]{1,70}):", re.MULTILINE)
_SENT = {b"received", b"to", b"message-id", b"delivered-to", b"return-path"}
_MARKED = re.compile(rb"[\x00-\x20]*(?:\xef\xbb\xbf)?PK\x03\x04")
_LATER_SIGNS: tuple[tuple[int, bytes, Reason], ...] = (
    (4, b"ftypheic", Reason.PICTURE),
    (8, b"WEBP", Reason.PICTURE),
    (257, b"ustar", Reason.ARCHIVE),
)
_STREAMS: tuple[tuple[Reason, tuple[str, ...]], ...] = (
    (Reason.RIGHTS, ("DRMEncrypted", "DRMContent")),
    (Reason.ENCRYPTED, ("EncryptedPackage",)),
    (Reason.OUTLOOK, ("__properties_version", "__nameid_version", "__substg1.0")),
    (Reason.OTHER_OFFICE, ("WordDocument", "PowerPoint Document")),
    (Reason.OLD_EXCEL, ("Workbook", "WORKBOOK", "Book", "BOOK")),
)
_CONTROLS = frozenset({*range(32), 127} - {9, 10, 12, 13, 27})


def sniffed(content: bytes) -> Reason | None:
    """Why *content* can't be a workbook; None if it is a zip archive, as workbooks are."""
    if not content:
        return Reason.EMPTY
    if content.startswith(b"PK\x03\x04"):
        return Reason.DAMAGED if _was_text(content) else None
    if content.startswith(OLE):
        return _ole(content)
    if b"E-SafeNet" in content[:256]:
        return Reason.STILL_PROTECTED
    signs = (*((0, *sign) for sign in _SIGNS), *_LATER_SIGNS)
    signed = (reason for place, sign, reason in signs if content.startswith(sign, place))
    return next(signed, None) or _unsigned(content[:4096])


def _unsigned(head: bytes) -> Reason:
    if reason := _mail(head):
        return reason
    if _MARKED.match(head):
        return Reason.DAMAGED
    if not any(head[:512]):
        return Reason.DAMAGED
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or _is_text(head):
        return Reason.TEXT
    return Reason.NOT_A_WORKBOOK


def _mail(head: bytes) -> Reason | None:
    """A mail is known by its header, whatever comes first in it; web pages have one, too."""
    match = _HEADER.match(head.removeprefix(codecs.BOM_UTF8).lstrip())
    if match is None:
        return None
    names = {name.lower() for name in _NAMES.findall(match[1])}
    if len(names & _OF_MAILS) < 2:
        return None
    if b"multipart/related" in match[1].lower() and not names & _SENT:
        return Reason.WEB
    return Reason.MAIL


def _was_text(content: bytes) -> bool:
    """Whether a zip archive was sent as if it were text: of all its bytes no trace of one kind."""
    lines = content.count(b"\n")
    return len(content) > 2_000 and (
        content.isascii() or (lines > 7 and content.count(b"\r\n") == lines)
    )


def _is_text(head: bytes) -> bool:
    """Whether *head*, which may end amid a letter, is UTF-8 or GB 18030 without controls."""
    wide = len(head) > 7 and not (any(head[:64:2]) and any(head[1:64:2]))
    if wide:  # UTF-16, UTF-32
        head = head.replace(b"\0", b"")
    if _CONTROLS.intersection(head):
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            codecs.getincrementaldecoder(encoding)().decode(head)
        except UnicodeDecodeError:
            continue
        return True
    plain = sum(byte < 0x80 for byte in head)
    return 2 * plain > len(head) and not any(0x80 <= byte < 0xA0 for byte in head)  # Latin-1


def _ole(content: bytes) -> Reason:
    """An old Excel file, or a new one behind a password: streams have UTF-16 names."""
    for reason, streams in _STREAMS:
        if any(name.encode("utf-16-le") in content for name in streams):
            return reason
    return Reason.NOT_A_WORKBOOK


def named(file_name: str) -> Reason | None:
    """The reason for not opening a file of this name, or None."""
    if file_name.startswith(("~$", ".~lock.")):
        return Reason.LOCK_FILE
    return None
