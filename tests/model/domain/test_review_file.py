"""Decisions that came in a file are such as the app itself can make."""

from dataclasses import replace

import pytest

from model.domain.review import WHOLE_YEAR, Review, Verdict
from model.domain.review_file import ReviewFile, review_lines
from model.domain.sealed import seal, unseal
from model.domain.submission import Edition

AT = "2025-12-30T09:00:00+08:00"
ADOPTED = Review(
    department="csglw", item="i-cars", verdict=Verdict.ADOPT, submission="s", basis="b",
    by="张　三", at=AT,
)  # fmt: skip
POSSIBLE = (
    ADOPTED,
    replace(ADOPTED, verdict=Verdict.RETURN, remark="请补充"),
    replace(ADOPTED, verdict=Verdict.ADJUST, changes={"value": None}, remark="不实"),
    replace(ADOPTED, item=WHOLE_YEAR, verdict=Verdict.PASS, basis=""),
)
IMPOSSIBLE = {
    "no moment": replace(ADOPTED, at="nonsense"),
    "never": replace(ADOPTED, at=""),
    "before all time": replace(ADOPTED, at="0001-01-01T00:00:00+14:00"),
    "a year adopted": replace(ADOPTED, item=WHOLE_YEAR),
    "an item passed": replace(ADOPTED, verdict=Verdict.PASS),
    "adopted and changed": replace(ADOPTED, changes={"value": "1"}),
    "adjusted to nothing": replace(ADOPTED, verdict=Verdict.ADJUST, remark="不实"),
    "an endless department": replace(ADOPTED, department="z" * 30_000),
}


def file_of(*reviews: Review, made_at: str = AT) -> ReviewFile:
    return ReviewFile(
        id="f", year=2025, plan=Edition(id="p", version="1"), made_by="张　三", made_at=made_at,
        lines=review_lines(reviews),
    )  # fmt: skip


def test_that_decisions_of_the_app_are_read_back():
    assert unseal(seal(file_of(*POSSIBLE))) == file_of(*POSSIBLE)


@pytest.mark.parametrize("one", IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_that_a_decision_that_nobody_can_make_costs_its_file(one):
    with pytest.raises(ValueError, match="decision"):
        unseal(seal(file_of(ADOPTED, one)))


def test_that_a_file_that_was_made_at_no_moment_is_refused():
    with pytest.raises(ValueError, match="made_at"):
        unseal(seal(file_of(ADOPTED, made_at="9999")))
