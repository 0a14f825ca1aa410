"""What last year's reviews leave for the next package: archived deliverables, overdue terms."""

from dataclasses import replace

import pytest

from forms import FORMS
from model.domain.plan import Stage
from model.office.finished_measures import finished_measures
from model.plans import PlanLibrary
from tests.model.office.live import Decisions, LiveOffice
from tests.model.workbook.years import YEAR, small_plan, small_rulebook

DONE, SHARED, UNSAID = "3.1-01-01", "3.1-01-02", "3.1-01-03"


def dated_plan():
    """The small plan: the first is a deliverable, the others end with the year."""
    plan = small_plan()
    told = {
        DONE: {"once": True},
        SHARED: {"until": YEAR},
        UNSAID: {"until": YEAR + 1},
    }
    measures = {key: replace(one, **told[key]) for key, one in plan.measures.items()}
    return replace(plan, measures=measures)


@pytest.fixture
def office(db):
    return LiveOffice(PlanLibrary(db, dated_plan()), small_rulebook(), FORMS, YEAR)


def found(office):
    return finished_measures(office.now, by="王芳", at="2026-02-01T09:00:00+08:00")


def test_that_a_year_without_reports_says_nothing(office):
    assert (found(office).archived, found(office).overdue) == ({}, ())


def test_that_what_is_done_is_archived_only_once_it_is_accepted(office, send):
    send("city")
    assert found(office).archived == {}
    Decisions(office, "王芳").adopt("cgw", DONE)
    filed = found(office).archived[DONE]
    sent = office.body("cgw").versions.counting
    assert (filed.year, filed.by) == (YEAR, "王芳")
    (report,) = filed.reports
    assert (report.department, report.sequence) == ("cgw", sent.sequence)
    assert report.check_code == sent.check_code


def test_that_what_ended_with_the_year_and_was_not_done_is_overdue(office, send):
    send("city", "schools")
    assert found(office).overdue == (SHARED,)
    assert office.plan.measures[UNSAID].stage_in(YEAR + 1) is Stage.RUNNING
