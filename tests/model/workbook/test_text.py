import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.workbook.text import cell_length, clean, escaped, looks_like_formula, unescaped


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("甲\r\n乙\r丙\n丁", "甲\n乙\n丙\n丁"),
        ("\x00甲\x1f\x7f\ufffe", "甲"),
        ("\ud800甲\udfff", "甲"),
        ("𠀀\tétoile\u202e", "𠀀\tétoile\u202e"),
    ],
)
def test_that_only_what_no_cell_can_hold_goes(text, found):
    assert clean(text) == found


@given(st.text(st.sampled_from("_x0041D8甲"), max_size=40))
def test_that_text_that_looks_escaped_comes_back_as_typed(text):
    assert unescaped(escaped(text)) == text


@pytest.mark.parametrize(
    ("found", "meant"),
    [("_x0041_", "A"), ("_xD840__xDC00_", "𠀀"), ("_xD800_", "\ufffd"), ("_x41_", "_x41_")],
)
def test_that_escapes_of_other_programs_are_understood(found, meant):
    assert unescaped(found) == meant


def test_that_characters_beyond_the_basic_plane_count_twice():
    assert cell_length("甲𠀀") == 3


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\t=1", "＝1", "－1"])
def test_that_what_a_spreadsheet_might_calculate_is_known(text):
    assert looks_like_formula(text)
    assert not looks_like_formula(f"甲{text}")
