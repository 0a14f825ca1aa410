"""本单位目标 and 逐年分解: one indicator's target over the departments, and over the years."""

from decimal import Decimal

from PySide6.QtWidgets import QWidget

from model.domain.numbers import number_text
from model.domain.package import YearPackage
from model.domain.plan import Plan
from model.domain.wording import amount_words
from model.package.draft import with_own_target, with_share
from model.package.editor import TypedWords
from model.package.targets import Sharing, YearTarget, breakdown, sharing
from ui.kit.label import line_label, words_label
from ui.kit.layout import add, column, row, wide
from ui.kit.link import Link
from ui.kit.metrics import TIGHT
from ui.pages.package.number_rows import NumberRow, NumberRows
from ui.pages.package.package_session import PackageSession
from ui.theme import restyle

BODY, YEAR = 176, 64  # px, room for names


class _Section(QWidget):
    """A heading, a link beside it, rows of numbers, and below them, so that nothing moves under the
    hand that types, a sentence.
    """

    def __init__(self, title: str, fill: str, name_width: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.fill, self.said = Link(fill, self), words_label()
        self.rows = NumberRows(name_width, self)
        head = row(wide(line_label("card_heading", title)), self.fill)
        margins = (0, TIGHT, 0, 0)
        self.column = column(
            head, self.rows, self.said, spacing=TIGHT, margins=margins, parent=self
        )

    def say(self, words: str, *, warns: bool) -> None:
        self.said.setObjectName("question" if warns else "help")
        restyle(self.said)
        self.said.setText(words)


class SharesBox(_Section):
    def __init__(self, package: PackageSession, parent: QWidget) -> None:
        super().__init__("各单位目标", "填入建议", BODY, parent)
        self._package = package
        self._indicator = ""
        self.rows.number_changed.connect(self._on_number)
        self.fill.clicked.connect(self._on_fill)
        self.stale = words_label("question")
        self.clear_stale = Link("删除这些目标", self)
        self.clear_stale.clicked.connect(self._on_clear)
        add(self.column, self.stale, self.clear_stale)

    def _show_stale(self, one: Sharing) -> None:
        """Shows targets of departments that are not scored by the indicator: they do not count."""
        named = "、".join(
            f"{self._package.editor.name(body)} {amount_words(value, one.indicator.unit)}"
            for body, value in one.stale.items()
        )
        self.stale.setText(f"下列单位只供数或不再承担这项指标，目标不计入：{named}。")
        self.stale.setVisible(bool(one.stale))
        self.clear_stale.setVisible(bool(one.stale) and self._package.editor.editable)

    def _on_clear(self) -> None:
        key, stale = self._indicator, self._sharing.stale

        def change(package: YearPackage) -> YearPackage:
            for department in stale:
                package = with_share(package, key, department, None)
            return package

        self._package.edit(change)

    def show_indicator(self, key: str) -> None:
        """Shows the shares of the indicator *key*; hidden where only one department is
        scored by it.
        """
        self._indicator = key
        work = self._package.editor
        one = self._sharing
        self.setVisible(bool(one.carriers or one.stale))
        self._show_stale(one)
        self.rows.setEnabled(work.editable)
        self.say(one.sentence, warns=not one.fits)
        self.fill.setText(f"填入建议：{one.advice}")
        self.fill.setVisible(bool(one.advice) and work.editable)
        self.rows.show_rows(_share_rows(work.today, one))

    @property
    def _sharing(self) -> Sharing:
        work = self._package.editor
        return sharing(work.today, work.package, self._indicator, work.last)

    def _on_number(self, department: str, text: str) -> None:
        key, value = self._indicator, Decimal(text) if text else None
        typed = TypedWords(place=f"share {key} {department}", text=text)
        self._package.edit(lambda p: with_share(p, key, department, value), typed)

    def _on_fill(self) -> None:
        key, one = self._indicator, self._sharing

        def change(package: YearPackage) -> YearPackage:
            for department, value in one.suggested.items():
                package = with_share(package, key, department, value)
            return package

        self._package.edit(change)


def _share_rows(today: Plan, one: Sharing) -> list[NumberRow]:
    return [
        NumberRow(
            key=body,
            name=today.departments[body].name,
            indicator=one.indicator,
            text=_text(one.shares.get(body)),
            suggestion=_suggestion(one.suggested.get(body)),
        )
        for body in one.carriers
        if body in today.departments
    ]


class YearsBox(_Section):
    def __init__(self, package: PackageSession, parent: QWidget) -> None:
        super().__init__("逐年自定目标", "填入建议", YEAR, parent)
        self._package = package
        self._indicator = ""
        self.rows.number_changed.connect(self._on_number)
        self.fill.clicked.connect(self._on_fill)

    def show_indicator(self, key: str) -> None:
        self._indicator = key
        work = self._package.editor
        indicator = work.today.indicators[key]
        years = self._years
        self.rows.setEnabled(work.editable)
        self.say("空着的年份照右边所写；上级下达了的，以下达的为准。", warns=False)
        open_ = [one for one in years if one.own is None and one.suggested is not None]
        self.fill.setVisible(bool(open_) and work.editable)
        self.rows.show_rows(
            NumberRow(
                key=str(one.year),
                name=f"{one.year} 年",
                indicator=indicator,
                text=_text(one.own),
                suggestion=_suggestion(one.suggested),
                note=one.note,
            )
            for one in years
        )

    @property
    def _years(self) -> list[YearTarget]:
        work = self._package.editor
        return list(breakdown(work.today, work.package, self._indicator))

    def _on_number(self, year: str, text: str) -> None:
        key, value = self._indicator, Decimal(text) if text else None
        typed = TypedWords(place=f"year {key} {year}", text=text)
        self._package.edit(lambda p: with_own_target(p, key, int(year), value), typed)

    def _on_fill(self) -> None:
        key = self._indicator
        taken = {y.year: y.suggested for y in self._years if y.own is None}

        def change(package: YearPackage) -> YearPackage:
            for year, value in taken.items():
                if value is not None:
                    package = with_own_target(package, key, year, value)
            return package

        self._package.edit(change)


def _text(value: Decimal | None) -> str:
    return "" if value is None else number_text(value)


def _suggestion(value: Decimal | None) -> str:
    return "" if value is None else f"建议 {number_text(value)}"
