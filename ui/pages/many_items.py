"""Several items chosen in the list: their state is set for all of them at once."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from model.domain.answers import STATE_LABELS, State
from model.domain.forms import Choice
from ui.connection import connect
from ui.marks import MARK_OF
from ui.models.row_model import ROW
from ui.session import Session
from ui.widgets.item_list import ItemList
from ui.widgets.link import Link
from ui.widgets.mark_icon import mark_icon


class ManyItems(QFrame):
    """Shown while more than one item is chosen, and a moment longer: what was done."""

    def __init__(
        self,
        session: Session,
        items: ItemList,
        flush: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("many")
        self._session = session
        self._items = items
        self._flush = flush
        self._words = QLabel(self)
        self._words.setObjectName("label")
        self._words.setWordWrap(True)
        head = QHBoxLayout()
        head.addWidget(self._words, 1)
        self._drop = Link("取消多选", self)
        self._drop.clicked.connect(self._on_drop)
        head.addWidget(self._drop)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(self._buttons())
        items.selectionModel().selectionChanged.connect(self._show)
        self.hide()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        for number, state in enumerate(State, start=1):
            button = QToolButton(self)
            button.setObjectName("state_button")
            button.setText(STATE_LABELS[state])
            button.setIcon(mark_icon(MARK_OF[state]))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setToolTip(f"全部设为“{STATE_LABELS[state]}”（Ctrl+{number}）")
            connect(button.clicked, self, lambda _=False, state=state: self.set_state(state))
            row.addWidget(button)
        self.take = QToolButton(self)
        self.take.setObjectName("state_button")
        self.take.setText("沿用去年")
        self.take.setToolTip("去年的内容填到这几项还空着的栏里，指标数值不带（Ctrl+L）")
        self.take.clicked.connect(self.carry)
        row.addWidget(self.take)
        row.addStretch(1)
        return row

    @property
    def chosen(self) -> tuple[str, ...]:
        rows = sorted(index.row() for index in self._items.selectedIndexes())
        model = self._items.model()
        return tuple(model.index(row, 0).data(ROW).item for row in rows)

    @property
    def several(self) -> bool:
        return len(self._items.selectedIndexes()) > 1

    def set_state(self, state: State) -> None:
        """One step for all that can be in that *state*; what can't is said."""
        self._flush()
        desk, word = self._session.desk, STATE_LABELS[state]
        chosen = [self._session.plan.item(item) for item in self.chosen]
        able = [
            item.id
            for item in chosen
            if isinstance(field := desk.form_for(item).field("state"), Choice)
            and state.value in field.options
        ]
        changes = {item: {"state": state.value} for item in able}
        if able and not self._session.save_all(changes, f"{len(able)} 项设为“{word}”"):
            return
        left = len(chosen) - len(able)
        self._words.setText(
            (f"已把 {len(able)} 项设为“{word}”，Ctrl+Z 可撤销。" if able else "")
            + (f"{left} 项填数值，没有“{word}”这个选项，没有改动。" if left else "")
        )

    def carry(self) -> None:
        """Last year's answers under those of the items chosen; where none is left to carry, what
        was carried holds as it is.
        """
        self._flush()
        session, chosen = self._session, self.chosen
        basis = session.basis().of(chosen)
        count = len(basis.items)
        if basis.changes and session.carry(basis, f"{count} 项沿用去年"):
            left = len(chosen) - count
            rest = f"另外 {left} 项去年没有填，或今年已经填了。" if left else ""
            self._words.setText(f"{count} 项沿用了去年的内容，标“沿用未改”。{rest}")
        elif untouched := [item for item in chosen if item in session.untouched]:
            session.confirm(*untouched)
            self._words.setText(f"已确认 {len(untouched)} 项沿用的内容仍然属实。")
        else:
            self._words.setText("这几项去年没有填，或今年已经填了。")

    @property
    def words(self) -> str:
        return self._words.text()

    def _show(self) -> None:
        if self.several:
            self._words.setText(f"已选 {len(self.chosen)} 项，一起设为：")
        self.setVisible(self.several and not self._session.closed_words)

    def _on_drop(self) -> None:
        self._items.choose(self._items.currentIndex())
        self._items.setFocus()
