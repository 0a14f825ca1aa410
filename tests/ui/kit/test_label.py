"""Addresses and codes don't widen a page, and come back as they were."""

from ui.kit.label import BREAK, breakable, words_label

ADDRESS = "https://example.cn/" + "a" * 300


def test_that_only_long_words_get_places_to_break():
    assert breakable("共 12 项，SHA-256 0123456789ab…") == "共 12 项，SHA-256 0123456789ab…"
    assert breakable(ADDRESS).replace(BREAK, "") == ADDRESS
    assert BREAK in breakable(f"见{ADDRESS}。")


def test_that_a_label_wraps_a_long_word_and_gives_it_back_as_it_was(qtbot):
    label = words_label("notes", ADDRESS)
    qtbot.addWidget(label)
    assert label.minimumSizeHint().width() < 300
    assert label.text() == ADDRESS
