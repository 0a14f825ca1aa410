"""Whatever the intake lets in, scoring bears, and no item gains more than it can be worth."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.domain.sealed import unseal
from model.scoring.assess import Assessor
from model.workbook.report.payload_checks import contradictions, reason_against
from tests.hostile.files import can_be_unsealed
from tests.hostile.life import Ground
from tests.hostile.sealed_files import payload_of
from tests.hostile.words import NUMBERS, passing
from tests.thorough import tried


@pytest.fixture(scope="module")
def ground(tmp_path_factory) -> Ground:
    return Ground(tmp_path_factory.mktemp("let-in"))


def judged(ground, table):
    """The assessment of the report *table*; None where the intake refuses it."""
    submission = unseal(payload_of(table))
    asked = ground.mail.questionnaire
    if reason_against(asked, submission) or any(contradictions(asked, submission)):
        return None
    assessor = Assessor(asked.plan, ground.rulebook, submission.department, ground.mail.year)
    return assessor.assess(submission.answers)


def in_range(assessment) -> bool:
    return (assessment.total is None or 0 <= assessment.total <= 100) and all(
        score.points is None or 0 <= score.points <= score.maximum for score in assessment.scores
    )


@settings(max_examples=tried(60), deadline=None)
@given(seed=st.integers(0, 2**32))
def test_that_what_is_let_in_is_scored_within_its_range(ground, seed):
    sound = next(one for one in ground.maker.sound if one.kind == "report")
    table, _ = passing(dict(sound.table), Random(seed), can_be_unsealed)
    assessment = judged(ground, table)
    assert assessment is None or in_range(assessment)


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("field", ["progress", "value"])
def test_that_an_odd_number_in_every_answer_is_refused_or_scored_within_its_range(
    ground, field, number
):
    sound = next(one for one in ground.maker.sound if one.kind == "report")
    answers = {
        item: {**answer, **({field: number} if "state" in answer or field in answer else {})}
        for item, answer in sound.table["answers"].items()
    }
    table = {**sound.table, "answers": answers}
    if can_be_unsealed(table):
        assessment = judged(ground, table)
        assert assessment is None or in_range(assessment)
