"""What was copied from Excel or WPS, looked at before anything is filled in."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from model.clipboard.columns import KEY, UNUSED, WORDS, Columns, recognised
from model.clipboard.pasted_answers import Pasting, RowFate, placed
from model.clipboard.table import Rows, repeated
from model.domain.answers import STATE_LABELS
from model.domain.forms import Field
from model.domain.joint_fields import JointField, joint_fields
from model.domain.plan import Item
from ui.connection import call_later, connect
from ui.edit_text import cut, title_of
from ui.kit.button import Button
from ui.kit.check import Check
from ui.kit.combo import Combo
from ui.kit.focus_order import put_in_order
from ui.kit.label import line_label, words_label
from ui.kit.layout import REST, Sheet, column, row, wide
from ui.kit.link import Link
from ui.kit.metrics import SNUG, TIGHT
from ui.pages.clerk.paste_grid import PasteGrid
from ui.pages.clerk.pasted_rows import MATCHED, pasting_rows
from ui.session import Session, SessionChanges
from ui.theme import px

IN_A_ROW = 3  # columns to choose for
FEW = 4  # letters of a choice that are in sight where there is little room
LEAST = 200  # px, of the table
SINCE = "粘贴以后填报内容有变化，下面已按现在的重新核对。"
ABOVE, BELOW = (24, 20, 24, 12), (24, 8, 24, 12)  # px


class PastePanel(QFrame):
    closed = Signal()

    def __init__(
        self, session: Session, items: Sequence[Item], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("paper")
        self._session, self._items = session, items
        self._fields: Mapping[str, JointField] = {}
        self._rows: Rows = ()
        self._columns = Columns(roles=(), headed=False)
        self._in_order: tuple[Item, ...] = ()
        self._words: dict[str, str] = {}
        self._assumed, self._several = "", False
        self._since, self._filling = "", False
        self.pasting = Pasting(cells=(), answers={}, placed={}, unplaced=(), unknown=())
        self._heading, self._how = line_label("question_heading"), words_label("help")
        self._choices = QGridLayout()
        self._choices.setHorizontalSpacing(12)
        self._replace = Check(self)
        self._replace.toggled.connect(self._refresh)
        self.table = PasteGrid(self)
        self.table.setMinimumHeight(px(LEAST))
        self.columns = Link("改各列的用处", self)
        self.columns.setCheckable(True)
        self.columns.toggled.connect(self._show_choices)
        head = row(wide(self._how), self.columns, spacing=TIGHT)
        parts = (self._heading, head, self._choices, wide(self.table))
        whole = Sheet(self, parts=parts, widest=None, spacing=SNUG, margins=ABOVE)
        self.fill, self.leave = Button(self), Button("不填，返回", self)
        self.fill.setObjectName("primary")
        self.fill.clicked.connect(self._on_fill)
        self.leave.clicked.connect(self.closed)
        buttons = row(self.fill, self.leave, self._replace, REST, spacing=TIGHT, margins=BELOW)
        column(wide(whole), buttons, parent=self)  # which stay in sight
        session.changed.connect(self._on_session_changed)

    def show_rows(
        self,
        rows: Rows,
        in_order: Sequence[Item],
        *,
        several: bool = False,
        roles: Sequence[str] = (),
    ) -> None:
        """
        Args:
            in_order: for rows that name no item, the chosen one and those below it, or, where
                *several* are chosen, just those: fewer rows are repeated for all of them.
            roles: the fields on which the columns were pasted, where their heads don't say others.
        """
        self._rows, self._in_order, self._words = rows, tuple(in_order), {}
        self._assumed, self._several, self._since = "", several, ""
        self._fields = joint_fields(fields_of(self._session, self._items))
        alone = len(rows) == len(rows[0]) == 1  # one cell means the chosen item, or all of them
        about = self._in_order[: None if several else 1] if alone else self._items
        fields = self._asked_of(about) if alone else fields_of(self._session, about)
        self._columns = recognised(rows, self._items, fields)
        if roles and not (self._columns.placed or self._columns.headed):
            self._columns = Columns(roles=tuple(roles), headed=False)
        if several and not self._columns.placed:
            self._rows = repeated(rows, len(self._in_order), headed=self._columns.headed)
        self._replace.setChecked(False)
        self._place()
        sure = self._columns.placed and self._columns.headed  # each column says what it is
        self.columns.setVisible(sure)
        self.columns.setChecked(not sure)
        self._show_choices()
        call_later(0, self.table, self.table.show_first_open)  # once its rows have their place
        (self.fill if self.fill.isEnabled() else self.leave).setFocus()

    def _asked_of(self, items: Sequence[Item]) -> list[Field]:
        """Fields that one of *items* shows now; all fields, where none is answered."""
        form_for, answer = self._session.desk.form_for, self._session.begun_of
        said = [item for item in items if answer(item.id)]
        if not said:
            return fields_of(self._session, items)
        return [
            field
            for item in said
            for field in form_for(item).fields()
            if field.asked(answer(item.id))
        ]

    def _show_choices(self, *_: object) -> None:
        while taken := self._choices.takeAt(0):
            if widget := taken.widget():
                widget.hide()
                widget.deleteLater()
        names = {KEY: "编号", WORDS: "事项文字", UNUSED: "不用这一列"}
        names |= {key: one.field.label for key, one in self._fields.items()}
        roles = self._columns.roles if self.columns.isChecked() else ()
        boxes: list[tuple[str, dict[str, str], str, Callable[[str], None]]] = [
            (self._column_name(number), names, role, partial(self._set_role, number))
            for number, role in enumerate(roles)
        ]
        states = {"": "先不填"} | {state.value: word for state, word in STATE_LABELS.items()}
        boxes += [
            (f"“{cut(word, 8)}”算作", states, self._words.get(word, ""),
             partial(self._set_word, word))
            for word in self.pasting.unknown
        ]  # fmt: skip
        if waiting := len(self._waiting):
            boxes.append((f"还没选状态的 {waiting} 项算作", states, self._assumed, self._assume))
        for number, (label, options, chosen, act) in enumerate(boxes):
            name, box = line_label("notes", label), Combo(self)
            box.setAccessibleName(label)
            box.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(FEW)
            for code, word in options.items():
                box.addItem(word, code)
            box.choose(chosen)
            connect(
                box.currentIndexChanged, self, lambda _, box=box, act=act: act(box.currentData())
            )
            line, place = divmod(number, IN_A_ROW)
            self._choices.addWidget(name, 2 * line, place)
            self._choices.addWidget(box, 2 * line + 1, place)
        if around := self._choices.parentWidget():
            put_in_order(around)

    def _role_name(self, role: str) -> str:
        names = {KEY: "编号", WORDS: "事项文字", UNUSED: "不用"}
        return names.get(role) or self._fields[role].field.label

    def _column_name(self, number: int) -> str:
        first = self._rows[0][number]
        shown = next((row[number] for row in self._rows if row[number]), "")
        words = first if self._columns.headed else shown
        return f"第 {number + 1} 列（{cut(words, 8)}）" if words else f"第 {number + 1} 列（空）"

    def _set_role(self, number: int, role: str) -> None:
        roles = ["" if one == role else one for one in self._columns.roles]
        roles[number] = role
        self._columns = Columns(roles=tuple(roles), headed=self._columns.headed)
        self._place()
        self._show_choices()

    @property
    def _waiting(self) -> tuple[str, ...]:
        """Items whose state has to be known, with those for which one was assumed."""
        follows = {cell.item for cell in self.pasting.cells if cell.column < 0}
        return (*follows, *self.pasting.without_state(replacing=self._replace.isChecked()))

    def _assume(self, state: str) -> None:
        self._assumed = state
        self._place()

    def _set_word(self, word: str, code: str) -> None:
        self._words[word] = code
        self._place()

    def _place(self) -> None:
        self.pasting = placed(
            self._rows,
            self._columns,
            self._items if self._columns.placed else self._in_order,
            self._session.desk.form_for,
            self._session.begun_of,
            words=self._words,
            assumed=self._assumed,
        )
        self._refresh()

    def _on_session_changed(self, changes: SessionChanges) -> None:
        """Holds the rows against what is said by now. What came since is not among what somebody
        ticked to be replaced.
        """
        if self.isHidden() or self._filling or not changes.items:
            return
        before = self.pasting
        self._place()
        if self.pasting != before:
            self._since = SINCE
            if self.pasting.replaced != before.replaced:
                self._replace.setChecked(False)
            self._refresh()
            self._show_choices()

    def _refresh(self) -> None:
        replacing, pasting = self._replace.isChecked(), self.pasting
        first = int(self._columns.headed)
        rows_ = pasting_rows(self._session, pasting, self._rows, first, replacing=replacing)
        self.table.show_rows((MATCHED, *map(self._role_name, self._columns.roles)), rows_)
        replaced = len(pasting.replaced)
        self._replace.setVisible(replaced > 0)
        self._replace.setText(f"已填的 {replaced} 格也替换成粘贴的内容（可撤销）")
        self._heading.setText(self._heading_words(pasting.fates(replacing=replacing)))
        hidden = len(pasting.hidden(replacing=replacing))
        self._how.setText(
            self._since
            + self._how_words()
            + (
                f"有 {hidden} 格写给现在不显示的栏，没有填入：请选定状态，或改选列。"
                if hidden
                else ""
            )
        )
        count = sum(map(len, pasting.changes(replacing=replacing).values()))
        asked = sum(map(len, pasting.drafts(replacing=replacing).values()))
        self.fill.setText(f"填入 {count} 格" + (f"，另有 {asked} 格待定" if asked else ""))
        self.fill.setEnabled(count + asked > 0)

    def _heading_words(self, fates: Mapping[int, RowFate]) -> str:
        """'粘贴了 35 行：1 行没有用上，2 行有要核对的格，32 行没有疑问'."""
        counts = Counter(fates.values())
        if counts[RowFate.CLEAR] == len(fates):
            return f"粘贴了 {len(fates)} 行 {len(self._columns.roles)} 列，请核对后填入"
        told = (f"{counts[fate]} 行{fate}" for fate in RowFate if counts[fate])
        return f"粘贴了 {len(fates)} 行：{'，'.join(told)}"

    def _how_words(self) -> str:
        if KEY in self._columns.roles:
            return "按编号找到对应的项。"
        if WORDS in self._columns.roles:
            return "按事项文字找到对应的项。"
        if self._several:
            return f"填到所选的 {len(self._in_order)} 项。"
        first = cut(title_of(self._session, self._in_order[0].id), 16)
        return f"粘贴的内容没有写是哪一项，从“{first}”起按清单顺序往下对应。"

    def _on_fill(self) -> None:
        self._filling = True
        try:
            filled = self._fill()
        finally:
            self._filling = False
        if filled:
            self._session.show_again()
            self.closed.emit()

    def _fill(self) -> bool:
        """Whether all that may go in did; where the disk refused, nothing does."""
        replacing = self._replace.isChecked()
        changes = self.pasting.changes(replacing=replacing)
        count = sum(map(len, changes.values()))
        if changes and not self._session.save_all(changes, f"粘贴 {count} 格"):
            return False
        for item, fields in self.pasting.drafts(replacing=replacing).items():
            for key, typed in fields.items():
                self._session.save_draft(item, key, typed)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def fields_of(session: Session, items: Sequence[Item]) -> list[Field]:
    """All fields in which *items* are asked about, item by item."""
    return [field for item in items for field in session.desk.form_for(item).fields()]
