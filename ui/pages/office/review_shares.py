"""复核分工: who reviews whom, and two PCs' decisions put together."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QPushButton, QWidget

from forms import FORMS
from model.domain.china_time import china_time
from model.domain.origin import Proof
from model.domain.review import WHOLE_YEAR, Review
from model.errors import AppError
from model.jobs import JobContext
from model.office.changes import OfficeChanges
from model.office.review_exchange import (
    ReviewExchange,
    ReviewNews,
    settle,
    share_out,
    take_in,
    write_file,
)
from model.own_key import own_key_pair
from model.parts.decisions import RivalDecisions
from ui.alerts import ask, show_error
from ui.connection import connect
from ui.file_dialogs import choose_file, choose_new_file
from ui.kit.job_bar import JobBar
from ui.kit.label import line_label, show_words, words_label
from ui.kit.layout import REST, Halves, Sheet, at_top, box, clear_layout, column, row, wide
from ui.kit.line_field import LineField
from ui.kit.metrics import GAP, SNUG, TIGHT, TOOLS
from ui.kit.page import Page
from ui.kit.table import Table
from ui.kit.table_model import Cell, Line
from ui.pages.office.board_lines import MARK_OF
from ui.pages.office.session import OfficeSession

HEADINGS = ("责任单位", "报送情况", "复核人", "已审#", "待审#", "谁审的")
WIDTHS = (0, 108, 84, 56, 56, 130)
LONGEST = 30  # characters of a name
KINDS = "Excel 工作簿 (*.xlsx)"
HOW = (
    "两个人在两台电脑上复核：先在“备份”页把数据复制到U盘，在第二台电脑上恢复；各审各的。"
    "审完一段，写出本机的复核意见，拿到另一台电脑上收下，逐项合并，谁的也不会盖掉；"
    "两人对同一项的意见不同，在下面并排列出，由一个人选定。同一份收几次都一样。"
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
        self.name.setAccessibleName("复核人姓名，分给所选单位")
        self.name.setMaxLength(LONGEST)
        self.give = QPushButton("分给所选单位", self)
        self.give.clicked.connect(self._on_give)
        self.name.returnPressed.connect(self._on_give)
        self.table = Table(HEADINGS, WIDTHS, self)
        self.table.setAccessibleName("各单位由谁复核，回车去复核")
        self.table.opened.connect(self._on_opened)
        self.sheet = Sheet(self)
        self._how = self.sheet.label("notes", HOW)
        self.receive = QPushButton("收另一台电脑的复核意见…", self)
        self.receive.clicked.connect(self._on_receive)
        self._said = words_label("said")
        self._rivals, self._files = column(spacing=TIGHT), column(spacing=SNUG)
        bar = JobBar(room.jobs, self)
        self.sheet.add(row(self.receive, REST), bar, self._said, self._rivals, self._files, REST)
        tools = row(wide(self.name), self.give, spacing=TIGHT, margins=TOOLS)
        halves = Halves((11, 9), self, left=(tools, wide(self.table)))
        halves.add_right(wide(self.sheet))
        self.buttons: list[QPushButton] = []
        self.lay_out(wide(halves))
        self.setFocusProxy(self.name)
        room.changed.connect(self.outdate)

    def refresh(self) -> None:
        office = self._room.office
        exchange = self._exchange = ReviewExchange(office)
        self.table.show_lines([self._line(body.id, exchange) for body in office.bodies])
        shared, rivals = exchange.shares, exchange.rivals
        loose = sum(body.id not in shared for body in office.bodies)
        words = [f"{len(set(shared.values()))} 人分了 {len(shared)} 个单位"] if shared else []
        words += [f"{loose} 个单位还没有分"] if shared and loose else []
        words += [f"{len(rivals)} 项两人意见不同"] if rivals else []
        self.header.show_state(
            self._room.session.closed_words or "，".join(words) or "把单位分给复核人，再各审各的"
        )
        open_ = not self._room.closed
        for part in (self.name, self.give, self.receive):
            part.setEnabled(open_)
        self.header.primary.setEnabled(bool(exchange.ours))
        self._show_rivals(rivals)
        self._show_files(exchange)

    def _line(self, department: str, exchange: ReviewExchange) -> Line:
        body = self._room.body(department)
        by = exchange.decided.get(department, {})
        who = "、".join(f"{name or '未署名'} {count}" for name, count in sorted(by.items()))
        return Line(
            key=department,
            cells=(
                Cell(words=body.department.name),
                Cell(words=MARK_OF[body.state].word, mark=MARK_OF[body.state]),
                Cell(words=exchange.shares.get(department, "")),
                _count(sum(by.values())),
                _count(body.waiting),
                Cell(words=who),
            ),
        )

    def _show_rivals(self, rivals: tuple[RivalDecisions, ...]) -> None:
        clear_layout(self._rivals)
        self.buttons = []
        if rivals:
            self._rivals.addWidget(line_label("label", f"两人意见不同 {len(rivals)} 项，请选定"))
        for one in rivals:
            self._rivals.addWidget(self._rival(one))

    def _rival(self, one: RivalDecisions) -> QWidget:
        plan = self._room.office.plan
        title = "年度整体"
        if one.item != WHOLE_YEAR:
            known = plan.measures.keys() | plan.indicators.keys()
            title = plan.item(one.item).title if one.item in known else "（已不在方案内）"
        parts = [
            self._voice(one, one.ours, "本机"),
            self._voice(one, one.theirs, "另一台电脑"),
        ]
        head = words_label("label", f"{self._room.name(one.department)}　{title}")
        return box(column(head, *parts, spacing=SNUG), "voice")

    def _voice(self, one: RivalDecisions, review: Review, where: str) -> QWidget:
        from model.workbook.review_file.write import changes_words

        button = QPushButton("用这个", self)
        button.setAccessibleName(f"用{where}的：{review.verdict}")
        button.setEnabled(not self._room.closed)
        connect(button.clicked, self, partial(self._on_settled, one, review))
        self.buttons.append(button)
        changes = changes_words(review, self._room.office.plan, FORMS)
        said = "　".join(filter(None, (review.verdict.value, changes, review.remark)))
        who = f"{where}　{review.by or '未署名'}　{china_time(review.at)}"
        words = column(words_label("", said), line_label("notes", who), spacing=SNUG)
        return box(row(wide(words), at_top(button), spacing=GAP))

    def _show_files(self, exchange: ReviewExchange) -> None:
        clear_layout(self._files)
        if exchange.files:
            self._files.addWidget(line_label("label", "收过的复核意见"))
        for file in reversed(exchange.files):
            said = (
                f"{file.made_by or '未署名'}　{china_time(file.made_at)} 写出，{len(file.lines)} 条"
            )
            self._files.addWidget(words_label("notes", said))

    @property
    def chosen(self) -> list[str]:
        """The departments whose rows are chosen."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        keys = self.table.keys
        return [keys[at] for at in rows]

    def _on_give(self) -> None:
        self._carry_out(lambda: share_out(self._room.office, self.chosen, self.name.text().strip()))

    def _on_settled(self, one: RivalDecisions, review: Review) -> None:
        if not self._room.reviewer:
            show_words(self._said, NOBODY)
            return
        office, by = self._room.office, self._room.reviewer
        self._carry_out(lambda: settle(office, by, one, review))

    def _carry_out(self, act: Callable[[], OfficeChanges]) -> bool:
        try:
            changes = self._room.take(act())
        except AppError as error:
            show_error(error, self)
            return False
        self._room.tell(changes)
        return True

    def _on_opened(self, department: str) -> None:
        if self._room.body(department).versions:
            self._room.open("review", department)

    def _on_write(self) -> None:
        from model.workbook.review_file.write import suggested_review_file_name

        if not self._room.reviewer:
            show_words(self._said, NOBODY)
            return
        file = ReviewExchange(self._room.office).file(self._room.reviewer)
        name = suggested_review_file_name(file)
        if path := choose_new_file(self._room.session.db, self, "写出复核意见", name, KINDS):
            self.write(path)

    def write(self, path: Path) -> None:
        """Writes the decisions known here to *path*."""
        office = self._room.office
        file = ReviewExchange(office).file(self._room.reviewer)
        keys = own_key_pair(self._room.session.db)
        self._room.start(partial(write_file, path, office, file, keys), self._on_written)

    def _on_written(self, path: object) -> None:
        show_words(self._said, f"已写出：{path}。请拿到另一台电脑上，在这一页收下。")

    def _on_receive(self) -> None:
        if path := choose_file(self._room.session.db, self, "另一台电脑的复核意见", KINDS):
            self.take_in(path)

    def take_in(self, path: Path) -> None:
        """Reads what *path* holds, asks, and joins it."""
        self._room.start(partial(_read, path, self._room), self._on_read)

    def _on_read(self, read: object) -> None:
        from model.workbook.review_file.read import ReceivedReviewFile

        path, found = read if isinstance(read, tuple) else (None, None)
        if isinstance(found, AppError):
            show_error(found, self)
            return
        if not isinstance(found, ReceivedReviewFile) or not isinstance(path, Path):
            words = "这不是复核意见，没有接收。"
            show_error(AppError(words, hint="请选另一台电脑上写出的复核意见。"), self)
            return
        file = found.record
        exchange = ReviewExchange(self._room.office)
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
            more = f"，{news.asked} 项两人意见不同，请选定" if news.asked else ""
            show_words(self._said, f"{told}{more}。")


def _read(path: Path, room: OfficeSession, _job: JobContext) -> tuple[Path, object]:
    from model.workbook.sealed import read_file

    return path, read_file(path, room.questionnaire)


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
