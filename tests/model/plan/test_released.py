"""The plan of the released version, which its years and packages go by for ever."""

from model.domain.canonical import digest_of
from model.domain.plan_record import PlanRecord
from model.domain.sealed import seal
from model.domain.submission import Edition
from model.plan.released import released_plan
from model.plans import RELEASED


def test_that_the_released_edition_is_there_word_for_word(plan):
    released = released_plan(RELEASED, Edition(id="hebei-2022", version="2022"))
    assert digest_of(seal(PlanRecord.of(released))) == (
        "8511e888c086ab0c18289d6e2fa383f6eb9d2f9b474e21faf28eba8bd58c8dc5"
    )
    assert released.text == plan.text
    assert released.measures.keys() <= plan.measures.keys()  # an id is for ever


def test_that_an_unknown_edition_or_an_odd_name_has_none():
    assert released_plan(RELEASED, Edition(id="hebei-2022", version="1999")) is None
    assert released_plan(RELEASED, Edition(id="../hebei-2022", version="x/../2022")) is None
