"""From the command line to a shown window."""

import logging
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication
from sqlite_utils import Database

from model.diagnostics.logbook import Logbook
from model.domain.plan import Item, Plan
from model.domain.submission import Submission
from model.errors import AppError
from model.evidence_files.backup_links import bring_back
from model.evidence_files.handover_files import arrival_words
from model.jobs import JobContext
from model.plans import plan_in_use
from model.scoring.rulebook import Rulebook
from model.store.backups import BackupReason, backed_up, folder_beside
from model.store.data_file import open_store
from model.store.disk_errors import told
from model.store.lock import AlreadyOpen, is_here, take_lock
from model.store.permissions import keep_private
from model.store.recovery import Outcome, RecoveryRung, open_or_recover, put_back
from model.store.restorations import fetch_restorations, restoration_lines
from model.store.settings import fetch_setting, read_setting
from ui.alerts import UNKNOWN, show_error, tell
from ui.backup_keeper import BackupKeeper
from ui.composition_guard import CompositionGuard
from ui.connection import call_later, connect
from ui.help.manual_links import RECOVERED
from ui.input_method import prepare_input_method
from ui.kit.clipboard import leave_as_text
from ui.kit.metrics import use_dense_rows
from ui.kit.repeated_presses import RepeatGuard
from ui.main_window import MainWindow
from ui.section_sheet.controller import SectionController
from ui.single_instance import SecondStarts, ring
from ui.theme import (
    DENSE,
    FAMILIES,
    ROWS,
    SCHEME,
    TEXT_SIZE,
    Scheme,
    apply_text_size,
    apply_theme,
    icon,
    install_fonts,
    preferred_scheme,
)
from ui.tour.controller import TourController

log = logging.getLogger(__name__)

RESTORED = "已恢复"
UNDO = {"&Undo": "撤销(&U)", "Undo %1": "撤销 %1"}  # Qt itself says 撤消 here, 撤销 there


def application(arguments: list[str], families: tuple[str, ...] = FAMILIES) -> QApplication:
    """The one QApplication, dressed: fonts, colours, Chinese, and failures that are told."""
    prepare_input_method()
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    app = QApplication(arguments)
    app.setApplicationName("河北区碳达峰年度自评估")
    app.setStyle("Fusion")
    CompositionGuard(app)  # its own child
    RepeatGuard(app)
    _install_translation(app)
    install_fonts(app, families)
    apply_theme(app, preferred_scheme(app))
    app.setWindowIcon(icon("leaf", "accent", 64))
    sys.excepthook = _tell
    return app


def run(
    app: QApplication,
    plan: Plan,
    rulebook: Rulebook,
    data_file: Path,
    package: Path | None = None,
    once_shown: Callable[[], None] = lambda: None,
) -> None:
    """Open the data file, show the window, and live until it is closed for good.

    Where the same person has it open already, that window comes forward and takes *package* in.

    Args:
        package: a file to take in at once; None: there is none.
        once_shown: called when the window is there and everybody waits for the user.

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
    keep_private(folder)
    bell, logbook = SecondStarts(folder), Logbook(folder)
    logbook.open()
    arrived, restored = "", False
    try:
        while True:
            db, outcome = open_or_recover(data_file, partial(_read_again, plan))
            outcome = replace(outcome, notices=(*filter(None, (arrived,)), *outcome.notices))
            with closing(db):
                if restored:
                    latest = next(reversed(fetch_restorations(db)), None)
                    outcome = replace(outcome, restoration=latest)
                _dress(app, db)
                window = MainWindow(plan_in_use(db, plan), rulebook, db)
                call_later(0, app, once_shown)
                wanted = _show(app, window, outcome, bell, logbook, package)
                del window  # and its database with it
                if wanted:
                    backed_up(db, BackupReason.BEFORE_RESTORE)
            if wanted is None:
                return
            package = None  # it was taken in before
            arrived, restored = _restore(wanted, data_file)
    except Exception as error:
        log.log(logging.WARNING if told(error) else logging.CRITICAL, "start", exc_info=error)
        raise  # nobody is there any more to log it later
    finally:
        logbook.close()
        lock.release()


def _dress(app: QApplication, db: Database) -> None:
    """As this user likes it; before there is a window, which would have to be dressed again."""
    if kept := read_setting(db, SCHEME, Scheme, None):
        apply_theme(app, kept)
    apply_text_size(app, fetch_setting(db, TEXT_SIZE) or "")
    use_dense_rows(dense=fetch_setting(db, ROWS) == DENSE)


def _restore(backup: Path, data_file: Path) -> tuple[str, bool]:
    """Where it fails, the window opens on what was there before.

    Returns:
        What arrived, where it came from elsewhere ("": nothing to be told); whether it is there.
    """
    try:
        put_back(backup, data_file)
        bring_back(backup.parent, data_file.parent, JobContext())
    except AppError as error:
        show_error(error)
        return "", False
    if backup.parent == folder_beside(data_file):
        return "", True
    with suppress(AppError), closing(open_store(data_file)) as db:
        return arrival_words(db, data_file.parent, RESTORED), True
    return "", True


def _read_again(plan: Plan, db: Database, contents: Iterable[bytes]) -> Iterable[Submission]:
    """Hardly ever needed, and heavy."""
    from forms import FORMS
    from model.office.kept_workbooks import read_again
    from model.workbook.layout import Questionnaire

    return read_again(db, contents, Questionnaire(plan=plan, forms=FORMS))


def _show(
    app: QApplication,
    window: MainWindow,
    outcome: Outcome,
    bell: SecondStarts,
    logbook: Logbook,
    package: Path | None,
) -> Path | None:
    """Live until *window* is closed.

    Returns:
        The backup that is to be restored before it opens again; None: done.
    """
    db = window.session.db
    connect(app.styleHints().colorSchemeChanged, window, lambda: _follow_system(app, db))
    keeper = BackupKeeper(window.session, window)
    TourController(window)  # its own child
    SectionController(window)
    window.show_fitting()
    answering = bell.rung.connect(window.come_forward)
    if outcome.rung not in {RecoveryRung.HEALTHY, RecoveryRung.NEW}:
        log.warning(outcome.rung.name)
    names = {body.id: body.name for body in window.session.plan.bodies}
    older = restoration_lines(outcome.restoration, names) if outcome.restoration else ()
    if outcome.sentence:
        older = older[1:]  # which says the same
    if news := [line for line in (outcome.sentence, *outcome.notices, *older) if line]:
        lines = [*news[1:], *_lines(outcome, window.session.plans.shipped)]
        tell(news[0], lines, window, place=RECOVERED if outcome.sentence else "")
    if logbook.noticed and keeper.data_file:
        from ui.support import offer_support

        offer_support(logbook, keeper.data_file, window)
    keeper.begin()
    if package:
        window.incoming.take_in(package)
    bell.answer()
    app.exec()
    leave_as_text()
    bell.rung.disconnect(answering)
    keeper.close()
    return window.restore_wanted


def _lines(outcome: Outcome, plan: Plan) -> Iterable[str]:
    """What couldn't be brought back, items by their names."""
    if not outcome.problems:
        return
    known: Mapping[str, Item] = {**plan.measures, **plan.indicators}
    for problem in outcome.problems:
        where = (known[part].title if part in known else part for part in problem.where)
        yield str(replace(problem, where=tuple(where)))


def _follow_system(app: QApplication, db: Database) -> None:
    if not read_setting(db, SCHEME, Scheme, None):
        apply_theme(app, preferred_scheme(app))


def _install_translation(app: QApplication) -> None:
    translator = _Translator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        app.installTranslator(translator)


class _Translator(QTranslator):
    """Qt's own words, undo as everywhere in this program."""

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, number: int = -1
    ) -> str:
        return UNDO.get(source) or super().translate(context, source, disambiguation, number)


def _tell(_: type[BaseException], error: BaseException, __: TracebackType | None) -> None:
    """What nobody caught may have come after the operation as well as in it."""
    show_error(error, QApplication.activeWindow(), bug_words=UNKNOWN)
