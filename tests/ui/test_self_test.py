"""The self-test of a build: what it looks at, and that it says what is wrong."""

import json
import os

import pytest

from forms import FORMS
from model.diagnostics.version import app_version
from model.workbook.layout import Questionnaire
from ui import self_test
from ui.self_test import Outcome, SelfTest, report_lines, run_self_test

SLOW = {"导出、读回、汇总", "中文文件名", "图表"}


@pytest.fixture
def questionnaire(plan) -> Questionnaire:
    return Questionnaire(plan=plan, forms=FORMS)


@pytest.fixture(autouse=True)
def environment(monkeypatch):
    """As it was before, afterwards."""
    monkeypatch.setitem(os.environ, "MPLCONFIGDIR", os.environ["MPLCONFIGDIR"])


@pytest.fixture
def checks(questionnaire, rulebook, tmp_path, qapp) -> dict:
    return dict(SelfTest(questionnaire, rulebook, tmp_path).checks())


def test_that_everything_quick_passes_from_source(checks):
    assert all(check() for name, check in checks.items() if name not in SLOW)


def test_that_the_versions_that_matter_are_named(checks):
    said = checks["版本"]()
    assert all(part in said for part in (app_version(), "Qt 6.", "SQLite 3.", "expat_2."))


def test_that_what_was_not_saved_is_missed(checks):
    with pytest.raises(RuntimeError):
        checks["重新打开数据文件"]()


def test_that_a_font_without_a_sign_is_found_out(checks, monkeypatch):
    monkeypatch.setattr(self_test, "WORDS", "碳𰻝")
    with pytest.raises(RuntimeError, match="𰻝"):
        checks["字体"]()


def test_that_calls_that_lose_references_are_found_out(checks, monkeypatch):
    counts = iter(range(1000, 0, -1))
    monkeypatch.setattr(self_test.sys, "getrefcount", lambda _: next(counts))
    with pytest.raises(RuntimeError, match="references to None"):
        checks["Qt 与 Python 的引用计数"]()


@pytest.mark.parametrize("broken", [False, True])
def test_that_each_check_is_a_line_of_json_and_one_failure_fails_the_build(
    questionnaire, rulebook, qapp, capsys, monkeypatch, broken
):
    def checks(_):
        yield "好", lambda: "在"
        yield "坏", (lambda: {}["libqxcb.so"]) if broken else (lambda: "也在")

    monkeypatch.setattr(SelfTest, "checks", checks)
    assert run_self_test(questionnaire, rulebook) == int(broken)
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["passed"] for line in lines] == [True, not broken]
    assert ("libqxcb.so" in lines[1]["found"]) is broken


def quick(_):
    yield "好", lambda: "在"
    yield "坏", lambda: {}["libqxcb.so"]


def test_that_a_person_at_a_terminal_reads_chinese_and_no_json(
    questionnaire, rulebook, qapp, capsys, monkeypatch
):
    monkeypatch.setattr(SelfTest, "checks", quick)
    monkeypatch.setattr(self_test.sys.stdout, "isatty", lambda: True, raising=False)
    assert run_self_test(questionnaire, rulebook) == 1
    said = capsys.readouterr().out
    assert "{" not in said
    assert "1 项没有通过：坏" in said
    assert "　通过　好（0.00 秒）：在" in said


def test_that_the_report_is_a_file_that_notepad_opens(
    questionnaire, rulebook, qapp, tmp_path, monkeypatch
):
    monkeypatch.setattr(SelfTest, "checks", quick)
    monkeypatch.setattr(self_test.sys, "stdout", None)  # as in a program without a console
    assert run_self_test(questionnaire, rulebook, tmp_path / "自检报告.txt") == 1
    written = (tmp_path / "自检报告.txt").read_bytes()
    assert written.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in written
    text = written.decode("utf-8-sig")
    for what in ("系统", "屏幕 1", "缩放", "输入法", "字体", "磁盘", "未通过　坏"):
        assert what in text


def test_that_a_report_without_failures_says_so():
    lines = report_lines([("系统", "某系统")], [Outcome("图表", passed=True, found="好", ms=1234)])
    assert "结果：1 项检查，全部通过" in lines
    assert "　系统：某系统" in lines
    assert "　通过　图表（1.23 秒）：好" in lines
