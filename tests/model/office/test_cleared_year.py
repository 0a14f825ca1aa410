"""A year whose people were cleared says and counts what it did before: nothing else is gone."""

import pytest

from forms import FORMS
from model.domain.submission import PEOPLE
from model.jobs import JobContext
from model.office.department_year import ReportingState
from model.office.score_verification import verify_scores
from model.office.year import OfficeYear
from model.plans import PlanLibrary
from model.store.closed_years import close_year
from model.store.personal_data import clear_personal_data
from tests.model.office.live import Decisions
from tests.model.office.test_hand_edits import edited
from tests.model.office.test_laws import outcome
from tests.model.workbook.damage import place_of, with_cell
from tests.model.workbook.years import YEAR, small_plan, small_rulebook

NAME = "钱七"


def read(office):
    return OfficeYear.read(PlanLibrary(office.db, small_plan()), small_rulebook(), FORMS, YEAR)


def told(office):
    """What counts, and what a person is told of it; worked out now."""
    return outcome(office), [([*one.doubts()], one.findings) for one in office.reported]


@pytest.fixture
def passed(office, send):
    """A report with a number and a name changed by hand, one taken and one not, passed."""
    content = edited("quantity", "i-cars", "value", "12")
    send(
        "schools", city=with_cell(content, *place_of(content, "cover", "filled_by", "value"), NAME)
    )
    decide, body = Decisions(office, by="李四"), office.body("cgw")
    taken, name = sorted(body.edits, key=lambda one: one.found == NAME)
    decide.take_cell(body.digest, taken, "电话核实")
    decide.keep_sealed(body.digest, name)
    claimed = [key for key, one in body.items.items() if one.needs_approval]
    decide.refuse_all("cgw", claimed, "有任务")
    decide.adopt("cgw", *(key for key in body.items if key not in claimed))
    decide.pass_year("cgw")
    assert office.body("cgw").state is ReportingState.PASSED
    close_year(office.db, YEAR, office.plan, None, by="李四", reason="办结")
    return office


@pytest.mark.parametrize("originals", [False, True])
def test_that_what_counted_counts_on(passed, originals):
    before = told(read(passed))
    clear_personal_data(passed.db, (YEAR,), "李四", "满一年", originals=originals)
    after = read(passed)
    assert not PEOPLE & after.body("cgw").submission.cover.keys()
    assert NAME not in "".join(passed.db.conn.iterdump())
    assert told(after) == before


def test_that_an_original_that_was_cleared_proves_nothing_and_contradicts_nothing(passed):
    clear_personal_data(passed.db, (YEAR,), "李四", "满一年", originals=True)
    proof = verify_scores(read(passed), JobContext())
    assert proof.holds
    assert {one.verdict for one in proof.lines} == {"无法重算"}
    assert proof.sentence == "2 个单位的原件已随往年个人信息清除，无法重新计算。"


def test_that_a_year_cleared_but_for_its_originals_is_worked_out_again_from_them(passed):
    clear_personal_data(passed.db, (YEAR,), "李四", "满一年")
    assert {one.verdict for one in verify_scores(read(passed), JobContext()).lines} == {"一致"}
