"""What is written down when something goes wrong, and above all what is not."""

import ast
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from model.diagnostics.logbook import CRASH, LOG, OLDER, SIZE, Logbook
from model.paths import ROOT

SECRET = "市容整治三百处"  # as somebody might answer
TOPS = ("forms", "model", "ui")
LEVELS = {"debug", "info", "warning", "error", "exception", "critical", "log"}
ours = logging.getLogger("ui.somewhere")


@pytest.fixture
def logbook(tmp_path):
    book = Logbook(tmp_path)
    book.open()
    yield book
    book.close()


def written(book: Logbook) -> str:
    return "".join(path.read_text("utf-8") for path in book.files)


def fail_with(words: str) -> None:
    try:
        raise LookupError(words)
    except LookupError as behind:
        error = ValueError(f"invalid literal: {words!r}", {words: words})
        error.add_note(words)
        raise error from behind


def test_that_a_failure_is_written_with_kind_and_place(logbook):
    try:
        fail_with(SECRET)
    except ValueError as error:
        ours.critical("bug", exc_info=error)
    said = written(logbook)
    assert "CRITICAL ui.somewhere bug" in said
    assert "ValueError" in said
    assert "LookupError" in said
    assert "tests/model/diagnostics/test_logbook.py" in said
    assert " fail_with" in said


def test_that_no_words_of_an_exception_an_argument_or_another_library_are_written(logbook):
    try:
        fail_with(SECRET)
    except ValueError as error:
        ours.critical("bug", exc_info=error)
        ours.error("about %s", SECRET)
        ours.error(ValueError(SECRET))
        logging.getLogger("library").exception(SECRET, stack_info=True)
    said = written(logbook)
    assert SECRET not in said
    assert "about %s" in said
    assert "ERROR library\n" in said


def test_that_an_os_error_tells_its_number_and_not_its_file(logbook, tmp_path):
    try:
        (tmp_path / SECRET).read_text()
    except OSError as error:
        ours.warning("disk", exc_info=error)
    said = written(logbook)
    assert "FileNotFoundError  2" in said
    assert SECRET not in said


def test_that_the_folders_of_this_computer_are_not_written(logbook):
    try:
        fail_with(SECRET)
    except ValueError as error:
        ours.critical("bug", exc_info=error)
    assert str(ROOT) not in written(logbook)


def test_that_something_that_went_wrong_is_asked_about_once(logbook):
    ours.warning("disk")
    assert not logbook.noticed
    ours.critical("bug")
    assert logbook.noticed
    logbook.forget()
    assert not logbook.noticed


def test_that_logs_rotate_and_stay_small(logbook):
    for _ in range(10 * SIZE // 1000):
        ours.warning("x" * 1000)
    assert len(logbook.files) == 1 + OLDER
    assert sum(path.stat().st_size for path in logbook.files) <= (1 + OLDER) * SIZE


def test_that_a_place_that_cannot_be_written_to_costs_only_the_log(tmp_path):
    (tmp_path / "日志").write_text("no folder")
    book = Logbook(tmp_path)
    book.open()
    ours.critical("bug")
    assert book.files == ()
    book.close()


TAKEN_DOWN = """
import ctypes, sys
from pathlib import Path
from model.diagnostics.logbook import Logbook
Logbook(Path(sys.argv[1])).open()
def fill_in(answer):
    ctypes.string_at(0)
fill_in(sys.argv[2])
"""


def test_that_a_crash_below_python_is_known_at_the_next_start(tmp_path):
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", TAKEN_DOWN, str(tmp_path), SECRET],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
    )
    assert done.returncode != 0
    book = Logbook(tmp_path)
    assert not book.noticed
    book.open()
    try:
        assert book.noticed
        said = (tmp_path / "日志" / LOG).read_text("utf-8")
        assert "Segmentation fault" in said or "access violation" in said
        assert " in fill_in" in said
        assert SECRET not in said
        assert str(Path(sys.prefix).resolve()) not in said
        assert (tmp_path / "日志" / CRASH).read_text("utf-8") == ""
    finally:
        book.close()


def test_that_a_run_that_ended_well_or_was_killed_leaves_nothing_to_ask_about(tmp_path):
    first = Logbook(tmp_path)
    first.open()
    first.close()
    second = Logbook(tmp_path)
    second.open()
    assert not second.noticed
    second.close()


def test_that_whoever_logs_says_a_literal_or_a_name_from_the_code():
    """The words of a line are written as they are: none of them may be made up at run time."""
    made_up = []
    for path in [ROOT / "main.py", *(f for top in TOPS for f in (ROOT / top).rglob("*.py"))]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            caller = ast.unparse(node.func.value)
            if caller not in {"log", "logging"} and not caller.startswith("logging.getLogger"):
                continue
            if node.func.attr in LEVELS:
                words = node.args[1 if node.func.attr == "log" else 0]
                named = isinstance(words, ast.Attribute) and words.attr == "name"
                if not (isinstance(words, ast.Constant) or named):
                    made_up.append(f"{path.name}:{node.lineno} {ast.unparse(words)}")
    assert made_up == []


@pytest.mark.parametrize(
    ("words", "taken_down"),
    [
        ("Windows fatal exception: access violation\n\n", True),
        ("Windows fatal exception: stack overflow\n\n", True),
        ("Windows fatal exception: code 0xc0000374\n\n", True),
        ("Fatal Python error: Segmentation fault\n\n", True),
        ("Windows fatal exception: code 0x8001010e\n\nThread 0x1:\n", False),
        ("Windows fatal exception: code 0x8001010d\n\n", False),
        ("Windows fatal exception: code 0x406d1388\n\n", False),
        ("Windows fatal exception: code 0x8001010e\nFatal Python error: Aborted\n", True),
        ("", False),
    ],
)  # fmt: skip
def test_that_what_windows_deals_with_on_the_spot_is_no_crash(tmp_path, words, taken_down):
    (tmp_path / "日志").mkdir()
    (tmp_path / "日志" / CRASH).write_text(words, "utf-8")
    book = Logbook(tmp_path)
    book.open()
    book.close()
    assert book.noticed is taken_down
    assert (tmp_path / "日志" / LOG).exists() is taken_down


def test_that_a_run_that_came_to_its_end_did_not_crash_whatever_was_reported(tmp_path):
    book = Logbook(tmp_path)
    book.open()
    book._crash.write("Windows fatal exception: access violation\n")
    book._crash.flush()
    book.close()
    following = Logbook(tmp_path)
    following.open()
    following.close()
    assert not following.noticed
