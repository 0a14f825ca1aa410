import shutil
from pathlib import Path

import pytest

from model.errors import PlanRejected
from model.paths import PLAN, asset
from model.plan import loader
from model.plan.loader import load_plan
from model.plan.shipped import load_shipped_plan, record_of


@pytest.fixture
def folder(tmp_path) -> Path:
    """A copy of the shipped plan and its record."""
    place = tmp_path / "plan"
    shutil.copytree(asset(PLAN), place)
    shutil.copy(record_of(asset(PLAN)), record_of(place))
    return place


@pytest.fixture
def never_read(monkeypatch) -> None:
    def read(*_: object) -> None:
        raise AssertionError("the folder was read")

    monkeypatch.setattr(loader, "load_plan", read)


def test_that_the_record_of_the_shipped_plan_says_word_for_word_what_its_folder_says():
    """If not: make record."""
    assert repr(load_shipped_plan(asset(PLAN))) == repr(load_plan(asset(PLAN)))


@pytest.mark.usefixtures("never_read")
def test_that_the_shipped_plan_is_taken_from_its_record(folder):
    """If not: make record."""
    assert load_shipped_plan(folder).title == "河北区碳达峰实施方案"


def test_that_a_folder_changed_since_its_record_was_made_is_read_again(folder):
    head = folder / "plan.toml"
    head.write_text(head.read_text("utf-8").replace("河北区碳达峰实施方案", "另一方案"), "utf-8")

    assert load_shipped_plan(folder).title == "另一方案"


def test_that_a_folder_changed_for_the_worse_is_refused_in_spite_of_its_record(folder):
    (folder / "departments.toml").unlink()

    with pytest.raises(PlanRejected):
        load_shipped_plan(folder)


@pytest.mark.parametrize("left", [0, 30, 65, 1000])
def test_that_a_damaged_record_costs_only_time(folder, left):
    record_of(folder).write_bytes(record_of(folder).read_bytes()[:left])

    assert load_shipped_plan(folder) == load_plan(folder)


def test_that_a_record_is_not_needed(folder):
    record_of(folder).unlink()

    assert load_shipped_plan(folder) == load_plan(folder)
