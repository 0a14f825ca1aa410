"""Amber means one thing: short of what is asked. What a person has to look at is `look`."""

import re
from pathlib import Path

import pytest

from model.paths import asset
from ui.status_marks import Mark
from ui.theme import Scheme, load_tokens

ROOT = Path(__file__).parents[2]
AMBER = re.compile(r"""["'$\[]\{?behind(?:_tint|_fill|_hatch)?\b["'\];]?""")
STATE = re.compile(r'State\.|case "behind"|token in')  # the answer of that name, not its colour
SHORT = {  # everything that is amber -> what falls short there
    "assets/style.qss": {"#due { font-size: $small; color: $behind; }"},  # asked for, and empty
    "ui/kit/state_bar.py": {"behind_fill", "behind_hatch"},  # 滞后 in a bar
    "ui/status_marks.py": {"滞后", "未达标"},
    "model/workbook/paper/sheet.py": {"LACKING"},  # a cell that must be filled in
    "model/workbook/template/sheets.py": {"words = replace"},  # 填写情况: what is still lacking
    "model/workbook/charts.py": {"mid_type"},  # the middle of a scale of shares of points
    "model/report/figures/matrix.py": {"60%–80%"},  # the same scale in a figure
    "model/report/figures/lost.py": {"axes.barh"},  # points that were not reached
    "model/report/figures/distribution.py": {"FILLS"},  # the grade above the lowest
}


def test_that_amber_is_only_where_something_falls_short():
    found: list[str] = []
    rooms = [ROOT / "ui", ROOT / "model/report", ROOT / "model/workbook"]  # what is coloured
    for file in [asset("style.qss"), *(file for room in rooms for file in room.rglob("*.py"))]:
        name = file.relative_to(ROOT).as_posix()
        for line in file.read_text("utf-8").splitlines():
            known = STATE.search(line) or any(use in line for use in SHORT.get(name, ()))
            if AMBER.search(line) and not known:
                found.append(f"{name}: {line.strip()}")
    assert found == []


def test_that_of_the_marks_only_what_falls_short_is_amber():
    assert {mark for mark in Mark if mark.token == "behind"} == {Mark.BEHIND, Mark.MISSED}


@pytest.mark.parametrize("scheme", Scheme)
def test_that_what_is_to_be_looked_at_has_a_colour_of_its_own(scheme):
    tokens = load_tokens(scheme)
    others = {tokens.behind, tokens.ongoing, tokens.returned, tokens.done, tokens.accent}
    assert tokens.look not in others
