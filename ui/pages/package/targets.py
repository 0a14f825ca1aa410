"""目标: what was handed down, what the district sets itself, and suggestions marked as such."""

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtWidgets import QPushButton, QWidget

from model.domain.numbers import number_text
from model.domain.package import HandedDown, YearPackage
from model.domain.targets import Baseline
from model.domain.text_kinds import is_day
from model.package.draft import with_baseline, with_target
from model.package.editor import TypedWords
from model.package.targets import Suggestion, past_milestones, with_suggestion
from ui.kit.form import FormView
from ui.kit.label import words_label
from ui.kit.layout import REST, Halves, Sheet, add, box, column, row, wide
from ui.kit.link import Link
from ui.kit.metrics import ABOVE_LIST, BLOCK, SNUG
from ui.kit.pills import Pills
from ui.kit.quote_strip import QuoteStrip
from ui.kit.table import Table
from ui.pages.item_words import source_of
from ui.pages.package.ending_box import EndingBox
from ui.pages.package.forms import target_form
from ui.pages.package.package_session import PackageSession
from ui.pages.package.target_lines import HEADINGS, PAST, WIDTHS, target_lines, target_of
from ui.pages.package.target_shares import SharesBox, YearsBox
from ui.pages.package.written_beside import WrittenBeside

VIEWS = ("定量指标", "目标未下达", "有建议", "已过末年")
ENDINGS = PAST
GROUPS = (("value", "document", "on"), ("base", "base_year"))  # of the form


class TargetsPart(Halves):
    def __init__(self, package: PackageSession, parent: QWidget | None = None) -> None:
        super().__init__((5, 4), parent)
        self._package = package
        self._written = WrittenBeside(package, "target", _answer, GROUPS, self)
        self._indicator = ""
        self.form: FormView | None = None
        self.pills = Pills(VIEWS, self.left)
        self.pills.chosen.connect(self.refresh)
        self.accept_all = Link("采纳全部建议", self.left)
        self.accept_all.clicked.connect(self._on_accept_all)
        self.add_tools(row(wide(self.pills), self.accept_all), margins=ABOVE_LIST)
        self.table = Table(HEADINGS, WIDTHS, self.left, chooses_first=True)
        self.table.line_chosen.connect(self.show_indicator)
        self.table.opened.connect(self.enter_right)
        self.table.selectionModel().selectionChanged.connect(self._on_selected)
        self.add_left(wide(self.table))
        self._quote = QuoteStrip(self.right)
        self._name, self._now = words_label("question_heading"), words_label("help")
        self.ending, self._suggestion = EndingBox(package, self.right), self._suggestion_box()
        self._place = column()
        package.changed.connect(self._on_changed)
        self.years, self.shares = YearsBox(package, self.right), SharesBox(package, self.right)
        above = (self._quote, self._name, self._now, self.ending, self._suggestion, self._place)
        self._sheet = Sheet(parts=(*above, self.shares, self.years, REST), spacing=BLOCK)
        self.add_right(wide(self._sheet))

    def _suggestion_box(self) -> QWidget:
        self._sentence = words_label("question")
        self.accept = QPushButton("采纳", self.right)
        self.accept.setObjectName("yes")
        self.accept.clicked.connect(self._on_accept)
        return box(row(wide(self._sentence), self.accept, spacing=SNUG))

    def refresh(self) -> None:
        work = self._package.editor
        counts = [sum(1 for _ in target_lines(work, number)) for number in range(4)]
        pairs = zip(VIEWS, counts, strict=True)
        self.pills.show_words([f"{word} {count}" for word, count in pairs])
        self.pills.set_shown(ENDINGS, shown=bool(past_milestones(work.today, work.year)))
        self.accept_all.setVisible(work.editable and counts[2] > 0)
        self.table.show_lines(tuple(target_lines(work, self.pills.current)))
        if self._indicator:
            self._show_standing()
        if self.form:
            self.form.renew(self._written.shown(self._indicator))

    def _on_selected(self, *_: object) -> None:
        if self._indicator:
            self.ending.show_indicators(self._indicator, self.table.chosen)

    def _on_changed(self) -> None:
        """What was typed into a draft goes with it."""
        if self.form and not self._package.editor.editable:
            self.form.show_answer({})

    def flush(self) -> None:
        if self.form:
            self.form.flush()

    def show_indicator(self, key: str) -> None:
        self.flush()
        if key != self._indicator:
            self._sheet.to_top()
        self._indicator = key
        work = self._package.editor
        indicator = work.today.indicators[key]
        self._quote.show_quote(*source_of(work.today, indicator))
        self._name.setText(indicator.name)
        if self.form:
            self.form.hide()
            self.form.deleteLater()
        self.form = FormView(target_form(indicator, work.year), self._sheet.paper)
        self.form.answer_changed.connect(self._on_answer)
        add(self._place, self.form)
        self.form.show_answer(self._written.shown(key))
        self.form.setEnabled(work.editable)
        self._show_standing()

    def _show_standing(self) -> None:
        """Shows the target in force, and the suggestion for it."""
        work = self._package.editor
        target = target_of(work, work.today.indicators[self._indicator])
        missing = f"{work.year} 年的目标还没有下达，下达之前不计分"
        self._now.setText(missing if target.missing else f"{work.year} 年按 {target.text} 考核")
        self._now.setHidden(target.left)
        found = self._suggested
        self._suggestion.setVisible(found is not None and work.editable)
        self._sentence.setText(found.sentence if found else "")
        self.ending.show_indicators(self._indicator, self.table.chosen)
        measured = not (work.today.indicators[self._indicator].qualitative or target.left)
        if self.form:
            self.form.setVisible(measured)
        for part in (self.years, self.shares):
            part.setVisible(measured)
            if measured:
                part.show_indicator(self._indicator)

    @property
    def _suggested(self) -> Suggestion | None:
        found = (s for s in self._package.editor.suggestions if s.indicator == self._indicator)
        return next(found, None)

    def _on_accept(self) -> None:
        self.flush()
        if found := self._suggested:
            self._package.edit(lambda p: with_suggestion(p, found))
            self.show_indicator(self._indicator)

    def _on_accept_all(self) -> None:
        def all_(package: YearPackage) -> YearPackage:
            for one in self._package.editor.suggestions:
                package = with_suggestion(package, one)
            return package

        self.flush()
        self._package.edit(all_)
        if self._indicator:
            self.show_indicator(self._indicator)

    def _on_answer(self, key: str, text: str | None) -> None:
        if self.form:
            typed = TypedWords(place=f"target {self._indicator} {key}", text=text or "")
            change = _change(self._indicator, key, dict(self.form.answer))
            self._written.edit(self._indicator, self.form, change, typed)


def _answer(package: YearPackage, indicator: str) -> dict[str, str]:
    target, base = package.targets.get(indicator), package.baselines.get(indicator)
    return {
        "value": number_text(target.value) if target else "",
        "document": target.document if target else "",
        "on": target.on if target else "",
        "base": number_text(base.value) if base else "",
        "base_year": str(base.year) if base else "",
    }


def _change(indicator: str, key: str, said: dict[str, str]) -> Callable[[YearPackage], YearPackage]:
    """The edit of the package that the field *key* asks for; *said*: all fields."""

    def number(field: str) -> Decimal | None:
        return Decimal(said[field]) if said.get(field) else None

    def change(package: YearPackage) -> YearPackage:
        if key in {"base", "base_year"}:
            value, year = number("base"), said.get("base_year", "")
            known = value is not None and year.isascii() and year.isdigit()
            base = Baseline(year=int(year), value=value) if known and value is not None else None
            return with_baseline(package, indicator, base)
        value = number("value")
        if value is None:
            return with_target(package, indicator, None)
        document, on = said.get("document", ""), said.get("on", "")
        if not is_day(on):  # told at its field, where it waits to be put right
            before = package.targets.get(indicator)
            on = before.on if before else ""
        return with_target(package, indicator, HandedDown(value=value, document=document, on=on))

    return change
