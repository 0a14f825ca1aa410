import platform
import shutil
import struct
import sys
from pathlib import Path

import pytest
from tests.systems import linux_programs

NEEDED = {"libc.so.6": ["GLIBC_2.17", "GLIBC_2.28"], "libm.so.6": ["GLIBC_2.29"]}


def elf(needed: dict[str, list[str]], weak: str = "", machine: int = 0x3E) -> bytes:
    """An ELF file that holds nothing but which versions it needs."""
    strings, needs = b"\0", b""

    def string(text: str) -> int:
        nonlocal strings
        strings += text.encode() + b"\0"
        return len(strings) - len(text) - 1

    for number, (library, versions) in enumerate(needed.items(), start=1):
        entries = b"".join(
            struct.pack(
                "<IHHII", 0, 0x2 if version == weak else 0, 0, string(version),
                0 if version == versions[-1] else 16,
            )
            for version in versions
        )  # fmt: skip
        last = number == len(needed)
        needs += struct.pack(
            "<HHIII", 1, len(versions), string(library), 16, 0 if last else 16 + len(entries)
        )
        needs += entries
    head = 64
    sections = struct.pack("<IIQQQQIIQQ", 0, 3, 0, 0, head, len(strings), 0, 0, 1, 0)
    sections += struct.pack(
        "<IIQQQQIIQQ", 0, 0x6FFFFFFE, 0, 0, head + len(strings), len(needs), 0, len(needed), 4, 0
    )
    start = head + len(strings) + len(needs)
    header = b"\x7fELF\x02\x01\x01" + bytes(9)
    header += struct.pack("<HHIQQQIHHHHHH", 3, machine, 1, 0, 0, start, 0, 64, 0, 0, 64, 2, 0)
    return header + strings + needs + sections


@pytest.fixture
def gate(script):
    return script("glibc-gate")


def test_that_the_newest_version_of_any_library_counts(gate):
    assert gate.glibc_needed(gate.Elf(elf(NEEDED))) == (2, 29)


def test_that_versions_are_numbers_and_not_words(gate):
    assert gate.glibc_needed(gate.Elf(elf({"libc.so.6": ["GLIBC_2.9", "GLIBC_2.30"]}))) == (2, 30)
    assert gate.glibc_needed(gate.Elf(elf({"libc.so.6": ["GLIBC_2.3.4"]}))) == (2, 3)


def test_that_what_a_program_can_do_without_does_not_count(gate):
    assert gate.glibc_needed(gate.Elf(elf(NEEDED, weak="GLIBC_2.29"))) == (2, 28)


def test_that_other_libraries_versions_do_not_count(gate):
    assert gate.glibc_needed(gate.Elf(elf({"libstdc++.so.6": ["GLIBCXX_3.4.30"]}))) == (0, 0)


def test_that_the_report_names_what_is_needed_by_whom_and_where_it_will_not_start(gate, tmp_path):
    (tmp_path / "_internal").mkdir()
    (tmp_path / "_internal/libpython3.11.so.1.0").write_bytes(elf({"libc.so.6": ["GLIBC_2.30"]}))
    (tmp_path / "program").write_bytes(elf({"libc.so.6": ["GLIBC_2.14"]}))
    (tmp_path / "LICENSE").write_text("MIT", "utf-8")
    needed, lines = gate.report(tmp_path)
    assert needed == (2, 30)
    assert "x86_64" in lines[0]
    assert any(line.split() == ["2.30", "libpython3.11.so.1.0"] for line in lines)
    starts, fails = (next(line for line in lines if line.startswith(w)) for w in ("Sta", "Does"))
    assert "银河麒麟桌面 V10 SP1 2.31" in starts
    assert "统信 UOS 20" in fails
    assert any("LoongArch" in line and "填报模板" in line for line in lines)


@pytest.mark.parametrize(("limit", "code"), [("2.28", 1), ("2.29", 0), ("2.36", 0)])
def test_that_a_limit_makes_it_a_gate(gate, tmp_path, limit, code):
    (tmp_path / "program").write_bytes(elf(NEEDED))
    assert gate.main([str(tmp_path), limit]) == code
    assert gate.main([str(tmp_path)]) == 0


@linux_programs
def test_that_a_real_program_needs_no_more_than_this_system_has(gate, tmp_path):
    shutil.copy(Path(sys.executable).resolve(), tmp_path / "python")
    needed, _ = gate.report(tmp_path)
    assert (2, 2) < needed <= tuple(map(int, platform.libc_ver()[1].split(".")))
