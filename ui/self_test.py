"""What a build must pass: everything that breaks when a file is left out of a bundle."""

import io
import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QLibraryInfo, QMarginsF
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QApplication

from model.headless.demo import Demo
from model.paths import DATA_FILE, asset
from model.scoring.rulebook import Rulebook
from model.store.opening import open_store
from model.store.settings import Profile, Role, save_profile
from model.workbook.layout import Questionnaire
from ui.main_window import MainWindow

YEAR = 2025
FONT = "fonts/HebeiSans-Regular.ttf"
Check = Callable[[], str]


class SelfTest:
    """Works in a folder of its own and leaves nothing behind."""

    def __init__(self, questionnaire: Questionnaire, rulebook: Rulebook, folder: Path) -> None:
        self._questionnaire = questionnaire
        self._rulebook = rulebook
        self._folder = folder

    def checks(self) -> Iterator[tuple[str, Check]]:
        yield "窗口与数据文件", self._window
        yield "导出、读回、汇总", self._workbooks
        yield "图表", self._chart
        yield "PDF", self._pdf
        yield "中文输入法插件", self._input_method

    def _window(self) -> str:
        with closing(open_store(self._folder / DATA_FILE)) as db:
            body = self._questionnaire.plan.bodies[0]
            save_profile(db, Profile(role=Role.CLERK, year=YEAR, department=body.id))
            window = MainWindow(self._questionnaire.plan, self._rulebook, db)
            window.show()
            QApplication.sendPostedEvents()
            size = window.grab().size()
            window.close()
        if size.isEmpty():
            raise RuntimeError("the window has no picture")
        return f"{size.width()}×{size.height()}"

    def _workbooks(self) -> str:
        said: list[str] = []
        demo = Demo(
            questionnaire=self._questionnaire,
            rulebook=self._rulebook,
            folder=self._folder / "示例 文件夹",
            year=YEAR,
        )
        demo.run(said.append)
        return said[-1]

    def _chart(self) -> str:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
        from matplotlib.font_manager import FontProperties

        figure = Figure(figsize=(3, 2))
        figure.text(0.1, 0.5, "碳达峰 2025", font=FontProperties(fname=str(asset(FONT))))
        picture = io.BytesIO()
        FigureCanvasAgg(figure)
        figure.savefig(picture, format="png")
        return f"{len(picture.getvalue())} B"

    def _pdf(self) -> str:
        path = self._folder / "自检.pdf"
        writer = QPdfWriter(str(path))
        writer.setPageLayout(
            QPageLayout(
                QPageSize(QPageSize.PageSizeId.A4),
                QPageLayout.Orientation.Portrait,
                QMarginsF(20, 20, 20, 20),
            )
        )
        painter = QPainter(writer)
        painter.setFont(QFont(QApplication.font().family(), 20))
        painter.drawText(200, 400, "年度自评估")
        painter.end()
        return f"{path.stat().st_size} B"

    def _input_method(self) -> str:
        if sys.platform != "linux":
            return "系统自带"
        folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
        found = sorted(p.stem for p in (folder / "platforminputcontexts").glob("*ibus*"))
        if not found:
            raise FileNotFoundError("platforminputcontexts/*ibus*")
        return found[0]


def run_self_test(questionnaire: Questionnaire, rulebook: Rulebook) -> int:
    """Print one JSON line per check.

    Returns:
        The exit code: 0 if every check passed, else 1.
    """
    failed = 0
    with tempfile.TemporaryDirectory(prefix="自检 ") as folder:
        for name, check in SelfTest(questionnaire, rulebook, Path(folder)).checks():
            start = perf_counter()
            try:
                found, passed = check(), True
            except Exception as error:  # noqa: BLE001  whatever it is, the next check still runs
                found, passed = f"{type(error).__name__}: {error}", False
                failed = 1
            line = {"check": name, "passed": passed, "found": found}
            line["ms"] = round((perf_counter() - start) * 1000)
            if sys.stdout:
                sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    return failed
