"""Tests are left out on Windows for few reasons, each written down once."""

import re
from pathlib import Path

from tests.systems import can_be_named

ELSEWHERE = re.compile(r"""skipif\(\s*(?:sys\.platform|os\.name)\s*(?:==|!=\s*"(?!win32"))""")


def test_that_no_test_has_a_reason_of_its_own_for_not_running_on_windows():
    folder = Path(__file__).parent
    own = [path.name for path in folder.rglob("*.py") if ELSEWHERE.search(path.read_text("utf-8"))]
    assert own == []


def test_that_names_windows_has_no_files_of_are_known(monkeypatch):
    monkeypatch.setattr("tests.systems.WINDOWS", True)
    for name in ("con.xlsx", "<b>.xlsx", "a\nb.xlsx", "a|b", "a.", "a "):
        assert not can_be_named(name), name
    assert can_be_named("区教育局 年度自评估(1).xlsx")
