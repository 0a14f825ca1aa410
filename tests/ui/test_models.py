from PySide6.QtTest import QAbstractItemModelTester

from ui.kit.table_model import Cell, Line, TableModel, TableSorter
from ui.pages.clerk.findings import FindingModel, findings
from ui.pages.clerk.row_model import RowFilter, RowModel
from ui.pages.clerk.score_model import ScoreModel, steps_of
from ui.pages.department_model import DepartmentModel
from ui.pages.item_rows import Filter, row_of
from ui.pages.plan_entries import PlanModel, clause_entries, question_entries
from ui.session import Session


def test_that_the_item_list_keeps_qts_rules(clerk, store, plan, rulebook, qtmodeltester, qtbot):
    session = Session(plan, rulebook, store)
    model = RowModel(row_of(session, item) for item in session.desk.measures)
    shown = RowFilter(model)
    QAbstractItemModelTester(shown, QAbstractItemModelTester.FailureReportingMode.Warning, shown)
    qtmodeltester.check(model)
    item = model.rows[2].item
    session.desk.save(item, {"state": "done"})
    model.update(row_of(session, plan.item(item)))
    shown.show_only(Filter.OPEN)
    assert shown.rowCount() == len(model.rows) - 1
    shown.keep(item)
    qtbot.waitUntil(lambda: shown.rowCount() == len(model.rows))
    model.show_rows(model.rows[:1])


def test_that_the_ladder_starts_with_the_most_to_gain(clerk, store, plan, rulebook, qtmodeltester):
    session = Session(plan, rulebook, store)
    steps = steps_of(plan, session.assessment)
    gains = [step.gain for step in steps]
    assert gains == sorted(gains, reverse=True)
    model = ScoreModel()
    model.show_steps(steps)
    qtmodeltester.check(model)


def test_that_the_other_lists_keep_qts_rules(clerk, store, plan, rulebook, qtmodeltester):
    session = Session(plan, rulebook, store)
    departments, entries, found = DepartmentModel(plan), PlanModel(), FindingModel()
    entries.show_entries(clause_entries(plan, session.desk.department.id))
    found.show_findings(findings(session))
    for model in (departments, entries, found):
        qtmodeltester.check(model)
    assert entries.rowCount() == len(plan.clauses) + 1
    entries.show_entries(question_entries(plan, "", set()))
    assert entries.rowCount() == len(plan.questions)


def test_that_a_table_sorts_figures_by_size(qtmodeltester):
    model = TableModel(("单位", "得分"))
    model.show_lines(
        [
            Line(key=name, cells=(Cell(words=name), Cell(words=words, sort=size)))
            for name, words, size in (("甲", "9.00", 9.0), ("乙", "10.00", 10.0), ("丙", "", -1.0))
        ]
    )
    qtmodeltester.check(model)
    sorter = TableSorter()
    sorter.setSourceModel(model)
    sorter.sort(1)
    assert [sorter.index(row, 0).data() for row in range(3)] == ["丙", "甲", "乙"]
