"""A list of entries: each row is as high as what is painted in it."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from ui.kit.entry import Aside, Entry
from ui.kit.entry_list import EntryList
from ui.kit.metrics import use_dense_rows
from ui.kit.words import recorded
from ui.status_marks import Mark
from ui.theme import apply_text_size, colour

LONG = "组织实施城市节能降碳工程，推动建筑、交通、照明、供热等基础设施节能升级改造，推进绿色建筑"
KINDS = {
    "title": {},
    "bold when chosen, two lines": {"lines": 2},
    "clause above": {"lines": 2, "over": "三（二）2 实施节能降碳重点工程", "chip": "待完善"},
    "to be pressed": {"lines": 2, "act": "收起来", "note": LONG, "note_lines": 3},
    "figure beside": {"lines": 2, "aside": (Aside(words="12,345 万元", size="text"),)},
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("chosen", [False, True])
def test_that_no_word_of_a_row_stands_below_the_row_at_any_width(qtbot, kind, chosen):
    shown = EntryList("清单")
    qtbot.addWidget(shown)
    entries = [
        Entry(key=str(length), title=LONG[:length], mark=Mark.DONE, **KINDS[kind])
        for length in range(8, len(LONG) + 1)
    ]
    for width in range(260, 520, 37):
        shown.resize(width, 60 * 120)
        shown.show_entries(entries)
        shown.show()
        if chosen:
            shown.setSelectionMode(EntryList.SelectionMode.MultiSelection)
            shown.selectAll()
        rows = [shown.visualRect(shown.model().index(row, 0)) for row in range(len(entries))]
        with recorded() as drawn:
            picture = QPixmap(shown.viewport().size())
            shown.viewport().render(picture, QPoint())
        assert drawn
        for one in drawn:
            row = next(QRectF(row) for row in rows if QRectF(row).contains(one.box.center()))
            assert row.top() <= one.box.top(), (width, one.words)
            assert one.box.bottom() <= row.bottom(), (width, one.words)


def test_that_the_ring_around_a_row_is_whole(qtbot):
    shown = EntryList("清单")
    qtbot.addWidget(shown)
    shown.resize(400, 200)
    shown.show_entries([Entry(key=words, title=words) for words in "甲乙"])
    with qtbot.waitExposed(shown):
        shown.show()
    shown.activateWindow()
    shown.setFocus()
    qtbot.waitUntil(shown.hasFocus)
    shown.setCurrentIndex(shown.model().index(0, 0))
    row = shown.visualRect(shown.currentIndex())
    picture = shown.viewport().grab().toImage()
    ratio = picture.devicePixelRatio()
    middle = round(row.bottom() * ratio)
    inside = range(row.left() + 8, row.right() - 8)  # without the round corners
    assert {picture.pixelColor(round(x * ratio), middle).name() for x in inside} == {
        colour("accent").name()
    }


def test_that_a_row_is_as_high_without_a_scroll_bar_as_beside_one(qtbot):
    shown = EntryList("清单")
    qtbot.addWidget(shown)
    few = [Entry(key=str(n), title=LONG[:n], mark=Mark.DONE, lines=2) for n in range(22, 28)]
    more = [Entry(key=f"more {n}", title=LONG, mark=Mark.DONE, lines=2) for n in range(40)]
    shown.show()
    for width in range(400, 440, 3):
        shown.resize(width, 1000)  # in a low window each row is one line
        heights = []
        for entries in (few, [*few, *more]):
            shown.show_entries(entries)
            QApplication.processEvents()
            assert shown.verticalScrollBar().isVisible() == (entries is not few)
            heights.append([shown.sizeHintForRow(row) for row in range(len(few))])
        assert heights[0] == heights[1], width


def test_that_the_heading_that_stays_is_pushed_out_by_the_next_one(qtbot):
    shown = EntryList("清单")
    qtbot.addWidget(shown)
    shown.resize(300, 120)
    shown.show_entries(Entry(key=str(n), title=LONG[:9], group=f"第{n // 2}组") for n in range(20))
    shown.show()
    high = shown._sticky.height()
    for value in range(1, shown.verticalScrollBar().maximum(), 3):
        shown.verticalScrollBar().setValue(value)
        sticky = shown._sticky.geometry().translated(-shown.viewport().pos())
        places = [
            shown.visualRect(shown.entries.index(row))
            for row, entry in enumerate(shown.entries.rows)
            if entry.heading
        ]
        below = [place.top() for place in places if 0 < place.top() < high]
        assert sticky.bottom() < min(below, default=high), value


def test_that_rows_move_only_where_one_above_them_grew(qtbot):
    shown = EntryList("清单")
    qtbot.addWidget(shown)
    shown.resize(300, 900)  # high enough for more than a line in a row
    shown.show_entries([Entry(key=key, title=key, lines=2) for key in "甲乙丙"])
    shown.show()
    heights = []

    def below() -> int:
        QApplication.processEvents()
        return shown.visualRect(shown.entries.index_of("乙")).top()

    for title in ("甲", "甲方", LONG, LONG[:40], "甲"):
        shown.entries.update(Entry(key="甲", title=title, lines=2))
        heights.append(below())
        assert below() == shown.sizeHintForIndex(shown.entries.index_of("甲")).height()
    assert heights[0] == heights[1] == heights[4] < heights[2]


@pytest.mark.parametrize("grown", ["甲", "乙", "丙"])
def test_that_words_that_come_under_a_row_take_their_own_place(qtbot, grown):
    entries = [Entry(key=key, title=key, lines=2) for key in "甲乙丙"]
    with_note = [replace(one, note="补充：园林科" if one.key == grown else "") for one in entries]
    shown = EntryList("清单")
    qtbot.addWidget(shown)
    shown.resize(300, 600)
    shown.show_entries(entries)
    with qtbot.waitExposed(shown):
        shown.show()
    for some in (with_note, entries):
        shown.show_entries(some)
        QApplication.processEvents()
        places = [shown.visualRect(shown.entries.index_of(one.key)) for one in some]
        assert [one.bottom() + 1 for one in places[:-1]] == [one.top() for one in places[1:]]
        assert places[-1].bottom() + 1 == shown.contentsSize().height()


def test_that_what_is_chosen_before_the_list_is_in_sight_is_in_sight_then(qtbot):
    shown = EntryList("清单")
    qtbot.addWidget(shown)
    shown.resize(300, 300)
    shown.show_entries([Entry(key=str(number), title=LONG, lines=2) for number in range(60)])
    shown.choose("50")
    with qtbot.waitExposed(shown):
        shown.show()
    assert shown.viewport().rect().contains(shown.visualRect(shown.currentIndex()))


@pytest.mark.parametrize("dense", [False, True])
def test_that_figures_leave_the_name_room_or_stand_below_it(qtbot, dense):
    figures = (Aside(words="12,345.5"), Aside(words="总分可升 1.43", width=88))
    entry = Entry(key="甲", title=LONG, mark=Mark.DONE, chip="无佐证", aside=figures)
    shown = EntryList("清单")
    qtbot.addWidget(shown)
    use_dense_rows(dense=dense)
    try:
        shown.show_entries([entry])
        for width in range(240, 640, 50):
            shown.resize(width, 300)
            shown.show()
            QApplication.processEvents()
            with recorded() as drawn:
                shown.viewport().render(QPixmap(shown.viewport().size()), QPoint())
            named = next(one for one in drawn if one.words == LONG)
            assert len(named.shown) >= 7, width
            row = QRectF(shown.visualRect(shown.currentIndex()))
            assert all(row.contains(one.ink) for one in drawn if one.shown), width
    finally:
        use_dense_rows(dense=False)


def test_that_a_fitted_list_is_as_high_as_its_rows_at_every_width_and_size_of_text(qtbot, qapp):
    shown = EntryList("清单")
    qtbot.addWidget(shown)
    figures = (Aside(words="3.75 / 5.00"), Aside(words="总分可升 1.43"))
    shown.show_entries([Entry(key=key, title=LONG, aside=figures, compact=True) for key in "甲乙"])
    shown.fit_rows()
    shown.resize(500, shown.height())
    shown.show()
    try:
        for size, width in (("", 500), ("largest", 500), ("largest", 300), ("", 300), ("", 500)):
            apply_text_size(qapp, size)
            shown.resize(width, shown.height())
            QApplication.processEvents()
            last = shown.visualRect(shown.entries.index_of("乙"))
            assert shown.viewport().height() == last.bottom() + 1
    finally:
        apply_text_size(qapp, "")


@pytest.mark.parametrize("several", [False, True])
def test_that_a_click_below_the_rows_leaves_what_is_chosen(qtbot, several):
    shown = EntryList("清单", several=several)
    qtbot.addWidget(shown)
    shown.resize(300, 400)
    shown.show_entries([Entry(key=key, title=key) for key in "甲乙"])
    with qtbot.waitExposed(shown):
        shown.show()
    shown.choose("乙")
    qtbot.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(50, 350))
    assert (shown.key, shown.keys) == ("乙", ("乙",))
