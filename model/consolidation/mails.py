"""The attachments of a saved mail, taken out by rules so narrow that nothing in it can do harm.

A part is found by its boundary and decoded once; nothing is built of what is passed over. Time and
memory grow with the file's size alone.
"""

import binascii
import re
from collections.abc import Iterator
from email.header import decode_header, make_header
from email.message import Message
from email.parser import HeaderParser
from typing import NamedTuple

from model.workbook.intake import limits

SIZE = 120 * 2**20  # bytes of a mail
HEADER = 2**14  # bytes of one part's header
PARTS = 200  # with those of forwarded mails
DEPTH = 8  # of parts in parts
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_NO_BASE64 = re.compile(rb"[^A-Za-z0-9+/=]")


class Enclosure(NamedTuple):
    """A file sent with a mail; a file that is too large is cut one byte above the limit."""

    name: str
    content: bytes


class NoMail(Exception):
    """The content is no mail that a person sent: parts in parts in parts, or hundreds of parts."""


def enclosures(content: bytes) -> list[Enclosure]:
    """The files sent with the mail *content*, and those of the mails forwarded with it.

    Raises:
        NoMail: it is too deep, or has too many parts.
    """
    found: list[Enclosure] = []
    waiting = [(content, 0)]
    for _ in range(PARTS):
        if not waiting:
            return found
        part, depth = waiting.pop()
        said, body = _parted(part)
        kind = said.get_content_type()
        boundary = said.get_boundary() if kind.startswith("multipart/") else None
        if boundary and depth < DEPTH:
            pieces = [(one, depth + 1) for one in _pieces(body, boundary.encode(errors="replace"))]
            waiting.extend(reversed(pieces))
        elif kind == "message/rfc822" and depth < DEPTH:
            waiting.append((_decoded(body, said), depth + 1))
        elif boundary or kind == "message/rfc822":
            raise NoMail
        elif (name := _name_of(said)) and not _is_decoration(said):
            found.append(Enclosure(name, _decoded(body, said)))
    raise NoMail


def _parted(part: bytes) -> tuple[Message, bytes]:
    """The header and the body of a part; an empty header if it is too long to be honest."""
    match = _HEADER_END.search(part, 0, HEADER)
    if part[:1] in {b"\r", b"\n"} or match is None:
        return Message(), part
    head = part[: match.start()].decode("utf-8", "replace")
    return HeaderParser().parsestr(head), part[match.end() :]


def _pieces(body: bytes, boundary: bytes) -> Iterator[bytes]:
    """The parts between the boundaries; of a mail cut off in the middle, the whole parts."""
    parts = re.split(rb"(?:\A|\r?\n)--" + re.escape(boundary), body, maxsplit=PARTS)
    for part in parts[1:]:
        if part.startswith(b"--"):
            return
        yield part.partition(b"\n")[2]


def _name_of(said: Message) -> str:
    """The file's name as the sender meant it; "" if the part is no file."""
    try:
        name = said.get_filename()
        return str(make_header(decode_header(name))) if name else ""
    except (LookupError, ValueError, UnicodeError):
        return "附件"


def _is_decoration(said: Message) -> bool:
    """Whether the part is a picture that stands in the text, such as a logo or a signature."""
    shown = "attachment" not in str(said.get("Content-Disposition", "")).lower()
    return shown and said.get_content_maintype() == "image"


def _decoded(body: bytes, said: Message) -> bytes:
    match str(said.get("Content-Transfer-Encoding", "")).strip().lower():
        case "base64":
            letters = _NO_BASE64.sub(b"", body[: 2 * limits.FILE])
            try:
                return binascii.a2b_base64(letters + b"==")[: limits.FILE + 1]
            except binascii.Error:
                return b""
        case "quoted-printable":
            return binascii.a2b_qp(body[: 4 * limits.FILE])[: limits.FILE + 1]
    return body[: limits.FILE + 1]
