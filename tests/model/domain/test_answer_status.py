"""未填: the one rule."""

from dataclasses import replace
from decimal import Decimal

import pytest

from model.domain.answer_status import is_said
from tests.model.workbook.years import small_plan

PLAN = small_plan()
GREEN = replace(PLAN.indicators["i-green"], at_least=Decimal(0), at_most=Decimal(100))
WORDS = {"done": "已开工", "problems": "缺资金", "explanation": "下月公布", "basis": "年报"}
ITEMS = {
    "number": GREEN,
    "to be done": PLAN.indicators["i-done"],
    "measure": PLAN.item("3.1-01-01"),
}
OF_WORK = (
    ({"state": "done"}, True),
    ({"state": "not_started"}, True),
    ({"state": "not_applicable"}, True),
    ({"state": "ongoing"}, False),
    ({"state": "behind", "progress": "0"}, True),
    ({"progress": "40"}, False),
)


@pytest.mark.parametrize(
    ("item", "answer", "said"),
    [
        ("number", {"value": "0"}, True),
        ("number", {"state": "not_applicable"}, True),
        ("number", {"value": "100.1"}, False),  # which is more than all
        ("number", {"value": "-1"}, False),
        ("to be done", {"value": "1"}, False),
        *(("to be done", answer, said) for answer, said in OF_WORK),
        *(("measure", answer, said) for answer, said in OF_WORK),
        *((item, {}, False) for item in ITEMS),
    ],
)
def test_that_a_state_a_progress_or_a_possible_number_answers_and_words_never_do(
    item, answer, said
):
    assert is_said(ITEMS[item], answer) is said
    assert is_said(ITEMS[item], answer | WORDS) is said


def test_that_the_number_that_a_measure_repeats_tells_how_far_it_is():
    repeating = replace(PLAN.measures["3.1-01-01"], repeats=("i-green",))
    assert is_said(repeating, {"state": "ongoing"})
