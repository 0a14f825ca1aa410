from decimal import Decimal

import pytest

from forms import FORMS
from forms.cover import FORM as COVER_FORM
from forms.rectification import FORM as RECTIFICATION_FORM
from forms.section import FORM as SECTION_FORM
from model.domain.forms import Choice, Number, Text


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("0", ""),
        ("100", ""),
        ("100.5", "不能大于 100%。"),
        ("-1", "不能小于 0%。"),
        ("99.5", "请填整数。"),
    ],
)
def test_that_a_number_is_held_against_its_range_and_decimals(text, complaint):
    field = Number(key="p", label="p", unit="%", at_least=Decimal(0), at_most=Decimal(100))
    assert field.complaint(text) == complaint


def test_that_decimals_allowed_are_not_complained_of():
    assert Number(key="p", label="p", decimals=2).complaint("1.25") == ""
    assert Number(key="p", label="p", decimals=2).complaint("1.255") == "最多保留 2 位小数。"
    assert Number(key="p", label="p").complaint("100") == ""
    assert Number(key="p", label="p").complaint("1E+2") == ""


@pytest.mark.parametrize(
    ("text", "expected", "guess"),
    [
        ("0.41", "40", "41"), ("约0.41", "40", "41"), (".8", "100", "80"), ("０．４１", "40", "41"),
        ("1", "100", "100"), ("1.00", "120", "100"),
    ],
)  # fmt: skip
def test_that_a_fraction_is_asked_about_where_a_share_is_far_larger(text, expected, guess):
    reading = Number(key="v", label="v", unit="%", decimals=2, expected=Decimal(expected)).read(
        text
    )
    assert (reading.value, reading.guess) == (None, Decimal(guess))
    assert f"是 {guess}% 吗" in reading.question or "不是确切的数" in reading.question


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("0.41%", "%", "40"),
        ("0.41", "%", "0.5"),
        ("0.41", "%", None),
        ("0", "%", "40"),
        ("1", "%", "40"),
        ("1", "%", "95"),
        ("1%", "%", "100"),
        ("0.41", "万平方米", "120"),
        ("1.3", "%", "100"),
    ],
)
def test_that_a_number_below_one_is_taken_where_it_may_be_meant(text, unit, expected):
    about = None if expected is None else Decimal(expected)
    reading = Number(key="v", label="v", unit=unit, decimals=2, expected=about).read(text)
    assert (reading.value, reading.question) == (Decimal(text.rstrip("%")), "")


def test_that_a_number_the_field_cannot_hold_is_no_value():
    field = Number(key="p", label="p", unit="%", at_most=Decimal(100))
    assert (field.read("120").value, field.read("120").question) == (None, "不能大于 100%。")


def test_that_a_count_is_not_negative_and_a_share_may_be(plan):
    count, share = (FORMS.for_item(plan.indicators[one]).field("value") for one in
                    ("drop_sites_upgraded", "carbon_intensity"))  # fmt: skip
    assert count.read("-3").question == "不能小于 0 处。"
    assert share.read("-3").value == Decimal(-3)


def test_that_only_fields_in_sight_are_held_against_their_bounds():
    assert complaints(state="done", done="全部建成", progress="120") == []


@pytest.mark.parametrize("form", [COVER_FORM, RECTIFICATION_FORM, SECTION_FORM])
def test_that_a_telephone_number_is_kept_in_plain_digits(form):
    assert form.field("phone").canonical(" 022－2628１１１１ ") == "022-26281111"


def test_that_a_text_too_long_is_told_by_how_much():
    assert Text(key="t", label="t", max_length=3).complaint("四个字吧") == (
        "最多 3 字，现有 4 字，请精简。"
    )


def test_that_a_choice_outside_the_options_is_refused():
    assert Choice(key="c", label="c", options={"a": "甲"}).complaint("b")


def complaints(**answer):
    return [(field.key, sentence) for field, sentence in FORMS.measure.complaints(answer)]


def test_that_a_blank_answer_is_missing_and_not_wrong():
    assert complaints() == []


def test_that_not_applicable_needs_a_reason_and_nothing_else():
    assert complaints(state="not_applicable") == [("reason", "请填写“不适用理由”。")]
    assert complaints(state="not_applicable", reason="不涉及") == []


def test_that_a_finished_measure_needs_no_progress():
    assert complaints(state="done", done="全部建成") == []


def test_that_work_under_way_needs_progress_and_a_description():
    assert [key for key, _ in complaints(state="ongoing")] == ["progress", "done"]


def test_that_an_indicators_number_is_asked_in_its_own_unit(plan):
    for indicator in plan.indicators.values():
        if not indicator.qualitative:
            field = FORMS.for_item(indicator).field("value")
            assert (field.unit, field.decimals) == (indicator.unit, indicator.decimals)


def test_that_every_item_of_the_plan_has_a_form_that_takes_a_state(plan):
    for item in (*plan.measures.values(), *plan.indicators.values()):
        assert isinstance(FORMS.for_item(item).field("state"), Choice)


@pytest.mark.parametrize("form", FORMS.of_items, ids=lambda form: form.id)
def test_that_what_a_state_does_not_call_for_is_not_in_sight_and_all_else_is(form):
    """Words typed before the state changed: nobody sees them, so they mustn't count or go out."""
    conditional = [field for field in form.fields() if field.when]
    for value in {one for field in conditional for one in field.when[1] | {"other"} if one}:
        answer = {field.key: "写过的话" for field in form.fields()}
        answer |= {field.when[0]: value for field in conditional}
        told = form.in_sight(answer)
        assert told.keys() == {one.key for one in form.fields() if one.asked(answer)}
        assert told.items() <= answer.items()
