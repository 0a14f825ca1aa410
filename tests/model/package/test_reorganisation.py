"""Ids of new bodies: for ever, one body each, whichever PC of the office wrote them down."""

from contextlib import closing
from dataclasses import replace
from itertools import chain, combinations
from types import SimpleNamespace

import pytest

from model.domain.origin import NO_PROOF
from model.domain.reorganisation import ChangeKind
from model.domain.sealed import seal, unseal
from model.package.arrival import put_into_force, take_in_package
from model.package.draft import corrected, with_change
from model.package.in_force import in_force
from model.package.reorganisation import written_down
from model.package.validation import change_problems
from model.plans import PlanLibrary
from model.store.data_file import open_store
from model.store.settings import Profile, Role
from tests.model.workbook.years import OPENED, YEAR, small_plan

PLAN = small_plan()
DAY = "2025-12-01"


def merged(package, before, name, day=DAY):
    return written_down(PLAN, package, ChangeKind.MERGED, day, before, [name])


def second(at, before, name):
    """The second version that a PC of the office makes of the first one."""
    draft = corrected(OPENED, at=f"2025-12-{at}T09:00:00+08:00", reason="机构改革")
    return with_change(draft, merged(draft, before, name), PLAN)


def made_in(package):
    return package.changes[-1].after[0]


def received(package, department=""):
    return SimpleNamespace(
        package=package, department=department, secret="", proof=NO_PROOF, notice=None,
        notice_fits=False,
    )  # fmt: skip


@pytest.fixture
def library(tmp_path):
    with closing(open_store(tmp_path / "data.db")) as db:
        yield PlanLibrary(db, PLAN)


def test_that_no_two_bodies_have_one_id_whoever_wrote_them_down():
    bodies = list(PLAN.departments)
    groups = list(chain(combinations(bodies, 2), combinations(bodies, 3)))
    names = ("城管和统计局", "教育和统计局", "综合局")
    ids = {
        (group, name): merged(OPENED, group, name).after[0] for group in groups for name in names
    }
    assert len(set(ids.values())) == len(ids)
    assert not set(ids.values()) & set(bodies)


def test_that_the_same_body_has_one_id_on_both_pcs_whatever_was_written_down_before():
    """Also where its day or document was put right since."""
    one = second("05", ["cgw", "tjj"], "城管和统计局")
    later = corrected(one, at="2025-12-07T09:00:00+08:00", reason="更正")
    for package, day in ((OPENED, "2025-12-02"), (replace(later, changes=()), DAY)):
        assert merged(package, ["tjj", "cgw"], "城管和统计局", day).after == one.changes[0].after


def test_that_a_body_like_one_that_was_there_before_is_another():
    """Split off, taken back, and split off again."""

    def split(package, day):
        names = ["城管委", "园林局"]
        return written_down(PLAN, package, ChangeKind.SPLIT, day, ["cgw"], names)

    first = split(OPENED, "2025-12-01")
    parted = with_change(OPENED, first, PLAN)
    back = merged(parted, first.after, "城管委", "2025-12-02")
    assert back.after == ("cgw",)
    again = split(with_change(parted, back, PLAN), "2025-12-03")
    assert again.after[1] != first.after[1]
    assert list(change_problems(PLAN, (first, back, again))) == []


def test_that_an_id_that_went_out_stays_as_it_is():
    one = second("05", ["cgw", "tjj"], "城管和统计局")
    (change,) = one.changes
    body = replace(change.made[0], id="b2025-2-1-1")
    released = replace(one, changes=(replace(change, after=(body.id,), made=(body,)),))
    assert unseal(seal(released)) == released
    assert "b2025-2-1-1" in in_force(PLAN, released).departments


def test_that_who_takes_over_is_said_by_place_and_a_place_nobody_has_is_told():
    said = {"3.1-01-01": (0, 1), "3.1-01-03": (1,), "i-cars": (2,)}
    change = written_down(
        PLAN, OPENED, ChangeKind.SPLIT, DAY, ["cgw"], ["城管委", "园林局"], "", said
    )
    own, new = change.after
    assert own == "cgw"
    assert change.moves["3.1-01-01"] == ("cgw", new)
    assert change.moves["3.1-01-03"] == (new,)
    told = [one.message for one in change_problems(PLAN, (change,))]
    assert told == ["“新增车辆”移交给了调整后没有的单位，请改正。"]


def test_that_a_clerk_who_gets_both_sits_as_nobody_else(library):
    """Whoever sat as the body of the version that is not in force is asked as whom it goes on."""
    one = second("05", ["cgw", "tjj"], "城管和统计局")
    other = second("06", ["jyj", "tjj"], "教育和统计局")
    for package in (OPENED, one):
        take_in_package(library, package)
    profile = Profile(role=Role.CLERK, year=YEAR, department=made_in(one))
    taken = put_into_force(library, "任务包.xlsx", received(other), profile)
    assert taken.arrival.package == other
    assert set(taken.heirs) == {"cgw"}  # 统计局 is merged here, too
    assert taken.inherited is None


def test_that_one_id_for_two_bodies_of_an_early_version_makes_nobody_another(library):
    def as_early(package):
        (change,) = package.changes
        body = replace(change.made[0], id="b2025-2-1-1")
        return replace(package, changes=(replace(change, after=(body.id,), made=(body,)),))

    one = as_early(second("05", ["cgw", "tjj"], "城管和统计局"))
    other = as_early(second("06", ["jyj", "tjj"], "教育和统计局"))
    for package in (OPENED, one):
        take_in_package(library, package)
    profile = Profile(role=Role.CLERK, year=YEAR, department="b2025-2-1-1")
    taken = put_into_force(library, "任务包.xlsx", received(other), profile)
    assert taken.heirs == ("cgw",)
    assert taken.inherited is None
