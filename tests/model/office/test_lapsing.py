"""What was said about a value lapses with the value, and only then."""

from dataclasses import replace
from decimal import Decimal

import pytest

from forms import FORMS
from model.checks import Kind
from model.checks.finding import Finding
from model.consolidation.conflicts import ConflictKind, FigureRuling, How
from model.consolidation.target_attainment import Reach
from model.domain.reorganisation import ChangeKind, DepartmentChange
from model.domain.review import Matter, Ruling
from model.errors import AppError
from model.jobs import JobContext
from model.office.inbox import receive
from model.office.reviews import adopted_in_bulk
from model.plans import PlanLibrary
from model.store.closed_years import close_year
from model.store.packages import keep_package
from model.store.reviews import save_ruling
from tests.model.office.live import Decisions, LiveOffice
from tests.model.workbook.years import (
    HEIR,
    OPENED,
    YEAR,
    exported,
    make_report,
    questionnaire,
    small_plan,
    small_rulebook,
)  # fmt: skip


def schools(green, sequence):
    return exported(
        make_report(
            {"i-green": {"value": green}}, body="jyj", id=f"b{sequence}", sequence=sequence,
            parent=f"b{sequence - 1}", exported_at=f"2025-12-2{sequence}T09:30:00+08:00",
        )
    )  # fmt: skip


@pytest.fixture
def decide(office):
    return Decisions(office, by="李四")


def figure(office):
    return next(one for one in office.conflicts if one.kind is ConflictKind.FIGURE)


def test_that_a_number_picked_holds_while_the_reports_stay_and_lapses_when_one_changes(
    office, send, decide
):
    send("city", "schools")
    decide.rule_figure("i-green", FigureRuling(how=How.VALUE, named="39"), "按年鉴")
    assert not figure(office).open
    assert office.body("jyj").items["i-green"].answer["value"] == "39"
    send("city")
    assert not figure(office).open
    send(more=schools("41", 2))
    assert figure(office).open
    assert office.body("jyj").items["i-green"].answer["value"] == "41"


REVIEWS = {
    "another number": lambda decide: decide.adjust("jyj", "i-green", {"value": "38.9"}, "更正"),
    "none": lambda decide: decide.adjust("jyj", "i-green", {"value": None}, "没有台账"),
    "taken back": lambda decide: decide.withdraw("jyj", "i-green"),
}


@pytest.mark.parametrize(
    "ruling", [FigureRuling(how=How.VALUE, named="39"), FigureRuling(how=How.OWNER, named="jyj")]
)
def test_that_all_who_go_by_a_number_follow_at_once_when_it_lapses_or_comes_back(
    db, office, send, decide, ruling
):
    send("city", "schools")
    decide.rule_figure("i-green", ruling, "按年鉴")
    for review in REVIEWS.values():
        assert all(body.items for body in office.reported)
        review(decide)
        again = LiveOffice(PlanLibrary(db, small_plan()), small_rulebook(), FORMS, YEAR)
        for body in office.reported:
            fresh = again.body(body.id)
            assert body.items == fresh.items
            assert body.reviewed == fresh.reviewed


def test_that_a_number_picked_under_the_first_release_goes_on_holding(office, send):
    send("city", "schools")
    save_ruling(office.db, YEAR, Ruling(matter=Matter.FIGURE, subject="i-green", choice="value:39"))
    office.refresh()
    assert figure(office).settled == "核定为 39%"


DIVIDED = replace(
    OPENED, version=2, parent=OPENED.digest,
    shares={"i-green": {"cgw": Decimal(30), "jyj": Decimal(15)}},
)  # fmt: skip
RULINGS = [FigureRuling(how=How.VALUE, named="39"), FigureRuling(how=How.OWNER, named="cgw")]


OTHERS = [FigureRuling(how=How.EACH), FigureRuling(how=How.SUM)]


@pytest.mark.parametrize(  # rates are held each for itself, amounts add up
    ("ruling", "unit"),
    [
        *((one, "公顷") for one in (*RULINGS, *OTHERS)),
        *((one, "%") for one in (*RULINGS, OTHERS[0])),
    ],
)
def test_that_a_ruling_lapses_aloud_when_the_target_is_divided_among_bodies(db, send, ruling, unit):
    plan = small_plan()
    green = replace(plan.indicators["i-green"], unit=unit)
    plan = replace(plan, indicators={**plan.indicators, "i-green": green})

    def read():
        return LiveOffice(PlanLibrary(db, plan), small_rulebook(), FORMS, YEAR)

    keep_package(db, OPENED)
    send("city", "schools")
    office = read()
    Decisions(office).rule_figure("i-green", ruling, "按年鉴")
    assert not office.body("jyj").divided
    keep_package(db, DIVIDED)
    office = read()
    assert not [one for one in office.conflicts if one.subject == "i-green"]
    counts = {key: office.body(key).items["i-green"].answer["value"] for key in ("cgw", "jyj")}
    assert counts == {"cgw": "38.9", "jyj": "40"}
    (one,) = (one for one in office.picture.indicators if one.indicator.id == "i-green")
    assert one.value == (Decimal("78.9") if unit == "公顷" else None)
    for key in counts:
        told = any("原来核定的数不再适用" in note for note in office.body(key).notes())
        assert told is (ruling in RULINGS)


def merged_into(*made):
    """The small year after cgw went, with all or a part of its work, into *made*."""
    kind = ChangeKind.SPLIT if len(made) > 1 else ChangeKind.MERGED
    before = ("cgw",) if len(made) > 1 else ("cgw", "tjj")
    after = tuple(one.id for one in made)
    change = DepartmentChange(kind=kind, on="2025-12-01", before=before, after=after, made=made)
    return replace(OPENED, version=2, changes=(change,))


@pytest.fixture
def reorganised(db):
    """The office of a year of which a package reorganised the bodies, told how."""

    def reorganised_(*made):
        keep_package(db, OPENED)
        keep_package(db, merged_into(*made))
        return LiveOffice(PlanLibrary(db, small_plan()), small_rulebook(), FORMS, YEAR)

    return reorganised_


@pytest.fixture
def owner_named(office, send, decide):
    """The office decided for an indicator that the number of cgw holds."""
    send("city", "schools")
    decide.rule_figure("i-green", FigureRuling(how=How.OWNER, named="cgw"), "")
    assert office.body("jyj").items["i-green"].answer["value"] == "38.9"


@pytest.mark.usefixtures("owner_named")
def test_that_a_number_that_holds_for_all_follows_its_owner_into_a_merger(
    reorganised, db, tmp_path, one_reader
):
    office = reorganised(HEIR)
    green = next(one for one in office.picture.indicators if one.indicator.id == "i-green")
    assert (green.reach, green.value) == (Reach.UNREPORTED, None)
    assert office.body("jyj").items["i-green"].answer["value"] == "40"
    (ruled,) = [one for one in office.conflicts if one.subject == "i-green"]
    assert ruled.settled == f"以数据责任单位{HEIR.name}的数为准，该单位还没有报数"
    edition = merged_into(HEIR).edition
    report = make_report(
        {"i-green": {"value": "39.5", "basis": "台账"}}, plan=office.plan, body=HEIR.id,
        id="n1", package=edition,
    )  # fmt: skip
    (tmp_path / "新单位.xlsx").write_bytes(exported(report))
    receive(db, questionnaire(office.plan), [tmp_path], JobContext(), year=YEAR)
    office.refresh()
    green = next(one for one in office.picture.indicators if one.indicator.id == "i-green")
    assert green.value == Decimal("39.5")
    assert office.body("jyj").items["i-green"].answer["value"] == "39.5"


@pytest.mark.usefixtures("owner_named")
def test_that_a_number_whose_owner_was_split_is_asked_about_again(reorganised):
    office = reorganised(HEIR, replace(HEIR, id="new-2", name="城管二委"))
    assert not [one for one in office.conflicts if one.subject == "i-green" and one.settled]
    assert office.body("jyj").items["i-green"].answer["value"] == "40"


def test_that_a_conflict_looked_at_comes_up_again_when_what_is_said_changes(office, send, decide):
    send("city", "schools")
    suspicion = next(iter(office.suspicions), None)
    scores = office.conflicts
    assert scores
    decide.mark_seen(scores[0])
    if suspicion:
        decide.mark_seen(suspicion)
        assert office.seen(suspicion)
        place = replace(suspicion.places[0], said="另一个数")
        assert not office.seen(replace(suspicion, places=(place, *suspicion.places[1:])))
        assert office.seen(replace(suspicion, sentence="换一种说法。"))
    spoken = scores[0].voices[0]
    changed = replace(scores[0], voices=(replace(spoken, said="9", value=None),))
    assert changed.seen != scores[0].seen
    assert replace(scores[0], sentence="换一种说法。", settled="").seen == scores[0].seen


def test_that_a_finding_is_the_same_as_long_as_its_values_are():
    one = Finding(
        kind=Kind.ODD_VALUE, item="i-cars", field="explanation", sentence="数值是 0。",
        cure="核对。", values=("0", ""),
    )  # fmt: skip
    assert replace(one, sentence="换一种说法。", cure="").key == one.key
    assert replace(one, values=("1", "")).key != one.key


def test_that_of_two_versions_chosen_between_a_newer_one_asks_again(office, send, decide):
    send("city", "again", "fork")
    versions = office.versions("cgw")
    chosen = versions.counting_digest
    decide.choose_version("cgw", chosen, "封面日期对得上")
    assert not office.versions("cgw").undecided
    assert office.versions("cgw").rejected
    other = next(iter(office.versions("cgw").rejected))
    third = make_report(
        id="a4", parent=office.versions("cgw").by_digest[other].id, sequence=3,
        exported_at="2025-12-30T09:30:00+08:00",
    )  # fmt: skip
    send(third=exported(third))
    assert office.versions("cgw").undecided
    assert not office.versions("cgw").rejected


def test_that_a_version_chosen_stays_chosen_while_nothing_newer_comes(office, send, decide):
    send("city", "again", "fork")
    decide.choose_version("cgw", office.versions("cgw").counting_digest, "封面日期对得上")
    chosen = office.versions("cgw").counting_digest
    send("schools", copy="fork")
    assert not office.versions("cgw").undecided
    assert office.versions("cgw").counting_digest == chosen


def test_that_adopting_in_bulk_cannot_be_taken_back_in_a_closed_year(office, send):
    send("city")
    judge = Decisions(office, by="李四")
    judge.adopt_the_rest("cgw")
    adopted = adopted_in_bulk(office, "cgw")
    assert adopted
    close_year(office.db, YEAR, small_plan(), None)
    office.refresh()
    with pytest.raises(AppError):
        judge.withdraw_the_rest("cgw")
    office.refresh()
    assert adopted_in_bulk(office, "cgw") == adopted
