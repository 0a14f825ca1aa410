from PySide6.QtWidgets import QApplication

from tests.ui.fitting import settle
from ui.kit.figure_view import DRAWING, FigureView
from ui.kit.words import drawn_in


def test_that_a_figure_that_is_not_drawn_yet_says_so(qtbot, monkeypatch):
    view = FigureView()
    qtbot.addWidget(view)
    view.resize(400, 300)
    monkeypatch.setattr(FigureView, "_render", lambda _: None)  # as until it comes to it
    view.show()
    view.show_figure(lambda _: None, "一幅图")
    settle()
    assert [one.words for one in drawn_in(view)] == [DRAWING]
    view.show_figure(None, "还没有可以比较的年度。")
    view.update()
    QApplication.processEvents()
    assert [one.words for one in drawn_in(view)] == ["还没有可以比较的年度。"]
