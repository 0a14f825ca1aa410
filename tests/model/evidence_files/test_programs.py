"""Nothing that is a program by its bytes or by its name becomes 佐证材料, nor a document that holds
one.
"""

import io
import random
import sys
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from model.errors import AppError
from model.evidence_files.folder import DOCUMENTS, EvidenceFiles
from model.evidence_files.programs import ENDINGS, HEAD, MacroSearch
from model.fingerprint import STEP
from model.jobs import JobContext

WINDOWS = b"MZ" + bytes(58) + (128).to_bytes(4, "little") + bytes(64) + b"PE\0\0" + bytes(200)


def workbook(*more):
    content = io.BytesIO()
    Workbook().save(content)
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as archive:
        for name in more:
            archive.writestr(name, b"x" * 500)
    return content.getvalue()


@pytest.fixture
def files(tmp_path):
    return EvidenceFiles(tmp_path / "佐证材料")


@pytest.fixture
def add(files, tmp_path):
    def add_(name, content):
        source = tmp_path / name
        source.write_bytes(content)
        return files.keep(source, JobContext())

    return add_


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("安装.exe", WINDOWS),
        ("库.dll", WINDOWS),
        ("照片.jpg", WINDOWS),
        ("老程序.pdf", b"MZ" + bytes(200)),
        ("总结.pdf", Path(sys.executable).resolve().read_bytes()[:9000]),
        ("程序.class", b"\xca\xfe\xba\xbe\0\0"),
        ("总结.txt", b"#!/bin/sh\nrm -r /\n"),
        ("总结.md", b"#! /usr/bin/env python3\n"),
        *((f"脚本{ending.upper()}", b"echo hello") for ending in sorted(ENDINGS)),
    ],
)
def test_that_a_program_is_refused_by_what_is_in_it_and_by_its_name(files, add, name, content):
    with pytest.raises(AppError, match="是程序或脚本"):
        add(name, content)
    assert files.keep_content(name, content) is None
    assert not [one for one in files.folder.rglob("*") if one.is_file()]


@pytest.mark.parametrize("name", ["脚本.bat.", "脚本.bat ", "脚本.lnk. ."])
def test_that_a_script_is_known_by_the_name_that_it_would_be_kept_by(files, name):
    assert files.keep_content(name, b"echo hello") is None


def with_types(words, encoding="utf-8", method=zipfile.ZIP_DEFLATED):
    """A document whose part of another name is a program by what the document says of it."""
    types = f'<Types><Override PartName="/xl/x.bin" ContentType="{words}"/></Types>'
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as archive:
        archive.writestr("xl/x.bin", random.Random(1).randbytes(3 * HEAD))
        archive.writestr("[Content_Types].xml", types.encode(encoding))
    return content.getvalue()


VBA = "application/vnd.ms-office.vbaProject"
ENABLED = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
PLAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("改名.xlsm", with_types(VBA)),
        ("改名.xlsx", with_types(ENABLED, "utf-16")),
        ("改名.docm", with_types(VBA.replace("v", "&#118;"))),
        ("没压.xlsm", with_types(VBA, method=zipfile.ZIP_STORED)),
        ("汇总.xlsm", workbook("xl/vbaProject.bin")),
        ("汇总.xlsx", workbook("xl/vbaProject.bin")),
        ("宏表.xlsx", workbook("xl/macrosheets/sheet1.xml")),
        ("控件.docx", workbook("word/activeX/activeX1.bin")),
        (
            "老表.xls",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + bytes(3000)
            + "_VBA_PROJECT".encode("utf-16-le")
            + bytes(90),
        ),
    ],
)
def test_that_a_document_with_macros_is_refused(files, add, name, content):
    with pytest.raises(AppError, match="带有宏") as error:
        add(name, content)
    assert "另存为" in error.value.hint
    assert files.keep_content(name, content) is None
    assert not [one for one in files.folder.rglob("*") if one.is_file()]


@pytest.mark.parametrize("ending", DOCUMENTS.split())
def test_that_documents_and_pictures_are_taken(add, ending):
    content = workbook() if ending == ".xlsx" else b"MZ is how this text begins, no program" * 3
    assert add(f"材料{ending}", content).size == len(content)


def test_that_a_name_that_lies_across_two_parts_is_found():
    content = workbook("xl/vbaProject.bin")
    place = content.index(b"vbaProject.bin") + 5
    search = MacroSearch()
    search.look_at(content[:place])
    search.look_at(content[place : place + 40])
    assert search.found
    assert STEP > 4096


@pytest.mark.parametrize("step", [1, 7, 50, 4096])
@pytest.mark.parametrize(("words", "found"), [(VBA, True), (PLAIN, False)])
def test_that_what_a_part_is_said_to_be_is_found_wherever_the_file_is_cut(words, found, step):
    content = with_types(words)
    search = MacroSearch()
    search.look_at(content[:HEAD])
    for at in range(HEAD, len(content), step):
        search.look_at(content[at : at + step])
    assert search.found is found


@pytest.mark.parametrize("words", ["#! 重要通知", "#!", "#!注意：/bin 目录"])
def test_that_a_text_that_only_begins_like_a_script_is_taken(add, words):
    assert add("说明.txt", words.encode()).size


def test_that_an_empty_and_a_huge_file_are_each_told_their_own_cure(add, tmp_path, files):
    with pytest.raises(AppError, match="是空的") as empty:
        add("空.pdf", b"")
    huge = tmp_path / "大.mp4"
    with huge.open("wb") as file:
        file.truncate((1 << 30) + 1)
    with pytest.raises(AppError, match="超过 1 GB") as big:
        files.keep(huge, JobContext())
    assert "保存处" in big.value.hint
    assert "保存处" not in empty.value.hint
