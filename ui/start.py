"""From the command line to a shown window."""

import os
import sys
from collections.abc import MutableMapping
from contextlib import closing
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication
from sqlite_utils import Database

from model.domain.plan import Plan
from model.scoring.rulebook import Rulebook
from model.store.backups import restore
from model.store.locking import AlreadyOpen, is_here, take_lock
from model.store.recovery import Outcome, open_or_recover
from model.store.settings import fetch_setting
from ui.alerts import show_error, tell
from ui.doorbell import Doorbell, ring
from ui.main_window import MainWindow
from ui.safety import BackupKeeper
from ui.theme import (
    FAMILIES,
    SCHEME,
    TEXT_SIZE,
    Scheme,
    apply_text_size,
    apply_theme,
    icon,
    install_fonts,
    preferred_scheme,
)

BUNDLED_INPUT = {"ibus", "compose", "qtvirtualkeyboard", "xim", "none", "simple", "wayland"}


def prepare_input_method(environment: MutableMapping[str, str] = os.environ) -> None:
    """Let Chinese be typed where the desktop names an input plug-in that isn't bundled (fcitx).

    To be called before there is a QApplication. fcitx 5 answers to IBus as well.
    """
    if sys.platform != "linux":
        return
    if (named := environment.get("QT_IM_MODULE", "")) and named not in BUNDLED_INPUT:
        environment["QT_IM_MODULE"] = "ibus"


def application(arguments: list[str], families: tuple[str, ...] = FAMILIES) -> QApplication:
    """The one QApplication, dressed: fonts, colours, Chinese, and failures that are told."""
    prepare_input_method()
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    app = QApplication(arguments)
    app.setApplicationName("河北区碳达峰年度自评估")
    app.setStyle("Fusion")
    _install_translation(app)
    install_fonts(app, families)
    apply_theme(app, preferred_scheme(app))
    app.setWindowIcon(icon("leaf", "accent", 64))
    sys.excepthook = _tell
    return app


def run(
    app: QApplication, plan: Plan, rulebook: Rulebook, data_file: Path, package: Path | None = None
) -> None:
    """Open the data file, show the window, and live until it is closed for good.

    Where the same person has it open already, that window comes forward and takes *package* in.

    Args:
        package: a file to take in at once; None: there is none.

    Raises:
        AppError: the data file can't be used; it is as it was.
    """
    folder = data_file.parent
    try:
        lock = take_lock(folder)
    except AlreadyOpen as taken:
        if is_here(taken.holder) and ring(folder, package):
            return
        raise
    bell = Doorbell(folder)
    try:
        while True:
            db, outcome = open_or_recover(data_file)
            with closing(db):
                wanted = _show(app, MainWindow(plan, rulebook, db), outcome, bell, package)
            if wanted is None:
                return
            package = None
            restore(wanted, data_file)
    finally:
        lock.release()


def _show(
    app: QApplication, window: MainWindow, outcome: Outcome, bell: Doorbell, package: Path | None
) -> Path | None:
    """Live until *window* is closed.

    Returns:
        The backup that is to be restored before it opens again; None: done.
    """
    db = window.session.db
    if kept := fetch_setting(db, SCHEME):
        apply_theme(app, Scheme(kept))
    apply_text_size(app, fetch_setting(db, TEXT_SIZE) or "")
    following = app.styleHints().colorSchemeChanged.connect(lambda: _follow_system(app, db))
    keeper = BackupKeeper(window.session, window)
    window.show_fitting()
    answering = bell.rung.connect(window.come_forward)
    if told := [line for line in (outcome.sentence, *outcome.notices) if line]:
        tell(told[0], [*told[1:], *map(str, outcome.problems)], window)
    keeper.begin()
    if package:
        window.arriving.take_in(package)
    bell.answer()
    app.exec()
    bell.rung.disconnect(answering)
    keeper.close()
    app.styleHints().colorSchemeChanged.disconnect(following)
    return window.restore_wanted


def _follow_system(app: QApplication, db: Database) -> None:
    if not fetch_setting(db, SCHEME):
        apply_theme(app, preferred_scheme(app))


def _install_translation(app: QApplication) -> None:
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        app.installTranslator(translator)


def _tell(_: type[BaseException], error: BaseException, __: TracebackType | None) -> None:
    show_error(error, QApplication.activeWindow())
