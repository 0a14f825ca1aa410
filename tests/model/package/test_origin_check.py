"""What is known of a package before it acts."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from model.domain.origin import NO_PROOF, OFFICE, OriginStanding
from model.ed25519 import proof_of
from model.package.arrival import Word, take_in_package
from model.package.draft import corrected
from model.package.origin_check import Asked, OriginFork, check_package, compare, kept_origin
from model.plans import PlanLibrary
from model.store.data_file import open_store
from model.store.deliveries import Act, fetch_acts
from model.store.keys import end_pin
from model.store.packages import (
    fetch_kept,
    fetch_package,
    fetch_secrets,
    put_package_back,
    set_package_aside,
)
from model.store.rulebooks import fetch_rulebook, fetch_rulebook_of
from tests.keys import OFFICE_KEYS, OTHER_KEYS, know_the_office

LATER = "2026-02-01T00:00:00+08:00"


@pytest.fixture
def db(tmp_path):
    db = open_store(tmp_path / "自评估数据.db")
    yield db
    db.close()


@pytest.fixture
def package(package):
    return replace(package, sample=False)


def proof(package, keys=OFFICE_KEYS, recipient=""):
    return proof_of(keys.sign_record(package, recipient), package, recipient)


def asked(db, package, keys=OFFICE_KEYS):
    return check_package(db, package, proof(package, keys) if keys else NO_PROOF).asked


def test_that_only_the_office_key_that_was_compared_is_quiet(db, package):
    assert asked(db, package) is Asked.COMPARE
    assert asked(db, package, None) is Asked.UNSIGNED
    know_the_office(db)
    assert asked(db, package) is Asked.NOTHING
    assert asked(db, package, OTHER_KEYS) is Asked.NEW_KEY
    assert asked(db, package, None) is Asked.NO_LONGER_SIGNED
    compare(db, OTHER_KEYS.public, "李强", "办公室换了电脑")
    assert asked(db, package, OTHER_KEYS) is Asked.NOTHING
    assert asked(db, package) is Asked.NEW_KEY
    end_pin(db, OFFICE, "认错了")
    assert asked(db, package, OTHER_KEYS) is Asked.NEW_KEY


def test_that_a_departments_key_is_not_the_offices(db, package):
    compare(db, OFFICE_KEYS.public, "王芳")
    assert asked(db, package, OTHER_KEYS) is Asked.NEW_KEY


@pytest.mark.parametrize(
    ("change", "fork"),
    [
        ({"opened_at": "9999-01-01T00:00:00+08:00"}, OriginFork.FUTURE),
        ({"made_at": "2098-01-01T00:00:00+08:00"}, OriginFork.FUTURE),
        ({"version": 4000}, OriginFork.JUMP),
        ({"reason": "另一份第1版"}, OriginFork.SAME_NUMBER),
        ({"id": "another", "opened_at": "2026-06-01T00:00:00+08:00"}, OriginFork.OTHER_ROOT),
        ({"version": 2, "parent": "0" * 64}, OriginFork.OTHER_ROOT),
    ],
)
def test_that_what_is_odd_is_for_a_person_whoever_signed_it(db, plan, package, change, fork):
    know_the_office(db)
    take_in_package(PlanLibrary(db, plan), package, proof=proof(package))
    odd = replace(package, **change)
    check = check_package(db, odd, proof(odd))
    assert check.standing is OriginStanding.VERIFIED
    assert (check.forks[0], check.asked) == (fork, Asked.FORK)


def test_that_a_correction_of_the_package_in_force_is_quiet(db, plan, package):
    know_the_office(db)
    take_in_package(PlanLibrary(db, plan), package, proof=proof(package))
    later = (datetime.fromisoformat(package.made_at) + timedelta(days=9)).isoformat()
    assert asked(db, corrected(package, at=later, reason="更正")) is Asked.NOTHING


def test_that_a_known_package_with_other_rows_beside_it_changes_nothing(db, plan, package):
    library = PlanLibrary(db, plan)
    take_in_package(library, package, department="kjj", secret="ab" * 32, proof=proof(package))
    before = list(db.execute("SELECT * FROM file_signature").fetchall())
    take_in_package(library, package, department="kjj", secret="cd" * 32)
    assert fetch_secrets(db, 2025) == {"kjj": "ab" * 32}
    assert list(db.execute("SELECT * FROM file_signature").fetchall()) == before
    assert check_package(db, package, NO_PROOF).asked is Asked.NOTHING


def test_that_the_best_signature_that_ever_came_with_a_package_speaks_for_it(db, plan, package):
    library = PlanLibrary(db, plan)
    know_the_office(db)
    take_in_package(library, package)
    [kept] = fetch_kept(db, 2025)
    assert kept_origin(db, package, kept.kept_at).standing is OriginStanding.UNSIGNED
    take_in_package(library, package, proof=proof(package, OTHER_KEYS))
    assert kept_origin(db, package, kept.kept_at).standing is OriginStanding.UNSIGNED
    take_in_package(library, package, proof=proof(package, recipient="kjj"), recipient="kjj")
    assert kept_origin(db, package, kept.kept_at).standing is OriginStanding.VERIFIED


def test_that_a_comparison_put_off_is_not_asked_for_at_every_file(db, plan, package):
    library, later = PlanLibrary(db, plan), corrected(package, at=LATER, reason="更正")
    take_in_package(library, package, proof=proof(package), word=Word(by="王芳"))
    check = check_package(db, later, proof(later))
    assert (check.standing, check.asked) == (OriginStanding.UNCHECKED, Asked.NOTHING)
    check = check_package(db, later, proof(later, OTHER_KEYS))
    assert (check.asked, check.forks) == (Asked.COMPARE, (OriginFork.OTHER_KEY,))
    set_package_aside(db, package, "王芳", "不是办公室发的")
    assert asked(db, later) is Asked.COMPARE


def test_that_whoever_signs_a_genuine_package_again_gains_nothing(db, plan, package):
    library = PlanLibrary(db, plan)
    take_in_package(library, package, proof=proof(package), word=Word(by="王芳"))
    take_in_package(library, package, proof=proof(package, OTHER_KEYS))
    later = corrected(package, at=LATER, reason="更正")
    assert asked(db, later, OTHER_KEYS) is Asked.COMPARE
    [kept] = fetch_kept(db, 2025)
    assert kept_origin(db, package, kept.kept_at).key == OFFICE_KEYS.public


def test_that_what_is_set_aside_is_kept_and_can_be_put_back(db, plan, package):
    library = PlanLibrary(db, plan)
    take_in_package(library, package, word=Word(by="王芳", reason="核实过"))
    set_package_aside(db, package, "王芳", "不是办公室发的")
    assert fetch_package(db, 2025) is None
    assert [one.package for one in fetch_kept(db, 2025)] == [package]
    assert fetch_rulebook_of(db, 2025) is None
    assert fetch_rulebook(db, package.rulebook) is None
    assert check_package(db, package, NO_PROOF).aside
    take_in_package(library, package)  # that it comes again doesn't put it back
    assert fetch_package(db, 2025) is None
    put_package_back(db, package, "王芳", "问过了，是办公室发的")
    assert fetch_package(db, 2025) == package
    assert fetch_rulebook_of(db, 2025) == package.rulebook
    assert fetch_rulebook(db, package.rulebook) == package.rulebook_text
    acts = [(act.act, act.by, act.reason) for act in fetch_acts(db, 2025)]
    assert acts == [
        (Act.TAKEN, "王芳", "核实过"),
        (Act.ASIDE, "王芳", "不是办公室发的"),
        (Act.BACK, "王芳", "问过了，是办公室发的"),
    ]


def test_that_a_forged_package_set_aside_gives_way_to_the_one_before_and_its_rules(
    db, plan, package
):
    library = PlanLibrary(db, plan)
    take_in_package(library, package)
    forged = replace(package, id="x", opened_at=LATER, made_at=LATER)
    take_in_package(library, forged, word=Word(by="王芳"))
    assert fetch_package(db, 2025) == forged
    set_package_aside(db, forged, "王芳", "不是办公室发的")
    assert fetch_package(db, 2025) == package
    assert fetch_rulebook(db, package.rulebook) == package.rulebook_text
