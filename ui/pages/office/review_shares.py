"""复核分工: who reviews what, and two PCs' work put together."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QWidget

from model.consolidation.sections import PlanSection, sections
from model.domain.china_time import china_time
from model.domain.names import same_person
from model.domain.origin import Proof
from model.domain.review_file import Decision, ReviewPack
from model.errors import AppError
from model.jobs import JobContext
from model.office.changes import OfficeChanges
from model.office.decision_words import decision_words, place_words
from model.office.review_exchange import (
    CHAPTER,
    ReviewExchange,
    ReviewNews,
    TakenFile,
    settle,
    share_out,
    take_back,
    take_in,
    taken_files,
    write_file,
)
from model.office.rulings import switch_four_eyes
from model.office.stored_year import StoredYear
from model.own_key import own_key_pair
from model.parts.decisions import RivalDecisions
from model.rulebook_in_force import keep_at_first_scoring
from ui.alerts import ask, ask_why, show_error
from ui.connection import connect
from ui.field_drafts import HalfWritten
from ui.file_dialogs import choose_file, choose_new_file
from ui.kit.job_bar import JobBar
from ui.kit.label import line_label, show_words, words_label
from ui.kit.layout import REST, Halves, Sheet, at_top, box, clear_layout, column, row, wide
from ui.kit.line_field import LineField
from ui.kit.metrics import GAP, SNUG, TIGHT, TOOLS, VOICE
from ui.kit.page import Page
from ui.kit.pills import Pills
from ui.kit.table import Table
from ui.kit.table_model import Cell, Line
from ui.kit.written import written_words
from ui.pages.office.board_lines import MARK_OF
from ui.pages.office.session import OfficeSession

if TYPE_CHECKING:  # they bring the reader of workbooks with them
    from model.office.review_pack import OpenedPack
    from model.workbook.review_file.read import ReceivedReviewFile

NAME = "share/name"  # where the name waits
HEADINGS = ("单位、章节", "报送情况", "复核人", "已审#", "待审#", "谁审的")
WIDTHS = (0, 118, 84, 56, 56, 130)  # a state as on the board
BY_BODY, BY_CHAPTER = "按单位", "按章节"
LEFT_OUT = "另有 {} 条以前的决定，别的电脑读不出来，没有写进去，本机照常计入。"
LONGEST = 30  # characters of a name
OURS = {".xlsx", ".zip"}
DECISIONS = "Excel 工作簿 (*.xlsx)"
PACK = "复核包 (*.zip)"
EITHER = "复核包、复核意见 (*.zip *.xlsx)"
HOW = (
    "两个人在两台电脑上复核：写出复核包，拿到第二台电脑上在这一页收下，来件、任务包和已有的意见都在里面；"
    "各审各的。审完一段，写出本机的复核意见，拿到另一台电脑上收下，逐项合并，谁的也不会盖掉；"
    "两人的决定不同，在下面并排列出，由一个人选定。同一份收几次都一样。"
)
FIRST = "把单位或章节分给复核人，再各审各的"
TWO_OFF = (
    "复核两人制：核改、采用表内值、核定指标的数、否决项和等次变动须由第二人确认，"
    "确认以前不计入，也不能通过；"
    "不能确认自己的意见。已经有的意见同样要确认。"
)
TWO_ON = (
    "已开启复核两人制：核改、否决项的意见待第二人在“复核”页按 C 确认后计入，"
    "采用表内值在“收件”、核定指标的数在“核对”点“确认”；"
    "等次有变动的，由通过人以外的人按 Alt+C 确认。"
)
NOBODY = "请先在“复核”页填写复核人。"


class ReviewSharesPage(Page):
    def __init__(self, room: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__("复核分工", "写出本机的复核意见…", parent)
        self._room = room
        self._exchange: ReviewExchange | None = None
        self.header.primary.clicked.connect(self._on_write)
        self.name = LineField(parent=self)
        self.name.setPlaceholderText("复核人姓名")
        self.name.setAccessibleName("复核人姓名，分给所选的单位或章节")
        self.name.setMaxLength(LONGEST)
        self.give = QPushButton("分给所选", self)
        self.give.clicked.connect(self._on_give)
        self.name.returnPressed.connect(self._on_give)
        HalfWritten(room.half_written, {"name": self.name}).show(NAME)
        self.views = Pills((BY_BODY, BY_CHAPTER), self, look="tab")
        self.views.chosen.connect(self.refresh)
        self.table = Table(HEADINGS, WIDTHS, self)
        self.table.setAccessibleName("各单位、各章节由谁复核，回车去复核")
        self.table.opened.connect(self._on_opened)
        self.sheet = Sheet(self)
        self._how = self.sheet.label("notes", HOW)
        self.pack = QPushButton("写出复核包…", self)
        self.pack.clicked.connect(self._on_pack)
        self.receive = QPushButton("收复核包、复核意见…", self)
        self.receive.clicked.connect(self._on_receive)
        self.two = QPushButton(self)
        self.two.clicked.connect(self._on_two)
        self._two = words_label("notes")
        self._said = words_label("said")
        self._rivals, self._files = column(spacing=TIGHT), column(spacing=SNUG)
        bar = JobBar(room.jobs, self)
        self.sheet.add(
            row(self.receive, self.pack, REST, spacing=TIGHT),
            bar,
            self._said,
            self._rivals,
            self._files,
            row(self.two, REST),
            self._two,
            REST,
        )
        tools = row(self.views, wide(self.name), self.give, spacing=TIGHT, margins=TOOLS)
        halves = Halves((11, 9), self, left=(tools, wide(self.table)))
        halves.add_right(wide(self.sheet))
        self.buttons: list[QPushButton] = []
        self.lay_out(wide(halves))
        self.setFocusProxy(self.name)
        room.changed.connect(self.outdate)
        room.opened.connect(self._on_opened_at)

    def _on_opened_at(self, page: str, file: str) -> None:
        """Takes in the *file* that was dropped on another page."""
        if page == "review_shares" and file:
            self.take_in(Path(file))

    def refresh(self, *_: object) -> None:
        office = self._room.office
        exchange = self._exchange = ReviewExchange(office)
        self.table.setColumnHidden(1, self._by_chapter)  # what was reported is about a body
        if self._by_chapter:
            self.table.show_lines([self._chapter(one, exchange) for one in sections(office.plan)])
        else:
            self.table.show_lines([self._body(body.id, exchange) for body in office.bodies])
        shares, rivals = exchange.shares, exchange.rivals
        given = [body.id for body in office.bodies if shares.of(body.id)]
        chapters = [one for one in sections(office.plan) if shares.of(f"{CHAPTER}{one.key}")]
        words = [f"分给 {len(shares.names)} 人"] if shares else []
        words += [f"{len(given)} 个单位"] if given else []
        words += [f"{len(chapters)} 个章节"] if chapters else []
        words += [f"{len(rivals)} 项两人意见不同"] if rivals else []
        self.header.show_state(
            self._room.session.closed_words
            or "，".join(words)
            or "把单位或章节分给复核人，再各审各的"
        )
        open_ = not self._room.closed
        on = office.second_names.on
        self.two.setText("停用复核两人制…" if on else "开启复核两人制…")
        self._two.setText(TWO_ON if on else TWO_OFF)
        for part in (self.name, self.give, self.receive, self.pack, self.two):
            part.setEnabled(open_)
        self.header.primary.setEnabled(bool(exchange.ours))
        self._show_rivals(rivals)
        self._show_files(exchange)

    @property
    def _by_chapter(self) -> bool:
        return self.views.current == 1

    def _body(self, department: str, exchange: ReviewExchange) -> Line:
        body = self._room.body(department)
        mark = MARK_OF[body.state]
        return _line(department, body.department.name, exchange, Cell(words=mark.word, mark=mark))

    def _chapter(self, one: PlanSection, exchange: ReviewExchange) -> Line:
        return _line(f"{CHAPTER}{one.key}", one.name, exchange, Cell(words=""))

    def _show_rivals(self, rivals: tuple[RivalDecisions, ...]) -> None:
        clear_layout(self._rivals)
        self.buttons = []
        if rivals:
            self._rivals.addWidget(line_label("label", f"两人意见不同 {len(rivals)} 项，请选定"))
        for one in rivals:
            self._rivals.addWidget(self._rival(one))

    def _rival(self, one: RivalDecisions) -> QWidget:
        parts = [
            self._voice(one, one.ours, "本机"),
            self._voice(one, one.theirs, "另一台电脑"),
        ]
        head = words_label("label", place_words(self._room.office, one.place))
        return box(column(head, *parts, spacing=SNUG, margins=VOICE), "voice")

    def _voice(self, one: RivalDecisions, decision: Decision, where: str) -> QWidget:
        said = decision_words(self._room.office, decision)
        button = QPushButton("用这个", self)
        button.setAccessibleName(f"用{where}的：{said[:LONGEST]}")
        button.setEnabled(not self._room.closed)
        connect(button.clicked, self, partial(self._on_settled, one, decision))
        self.buttons.append(button)
        who = f"{where}　{decision.by or '未署名'}　{china_time(decision.at)}"
        words = column(words_label("", said), line_label("notes", who), spacing=SNUG)
        return box(row(wide(words), at_top(button), spacing=GAP))

    def _show_files(self, exchange: ReviewExchange) -> None:
        clear_layout(self._files)
        self.backs: list[QPushButton] = []
        if exchange.files:
            self._files.addWidget(line_label("label", "收过的复核意见"))
        for one in reversed(taken_files(exchange)):
            file = one.file
            count = len(file.lines) + len(file.rulings)
            said = f"{file.made_by or '未署名'}　{china_time(file.made_at)} 写出，{count} 条"
            said += f"，收下的 {one.standing} 条现在有效" if one.standing else ""
            words = words_label("notes", said)
            if not one.standing:
                self._files.addWidget(words)
                continue
            back = QPushButton("撤回", self)
            back.setAccessibleName(f"撤回收下的 {one.standing} 条，恢复收下以前的决定")
            back.setEnabled(not self._room.closed)
            connect(back.clicked, self, partial(self._on_taken_back, one))
            self.backs.append(back)
            self._files.addWidget(box(row(wide(words), at_top(back), spacing=GAP)))

    @property
    def chosen(self) -> list[str]:
        """The departments whose rows are chosen."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        keys = self.table.keys
        return [keys[at] for at in rows]

    def _on_give(self) -> None:
        if not self._room.is_named(self):
            return
        name, by = self.name.text().strip(), self._room.reviewer
        if self._carry_out(lambda: share_out(self._room.office, by, self.chosen, name)):
            self._room.half_written.forget(NAME)

    def _on_settled(self, one: RivalDecisions, decision: Decision) -> None:
        if not self._room.reviewer:
            show_words(self._said, NOBODY)
            return
        office, by = self._room.office, self._room.reviewer
        self._carry_out(lambda: settle(office, by, one, decision))

    def _on_two(self) -> None:
        """Switches 复核两人制 on or off for the year."""
        on = not self._room.office.second_names.on
        why = ask_why(
            f"{self._room.office.year}年度{'开启' if on else '停用'}复核两人制？",
            TWO_OFF if on else "停用以后，待确认的复核意见都直接计入。",
            "开启" if on else "停用",
            self,
            by=self._room.reviewer,
        )
        if why:
            office = self._room.office
            self._carry_out(lambda: switch_four_eyes(office, why.by, why.reason, on=on))

    def _on_taken_back(self, one: TakenFile) -> None:
        office, by = self._room.office, self._room.reviewer
        if not by:
            show_words(self._said, NOBODY)
        elif ask(
            f"撤回从这份意见收下的 {one.standing} 条？",
            "恢复收下以前的决定；收下的和撤回的都留在记录里。",
            "撤回",
            self,
        ):
            self._carry_out(lambda: take_back(office, by, one.file))

    def _carry_out(self, act: Callable[[], OfficeChanges]) -> bool:
        show_words(self._said, "")  # of what was done before
        try:
            changes = self._room.take(act())
        except AppError as error:
            show_error(error, self)
            return False
        self._room.tell(changes)
        return True

    def _on_opened(self, subject: str) -> None:
        if not subject.startswith(CHAPTER) and self._room.body(subject).versions:
            self._room.open("review", subject)

    def _on_write(self) -> None:
        from model.workbook.review_file.write import suggested_review_file_name

        if not self._room.reviewer:
            show_words(self._said, NOBODY)
            return
        file = ReviewExchange(self._room.office).file(self._room.reviewer)
        name = suggested_review_file_name(file)
        if path := choose_new_file(self._room.session.db, self, "写出复核意见", name, DECISIONS):
            self.write(path)

    def write(self, path: Path) -> None:
        """Writes the decisions known here to *path*."""
        office = self._room.office
        file = ReviewExchange(office).file(self._room.reviewer)
        keys = own_key_pair(self._room.session.db)
        self._room.start(partial(write_file, path, office, file, keys), self._on_written)

    def _on_pack(self) -> None:
        from model.office.review_pack import suggested_name

        if not self._room.reviewer:
            show_words(self._said, NOBODY)
            return
        name = suggested_name(self._room.office, self._room.reviewer, self._for_whom)
        if path := choose_new_file(self._room.session.db, self, "写出复核包", name, PACK):
            self.write_pack(path)

    @property
    def _for_whom(self) -> str:
        """Whom a 复核包 is for: the name in the field, else that of the row chosen."""
        subject = self.table.key
        given = self._exchange.shares.of(subject) if self._exchange and subject else ""
        return self.name.text().strip() or (
            "" if same_person(given, self._room.reviewer) else given
        )

    def write_pack(self, path: Path) -> None:
        """Writes the year as a 复核包 to *path*."""
        job = partial(_write_pack, path, self._room.stored, self._room.reviewer, self._for_whom)
        self._room.start(job, self._on_written)

    def _on_written(self, path: object) -> None:
        if not isinstance(path, Path):
            return
        left_out = ReviewExchange(self._room.office).left_out
        rest = LEFT_OUT.format(left_out) if left_out else ""
        show_words(self._said, f"{written_words(path)}。请拿到另一台电脑上，在这一页收下。{rest}")

    def _on_receive(self) -> None:
        if path := choose_file(self._room.session.db, self, "另一台电脑写出的文件", EITHER):
            self.take_in(path)

    def taking(self, paths: Sequence[Path]) -> str:
        ours = len(paths) == 1 and paths[0].suffix.lower() in OURS
        return "松手就收下复核包、复核意见" if ours and not self._room.closed else ""

    def take_files(self, paths: Sequence[Path]) -> None:
        self.take_in(paths[0])

    def take_in(self, path: Path) -> None:
        """Reads what *path* holds, asks, and joins it."""
        self._room.start(partial(_read, path, self._room.stored), self._on_read)

    def _on_read(self, read: object) -> None:
        from model.office.review_pack import OpenedPack
        from model.workbook.review_file.read import ReceivedReviewFile

        match read:
            case (Path() as path, ReceivedReviewFile() as found):
                self._take_decisions(path, found)
            case (Path() as path, OpenedPack() as pack):
                self._take_pack(path, pack)
            case (_, AppError() as error):
                show_error(error, self)

    def _take_decisions(self, path: Path, found: "ReceivedReviewFile") -> None:
        file, exchange = found.record, ReviewExchange(self._room.office)
        news = exchange.news_in(file)
        who = file.made_by[:LONGEST] or "未署名"
        if not news.nothing and not ask(
            f"这份复核意见由{who}于 {china_time(file.made_at)} 在另一台电脑上写出，收下吗？",
            f"{_origin_words(exchange, found.proof)}{_news_words(news)}",
            "收下",
            self,
        ):
            return
        office = self._room.office
        if self._carry_out(lambda: take_in(office, file, path.name, found.sha256)):
            told = "没有新的意见，没有变化" if news.nothing else f"收下 {news.added} 条"
            show_words(self._said, f"{told}。")  # what differs stands below, as long as it does

    def _take_pack(self, path: Path, pack: "OpenedPack") -> None:
        record, exchange = pack.record, ReviewExchange(self._room.office)
        who = record.made_by[:LONGEST] or "未署名"
        files = sum(bool(one.came_at) for one in record.files)
        whom = f"，写给{record.reviewer[:LONGEST]}" if record.reviewer else ""
        if not ask(
            f"这个复核包由{who}于 {china_time(record.made_at)} 写出{whom}，收下吗？",
            f"{_origin_words(exchange, pack.received.proof)}里面是{record.year}年度的任务包、"
            f"报送 {files} 份和已有的复核意见。本机已有的都保留，不会盖掉。",
            "收下",
            self,
        ):
            return
        job = partial(_take_in_pack, path, pack, self._room.stored)
        self._room.start(job, self._on_pack_taken, record)

    def _on_pack_taken(self, added: object, record: ReviewPack) -> None:
        session = self._room.session
        keep_at_first_scoring(session.db, record.year, session.shipped_rules)
        if record.reviewer and not self._room.reviewer:
            self._room.set_reviewer(record.reviewer)
        show_words(self._said, f"复核包已收下，复核意见 {added} 条。可以开始复核。")
        if session.profile and session.profile.year != record.year:
            session.set_profile(replace(session.profile, year=record.year))
        else:
            session.read_terms_again()
            self._room.tell(self._room.take(OfficeChanges(files=True)))


def _write_pack(path: Path, stored: StoredYear, by: str, whom: str, job: JobContext) -> Path:
    from model.office.review_pack import write_pack

    return write_pack(path, stored, by, whom, job)


def _take_in_pack(path: Path, pack: "OpenedPack", stored: StoredYear, job: JobContext) -> int:
    from model.office.review_pack import take_in_pack

    return take_in_pack(path, pack, stored, job)


def _read(path: Path, stored: StoredYear, job: JobContext) -> tuple[Path, object]:
    from model.office.review_pack import read_exchanged

    return path, read_exchanged(path, stored, job)


def _line(subject: str, name: str, exchange: ReviewExchange, state: Cell) -> Line:
    by = exchange.decided.get(subject, {})
    who = "、".join(f"{one or '未署名'} {count}" for one, count in sorted(by.items()))
    return Line(
        key=subject,
        cells=(
            Cell(words=name),
            state,
            Cell(words=exchange.shares.of(subject)),
            _count(sum(by.values())),
            _count(exchange.waiting.get(subject, 0)),
            Cell(words=who),
        ),
    )


def _origin_words(exchange: ReviewExchange, proof: Proof) -> str:
    """What to know of a file that wasn't signed with the office's key; "": it was."""
    if exchange.is_ours(proof):
        return ""
    signed = (
        f"签名的密钥与本机不同（指纹 {proof.fingerprint}）" if proof.key else "文件没有有效的签名"
    )
    return f"{signed}，不能证明是本办公室写出的，请先当面或打电话向复核人核实。"


def _news_words(news: ReviewNews) -> str:
    passed = f"其中 {news.passed} 个单位的年度记为“通过”。" if news.passed else ""
    return (
        f"有 {news.added} 条本机没有的意见，{news.asked} 项与本机的不同。{passed}"
        "收下后逐条署原复核人的名。"
    )


def _count(number: int) -> Cell:
    return Cell(words=str(number) if number else "", right=True, sort=float(number))
