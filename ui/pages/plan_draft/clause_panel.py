"""Who answers for a clause, each by its role."""

from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from model.compilation.compilation import Compilation
from model.compilation.measure_edits import body_span
from model.compilation.target_edits import assigned
from model.plan.note_forms import NoteRole
from model.plan_draft.draft import DraftClause, PlanDraft
from ui.connection import connect
from ui.kit.combo import Combo
from ui.kit.label import show_words, words_label
from ui.kit.layout import REST, add, at_left, clear_layout, column, row, wide
from ui.kit.metrics import GAP, SNUG
from ui.pages.plan_draft.compilation_session import CompilationSession
from ui.pages.plan_draft.draft_entries import ROLES, clause_title
from ui.pages.plan_draft.panel import Panel, Shaded, place_words, shades_of
from ui.pages.plan_draft.text_view import Shade, ShadedWords

HINT = "括号里没有分牵头、配合的，都列作“分工”，在这里可以定下来。"


class ClausePanel(Panel):
    """Who answers for a clause, each by its role."""

    def __init__(self, room: CompilationSession, parent: QWidget | None = None) -> None:
        super().__init__(room, parent)
        self._clause: DraftClause | None = None
        self._title = self.label("question_heading")
        self._place = self.label("notes")
        self._note = self.label("quoted")
        self._hint = self.label("help", HINT)
        self._rows = QWidget(self.paper)
        self._column = column(spacing=SNUG, parent=self._rows)
        self.roles: dict[str, Combo] = {}
        self.first_leads = QPushButton("首位牵头，其余配合", self.paper)
        self.first_leads.clicked.connect(self._on_first_leads)
        self.add(self._rows, at_left(self.first_leads), REST)

    def show_row(self, compilation: Compilation, id_: str) -> Shaded | None:
        clause = next((one for one in compilation.draft.clauses if one.id == id_), None)
        if clause is None:
            return None
        self._show(compilation.draft, clause)
        start = body_span(compilation.draft, clause)[0]
        return (*shades_of(clause), ShadedWords(start, start, Shade.MEASURE))

    def _show(self, draft: PlanDraft, clause: DraftClause) -> None:
        self._clause = clause
        self._title.setText(clause_title(clause))
        path = "　".join(clause.path)
        show_words(self._place, f"{path}　{place_words(draft, clause.start)}")
        show_words(self._note, clause.found.words)
        names = {body.id: body.name for body in draft.bodies}
        if tuple(self.roles) != tuple(body for body, _ in clause.named):
            clear_layout(self._column)
            self.roles = {}
            for body, _ in clause.named:
                choice = Combo(self._rows)
                choice.addItems(list(ROLES.values()))
                connect(choice.activated, choice, partial(self._on_role, body))
                self.roles[body] = choice
                name = words_label("", names.get(body, ""))
                add(self._column, row(wide(name), choice, spacing=GAP))
        for body, role in clause.named:
            self.roles[body].setAccessibleName(f"{names.get(body, '')}的分工")
            self.roles[body].setCurrentIndex(list(ROLES).index(role))
        several = len(clause.named) > 1
        self.first_leads.setVisible(several)
        self._hint.setVisible(several)

    def _on_role(self, body: str, place: int) -> None:
        compilation, clause = self._room.compilation, self._clause
        if compilation and clause:
            role = tuple(ROLES)[place]
            if dict(clause.named).get(body) is not role:
                self.correct("改分工", assigned(compilation.draft, clause, {body: role}))

    def _on_first_leads(self) -> None:
        compilation, clause = self._room.compilation, self._clause
        if compilation and clause:
            first, *others = (body for body, _ in clause.named)
            roles = {first: NoteRole.LEAD} | dict.fromkeys(others, NoteRole.SUPPORT)
            self.correct("首位牵头，其余配合", assigned(compilation.draft, clause, roles))
