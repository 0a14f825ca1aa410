"""Numbers as people, programs and nobody at all would write them."""

from collections.abc import Iterator
from dataclasses import dataclass

from model.workbook.reasons import Notice, Reason
from tests.corpus.base import Base
from tests.corpus.sheets import number, text, with_cell, with_cells
from tests.corpus.variant import Expected, Variant, accepted, refused, warned

CELL = ("quantity", "sorting_accuracy", "value")  # 83.2 %
SEALED = "83.2"
OTHERS = (("quantity", "demo_streets", "value"), ("quantity", "sorting_system", "value"))


@dataclass(frozen=True)
class Says:
    """What the cell means. `said`: only after a repair; `odd`: against the form's bounds."""

    value: str
    said: bool = False
    odd: bool = False


ASKED, BAD = "asked", "bad"
SAME, SAME_SAID = Says(SEALED), Says(SEALED, said=True)
CELLS: dict[str, tuple[str, Says | str]] = {
    "same_zeros": (number("83.200"), SAME),
    "same_exponent": (number("8.32E1"), SAME),
    "same_exponent_small": (number("832e-1"), SAME),
    "same_noise_above": (number("83.200000000000003"), SAME),
    "same_noise_below": (number("83.199999999999989"), SAME),
    "same_typed_n": (' t="n"|<v>83.2</v>', SAME),
    "same_blanks_in_v": (number(" 83.2 "), SAME),
    "same_text": (text("83.2"), SAME),
    "same_text_zeros": (text("83.20"), SAME_SAID),
    "same_text_blanks": (text("  83.2 "), SAME),
    "same_text_nbsp": (text("\u00a083.2\u3000"), SAME),
    "same_text_plus": (text("+83.2"), SAME_SAID),
    "same_text_fullwidth": (text("８３．２"), SAME_SAID),
    "same_text_fullstop": (text("83。2"), SAME_SAID),
    "same_text_percent": (text("83.2%"), SAME_SAID),
    "same_text_fullwidth_percent": (text("８３．２％"), SAME_SAID),
    "same_text_str": (' t="str"|<v>83.2</v>', SAME),
    "other_integer": (number("83"), Says("83")),
    "other_one_digit": (number("83.3"), Says("83.3")),
    "other_tiny": (number("83.20001"), Says("83.20001", odd=True)),
    "other_zero": (number("0"), Says("0")),
    "other_minus_zero": (number("-0"), Says("0")),
    "asked_negative": (number("-5"), ASKED),
    "asked_subnormal": (number("1e-308"), ASKED),  # more decimals than the field has
    "asked_times_100": (number("8320"), ASKED),
    "asked_divided_by_100": (number("0.832"), ASKED),  # a fraction of 83.2 %, or a tiny share
    "asked_text_thousands": (text("1,234"), ASKED),
    "asked_text_fullwidth_thousands": (text("１，２３４．５"), ASKED),
    "other_text_zero": (text("０"), Says("0", said=True)),
    "asked_15_digits": (number("123456789012345"), ASKED),
    "asked_about": (text("约83"), ASKED),
    "asked_over": (text("超过83.2"), ASKED),
    "asked_more": (text("83多"), ASKED),
    "asked_range": (text("83-85"), ASKED),
    "asked_range_wave": (text("83～85"), ASKED),
    "asked_none": (text("无"), ASKED),
    "asked_slash": (text("/"), ASKED),
    "asked_dashes": (text("——"), ASKED),
    "asked_nan": (text("NaN"), ASKED),
    "asked_words": (text("八十三"), ASKED),
    "asked_comma": (text("1,23"), ASKED),
    "asked_two_points": (text("83.2.1"), ASKED),
    "asked_other_unit": (text("83.2吨"), ASKED),
    "asked_hex": (text("0x53"), ASKED),
    "asked_sum": (text("80+3.2"), ASKED),
    "asked_script": (text("83.2&lt;script&gt;"), ASKED),
    "asked_true": (' t="b"|<v>1</v>', ASKED),
    "asked_false": (' t="b"|<v>0</v>', ASKED),
    **{
        f"asked_error_{n}": (f' t="e"|<v>{word}</v>', ASKED)
        for n, word in enumerate(
            ("#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!")
        )
    },
    "asked_iso_date": (' t="d"|<v>2025-03-01T00:00:00</v>', ASKED),
    "asked_1e300": (number("1e300"), ASKED),
    "asked_21_digits": (number("123456789012345678901"), ASKED),
    "asked_1e308": (number("1.7e308"), ASKED),
    "bad_nan": (number("NaN"), BAD),
    "bad_inf": (number("INF"), BAD),
    "bad_infinity": (number("-Infinity"), BAD),
    "bad_underscore": (number("1_000"), BAD),
    "bad_fullwidth": (number("８３"), BAD),
    "bad_arabic": (number("٣"), BAD),
    "bad_comma": (number("1,234"), BAD),
    "bad_hex": (number("0x10"), BAD),
    "bad_letters": (number("abc"), BAD),
    "bad_half_exponent": (number("1e"), BAD),
    "bad_signs": (number("--1"), BAD),
    "bad_two_numbers": (number("1 2"), BAD),
    "bad_long_exponent": (number("1e99999"), BAD),
    "bad_100000_digits": (number("9" * 100_000), BAD),
    "bad_type": (' t="zzz"|<v>1</v>', BAD),
    "bad_string_minus": (' t="s"|<v>-1</v>', BAD),
    "bad_string_far": (' t="s"|<v>999999</v>', BAD),
    "bad_string_fraction": (' t="s"|<v>1.5</v>', BAD),
    "bad_string_words": (' t="s"|<v>eins</v>', BAD),
    "bad_style_far": (' s="99999"|<v>83.2</v>', BAD),
}


def variants(base: Base) -> Iterator[Variant]:
    for name, (xml, meaning) in CELLS.items():
        yield Variant(
            kind="number",
            name=name,
            make=lambda xml=xml: with_cell(base, *CELL, xml),
            expected=expected(base, meaning),
        )
    yield Variant(
        kind="number",
        name="all_as_text",
        make=lambda: with_cells(
            base, {CELL: text("83.2"), OTHERS[0]: text("88"), OTHERS[1]: text("100")}
        ),
        expected=accepted(),
    )
    yield Variant(
        kind="number",
        name="emptied",
        make=lambda: with_cell(base, *CELL, "|"),
        expected=warned(Notice.HAND_EDIT, edits=[CELL[1:]])
        if base.sealed
        else Expected(verdicts=accepted().verdicts, codes=frozenset(), answers={CELL[1:]: None}),
    )


def expected(base: Base, meaning: Says | str, cell: tuple[str, str, str] = CELL) -> Expected:
    place = cell[1:]
    if meaning == BAD:
        return refused(Reason.BAD_CELL)
    if base.sealed:
        same = isinstance(meaning, Says) and meaning.value == SEALED
        return accepted() if same else warned(Notice.HAND_EDIT, edits=[place])
    if not isinstance(meaning, Says):
        return warned(Notice.DOUBTFUL, answers={place: None})
    codes = [Notice.REPAIRED] * meaning.said + [Notice.OUT_OF_BOUNDS] * meaning.odd
    if codes:
        return warned(*codes, answers={place: meaning.value})
    return Expected(verdicts=accepted().verdicts, codes=frozenset(), answers={place: meaning.value})
