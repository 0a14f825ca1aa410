"""A department's own years on its PC, those of its predecessors among them."""

import pytest

from forms import FORMS
from model.package.draft import RulebookText
from model.paths import asset
from model.plans import PlanLibrary
from model.rulebook_in_force import edition_of, shipped_text
from model.samples.answers import sample_answers
from model.scoring.loader import load_rulebook
from model.store.answers import save_answers
from model.store.data_file import open_store
from model.store.packages import keep_package
from model.trends import own_trends
from tests.sample_packages import sample_history

HEIR, GONE = "swhzj", "swj"


@pytest.fixture(scope="module")
def rulebook(plan):
    return load_rulebook(asset("rules/percent-2025.1.toml"), plan)


@pytest.fixture(scope="module")
def found(plan, rulebook, tmp_path_factory):
    """区商务局 filled in 2023 and 2024 on this PC, its heir 2026."""
    db = open_store(tmp_path_factory.mktemp("trends") / "data.db")
    rules = RulebookText(edition=edition_of(rulebook), text=shipped_text(rulebook))
    for package in sample_history(plan, rules):
        keep_package(db, package)
    for year in (2023, 2024):
        share = {"recycling_points": {"value": str(year - 2000)}}
        answers = {**sample_answers(plan, GONE, year), **share}
        save_answers(db, year, GONE, answers)
    said = {"recycling_points": {"value": "30"}, "3.1.1-02": {"state": "done"}}
    save_answers(db, 2026, HEIR, said)
    yield own_trends(PlanLibrary(db, plan), rulebook, FORMS, HEIR, 2026)
    db.close()


def test_that_the_years_of_a_predecessor_stand_under_its_own_name(found):
    trend = found.scores[HEIR]
    assert (trend.who, trend.begins) == ("区商务和合作交流局", 2026)
    assert [(one.who, [s.year for s in one.scores]) for one in trend.earlier] == [
        ("区商务局", [2023, 2024])
    ]
    assert found.years == (2023, 2024, 2026)


def test_that_an_indicator_that_was_handed_over_goes_on(found):
    smes = next(one for one in found.indicators if one.indicator.id == "recycling_points")
    assert smes.values == {2023: 23, 2024: 24, 2026: 30}
