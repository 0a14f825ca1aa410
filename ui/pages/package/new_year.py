"""A year that was not opened yet: from last year, or from the plan alone."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from model.domain.plan import Plan
from model.errors import AppError
from model.package.draft import RulebookText
from model.package.plan_folders import load_brought_plan
from model.rulebook_in_force import edition_of, shipped_text
from model.store.rulebooks import fetch_rulebook
from ui.alerts import show_error
from ui.file_dialogs import choose_folder_to_read
from ui.kit.button import Button
from ui.kit.empty_state import EmptyState
from ui.kit.label import line_label, show_words
from ui.kit.layout import REST, box, column, gap, row, scrolled, wide
from ui.kit.metrics import BLOCK, EDGE, GAP
from ui.pages.package.package_session import PackageSession
from ui.pages.package.years import YearsPart
from ui.theme import restyle

WORDS = (
    "任务包写明本年度的目标、职责分工、规则和截止日期，\n"
    "下发给各单位后，填报、评分都照它。编制中的内容随改随存。"
)


class YearOpeningPart(QWidget):
    revision_requested = Signal()  # the year was opened under another edition of the plan

    def __init__(self, package: PackageSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._package = package
        year = package.editor.year
        self.after_last = Button(f"从 {year - 1} 年度开启", self)
        self.after_last.setObjectName("primary")
        self.from_plan = Button("只按方案开启", self)
        self.take_in = Button("接收别处编好的任务包…", self)
        self.after_last.clicked.connect(self._on_after_last)
        self.from_plan.clicked.connect(self._on_from_plan)
        self.take_in.clicked.connect(package.session.package_requested)
        self.edition = line_label("question")
        self.edition.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.years = YearsPart(package, self)
        empty = EmptyState("calendar", f"开启 {year} 年度", WORDS, self)
        buttons = row(REST, self.after_last, self.from_plan, self.take_in, REST, spacing=GAP)
        below = (gap(BLOCK), self.edition, gap(EDGE), wide(self.years, 4))
        whole = box(column(wide(empty, 2), buttons, *below))
        column(wide(scrolled(whole, "page_scroll")), parent=self)

    def refresh(self) -> None:
        last = self._package.editor.last is not None
        self.after_last.setVisible(last)
        for button in (self.after_last, self.from_plan, self.take_in):
            button.setEnabled(not self._package.editor.closed)
        self.from_plan.setObjectName("" if last else "primary")
        restyle(self.from_plan)
        show_words(self.edition, self._edition_words())
        self.years.refresh()

    def _edition_words(self) -> str:
        work = self._package.editor
        if work.last is None or not (work.revision_review or work.last_plan_missing):
            return ""
        editions = f"{work.last.plan.version} 版方案，现为 {work.plan.edition} 版"
        said = f"{work.year - 1} 年度依据 {editions}。"
        if work.last_plan_missing:
            return f"{said}\n本机没有原版方案，开启时请选它的文件夹，以便逐条对照。"
        return f"{said}\n开启时逐条对照，文字或责任单位有变的都不沿用，由人逐项看过。"

    def _on_after_last(self) -> None:
        work = self._package.editor
        last_plan = self._last_plan() if work.last_plan_missing else None
        if work.last_plan_missing and last_plan is None:
            return
        opened = self._package.step(lambda: work.open_after_last(last_plan))
        if opened:
            self._package.file_away_last_year()
        if opened and self._package.editor.revision_review:
            self.revision_requested.emit()

    def _last_plan(self) -> Plan | None:
        """The edition of the plan that last year used, read from a folder; None: not found."""
        folder = choose_folder_to_read(self._package.session.db, self, "选择原版方案的文件夹")
        return self.read_last_plan(folder) if folder else None

    def read_last_plan(self, folder: Path) -> Plan | None:
        last = self._package.editor.last
        try:
            plan = load_brought_plan(folder)
            if last and (plan.id, plan.edition) != (last.plan.id, last.plan.version):
                raise AppError(
                    f"这是{plan.edition}版方案，去年依据的是{last.plan.version}版。",
                    hint=f"请选{last.plan.version}版方案的文件夹。",
                )
        except AppError as error:
            show_error(error, self)
            return None
        return plan

    def _on_from_plan(self) -> None:
        session = self._package.session
        edition = edition_of(session.rulebook)
        text = fetch_rulebook(session.db, edition) or shipped_text(session.rulebook)
        rules = RulebookText(edition=edition, text=text)
        if self._package.step(lambda: self._package.editor.open(rules)):
            self._package.file_away_last_year()
