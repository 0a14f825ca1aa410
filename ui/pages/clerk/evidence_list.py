"""佐证材料 of one item: what is there, adding to it, correcting it, taking away from it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from forms import evidence as evidence_form
from model.domain.answers import NOTHING_SAID, Answer, Evidence
from model.domain.text_kinds import as_label
from model.domain.wording import size_words
from model.evidence_files.folder import can_be_opened
from model.store.evidence import new_id
from ui.connection import connect
from ui.field_drafts import FieldDrafts
from ui.kit.combo import Combo
from ui.kit.field_row import FieldRow
from ui.kit.form import FormView
from ui.kit.label import line_label, plain_tip, show_words, words_label
from ui.kit.layout import REST, add, at_left, clear_layout, column, row, wide
from ui.kit.link import Link
from ui.kit.metrics import GAP, HAIR, SNUG, TIGHT
from ui.theme import icon

PIECE = "piece"  # of what is being written: the id of what it corrects
KEYS = tuple(field.key for field in evidence_form.FORM.fields())
MARGINS = (12, 6, 6, 6)  # px
ITEM, CHOOSE = "对应事项", "请选一项"


class EvidenceList(QFrame):
    reference_given = Signal(object)  # Evidence, without a file
    corrected = Signal(object)  # Evidence
    form_opened = Signal()
    files_requested = Signal()
    removal_requested = Signal(object)  # Evidence
    opening_requested = Signal(object)  # Evidence
    last_years_requested = Signal()

    def __init__(
        self, drafts: FieldDrafts, parent: QWidget | None = None, heading: str = "佐证材料"
    ) -> None:
        super().__init__(parent)
        self._drafts = drafts
        self._heading = heading
        self._entries = column(spacing=HAIR)
        self.last_years = Link("", self)
        self.last_years.clicked.connect(self.last_years_requested)
        self.last_years.hide()
        self._form_place = column(spacing=GAP)
        parts = (self._entries, at_left(self.last_years), self._form_place)
        column(self._head(), *parts, spacing=TIGHT, parent=self)
        self._read_only = False
        self._edited: Evidence | None = None  # None: the form is about a new piece
        self._about, self._places = "", NOTHING_SAID

    def set_read_only(self, read_only: bool) -> None:
        """To be called before anything is shown."""
        self._read_only = read_only
        for button in (self._add_reference, self._add_file):
            button.setHidden(read_only)

    def _head(self) -> QHBoxLayout:
        self._add_reference = QPushButton("添加文号或说明", self)
        self._add_file = QPushButton("添加文件…", self)
        connect(self._add_reference.clicked, self, lambda: self._show_form(True))
        self._add_file.clicked.connect(self.files_requested)
        for button, drawing in ((self._add_reference, "plus"), (self._add_file, "paperclip")):
            button.setObjectName("quiet")
            button.setIcon(icon(drawing, "quiet", 16))
        heading = words_label("label", self._heading)
        return row(wide(heading), self._add_reference, self._add_file, spacing=SNUG)

    @cached_property
    def _form(self) -> FormView:
        """Made when a piece is first written by hand, with its buttons below."""
        form = FormView(evidence_form.FORM, self)
        connect(form.answer_changed, self, lambda *_: self._remember())
        self.item = Combo(self)
        self.item.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.item.setAccessibleName(ITEM)
        self._place = FieldRow(ITEM, self.item, self)
        self._keep, self._drop = QPushButton("记下", self), QPushButton("取消", self)
        self._keep.clicked.connect(self._on_keep)
        self._drop.clicked.connect(self._on_drop)
        buttons = row(self._keep, self._drop, REST, spacing=SNUG)
        add(self._form_place, form, self._place, buttons)
        return form

    @property
    def _is_writing(self) -> bool:
        return "_form" in vars(self) and not self._form.isHidden()

    @property
    def _drafted(self) -> str:
        """Where what is being written is kept until it is a piece."""
        return f"evidence/{self._about}"

    def _remember(self) -> None:
        if self._is_writing:
            about = {PIECE: self._edited.id if self._edited else ""}
            self._drafts.keep(self._drafted, {**self._form.answer, **about})

    def _show_draft(self, entries: Iterable[Evidence]) -> None:
        """Shows what was being written about the item when the program ended, or one went on."""
        written = {} if self._read_only or self._is_writing else self._drafts.of(self._drafted)
        said = {key: text for key in KEYS if (text := written.get(key, ""))}
        if said:
            edited = next((one for one in entries if one.id == written.get(PIECE)), None)
            self._open_form(edited, said)

    def _on_drop(self) -> None:
        self._show_form(False)
        self._drafts.forget(self._drafted)

    def _show_form(self, shown: bool, edited: Evidence | None = None) -> None:
        if shown:
            self._open_form(edited, _said(edited) if edited else NOTHING_SAID)
            self._form.focus_field("title")
            self.form_opened.emit()
        elif self._is_writing:
            self._open_form(None, NOTHING_SAID, shown=False)

    def _open_form(self, edited: Evidence | None, said: Answer, *, shown: bool = True) -> None:
        self._edited = edited
        self._form.show_answer(said)
        for part in (self._form, self._keep, self._drop):
            part.setVisible(shown)
        self._place.setVisible(shown and edited is not None and bool(self._places))
        if edited:
            self._show_place(edited.item)
        self._add_reference.setEnabled(not shown)

    def take_focus(self) -> None:
        """To the first piece, else to adding one."""
        first = self.findChild(QToolButton)
        (first or self._add_reference).setFocus()

    def _show_place(self, item: str) -> None:
        self.item.clear()
        if item not in self._places:
            self.item.addItem(CHOOSE, item)
        for key, title in self._places.items():
            self.item.addItem(title, key)
        self.item.choose(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._is_writing:
            self._on_keep()
        else:
            super().keyPressEvent(event)

    def _on_keep(self) -> None:
        self._form.flush()
        complaints = _complaints(self._form.answer)
        if not self._form.answer.get("title"):
            complaints["title"] = "请写材料名称。"
        for key, row_ in self._form.rows.items():
            row_.show_complaint(complaints.get(key, ""))
        if not complaints:
            self.flush()

    def flush(self) -> bool:
        """Keeps what was written and not kept yet, right or not: what is wrong with it is told
        beside it. False where nothing names the material.
        """
        if not self._is_writing:
            return False
        self._form.flush()
        answer = self._form.answer
        title, reference = answer.get("title", ""), answer.get("reference", "")
        if not (title or reference):
            return False
        edited = self._edited
        said = replace(
            edited or Evidence(id=new_id(), item="", title=""),
            item=(self.item.currentData() or edited.item) if edited else "",
            title=title or reference,
            reference=reference if title else "",
            issued_on=as_label(answer.get("issued_on", "")),
            issuer=as_label(answer.get("issuer", "")),
            pages=as_label(answer.get("pages", "")),
        )
        self._on_drop()
        if edited is None:
            self.reference_given.emit(said)
        elif said != edited:
            self.corrected.emit(said)
        return True

    def show_evidence(
        self,
        about: str,
        entries: Iterable[Evidence],
        troubles: Mapping[str, str],
        places: Mapping[str, str] = NOTHING_SAID,
    ) -> None:
        """Shows the *entries*; what is being written stays as long as it is of the same item.

        Args:
            about: the item.
            troubles: by id, what is wrong beside what the form finds wrong; "" or nothing where
                it is fine.
            places: the items that a piece may be moved to -> what people call them.
        """
        entries = tuple(entries)
        gone = self._edited is not None and self._edited not in entries
        if gone:
            self._on_drop()
        elif about != self._about:
            self._show_form(False)
        self._about, self._places = about, places
        clear_layout(self._entries)
        for entry in entries:
            add(self._entries, self._line(entry, troubles.get(entry.id, "")))
        self._show_draft(entries)

    def offer_last_years(self, titles: Sequence[str]) -> None:
        """Those of the year before that may be taken over; none: nothing is offered."""
        self.last_years.setVisible(bool(titles))
        self.last_years.setText(f"沿用去年的 {len(titles)} 份材料")
        self.last_years.setToolTip(plain_tip("\n".join(titles)))

    def _line(self, entry: Evidence, trouble: str) -> QWidget:
        line = QFrame(self)
        line.setObjectName("evidence")
        about = line_label("help", _about(entry))
        about.setToolTip(plain_tip(f"SHA-256：{entry.sha256}" if entry.sha256 else entry.reference))
        edit = QToolButton(line)
        edit.setObjectName("flat")
        edit.setIcon(icon("pencil", "quiet", 16))
        edit.setToolTip("补充或改正名称、文号、日期、出具单位、页，或者改对应事项")
        edit.setAccessibleName(f"改正 {entry.title}")
        edit.setHidden(self._read_only)
        connect(edit.clicked, self, lambda: self._show_form(True, entry))
        remove = QToolButton(line)
        remove.setObjectName("flat")
        remove.setIcon(icon("x", "quiet", 16))
        remove.setToolTip("从本项移除这份材料（文件本身不动）")
        remove.setAccessibleName(f"移除 {entry.title}")
        remove.setHidden(self._read_only)
        connect(remove.clicked, self, lambda: self.removal_requested.emit(entry))
        told = words_label("complaint", parent=line)
        wrong = (trouble, *_complaints(_said(entry)).values())
        show_words(told, "".join(wrong))
        head = row(wide(self._title(entry, line)), about, edit, remove, spacing=SNUG)
        column(head, told, margins=MARGINS, parent=line)
        return line

    def _title(self, entry: Evidence, line: QWidget) -> QWidget:
        if not entry.file_name:
            return words_label("", entry.title, line)
        link = Link(entry.title, line)
        link.setToolTip("打开" if can_be_opened(entry) else "打开所在的文件夹")
        link.setAccessibleName(f"打开 {entry.title}")
        connect(link.clicked, self, lambda: self.opening_requested.emit(entry))
        return link


def _said(entry: Evidence) -> Answer:
    return {key: text for key in KEYS if (text := getattr(entry, key))}


def _complaints(said: Answer) -> dict[str, str]:
    return {field.key: sentence for field, sentence in evidence_form.FORM.complaints(said)}


def _about(entry: Evidence) -> str:
    """'津科发〔2026〕12号　市科技局　2026-03-01　第3–5页', '1.2 MB'."""
    said = (
        entry.reference,
        entry.issuer,
        entry.issued_on,
        entry.pages,
        size_words(entry.size) if entry.file_name else "",
    )
    return "　".join(filter(None, said))
