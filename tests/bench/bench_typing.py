"""Opening a department's items, and a keystroke that is scored and saved, beside bare widgets."""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from itertools import cycle
from pathlib import Path
from time import perf_counter, process_time

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QWidget

from model.domain.plan import Indicator, Plan
from model.paths import DATA_FILE, RULEBOOK, asset
from model.scoring.loader import load_rulebook
from model.store.data_file import open_store
from tests.bench.comparing import Ratio, in_turns, median, p95
from tests.bench.sample_year import YEAR, busy_department, whole_bracket, write_sample_year
from ui.main_window import MainWindow
from ui.start import application
from ui.theme import BUNDLED

KEYS = 100
OPENINGS = 9
KEY_GOAL, P95_GOAL = 4.0, 6.0
LIST_GOAL = 5.0
LONGEST = 6  # digits
BARE = "the key in a bare QLineEdit"
DIGITS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3)


def ms_of(job, clock=perf_counter) -> float:
    for _ in range(3):
        QApplication.processEvents()  # what the side before left to do
    start = clock()
    job()
    return (clock() - start) * 1000


class Clerk:
    """At the window, in the field for an indicator's value."""

    def __init__(self, plan: Plan, window: MainWindow) -> None:
        window.resize(1366, 820)
        window.show()
        body = busy_department(plan)
        window.show_item(self._counted(plan, body.id).id, "value")
        self._form = window.shown.panel.form
        self._line = self._form.editor("value").findChild(QLineEdit, "value")
        self._keys = cycle(DIGITS)

    @staticmethod
    def _counted(plan: Plan, department: str) -> Indicator:
        """An indicator with a target for the year, so that every figure changes the score."""
        return next(
            one
            for one in plan.indicators_of(department)
            if any(m.value and m.year >= YEAR for m in one.milestones)
        )

    def type(self) -> None:
        """One digit, and its picture. What is typed is saved a moment later."""
        type_into(self._line, next(self._keys))

    def save(self) -> None:
        """Written into the file, scored, and everything painted that shows it."""
        self._form.flush()
        QApplication.processEvents()

    def type_and_save(self) -> None:
        self.type()
        self.save()

    def clear(self) -> None:
        self._line.clear()
        self.save()


def type_into(line: QLineEdit, key: Qt.Key) -> None:
    if len(line.text()) > LONGEST:
        line.clear()
    QTest.keyClick(line, key)
    QApplication.processEvents()


def shown(widget: QWidget) -> QWidget:
    widget.resize(1366, 820)
    widget.show()
    widget.repaint()
    QApplication.processEvents()
    return widget


def plain_list(words: list[str]) -> float:
    """A list of the same items and nothing else."""

    def show() -> None:
        view = QListView()
        model = QStringListModel(words, view)
        view.setModel(model)
        shown(view).deleteLater()

    return ms_of(show)


def run() -> Iterator[Ratio]:
    app = application(sys.argv[:1], (BUNDLED,))
    with tempfile.TemporaryDirectory() as folder:
        plan = whole_bracket(write_sample_year(Path(folder)))
        with closing(open_store(Path(folder) / DATA_FILE)) as db:
            rulebook = load_rulebook(asset(RULEBOOK), plan)
            yield _opening(plan, lambda: MainWindow(plan, rulebook, db))
            yield from _keys(plan, MainWindow(plan, rulebook, db))
    app.processEvents()


def _opening(plan: Plan, make) -> Ratio:
    window = make()
    items = window.session.desk.items
    words = [getattr(item, "text", None) or item.name for item in items]
    window.close()

    def open_department() -> float:
        window = shown(make())
        spent = ms_of(lambda: (window.show_page("measures"), QApplication.processEvents()))
        window.close()
        window.deleteLater()
        return spent

    ours, theirs = in_turns(OPENINGS, open_department, lambda: plain_list(words))
    return Ratio(
        f"open the list of {len(items)} items and the first of them", median(ours),
        "a QListView of as many lines", median(theirs), "ms", LIST_GOAL,
    )  # fmt: skip


def _keys(plan: Plan, window: MainWindow) -> Iterator[Ratio]:
    clerk, bare = Clerk(plan, window), QLineEdit()
    bare.show()

    def bare_key() -> None:
        type_into(bare, DIGITS[0])

    for what, job, clock, goals in (
        ("its picture", clerk.type, perf_counter, (KEY_GOAL, P95_GOAL)),
        ("saved, scored, painted, cpu", clerk.type_and_save, process_time, (None, None)),
        ("saved, scored, painted, disk", clerk.type_and_save, perf_counter, (None, None)),
    ):
        clerk.clear()
        ours, theirs = in_turns(KEYS, partial(ms_of, job, clock), partial(ms_of, bare_key, clock))
        yield Ratio(f"key → {what}, median", median(ours), BARE, median(theirs), "ms", goals[0])
        yield Ratio(f"key → {what}, p95", p95(ours), BARE, p95(theirs), "ms", goals[1])
    window.close()
