"""What comes to a department, dropped, chosen or double-clicked: read as a job, then taken in.

A file is read once (model.workbook.sealed); what it turned out to be is matched on here.
"""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from model.errors import AppError
from model.jobs import JobContext
from model.own_key import own_public_key
from model.package.arrival import TakenIn, Word, hand_over, put_into_force
from model.package.origin_check import (
    Asked,
    OriginCheck,
    check_notice,
    check_package,
    check_slip,
    compare,
)
from model.package.succession import Inheritance, take_over_at_first
from model.parts.collection import Collected
from model.plans import use_plan
from model.store.plans import fetch_plans
from model.store.settings import Profile, Role
from model.store.year_guard import year_lock
from ui.alerts import show_error
from ui.connection import connect
from ui.file_dialogs import choose_files
from ui.help.manual_links import FINGERPRINT, NOT_TAKEN, WHAT, place_about
from ui.incoming.dialog import NewsSheet
from ui.incoming.news import (
    News,
    inheritance_news,
    notice_news,
    notice_page,
    package_news,
    package_page,
    plan_question,
    refusal_page,
    set_aside_before,
    slip_news,
    slip_page,
)
from ui.incoming.origin_part import OriginPart
from ui.incoming.origin_words import (
    SAME,
    OriginQuestion,
    notice_question,
    package_question,
    slip_question,
)
from ui.incoming.section_sheets import (
    collect_sheet,
    foreign_words,
    is_awaited,
    place_of,
    sheets_news,
)
from ui.jobs import Job, JobRunner
from ui.pages.clerk.report_offers import Offer, last_years, offered
from ui.session import Session, SessionChanges

if TYPE_CHECKING:  # they bring the reader of workbooks with them
    from model.clerk.deliveries import DeliveredFile
    from model.package.plan_folders import BroughtPlan
    from model.workbook.package.read import ReceivedPackage
    from model.workbook.rectification.read import ReceivedNotice
    from model.workbook.section_sheet.read import ReceivedSectionSheet
    from model.workbook.slip.read import ReceivedSlip

Attach = Callable[[Sequence[Path]], None]
CHOOSING = "打开任务包、退回单、整改通知单、方案数据或科室交回的表"
KINDS = "任务包、退回单、整改通知单、方案数据、科室填报表、工作簿"
MOST_PIECES = 50  # of 佐证材料 in one folder
EXPLAIN, TAKE, ALSO, USE, FILL = "explain", "take", "also", "use", "fill"
RESTART = "关闭程序再打开，就按它编制以后的年度；以前的年度不变。"


class IncomingFiles(QObject):
    """Takes one file in after the other. One per window; reports to the office go to its inbox."""

    def __init__(self, session: Session, flush: Callable[[], None], window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._flush = flush
        self._window = window
        self.sheet: NewsSheet | None = None
        self._waiting: list[tuple[Path, Attach | None, bool]] = []
        self._found: list[DeliveredFile] = []  # of the last, not shown yet
        self._collected: list[Collected] = []  # sections' sheets, not told of yet
        self._unused = 0  # files beside them that were of no use
        self._attach: Attach | None = None
        self._chosen = False
        self._suggested: Profile | None = None
        self.jobs = JobRunner(self)
        self.jobs.succeeded.connect(self._on_read)
        self.jobs.failed.connect(self._on_failed)
        self.jobs.ended.connect(self._take_next)

    def choose(self) -> None:
        kinds = f"{KINDS} (*.xlsx *.zip *.eml)"
        for chosen in choose_files(self._session.db, self._window, CHOOSING, kinds):
            self.take_in(Path(chosen), chosen=True)

    def take_in(self, path: Path, attach: Attach | None = None, *, chosen: bool = False) -> None:
        """One file after the other: what came of one is read before the next is opened.

        Args:
            attach: what to do with it if it turns out to be none of ours; None: say so.
            chosen: somebody asked for it inside the program; a double click doesn't.
        """
        self._waiting.append((path, attach, chosen))
        self._take_next()

    def _take_next(self) -> None:
        if self.jobs.busy or self.sheet is not None:
            return
        if self._found:
            self._take(self._found.pop(0))
            self._take_next()  # where nothing had to be read
        elif self._waiting:
            path, self._attach, self._chosen = self._waiting.pop(0)
            self._flush()
            self.jobs.start(_reading(self._session, path))
        elif self._collected:
            self._tell_of_sheets()

    def _on_read(self, brought: object) -> None:
        """One after the other: `_take_next` goes on when the sheet about one was read."""
        from model.clerk.deliveries import Delivery

        if not isinstance(brought, Delivery):
            return
        self._found = list(brought.found)
        self._unused += brought.unused if brought.container else 0
        pieces = _pieces(brought.path) if brought.nothing_of_ours and self._attach else ()
        if pieces and self._attach:
            self._attach(pieces)
        elif trouble := brought.trouble():
            self._on_failed(trouble)

    def tell(self, error: AppError) -> None:
        """Show why something can't be used."""
        self._on_failed(error)

    @property
    def suggested(self) -> Profile | None:
        """The department of the last package, while this PC has no profile yet."""
        return self._suggested

    def _take(self, file: "DeliveredFile") -> None:
        """Do what *file* asks for: put a package into force, keep a slip, offer a report."""
        from model.package.plan_folders import BroughtPlan
        from model.workbook.package.read import ReceivedPackage
        from model.workbook.rectification.read import ReceivedNotice
        from model.workbook.review_file.read import ReceivedReviewFile
        from model.workbook.review_pack.read import ReceivedReviewPack
        from model.workbook.section_sheet.read import ReceivedSectionSheet
        from model.workbook.slip.read import ReceivedSlip

        self._flush()  # what was typed while it was read
        try:
            self._refuse_in_a_sheet(file)
            match file.content:
                case ReceivedPackage() as package:
                    self._take_package(file.path, package)
                case BroughtPlan() as plan:
                    self._ask_about_plan(file.path, plan)
                case ReceivedSlip() as received:
                    self._refuse_unless_filling_in(file.path)
                    self._take_slip(file.path, received)
                case ReceivedNotice() as received:
                    self._refuse_unless_filling_in(file.path)
                    self._take_notice(file.path, received)
                case ReceivedSectionSheet() as received:
                    self._take_section_sheet(file.path, received)
                case ReceivedReviewFile():
                    raise self._for_reviewers(file.path, "复核意见")
                case ReceivedReviewPack():
                    raise self._for_reviewers(file.path, "复核包")
                case report:
                    self._refuse_unless_filling_in(file.path)
                    self._offer(offered(self._session, file.path.name, report))
        except AppError as error:
            self._on_failed(error)

    def _for_reviewers(self, path: Path, what: str) -> AppError:
        """What to do with a file that goes between the office's own PCs."""
        said = f"“{path.name}”是领导小组办公室复核用的{what}，还没有收下，原有内容未变。"
        profile = self._session.profile
        if profile is None:
            cure = "这台电脑用来复核的，请先选“领导小组办公室”和年度，进入以后把它再拖进窗口一次。"
        elif profile.role is Role.OFFICE:
            cure = "请到“复核分工”页收下。"
        else:
            cure = "部门填报用不着它；请转给领导小组办公室，由办公室在“复核分工”页收下。"
        return AppError(said, hint=cure)

    def _refuse_in_a_sheet(self, file: "DeliveredFile") -> None:
        """Check that *file* is no department's, where only a section's sheet is filled in."""
        from model.workbook.section_sheet.read import ReceivedSectionSheet

        if self._session.section and not isinstance(file.content, ReceivedSectionSheet):
            raise AppError(
                f"“{file.path.name}”不是科室填报表，这里只填科室的表，没有接收。",
                hint="任务包、退回单等请本单位联络员在填报程序里打开；证明材料请拖到要证明的那一项上。",
            )

    def _take_section_sheet(self, path: Path, received: "ReceivedSectionSheet") -> None:
        """Join a sheet that comes back; one that was not sent from here is filled in."""
        session = self._session
        if not session.section and is_awaited(session, received):
            self._refuse_unless_filling_in(path)
            self._collected.append(collect_sheet(session, received, path.name))
        elif news := foreign_words(session, received):
            sheet = self._new_sheet()
            connect(sheet.answered, self, partial(self._on_foreign, received))
            sheet.show_news("users", news, {"": "知道了", FILL: "在这里接着填"})
        else:
            session.section_requested.emit(received)

    def _on_foreign(self, received: "ReceivedSectionSheet", key: str) -> None:
        if key == FILL:
            self._session.section_requested.emit(received)

    def _take_package(self, path: Path, received: "ReceivedPackage") -> None:
        """Put a package of the office into force; what may be another's is asked about first."""
        session, package = self._session, received.package
        office = session.profile is not None and session.profile.role is Role.OFFICE
        if office and not self._chosen:
            raise AppError(
                f"“{path.name}”是年度任务包，办公室的程序不会一打开就启用，原有内容未变。",
                hint="任务包由办公室在“年度任务包”页编制、下发；确实是别的电脑编好的，"
                "请在那一页点“接收别处编好的任务包…”。",
            )
        check = check_package(session.db, package, received.proof)
        if check.aside:
            raise set_aside_before(path)
        own = office and received.proof.key == own_public_key(session.db)
        if own or check.asked is Asked.NOTHING or year_lock(session.db, package.year):
            self._put_into_force(path, received, None)
            return
        department = session.profile.department if session.profile else received.department
        self._ask(
            check,
            package_question(path, package, check),
            package_page(session.plans, package, department),
            partial(self._put_into_force, path, received),
        )

    def _ask_about_plan(self, path: Path, brought: "BroughtPlan") -> None:
        """Show whose plan it is before it is kept; the office may go by it at once."""
        office = self._session.profile is not None and self._session.profile.role is Role.OFFICE
        sheet = self._new_sheet()
        connect(sheet.answered, self, partial(self._take_plan, path, brought))
        buttons = {TAKE: "收下"} | ({USE: "收下，以后的年度按它"} if office else {})
        sheet.show_news("file-text", plan_question(path, brought), buttons | {"": "不收"})

    def _take_plan(self, path: Path, brought: "BroughtPlan", key: str) -> None:
        from model.package.plan_folders import take_in_plan

        if not key:
            return
        try:
            taken = take_in_plan(self._session.plans, path.name, brought)
            if key == USE:
                use_plan(self._session.plans, taken.plan)
        except AppError as error:
            self._on_failed(error)
            return
        said = taken.sentence + (RESTART if key == USE else "")
        news = News(title="方案数据", said=said, page="")
        self._new_sheet().show_news("file-text", news, {"": "知道了"})

    def _take_slip(self, path: Path, received: "ReceivedSlip") -> None:
        """Keep a slip of the office; what may be another's is asked about first."""
        session, slip = self._session, received.slip
        session.desk.refuse_others_slip(slip, path.name)
        check = check_slip(session.db, slip, received.proof)
        if check.aside:
            raise set_aside_before(path)
        if check.asked is Asked.NOTHING or session.closed_words:
            self._keep_slip(path, received, None)
            return
        question = slip_question(path, slip, check)
        self._ask(
            check, question, slip_page(session, slip), partial(self._keep_slip, path, received)
        )

    def _take_notice(self, path: Path, received: "ReceivedNotice") -> None:
        """Keep a 整改通知单; what may be another's is asked about first."""
        session, notice = self._session, received.notice
        session.desk.refuse_others_notice(notice, path.name)
        check = check_notice(session.db, notice, received.proof, session.desk.year)
        if check.aside:
            raise set_aside_before(path)
        if check.asked is Asked.NOTHING:
            self._keep_notice(path, received, None)
            return
        question = notice_question(path, notice, check)
        page = notice_page(session, notice)
        self._ask(check, question, page, partial(self._keep_notice, path, received))

    def _keep_notice(self, path: Path, received: "ReceivedNotice", word: Word | None) -> None:
        notice = received.notice
        new = self._session.take_notice(notice, path.name, received.proof, word)
        self._session.count_rectifications()
        news = notice_news(self._session, notice, new=new)
        sheet = self._new_sheet()
        connect(sheet.answered, self, partial(self._go_to_rectification, news.item))
        buttons = {"go": "去填整改情况", "": "以后再说"} if news.item else {"": "知道了"}
        sheet.show_news("mail", news, buttons)

    def _go_to_rectification(self, item: str, key: str) -> None:
        if key == "go":
            self._session.page_requested.emit("rectification", item)

    def _ask(
        self,
        check: OriginCheck,
        question: OriginQuestion,
        page: str,
        take: Callable[[Word | None], None],
    ) -> None:
        """Let a person decide whether to *take* a file; nothing is written before."""
        session = self._session
        profile = session.profile
        filling_in = profile and profile.role is Role.CLERK and not session.gone
        name = session.desk.cover.get("filled_by", "") if filling_in else ""
        part = OriginPart(check, name, question.reason_hint)
        connect(part.help_wanted, self, lambda: session.help_requested.emit(FINGERPRINT))

        def answered(key: str) -> None:
            if not key:
                return
            word = Word(by=part.by, reason=part.why)
            try:
                if key == SAME:
                    compare(session.db, check.proof.key, word.by, word.reason)
                take(word)
            except AppError as error:
                self._on_failed(error)

        sheet = self._new_sheet()
        connect(sheet.answered, self, answered)
        sheet.ask_origin(question, page, part)

    def _keep_slip(self, path: Path, received: "ReceivedSlip", word: Word | None) -> None:
        slip = received.slip
        new = self._session.take_slip(slip, path.name, received.proof, word)
        self._tell_of_slip(slip_news(self._session, slip, new=new))

    def _put_into_force(self, path: Path, received: "ReceivedPackage", word: Word | None) -> None:
        session = self._session
        profile = session.profile
        taken = put_into_force(session.plans, path.name, received, profile, word)
        if profile is None:
            self._suggested = Profile(role=Role.CLERK, year=taken.year, department=taken.department)
        open_ = profile and profile.year == taken.year and not taken.heirs and not session.gone
        if open_ and taken.changed:
            session.read_terms_again()
        elif open_ and taken.notice:
            session.show_rectifications()
        if taken.notice and profile:
            session.count_rectifications()
        sheet = self._new_sheet()
        connect(sheet.answered, self, lambda key: self._on_answered(key, taken))
        sheet.show_news("mail", package_news(session, taken), self._buttons(taken))

    def _refuse_unless_filling_in(self, path: Path) -> None:
        """Check that a department's year is open, to which a slip or a report can be of use."""
        profile = self._session.profile
        if profile is None or profile.role is Role.OFFICE or self._session.gone:
            raise AppError(f"“{path.name}”要在填报时打开。", hint="请先选择单位和年度。")

    def _tell_of_sheets(self) -> None:
        """Tells of all sections' sheets that were taken in since, at once."""
        told, self._collected = tuple(self._collected), []
        sheet = self._new_sheet()
        connect(sheet.answered, self, partial(self._on_sheets_read, place_of(told)))
        news = sheets_news(self._session, told, self._unused)
        self._unused = 0
        sheet.show_news("inbox", news, {"go": "去看科室分工", "": "继续"})

    def _on_sheets_read(self, place: str, key: str) -> None:
        if key == "go":
            self._session.page_requested.emit("sections", place)

    def _tell_of_slip(self, news: News) -> None:
        sheet = self._new_sheet()
        connect(sheet.answered, self, partial(self._go_on, news.item))
        buttons = {"go": "逐项处理", "": "以后再说"} if news.item else {"": "知道了"}
        sheet.show_news("mail", news, buttons)

    def _go_on(self, item: str, key: str) -> None:
        if key == "go":
            self._session.item_requested.emit(item, "")

    def offer_last_year(self) -> None:
        """Show what last year's answers may fill in, and fill it in only if wanted."""
        self._flush()
        self._offer(last_years(self._session))

    def _offer(self, offer: Offer) -> None:
        sheet = self._new_sheet()
        ways = {TAKE: (offer.yes, offer.take), ALSO: (offer.also, offer.take_also)}
        ways = {key: way for key, way in ways.items() if way[0]}
        connect(sheet.answered, sheet, lambda key: ways[key][1]() if key in ways else None)
        buttons = {key: words for key, (words, _) in ways.items()}
        buttons |= {"": offer.no if ways else "知道了"}
        news = News(title=offer.title, said=offer.said, page=offer.page)
        sheet.show_news("copy", news, buttons)

    def _buttons(self, taken: TakenIn) -> dict[str, str]:
        profile = self._session.profile
        if taken.heirs:
            names = {heir: taken.plan.departments[heir].name for heir in taken.heirs}
            return {heir: f"以{name}继续" for heir, name in names.items()} | {"": "以后再说"}
        if profile and profile.year != taken.year:
            return {"year": f"转到 {taken.year} 年度", "": "留在这里"}
        return {"": "知道了" if profile is None else "继续"}

    def begin(self, profile: Profile) -> None:
        """Opens what was chosen; whoever is opened for the first time gets what those said here
        whose work it has.
        """
        session = self._session
        found = None
        if profile.role is Role.CLERK and not year_lock(session.db, profile.year):
            found = take_over_at_first(session.plans, profile.year, profile.department)
        session.set_profile(profile)
        if found:
            self._tell_of_inheritance(found)

    def _tell_of_inheritance(self, found: Inheritance) -> None:
        news = inheritance_news(self._session, found)
        self._new_sheet().show_news("mail", news, {"": "知道了"})

    def _on_answered(self, key: str, taken: TakenIn) -> None:
        profile = self._session.profile
        session = self._session
        if key in taken.heirs:
            found = hand_over(session.plans, taken, key)
            session.set_profile(Profile(role=Role.CLERK, year=taken.year, department=key))
            if found and found.rivals:
                self._tell_of_inheritance(found)
        elif taken.heirs and profile and profile.year == taken.year:
            session.set_profile(profile)  # who is gone fills nothing in: one begins again
        elif key == "year" and profile:
            self._session.set_profile(
                Profile(role=profile.role, year=taken.year, department=profile.department)
            )
        elif profile is None:
            self._session.changed.emit(SessionChanges(profile=True))

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, AppError):
            show_error(error, self._window)
            return
        sheet = self._new_sheet()
        connect(sheet.answered, self, lambda key: self._explain(key, error))
        buttons = {"": "知道了", EXPLAIN: WHAT}
        news = News(title="没有接收", said=str(error), page=refusal_page(error))
        sheet.show_news("triangle-alert", news, buttons)

    def _explain(self, key: str, error: AppError) -> None:
        if key == EXPLAIN:
            self._session.help_requested.emit(place_about(error) or NOT_TAKEN)

    def _new_sheet(self) -> NewsSheet:
        sheet = self.sheet = NewsSheet(self._window)
        sheet.answered.connect(self._on_answer_given)
        later = Qt.ConnectionType.QueuedConnection  # first comes what the answer asks for
        sheet.answered.connect(self._take_next, later)
        return sheet

    def _on_answer_given(self) -> None:
        self.sheet = None


def _pieces(path: Path) -> tuple[Path, ...]:
    """The file at *path*, or those of the folder there that may be 佐证材料; none of too many."""
    if not path.is_dir():
        return (path,)
    inside = (one for one in sorted(path.rglob("*")) if not one.name.startswith("."))
    files = tuple(islice((one for one in inside if one.is_file()), MOST_PIECES + 1))
    return files if len(files) <= MOST_PIECES else ()


def _reading(session: Session, path: Path) -> Job:
    """The job that reads what *path* brings."""
    questionnaire, plans, files = (
        session.senders_questionnaire,
        (session.plans.shipped, *fetch_plans(session.db)),
        session.files,
    )

    def read(context: JobContext) -> object:
        from model.clerk.deliveries import read_for_clerk

        return read_for_clerk(path, questionnaire, plans, context, files)

    return read
