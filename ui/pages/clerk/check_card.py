"""校验: what must be put right, what is to be looked at, what was looked at."""

from collections import Counter

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from model.checks import Kind
from model.domain.submission import COVER
from ui.connection import connect
from ui.help.manual_links import FINDINGS
from ui.kit.card import Card
from ui.kit.combo import Combo
from ui.kit.entry_list import EntryList
from ui.kit.label import words_label
from ui.kit.layout import REST, Placed, add, row, wide
from ui.kit.link import Link
from ui.kit.metrics import TIGHT
from ui.kit.pills import Pills
from ui.pages.clerk.findings import Finding, finding_entries, findings, told_of
from ui.pages.item_rows import support_words
from ui.session import Session

ANY = ""  # kind of finding

MUST, MAY, SEEN = range(3)
SETTLE = "；核对无误的，指着它点右边的“没有问题”，或按空格。"


class CheckCard(Card):
    chosen = Signal(object)  # Finding
    accepted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("一、导出前检查", parent)
        self._session = session
        self._found: tuple[Finding, ...] = ()
        self._verdict = words_label("help")
        self.pills = Pills(("必须改正", "提醒", "已核对"), self)
        self.pills.chosen.connect(self._show)
        name = "检查结果：回车跳到该项，空格表示已核对"
        self.list = EntryList(name, self, click_opens=True, margin=12)
        connect(self.list.opened, self, lambda key: self.chosen.emit(self._finding(key)))
        self.list.entries.told = told_of
        self.list.acted.connect(self._on_accepted)
        self.what = Link("这些提示是什么意思？", self)
        connect(self.what.clicked, self, lambda: session.help_requested.emit(FINDINGS))
        middle = Placed(self.what, side=Qt.AlignmentFlag.AlignVCenter)
        views = row(wide(self.pills), middle, spacing=TIGHT)
        add(self.column, self._verdict, views, self._kinds_row(), wide(self.list))

    def _kinds_row(self) -> QHBoxLayout:
        """A choice of one kind, and a link that settles all findings of that kind."""
        self.kinds = Combo(self)
        self.kinds.setAccessibleName("提示的种类")
        self.kinds.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.kinds.currentIndexChanged.connect(self._show_kind)
        self.settle = Link("", self)
        self.settle.clicked.connect(self._on_settled)
        return row(self.kinds, REST, self.settle)

    @property
    def hard(self) -> int:
        """Number of findings that hold the export back."""
        return len(self._views[MUST])

    @property
    def wrong_cover(self) -> tuple[str, ...]:
        """The fields of the cover that hold the export back."""
        return tuple(one.field for one in self._views[MUST] if one.item == COVER)

    def hint(self, item: str, field: str) -> str:
        """What may be checked once more in the field; "" for nothing, or where somebody accepted
        it.
        """
        soft = (one for one in self._views[MAY] if (one.item, one.field) == (item, field))
        return next((one.sentence for one in soft), "")

    def refresh(self) -> None:
        """Checks again; what must be put right is shown first, as long as there is any."""
        before = self.hard
        self._found = findings(self._session)
        views = self._views
        words = ("必须改正", "提醒", "已核对")
        self.pills.show_words([f"{w} {len(v)}" for w, v in zip(words, views, strict=True)])
        if self.hard and not before:
            self.pills.choose(MUST)
        elif self.pills.current == MUST and not self.hard:
            self.pills.choose(MAY)
        self._show()
        soft, closed = len(views[MAY]), bool(self._session.closed_words)
        open_ = len(self._session.desk.unanswered())
        left = f"还有 {open_} 项未填，按未填报送。" if open_ else ""
        self._verdict.setText(
            f"有 {self.hard} 处必须改正，改好后才能导出；另有 {soft} 处提醒。点一下跳到该处。"
            if self.hard
            else f"没有必须改正的问题。有 {soft} 处提醒，不影响导出{'。' if closed else SETTLE}"
            if soft
            else "没有别的问题，可以导出。"
            if open_
            else "检查通过，可以导出。"
        )
        more = support_words(self._session.desk.unsaid_support())
        more = f"{more}没有写，不计分，可以不写。" if more else ""
        self._verdict.setText(f"{left}{self._verdict.text()}{more}")

    @property
    def _views(self) -> tuple[list[Finding], list[Finding], list[Finding]]:
        return (
            [one for one in self._found if one.hard],
            [one for one in self._soft if not one.accepted],
            [one for one in self._soft if one.accepted],
        )

    @property
    def _soft(self) -> list[Finding]:
        """Findings that hold nothing back, without those that an item is not answered."""
        return [one for one in self._found if not (one.hard or one.found.kind is Kind.OPEN)]

    def _show(self) -> None:
        """Shows the kinds in the view, gravest first; the chosen one stays as long as it occurs."""
        view = self._views[self.pills.current]
        counts = Counter(one.found.kind for one in view)
        kinds = ((f"{kind} {count}", kind) for kind, count in counts.items())
        self.kinds.offer([(f"全部种类 {len(view)}", ANY), *kinds], ANY)
        self.kinds.setVisible(len(view) > 0)
        self._show_kind()

    def _show_kind(self) -> None:
        kind, view = self.kinds.currentData(), self._views[self.pills.current]
        shown = tuple(one for one in view if kind in (ANY, one.found.kind))
        closed = bool(self._session.closed_words)
        self.list.entries.show_entries(finding_entries(shown, closed=closed))
        told = kind not in (None, ANY) and (self.pills.current == MAY or kind == Kind.UNTOUCHED)
        self.settle.setVisible(told and not closed)
        same = "这一类都确认仍然属实" if kind == Kind.UNTOUCHED else "这一类都核对过了"
        self.settle.setText(f"{same}（{len(shown)}）")

    def _on_settled(self) -> None:
        kind, view = self.kinds.currentData(), self._views[self.pills.current]
        some = [one for one in view if one.found.kind == kind]
        if kind == Kind.UNTOUCHED:
            self._session.confirm(*(one.item for one in some))
        else:
            self._session.accept(*(one.found.key for one in some))
        self.refresh()
        self.list.setFocus()

    def _finding(self, key: str) -> Finding:
        return next(one for one in self._found if one.found.key == key)

    def _on_accepted(self, key: str) -> None:
        row = [entry.key for entry in self.list.shown].index(key)
        self._session.accept(key)
        self.refresh()
        if shown := self.list.shown:
            self.list.choose(shown[min(row, len(shown) - 1)].key)
