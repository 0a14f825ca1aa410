"""What a build must pass: everything that breaks when a file is left out of a bundle."""

import io
import json
import logging
import os
import platform
import sqlite3
import sys
import tempfile
import warnings
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter
from xml.parsers import expat

import PySide6
from PySide6.QtCore import QCoreApplication, QMarginsF, qVersion
from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QFontInfo,
    QImage,
    QImageReader,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QRawFont,
)
from PySide6.QtWidgets import QApplication, QLabel

from model.diagnostics.logbook import LOG, Logbook
from model.diagnostics.support_package import support_texts, write_support
from model.diagnostics.version import app_version
from model.domain.china_time import china_time
from model.files import write_safely
from model.manual.chapters import FOLDER as MANUAL
from model.manual.chapters import load_manual
from model.paths import DATA_FILE, asset, data_folder
from model.samples.demo import Demo
from model.scoring.rulebook import Rulebook
from model.store.backups import BackupReason, folder_beside, make_backup
from model.store.clock import now
from model.store.data_file import open_store
from model.store.settings import Profile, Role, fetch_profile, save_profile
from model.surroundings import system_words
from model.workbook.intake import limits
from model.workbook.intake.worker_client import WorkbookReader
from model.workbook.layout import Questionnaire
from ui.input_method import input_plugins
from ui.main_window import MainWindow
from ui.system_description import system_description
from ui.theme import BUNDLED

YEAR = 2025
FONT = "fonts/HebeiSans-Regular.ttf"
WORDS = "河北区碳达峰 2025：≥ 95 %、CO₂"
PICTURES = {b"svg", b"png", b"jpeg", b"ico"}
CALLS = 6_000  # PySide6 6.12 on Python 3.11 loses a reference to None per call, and dies of it
DRIFT = 100
Check = Callable[[], str]


class SelfTest:
    """Works in a folder of its own and leaves nothing behind."""

    def __init__(self, questionnaire: Questionnaire, rulebook: Rulebook, folder: Path) -> None:
        self._questionnaire = questionnaire
        self._rulebook = rulebook
        self._folder = folder
        os.environ["MPLCONFIGDIR"] = str(folder / "mpl")  # not the user's

    def checks(self) -> Iterator[tuple[str, Check]]:
        yield "版本", self._versions
        yield "窗口与数据文件", self._window
        yield "重新打开数据文件", self._reopened
        yield "备份与技术支持资料", self._safety
        yield "导出、读回、汇总", self._workbooks
        yield "读取工作簿的子进程", self._reader
        yield "中文文件名", self._file_names
        yield "签名", self._signature
        yield "图表", self._chart
        yield "PDF", self._pdf
        yield "字体", self._fonts
        yield "图片格式", self._pictures
        yield "用户手册", self._manual
        yield "界面翻译", self._translation
        yield "中文输入法插件", self._input_method
        yield "Qt 与 Python 的引用计数", self._none_stays

    def _versions(self) -> str:
        return (
            f"程序 {app_version()}，Qt {qVersion()}，PySide6 {PySide6.__version__}，"
            f"Python {platform.python_version()}，SQLite {sqlite3.sqlite_version}，"
            f"{expat.EXPAT_VERSION}，{system_words()}，{QApplication.platformName()}"
        )

    def _window(self) -> str:
        with closing(open_store(self._folder / DATA_FILE)) as db:
            save_profile(db, self._profile)
            window = MainWindow(self._questionnaire.plan, self._rulebook, db)
            window.show()
            QApplication.sendPostedEvents()
            size = window.grab().size()
            window.close()
        if size.isEmpty():
            raise RuntimeError("the window has no picture")
        return f"{size.width()}×{size.height()}"

    def _reopened(self) -> str:
        with closing(open_store(self._folder / DATA_FILE)) as db:
            if fetch_profile(db) != self._profile:
                raise RuntimeError("what was saved isn't there")
        return DATA_FILE

    def _safety(self) -> str:
        data_file, package = self._folder / DATA_FILE, self._folder / "支持.zip"
        book = Logbook(self._folder)
        book.open()
        try:
            logging.getLogger("ui.self_test").critical("a trial")
            with closing(open_store(data_file)) as db:
                made = make_backup(db, folder_beside(data_file), BackupReason.BY_HAND)
            write_support(package, support_texts(book, data_file))
        finally:
            book.close()
        with zipfile.ZipFile(package) as archive:
            names = archive.namelist()
        if made is None or f"日志/{LOG}" not in names:
            raise RuntimeError(f"{made}, {names}")
        return f"{made.path.name}，{len(names)} 个文件"

    @property
    def _profile(self) -> Profile:
        body = self._questionnaire.plan.bodies[0]
        return Profile(role=Role.CLERK, year=YEAR, department=body.id)

    def _workbooks(self) -> str:
        said: list[str] = []
        demo = Demo(
            questionnaire=self._questionnaire,
            rulebook=self._rulebook,
            folder=self._samples,
            year=YEAR,
        )
        demo.run(said.append)
        return f"{len(list(self._samples.rglob('*.xlsx')))} 个工作簿"

    @property
    def _samples(self) -> Path:
        return self._folder / "示例 文件夹"

    def _reader(self) -> str:
        with WorkbookReader() as reader:
            if reader.memory() != limits.MEMORY:
                raise RuntimeError(f"{reader.memory()} bytes of memory")
        return f"内存不超过 {limits.MEMORY >> 20} MB"

    def _file_names(self) -> str:
        names = sorted(path.name for path in self._samples.glob("*.xlsx"))
        if names != [f"示例_{YEAR}年度自评估汇总.xlsx"]:
            raise RuntimeError(f"{names}")
        return names[0]

    def _signature(self) -> str:
        from model.domain.origin import key_fingerprint
        from model.ed25519 import is_valid, new_key_pair

        pair = new_key_pair()
        if not is_valid(pair.sign(b"report"), b"report"):
            raise RuntimeError("a signature does not fit what was signed")
        return f"Ed25519，指纹 {len(key_fingerprint(pair.public))} 位"

    def _chart(self) -> str:
        from model.report.figures.matplotlib_parts import Figure, FigureCanvasAgg, FontProperties

        figure = Figure(figsize=(3, 2))
        FigureCanvasAgg(figure)
        figure.text(0.1, 0.5, WORDS, font=FontProperties(fname=str(asset(FONT))))
        sizes = []
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # a sign that the font lacks
            for kind in ("png", "svg", "pdf"):
                picture = io.BytesIO()
                figure.savefig(picture, format=kind)
                sizes.append(f"{kind} {len(picture.getvalue())} B")
        if not list(self._folder.glob("mpl/fontlist-*.json")):
            raise RuntimeError("the list of fonts isn't kept")
        return "，".join(sizes)

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
        painter.setFont(QFont(BUNDLED, 20))
        painter.drawText(200, 400, WORDS)
        painter.end()
        return f"{path.stat().st_size} B"

    def _fonts(self) -> str:
        if BUNDLED not in QFontDatabase.families():
            raise FileNotFoundError(BUNDLED)
        font = QRawFont.fromFont(QFont(BUNDLED))
        if missing := [sign for sign in WORDS if not font.supportsCharacter(ord(sign))]:
            raise RuntimeError(f"no sign for {missing}")
        return f"{BUNDLED}，界面用 {QFontInfo(QApplication.font()).family()}"

    def _pictures(self) -> str:
        known = {bytes(kind.data()) for kind in QImageReader.supportedImageFormats()}
        if missing := PICTURES - known:
            raise FileNotFoundError(f"imageformats: {missing}")
        return "，".join(sorted(kind.decode() for kind in PICTURES))

    def _manual(self) -> str:
        chapters = load_manual().chapters
        pictures = [file for one in chapters.values() for file in one.pictures]
        if missing := [file for file in pictures if QImage(str(asset(MANUAL) / file)).isNull()]:
            raise FileNotFoundError(f"{missing}")
        return f"{len(chapters)} 章，{len(pictures)} 幅图"

    def _translation(self) -> str:
        if (word := QCoreApplication.translate("QPlatformTheme", "Cancel")) != "取消":
            raise FileNotFoundError(f"qtbase_zh_CN.qm: {word}")
        return word

    def _input_method(self) -> str:
        if sys.platform != "linux":
            return "系统自带"
        if not input_plugins("ibus"):
            raise FileNotFoundError("platforminputcontexts/*ibus*")
        return "，".join([*input_plugins("ibus"), *input_plugins("fcitx")])

    def _none_stays(self) -> str:
        label = QLabel()
        before = sys.getrefcount(None)
        for number in range(CALLS):
            label.setText("")
            if abs(drift := sys.getrefcount(None) - before) >= DRIFT:
                raise RuntimeError(f"{drift} references to None after {number + 1} calls")
        return f"{CALLS} 次调用后相差 {sys.getrefcount(None) - before}"


@dataclass(frozen=True)
class Outcome:
    check: str
    passed: bool
    found: str
    ms: int


def run_self_test(
    questionnaire: Questionnaire, rulebook: Rulebook, report: Path | None = None
) -> int:
    """Print one JSON line per check; to a person at a terminal, what can be read and mailed.

    Args:
        report: a file to write that to as well.

    Returns:
        The exit code: 0 if every check passed, else 1.
    """
    outcomes: list[Outcome] = []
    readable = sys.stdout is not None and sys.stdout.isatty()
    with tempfile.TemporaryDirectory(prefix="自检 ", ignore_cleanup_errors=True) as folder:
        for name, check in SelfTest(questionnaire, rulebook, Path(folder)).checks():
            outcomes.append(_tried(name, check))
            if sys.stdout and not readable:
                line = json.dumps(asdict(outcomes[-1]), ensure_ascii=False)
                sys.stdout.write(line + "\n")
    if readable or report:
        lines = report_lines(list(system_description(data_folder())), outcomes)
        if readable:
            print(*lines, sep="\n")  # noqa: T201  for the person at the terminal
        if report:
            write_safely(report, "".join(f"{line}\r\n" for line in lines).encode("utf-8-sig"))
    return int(not all(outcome.passed for outcome in outcomes))


def report_lines(around: Sequence[tuple[str, str]], outcomes: Sequence[Outcome]) -> list[str]:
    """What is mailed to who mends the program."""
    failed = [outcome.check for outcome in outcomes if not outcome.passed]
    verdict = f"{len(failed)} 项没有通过：{'、'.join(failed)}" if failed else "全部通过"
    return [
        "碳达峰年度自评估　自检报告",
        f"时间：{china_time(now())}",
        f"结果：{len(outcomes)} 项检查，{verdict}",
        "本报告只说这台电脑和程序的情况，没有填报内容，可以用邮件发给技术人员。",
        "",
        "电脑",
        *(f"　{what}：{how}" for what, how in around),
        "",
        "检查",
        *(_line(outcome) for outcome in outcomes),
    ]


def _line(outcome: Outcome) -> str:
    verdict = "通过" if outcome.passed else "未通过"
    return f"　{verdict}　{outcome.check}（{outcome.ms / 1000:.2f} 秒）：{outcome.found}"


def _tried(name: str, check: Check) -> Outcome:
    start = perf_counter()
    try:
        found, passed = check(), True
    except Exception as error:  # noqa: BLE001  whatever it is, the next check still runs
        found, passed = f"{type(error).__name__}: {error}", False
    return Outcome(name, passed, found, round((perf_counter() - start) * 1000))
