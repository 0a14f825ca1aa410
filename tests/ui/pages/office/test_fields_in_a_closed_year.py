"""What a closed year takes no more can't be typed, and nothing is kept half-written for it."""

import pytest
from PySide6.QtWidgets import QApplication

from model.store.closed_years import close_year
from tests.thorough import some
from tests.ui.half_written import EXCEPT, fields, places, shown
from ui.kit.entry_list import EntryList

PAGES = ("inbox", "board", "review", "review_shares", "checks", "results", "ledger", "package")
NAMES = {"经办人", "复核人姓名", "核对人姓名"}  # who looks at it, which is of no year


@pytest.fixture
def closed(with_few, window, open_window, store, plan):
    window.close()
    close_year(store, 2025, plan, None, by="王芳", reason="已经报出")
    return open_window()


def kept(store):
    return store.execute("SELECT key FROM setting WHERE key LIKE 'half%'").fetchall()


def open_fields(page):
    return {one for one in fields(page) if one not in EXCEPT and one.split(": ")[1] not in NAMES}


@pytest.mark.in_part
@pytest.mark.parametrize("name", some(PAGES))
def test_that_nothing_can_be_typed_that_is_of_the_closed_year(closed, name):
    page = shown(closed, name)
    found = set()
    for _ in places(page):
        for row in range(3):
            for one in page.findChildren(EntryList):
                if one.isVisibleTo(page) and row < len(one.shown):
                    one.choose(one.shown[row].key)
                    QApplication.processEvents()
            found |= open_fields(page)
    assert found == set()


def test_that_no_word_on_a_whole_year_can_be_typed_once_it_is_closed(closed):
    page = shown(closed, "review")
    page.whole_year.click()
    QApplication.processEvents()
    assert open_fields(page) == set()


def test_that_no_slip_is_written_once_the_year_is_closed(closed):
    page = shown(closed, "review")
    page._on_slip()
    QApplication.processEvents()
    assert page.slip.isVisible()
    assert not page.slip.write.isEnabled()
    assert open_fields(page) == set()


def test_that_nothing_is_kept_half_written_for_a_closed_year(closed, store):
    room = shown(closed, "ledger")._room
    before = kept(store)
    room.half_written.keep("review/kjj/m-1", {"remark": "写到一半"})
    assert kept(store) == before
