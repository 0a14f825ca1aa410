from dataclasses import replace
from decimal import Decimal

from model.domain.package import Contact, Duty, HandedDown, Settlement
from model.domain.targets import Baseline
from model.package.draft import (
    with_baseline,
    with_change,
    with_contact,
    with_own_target,
    with_settlement,
    with_share,
    with_target,
)
from model.package.duties import assigned
from model.package.in_force import in_force
from tests.model.package.conftest import MERGED, SPLIT


def test_that_what_is_entered_is_there_and_what_is_withdrawn_leaves_no_trace(package):
    for entered, withdrawn in (
        (
            with_target(package, "coal_cap", HandedDown(value=Decimal(9))),
            lambda p: with_target(p, "coal_cap", None),
        ),
        (
            with_own_target(package, "tech_smes", 2025, Decimal(9)),
            lambda p: with_own_target(p, "tech_smes", 2025, None),
        ),
        (
            with_share(package, "coal_cap", "csglw", Decimal(9)),
            lambda p: with_share(p, "coal_cap", "csglw", None),
        ),
        (
            with_baseline(package, "coal_cap", Baseline(year=2021, value=Decimal(9))),
            lambda p: with_baseline(p, "coal_cap", None),
        ),
        (
            with_contact(package, "csglw", Contact(name="李")),
            lambda p: with_contact(p, "csglw", None),
        ),
        (
            with_settlement(package, "q-300p", Settlement(decision="是", by="", on="2025-01-01")),
            lambda p: with_settlement(p, "q-300p", None),
        ),
    ):
        assert entered != package
        assert withdrawn(entered) == package


def test_that_withdrawing_what_was_never_entered_changes_nothing(package):
    assert with_share(package, "coal_cap", "csglw", None) == package


def test_that_the_contact_of_a_merged_body_goes_along_unless_the_successor_has_one(package):
    known = replace(package, contacts={"swj": Contact(name="甲"), "kjj": Contact(name="乙")})
    assert with_change(known, MERGED).contacts == {
        "swhz": Contact(name="甲"),
        "kjj": Contact(name="乙"),
    }
    taken = replace(package, contacts={"swj": Contact(name="甲"), "swhz": Contact(name="丙")})
    assert with_change(taken, MERGED).contacts == {"swhz": Contact(name="丙")}


def test_that_everybody_a_body_is_split_into_is_reached_through_its_contact(package):
    """Until the office writes another; whoever has somebody keeps them."""
    apart = replace(SPLIT, before=("zjw",), after=("swj", "kjj"), moves={})
    known = replace(package, contacts={"zjw": Contact(name="甲"), "kjj": Contact(name="乙")})
    assert with_change(known, apart).contacts == {
        "swj": Contact(name="甲"),
        "kjj": Contact(name="乙"),
    }


def test_that_a_body_that_goes_on_keeps_its_contact(package):
    known = replace(package, contacts={"zjw": Contact(name="甲")})
    assert with_change(known, SPLIT).contacts == known.contacts


def test_that_after_a_split_work_can_be_given_back(plan, package):
    """Explicit duties hold: the mapping moves them once, when it is entered."""

    after = with_change(package, SPLIT)
    back = assigned(plan, after, ["3.3.3-01"], ["zjw"], Duty.LEAD)
    assert in_force(plan, back).measures["3.3.3-01"].departments[0] == "zjw"
