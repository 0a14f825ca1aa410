"""A year whose packages go by two editions of the plan: the first release's, and today's."""

from dataclasses import replace

import pytest

from model.domain.sealed import seal, unseal
from model.domain.submission import Edition, Submission
from model.package.arrival import take_in_package
from model.package.draft import opened
from model.package.duties import prefilled
from model.package.in_force import in_force
from model.package.senders import senders
from model.package.versions import PackageVersions
from model.plan.released import released_plan
from model.plans import RELEASED, PlanLibrary
from model.store.data_file import open_store
from model.store.plans import keep_plan
from tests.model.package.conftest import RULES

YEAR = 2025


@pytest.fixture(scope="module")
def former():
    return released_plan(RELEASED, Edition(id="hebei-2022", version="2022"))


@pytest.fixture(scope="module")
def packages(plan, former):
    """As 0.1.0 opened the year, and as it was opened anew under today's edition."""
    old = opened(former, YEAR, RULES, deadline="2026-01-31", at="2025-11-01T09:00:00+08:00")
    old = prefilled(former, replace(old, separate_support=False, by_years=False))
    new = opened(plan, YEAR, RULES, deadline="2026-01-31", at="2025-12-01T09:00:00+08:00")
    return old, new


def sent_under(package):
    return Submission(
        id="a", year=YEAR, department="kjj", sequence=1, parent=None,
        exported_at="2025-12-20T09:30:00+08:00", plan=package.plan,
        rulebook=package.rulebook, answers={}, cover={}, package=package.edition,
    )  # fmt: skip


@pytest.fixture
def library(plan, tmp_path):
    db = open_store(tmp_path / "data.db")
    yield PlanLibrary(db, plan)
    db.close()


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_that_both_are_taken_in_in_any_order_and_the_newer_is_in_force(library, packages, order):
    arrivals = [take_in_package(library, packages[one], department="kjj") for one in order]
    assert arrivals[-1].package == packages[1]
    assert library.terms(YEAR, "kjj").plan == in_force(library.shipped, packages[1])


def test_that_a_report_under_the_older_one_is_read_by_its_own_words(library, packages, former):
    for one in packages:
        take_in_package(library, one)
    sent = sent_under(packages[0])
    known = senders(library)
    words = library.edition(packages[0].plan)
    assert words.edition == former.edition
    assert known.plan_of(sent) == in_force(words, packages[0])
    assert known.mark(sent).sentence.startswith("依据另一次下发的第1版任务包填报，现行为第1版")


def test_that_without_the_older_words_nothing_is_refused(plan, packages):
    versions = PackageVersions(plan, packages)
    assert versions.plan_under(sent_under(packages[0])) == versions.plan_in_force
    assert versions.assessment(packages[0], sent_under(packages[0])) is None


def test_that_a_number_that_cannot_be_is_known_under_the_older_edition_too(library, former, plan):
    words = library.edition(Edition(id=former.id, version=former.edition))
    share = next(key for key, one in plan.indicators.items() if one.at_most == 100)
    assert former.indicators[share].can_be(120)
    assert not words.indicators[share].can_be(120)
    assert words == replace(former, indicators=words.indicators)
    same = {key: replace(one, at_least=None, at_most=None) for key, one in words.indicators.items()}
    assert same == dict(former.indicators)


def test_that_digests_of_packages_stay(library, packages):
    keep_plan(library.db, library.edition(packages[0].plan))
    for one in packages:
        assert unseal(seal(one)).digest == one.digest
