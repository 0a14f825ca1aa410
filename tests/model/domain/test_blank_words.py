import re
from pathlib import Path

import pytest

from model.domain.forms import Form, Text
from model.domain.typed_words import is_blank


@pytest.mark.parametrize("text", ["", " ", "\n\t", "　", "\u200b", " \u200b\u2060\ufeff\n"])
def test_that_words_nobody_can_see_are_none(text):
    assert is_blank(text)
    field = Text(key="reason", label="理由", required=True)
    assert field.canonical(text) == ""
    form = Form(id="f", title="", sections={"": (Text(key="other", label="别的"), field)})
    complaints = [words for _, words in form.complaints({"other": "有", "reason": text})]
    assert complaints == ["请填写“理由”。"]


@pytest.mark.parametrize("text", ["无", ".", "\u200b王", "𠮷"])
def test_that_whatever_can_be_seen_is_said(text):
    assert not is_blank(text)


ROOT = Path(__file__).parents[3]
ROOMS = ("model/office", "model/store", "model/clerk", "model/package", "model/plans.py")
BY_HAND = re.compile(r"not \(?[\w.]+\.strip\(\)")
OF_PROGRAMS = {"model/package/validation.py"}  # the text of a rulebook is no reason


def test_that_no_reason_or_name_is_looked_for_by_blanks_alone():
    files = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    files += [ROOT / room for room in ROOMS if room.endswith(".py")]
    found = {
        path.relative_to(ROOT).as_posix()
        for path in files
        if BY_HAND.search(path.read_text("utf-8"))
    }
    assert found <= OF_PROGRAMS
