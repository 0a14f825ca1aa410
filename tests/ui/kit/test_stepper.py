from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QPushButton

from ui.kit.stepper import Step, Stepper


def test_that_steps_are_numbered_and_say_where_they_stand_to_the_eye_and_the_ear(qtbot):
    stepper = Stepper(("基本", "目标", "下发"), ("各年度",))
    qtbot.addWidget(stepper)
    stepper.show_steps(
        (Step(word="基本", done=True), Step(word="目标", open=8, done=True), Step(word="下发"))
    )
    buttons = stepper.findChildren(QPushButton)
    assert [one.text() for one in buttons] == ["1 基本 ✓", "2 目标 8 待办", "3 下发", "各年度"]
    heard = [QAccessible.queryAccessibleInterface(one) for one in buttons]
    assert [one.text(QAccessible.Text.Name) for one in heard] == [
        "1 基本 ✓，没有待办", "2 目标 8 待办", "3 下发，还没有做", "各年度",
    ]  # fmt: skip
    assert {one.role() for one in heard} == {QAccessible.Role.RadioButton}


def test_that_after_the_last_step_nothing_follows(qtbot):
    stepper = Stepper(("基本", "目标", "下发"), ("各年度",))
    qtbot.addWidget(stepper)
    followed = []
    for number in range(4):
        stepper.choose(number)
        followed.append(stepper.following)
    assert followed == [1, 2, None, None]
