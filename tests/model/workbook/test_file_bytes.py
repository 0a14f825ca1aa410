"""A workbook's bytes depend on what it says, and on nothing else."""

import io
import zipfile
from functools import partialmethod

from openpyxl import Workbook

from tests.model.workbook.years import exported, make_report

SAID = {"3.1-01-01": {"state": "done", "done": "第一行\n第二行"}}


def test_that_windows_line_ends_make_no_difference(monkeypatch):
    report = make_report(answers=SAID)
    here, save, ends = exported(report), Workbook.save, 0

    def with_ends(book, target, end):
        nonlocal ends
        draft = io.BytesIO()
        save(book, draft)
        with zipfile.ZipFile(draft) as source, zipfile.ZipFile(target, "w") as written:
            for name in source.namelist():
                content = source.read(name)
                if name.startswith("xl/worksheets/sheet"):
                    ends += content.count(b"\n")
                    content = content.replace(b"\r\n", b"\n").replace(b"\n", end)
                written.writestr(name, content)

    for end in (b"\n", b"\r\n"):
        monkeypatch.setattr(Workbook, "save", partialmethod(with_ends, end=end))
        assert exported(report) == here
    assert ends


def test_that_a_workbook_says_its_language():
    with zipfile.ZipFile(io.BytesIO(exported(make_report(answers=SAID)))) as archive:
        assert b"<dc:language>zh-CN</dc:language>" in archive.read("docProps/core.xml")
