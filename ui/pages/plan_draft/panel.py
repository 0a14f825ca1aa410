"""What every panel beside a list of the draft has: a row, its fields, its buttons."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from model.compilation.compilation import Compilation, Corrections
from model.compilation.target_edits import unknown_bodies
from model.plan_draft.draft import DraftClause, PlanDraft
from ui.kit.flow import Flow
from ui.kit.layout import Sheet
from ui.kit.metrics import GAP, TIGHT
from ui.pages.plan_draft.compilation_session import CompilationSession
from ui.pages.plan_draft.fields import CheckedField
from ui.pages.plan_draft.text_view import Shade, ShadedWords

Shaded = Sequence[ShadedWords]


class Panel(Sheet):
    """Shows one row of the draft. `done` says to which row a step leads."""

    done = Signal(str)

    def __init__(self, room: CompilationSession, parent: QWidget | None = None) -> None:
        super().__init__(parent, spacing=GAP)
        self._room = room

    def show_row(self, compilation: Compilation, id_: str) -> Shaded | None:
        """Shows what has the id *id_*, and returns the words of the text that it is about, its own
        last; None where there is no such thing.
        """
        return None

    def fields(self) -> tuple[CheckedField, ...]:
        return ()

    def flush(self) -> None:
        """Tells what was typed a moment ago."""
        for field in self.fields():
            field.flush()

    def correct(
        self, words: str, corrections: Corrections, field: CheckedField | None = None
    ) -> bool:
        """Carries out *corrections*; where they are refused, *field* says why."""
        refusal = self._room.correct(words, corrections)
        if refusal and field:
            field.refuse(refusal)
        return not refusal

    def buttons(self, *buttons: QPushButton) -> QWidget:
        """*buttons* side by side, as many on a line as have room."""
        place = QWidget(self.paper)
        flow = Flow(place, TIGHT)
        for button in buttons:
            flow.addWidget(button)
        return place


def place_words(draft: PlanDraft, position: int) -> str:
    return f"原文第 {draft.source.line(position)} 行"


def needed(words: str) -> str:
    return "" if words else "不能空着，请写上。"


def lines_of(words: str) -> list[str]:
    return [line.strip() for line in words.split("\n") if line.strip()]


def unknown_words(room: CompilationSession, names: list[str]) -> str:
    """That some of *names* are no bodies of the draft, as a sentence; "" where all are."""
    unknown = unknown_bodies(room.compilation.draft, names) if room.compilation else ()
    return f"没有单位“{'”“'.join(unknown)}”，请照“单位”里的名称写，用顿号分开。" if unknown else ""


def shades_of(clause: DraftClause) -> list[ShadedWords]:
    """The note of *clause* and its measures."""
    found = clause.found
    measures = [ShadedWords(one.start, one.end, Shade.MEASURE) for one in clause.measures]
    return [ShadedWords(found.start, found.end, Shade.NOTE), *measures]
