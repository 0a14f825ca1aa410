"""What the manual quotes from the screen is on the screen: 「…」 a word of it, `…` a key."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from model.manual.chapters import load_manual

ROOT = Path(__file__).parents[3]
ROOMS = ("ui", "forms", "model")
EDGES = " 　\n，。；：:…"
QUOTED, KEY = re.compile("「(.+?)」"), re.compile("`(.+?)`")
HOLE = "\0"
CHAPTERS = tuple(load_manual().chapters.values())


def texts_of(tree: ast.AST) -> list[str]:
    """Every text of a module; \\0 where an f-string puts something in."""
    whole: list[str] = []
    parts: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            pieces = [one.value if isinstance(one, ast.Constant) else HOLE for one in node.values]
            parts |= {id(one) for one in node.values}
            whole.append("".join(map(str, pieces)))
        elif isinstance(node, ast.Constant) and id(node) not in parts:
            whole.append(str(node.value))
    return whole


@cache
def screen() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """The words of the screen as they are, and those that are put together, as patterns."""
    fixed, made = set(), {}
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            if "manual" in path.parts:
                continue
            for text in texts_of(ast.parse(path.read_text("utf-8"))):
                fixed |= {part.strip(EDGES) for part in (text, *re.split("[\0\n　]", text))}
                if HOLE in text and len(re.findall("[一-鿿]", text)) > 2:
                    made[text] = re.compile(
                        ".{1,20}".join(map(re.escape, text.strip(EDGES).split(HOLE)))
                    )
    return frozenset(fixed), tuple(made.values())


def is_on_screen(words: str) -> bool:
    fixed, made = screen()
    bare = words.strip(EDGES)
    return bare in fixed or any(one.fullmatch(bare) for one in made)


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda one: one.id)
def test_that_quoted_words_are_on_the_screen(chapter):
    quoted = set(QUOTED.findall(chapter.source))
    assert {words for words in quoted if not is_on_screen(words)} == set()


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda one: one.id)
def test_that_quoted_keys_are_known(chapter):
    known = "\n".join(screen()[0]) + "Ctrl+1 Ctrl+5 Ctrl Shift Esc"
    named = {key for key in KEY.findall(chapter.source) if not re.fullmatch(r"F\d+|\d", key)}
    assert {key for key in named if key not in known} == set()


def test_that_words_of_nowhere_are_noticed():
    assert not is_on_screen("保存全部并退出")
    assert is_on_screen("导出工作簿")
    assert is_on_screen("催报 3 个单位…")
