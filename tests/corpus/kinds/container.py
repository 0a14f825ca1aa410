"""What mail gateways, broken disks and careless programs do to whole files."""

import base64
import binascii
import gzip
from collections.abc import Iterator

from model.workbook.reasons import Notice, Reason
from tests.corpus.base import Base
from tests.corpus.variant import Expected, Variant, Verdict, accepted, refused, warned

DAMAGED = refused(Reason.DAMAGED, Reason.SUSPICIOUS)
SHARES = (0.001, 0.01, 0.05, 0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9, 0.95, 0.99, 0.999)


def variants(base: Base) -> Iterator[Variant]:
    whole = base.content
    for share in SHARES:
        yield _one(f"truncated_{share}", lambda s=share: whole[: int(len(whole) * s)], DAMAGED)
    for cut in (1, 2, 21, 22, 23, 100):
        yield _one(f"without_last_{cut}", lambda c=cut: whole[:-c], DAMAGED)
    yield _one("empty", lambda: b"", refused(Reason.EMPTY))
    yield _one("one_byte", lambda: b"P", refused(Reason.TEXT))
    yield _one("two_bytes", lambda: b"PK", refused(Reason.TEXT))
    yield _one("only_sign", lambda: b"PK\3\4", refused(Reason.DAMAGED))
    yield _one("only_end", lambda: b"PK\5\6" + bytes(18), refused(Reason.NOT_A_WORKBOOK))
    yield _one("zeros", lambda: bytes(len(whole)), refused(Reason.DAMAGED))
    yield _one("ones", lambda: b"\xff" * len(whole), refused(Reason.NOT_A_WORKBOOK))
    half = len(whole) // 2
    yield _one("zero_block", lambda: whole[:half] + bytes(4096) + whole[half + 4096 :], DAMAGED)
    yield _one("swapped_blocks", lambda: _swapped(whole), DAMAGED)
    yield _one("lost_block", lambda: whole[:half] + whole[half + 512 :], DAMAGED)
    yield _one("doubled_block", lambda: whole[:half] + whole[half - 512 :], DAMAGED)
    yield _one("lf_to_crlf", lambda: whole.replace(b"\n", b"\r\n"), DAMAGED)
    yield _one(
        "crlf_to_lf",
        lambda: (whole + b"\r\n").replace(b"\r\n", b"\n"),
        Expected(verdicts=frozenset(Verdict), edits=frozenset()),
    )
    yield _one("seven_bits", lambda: bytes(byte & 0x7F for byte in whole), _unreadable())
    yield _one("as_utf8", lambda: whole.decode("latin-1").encode(), _unreadable())
    yield _one("as_utf8_replaced", lambda: whole.decode("utf-8", "replace").encode(), _unreadable())
    yield _one("base64", lambda: base64.encodebytes(whole), refused(Reason.TEXT))
    yield _one("uuencoded", lambda: _uuencoded(whole), refused(Reason.TEXT))
    yield _one("quoted_printable", lambda: binascii.b2a_qp(whole), _unreadable())
    yield _one("hex", lambda: whole.hex().encode(), refused(Reason.TEXT))
    yield _one("gzipped", lambda: gzip.compress(whole, mtime=0), refused(Reason.ARCHIVE))
    yield _one("mail", lambda: _mail(whole), refused(Reason.MAIL))
    yield _one(
        "mail_forwarded", lambda: b"Received: from a\r\n" + _mail(whole), refused(Reason.MAIL)
    )
    yield _one(
        "mail_chinese",
        lambda: "发件人: 张三\r\n".encode() + _mail(whole),
        refused(Reason.MAIL, Reason.TEXT),
    )
    for name, prefix in (
        ("bom", b"\xef\xbb\xbf"),
        ("newline", b"\n"),
        ("byte", b"\0"),
        ("html", b"<html>"),
        ("other_zip", whole[:100]),
    ):
        yield _one(f"prefix_{name}", lambda p=prefix: p + whole, _unreadable())
    for name, suffix in (
        ("newline", b"\r\n"),
        ("zeros", bytes(512)),
        ("words", b"-- scanned --"),
        ("much", b"x" * 60_000),
    ):
        yield _one(f"suffix_{name}", lambda s=suffix: whole + s, warned(Notice.TRAILING))
    yield _one("suffix_too_much", lambda: whole + b"x" * 100_000, DAMAGED)
    yield _one("twice", lambda: whole + whole, DAMAGED)
    yield _one(
        "reversed", lambda: whole[::-1], refused(Reason.NOT_A_WORKBOOK, Reason.DAMAGED, Reason.TEXT)
    )
    yield _one("same", lambda: bytes(whole), accepted())
    for place in (30, 200, half, len(whole) - 30, len(whole) - 8):
        yield _one(f"flipped_bit_{place}", lambda p=place: _flipped(whole, p), _damaged_or_same())


def _one(name: str, make, expected: Expected) -> Variant:
    return Variant(kind="container", name=name, make=make, expected=expected)


def _unreadable() -> Expected:
    return refused(Reason.DAMAGED, Reason.SUSPICIOUS, Reason.NOT_A_WORKBOOK, Reason.TEXT)


def _damaged_or_same() -> Expected:
    """Some bits of a zip mean nothing, such as the time of day."""
    return Expected(verdicts=frozenset(Verdict), edits=frozenset())


def _swapped(whole: bytes) -> bytes:
    third = len(whole) // 3
    return (
        whole[:1024]
        + whole[third : third + 1024]
        + whole[2048:third]
        + whole[1024:2048]
        + whole[third + 1024 :]
    )


def _flipped(whole: bytes, place: int) -> bytes:
    return whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :]


def _uuencoded(whole: bytes) -> bytes:
    lines = (binascii.b2a_uu(whole[n : n + 45]) for n in range(0, len(whole), 45))
    return b"begin 644 a.xlsx\n" + b"".join(lines) + b"`\nend\n"


def _mail(whole: bytes) -> bytes:
    return (
        b"From: a@example.org\r\nTo: b@example.org\r\nSubject: =?utf-8?B?5oql6YCB?=\r\n"
        b"MIME-Version: 1.0\r\nContent-Type: application/octet-stream\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(whole)
    )
