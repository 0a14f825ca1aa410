"""Whatever keys and clicks come, nothing breaks and the data stay sound."""

import random

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox, QWidget

from model.domain.answers import state_of, value_of
from model.samples.answers import sample_answers
from model.store.answers import fetch_answers, save_answers
from model.store.settings import save_setting

YEAR = 2025
ASKS = "请确认"
KEYS = (
    *(Qt.Key(key) for key in range(Qt.Key.Key_F1, Qt.Key.Key_F12)),
    Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Escape,
    Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Backspace,
    Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_5, Qt.Key.Key_9, Qt.Key.Key_A, Qt.Key.Key_Percent,
    Qt.Key.Key_M, Qt.Key.Key_F, Qt.Key.Key_O, Qt.Key.Key_Z, Qt.Key.Key_V, Qt.Key.Key_Comma,
)  # fmt: skip
WORDS = ("约12", "１，２３４", "完成", "2000万", "无", "13.5%", "字" * 40)


@pytest.fixture
def window(open_window, store, plan, department, clerk, monkeypatch, tmp_path, no_message_box):
    save_setting(store, "export_folder", str(tmp_path))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    monkeypatch.setattr(QDialog, "exec", lambda _: 0)
    told = QMessageBox.exec
    monkeypatch.setattr(QMessageBox, "exec", lambda box: _declines(box) or told(box))
    monkeypatch.setattr("ui.personal_data.tell", lambda *_: None)  # nothing to be cleared yet
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: True)
    answers = sample_answers(plan, department.id, YEAR)
    some = dict(random.Random(7).sample(sorted(answers.items()), 60))
    save_answers(store, YEAR, department.id, some)
    return open_window()


def _declines(box) -> bool:
    """Whether *box* asks something, which is left unanswered: that is a no."""
    return box.windowTitle() == ASKS


def act(window, chance, qtbot, compose) -> None:
    """One key, click or composed word, somewhere in the window."""
    focused = QApplication.focusWidget() or window
    roll = chance.random()
    if roll < 0.6:
        modifier = chance.choice(
            [Qt.KeyboardModifier.NoModifier] * 3 + [Qt.KeyboardModifier.ControlModifier]
        )
        qtbot.keyClick(focused, chance.choice(KEYS), modifier)
    elif roll < 0.7:
        compose(focused, chance.choice(WORDS))
    else:
        shown = [w for w in window.findChildren(QWidget) if w.isVisible() and w.isEnabled()]
        target = chance.choice(shown)
        place = QPoint(chance.randrange(target.width() + 1), chance.randrange(target.height() + 1))
        qtbot.mouseClick(target, Qt.MouseButton.LeftButton, pos=place)


def go_wild(window, events, seed, qtbot, compose) -> None:
    chance = random.Random(seed)
    for _ in range(events):
        act(window, chance, qtbot, compose)
        if popup := QApplication.activePopupWidget():
            popup.close()
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # as app.exec() does


def is_sound(store, plan, department) -> None:
    for year in range(*plan.years):
        for item, answer in fetch_answers(store, year, department.id).items():
            assert "" not in answer.values()
            if item != "cover":
                state_of(answer)
                value_of(answer)


def test_that_three_hundred_random_events_break_nothing(
    window, qtbot, compose, store, plan, department
):
    go_wild(window, 300, 1, qtbot, compose)
    window.close()
    assert window.session.everything_written
    is_sound(store, plan, department)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_that_twenty_thousand_random_events_break_nothing(
    window, qtbot, compose, store, plan, department, seed
):
    go_wild(window, 2000, seed, qtbot, compose)
    window.close()
    is_sound(store, plan, department)
