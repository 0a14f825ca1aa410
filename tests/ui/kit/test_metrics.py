"""Lengths come from ui/kit/metrics.py: what still writes its own pixels may only become less."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from model.paths import asset
from ui.kit import metrics
from ui.kit.line_field import LineField
from ui.theme import apply_text_size, dress

UI = Path(__file__).parents[3] / "ui"
LINE = 3  # px: lines, rings and bars are drawn as they are
SETTERS = {
    "setContentsMargins", "setSpacing", "addSpacing", "setFixedWidth", "setFixedHeight",
    "setFixedSize", "setMinimumWidth", "setMinimumHeight", "setMaximumWidth", "setMaximumHeight",
    "setMinimumSize", "setIconSize", "gap", "Flow",
}  # fmt: skip
LAYOUTS = {"row", "column", "Sheet", "Halves", "add_tools"}
STILL: dict[str, int] = {}


def own_pixels(source: str) -> int:
    """How many lengths *source* writes where it lays something out."""
    found = 0
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        name = node.func.id if isinstance(node.func, ast.Name) else name
        said = [*node.args] if name in SETTERS else []
        if name in LAYOUTS:
            said += [word.value for word in node.keywords if word.arg in {"spacing", "margins"}]
        found += sum(
            isinstance(one, ast.Constant) and isinstance(one.value, int) and one.value > LINE
            for part in said
            for one in ast.walk(part)
        )
    return found


def test_that_no_page_and_no_widget_writes_more_pixels_of_its_own():
    counted = Counter(
        {
            path.relative_to(UI).as_posix(): own_pixels(path.read_text("utf-8"))
            for path in sorted(UI.rglob("*.py"))
        }
    )
    assert {place for place, count in counted.items() if count > STILL.get(place, 0)} == set()


def test_that_the_style_sheet_writes_lines_alone():
    sheet = asset("style.qss").read_text("utf-8")
    assert {int(px) for px in re.findall(r"(\d+)px", sheet)} <= {1, 2, LINE}


@pytest.mark.parametrize("name", sorted(metrics.GROWING))
def test_that_what_holds_words_grows_with_them(name):
    usual = metrics.length(name)
    metrics.use_text_size("largest")
    try:
        assert metrics.length(name) == round(usual * 1.3)
        assert metrics.length("edge") == metrics.EDGE
    finally:
        metrics.use_text_size("")


def test_that_a_field_is_as_high_with_the_cursor_as_without_in_large_text(qtbot):
    app = QApplication.instance()
    apply_text_size(app, "largest")
    try:
        field, other = LineField(), LineField()
        for one in (field, other):
            qtbot.addWidget(one)
            dress(one)
        field.show()
        field.setFocus()
        assert field.sizeHint().height() == other.sizeHint().height() == metrics.px(30) + 2
    finally:
        apply_text_size(app, "")
