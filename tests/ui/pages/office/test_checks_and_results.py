"""核对 and 结果: decisions side by side, from the whole down to the cell, and what goes out."""

import pytest
from PySide6.QtCore import Qt

from ui.models.office_checks import CheckKind
from ui.pages.office.output_jobs import Output, Picture


@pytest.fixture
def checks(with_few, page):
    return page("checks")


@pytest.fixture
def results(with_few, page):
    return page("results")


def show(checks, kind) -> None:
    checks.pills.choose([*CheckKind].index(kind))


def test_that_a_conflict_is_marked_seen_and_taken_back(checks, room):
    show(checks, CheckKind.SCORE)
    key = checks.list.key
    checks.conflict.seen.note.setText("规则版本不同")
    checks.conflict.seen.mark.click()
    (settled,) = [c for c in room.office.conflicts if f"c:{c.key}" == key]
    assert (settled.open, settled.reason) == (False, "规则版本不同")
    checks.list.choose(key)
    checks.conflict.seen._back.click()
    (again,) = [c for c in room.office.conflicts if f"c:{c.key}" == key]
    assert again.open


def test_that_a_suspicion_leads_to_its_places(checks, window):
    show(checks, CheckKind.SUSPICION)
    checks.suspicion._look(checks.suspicion._suspicion.places[0])
    assert window.page == "review"


def test_that_the_button_goes_to_what_waits(checks):
    for _ in range(3):
        checks.header.primary.click()
    assert checks.list.key


def test_that_a_number_leads_down_to_the_file_and_the_cell(results, done, few, qtbot):
    district = results.district
    district.tallies.selectRow(district.tallies.count - 1)
    qtbot.keyClick(district.tallies, Qt.Key.Key_Return)
    assert district.section
    district.show_item(next(iter(results._room.office.reported[0].items)))
    assert district.duties.count
    done(district.trace.locate.click)
    assert "在“" in district.trace.words.text()
    assert any(path.name in district.trace.words.text() for path in few.iterdir())


def test_that_ranks_stay_off_until_switched_on(results):
    results.pills.choose(2)
    assert results.ranking._places.currentIndex() == 0
    results.ranking.switch_on.click()
    assert results.ranking._places.currentIndex() == 1
    assert results.ranking.table.count


def test_that_an_indicator_leads_to_who_reported_it(results):
    results.pills.choose(1)
    results.indicators.table.selectRow(0)
    results.indicators.table._open()
    assert results.pills.current == 0
    assert results.district.item


def test_that_the_proof_is_forgotten_when_something_changes(results, done, room):
    results.pills.choose(4)
    done(results.outputs.proof.prove)
    assert results.outputs.proof.chip.words == "一致"
    room.decide.adopt_the_rest(room.office.reported[0].id)
    room.said()
    assert results.outputs.proof.table.isHidden()


@pytest.mark.slow
def test_that_figures_are_drawn_and_saved(results, done, tmp_path):
    done(lambda: results.pills.choose(3))
    assert results.figures.picture.drawn
    for suffix in ("png", "pdf"):
        done(lambda suffix=suffix: results.figures.write(tmp_path / f"图.{suffix}"))
        assert (tmp_path / f"图.{suffix}").stat().st_size > 5_000
    assert set(results.figures._drawn.pictures) == set(Picture) - {Picture.CHANGE}


def test_that_the_summary_is_written(results, done, tmp_path):
    path = tmp_path / "汇总.xlsx"
    done(lambda: results.outputs.write(Output.SUMMARY, path))
    assert results.outputs.sent.path == path
    assert path.stat().st_size > 5_000
