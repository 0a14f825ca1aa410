"""年度任务包 and what else comes to a department, dropped, chosen, or double-clicked: taken in."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from model.domain.differences import DifferenceKind
from model.errors import AppError
from model.store.settings import Profile, Role
from ui.alerts import show_error
from ui.connection import connect
from ui.file_dialogs import choose_file
from ui.help.manual_links import NOT_TAKEN, WHAT, place_about
from ui.incoming.arrivals import ReportOpened, SlipOpened, take_slip
from ui.incoming.coming import Attach, Came, Come, coming_job
from ui.incoming.dialog import ArrivalSheet
from ui.incoming.news import difference_page, inheritance_words
from ui.incoming.refusal_words import refusal_page
from ui.incoming.taking_in import TakenIn, go_on_as, keep
from ui.jobs import JobRunner
from ui.pages.clerk.report_offers import Offer, last_years, offered
from ui.session import Session

CHOOSING, KINDS = "打开办公室发来的任务包或退回单", "任务包、退回单、本单位的工作簿"
EXPLAIN, TAKE = "explain", "take"


class Arriving(QObject):
    """One per window. The office's pages take submissions in themselves."""

    def __init__(self, session: Session, flush: Callable[[], None], window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._flush = flush
        self._window = window
        self.sheet: ArrivalSheet | None = None
        self._waiting: list[tuple[Path, Attach | None]] = []
        self._found: list[Come] = []  # of the last, not shown yet
        self._attach: Attach | None = None
        self._suggested: Profile | None = None
        self.jobs = JobRunner(self)
        self.jobs.succeeded.connect(self._on_came)
        self.jobs.failed.connect(self._on_failed)
        self.jobs.ended.connect(self._take_next)
        session.package_requested.connect(self.choose)
        session.basis_requested.connect(self.offer_last_year)

    def choose(self) -> None:
        kinds = f"{KINDS} (*.xlsx *.zip *.eml)"
        if chosen := choose_file(self._session.db, self._window, CHOOSING, kinds):
            self.take_in(chosen)

    def take_in(self, path: Path, attach: Attach | None = None) -> None:
        """One file after the other: what came of one is read before the next is opened.

        Args:
            attach: what to do with it if it turns out to be none of ours; None: say so.
        """
        self._waiting.append((path, attach))
        self._take_next()

    def _take_next(self) -> None:
        if self.jobs.busy or self.sheet is not None:
            return
        if self._found:
            self._on_opened(self._found.pop(0))
            self._take_next()  # where nothing had to be read
        elif self._waiting:
            path, self._attach = self._waiting.pop(0)
            self._flush()
            self.jobs.start(coming_job(self._session, path))

    def _on_came(self, came: object) -> None:
        """One after the other: `_take_next` goes on when the sheet about one was read."""
        if not isinstance(came, Came):
            return
        self._found = list(came.found)
        if came.nothing_of_ours and self._attach and not came.path.is_dir():
            self._attach([came.path])
        elif trouble := came.trouble():
            self._on_failed(trouble)

    def tell(self, error: AppError) -> None:
        """Say why something can't be used."""
        self._on_failed(error)

    @property
    def suggested(self) -> Profile | None:
        """Whom the last package was made for, while nobody has said who sits here."""
        return self._suggested

    def _on_opened(self, opened: Come) -> None:
        if isinstance(opened, SlipOpened | ReportOpened):
            self._take_news(opened)
            return
        try:
            taken = keep(self._session, opened)
        except AppError as error:
            self._on_failed(error)
            return
        profile = self._session.profile
        if profile is None:
            self._suggested = Profile(role=Role.CLERK, year=taken.year, department=taken.department)
        if profile and profile.year == taken.year and not taken.heirs and not self._session.gone:
            self._session.forget_terms()
        self._show(taken)

    def _take_news(self, opened: SlipOpened | ReportOpened) -> None:
        """A 退回单, or a report of an earlier year: only where somebody fills in."""
        session = self._session
        try:
            if session.profile is None or session.profile.role is Role.OFFICE:
                raise AppError(f"“{opened.path.name}”要在填报时打开。", hint="请先选择单位和年度。")
            if isinstance(opened, ReportOpened):
                self._offer(offered(session, opened))
                return
            news = take_slip(session, opened)
        except AppError as error:
            self._on_failed(error)
            return
        sheet = self._new_sheet()
        connect(sheet.answered, self, partial(self._go_on, news.item))
        buttons = {"go": "逐项处理", "": "以后再说"} if news.item else {"": "知道了"}
        sheet.show_news("mail", news.title, news.said, news.page, buttons)

    def _go_on(self, item: str, key: str) -> None:
        if key == "go":
            self._session.item_requested.emit(item, "")

    def offer_last_year(self) -> None:
        """Show what last year's answers may fill in, and fill it in only if wanted."""
        self._flush()
        self._offer(last_years(self._session))

    def _offer(self, offer: Offer) -> None:
        sheet = self._new_sheet()
        connect(sheet.answered, sheet, lambda key: offer.take() if key == TAKE else None)
        buttons = {TAKE: offer.yes, "": "不填"} if offer.yes else {"": "知道了"}
        sheet.show_news("copy", offer.title, offer.said, offer.page, buttons)

    def _show(self, taken: TakenIn) -> None:
        package = taken.arrival.package
        sample = "（示例数据）" if package.sample else ""
        said = "".join((taken.arrival.sentence, inheritance_words(taken)))
        buttons = self._buttons(taken)
        if taken.heirs:
            names = "、".join(taken.plan.departments[heir].name for heir in taken.heirs)
            said += f"本单位已经调整，工作由{names}承接；原来填的内容都在，可以一并转去。"
        found = taken.arrival.differences
        if taken.heirs:  # whose work everything is now
            found = tuple(one for one in found if one.kind is DifferenceKind.DEPARTMENT)
        sheet = self._new_sheet()
        connect(sheet.answered, self, lambda key: self._on_answered(key, taken))
        sheet.show_news(
            "mail",
            f"{taken.year}年度任务包　第{package.version}版{sample}",
            said,
            difference_page(found),
            buttons,
        )

    def _buttons(self, taken: TakenIn) -> dict[str, str]:
        profile = self._session.profile
        if taken.heirs:
            names = {heir: taken.plan.departments[heir].name for heir in taken.heirs}
            return {heir: f"以{name}继续" for heir, name in names.items()} | {"": "以后再说"}
        if profile and profile.year != taken.year:
            return {"year": f"转到 {taken.year} 年度", "": "留在这里"}
        return {"": "知道了" if profile is None else "继续"}

    def _on_answered(self, key: str, taken: TakenIn) -> None:
        profile = self._session.profile
        if key in taken.heirs:
            go_on_as(self._session, taken, key)
        elif key == "year" and profile:
            self._session.set_profile(
                Profile(role=profile.role, year=taken.year, department=profile.department)
            )
        elif profile is None:
            self._session.profile_changed.emit()

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, AppError):
            show_error(error, self._window)
            return
        sheet = self._new_sheet()
        connect(sheet.answered, self, lambda key: self._explain(key, error))
        buttons = {"": "知道了", EXPLAIN: WHAT}
        sheet.show_news("triangle-alert", "没有接收", str(error), refusal_page(error), buttons)

    def _explain(self, key: str, error: AppError) -> None:
        if key == EXPLAIN:
            self._session.help_requested.emit(place_about(error) or NOT_TAKEN)

    def _new_sheet(self) -> ArrivalSheet:
        sheet = self.sheet = ArrivalSheet(self._window)
        sheet.answered.connect(self._on_read)
        later = Qt.ConnectionType.QueuedConnection  # first comes what the answer asks for
        sheet.answered.connect(self._take_next, later)
        return sheet

    def _on_read(self) -> None:
        self.sheet = None
