"""A choice holds what it is about, never a place in a list; and no list is older than its page."""

import ast
from pathlib import Path

import pytest

from model.domain.submission import Edition
from ui.kit.combo import Combo

UI = Path(__file__).parents[3] / "ui"
A, B, C = (("甲", "a"), ("乙", "b"), ("丙", "c"))


@pytest.fixture
def combo(qtbot):
    found = Combo()
    qtbot.addWidget(found)
    return found


def test_that_what_was_chosen_stays_chosen_wherever_it_stands_by_then(combo):
    combo.offer((A, B))
    assert combo.currentData() is None  # nobody chose anything
    combo.choose("b")
    combo.offer((B, C, A))
    assert (combo.currentData(), combo.currentIndex()) == ("b", 0)


def test_that_where_it_is_offered_no_more_nothing_is_chosen_but_what_was_said(combo):
    combo.offer((A, B))
    combo.choose("b")
    combo.offer((A, C))
    assert (combo.currentData(), combo.currentIndex()) == (None, -1)
    combo.choose("gone")
    assert combo.currentIndex() == -1
    combo.offer((("全部", ""), A), "")
    assert combo.currentData() == ""


def test_that_records_are_told_apart_by_what_they_say(combo):
    first, second = (Edition(id="percent", version=version) for version in ("2026.1", "2026.2"))
    combo.offer((("一", first), ("二", second)))
    combo.choose(Edition(id="percent", version="2026.2"))
    assert combo.currentData() is second


def test_that_a_new_list_tells_nobody_that_somebody_chose(combo, qtbot):
    combo.offer((A, B))
    combo.choose("b")
    with qtbot.assertNotEmitted(combo.currentIndexChanged):
        combo.offer((A,))


def trees():
    for path in sorted(UI.rglob("*.py")):
        yield path.relative_to(UI).as_posix(), ast.parse(path.read_text("utf-8"))


def name_of(call):
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def test_that_no_page_looks_for_a_place_in_a_list_by_itself():
    """`max(findData(…), 0)` chose the first of the list for whatever was not offered."""
    found = {
        path
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and name_of(node) in {"findData", "findText"}
    }
    assert found == set()


MADE_ANEW = {
    "pages/rules/page.py": "all pages but the package's are made anew with another package",
    "pages/welcome.py": "made anew each time it is shown",
    "pages/clerk/entry.py": "how the list was looked at last, which nothing else changes",
    "pages/clerk/evidence_parcel_card.py": "what this card alone packs",
    "pages/package/package_session.py": "reads again when it hears of another package",
    "session.py": "says itself who sits here",
}
READS = ("list_", "fetch_", "years_in", "year_states", "count_", "read")
DATA = {"session", "room", "office", "package", "db", "plan"}


def _reads(node):
    """Whether *node* reads what another page may change: in a loop over it, or from the store."""
    if isinstance(node, ast.For | ast.comprehension):
        parts = (getattr(one, "attr", getattr(one, "id", "")) for one in ast.walk(node.iter))
        return not DATA.isdisjoint(parts)
    return isinstance(node, ast.Call) and name_of(node).startswith(READS)


def test_that_no_list_is_read_once_when_a_page_is_built():
    """Another page may publish, register or open what it lists."""
    found = {
        path
        for path, tree in trees()
        for one in ast.walk(tree)
        if isinstance(one, ast.FunctionDef) and one.name == "__init__"
        if any(map(_reads, ast.walk(one)))
    }
    assert found == set(MADE_ANEW)


def test_that_no_list_is_kept_for_being_filled_already():
    found = {
        path
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.If)
        and isinstance(node.test, ast.Call)
        and name_of(node.test) == "count"
        and any(isinstance(one, ast.Return) for one in node.body)
    }
    assert found == set()
