"""What the reading is unsure of, left or cut, and a place to say that it was looked at."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from model.compilation.compilation import Compilation, remark_key
from model.plan_draft.draft import CUTS, DOUBTS, DraftRemark
from model.plan_draft.remarks import remark_words
from ui.kit.label import show_words
from ui.kit.layout import REST, at_left
from ui.pages.plan_draft.compilation_session import CompilationSession
from ui.pages.plan_draft.draft_entries import AGAIN, LOOKED
from ui.pages.plan_draft.panel import Panel, Shaded
from ui.pages.plan_draft.text_view import Shade, ShadedWords


class RemarkPanel(Panel):
    """What the reading is unsure of, left or cut, and a place to say that it was looked at."""

    turned = Signal()  # it was looked at, or is to be looked at again

    def __init__(self, room: CompilationSession, parent: QWidget | None = None) -> None:
        super().__init__(room, parent)
        self._remark: DraftRemark | None = None
        self._place = self.label("notes")
        self._told = self.label("question_heading")
        self._words = self.label("quoted")
        self._question = self.label()
        self.looked = QPushButton(LOOKED, self.paper)
        self.looked.clicked.connect(self.turned)
        self.add(at_left(self.looked), REST)

    def show_row(self, compilation: Compilation, id_: str) -> Shaded | None:
        draft = compilation.draft
        remark = next((one for one in draft.remarks if remark_key(one) == id_), None)
        if remark is None:
            return None
        self._show(compilation, remark)
        length = 0 if remark.code in CUTS else len(remark.words)
        shade = Shade.DOUBT if remark.code in DOUBTS else Shade.MEASURE
        return [ShadedWords(remark.start, remark.start + length, shade)]

    def _show(self, compilation: Compilation, remark: DraftRemark) -> None:
        self._remark = remark
        said = remark_words(remark)
        self._place.setText(f"原文第 {compilation.draft.line_of(remark)} 行")
        self._told.setText(said.told)
        show_words(self._words, remark.words.strip())
        asked = f"{said.question}\n没有定下以前：{said.default}" if said.question else ""
        show_words(self._question, asked)
        self.looked.setVisible(remark.code in DOUBTS)
        self.looked.setText(AGAIN if remark_key(remark) in compilation.state.seen else LOOKED)

    def turn(self) -> None:
        """It was looked at; or is to be looked at again."""
        compilation = self._room.compilation
        if compilation and self._remark:
            back = remark_key(self._remark) in compilation.state.seen
            self._room.look_at(self._remark, back=back)
