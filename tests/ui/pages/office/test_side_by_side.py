"""Where two texts differ: the letters, not the whole cell."""

import pytest

from ui.pages.office.side_by_side import Side, differing_parts, side_by_side


@pytest.mark.parametrize(
    ("text", "other", "marked"),
    [
        ("全年开展专项工作8次，覆盖17家。", "全年开展专项工作9次，覆盖17家。", ["8"]),
        ("改造256家", "改造270家", ["256"]),  # a number is one piece
        ("已完成，报区政府。", "已完成。", ["，报区政府"]),
        ("完成", "完成", []),
        ("完全不同的话", "abc", ["完全不同的话"]),
    ],
)
def test_that_only_what_differs_is_marked(text, other, marked):
    parts = differing_parts(text, other)
    assert "".join(part for part, _ in parts) == text
    assert [part for part, differs in parts if differs] == marked


def test_that_words_of_people_stay_words_in_a_marked_text(qapp):
    html = side_by_side(("一", "二"), [Side(label="情况", texts=("<b>8</b>", "<b>9</b>"))])
    assert "&lt;b&gt;" in html
