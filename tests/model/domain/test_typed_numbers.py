from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.domain.numbers import number_text
from model.domain.typed_numbers import read_number


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("270", "家", "270"),
        ("２７０家", "家", "270"),
        ("270 家", "家", "270"),
        ("1,234", "家", "1234"),
        ("1，234，567.5", "万元", "1234567.5"),
        ("1 234", "家", "1234"),
        ("13.5%", "%", "13.5"),
        ("13．5％", "%", "13.5"),
        ("12个百分点", "%", "12"),
        ("13。5", "%", "13.5"),
        ("－3", "家", "-3"),
        ("负5", "%", "-5"),
        ("2000万", "万元", "2000"),
        ("2000万元", "万元", "2000"),
        ("2亿元", "万元", "20000"),
        ("2000万", "家", "20000000"),
        ("32000㎡", "万平方米", "3.2"),
        ("32000m²", "万平方米", "3.2"),
        ("120公顷", "万平方米", "120"),
        ("1.5平方公里", "万平方米", "150"),
        ("200000度", "万千瓦时", "20"),
        ("5吨", "万吨", "0.0005"),
        ("007", "", "7"),
        (".5", "", "0.5"),
        ("\u200b98.5", "%", "98.5"),
        ("\ufeff1\u200b2\u200e 家\u2060", "家", "12"),
        ("0", "家", "0"),
    ],
)
def test_that_what_is_certain_is_read(text, unit, value):
    reading = read_number(text, unit)
    assert reading.value == Decimal(value)
    assert reading.question == ""
    if text != value:
        assert reading.said.startswith(f"已识别为 {value}")


@pytest.mark.parametrize(
    ("text", "guess"),
    [
        ("约12", "12"),
        ("\u200b约\ufeff12", "12"),
        ("\u200b\ufeff", None),
        ("大约 1,200 家", "1200"),
        ("12家左右", "12"),
        ("100多家", "100"),
        ("270余家", "270"),
        ("超过50", "50"),
        ("≥50", "50"),
        ("12-15", None),
        ("12~15家", None),
        ("12至15", None),
        ("无", None),
        ("/", None),
        ("—", None),
        ("1,2", None),
        ("1.2.3", None),
        ("10 20", None),
        ("256/270", None),
        ("50元", None),
        ("50%", None),
        ("2025年", None),
        ("十二", "12"),
        ("六十", "60"),
        ("八", "8"),
        ("三四十", None),
        ("60①", "60"),
        ("３①②", "3"),
        ("1,234⑴", "1234"),
        ("60¹", None),
        ("8⁵", None),
        ("10²", None),
        ("1₂", None),
        ("2½", None),
        ("①", None),
        ("60㏠", None),
        ("1e3", None),
        ("nan", None),
        ("待统计", None),
    ],
)
def test_that_what_is_not_certain_is_asked_and_never_taken(text, guess):
    reading = read_number(text, "家")
    assert reading.value is None
    assert reading.question.endswith(("。", "？"))
    assert reading.guess == (None if guess is None else Decimal(guess))


@pytest.mark.parametrize("text", ["", " ", "　", "\t\n"])
def test_that_blank_text_is_neither_a_number_nor_a_question(text):
    reading = read_number(text, "家")
    assert reading.blank
    assert reading.value is None


def test_that_the_number_itself_needs_no_words():
    assert read_number("13.5", "%").said == ""


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**12)))
def test_that_every_number_the_app_writes_is_read_back(value):
    text = number_text(value)
    reading = read_number(text)
    assert reading.value == value
    assert reading.said == ""


@given(st.text(max_size=30), st.sampled_from(["", "家", "%", "万元", "万平方米"]))
def test_that_no_typing_is_dropped_silently(text, unit):
    reading = read_number(text, unit)
    assert reading.blank == (text.strip() == "") or reading.question or reading.value is not None


def test_that_a_large_number_is_read_out_in_ten_thousands():
    assert read_number("2000万", "处").said == "已识别为 20000000 处，即 2000 万处"
    assert read_number("2000万元", "万元").said == "已识别为 2000 万元"


@pytest.mark.parametrize(
    ("text", "unit", "guess"),
    [
        ("三百", "家", "300"),
        ("二百七十家", "家", "270"),
        ("三百零五", "处", "305"),
        ("两千零八", "家", "2008"),
        ("三百万元", "万元", "300"),
        ("三千万", "元", "30000000"),
        ("三百多", "家", "300"),
    ],
)
def test_that_a_number_spelt_out_is_offered_in_digits(text, unit, guess):
    reading = read_number(text, unit)
    assert reading.value is None
    assert reading.guess == Decimal(guess)
    assert f"“{text}”" in reading.question


@pytest.mark.parametrize("text", ["三四百", "三百五", "百万", "十几", "几百", "三至五"])
def test_that_what_is_spelt_out_and_may_mean_two_numbers_is_not_guessed(text):
    reading = read_number(text, "家")
    assert (reading.value, reading.guess) == (None, None)
    assert reading.question


@pytest.mark.parametrize(
    ("typed", "value"),
    [("百分之三", 3), ("百分之十五", 15), ("百分之三十五", 35), ("百分之4.5", Decimal("4.5"))],
)
def test_that_a_share_in_words_is_read(typed, value):
    assert read_number(typed, "%").value == value
    assert read_number(typed, "家").value is None
