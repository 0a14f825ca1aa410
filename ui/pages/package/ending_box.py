"""What becomes of an indicator past its last milestone: one choice, with who and when."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from model.domain.package import EndingChoice
from model.domain.wording import day_words
from model.package.targets import is_past
from ui.connection import connect
from ui.kit.label import words_label
from ui.kit.layout import REST, column, row
from ui.kit.metrics import TIGHT
from ui.pages.package.package_session import PackageSession

MEANT = {
    EndingChoice.TARGET: "在下面写今年的目标值和依据。",
    EndingChoice.HOLD: "按最后一个阶段目标的水平巩固。",
    EndingChoice.LEAVE: "今年不再要求填报，不计分。",
}


class EndingBox(QWidget):
    def __init__(self, package: PackageSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._package = package
        self._indicators: tuple[str, ...] = ()
        self.said = words_label("question")
        self.buttons: dict[EndingChoice, QPushButton] = {}
        for choice in EndingChoice:
            button = self.buttons[choice] = QPushButton(choice.value, self)
            button.setObjectName("pill")
            button.setCheckable(True)
            button.setToolTip(MEANT[choice])
            connect(button.clicked, self, partial(self._on_chosen, choice))
        buttons = row(*self.buttons.values(), REST, spacing=TIGHT)
        column(self.said, buttons, spacing=TIGHT, parent=self)

    def show_indicators(self, key: str, chosen: Sequence[str]) -> None:
        """Asks about *key*, or about those *chosen* where several are past their last milestone."""
        work = self._package.editor
        indicator = work.today.indicators[key]
        self.setVisible(is_past(indicator, work.year))
        several = [one for one in chosen if is_past(work.today.indicators[one], work.year)]
        self._indicators = tuple(several) if len(several) > 1 else (key,)
        if (count := len(self._indicators)) > 1:
            self._ask_about_several(count)
            return
        ending = work.package.endings.get(key)
        for choice, button in self.buttons.items():
            button.setChecked(ending is not None and ending.choice is choice)
            button.setEnabled(work.editable)
        self.buttons[EndingChoice.TARGET].setHidden(indicator.qualitative)
        if self.isHidden():
            return
        last = indicator.milestones[-1].year
        if ending is None:
            self.said.setText(
                f"方案的阶段目标到 {last} 年为止，请选定今年怎么办；没有选定的按巩固。"
            )
        else:
            by = f"{ending.by}，" if ending.by else ""
            when = f"{by}{day_words(ending.at[:10])}选定"
            self.said.setText(f"{ending.choice.value}：{MEANT[ending.choice]}（{when}）")

    def _ask_about_several(self, count: int) -> None:
        work = self._package.editor
        endings = {work.package.endings.get(key) for key in self._indicators}
        choices = {one.choice if one else None for one in endings}
        for choice, button in self.buttons.items():
            button.setChecked(choices == {choice})
            button.setEnabled(work.editable)
        self.buttons[EndingChoice.TARGET].hide()  # each has its own
        self.said.setText(f"已选 {count} 项过了末年的指标，一并选定今年怎么办。")

    def _on_chosen(self, choice: EndingChoice, *_: object) -> None:
        keys = self._indicators
        self._package.step(lambda: self._package.editor.choose_ending(choice, *keys))
