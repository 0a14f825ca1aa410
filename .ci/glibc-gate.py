"""Says which C library a built Linux program needs, and on which systems it therefore can't start.

    glibc-gate.py FOLDER [LIMIT]

With a LIMIT such as 2.28 the exit code is 1 where a newer one is needed.
"""

import struct
import sys
from collections.abc import Iterator
from pathlib import Path

Version = tuple[int, int]

VERSION_NEEDS = 0x6FFFFFFE  # SHT_GNU_verneed
WEAK = 0x2  # VER_FLG_WEAK: the loader goes on without
MACHINES = {0x3E: "x86_64", 0xB7: "aarch64", 0x102: "loongarch64"}

# The C library's version on systems of office PCs, and on common build systems.
# Where the figures come from: the README's section on supported systems.
SYSTEMS: dict[str, Version] = {
    "统信 UOS 20（Debian 10 系）": (2, 28),
    "银河麒麟服务器 V10 SP3": (2, 28),
    "Debian 10、AlmaLinux 8、deepin 20": (2, 28),
    "银河麒麟桌面 V10 SP1": (2, 31),
    "Debian 11、Ubuntu 20.04": (2, 31),
    "AlmaLinux 9、openEuler 22.03": (2, 34),
    "Ubuntu 22.04": (2, 35),
    "Debian 12": (2, 36),
    "deepin 23": (2, 38),
    "Ubuntu 24.04": (2, 39),
}


class Elf:
    """A 64-bit little-endian ELF file, read only as far as its version needs."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.machine = MACHINES.get(self._unpack("<H", 18)[0], "?")
        start, size, count = *self._unpack("<Q", 40), *self._unpack("<HH", 58)
        self.sections = [self._unpack("<IIQQQQIIQQ", start + n * size) for n in range(count)]

    def _unpack(self, form: str, offset: int) -> tuple[int, ...]:
        return struct.unpack_from(form, self.content, offset)

    def needed_versions(self) -> Iterator[str]:
        """Names as GLIBC_2.28, of every library."""
        for section in self.sections:
            if section[1] == VERSION_NEEDS:
                strings = self.sections[section[6]][4]
                yield from self._versions(section[4], section[7], strings)

    def _versions(self, offset: int, files: int, strings: int) -> Iterator[str]:
        for _ in range(files):
            _, count, _, first, following = self._unpack("<HHIII", offset)
            entry = offset + first
            for _ in range(count):
                _, flags, _, name, next_entry = self._unpack("<IHHII", entry)
                if not flags & WEAK:
                    end = self.content.index(0, strings + name)
                    yield self.content[strings + name : end].decode("ascii")
                entry += next_entry
            offset += following


def glibc_needed(elf: Elf) -> Version:
    """The newest C library that the file asks for; (0, 0): none."""
    versions = (v.removeprefix("GLIBC_") for v in elf.needed_versions() if v.startswith("GLIBC_2"))
    numbers = (tuple(int(part) for part in version.split(".")) for version in versions)
    return max(((major, minor) for major, minor, *_ in numbers), default=(0, 0))


def elf_files(folder: Path) -> Iterator[tuple[Path, Elf]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(6) != b"\x7fELF\x02\x01":
                    continue
            yield path, Elf(path.read_bytes())


def report(folder: Path) -> tuple[Version, list[str]]:
    """The newest C library that anything in *folder* needs, and what to tell people."""
    by_version: dict[Version, list[str]] = {}
    machines = set()
    for path, elf in elf_files(folder):
        by_version.setdefault(glibc_needed(elf), []).append(path.name)
        machines.add(elf.machine)
    needed = max(by_version, default=(0, 0))
    lines = [f"{folder.name} ({', '.join(sorted(machines))}) needs glibc {text(needed)} or later:"]
    for version in sorted(by_version, reverse=True)[:4]:
        names = by_version[version]
        more = f" … ({len(names)} files)" if len(names) > 5 else ""
        lines.append(f"  {text(version)}  {', '.join(names[:5])}{more}")
    for title, starts in (("Starts on", True), ("Does not start on", False)):
        systems = [
            f"{name} {text(has)}" for name, has in SYSTEMS.items() if (has >= needed) is starts
        ]
        lines.append(f"{title}: {'; '.join(systems) or 'none of the systems known here'}.")
    lines.append("Never: LoongArch, Windows 7, 32-bit systems; they fill in the 填报模板.")
    return needed, lines


def text(version: Version) -> str:
    return ".".join(map(str, version))


def main(words: list[str]) -> int:
    needed, lines = report(Path(words[0]))
    print(*lines, sep="\n")
    if len(words) == 1:
        return 0
    limit = tuple(int(part) for part in words[1].split("."))
    if needed > limit:
        print(f"glibc {text(needed)} is newer than the limit, {words[1]}.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
