from PySide6.QtTest import QAbstractItemModelTester

from ui.kit.entry import EntryModel
from ui.kit.table_model import Cell, Line, TableModel, TableSorter
from ui.pages.clerk.findings import finding_entries, findings
from ui.pages.clerk.score_steps import step_entry, steps_of
from ui.pages.item_rows import Filter, row_entry, row_of
from ui.pages.plan_entries import clause_entries, question_entries
from ui.session import Session


def test_that_the_item_list_keeps_qts_rules(clerk, store, plan, rulebook, qtmodeltester):
    session = Session(plan, rulebook, store)
    model = EntryModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning, model)
    model.show_entries(row_entry(row_of(session, item)) for item in session.desk.measures)
    qtmodeltester.check(model)
    model.show_only(lambda entry: entry.about.passes(Filter.OPEN))
    everything, item = model.shown, model.shown[2].key

    def say(state: str | None) -> None:
        session.desk.save(item, {"state": state})
        model.update(row_entry(row_of(session, plan.item(item))))

    say("done")
    assert [entry.key for entry in model.shown] == [e.key for e in everything if e.key != item]
    say(None)
    assert model.shown == everything
    model.keep(item)
    say("done")
    assert [entry.key for entry in model.shown] == [entry.key for entry in everything]
    model.show_only(lambda entry: entry.about.passes(Filter.OPEN))
    assert item not in [entry.key for entry in model.shown]
    model.show_entries(everything[:1])


def test_that_the_ladder_starts_with_the_most_to_gain(clerk, store, plan, rulebook, qtmodeltester):
    session = Session(plan, rulebook, store)
    steps = steps_of(plan, session.assessment)
    gains = [step.gain for step in steps]
    assert gains == sorted(gains, reverse=True)
    model = EntryModel()
    model.show_entries(map(step_entry, steps))
    qtmodeltester.check(model)


def test_that_the_other_lists_keep_qts_rules(clerk, store, plan, rulebook, qtmodeltester):
    session = Session(plan, rulebook, store)
    entries, found = EntryModel(), EntryModel()
    entries.show_entries(clause_entries(plan, session.desk.department.id))
    found.show_entries(finding_entries(findings(session)))
    for model in (entries, found):
        qtmodeltester.check(model)
    assert len(entries.shown) == len(plan.clauses) + 1
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
