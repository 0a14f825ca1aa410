"""Each term means the same as a number and as a formula."""

from decimal import Decimal

import pytest

from model.domain.answers import State
from model.scoring import arithmetic as a
from model.scoring.arithmetic import (
    MAXIMUM,
    ONE,
    PROGRESS,
    TARGET,
    VALUE,
    ZERO,
    CellRefs,
    Compare,
    Condition,
    Constant,
    Facts,
    Given,
    Quantity,
    Rounded,
    StateIs,
    Term,
)
from model.scoring.cell_ranges import runs

CELLS = CellRefs(value="C5", state="D5", progress="E5", target="F5", maximum="G5")
FACTS = Facts(
    value=Decimal(256),
    target=Decimal(270),
    maximum=Decimal(2),
    progress=Decimal(40),
    state=State.ONGOING,
)


@pytest.mark.parametrize(
    ("term", "formula", "value"),
    [
        (MAXIMUM * VALUE / TARGET, "G5*C5/F5", None),
        (Rounded(MAXIMUM * VALUE / TARGET), "ROUND(G5*C5/F5+1E-12,2)", "1.90"),
        (MAXIMUM * (VALUE - TARGET), "G5*(C5-F5)", "-28"),
        (TARGET - (VALUE - ONE), "F5-(C5-1)", "15"),
        (TARGET - VALUE - ONE, "F5-C5-1", "13"),
        (TARGET - (VALUE + ONE), "F5-(C5+1)", "13"),
        (VALUE + (TARGET - ONE), "C5+F5-1", "525"),
        (VALUE / (PROGRESS * ONE), "C5/(E5*1)", "6.4"),
        (ZERO - Constant(Decimal("-2.50")), "0-(-2.5)", "2.5"),
        (a.Least((VALUE, TARGET)), "MIN(C5,F5)", "256"),
        (a.Most((VALUE, TARGET)), "MAX(C5,F5)", "270"),
        (a.WholeSteps(VALUE / PROGRESS), "INT(C5/E5+1E-12)", "6"),
        (a.Exact(TARGET - VALUE), "ROUND(F5-C5,8)", "14"),
        (a.Either(StateIs(State.ONGOING), ONE, ZERO), 'IF(D5="推进中",1,0)', "1"),
        (a.Either(StateIs(State.DONE), ONE, ZERO), 'IF(D5="完成",1,0)', "0"),
    ],
)
def test_that_a_term_is_a_number_and_a_formula(term, formula, value):
    assert term.formula(CELLS) == formula
    assert value is None or term.value(FACTS) == Decimal(value)


@pytest.mark.parametrize(
    ("condition", "formula", "holds"),
    [
        (Compare(VALUE, ">=", TARGET), "C5>=F5", False),
        (Compare(VALUE, "<", TARGET), "C5<F5", True),
        (Compare(VALUE - ONE, "<>", TARGET), "C5-1<>F5", True),
        (a.Reaches(VALUE / TARGET, Constant(Decimal("0.9"))), "C5/F5+1E-12>=0.9", True),
        (Given("progress"), "ISNUMBER(E5)", True),
        (a.All((Given("value"), Given("target"))), "AND(ISNUMBER(C5),ISNUMBER(F5))", True),
        (a.Any((StateIs(State.DONE), Given("cumulative"))), 'OR(D5="完成",ISNUMBER())', False),
    ],
)
def test_that_a_condition_is_an_answer_and_a_formula(condition, formula, holds):
    assert condition.formula(CELLS) == formula
    assert condition.holds(FACTS) is holds


def test_that_the_branch_not_chosen_is_not_worked_out():
    safe = a.Either(Compare(TARGET, ">", ZERO), VALUE / TARGET, ZERO)
    assert safe.value(Facts(value=Decimal(1), target=Decimal(0))) == 0


@pytest.mark.parametrize(
    ("number", "text"),
    [("1E+3", "1000"), ("2.50", "2.5"), ("-1", "(-1)"), ("0", "0"), ("0.0000001", "0.0000001")],
)
def test_that_numbers_are_printed_without_exponents(number, text):
    assert a.literal(Decimal(number)) == text


@pytest.mark.parametrize("bare", [Term(), Condition()])
def test_that_the_ideas_themselves_cannot_be_worked_out(bare):
    with pytest.raises(NotImplementedError):
        bare.formula(CELLS)
    with pytest.raises(NotImplementedError):
        getattr(bare, "value", getattr(bare, "holds", None))(FACTS)


def test_that_quantities_know_nothing_but_facts():
    assert Quantity("maximum").value(FACTS) == 2


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], []),
        ([("E5",)], [("E5",)]),
        ([("E5",), ("E6",), ("E7",)], [("E5:E7",)]),
        ([("E5",), ("E7",)], [("E5",), ("E7",)]),
        ([("E5", "D5"), ("E6", "D6"), ("E9", "D9")], [("E5:E6", "D5:D6"), ("E9", "D9")]),
        ([("E5", "D5"), ("E6", "D7")], [("E5", "D5"), ("E6", "D7")]),
        ([("E5",), ("F6",)], [("E5",), ("F6",)]),
        ([("'一 表'!E5",), ("'一 表'!E6",)], [("'一 表'!E5:E6",)]),
        ([("甲!E5",), ("乙!E6",)], [("甲!E5",), ("乙!E6",)]),
        ([("'It''s'!A1",), ("'It''s'!A2",)], [("'It''s'!A1:A2",)]),
        ([("$E$5",), ("$E$6",)], [("$E$5:$E$6",)]),
        ([("0.5",), ("0.5",)], [("0.5",), ("0.5",)]),
    ],
)
def test_that_cells_below_one_another_become_a_range(rows, expected):
    assert list(runs(rows)) == expected
