"""Whatever is kept can be read back; what can't be read back is refused before it is kept."""

from dataclasses import fields
from decimal import Decimal
from enum import StrEnum
from types import UnionType
from typing import Annotated, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.domain.rectification import RectificationAct, RectificationStep
from model.domain.review_file import ReviewFile
from model.domain.sealed import RECORDS, unseal
from model.domain.text_kinds import (
    DAYS,
    LABELS,
    LONGEST,
    STATEMENTS,
)
from model.domain.typed_words import as_line, as_words
from model.record_bounds import FIELD_WORDS, Unkeepable, fit, payload_of
from tests.thorough import tried

TYPED_KINDS = {None, DAYS, LABELS, STATEMENTS}  # None: any text
MOMENT = "2026-03-01T09:00:00+08:00"


class Typist:
    """Fills every text of a record in, one of them with what is typed."""

    def __init__(self, place=-1, typed=""):
        self.place, self.typed, self.names, self.kinds = place, typed, [], []

    def text(self, name, kind, usual):
        if kind not in TYPED_KINDS:
            return usual
        self.names.append(name)
        self.kinds.append(kind)
        return self.typed if len(self.names) - 1 == self.place else usual

    def made(self, hint, name=""):  # noqa: PLR0911  # a line for each kind of hint
        kind, arguments = get_origin(hint), get_args(hint)
        if kind is Annotated:
            of = arguments[1]
            moment = of.own is None and not of.holds("a")
            return self.text(name, of, MOMENT if moment else "" if of is DAYS else "a")
        if kind in {Union, UnionType}:
            return self.made(next(one for one in arguments if one is not type(None)), name)
        if kind is tuple:
            return (self.made(arguments[0], name),)
        if arguments:
            key = 2026 if arguments[0] is int else "plan.toml"
            return {key: self.made(arguments[1], name)}
        if hint is str:
            return self.text(name, None, "a")
        if hint is int:
            return 2026 if name in {"year", "years"} else 1
        if hint in {bool, Decimal}:
            return hint(0)
        if issubclass(hint, StrEnum):
            return next(iter(hint))
        return self.record(hint)

    def record(self, hint):
        hints = get_type_hints(hint, include_extras=True)
        held = {one.name: self.made(hints[one.name], one.name) for one in fields(hint)}
        if hint is RectificationAct:
            held |= {
                "step": RectificationStep.ASSIGN,
                "feedback": None,
                "department": "",
                "about": "",
            }
            held["id"] = held["shortcoming"] = "a"
        if hint is ReviewFile:
            held |= {"lines": (), "rulings": (), "slips": ()}
        if "acts" in held and "shown" in held:
            held["acts"] = ()
        if "came_at" in held:
            held["came_at"] = ""
        return hint(**held)


def places_of(kind):
    """Where a person's words can stand in a record: number and name."""
    typist = Typist()
    typist.record(kind)
    return list(enumerate(typist.names))


KINDS = [kind for kind in RECORDS.values() if kind.KIND != "plan"]
ODD = st.text(
    st.sampled_from(
        "王芳a1，。 \t\n\r\u3000\xa0\u2003\u200b\u200d\ufeff"
        "\ue863\U000323b0\u0378"
        "\ufffe\uffff\x00\x0b\x7f\ud800é\u0301👨👩"
    )
)
TYPED = ODD | st.sampled_from(
    [
        "长" * 65,
        "长" * 2001,
        "长" * (LONGEST + 1),
        "王　芳",
        "昨天",
        "2026-3-1",
        "\ud800",
        "x\ufffe",
    ]
)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name())
@settings(max_examples=tried(60), deadline=None)
@given(data=st.data())
def test_that_what_is_typed_into_a_record_is_kept_and_read_back_or_refused(kind, data):
    place, _ = data.draw(st.sampled_from(places_of(kind)))
    record = Typist(place, data.draw(TYPED)).record(kind)
    try:
        kept = fit(record)
    except Unkeepable:
        return
    assert unseal(payload_of(kept)) == kept == fit(kept)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name())
def test_that_blanks_of_all_widths_are_kept_as_plain_ones_in_a_few_words(kind):
    typist = Typist()
    typist.record(kind)
    for place, held in enumerate(typist.kinds):
        if held is LABELS:
            kept = fit(Typist(place, "王　芳\t\u200b李\xa0四").record(kind))
            said = payload_of(kept).decode()
            assert "王 芳 李 四" in said or "王" not in said


def test_that_every_bounded_field_has_a_name_that_people_know():
    unknown = set()
    for kind in KINDS:
        typist = Typist()
        typist.record(kind)
        names = zip(typist.names, typist.kinds, strict=True)
        unknown |= {name for name, held in names if held is not None and name not in FIELD_WORDS}
    assert unknown == set()


@pytest.mark.parametrize(
    ("typed", "line", "words"),
    [
        ("王　芳", "王 芳", "王　芳"),
        ("a\tb\r\nc", "a b c", "a\tb\nc"),
        ("a\x0bb\u2028c\x85d", "a b c d", "a\nb\nc\nd"),
        ("x\ufffe\uffff\ufdd0\ud800\x00y", "xy", "xy"),
        ("👨\u200d👩", "👨👩", "👨\u200d👩"),
        ("王\ue863\U000323b0", "王\ue863\U000323b0", "王\ue863\U000323b0"),  # rare names
    ],
)
def test_that_what_nobody_sees_is_no_part_of_what_is_typed(typed, line, words):
    assert (as_line(typed), as_words(typed)) == (line, words)
