"""Several items chosen in the list: what is said once for all of them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QToolButton, QWidget

from model.domain.answers import STATE_LABELS, State
from model.domain.plan import Indicator
from ui.connection import connect
from ui.kit.entry_list import EntryList
from ui.kit.flow import Flow
from ui.kit.label import plain_tip, words_label
from ui.kit.layout import column, row, wide
from ui.kit.line_field import LineField
from ui.kit.link import Link
from ui.kit.mark_icon import mark_icon
from ui.kit.metrics import BLOCK, SNUG, TIGHT
from ui.session import Session
from ui.status_marks import MARK_OF

REASON = "reason"
LONGEST = 300  # characters


class ManyItems(QFrame):
    """What can be done to all items chosen. Shown while several are, and a moment longer."""

    proof_requested = Signal()
    copy_requested = Signal()

    def __init__(
        self,
        session: Session,
        items: EntryList,
        flush: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("many")
        self._session = session
        self._items = items
        self._flush = flush
        self._waiting: tuple[str, ...] = ()  # items that lack the reason asked for
        self._words = words_label("label")
        self._drop = Link("取消多选", self)
        self._drop.clicked.connect(self._on_drop)
        head = row(wide(self._words), self._drop, spacing=SNUG)
        margins = (BLOCK, TIGHT, BLOCK, TIGHT)
        parts = (head, self._buttons(), self._reason_row())
        column(*parts, spacing=SNUG, margins=margins, parent=self)
        items.selectionModel().selectionChanged.connect(self.show_chosen)
        self.hide()

    def _reason_row(self) -> QWidget:
        """Field that asks once for the reason why several items are not applicable."""
        self._asking = QWidget(self)
        self.reason, keep = LineField(parent=self._asking), QPushButton("填入", self._asking)
        self.reason.setAccessibleName("不适用理由")
        self.reason.setMaxLength(LONGEST)
        keep.clicked.connect(self._on_reason)
        row(wide(self.reason), keep, spacing=TIGHT, parent=self._asking)
        self._asking.hide()
        return self._asking

    def _buttons(self) -> QWidget:
        holder = QWidget(self)
        buttons = Flow(holder, SNUG)
        for number, state in enumerate(State, start=1):
            button = QToolButton(self)
            button.setObjectName("state_button")
            button.setText(STATE_LABELS[state])
            button.setIcon(mark_icon(MARK_OF[state]))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setToolTip(plain_tip(f"全部设为“{STATE_LABELS[state]}”（Ctrl+{number}）"))
            connect(button.clicked, self, lambda _=False, state=state: self.set_state(state))
            buttons.addWidget(button)
        self.take = QToolButton(self)
        self.take.setObjectName("state_button")
        self.take.setText("沿用去年")
        self.take.setToolTip("去年的内容填到这几项还空着的栏里，指标数值不带（Ctrl+L）")
        self.take.clicked.connect(self.carry)
        buttons.addWidget(self.take)
        proof = self._button("添加佐证材料…", "一份或几份文件，作为所选各项的佐证材料")
        proof.clicked.connect(self.proof_requested)
        about = "带表头，可以粘贴到 Excel、WPS，改好再粘贴回来（Ctrl+C）"
        table = self._button("复制为表格", about)
        table.clicked.connect(self.copy_requested)
        for button in (proof, table):
            buttons.addWidget(button)
        return holder

    def _button(self, words: str, about: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("state_button")
        button.setText(words)
        button.setToolTip(plain_tip(about))
        return button

    @property
    def chosen(self) -> tuple[str, ...]:
        return self._items.keys

    @property
    def several(self) -> bool:
        return len(self._items.selectedIndexes()) > 1

    def set_state(self, state: State) -> None:
        """Sets the state of all chosen items that can have it, in one step; says which can not."""
        self._flush()
        desk, word = self._session.desk, STATE_LABELS[state]
        self._hold()
        chosen = [self._session.plan.item(item) for item in self.chosen]
        able = [
            item.id
            for item in chosen
            if desk.form_for(item).offers("state", state.value) and desk.follows(item.id) is None
        ]
        changes = {item: {"state": state.value} for item in able}
        if able and not self._session.save_all(changes, f"{len(able)} 项设为“{word}”"):
            return
        self._ask_reason(able if state is State.NOT_APPLICABLE else [])
        follow = sum(desk.follows(item.id) is not None for item in chosen)
        left = len(chosen) - len(able) - follow
        why = "填数值，" if any(isinstance(item, Indicator) for item in chosen) else ""
        self._words.setText(
            (f"已把 {len(able)} 项设为“{word}”，Ctrl+Z 可撤销。" if able else "")
            + (f"{left} 项{why}没有“{word}”这个选项，没有改动。" if left else "")
            + (f"{follow} 项的状态随指标的数，没有改动。" if follow else "")
        )

    def carry(self) -> None:
        """Last year's answers under those of the items chosen; where none is left to carry, what
        was carried holds as it is.
        """
        self._flush()
        self._hold()
        session, chosen = self._session, self.chosen
        basis = session.basis().of(chosen)
        count = len(basis.items)
        carried = {item for item in chosen if item in session.untouched} - {*basis.items}
        left = len(chosen) - count - len(carried)
        if basis.changes and session.carry(basis, f"{count} 项沿用去年"):
            self._words.setText(
                f"{count} 项沿用了去年的内容，标“沿用未改”。"
                + (f"另外 {len(carried)} 项早先沿用的还没有确认，再按一次确认。" if carried else "")
                + (f"另外 {left} 项去年没有填，或今年已经填了。" if left > 0 else "")
            )
        elif carried:
            session.confirm(*carried)
            self._words.setText(f"已确认 {len(carried)} 项沿用的内容仍然属实，Ctrl+Z 可撤销。")
        else:
            self._words.setText("这几项去年没有填，或今年已经填了。")

    def _hold(self) -> None:
        """What was chosen stays in sight, chosen, whatever the filter: it is gone on with."""
        for item in self.chosen:
            self._items.entries.keep(item)

    def show_words(self, words: str) -> None:
        self._words.setText(words)

    def _ask_reason(self, items: Sequence[str]) -> None:
        """Asks for the reason of those *items* that have none yet; none: nothing is asked."""
        self._waiting = tuple(one for one in items if not self._session.answer(one).get(REASON))
        self.reason.clear()
        self.reason.setPlaceholderText(f"不适用理由，填到这 {len(self._waiting)} 项")
        self._asking.setVisible(bool(self._waiting))
        if self._waiting and self.isVisible():
            self.reason.setFocus()

    def flush(self) -> None:
        """Fills in the reason that was typed, wherever one goes on."""
        said, waiting = self.reason.text().strip(), self._waiting
        if not (said and waiting):
            return
        self.reason.clear()
        answers = {
            item: {REASON: said}
            for item in waiting
            if (answer := self._session.answer(item)).get("state") == State.NOT_APPLICABLE.value
            and not answer.get(REASON)  # one may have come since
        }
        step = f"{len(answers)} 项填不适用理由"
        if not answers or self._session.save_all(answers, step):
            self._words.setText(f"已把理由填到 {len(answers)} 项，Ctrl+Z 可撤销。")
            self._ask_reason(())
        else:
            self.reason.setText(said)

    def _on_reason(self) -> None:
        self.flush()
        if not self._waiting:
            self._items.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.reason.hasFocus():
            self._on_reason()
        else:
            super().keyPressEvent(event)

    @property
    def words(self) -> str:
        return self._words.text()

    def show_chosen(self) -> None:
        """Shows how many are chosen and what can be done to them; hidden for a single one."""
        self.flush()
        self._ask_reason(())
        if self.several:
            self._words.setText(f"已选 {len(self.chosen)} 项，一起设为：")
        self.setVisible(self.several and not self._session.closed_words)

    def _on_drop(self) -> None:
        self._items.choose(self._items.key)
        self._items.setFocus()
