"""检查与下发: what contradicts, what changed, and the files that go out."""

from collections.abc import Sequence
from functools import partial
from html import escape
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

from model.domain.origin import key_fingerprint
from model.domain.package import YearPackage
from model.errors import Problem
from model.files import FileNotWritten, try_writing
from model.own_key import own_key_pair, own_public_key
from model.package.enclosed_notices import enclosed_notices
from model.package.hints import about_last_year
from model.package.outgoing import write_for_all, write_for_each
from model.package.validation import PackagePlace
from model.store.half_written import PACKAGE
from model.store.transaction import path_of
from ui.alerts import ask, show_error
from ui.connection import connect
from ui.field_drafts import FieldDrafts
from ui.file_dialogs import choose_folder
from ui.incoming.news import difference_page
from ui.jobs import JobRunner
from ui.kit.job_bar import JobBar
from ui.kit.label import Markup, line_label, show_words, words_label
from ui.kit.layout import REST, Halves, Sheet, at_left, box, column, row, wide
from ui.kit.link import Link
from ui.kit.metrics import BLOCK, FOOT, SNUG, TIGHT
from ui.kit.written import WrittenLine
from ui.pages.package.package_session import PackageSession
from ui.pages.package.state_words import first_words, sent_words
from ui.theme import colour

TASKS = "年度任务包.xlsx"  # as a file is called that can't be written
LINE = "margin:3px 0;line-height:140%"
FINE, NOTHING_WRONG = "没有发现问题，可以下发。", "没有发现问题。"
MIND = "没有自相矛盾的地方；下发前请看看下面的提示。"
SAME = "与第{before}版相比没有变化，不用下发；要重发第{before}版的文件，请先放弃更正版。"


PLACES = {  # of the parts of the page
    PackagePlace.COVER: 0,
    PackagePlace.RULES: 0,
    PackagePlace.TARGETS: 1,
    PackagePlace.DUTIES: 2,
    PackagePlace.CHANGES: 3,
}
BOTH = "两种都是下发，文件都带本机的签名；每个单位一份的，只列这个单位的事项，请分别发送。"
UNREGISTERED = "“单位变更”里填了一条，还没有点“登记变更”：这一版里没有它，下发以后也不再保留。"
CATCH_UP = "照去年的更正补上"
SHOWN_ON = "印在任务包封面和退回单上；盖章的纸质通知也请写上，供各单位核对。"
MADE_LATER = "第一次写出任务包或退回单时生成，以后不变。"
NOTICE = (
    "办公室发出的电子文件都带签名，密钥指纹为 {fingerprint}。"
    "第一次收到时请核对，与本通知不一致的不要使用，并告知办公室。"
)


class ChecksPart(Halves):
    part_requested = Signal(int)

    def __init__(self, package: PackageSession, parent: QWidget | None = None) -> None:
        super().__init__((1, 1), parent)
        self._package = package
        self._half_written = FieldDrafts(package.session, self)
        self._sending: YearPackage | None = None  # whose files are being written
        self.jobs = JobRunner(self)
        self.jobs.succeeded.connect(self._on_written)
        connect(self.jobs.failed, self, partial(show_error, parent=self))
        self.jobs.started.connect(self._refresh_buttons)
        self.jobs.ended.connect(self._refresh_buttons)
        self.problems = words_label()
        self.problems.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        connect(
            self.problems.linkActivated, self, lambda place: self.part_requested.emit(int(place))
        )
        self._hints_heading, self.hints = line_label("card_heading"), words_label()
        self.catch_up = Link("", self)
        connect(
            self.catch_up.clicked, self, lambda: package.step(package.editor.catch_up_with_last)
        )
        self.uncarried = words_label("help")
        found = (
            line_label("card_heading", "检查"), self.problems, self._hints_heading, self.hints,
            at_left(self.catch_up),
            line_label("card_heading", "无人承担的事项（不计分）"), self.uncarried, REST,
        )  # fmt: skip
        self.add_left(wide(Sheet(parts=found, spacing=BLOCK)))
        self._news_heading, self._sent = line_label("card_heading"), words_label("help")
        self.news = words_label()
        self.fingerprint, self._shown_on = line_label("label"), words_label("help")
        self.copy_notice = Link("复制通知用语", self.right)
        self.copy_notice.clicked.connect(self._on_copy_notice)
        key = column(self.fingerprint, self._shown_on, at_left(self.copy_notice), spacing=SNUG)
        said = (
            self._news_heading, self._sent, self.news, words_label("help", BOTH),
            line_label("card_heading", "办公室密钥指纹"), key, REST,
        )  # fmt: skip
        self.add_right(wide(Sheet(parts=said, spacing=BLOCK)), self._foot())

    def _foot(self) -> QWidget:
        self.written = WrittenLine(self.right)
        self.for_all = QPushButton("一份发给所有单位…", self.right)
        self.each = QPushButton("每个单位一份…", self.right)
        connect(self.for_all.clicked, self, lambda: self.choose(each=False))
        connect(self.each.clicked, self, lambda: self.choose(each=True))
        bar = JobBar(self.jobs, self.right)
        buttons = row(wide(bar), REST, self.each, self.for_all, spacing=TIGHT)
        return box(column(self.written, buttons, spacing=TIGHT, margins=FOOT), "foot")

    def refresh(self) -> None:
        work = self._package.editor
        begun = [UNREGISTERED] if work.draft and self._half_written.places(PACKAGE) else []
        minded = bool(work.draft and (work.cautions or begun))
        fine = NOTHING_WRONG if not work.draft else MIND if minded else FINE
        same = bool(work.unchanged and work.before)
        if work.unchanged and work.before:
            fine = SAME.format(before=work.before.version)
        ready = not same and not minded
        self.problems.setText(_problem_page(work.problems, fine, ready=ready))
        since = self._package.since_filed
        hints = (*begun, *about_last_year(since, made=work.editable), *work.hints)
        self._hints_heading.setText("提示（不影响下发）" if work.draft else "提示")
        said = (f'<p style="{LINE}">{escape(one)}</p>' for one in hints)
        self.hints.setText(Markup("".join(said)))
        for part in (self._hints_heading, self.hints):
            part.setVisible(bool(hints))
        corrected = len(work.corrected_last_year) if work.editable else 0
        self.catch_up.setVisible(corrected > 0)
        self.catch_up.setText(f"{CATCH_UP} {corrected} 处")
        names = [item.title for item in work.uncarried]
        self.uncarried.setText("\n".join(f"· {name}" for name in names) or "没有。")
        compared = f"，与第{work.before.version}版相比" if work.before else ""
        self._news_heading.setText(f"第{work.package.version}版{compared}")
        self._sent.setText("" if work.draft else sent_words(work))
        self._sent.setVisible(work.draft is None)
        self.news.setText(difference_page(work.changes) if work.before else first_words(work))
        own = own_public_key(work.db)
        show_words(self.fingerprint, key_fingerprint(own) if own else "")
        self._shown_on.setText(SHOWN_ON if own else MADE_LATER)
        self.copy_notice.setText("复制通知用语")
        self.copy_notice.setVisible(bool(own))
        self._refresh_buttons()

    def _on_copy_notice(self) -> None:
        """Copy what to write into the paper notice."""
        notice = NOTICE.format(fingerprint=self.fingerprint.text())
        QGuiApplication.clipboard().setText(notice)
        self.copy_notice.setText("已复制")

    def flush(self) -> None:
        """Nothing is typed here."""

    def _refresh_buttons(self) -> None:
        work = self._package.editor
        for button in (self.for_all, self.each):
            ready = not (work.problems or work.closed or work.unchanged)
            button.setEnabled(not self.jobs.busy and ready)

    def choose(self, *, each: bool = False) -> None:
        if not self.for_all.isEnabled():
            return
        if folder := choose_folder(self._package.session.db, self, "任务包存到哪个文件夹"):
            self.send(folder, each=each)

    def send(self, folder: Path, *, each: bool = False) -> None:
        """Issues the draft, if there is one, and writes its files into *folder*; where that takes
        none the draft stays a draft.
        """
        package = self._issued(folder)
        if package is None or self.jobs.busy:
            return
        self._sending = package
        work = self._package.editor
        before = work.issued[-2] if len(work.issued) > 1 else None
        keys = own_key_pair(work.db)
        if each:
            bodies = [body.id for body in work.today.bodies]
            enclosed = enclosed_notices(work.db, package, bodies, path_of(work.db))
            self.jobs.start(
                partial(
                    write_for_each, folder, work.plan, package, bodies, keys,
                    before=before, enclosed=enclosed,
                )
            )  # fmt: skip
        else:
            self.jobs.start(partial(write_for_all, folder, work.plan, package, keys, before=before))

    def _issued(self, folder: Path) -> YearPackage | None:
        """The version that was issued; None where the user, the program or *folder* refused."""
        work = self._package.editor
        if work.draft is None:
            return work.newest
        if work.unchanged:
            return None
        question = f"下发 {work.year} 年度任务包第 {work.draft.version} 版？"
        consequence = "\n".join(
            (*work.cautions, "下发后不能再改，只能编制更正版；本机立即按这一版执行。")
        )
        if not ask(question, consequence, "下发", self):
            return None
        try:
            try_writing(folder / TASKS)
        except FileNotWritten as error:
            show_error(error, self)
            return None
        return self._package.editor.newest if self._package.step(work.issue) else None

    def _on_written(self, files: tuple[Path, ...]) -> None:
        work, sent = self._package, self._sending
        if sent:
            work.step(lambda: work.editor.written(sent))
        self.refresh()
        self.written.show_file(files[0], len(files))


def _problem_page(problems: Sequence[Problem], fine: str, *, ready: bool) -> Markup:
    """The problems, or that there are none; in green if nothing else stands in the way."""
    if not problems:
        token = "done" if ready else "ink"
        return Markup(f'<span style="color:{colour(token).name()}">{fine}</span>')
    style = f"{LINE};color:{colour('returned').name()}"
    return Markup("".join(f'<p style="{style}">{_line(one)}</p>' for one in problems))


def _line(problem: Problem) -> str:
    """The problem in words, after a link to the part where it is put right."""
    match problem.where:
        case (PackagePlace() as place, *_):
            link = f'<a href="{PLACES[place]}" style="color:{colour("accent").name()}">'
            return f"{link}{place}</a>　{escape(problem.message)}"
    return escape(str(problem))
