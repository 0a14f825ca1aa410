"""The program, or an empty window, up to its first picture, and one line of JSON about it.

python -m tests.bench.first_paint [--data FOLDER]
python -m tests.bench.first_paint --empty
"""

import sys

EMPTY = "--empty"
SIZE = (1366, 820)


def report() -> None:
    """What it has cost so far, and what was imported for it."""
    modules = sorted(sys.modules)  # before those that only the report needs
    import time

    cpu_s = time.process_time()
    import json

    from tests.bench.memory import peak_mb

    said = {"cpu_s": cpu_s, "memory_mb": peak_mb(), "modules": modules}
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


def watched() -> None:
    """Instead of QApplication.exec: report the first picture, then end."""
    from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
    from PySide6.QtWidgets import QApplication, QWidget

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            # Not the window alone: what is covered by its children hears of no paint.
            if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
                application.removeEventFilter(self)
                QTimer.singleShot(0, loop.quit)  # when its children are painted too
            return False

    application, loop = QApplication.instance(), QEventLoop()
    watch = Watch()
    application.installEventFilter(watch)
    loop.exec()
    report()
    application.closeAllWindows()


def empty_window() -> None:
    """What any program of this kind costs."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.resize(*SIZE)
    window.show()
    watched()
    del window, application


def program(words: list[str]) -> None:
    """main.py as it is, its imports in its own order."""
    import main
    from model.fast_start import import_without_extras

    import_without_extras("sqlite_utils")  # main does so before it turns to Qt, as we do now
    from PySide6.QtWidgets import QApplication

    QApplication.exec = lambda *_: watched()
    main.main(["main.py", *words])


if __name__ == "__main__":
    if sys.argv[1:] == [EMPTY]:
        empty_window()
    else:
        program(sys.argv[1:])
