"""Connections that end with who made them."""

from functools import partial

import shiboken6
from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QWidget

from ui.connection import call_later, connect


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


def test_that_what_a_button_or_an_entry_of_a_menu_may_leave_out_is_told(qtbot):
    menu, button, heard = QMenu(), QPushButton(), []
    for widget in (menu, button):
        qtbot.addWidget(widget)
    entry = menu.addAction("供数指标")
    entry.setCheckable(True)
    connect(entry.triggered, menu, lambda ticked, place=3: heard.append((ticked, place)))
    connect(entry.triggered, menu, lambda: heard.append("entry"))
    connect(button.clicked, button, lambda down: heard.append({down}))
    entry.trigger()
    button.click()
    assert heard == [(True, 3), "entry", {False}]


def test_that_a_call_put_off_is_made_once_and_not_for_an_owner_that_is_gone(qtbot):
    owner, gone, said = QObject(), QObject(), []
    call_later(0, owner, lambda: said.append("owner"))
    call_later(0, gone, lambda: said.append("gone"))
    shiboken6.delete(gone)
    qtbot.waitUntil(lambda: said != [])
    qtbot.wait(20)
    assert said == ["owner"]


def test_that_what_fails_in_a_call_put_off_is_told(qtbot):
    owner = QObject()

    def fail():
        raise ArithmeticError("put off")

    with qtbot.captureExceptions() as caught:
        call_later(0, owner, fail)
        qtbot.waitUntil(lambda: caught != [])
    assert [kind for kind, _, _ in caught] == [ArithmeticError]


def test_that_an_owner_that_nobody_else_holds_goes_before_its_call(qapp):
    class Owner(QWidget):
        def act(self):
            raise AssertionError("it is gone")

    owner = Owner()
    call_later(0, owner, owner.act)
    del owner
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
