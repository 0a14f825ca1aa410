"""The middle of the rules page: one entry, as a form in the draft, else as words to be read."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from model.domain.plan import Plan
from model.rulebook_editor.coverage import covered_by, item_name
from model.rulebook_editor.differences import answers_of
from model.rulebook_editor.draft import Draft, Path, RulebookEntry, RulebookSection
from model.rulebook_editor.editor import RulebookEditor
from model.rulebook_editor.questions import groups_of
from model.rulebook_editor.trial import Effect
from ui.connection import connect
from ui.kit.label import show_words, words_label
from ui.kit.layout import REST, Sheet, at_left
from ui.kit.link import Link
from ui.kit.metrics import BLOCK, SHEET
from ui.kit.notes import Notes
from ui.pages.rules.entry_text import EntryText
from ui.pages.rules.form import RuleForm
from ui.pages.rules.rule_split import RuleSplit
from ui.pages.rules.ruler import Ruler
from ui.pages.rules.ruler_data import Dot, dots_of, edges_of, maximum_of

DRAG = "拖动圆点移动分数线。"
DOTS = "每个小点是一个单位的总分，蓝色的等次有变化。"
RULES = {RulebookSection.RULE, RulebookSection.TOTAL_RULE}


class EntrySheet(Sheet):
    removal_requested = Signal(object)  # RulebookEntry
    split_requested = Signal(object, list)  # RulebookEntry, item ids

    def __init__(self, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(parent, widest=None, spacing=BLOCK, margins=SHEET, read_as="内容")
        self._plan = plan
        self._entry: RulebookEntry | None = None
        self._editable = False
        self._dots: tuple[Dot, ...] = ()
        self._title, self._complaint = words_label("question_heading"), words_label("complaint")
        self._covered = Notes(self)
        self.ruler, self._legend = Ruler(self), words_label("help")
        names = item_names(plan)
        self.form, self._reading = RuleForm(names, self), EntryText(self)
        self.split = RuleSplit(names, self)
        connect(self.split.asked, self, lambda items: self.split_requested.emit(self._entry, items))
        self._remove = Link("删除这条规则", self)
        connect(self._remove.clicked, self, lambda: self.removal_requested.emit(self._entry))
        self.add(
            self._title, at_left(self._covered.head), self._covered, self._complaint,
            self.ruler, self._legend, self.form, self._reading, self.split, self._remove, REST,
        )  # fmt: skip

    def show_entry(self, draft: Draft, entry: RulebookEntry, rules: RulebookEditor | None) -> None:
        """Shows *entry* of *draft*, to be edited if *rules* is given, else to be read."""
        anew = self._entry is None or entry.key != self._entry.key
        self._entry = entry
        self._title.setText(f"{entry.id}　{entry.title}" if entry.id else entry.title)
        self._show_covered(draft, entry)
        base = rules.base if rules else None
        groups = groups_of(draft, entry, self._plan)
        answers = answers_of(draft, base, entry, groups, self._plan)
        self.form.setVisible(rules is not None)
        self._reading.setVisible(rules is None)
        self._remove.setVisible(rules is not None and entry.section in RULES)
        self.split.setVisible(rules is not None and entry.section is RulebookSection.RULE)
        self._complaint.setVisible(False)
        if rules is None:
            self._reading.show_form(groups, answers)
        else:
            asked = {path: " ".join(s) for path, s in self._complaints(rules, entry).items()}
            here = {c.path for c in rules.examined.about(entry)} - answers.keys()
            rest = [c.sentence for c in rules.examined.about(entry) if c.path in here]
            show_words(self._complaint, "\n".join(rest))
            self.form.show_form(groups, answers, asked)
        self._show_edges(draft, entry, editable=rules is not None)
        if anew:
            self.split.fold()
            self.to_top()

    def _complaints(self, rules: RulebookEditor, entry: RulebookEntry) -> Mapping[Path, list[str]]:
        found: dict[Path, list[str]] = {}
        for complaint in rules.examined.about(entry):
            if complaint.path is not None:
                found.setdefault(complaint.path, []).append(complaint.sentence)
        return found

    def _show_covered(self, draft: Draft, entry: RulebookEntry) -> None:
        items = (
            covered_by(draft, entry.path, self._plan)
            if entry.section is RulebookSection.RULE
            else ()
        )
        names = [item_name(self._plan, item.id) for item in items]
        self._covered.show_notes(f"用于 {len(names)} 项（点开查看）", "", names)
        self.split.offer([item.id for item in items])

    def _show_edges(self, draft: Draft, entry: RulebookEntry, *, editable: bool) -> None:
        edges = edges_of(draft) if entry.section is RulebookSection.GRADING else ()
        self._editable = editable
        self.ruler.setVisible(len(edges) > 1)
        self.ruler.setEnabled(editable)
        self.ruler.show_edges(edges, maximum_of(draft))
        self._show_legend()

    def show_effect(self, effect: Effect | None) -> None:
        """Shows every department as a dot on the ruler."""
        self._dots = dots_of(effect) if effect else ()
        self.ruler.show_dots(self._dots)
        self._show_legend()

    def _show_legend(self) -> None:
        words = (DRAG if self._editable else "") + (DOTS if self._dots else "")
        self._legend.setText(words)
        self._legend.setVisible(bool(words) and not self.ruler.isHidden())

    def show_path(self, path: Path) -> None:
        self.form.focus_path(path)


def item_names(plan: Plan) -> dict[str, str]:
    """Names of the plan's items as they are searched, by id; no two are alike."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for key in (*plan.measures, *plan.indicators):
        name = item_name(plan, key)
        names[key] = f"{name}（{key}）" if name in taken else name
        taken.add(name)
    return names
