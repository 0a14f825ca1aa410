"""Jobs off the GUI thread, and what they do to the cursor."""

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui.jobs import JobRunner
from ui.kit.elided_label import ElidedLabel
from ui.kit.job_bar import JobBar, StopButton


@pytest.fixture
def window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    window.button, window.next, window.other = QPushButton("做"), QLineEdit(), QLineEdit()
    for part in (window.button, window.next, window.other):
        layout.addWidget(part)
    window.jobs = JobRunner(window)
    window.jobs.started.connect(lambda: window.button.setEnabled(False))
    window.jobs.ended.connect(lambda: window.button.setEnabled(True))
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    window.button.setFocus()
    yield window
    window.jobs.close()


def test_that_a_button_that_waited_for_its_job_has_the_cursor_again(window, qtbot):
    with qtbot.waitSignal(window.jobs.ended):
        window.jobs.start(lambda _: None)
        assert not window.button.hasFocus()
    assert window.button.hasFocus()


def test_that_a_cursor_that_somebody_moved_meanwhile_stays_there(window, qtbot):
    with qtbot.waitSignal(window.jobs.ended):
        window.jobs.start(lambda _: None)
        window.other.setFocus()
    assert window.other.hasFocus()


def test_that_a_button_that_is_gone_is_not_missed(window, qtbot):
    with qtbot.waitSignal(window.jobs.ended):
        window.jobs.start(lambda _: None)
        window.button.hide()
    assert not window.button.hasFocus()


def cancelled_after(window, qtbot, files):
    """The bar of a job that was cancelled when it had written so many files."""
    bar = JobBar(window.jobs, window)
    window.layout().addWidget(bar)

    def job(context):
        context.wrote = files
        context.stop.wait()
        context.step(files, 9)

    with qtbot.waitSignal(window.jobs.ended):
        window.jobs.start(job)
        bar.findChild(StopButton).click()
    return bar


@pytest.mark.parametrize(("files", "words"), [(0, "已取消。"), (2, "已取消：写出了 2 个文件")])
def test_that_a_cancelled_job_tells_what_is_there_until_one_goes_on(window, qtbot, files, words):
    bar = cancelled_after(window, qtbot, files)
    assert bar.isVisible()
    assert bar.findChild(ElidedLabel).text().startswith(words)
    assert not bar.findChild(StopButton).isVisible()
    with qtbot.waitSignal(window.jobs.ended):
        window.jobs.start(lambda _: None)
        assert bar.findChild(StopButton).isVisible()
    assert not bar.isVisible()
