"""How quick the clerk's desk is: python -m tests.bench.bench_desk, offscreen.

Opening a department of 184 items, the echo of a keystroke, and the score after a save.
"""

import statistics
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTextEdit

from model.paths import asset
from model.plan.loader import load_plan
from model.samples.answers import sample_answers
from model.scoring.loader import load_rulebook
from model.store.answers import save_answers
from model.store.data_file import open_store
from model.store.settings import Profile, Role, save_profile
from tests.bench.sample_year import whole_bracket

YEAR, DEPARTMENT, KEYS, SAVES = 2025, "csglw", 300, 60
OPEN_S, ECHO_MS, SCORE_MS = 0.3, 16.0, 50.0


def main() -> int:
    from ui.main_window import MainWindow
    from ui.start import application
    from ui.theme import BUNDLED

    app = application(sys.argv[:1], (BUNDLED,))
    plan = load_plan(asset("plan/hebei-2022"))
    rulebook = load_rulebook(asset("rules/percent-2025.1.toml"), plan)
    with tempfile.TemporaryDirectory() as folder, closing(open_store(Path(folder) / "a.db")) as db:
        save_answers(db, YEAR, DEPARTMENT, sample_answers(plan, DEPARTMENT, YEAR))
        save_profile(db, Profile(role=Role.CLERK, year=YEAR, department=DEPARTMENT))
        window = MainWindow(whole_bracket(plan), rulebook, db)
        window.resize(1366, 768)
        window.show()
        app.processEvents()
        start = perf_counter()
        window.show_page("measures")
        app.processEvents()
        opened = perf_counter() - start
        echo = _echo(app, window)
        score, disk = _score(app, window)
        items = len(window.session.desk.items)
        window.close()
    shown = [whole - saving for whole, saving in zip(score, disk, strict=False)]
    results = (
        (f"opening {items} items [s]", opened, OPEN_S),
        ("keystroke echo, median [ms]", statistics.median(echo), ECHO_MS),
        ("keystroke echo, p95 [ms]", _p95(echo), ECHO_MS),
        ("score shown after saving, p95 [ms]", _p95(shown), SCORE_MS),
        ("  and the disk before, p95 [ms]", _p95(disk), float("inf")),
    )
    for name, found, limit in results:
        print(f"{name:36} {found:8.3f}   limit {limit:g}   {'ok' if found <= limit else 'SLOW'}")
    return int(any(found > limit for _, found, limit in results))


def _echo(app, window) -> list[float]:
    """From a key to its picture [ms], saves that fall due included."""
    form = window.shown.panel.form
    form.choose("state", "done")
    words = form.editor("done").findChild(QTextEdit, "done")
    words.setFocus()
    times = []
    for _ in range(KEYS):
        start = perf_counter()
        QTest.keyClick(words, Qt.Key.Key_A)
        words.viewport().repaint()
        times.append((perf_counter() - start) * 1000)
        app.processEvents()
    return times


def _score(app, window) -> tuple[list[float], list[float]]:
    """From a changed state to the new score on the screen, and the disk's part in it [ms]."""
    window.shown.flush()
    times, disk, save = [], [], window.session.desk.save

    def timed(*what, **how):
        start = perf_counter()
        try:
            return save(*what, **how)
        finally:
            disk.append((perf_counter() - start) * 1000)

    window.session.desk.save = timed
    for number in range(SAVES):
        start = perf_counter()
        window.shown.panel.form.choose("state", ("behind", "done")[number % 2])
        window.rail.repaint()
        window.shown.panel.repaint()
        times.append((perf_counter() - start) * 1000)
        app.processEvents()
    return times, disk


def _p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


if __name__ == "__main__":
    sys.exit(main())
