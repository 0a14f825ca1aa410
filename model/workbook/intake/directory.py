"""The directory of a zip archive, read strictly: what two programs might read differently is
refused. Nothing is unpacked here.
"""

import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from model.workbook.codes import Reason
from model.workbook.intake import limits
from model.workbook.intake.refused import Refused

STORED, DEFLATED = 0, 8
_END = struct.Struct("<4s4H2LH")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_ELSEWHERE = 0xFFFFFFFF  # the true figure stands in an extra field
_SAID_LATER = 0x8  # flag: local sizes follow the data
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_PATCH = 0x20
_OTHER_NAME = 0x7075  # extra field: a second name, that some programs prefer


class Member(NamedTuple):
    """One member; its packed bytes are content[start : start + packed]."""

    name: str
    method: int
    crc: int
    packed: int
    size: int
    start: int
    header: int  # where what is said of it begins

    def unpacked(self, content: bytes) -> bytes:
        """The bytes of the member; never more than declared, with the right checksum.

        Raises:
            Refused: it is damaged, or isn't what the directory says.
        """
        packed = memoryview(content)[self.start : self.start + self.packed]
        if self.method == STORED:
            found = bytes(packed)
        else:
            inflater = zlib.decompressobj(-zlib.MAX_WBITS)
            try:
                found = inflater.decompress(packed, self.size + 1)
            except zlib.error as error:
                raise Refused(Reason.DAMAGED, f"部件 {self.name}") from error
            if len(found) > self.size:
                raise Refused(Reason.SUSPICIOUS, f"部件 {self.name} 的大小不实")
        if len(found) < self.size or zlib.crc32(found) != self.crc:
            raise Refused(Reason.DAMAGED, f"部件 {self.name}")
        return found


def directory(content: bytes) -> tuple[list[Member], int]:
    """The members in the order of their offsets, and the number of bytes after the archive.

    Raises:
        Refused: the archive is damaged, encrypted, or says different things to different programs.
    """
    end, count, start, size = _end(content)
    if start + size != end:
        raise Refused(Reason.SUSPICIOUS, "压缩结构")
    if count > limits.MEMBERS:
        raise Refused(Reason.BOMB, f"{count} 个部件")
    members = sorted(_entries(content, start, end, count), key=lambda member: member.start)
    if members and members[0].header:
        raise Refused(Reason.SUSPICIOUS, "压缩结构")
    before = 0
    for member in members:
        if member.start < before + _LOCAL.size:
            raise Refused(Reason.SUSPICIOUS, "部件重叠")
        before = member.start + member.packed
    if before > start:
        raise Refused(Reason.SUSPICIOUS, "部件重叠")
    comment = int.from_bytes(content[end + 20 : end + 22], "little")
    return members, len(content) - (end + _END.size + comment)


def _end(content: bytes) -> tuple[int, int, int, int]:
    """The offset of the end record; the number of entries, start and size of the directory."""
    place = content.rfind(b"PK\5\6", max(0, len(content) - 2**16 - _END.size))
    if place < 0 or place + _END.size > len(content):
        raise Refused(Reason.DAMAGED, "压缩结构不完整")
    _, disk, first_disk, here, count, size, start, comment = _END.unpack_from(content, place)
    if place + _END.size + comment > len(content):
        raise Refused(Reason.DAMAGED, "压缩结构不完整")
    if disk or first_disk or here != count or _ELSEWHERE in {size, start}:
        raise Refused(Reason.SUSPICIOUS, "压缩结构")
    return place, count, start, size


def _entries(content: bytes, place: int, end: int, count: int) -> Iterator[Member]:
    for _ in range(count):
        if place + _ENTRY.size > end:
            raise Refused(Reason.DAMAGED, "压缩目录")
        entry = _ENTRY.unpack_from(content, place)
        sign, _, _, flags, method, _, _, crc, packed, size, *rest = entry
        name_size, extra_size, comment_size, _, _, attributes, offset = rest
        name = content[place + _ENTRY.size : place + _ENTRY.size + name_size]
        place += _ENTRY.size + name_size
        extra = content[place : place + extra_size]
        place += extra_size + comment_size
        if sign != b"PK\1\2" or place > end:
            raise Refused(Reason.DAMAGED, "压缩目录")
        if flags & _ENCRYPTED:
            raise Refused(Reason.ENCRYPTED)
        if method not in {STORED, DEFLATED} or flags & _PATCH:
            raise Refused(Reason.SUSPICIOUS, "压缩方法")
        if (attributes >> 16) & 0o170000 == 0o120000:
            raise Refused(Reason.SUSPICIOUS, "符号链接")
        if _ELSEWHERE in {packed, size, offset} or _renames(extra):
            raise Refused(Reason.SUSPICIOUS, "压缩目录")
        start = _data_start(content, offset, (flags, method, crc, packed, size), name)
        if start + packed > len(content) or (method == STORED and packed != size):
            raise Refused(Reason.SUSPICIOUS, "部件大小不实")
        yield Member(_text(name, flags), method, crc, packed, size, start, offset)


def _data_start(
    content: bytes, offset: int, said: tuple[int, int, int, int, int], name: bytes
) -> int:
    """The offset of the data; raises unless the local header agrees with the directory."""
    if offset + _LOCAL.size > len(content):
        raise Refused(Reason.DAMAGED, "压缩目录")
    sign, _, flags, method, _, _, crc, packed, size, name_size, extra_size = _LOCAL.unpack_from(
        content, offset
    )
    if sign != b"PK\3\4":
        raise Refused(Reason.DAMAGED, "压缩目录")
    place = offset + _LOCAL.size
    if (flags, method) != said[:2] or content[place : place + name_size] != name:
        raise Refused(Reason.SUSPICIOUS, "部件的说明前后不一")
    here = (crc, packed, size)
    if flags & _SAID_LATER:  # 0 for what wasn't known yet: Macs know the size alone
        here = (crc or said[2], packed or said[3], size or said[4])
    if here != said[2:] and _ELSEWHERE not in {packed, size}:
        raise Refused(Reason.SUSPICIOUS, "部件的说明前后不一")
    return int(place + name_size + extra_size)


def _renames(extra: bytes) -> bool:
    place = 0
    while place + 4 <= len(extra):
        kind, size = struct.unpack_from("<2H", extra, place)
        if kind == _OTHER_NAME:
            return True
        place += 4 + size
    return False


def _text(name: bytes, flags: int) -> str:
    """A member's name. Those of workbooks are ASCII; zips of other things come in GBK, too."""
    for encoding in ("utf-8",) if flags & 0x800 else ("ascii", "utf-8", "gbk"):
        try:
            return name.decode(encoding).replace("\\", "/")
        except UnicodeDecodeError:
            continue
    raise Refused(Reason.SUSPICIOUS, "部件名")
