"""职责分工: by clause or by department, what is still shared, and what nobody carries."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from model.domain.plan import Stage
from model.own_key import own_key_pair
from model.package.countersignature import ReturnedSheet, read_returned, write_duty_paper
from model.package.duty_table import DutyMatrix, department_matrix
from model.workbook.duty_sheet.write import suggested_duty_name
from ui.alerts import show_error
from ui.connection import connect
from ui.file_dialogs import choose_file, choose_new_file
from ui.jobs import JobRunner
from ui.kit.job_bar import JobBar
from ui.kit.label import plain_tip
from ui.kit.layout import REST, Halves, row, stacked, wide
from ui.kit.link import Link
from ui.kit.metrics import ABOVE_LIST, BLOCK, GAP
from ui.kit.pills import Pills
from ui.kit.search_field import SearchField
from ui.kit.table import Table
from ui.kit.written import WrittenLine
from ui.pages.package.duty_lines import (
    CLAUSE_HEADINGS,
    CLAUSE_VIEWS,
    CLAUSE_WIDTHS,
    LOAD_HEADINGS,
    LOAD_WIDTHS,
    OUT_OF_STEP,
    UNCONFIRMED,
    clause_lines,
    clause_words,
    load_lines,
    load_words,
)
from ui.pages.package.duty_panel import DutyPanel
from ui.pages.package.package_session import PackageSession

SIDES = ("按条款", "按单位")
CLAUSES = 0  # place in SIDES
SHARED, UNCARRIED = 1, 2  # places in CLAUSE_VIEWS
NOTHING = "没有事项", ""
NONE_LEFT = (
    NOTHING,
    ("没有多家共担的事项", "每一项都已明确到一个单位。"),
    ("没有无人承担的事项", "每一项都有单位承担。"),
    ("没有待确认的建议分工", "每一项分工都已由办公室确认。"),
    ("没有归档、逾期和期外的事项", "每一项都照常填报。"),
)
NONE_OF_THEM = (
    NOTHING,
    ("没有任务偏多的单位", "各单位的任务都在通常的范围以内。"),
    ("没有空闲的单位", "每个单位都有事项。"),
)


FILE_AWAY = "按去年复核结果归档"
FILED = "一次性任务去年已完成并经复核的列为已完成归档，到期没有完成的按逾期继续填报"
WRITE, READ, SHEETS = "写出任务分解表（会签稿）", "打开交回的会签稿", "任务分解表 (*.xlsx)"


class DutiesPart(Halves):
    """`returned`: a 会签稿 that was read (`ReturnedSheet`), for the page to show."""

    returned = Signal(object)

    def __init__(self, package: PackageSession, parent: QWidget | None = None) -> None:
        super().__init__((1, 2), parent)
        self._package = package
        self.jobs = JobRunner(self)
        self.jobs.succeeded.connect(self._on_done)
        connect(self.jobs.failed, self, partial(show_error, parent=self))
        self.sides, self.pills = Pills(SIDES, self.left), Pills(CLAUSE_VIEWS, self.left)
        self.sides.chosen.connect(self._on_side)
        self.pills.chosen.connect(self.refresh)
        self.search = SearchField("找事项、单位", self.left)
        self.search.textChanged.connect(self.refresh)
        self.all_last, self.all_proposed = Link("全部照去年", self.left), Link("", self.left)
        self.all_last.setToolTip("每一项都照去年的分工；方案文字有变的不动")
        self.all_last.clicked.connect(self._on_all_last)
        self.filed = Link("", self.left)
        self.filed.clicked.connect(package.file_away_last_year)
        self.all_proposed.setToolTip("还没有确认的各项照建议分工确认；已确认的不动")
        self.all_proposed.clicked.connect(self._on_all_proposed)
        self.written = WrittenLine(self.left)
        self.add_tools(
            row(self.sides, wide(self.search), spacing=GAP),
            self.pills,
            row(self.all_proposed, REST, self.all_last),
            row(self.filed, REST),
            self._papers(),
            self.written,
            margins=ABOVE_LIST,
        )
        self.clauses = Table(CLAUSE_HEADINGS, CLAUSE_WIDTHS, self.left, chooses_first=True)
        self.loads = Table(LOAD_HEADINGS, LOAD_WIDTHS, self.left, chooses_first=True)
        self.clauses.line_chosen.connect(self.show_clause)
        self.loads.line_chosen.connect(self.show_department)
        self._stack = stacked(self.clauses, self.loads)
        self.desk = DutyPanel(package, self.right)
        for table in (self.clauses, self.loads):
            table.opened.connect(self._on_opened)
        self.add_left(wide(self._stack))
        self.add_right(wide(self.desk))

    def _on_opened(self) -> None:
        self.desk.grid.setFocus()

    def _papers(self) -> QHBoxLayout:
        self.paper, self.back = (
            Link("写出会签稿…", self.left), Link("打开交回的会签稿…", self.left)
        )  # fmt: skip
        self.paper.setToolTip("任务分解表：打印或发给各单位会签，改了的可以读回来")
        self.back.setToolTip("逐条列出各单位改了什么、有什么意见，采用哪一条由办公室定")
        self.paper.clicked.connect(self._choose_paper)
        self.back.clicked.connect(self._choose_returned)
        return row(self.paper, self.back, JobBar(self.jobs, self.left), REST, spacing=BLOCK)

    @property
    def _words(self) -> str:
        return self.search.text().strip()

    def refresh(self) -> None:
        work, view = self._package.editor, self.pills.current
        self.all_last.setVisible(work.editable and work.last is not None)
        self.back.setVisible(work.editable)
        since = self._package.since_filed if work.editable else ()
        self.filed.setVisible(bool(since))
        self.filed.setText(f"{FILE_AWAY}（{len(since)} 项不同）")
        self.filed.setToolTip(plain_tip("\n".join((FILED, *(one.sentence for one in since)))))
        count = len(work.unconfirmed)
        self.all_proposed.setText(f"全部采用建议分工（{count} 项未确认）")
        self.all_proposed.setVisible(work.editable and count > 0)
        by_clause = self.sides.current == CLAUSES
        self.pills.set_shown(UNCONFIRMED, shown=by_clause and (count > 0 or view == UNCONFIRMED))
        aside = any(one.out_of_step for one in work.matrices)
        self.pills.set_shown(OUT_OF_STEP, shown=by_clause and (aside or view == OUT_OF_STEP))
        if by_clause:
            self.pills.show_words(clause_words(work.matrices))
            found = [one for one in work.matrices if one.found(self._words)]
            self.clauses.show_lines(tuple(clause_lines(found, view)))
            table, show = self.clauses, self.show_clause
        else:
            self.pills.show_words(load_words(work.loads))
            found_loads = {
                body: load
                for body, load in work.loads.items()
                if self._words in load.department.name
            }
            self.loads.show_lines(tuple(load_lines(found_loads, view)))
            table, show = self.loads, self.show_department
        self._stack.setCurrentWidget(table)
        if table.key:
            show(table.key)
        else:
            self.desk.show_nothing(*self._why_nothing)

    @property
    def _why_nothing(self) -> tuple[str, str]:
        if self._words:
            return f"没有找到“{self._words}”", "少写几个字，或者换一种说法。"
        if self.sides.current == CLAUSES:
            return NONE_LEFT[self.pills.current]
        return NONE_OF_THEM[self.pills.current]

    def flush(self) -> None:
        """Nothing to save: every key is saved when it is pressed."""

    def show_clause(self, key: str) -> None:
        one = next((m for m in self._package.editor.matrices if m.key == key), None)
        if one:
            place = key, self.pills.current, self._words
            self.desk.show_matrix(one, place, self._wanted(one))

    def show_department(self, key: str) -> None:
        """Shows the department *key*; its items stay in view when it no longer carries them."""
        work = self._package.editor
        if key not in work.today.departments:
            return
        place = key, self.pills.current, ""
        kept = self.desk.kept(place)
        one = department_matrix(work.today, work.matrices, key, kept)
        rows = frozenset(row.item.id for row in one.rows)
        self.desk.show_matrix(one, place, rows)

    def _wanted(self, one: DutyMatrix) -> frozenset[str]:
        view = self.pills.current
        return frozenset(
            row.item.id
            for row in one.found(self._words)
            if (row.shared or view != SHARED)
            and (row.uncarried or view != UNCARRIED)
            and (row.unconfirmed or view != UNCONFIRMED)
            and (row.stage is not Stage.RUNNING or view != OUT_OF_STEP)
        )

    def _on_all_proposed(self) -> None:
        self._package.step(lambda: self._package.editor.confirm(self._package.editor.unconfirmed))

    def _on_all_last(self) -> None:
        self._package.step(self._package.editor.take_last_duties)

    def _choose_paper(self) -> None:
        work = self._package.editor
        name = suggested_duty_name(work.year, sample=work.package.sample)
        if path := choose_new_file(self._package.session.db, self, WRITE, name, SHEETS):
            self.write_paper(path)

    def _choose_returned(self) -> None:
        if path := choose_file(self._package.session.db, self, READ, SHEETS):
            self.read_paper(path)

    def write_paper(self, path: Path) -> None:
        """Writes the 任务分解表 of the package shown to *path*."""
        if not self.jobs.busy:
            self.written.hide()
            work = self._package.editor
            keys = own_key_pair(work.db)
            self.jobs.start(partial(write_duty_paper, path, work.plan, work.package, keys))

    def read_paper(self, path: Path) -> None:
        """Reads the 会签稿 at *path*; the package does not change."""
        if not self.jobs.busy:
            self.jobs.start(partial(read_returned, path, self._package.session.questionnaire))

    def _on_done(self, done: object) -> None:
        if isinstance(done, ReturnedSheet):
            self.returned.emit(done)
        elif isinstance(done, Path):
            self.written.show_file(done)

    def _on_side(self) -> None:
        self.pills.choose(0)
        self.search.clear()
        self.refresh()
