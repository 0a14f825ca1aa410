"""The app's score and the sheet's formulas are equal to the cent, whoever recalculates."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import formualizer
import pytest
from openpyxl import load_workbook

from model.scoring.arithmetic import FUNCTIONS
from model.scoring.assess import Assessor
from model.scoring.kinds import Linear
from model.scoring.rulebook import Items, Part
from model.scoring.total_rules import Circumstances
from tests.model.scoring.builders import (
    DEPARTMENT,
    WHY,
    YEAR,
    D,
    indicator,
    plan_of,
    rule,
    rulebook,
    shipped_rulebooks,
)
from tests.model.scoring.generated import Dice, Year
from tests.model.scoring.sheets import SCORES, Book, differences
from tests.thorough import tried

BOOKS = shipped_rulebooks()


def recalculated_by_formualizer(written: Path, folder: Path) -> Path:
    target = folder / "again.xlsx"
    summary = formualizer.recalculate_file(str(written), str(target))
    assert summary["status"] == "success", summary
    return target


def recalculated_by_libreoffice(written: Path, folder: Path) -> Path:
    target = folder / "office"
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed; make test-office installs it")
    subprocess.run(
        [
            soffice,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            target,
            written,
        ],
        check=True,
        capture_output=True,
        timeout=600,
    )
    return target / written.name


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("sheets") / "sample.xlsx"
    Book(Dice(20250101).years(tried(300), BOOKS)).save(path)
    return path


@pytest.mark.in_part
def test_that_the_app_and_a_formula_engine_agree_on_a_sample(sample, tmp_path):
    again = recalculated_by_formualizer(sample, tmp_path)
    assert list(differences(again, sample)) == []


def test_that_formulas_use_only_functions_that_every_office_suite_has():
    used = set()
    for row in Book(Dice(7).years(150, BOOKS)).scores.iter_rows(min_col=4, max_col=4):
        used |= set(re.findall(r"([A-Z]+)\(", str(row[0].value or "")))
    assert used == FUNCTIONS


def ties() -> Iterator[Year]:
    """Years of one indicator each that earns exactly so many cents and a half."""
    for target in (8, 16, 40, 80, 125, 200, 400, 640, 1000, 3125, 12500, 50000):
        plan = plan_of(indicator("x", str(target)))
        for cents in (*range(1, 400, 3), *range(401, 4001, 97)):
            book = rulebook(
                rule("R", Linear(), part="indicators", items=Items.INDICATOR),
                parts=(Part(id="indicators", title="指标", maximum=D(cents) / 100, **WHY),),
                maximum=D(cents) / 100,
            )
            book = replace(book, rules=book.rules[:1])
            assessor = Assessor(plan, book, DEPARTMENT, YEAR)
            # cents × value ÷ target = n + 1/2
            values = [v for v in range(1, target) if 2 * cents * v % (2 * target) == target][:2]
            for value in values:
                yield Year(assessor, {"x": {"value": str(value)}}, Circumstances())


@pytest.mark.in_part
def test_that_halves_of_a_cent_round_up_in_both(tmp_path):
    written = tmp_path / "ties.xlsx"
    book = Book(islice(ties(), tried(1500)))
    book.save(written)
    assert book.cases == tried(1500)
    assert list(differences(recalculated_by_formualizer(written, tmp_path), written)) == []


@pytest.mark.office
def test_that_libreoffice_rounds_halves_of_a_cent_up_too(tmp_path):
    written = tmp_path / "ties.xlsx"
    Book(ties()).save(written)
    assert list(differences(recalculated_by_libreoffice(written, tmp_path), written)) == []


@pytest.mark.parametrize(
    ("cell", "edit", "points"),
    [
        ("B1", 135, 1.0),  # value
        ("B1", 270, 2.0),
        ("B1", None, None),
        ("B1", "二百", None),  # text is no number
        ("C1", "不适用", None),
        ("E1", 540, 1.0),  # target
    ],
)
def test_that_a_hand_edit_shows_in_the_recomputed_points(cell, edit, points, tmp_path):
    assessor = Assessor(
        plan_of(indicator("x", "270"), *(indicator(f"y{n}", "1") for n in range(19))),
        rulebook(rule("R", Linear(), part="indicators", items=Items.INDICATOR)),
        DEPARTMENT,
        YEAR,
    )
    written = tmp_path / "edited.xlsx"
    book = Book([Year(assessor, {"x": {"value": "270"}}, Circumstances())])
    book.filled[cell] = edit
    book.save(written)
    again = recalculated_by_formualizer(written, tmp_path)
    assert (load_workbook(again, data_only=True)[SCORES]["D1"].value or None) == points


@pytest.mark.office
@pytest.mark.parametrize("seed", range(6))
def test_that_the_app_and_libreoffice_agree_on_thousands_of_departments(seed, tmp_path):
    written = tmp_path / "years.xlsx"
    Book(Dice(seed).years(1000, BOOKS)).save(written)
    again = recalculated_by_libreoffice(written, tmp_path)
    assert list(differences(again, written)) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 110))
def test_that_the_app_and_a_formula_engine_agree_on_thousands_of_departments(seed, tmp_path):
    written = tmp_path / "years.xlsx"
    Book(Dice(seed).years(1000, BOOKS)).save(written)
    again = recalculated_by_formualizer(written, tmp_path)
    assert list(differences(again, written)) == []
