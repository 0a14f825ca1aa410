from dataclasses import replace

import pytest

from model.domain.package import Duty
from model.package.draft import with_change
from model.package.duties import assigned
from model.package.duty_table import matrices
from tests.model.package.conftest import MERGED

ITEM = "3.1.1-01"


@pytest.fixture(scope="module")
def found(plan, package):
    return {matrix.key: matrix for matrix in matrices(plan, package)}


def test_that_every_measure_and_indicator_stands_in_one_row(plan, found):
    items = [row.item.id for matrix in found.values() for row in matrix.rows]
    assert sorted(items) == sorted((*plan.measures, *plan.indicators))


def test_that_clauses_come_in_the_order_of_the_text_behind_the_goals(plan, found):
    assert list(found) == ["2", *plan.clauses]
    assert found["2"].title == "二、主要目标"


def test_that_the_columns_are_the_bracket_in_its_order(plan, found):
    clause = plan.clauses["3.1.1"]
    assert tuple(body.id for body in found["3.1.1"].columns) == clause.departments
    assert found["3.1.1"].bracket == clause.bracket
    assert found["3.1.1"].shared


def test_that_an_indicator_stands_with_the_clause_that_states_it_not_with_the_goals(found):
    assert "tech_smes" in {row.item.id for row in found["3.1.1"].rows}


def test_that_collectives_know_their_columns(found):
    assert len(found["box2.7"].collectives["all-streets"]) == 10


def test_that_rows_say_who_leads_and_whether_anybody_carries_them(plan, package):
    edited = assigned(plan, package, [ITEM], ["kjj"], Duty.LEAD)
    edited = replace(edited, duties={**edited.duties, "3.1.1-02": {"kjj": Duty.NONE}})
    rows = {r.item.id: r for m in matrices(plan, edited) if m.key == "3.1.1" for r in m.rows}
    assert rows[ITEM].led
    assert rows[ITEM].duty("kjj") is Duty.LEAD
    assert rows[ITEM].duty("fulian") is Duty.NONE
    assert not rows["3.1.1-02"].carried
    assert "kjj" in rows["3.1.1-02"].bracket
    assert not rows["3.1.1-03"].led


def test_that_a_body_from_outside_the_bracket_gets_a_column_behind_it(plan, package):
    edited = assigned(plan, package, [ITEM], ["fulian"], Duty.SUPPORT)
    matrix = next(m for m in matrices(plan, edited) if m.key == "3.1.1")
    assert matrix.columns[-1].id == "fulian"


def test_that_the_columns_are_todays_departments(plan, package):
    today = matrices(plan, with_change(package, MERGED))
    columns = {body.id for matrix in today for body in matrix.columns}
    assert "swhz" in columns
    assert not columns & {"swj", "hzjlb"}
