"""Programs and documents that hold one, known by what is in them: neither is 佐证材料."""

from pathlib import PurePath

from model.disk import safe_name

HEAD = 4096  # bytes, in which a program is known
BINARIES = (
    b"\x7fELF", b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"dex\n", b"\x00asm",
)  # fmt: skip
WINDOWS = {b"PE\0\0", b"NE", b"LE", b"LX"}  # after a program for DOS that says it can't run
SCRIPTS = frozenset(  # that nothing but their ending tells from other text
    [
        ".bat",
        ".cmd",
        ".com",
        ".cpl",
        ".hta",
        ".inf",
        ".jar",
        ".js",
        ".jse",
        ".lnk",
        ".msi",
        ".msp",
        ".ps1",
        ".py",
        ".pyw",
        ".reg",
        ".scf",
        ".scr",
        ".sh",
        ".url",
        ".vbe",
        ".vbs",
        ".wsf",
        ".wsh",
        ".apk",
        ".deb",
        ".rpm",
        ".desktop",
        ".appimage",
    ]
)
PACKED, COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .docx and .doc
MACROS = {  # names of parts, which stand in the file as they are
    PACKED: (b"vbaProject.bin", b"vbaproject.bin", b"xl/macrosheets/", b"/activeX/activeX"),
    COMPOUND: ("_VBA_PROJECT".encode("utf-16-le"),),
}
LONGEST = max(len(name) for names in MACROS.values() for name in names)


def is_program(name: str, head: bytes) -> bool:
    """Whether the file *name* that begins with *head*, `HEAD` bytes of it, is a program or a
    script, under the name that it would be kept by.
    """
    ending = PurePath(safe_name(name)).suffix.lower()
    if head.startswith((*BINARIES, b"#!")) or ending in SCRIPTS:
        return True
    if not head.startswith(b"MZ"):
        return False
    place = int.from_bytes(head[0x3C:0x40], "little")
    mark = head[place : place + 4]
    return mark in WINDOWS or mark[:2] in WINDOWS or b"\0" in head[:64]


class MacroSearch:
    """Looks for macros in a document that comes part by part; nothing is unpacked."""

    def __init__(self) -> None:
        self.found = False
        self._names: tuple[bytes, ...] | None = None
        self._end = b""

    def look_at(self, part: bytes) -> None:
        """Goes on with the next *part*; the first one is at least as long as a head."""
        if self._names is None:
            kinds = (names for mark, names in MACROS.items() if part.startswith(mark))
            self._names = next(kinds, ())
        if self._names and not self.found:
            seen = self._end + part
            self.found = any(name in seen for name in self._names)
            self._end = part[-LONGEST:]
