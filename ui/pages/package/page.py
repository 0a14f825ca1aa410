"""年度任务包: the office opens a year, fixes what it goes by, sends it out and corrects it."""

from PySide6.QtWidgets import QWidget

from forms import FORMS
from model.domain.wording import day_words
from model.office.open_work import unfinished
from model.office.year import OfficeYear
from model.package.countersignature import ReturnedSheet
from model.package.editor import PackageEditor
from model.plans import close, reopen_package_year
from model.rulebook_in_force import keep_at_first_scoring
from model.store.closed_years import fetch_closings
from model.store.settings import fetch_setting, save_setting
from ui.alerts import ask, ask_why
from ui.kit.button import Button
from ui.kit.layout import REST, box, row, stacked, wide
from ui.kit.link import Link
from ui.kit.metrics import BLOCK, FOOT, UNDER_HEADER
from ui.kit.page import Page
from ui.kit.repeated_presses import allow_many
from ui.kit.stepper import Stepper
from ui.pages.package.basics import BasicsPart
from ui.pages.package.changes import ChangesPart
from ui.pages.package.checks import ChecksPart
from ui.pages.package.countersignature import CountersignaturePart
from ui.pages.package.duties import DutiesPart
from ui.pages.package.new_year import YearOpeningPart
from ui.pages.package.package_session import PackageSession
from ui.pages.package.questions import QuestionsPart
from ui.pages.package.revision import RevisionPart
from ui.pages.package.state_words import state_words, steps
from ui.pages.package.targets import TargetsPart
from ui.pages.package.years import YearsPart
from ui.session import Session
from ui.theme import restyle

STEPS = ("基本", "目标", "职责分工", "单位变更", "待定问题", "检查与下发")
PARTS = (*STEPS, "各年度")
CHECKS = len(STEPS) - 1
CLOSED_BY = "closed_by"
CONFIRMED = "分工已经确认，下发后生效"
CLOSING = (
    "封存后，方案、任务包、规则、收件、复核和得分都不再变动；"
    "确需改动时，可以在这里“解除封存”，要写明经办人和理由。"
)


class PackagePage(Page):
    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("年度任务包", "下发…", parent)
        self._session = session
        self.package = PackageSession(session, self)
        self._aside = ""
        self.header.primary.clicked.connect(self._on_primary)
        self.basics = BasicsPart(self.package, self)
        self.targets = TargetsPart(self.package, self)
        self.duties = DutiesPart(self.package, self)
        self.changes = ChangesPart(self.package, self)
        self.questions = QuestionsPart(self.package, self)
        self.checks = ChecksPart(self.package, self)
        self.years = YearsPart(self.package, self)
        self.revision = RevisionPart(self.package, self)
        self.opening = YearOpeningPart(self.package, self)
        self.countersignature = CountersignaturePart(self.package, self)
        self.parts = (
            self.basics, self.targets, self.duties, self.changes, self.questions, self.checks,
            self.years,
        )  # fmt: skip
        self.pills = Stepper(STEPS, PARTS[len(STEPS) :], self)
        self.pills.chosen.connect(self._on_part)
        self._stack = stacked(*self.parts, self.revision, self.opening, self.countersignature)
        self.basics.revision_requested.connect(self._on_compare)
        self.checks.part_requested.connect(self.pills.choose)
        self.opening.revision_requested.connect(self._on_revision)
        self.revision.left_requested.connect(self._on_left)
        self.countersignature.left_requested.connect(self._on_left)
        self.duties.returned.connect(self._on_returned)
        self.lay_out(self._line(), wide(self._stack), self._foot())
        self._renews = True
        self.setFocusProxy(self.header.primary)
        self.package.changed.connect(self.refresh)
        self.refresh()

    def _line(self) -> QWidget:
        self.revised, self.undo, self.discard, self.closing = links = (
            Link("", self), Link("撤销上一步", self), Link("放弃草稿", self), Link("", self),
        )  # fmt: skip
        self.undo.setToolTip("Ctrl+Z")
        self.revised.clicked.connect(self._on_revision)
        self.undo.clicked.connect(self.undo_step)
        allow_many(self.undo)
        self.discard.clicked.connect(self._on_discard)
        self.closing.clicked.connect(self._on_closing)
        self._bar = box(row(wide(self.pills), *links, spacing=BLOCK, margins=UNDER_HEADER))
        return self._bar

    def _foot(self) -> QWidget:
        """The way on, while there is something to be made."""
        self.forward = Button("", self)
        self.forward.setObjectName("forward")
        self.forward.clicked.connect(self._on_forward)
        self._way = box(row(REST, self.forward, margins=FOOT), "foot")
        self._stack.currentChanged.connect(self._show_ways)
        return self._way

    def _show_ways(self, *_: object) -> None:
        """What leads on is green: the next step, on the last one to send it out."""
        work, shown = self.package.editor, self._stack.currentWidget()
        making = work.editable and shown in self.parts
        following = self.pills.following if making else None
        self._way.setVisible(following is not None)
        if following is not None:
            self.forward.setText(f"下一步：{STEPS[following]}")
        waits = work.draft is not None and shown is not self.checks
        restyle(self.header.primary, waits=waits)
        issuing = shown is self.checks and work.draft is not None
        self.header.primary.setEnabled(not issuing or self.checks.for_all.isEnabled())

    def _on_forward(self) -> None:
        self.flush()
        if (following := self.pills.following) is not None:
            self.pills.choose(following)

    def flush(self) -> None:
        for part in self.parts:
            part.flush()

    def undo_step(self) -> bool:
        """Takes back a step of the page; never one of a clerk's year."""
        self.flush()
        if self.package.editor.undoable:
            self.package.step(self.package.editor.undo)
        return True

    def show_aside(self, words: str) -> None:
        """What is in force says *words*; of a draft in which all is confirmed that is told."""
        self._aside, work = words, self.package.editor
        waits = self._session.plan.is_unconfirmed() and work.draft is not None
        super().show_aside(CONFIRMED if waits and not work.unconfirmed else words)

    def refresh(self) -> None:
        work = self.package.editor
        self.header.show_state(state_words(work))
        self.show_aside(self._aside)
        begun = work.shown is not None
        self._bar.setVisible(begun)
        self.header.primary.setVisible(begun and not work.closed)
        self.header.primary.setText(
            f"下发第 {work.draft.version} 版…" if work.draft else "编制更正版"
        )
        self.undo.setVisible(work.undoable)
        self.discard.setVisible(work.editable)
        self.closing.setVisible(work.newest is not None)
        self.closing.setText("解除封存" if work.closed else "封存年度")
        if not begun:
            self.opening.refresh()
            self._stack.setCurrentWidget(self.opening)
            return
        self.pills.show_steps(steps(work))
        unseen = work.revision_review.unseen if work.revision_review else 0
        self.revised.setVisible(work.revision_review is not None)
        self.revised.setText(f"方案修订（{unseen} 处待看）" if unseen else "方案修订")
        aside = self._stack.currentWidget()
        if aside is self.revision:
            self.revision.refresh()
        elif aside is self.countersignature:
            self.countersignature.refresh()
        else:
            self._show_part()

    def _on_part(self) -> None:
        if self.package.editor.shown is not None:
            self._show_part()

    def _show_part(self) -> None:
        part = self.parts[self.pills.current]
        part.refresh()
        self._stack.setCurrentWidget(part)
        self._show_ways()

    def _on_primary(self) -> None:
        self.flush()
        if self.package.editor.draft is None:
            self.package.step(self.package.editor.correct)
        elif self._stack.currentWidget() is self.checks:
            self.checks.choose()
        else:
            self.pills.choose(CHECKS)

    def _on_compare(self) -> None:
        self.revision.choose()
        if self.revision.revision:
            self._stack.setCurrentWidget(self.revision)

    def _on_revision(self) -> None:
        self.revision.show_standing()
        self._stack.setCurrentWidget(self.revision)

    def _on_returned(self, returned: ReturnedSheet) -> None:
        if self.countersignature.show_returned(returned.sheet, returned.name):
            self._stack.setCurrentWidget(self.countersignature)

    @property
    def shown_part(self) -> QWidget:
        return self._stack.currentWidget()

    def _on_left(self) -> None:
        self._show_part()

    def _on_discard(self) -> None:
        self.flush()
        if ask("放弃正在编制的这一版？", "已经下发的版本不受影响。", "放弃草稿", self):
            self.package.step(self.package.editor.discard)

    def _on_closing(self) -> None:
        """Keep plan, package and rules of the year, or open it again."""
        self.flush()
        work, session = self.package.editor, self._session
        if work.closed:
            asked = f"{_closings(work)}解除封存后，本年度可以再改；谁、为什么解除，会记下来。"
            yes = "解除封存"
        else:
            office = OfficeYear.read(session.plans, session.rulebook, FORMS, work.year)
            asked, yes = "\n".join((CLOSING, *unfinished(office))), "封存"
        by = fetch_setting(work.db, CLOSED_BY) or ""
        why = ask_why(f"{yes} {work.year} 年度？", asked, yes, self, by=by)
        if why is None:
            return

        def turn() -> PackageEditor:
            if work.closed:
                reopen_package_year(work.db, work.year, by=why.by, reason=why.reason)
            else:
                keep_at_first_scoring(work.db, work.year, session.shipped_rules)
                close(session.plans, work.year, by=why.by, reason=why.reason)
            save_setting(work.db, CLOSED_BY, why.by)
            return work.read_again()

        self.package.step(turn)


def _closings(work: PackageEditor) -> str:
    """Who closed and opened the year, when and why; "" where nothing of it was kept."""
    closings = [one for one in fetch_closings(work.db, work.year) if one.by]
    acts = {True: "封存", False: "解除封存"}
    return "".join(
        f"{day_words(one.at[:10])}由{one.by}{acts[one.closed]}（{one.reason}）。\n"
        for one in closings
    )
