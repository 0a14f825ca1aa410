"""The machine's own test: a few of its steps in every run, and that it sees what it looks for."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton, QWidget

from tests.thorough import THOROUGH
from tests.years.watch import Watch, Wrong
from tests.years.words import Speech, shown_words

ROOT = Path(__file__).parent.parent.parent
STEPS, EACH, SEED = 600 if THOROUGH else 200, 100, 11


@pytest.mark.in_part
def test_that_a_few_steps_of_the_year_are_as_they_must_be():
    words = ["--steps", str(STEPS), "--each", str(EACH), "--seed", str(SEED)]
    ran = subprocess.run(
        [sys.executable, "-m", "tests.years", *words],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=False, timeout=600,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.fixture
def speech(plan):
    return Speech(plan, set())


@pytest.mark.parametrize(
    ("words", "odd"),
    [
        ("分给了不在名单中的 kjj，请改正。", "kjj"),
        ("换用 percent 2026.1", "percent"),
        ("任务 3.1.1-01 未填", "3.1.1-01"),
        ("指标 tech_smes 未填", "tech_smes"),
        ("校验码　E89F CACA BDA9 7503", ""),
        ("存到 /tmp/some where/年度.xlsx", "where"),
        ("存到 /root", ""),
        ("存到 C:\\users\\root\\Temp", ""),
        ("<p style='margin:3px'>没有发现问题。</p>", ""),
        ("数据中心电能利用效率（PUE）按 Ctrl+Z 撤销", ""),
    ],
)
def test_that_ids_and_english_are_told_from_what_people_say(speech, words, odd):
    assert speech.odd(words) == odd


def test_that_only_what_is_in_sight_is_read(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    shown, hidden = QLabel("看得见", window), QPushButton("看不见", window)
    hidden.hide()
    window.show()
    words = {text for _, text in shown_words(window)}
    assert shown.text() in words
    assert hidden.text() not in words


def test_that_an_error_box_nobody_expected_is_a_complaint(qtbot):
    watch = Watch(strict=True, tell=lambda _: None)
    with watch.on():
        box = QMessageBox()
        qtbot.addWidget(box)
        box.setWindowTitle("请注意")
        box.setText("程序出了差错")
        box.exec()
        with pytest.raises(Wrong, match="程序出了差错"):
            watch.settle()


def test_that_a_question_is_answered_as_the_step_wants(qtbot):
    watch = Watch(tell=lambda _: None)
    with watch.on():
        for agreeing in (True, False):
            watch.agreeing = agreeing
            box = QMessageBox()
            qtbot.addWidget(box)
            box.setWindowTitle("请确认")
            yes = box.addButton("封存", QMessageBox.ButtonRole.AcceptRole)
            box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
            box.exec()
            assert (box.clickedButton() is yes) is agreeing
    assert watch.complaints == []
