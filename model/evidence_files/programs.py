"""Programs, known by what is in them and by their names, and documents that hold one: none is
佐证材料.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from html import unescape
from pathlib import PurePath

from model.disk import safe_name

HEAD = 4096  # bytes, in which a program is known
BINARIES = (
    b"\x7fELF", b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"dex\n", b"\x00asm",
)  # fmt: skip
WINDOWS = {b"PE\0\0", b"NE", b"LE", b"LX"}  # after a program for DOS that says it can't run
ENDINGS = {  # of programs and scripts, whatever is in them
    ".apk", ".app", ".appimage", ".application", ".appx", ".bat", ".chm", ".class", ".cmd",
    ".com", ".cpl", ".deb", ".desktop", ".dll", ".drv", ".dylib", ".elf", ".exe", ".gadget",
    ".hta", ".inf", ".jar", ".js", ".jse", ".lnk", ".msc", ".msi", ".msix", ".msp", ".ocx",
    ".pif", ".ps1", ".psm1", ".py", ".pyw", ".reg", ".rpm", ".run", ".scf", ".scr", ".sct", ".sh",
    ".so", ".sys", ".url", ".vb", ".vbe", ".vbs", ".ws", ".wsc", ".wsf", ".wsh",
}  # fmt: skip
SHEBANG = re.compile(rb"#![ \t]*/[\w.]")  # and the path of what carries the script out
PACKED, COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .docx and .doc
MACROS = {  # names of parts, which stand in the file as they are
    PACKED: (b"vbaProject.bin", b"vbaproject.bin", b"xl/macrosheets/", b"/activeX/activeX"),
    COMPOUND: ("_VBA_PROJECT".encode("utf-16-le"),),
}
TYPES = b"[Content_Types].xml"  # says of each part what it is, whatever its name
TYPED = ("macroenabled", "vbaproject", "macrosheet", "activex")  # in the types of such parts
LOCAL = struct.Struct("<4s4xH8xL4xHH")  # what stands before the name of each part
STORED, DEFLATED = 0, 8
MOST_TYPES = 2**20  # bytes
LONGEST = max(LOCAL.size + len(TYPES), *(len(name) for names in MACROS.values() for name in names))


def is_program(name: str, head: bytes) -> bool:
    """Whether the file *name* that begins with *head*, `HEAD` bytes of it, is a program or a
    script, under the name that it would be kept by.
    """
    ending = PurePath(safe_name(name)).suffix.lower()
    if head.startswith(BINARIES) or SHEBANG.match(head) or ending in ENDINGS:
        return True
    if not head.startswith(b"MZ"):
        return False
    place = int.from_bytes(head[0x3C:0x40], "little")
    mark = head[place : place + 4]
    return mark in WINDOWS or mark[:2] in WINDOWS or b"\0" in head[:64]


class MacroSearch:
    """Looks for macros in a document that comes part by part: by the names of its parts, and by
    what it says that they are, the one thing in it that is unpacked.
    """

    def __init__(self) -> None:
        self.found = False
        self._kind: bytes | None = None
        self._end = b""
        self._types: list[_ContentTypes] = []

    def look_at(self, part: bytes) -> None:
        """Goes on with the next *part*; the first one is at least as long as a head."""
        if self._kind is None:
            self._kind = next((mark for mark in MACROS if part.startswith(mark)), b"")
        if not self._kind or self.found:
            return
        seen = self._end + part
        for types in self._types:
            types.go_on(part)
        if self._kind == PACKED:
            self._types += self._beginning_in(seen)
        named = any(name in seen for name in MACROS[self._kind])
        self.found = named or any(types.name_macros for types in self._types)
        self._types = [types for types in self._types if not types.whole]
        self._end = seen[-LONGEST:]

    def _beginning_in(self, seen: bytes) -> "Iterator[_ContentTypes]":
        """Those that begin in *seen*, and didn't before its last part came."""
        for match in re.finditer(re.escape(TYPES), seen):
            head = seen[max(match.start() - LOCAL.size, 0) : match.start()]
            if match.end() <= len(self._end) or len(head) < LOCAL.size:
                continue
            mark, method, size, letters, more = LOCAL.unpack(head)
            if (mark, letters) == (PACKED, len(TYPES)) and method in {STORED, DEFLATED}:
                types = _ContentTypes(more, None if method == DEFLATED else size)
                types.go_on(seen[match.end() :])
                yield types


class _ContentTypes:
    """What a document says its parts are, as far as it came; *skip*: bytes before it begins.

    *stored*: its bytes, which are not packed; None: they are.
    """

    def __init__(self, skip: int, stored: int | None) -> None:
        self.whole = False
        self._skip, self._stored = skip, stored
        self._inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        self._text = b""

    def go_on(self, part: bytes) -> None:
        part, self._skip = part[self._skip :], max(self._skip - len(part), 0)
        if self._stored is not None:
            self._text = (self._text + part)[: min(self._stored, MOST_TYPES)]
            self.whole = len(self._text) == min(self._stored, MOST_TYPES)
            return
        try:
            self._text += self._inflater.decompress(part, MOST_TYPES - len(self._text))
        except zlib.error:
            self.whole = True
        self.whole = self.whole or self._inflater.eof or len(self._text) >= MOST_TYPES

    @property
    def name_macros(self) -> bool:
        """In whatever encoding, and however the letters are written."""
        words = unescape(self._text.replace(b"\0", b"").decode(errors="replace")).lower()
        return any(kind in words for kind in TYPED)
