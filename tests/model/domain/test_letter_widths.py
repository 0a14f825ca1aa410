import pytest

from model.domain.documents import document_number, document_year
from model.domain.forms import plain_phone
from model.domain.letter_widths import marks_in, narrow
from model.domain.names import folded
from model.plan.notes import usual_signs

MARKS = ("①", "⑴", "⒈", "²", "⁵", "₂", "½", "㏠", "㋉", "⓵", "❶")


@pytest.mark.parametrize(
    ("typed", "plain"),
    [("２７０", "270"), ("％", "%"), ("㎡", "m2"), ("km²", "km2"), ("Ⅲ", "III"), ("𝟔", "6")],
)
def test_that_letters_of_other_width_become_plain(typed, plain):
    assert narrow(typed) == plain


@pytest.mark.parametrize("mark", MARKS)
def test_that_a_mark_is_no_digit_of_the_number_before_it(mark):
    assert narrow(f"60{mark}") == f"60{mark}"
    for read in (narrow, folded, plain_phone, usual_signs):
        assert not any(read(f"2025{mark}").startswith(f"2025{n}") for n in range(10))
    assert document_year(f"2025{mark}") is None
    assert document_number(f"津科发〔2026〕1{mark}号") == ""


def test_that_marks_are_named_and_digits_are_not():
    assert marks_in("３①２² m2㎡") == "①²"
