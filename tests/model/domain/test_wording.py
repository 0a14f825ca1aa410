import pytest

from model.domain.wording import whole_quotes


@pytest.mark.parametrize(
    ("text", "length", "kept"),
    [
        ("关于“区规划”的要求", 5, "关于"),
        ("关于“区规划”的要求", 7, "关于“区规划”"),
        ("反了”的“", 3, "反了”"),
    ],
)
def test_that_no_quote_is_opened_that_is_cut_off(text, length, kept):
    assert text[: whole_quotes(text, length)] == kept
