"""待定问题: what the plan leaves open, and what was decided about it, by whom and when."""

from PySide6.QtWidgets import QWidget

from model.domain.package import Settlement, YearPackage
from model.domain.plan import OpenQuestion
from model.domain.text_kinds import is_day
from model.package.draft import with_settlement
from model.package.editor import TypedWords
from model.store.clock import now
from ui.kit.form import FormView
from ui.kit.label import words_label
from ui.kit.layout import REST, Halves, Sheet, wide
from ui.kit.metrics import BLOCK
from ui.kit.table import Table
from ui.kit.table_model import Cell, Line
from ui.pages.package.forms import DECISION
from ui.pages.package.package_session import PackageSession
from ui.pages.package.written_beside import WrittenBeside
from ui.pages.plan_words import question_page
from ui.status_marks import Mark

GROUPS = (("decision", "by", "on"),)  # of the form


class QuestionsPart(Halves):
    def __init__(self, package: PackageSession, parent: QWidget | None = None) -> None:
        super().__init__((1, 1), parent)
        self._package = package
        self._written = WrittenBeside(package, "question", _answer, GROUPS, self)
        self._question = ""
        self.table = Table(("方案没有写明的", "情况"), (0, 110), self.left, chooses_first=True)
        self.table.line_chosen.connect(self.show_question)
        self.table.opened.connect(self.enter_right)
        self._words = words_label()
        self.form = FormView(DECISION, self.right)
        self.form.answer_changed.connect(self._on_answer)
        package.changed.connect(self._on_changed)
        self.add_left(wide(self.table))
        self.add_right(wide(Sheet(parts=(self._words, self.form, REST), spacing=BLOCK)))

    def refresh(self) -> None:
        work = self._package.editor
        self.form.setEnabled(work.editable)
        self.table.show_lines([_line(question, work.package) for question in work.plan.questions])
        self.form.renew(self._written.shown(self._question))

    def _on_changed(self) -> None:
        """What was typed into a draft goes with it."""
        if not self._package.editor.editable:
            self.form.show_answer({})

    def flush(self) -> None:
        self.form.flush()

    def show_question(self, key: str) -> None:
        self.flush()
        self._question = key
        work = self._package.editor
        question = next(one for one in work.plan.questions if one.id == key)
        self._words.setText(question_page(work.plan, question))
        self.form.show_answer(self._written.shown(key))

    def _on_answer(self, key: str, text: str | None) -> None:
        said, question = self.form.answer, self._question
        decision = said.get("decision", "")
        on = said.get("on", "") or now()[:10]
        settlement = Settlement(
            decision=decision,
            by=said.get("by", ""),
            on=on if is_day(on) else "",  # told beside the field, and before the package goes out
        )
        typed = TypedWords(place=f"question {question} {key}", text=text or "")
        self._written.edit(
            question,
            self.form,
            lambda p: with_settlement(p, question, settlement if decision else None),
            typed,
        )


def _answer(package: YearPackage, question: str) -> dict[str, str]:
    one = package.settled.get(question)
    return {
        "decision": one.decision if one else "",
        "by": one.by if one else "",
        "on": one.on if one else "",
    }


def _line(question: OpenQuestion, package: YearPackage) -> Line:
    settled = question.id in package.settled
    mark = Mark.DONE if settled else Mark.OPEN
    state = Cell(words="已决定" if settled else "按默认", mark=mark)
    return Line(key=question.id, cells=(Cell(words=question.question), state))
