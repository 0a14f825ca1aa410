"""Everywhere people read a date it has one form: 2026年3月1日, by `wording` and `china_time`."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
MOMENTS = {
    "deadline", "published", "first_on", "made_at", "exported_at", "taken_in_at", "received_at",
    "pinned_at", "ended_at", "kept_at", "filled_on",
}  # fmt: skip
WITHOUT_WORDS = {  # what no one reads as a sentence -> why
    "model/workbook/file_bytes.py": "the file's own properties",
    "model/report/word/package.py": "the file's own properties",
    "model/store/backups.py": "names of files, which sort by them",
    "model/store/recovery.py": "names of files, which sort by them",
    "model/diagnostics/logbook.py": "lines for those who mend the program",
    "model/package/validation.py": "a date as it is typed in the field that it is about",
    "model/workbook/package/words.py": "the wording of packages that are sent already",
}


def _in_iso(tree: ast.AST) -> Iterator[ast.AST]:
    """Where a date or a moment gets into a text otherwise than by the functions for it."""
    for node in ast.walk(tree):
        match node:
            case ast.FormattedValue(value=ast.Attribute(attr=name)) if name in MOMENTS:
                yield node
            case ast.FormattedValue(
                value=ast.Subscript(
                    value=ast.Attribute(), slice=ast.Slice(upper=ast.Constant(value=10 | 16))
                )
            ) if node.value.value.attr in MOMENTS | {"at", "on", "due"}:  # type: ignore[attr-defined]
                yield node
            case ast.FormattedValue(
                value=ast.Attribute(attr="due", value=ast.Name(id="slip" | "sheet"))
            ):
                yield node
            case ast.Constant(value=str(text)) if "%Y-%m" in text or "yyyy-MM" in text:
                yield node


def found_in(room: str) -> list[str]:
    found = []
    for file in (ROOT / room).rglob("*.py"):
        name = file.relative_to(ROOT).as_posix()
        if name not in WITHOUT_WORDS:
            tree = ast.parse(file.read_text("utf-8"))
            found += [f"{name}:{getattr(node, 'lineno', 0)}" for node in _in_iso(tree)]
    return found


def test_that_no_date_is_shown_otherwise_than_the_wording_has_it():
    assert [*found_in("ui"), *found_in("forms"), *found_in("model")] == []


def test_that_another_form_is_found():
    for line in (
        'f"{slip.made_at[:10]}"', 'f"{slip.due} 前"', 'f"{it.deadline}"', 'f"{at:%Y-%m-%d}"',
        'at.strftime("%Y-%m-%d")', 'day.toString("yyyy-MM-dd")',
    ):  # fmt: skip
        assert list(_in_iso(ast.parse(line))), line
    assert not list(_in_iso(ast.parse('f"{day_words(slip.due)}前"')))


OTHER_CLOCKS = {  # what may ask for another time than China's -> why
    "model/surroundings.py": "tries whether the PC's own zone can be told at all",
}


def _by_the_pc(tree: ast.AST) -> Iterator[ast.AST]:
    """Where a moment is taken or shown by the zone that the PC is set to."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr="now" | "astimezone"), args=[], keywords=[]):
                called = ast.unparse(node.func)
                if called in {"datetime.now", "datetime.datetime.now"} or "astimezone" in called:
                    yield node
            case ast.Call(func=ast.Attribute(attr="today")) if "date" in ast.unparse(node.func):
                yield node
            case ast.Call(func=ast.Attribute(attr="fromtimestamp"), args=[_], keywords=[]):
                yield node
            case ast.Call(func=ast.Attribute(attr="currentDateTime" | "currentDate")):
                yield node


def test_that_times_are_china_s_wherever_the_pc_thinks_it_is():
    found = [
        f"{name}:{getattr(node, 'lineno', 0)}"
        for room in ("ui", "forms", "model")
        for file in (ROOT / room).rglob("*.py")
        if (name := file.relative_to(ROOT).as_posix()) not in OTHER_CLOCKS
        for node in _by_the_pc(ast.parse(file.read_text("utf-8")))
    ]
    assert found == []


def test_that_a_pc_s_own_time_is_found():
    for line in (
        "datetime.now()", "datetime.now().astimezone()", "at.astimezone()", "date.today()",
        "datetime.fromtimestamp(0)", "QDateTime.currentDateTime()", "QDate.currentDate()",
    ):  # fmt: skip
        assert [*_by_the_pc(ast.parse(line))], line
    for line in ("datetime.now(CHINA)", "at.astimezone(UTC)", "clock.now()", "now()"):
        assert not [*_by_the_pc(ast.parse(line))], line
