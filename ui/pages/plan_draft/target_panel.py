"""What is to be reached: name, unit, direction, years with their values."""

from PySide6.QtWidgets import QPushButton, QWidget

from model.compilation.compilation import Compilation
from model.compilation.target_edits import target_changed, target_dropped
from model.domain.plan import Direction, IndicatorKind
from model.plan_draft.draft import DraftTarget, PlanDraft
from model.plan_draft.typed_words import names_in, values_in, values_words
from ui.kit.check import Check
from ui.kit.layout import REST, at_left, row, wide
from ui.kit.metrics import GAP
from ui.pages.plan_draft.compilation_session import CompilationSession
from ui.pages.plan_draft.fields import CheckedField, ChoiceField
from ui.pages.plan_draft.panel import Panel, Shaded, needed, place_words, unknown_words
from ui.pages.plan_draft.text_view import Shade, ShadedWords

VALUES = "年份和数值应写成“2025：270；2030：300”，上级下达的不写数。"


class TargetPanel(Panel):
    """What is to be reached: name, unit, direction, years with their values."""

    def __init__(self, room: CompilationSession, parent: QWidget | None = None) -> None:
        super().__init__(room, parent)
        self._target: DraftTarget | None = None
        self._place = self.label("notes")
        self._quote = self.label("quoted")
        paper = self.paper
        self.name = CheckedField("指标名称", needed, paper)
        self.unit = CheckedField("单位", parent=paper, hint="例如 % 或 万吨")
        self.values = CheckedField("年份和数值", self._wrong_values, paper)
        self.owners = CheckedField("报数单位（条款里已写明的可以不填）", self._unknown, paper)
        self.direction = ChoiceField("方向", tuple(Direction), paper)
        self.kind = ChoiceField("类别", tuple(IndicatorKind), paper)
        self.binding = Check("约束性", paper)
        self.name.said.connect(self._on_name)
        self.unit.said.connect(self._on_unit)
        self.values.said.connect(self._on_values)
        self.owners.said.connect(self._on_owners)
        self.direction.said.connect(self._on_direction)
        self.kind.said.connect(self._on_kind)
        self.binding.clicked.connect(self._on_binding)
        self.drop = QPushButton("不列这个指标", paper)
        self.drop.clicked.connect(self.leave_out)
        self.add(
            self.name,
            row(wide(self.direction), wide(self.unit), wide(self.kind), spacing=GAP),
            self.values,
            self.owners,
            row(self.binding, REST),
            at_left(self.drop),
            REST,
        )

    def fields(self) -> tuple[CheckedField, ...]:
        return (self.name, self.unit, self.values, self.owners)

    def show_row(self, compilation: Compilation, id_: str) -> Shaded | None:
        target = next((one for one in compilation.draft.targets if one.id == id_), None)
        if target is None:
            return None
        self._show(compilation.draft, target)
        stated = reversed(target.milestones)  # the first of them is gone to
        return [ShadedWords(one.start, one.end, Shade.TARGET) for one in stated]

    def _show(self, draft: PlanDraft, target: DraftTarget) -> None:
        self._target = target
        first = target.milestones[0]
        self._place.setText(place_words(draft, first.start))
        quotes = dict.fromkeys(one.quote for one in target.milestones)
        self._quote.setText("……".join(quotes))
        names = {body.id: body.name for body in draft.bodies}
        self.name.show_text(target.id, target.name)
        self.unit.show_text(target.id, target.unit)
        self.values.show_text(target.id, values_words(target))
        self.owners.show_text(target.id, "、".join(names[body] for body in target.departments))
        self.direction.show_text(target.direction.value)
        self.kind.show_text(target.kind.value)
        self.binding.setChecked(target.binding)

    @staticmethod
    def _wrong_values(words: str) -> str:
        found = list(values_in(words))
        return VALUES if not words or any(one is None for one in found) else ""

    def _unknown(self, words: str) -> str:
        return unknown_words(self._room, names_in(words))

    def _say(self, words: str, field: CheckedField | None, **said: object) -> None:
        if self._target:
            self.correct(words, target_changed(self._target, said), field)

    def _on_name(self, words: str) -> None:
        self._say("改指标名称", self.name, name=words)

    def _on_unit(self, words: str) -> None:
        self._say("改指标单位", self.unit, unit=words)

    def _on_values(self, words: str) -> None:
        self._say("改年份和数值", self.values, values=list(values_in(words)))

    def _on_owners(self, words: str) -> None:
        self._say("改报数单位", self.owners, departments=names_in(words))

    def _on_direction(self, words: str) -> None:
        self._say("改指标方向", None, direction=words)

    def _on_kind(self, words: str) -> None:
        self._say("改指标类别", None, kind=words)

    def _on_binding(self, checked: bool) -> None:
        self._say("列为约束性" if checked else "不列为约束性", None, binding=checked)

    def leave_out(self) -> None:
        if self._target:
            self.correct("不列一个指标", target_dropped(self._target))
