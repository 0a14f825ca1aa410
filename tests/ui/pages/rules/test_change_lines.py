"""What a draft does to every department, as lines of the table."""

from decimal import Decimal

import pytest

from model.rulebook_editor.trial import Effect
from model.scoring.what_if import RankedTotal, ScoreChange
from ui.pages.rules.change_lines import change_lines


@pytest.mark.parametrize(
    ("total", "answered", "words"),
    [(None, True, "不计总分"), (None, False, "未填"), (Decimal("82.1"), True, "82.10")],
)
def test_that_a_body_that_gets_no_total_is_not_said_to_have_answered_nothing(
    rulebook, total, answered, words
):
    place = RankedTotal(total=total, grade="", rank=None, answered=answered)
    effect = Effect(old=rulebook, new=rulebook, before={}, after={}, kinds={})
    effect.__dict__["changes"] = (ScoreChange(department="kjj", before=place, after=place),)
    (line,) = change_lines(effect, {"kjj": "区科技局"})
    assert line.cells[1].words == words
