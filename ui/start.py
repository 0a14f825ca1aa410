"""From the command line to a shown window."""

import os
import sys
from collections.abc import MutableMapping
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication
from sqlite_utils import Database

from model.domain.plan import Plan
from model.scoring.rulebook import Rulebook
from model.store.settings import fetch_setting
from ui.alerts import show_error
from ui.main_window import MainWindow
from ui.theme import FAMILIES, SCHEME, Scheme, apply_theme, icon, install_fonts, preferred_scheme

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
    app: QApplication, plan: Plan, rulebook: Rulebook, db: Database, package: Path | None = None
) -> int:
    """Show the window, take *package* in if there is one, and live until the window is closed.

    Returns:
        The exit code.
    """
    if kept := fetch_setting(db, SCHEME):
        apply_theme(app, Scheme(kept))
    app.styleHints().colorSchemeChanged.connect(lambda: _follow_system(app, db))
    window = MainWindow(plan, rulebook, db)
    window.show_fitting()
    if package:
        window.arriving.take_in(package)
    return app.exec()


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
