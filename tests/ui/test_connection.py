"""Connections that end with who made them."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QApplication, QLabel

from ui.connection import connect


class Sender(QObject):
    said = Signal(str, int)
    ended = Signal()


def test_that_a_widget_that_is_gone_is_not_called_any_more(qapp):
    sender, label, heard = Sender(), QLabel(), []

    def show(text):
        heard.append(text)
        label.setText(text)

    connect(sender.said, label, show)
    sender.said.emit("一", 1)
    label.deleteLater()
    QApplication.sendPostedEvents(label, QEvent.Type.DeferredDelete.value)
    sender.said.emit("二", 2)
    assert heard == ["一"]


def test_that_a_function_is_told_as_much_as_it_asks_for(qapp):
    sender, heard = Sender(), []
    connect(sender.said, sender, lambda: heard.append(()))
    connect(sender.said, sender, lambda text: heard.append(text[:1]))
    connect(sender.said, sender, lambda text, number: heard.append((text, number)))
    connect(sender.said, sender, lambda *_, fixed=7: heard.append(fixed))
    connect(sender.said, sender, partial(heard.append, "已定"))
    sender.said.emit("一", 1)
    assert heard == [(), "一", ("一", 1), 7, "已定"]
