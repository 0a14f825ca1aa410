"""TOML of others, read within limits."""

import time
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.domain.toml import read_toml
from model.paths import asset

BOMBS = {
    "dotted key": ".".join("a" * 40_000) + " = 1",
    "dotted table": "[" + ".".join("a" * 40_000) + "]",
    "dotted key in an inline table": "x = {" + " . ".join("a" * 10_000) + " = 1}",
    "quoted parts": ".".join(['"a"'] * 10_000) + " = 1",
    "spaced parts": "\t.\t".join(["a"] * 10_000) + " = 1",
    "long integer": "x = " + "9" * 5_000,
    "long hexadecimal": "x = 0x" + "f" * 5_000,
    "underscores": "x = " + "_".join("9" * 5_000),
    "exponent": "x = 1e999999999",
    "negative exponent": "x = 1E-99999999999",
    "arrays": "x = " + "[" * 90_000,
    "tables in tables": "x = " + "{a = " * 5_000,
    "words without a point": "x = " + "a" * 1_900_000,
    "words with hyphens": "-a" * 900_000,
    "unclosed strings": '"""\\' * 400_000,
    "unclosed lines": '"\\' * 900_000,
    "apostrophes": "'" * 1_999_999,
    "hashes": "x\n" + "#" * 1_999_990,
    "keys with parts": "a.b.c.d.e.f.g = 1\n" * 2,
    "size": "x = '" + "长" * 3_000_000 + "'",
}
WORDS = """
title = "a.b.c.d.e.f.g.h.i.j.k = 1e99999"  # a.b.c.d.e.f.g.h.i.j.k
note = '''
a.b.c.d.e.f.g.h.i.j.k = 99999999999999999999999999999999999999999999999999
[[[[[[[[[[[[[[[[[[[['''
text = \"\"\"say \\\"\"\" a.b.c.d.e.f.g.h.i.j.k [[[[[[[[[[[[[[[[[[\"\"\"
"""


@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS)
def test_that_a_small_text_can_not_cost_memory_or_time(text):
    began = time.process_time()
    with pytest.raises(tomllib.TOMLDecodeError):
        read_toml(text, Decimal)
    assert time.process_time() - began < 2


def test_that_words_may_look_like_anything():
    assert read_toml(WORDS) == tomllib.loads(WORDS)


FILES = [*asset("").rglob("*.toml")]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_that_every_file_of_ours_is_read_as_before(path: Path):
    text = path.read_text("utf-8")
    assert read_toml(text, Decimal) == tomllib.loads(text, parse_float=Decimal)


@given(st.text(alphabet="ab.=[]{}\"'\\#\n 1e-_,", max_size=60))
def test_that_any_text_is_read_as_usual_or_refused(text):
    try:
        read = read_toml(text)
    except tomllib.TOMLDecodeError:
        return
    assert read == tomllib.loads(text)
