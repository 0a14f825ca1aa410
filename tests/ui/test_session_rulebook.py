"""A year keeps the rulebook it was first scored by, whatever a newer app brings."""

from dataclasses import replace

from model.domain.submission import Edition
from model.rulebook_editor.publication import score_by
from model.rulebook_editor.versions import list_versions
from model.store.rulebooks import fetch_rulebook_of
from ui.session import Session

YEAR = 2025


def test_that_looking_around_settles_nothing(store, plan, rulebook, clerk):
    session = Session(plan, rulebook, store)
    assert session.assessment.total is None
    assert fetch_rulebook_of(store, YEAR) is None


def test_that_the_first_answer_settles_the_year(store, plan, rulebook, clerk, department):
    session = Session(plan, rulebook, store)
    session.save(plan.measures_of(department.id)[0].id, {"state": "done"})
    assert fetch_rulebook_of(store, YEAR) == Edition(id="percent", version="2025.1")
    score = session.assessment
    newer = Session(plan, replace(rulebook, version="2027.1", total_rules=()), store)
    assert newer.rulebook == rulebook
    assert newer.assessment == score


def test_that_another_version_scores_anew(store, plan, rulebook, clerk, department, qtbot):
    session = Session(plan, rulebook, store)
    session.save(plan.measures_of(department.id)[0].id, {"state": "done"})
    other = next(v for v in list_versions(store) if v.rulebook.id == "pass")
    score_by(store, YEAR, other)
    with qtbot.waitSignal(session.changed):
        session.read_rules_again()
    assert session.assessment.rulebook == "pass"
