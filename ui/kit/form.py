"""A form on the screen. It knows fields, not what the answers mean, and stores nothing."""

from collections.abc import Collection, Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from model.domain.answers import NOTHING_SAID, Answer
from model.domain.forms import Choice, Field, Form, Number, Text
from ui.kit.editor import Editor
from ui.kit.editors import editor_for
from ui.kit.field_row import FieldRow
from ui.kit.label import plain_tip, words_label
from ui.kit.layout import Placed, add, column, row
from ui.kit.metrics import BLOCK, GAP, TIGHT
from ui.kit.prose import Prose

SAVE_WITHIN_MS = 250  # from the first keystroke that isn't saved yet
SHORT = 60  # characters; two such fields share a line
FEW = 3  # fields named ahead
NO_DRAFTS: Mapping[str, str] = {}


class FormView(QWidget):
    """Asks the fields of a form that the answer so far calls for."""

    answer_changed = Signal(str, object)  # field key, canonical text or None
    draft_changed = Signal(str, str)  # field key, what could not be taken; "" when cleared up

    def __init__(
        self, form: Form, parent: QWidget | None = None, *, always_due: bool = False
    ) -> None:
        """*always_due*: what is required is marked even where nothing is said yet."""
        super().__init__(parent)
        self.form = form
        self._always_due = always_due
        self._read_only = False
        self._locked: frozenset[str] = frozenset()
        self._answer: dict[str, str] = {}
        self._kept: dict[str, str] = {}  # what whoever keeps the answer had, when last told
        self._telling = False
        self._drafts: dict[str, str] = {}
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(SAVE_WITHIN_MS)
        self._waiting.timeout.connect(self.flush)
        self.rows: dict[str, FieldRow] = {}
        self._editors: dict[str, Editor] = {}
        self._next, self._column = words_label("help"), column(spacing=GAP, parent=self)
        whole = self._column
        pair: QHBoxLayout | None = None
        for field in form.fields():
            line = Placed(self._row(field), 1, Qt.AlignmentFlag.AlignTop)
            if not is_short(field):
                add(whole, line.part)
                pair = None
            elif pair is None:
                pair = row(line, spacing=BLOCK)
                add(whole, pair)
            else:
                add(pair, line)
                pair = None
        add(whole, self._next)
        self.show_answer(NOTHING_SAID)

    def _row(self, field: Field) -> FieldRow:
        editor = self._editors[field.key] = editor_for(field, self)
        editor.box.setObjectName(field.key)  # how tests find it
        editor.box.setAccessibleName(field.label)
        editor.edited.connect(self._on_edited)
        editor.settled.connect(self.flush)
        inline = is_inline(field)
        if inline:
            editor.box.setToolTip(plain_tip(field.help))
        line = self.rows[field.key] = FieldRow(field.label, editor, self, inline=inline)
        return line

    def show_answer(self, answer: Answer, drafts: Mapping[str, str] = NO_DRAFTS) -> None:
        self.flush()
        self._answer, self._drafts, self._kept = dict(answer), dict(drafts), dict(answer)
        for key, editor in self._editors.items():
            editor.show_text(answer.get(key, ""), drafts.get(key, ""))
        self._show_what_is_asked()

    def renew(self, kept: Answer) -> None:
        """Shows what changed in what is *kept* since it was last shown here, by undoing for
        example; what was only typed stays.
        """
        for key, editor in self._editors.items():
            now = kept.get(key, "")
            if now not in {self._kept.get(key, ""), editor.text} and not self._telling:
                self._answer[key] = now
                self._drafts.pop(key, None)
                editor.show_text(now)
        self._kept = dict(kept)
        self._show_what_is_asked()

    def set_read_only(self, read_only: bool) -> None:
        """Lets every field be read only, or edited again."""
        self._read_only = read_only
        self.lock(self._locked)

    def lock(self, keys: Collection[str]) -> None:
        """Lets the fields *keys* be read only, whatever else can be edited."""
        self._locked = frozenset(keys)
        for key, editor in self._editors.items():
            editor.set_read_only(self._read_only or key in self._locked)
        self._show_complaints()

    def set_low(self, low: bool) -> None:
        """Takes as little height as it can, or its usual one."""
        self._column.setSpacing(TIGHT if low else GAP)
        for editor in self._editors.values():
            editor.set_low(low)

    @property
    def answer(self) -> Answer:
        """The answer as the fields say it now, saved or not."""
        return self._answer

    @property
    def undecided(self) -> bool:
        """Whether a field in sight holds something typed that could not be taken."""
        return any(self._editors[field.key].draft for field in self._asked)

    @property
    def _asked(self) -> list[Field]:
        """Fields that are in sight."""
        return [field for field in self.form.fields() if not self.rows[field.key].isHidden()]

    def editor(self, key: str) -> Editor:
        return self._editors[key]

    def show_hint(self, key: str, sentence: str) -> None:
        if key in self.rows:
            self.rows[key].show_hint(sentence)

    def choose(self, key: str, code: str) -> bool:
        """Presses the option *code* of a choice, as if clicked; False where there is none."""
        self.flush()  # what was typed before is a step before it
        editor = self._editors.get(key)
        free = not self._read_only and key not in self._locked
        return editor is not None and free and editor.press(code)

    def focus_field(self, key: str = "") -> None:
        """Put the cursor into the field *key*, else into the first that is owed, else into the
        first to be typed into.
        """
        asked = self._asked
        chosen = next((field for field in asked if field.key == key), None)
        if chosen is None:
            empty = (one for one in asked if one.required and not self._editors[one.key].text)
            typed = [one for one in asked if not isinstance(one, Choice)]
            chosen = next(empty, (typed or asked)[0])
        box = self._editors[chosen.key].box
        box.setFocus()
        if isinstance(box, Prose):
            box.moveCursor(QTextCursor.MoveOperation.End)  # one writes on
        if isinstance(chosen, Number) and isinstance(box, QLineEdit):
            box.selectAll()  # typing replaces it, as after the tab key

    def flush(self) -> None:
        """Emits at once what was typed and not emitted yet."""
        self._waiting.stop()
        self._telling = True
        try:
            self._tell()
        finally:
            self._telling = False
        self._show_what_is_asked()

    def _tell(self) -> None:
        before = {field.key: self._answer.get(field.key) for field in self.form.fields()}
        self._emit_changes()
        chosen = (one.key for one in self.form.fields() if isinstance(one, Choice))
        if any(self._answer.get(key) != before[key] for key in chosen):
            for editor in self._editors.values():
                editor.forget_undo()  # words typed before a choice aren't taken back before it

    def _emit_changes(self) -> None:
        for key, editor in self._editors.items():
            text, draft = editor.text, editor.draft
            if draft != self._drafts.get(key, ""):
                self._drafts[key] = draft
                self.draft_changed.emit(key, draft)
            if text != self._answer.get(key, ""):
                self._answer[key] = text
                self.answer_changed.emit(key, text or None)

    def _on_edited(self) -> None:
        self._show_complaints()
        if not self._waiting.isActive():
            self._waiting.start()

    def _show_what_is_asked(self) -> None:
        said = {key: text for key, text in self._answer.items() if text}
        for field in self.form.fields():
            self.rows[field.key].setVisible(field.asked(said))
        self._show_what_comes_next(said)
        self._show_complaints()

    def _show_what_comes_next(self, said: Answer) -> None:
        """Tells what is asked once a required choice is made: an empty page says so."""
        waiting: dict[str, list[str]] = {}
        for field in self.form.fields():
            first = self.form.field(field.when[0]) if field.when else None
            if first and first.key not in said and first.required:
                waiting.setdefault(first.label, []).append(field.label)
        self._next.setText(
            "".join(
                f"选定“{label}”以后，接着写{'、'.join(fields[:FEW])}等；拿不准的可以先空着。"
                for label, fields in waiting.items()
            )
        )
        self._next.setVisible(bool(waiting) and not self._read_only)

    def _show_complaints(self) -> None:
        begun = self._always_due or any(editor.text for editor in self._editors.values())
        begun = begun and not self._read_only and not self._locked  # nothing more is owed
        for field in self.form.fields():
            line, editor = self.rows[field.key], self._editors[field.key]
            line.show_complaint(field.complaint(editor.text) if editor.text else "")
            line.show_due(field.required and not editor.text and not editor.draft and begun)


def is_short(field: Field) -> bool:
    """Whether the field is always asked, and answered with a few words."""
    return (
        isinstance(field, Text)
        and field.lines == 1
        and field.max_length <= SHORT
        and field.when is None
    )


def is_inline(field: Field) -> bool:
    """Whether the field stands on the line of its label: a number, or a single thing to tick."""
    return isinstance(field, Number) or (isinstance(field, Choice) and len(field.options) == 1)
