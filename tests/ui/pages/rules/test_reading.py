"""A department reads the rules its year is scored by, and changes nothing."""

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from model.store.rulebooks import fetch_rulebook_of


@pytest.fixture
def page(open_window, clerk):
    window = open_window()
    window.show_page("rules")
    return window.page_named("rules")


def words(widget):
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_that_it_says_which_version_the_year_is_scored_by(page):
    assert "2025 年度按 百分制 2025.1 评分" in page.header.state
    assert "方案要求开展年度评估" in words(page.about)
    assert not [b for b in page.about.findChildren(QPushButton) if b.isVisible()]


def test_that_every_rule_is_there_with_its_source_and_reason(page):
    page.outline.choose_entry("rule T1")
    said = words(page.sheet)
    assert "推进中 50%–80%" in said
    assert "“十三五”碳排放强度考核任务部分" in said
    assert "每项任务权重相同" in said


def test_that_nothing_can_be_changed(page, store):
    for line in page.outline.entries.shown:
        if not line.heading:
            page.outline.choose_entry(line.about.key)
            assert not [box for box in page.findChildren(QLineEdit) if box.isVisible()]
            assert not page.sheet.ruler.isVisible() or not page.sheet.ruler.isEnabled()
    assert fetch_rulebook_of(store, 2025) is None
