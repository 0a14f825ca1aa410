"""The eight published texts, the second readings made by hand, and what the reader finds."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from model.plan.notes import usual_signs
from model.plan_draft.draft import DraftClause, PlanDraft
from model.plan_draft.plan_reader import read_plan_text

FOLDER = Path(__file__).parent
TEXTS = tuple(sorted(path.stem for path in (FOLDER / "texts").glob("*.txt")))
SECOND = tuple(sorted(path.stem for path in (FOLDER / "second_readings").glob("*.toml")))
WITHOUT_NOTES = "national"
NUMERALS = "〇一二三四五六七八九十"


def text_of(name: str) -> str:
    return (FOLDER / "texts" / f"{name}.txt").read_text("utf-8-sig")


@cache
def draft_of(name: str) -> PlanDraft:
    return read_plan_text(text_of(name), id_=name)


def second_reading(name: str) -> list[dict[str, Any]]:
    content = (FOLDER / "second_readings" / f"{name}.toml").read_text("utf-8")
    return list(tomllib.loads(content)["notes"])


def place(clause: DraftClause) -> str:
    """The place of a clause as people cite it: 三（一）1."""
    steps = [*clause.path, clause.heading] if clause.heading else list(clause.path)
    found = ""
    for step in map(usual_signs, steps):
        if step.startswith("（"):
            found += step.partition("）")[0] + "）"
        else:
            found += step.partition("、")[0].partition("．")[0].partition(".")[0]
    return found
