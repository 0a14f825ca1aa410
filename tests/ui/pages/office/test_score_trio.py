import pytest

from ui.pages.office.score_trio import ScoreTrio, TrioScore


@pytest.mark.parametrize(
    ("before", "after", "differs"),
    [
        (("—", ""), ("—", "不计总分"), False),
        (("78.45", "完成"), ("78.45", "完成"), False),
        (("78.45", "完成"), ("78.45", "基本完成"), True),
        (("78.45", "完成"), ("77.45", "完成"), True),
        (("—", ""), ("77.45", "完成"), True),
        (("77.45", "完成"), ("—", "不计总分"), True),
    ],
)
def test_that_a_score_is_marked_only_where_it_differs(qtbot, before, after, differs):
    trio = ScoreTrio()
    qtbot.addWidget(trio)
    trio.show_scores(TrioScore("自评", *before), TrioScore("复算", *after))
    assert trio._figure(1).startswith("≠") is differs
    assert not trio._figure(0).startswith("≠")


def test_that_nothing_differs_from_what_nobody_worked_out(qtbot):
    trio = ScoreTrio()
    qtbot.addWidget(trio)
    trio.show_scores(TrioScore("自评", "—", known=False), TrioScore("复算", "61.21", "未完成"))
    assert trio._figure(1) == "61.21"
