"""A body's name and kind, and whether it is another one under a second name."""

from PySide6.QtWidgets import QWidget

from model.compilation.compilation import Compilation
from model.compilation.target_edits import body_changed
from model.domain.plan import DepartmentKind
from model.plan_draft.draft import DraftBody, PlanDraft
from model.plan_draft.typed_words import names_in
from ui.kit.layout import REST
from ui.pages.plan_draft.compilation_session import CompilationSession
from ui.pages.plan_draft.draft_entries import clause_title
from ui.pages.plan_draft.fields import CheckedField, ChoiceField
from ui.pages.plan_draft.panel import Panel, Shaded
from ui.pages.plan_draft.text_view import Shade, ShadedWords

NOT_THE_SAME = "（是另一个单位）"


class BodyPanel(Panel):
    """A body's name and kind, and whether it is another one under a second name."""

    def __init__(self, room: CompilationSession, parent: QWidget | None = None) -> None:
        super().__init__(room, parent)
        self._body: DraftBody | None = None
        self._named = self.label("notes")
        paper = self.paper
        self.name = CheckedField("名称", self._wrong_name, paper)
        self.kind = ChoiceField("类别", tuple(DepartmentKind), paper)
        self.same = ChoiceField("与哪个单位是同一个", (NOT_THE_SAME,), paper)
        self.members = CheckedField("成员（统称的单位，用顿号分开，没有的会添上）", parent=paper)
        self.note = CheckedField("备注", parent=paper)
        self.name.said.connect(self._on_name)
        self.kind.said.connect(self._on_kind)
        self.same.said.connect(self._on_same)
        self.members.said.connect(self._on_members)
        self.note.said.connect(self._on_note)
        self.add(self.name, self.kind, self.same, self.members, self.note, REST)

    def fields(self) -> tuple[CheckedField, ...]:
        return (self.name, self.members, self.note)

    def show_row(self, compilation: Compilation, id_: str) -> Shaded | None:
        draft = compilation.draft
        body = next((one for one in draft.bodies if one.id == id_), None)
        if body is None:
            return None
        self._show(draft, body)
        notes = [one.found for one in reversed(draft.clauses) if body.id in dict(one.named)]
        return [ShadedWords(note.start, note.end, Shade.NOTE) for note in notes]

    def _show(self, draft: PlanDraft, body: DraftBody) -> None:
        self._body = body
        names = {one.id: one.name for one in draft.bodies}
        places = [clause_title(one) for one in draft.clauses if body.id in dict(one.named)]
        also = f"括号里又作：{'、'.join(body.aliases)}\n" if body.aliases else ""
        where = f"在 {len(places)} 条里：{'；'.join(places)}" if places else "责任括号里没有"
        self._named.setText(f"{also}{where}")
        self.name.show_text(body.id, body.name)
        self.kind.show_text(body.kind.value)
        others = [one.name for one in draft.bodies if one.id != body.id]
        self.same.show_choices((NOT_THE_SAME, *others), NOT_THE_SAME)
        self.members.show_text(body.id, "、".join(names[one] for one in body.members))
        self.note.show_text(body.id, body.note)

    def _wrong_name(self, words: str) -> str:
        if not words:
            return "请写上名称。"
        compilation, body = self._room.compilation, self._body
        others = [one for one in compilation.draft.bodies if one is not body] if compilation else []
        if any(words in {one.name, *one.aliases} for one in others):
            return f"已经有单位“{words}”；是同一个的，请在下面选。"
        return ""

    def _say(self, words: str, field: CheckedField | None, **said: object) -> None:
        if self._body:
            self.correct(words, body_changed(self._body.name, said), field)

    def _on_name(self, words: str) -> None:
        self._say("改单位名称", self.name, rename=words)

    def _on_kind(self, words: str) -> None:
        self._say("改单位类别", None, kind=words)

    def _on_same(self, _: str) -> None:
        if self.same.box.currentIndex() > 0:
            self._say("并为同一单位", None, same_as=self.same.box.currentText())

    def _on_members(self, words: str) -> None:
        self._say("改统称的成员", self.members, members=names_in(words))

    def _on_note(self, words: str) -> None:
        self._say("改单位备注", self.note, note=words)
