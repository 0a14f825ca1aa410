"""What holds whatever offices do: laws over random reorganisations, packages and answers."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.domain.package import Duty, HandedDown, YearPackage
from model.domain.plan import Department, DepartmentKind
from model.domain.reorganisation import ChangeKind, DepartmentChange, reorganised, successors
from model.domain.sealed import seal, unseal_as
from model.package.arrival import take_in_package
from model.package.draft import corrected, opened, opened_after, with_change, with_target
from model.package.duties import all_items, assigned, duties_in_force
from model.package.in_force import in_force, terms_for, uncarried
from model.package.succession import take_over, who_answers
from model.package.validation import package_problems, reporting_bodies, rulebook_of
from model.package.versions import PackageVersions
from model.plans import PlanLibrary, close
from model.samples.answers import sample_answers
from model.scoring.assess import Assessor
from model.store.answers import fetch_answer, fetch_answers, save_answer, save_answers
from model.store.data_file import open_store
from model.store.packages import fetch_package, keep_package
from tests.model.package.conftest import RULES
from tests.thorough import tried

CLAUSES = ("3.1.1", "3.1.3", "box2.7")


class World:
    """What the laws are tried on; its repr is short, so that a broken law can be read.

    `plan` has the measures of three clauses only: a hundred reorganisations take a second.
    `versions` are five of one year, the last two correcting the same one.
    """

    def __init__(self, plan):
        self.plan = replace(
            plan,
            clauses={key: plan.clauses[key] for key in CLAUSES},
            measures={key: m for key, m in plan.measures.items() if m.clause in CLAUSES},
            questions=(),
        )
        at, deadline = "2022-11-01T09:00:00+08:00", "2023-01-31"
        self.start = opened(self.plan, 2022, RULES, deadline=deadline, at=at, sample=True)
        made = [self.start]
        for number in range(2, 5):
            draft = corrected(made[-1], at=f"2022-12-0{number}T09:00:00+08:00", reason="")
            made.append(with_target(draft, "tech_smes", HandedDown(value=Decimal(200 + number))))
        self.versions = (*made, replace(made[-1], deadline="2023-02-28"))

    def reorganised(self, data, package=None, number=0):
        return with_change(package or self.start, self.change(data, package, number))

    def change(self, data, package=None, number=0):
        return data.draw(reorganisations(self.plan, package or self.start, number))


@pytest.fixture(scope="module")
def world(plan):
    return World(plan)


@st.composite
def reorganisations(draw, plan, package, number):
    """One change that today's departments allow."""
    bodies = sorted(reporting_bodies(reorganised(plan.departments, package.changes)))
    chosen = draw(st.lists(st.sampled_from(bodies), min_size=3, max_size=3, unique=True))
    kind = draw(st.sampled_from(ChangeKind))
    new = Department(
        id=f"new-{number}", name=f"新单位{number}", kind=DepartmentKind.GOVERNMENT, in_plan=False
    )
    on = f"{package.year}-{draw(st.integers(1, 12)):02d}-01"
    items = [item.id for item in all_items(plan)]
    heirs = {
        ChangeKind.RENAMED: (chosen[0],),
        ChangeKind.MERGED: draw(st.sampled_from([(chosen[1],), (new.id,)])),
        ChangeKind.SPLIT: draw(st.sampled_from([(chosen[0], new.id), (chosen[2], new.id)])),
        ChangeKind.DISSOLVED: draw(st.sampled_from([(), (chosen[1],), (chosen[1], chosen[2])])),
    }[kind]
    made = (new,) if new.id in heirs else ()
    return DepartmentChange(
        kind=kind,
        on=on,
        before=tuple(chosen[:2]) if kind is ChangeKind.MERGED else (chosen[0],),
        after=heirs,
        made=(replace(new, id=chosen[0]),) if kind is ChangeKind.RENAMED else made,
        moves=draw(
            st.dictionaries(
                st.sampled_from(items),
                st.lists(st.sampled_from(heirs), unique=True).map(tuple) if heirs else st.just(()),
                max_size=4,
            )
        )
        if len(heirs) > 1
        else {},
    )


def ever_known(plan, package):
    made = {body.id for change in package.changes for body in change.made}
    return {body.id for body in plan.bodies} | made


def latest(package):
    return max((change.on for change in package.changes), default="")


@settings(max_examples=tried(40), deadline=None)
@given(st.data())
def test_that_ids_are_for_ever_whatever_becomes_of_departments(world, data):
    package = world.start
    for number in range(data.draw(st.integers(1, 4))):
        change = world.change(data, package, number)
        if change.on >= latest(package):  # one after the other, as they happen
            package = with_change(package, change)
        today = in_force(world.plan, package)
        bodies = {body.id for body in today.bodies}
        assert list(package_problems(world.plan, package)) == []
        assert [i.id for i in all_items(today)] == [i.id for i in all_items(world.plan)]
        for item in all_items(today):
            assert set(item.departments) <= bodies
        assert bodies <= ever_known(world.plan, package)
        for body in ever_known(world.plan, package):
            assert set(who_answers(package, body)) <= bodies


@settings(max_examples=tried(40), deadline=None)
@given(st.data())
def test_that_no_work_gets_lost_unless_nobody_was_named_for_it(world, data):
    change = world.change(data)
    after = with_change(world.start, change)
    today = duties_in_force(world.plan, after)
    for item, duties in duties_in_force(world.plan, world.start).items():
        heirs = {
            heir
            for body, duty in duties.items()
            if duty is not Duty.NONE
            for heir in successors(body, [change], item)
        }
        assert {b for b, duty in today[item].items() if duty is not Duty.NONE} == heirs
    left = {item.id for item in uncarried(in_force(world.plan, after))}
    assert left == {i for i, duties in today.items() if not set(duties.values()) - {Duty.NONE}}


@settings(max_examples=tried(40), deadline=None)
@given(st.data())
def test_that_what_is_said_explicitly_and_what_the_bracket_says_move_alike(world, data):
    change = world.change(data)
    said = with_change(world.start, change)
    unsaid = with_change(replace(world.start, duties={}), change)
    assert in_force(world.plan, said) == in_force(world.plan, unsaid)


@settings(max_examples=tried(40), deadline=None)
@given(st.data())
def test_that_a_reorganised_package_survives_the_mail(world, data):
    package = world.reorganised(data)
    again = unseal_as(YearPackage, seal(package))
    assert (again, again.digest) == (package, package.digest)
    assert in_force(world.plan, again) == in_force(world.plan, package)


@settings(max_examples=tried(60), deadline=None)
@given(st.lists(st.integers(0, 4), min_size=1))
def test_that_any_order_and_any_repetition_ends_in_the_newest(world, order):
    came = [world.versions[number] for number in order]
    assert PackageVersions(world.plan, came).newest == max(came, key=lambda package: package.rank)
    everything = PackageVersions(world.plan, [*came, *world.versions])
    assert everything.newest == PackageVersions(world.plan, world.versions).newest


@settings(max_examples=tried(20), deadline=None)
@given(st.data())
def test_that_no_answer_is_ever_lost(world, tmp_path_factory, data):
    """Typing, packages in any order and successions in between: all that was typed is there."""
    before = world.versions[-1]
    after = corrected(before, at="2023-01-01T09:00:00+08:00", reason="")
    after = world.reorganised(data, after)
    packages, plan = [*world.versions, after], world.plan
    bodies, items = sorted(ever_known(plan, after)), [item.id for item in all_items(plan)]
    typed = {}
    db = open_store(tmp_path_factory.mktemp("laws") / "自评估数据.db")
    for number in range(data.draw(st.integers(1, 6))):
        body = data.draw(st.sampled_from(bodies))
        match data.draw(st.sampled_from(["type", "package", "succeed"])):
            case "type":
                item = data.draw(st.sampled_from(items))
                typed[body, item] = {"state": "done", "done": str(number)}
                save_answer(db, 2022, body, item, typed[body, item])
            case "package":
                take_in_package(
                    PlanLibrary(db, plan), packages[data.draw(st.integers(0, len(packages) - 1))]
                )
            case _:
                take_over(PlanLibrary(db, plan), after, body, then=before)
    for (body, item), answer in typed.items():
        assert fetch_answer(db, 2022, body, item) == answer
    db.close()


def picture(db, plan, department):
    package = fetch_package(db, 2022)
    terms = terms_for(2022, department, plan, package)
    assessor = Assessor(
        terms.plan, rulebook_of(package, plan), department, 2022,
        handed_down=terms.handed_down, baselines=terms.baselines,
    )  # fmt: skip
    return package, assessor.assess(fetch_answers(db, 2022, department))


@settings(max_examples=tried(10), deadline=None)
@given(st.data())
def test_that_a_closed_years_assessment_is_immutable(world, tmp_path_factory, data):
    """Whatever packages come, years are opened and answers are typed for other years."""
    plan = world.plan
    db = open_store(tmp_path_factory.mktemp("laws") / "自评估数据.db")
    keep_package(db, world.start)
    save_answers(db, 2022, "kjj", sample_answers(plan, "kjj", 2022))
    before = picture(db, plan, "kjj")
    close(PlanLibrary(db, plan), 2022)
    last = world.start
    for year in range(2023, 2023 + data.draw(st.integers(1, 3))):
        at = f"{year}-11-01T09:00:00+08:00"
        this = opened_after(last, plan, deadline=f"{year + 1}-01-31", at=at).package
        this = assigned(plan, this, ["3.1.1-01"], ["fgw"], data.draw(st.sampled_from(Duty)))
        this = with_target(this, "tech_smes", HandedDown(value=Decimal(year)))
        last = world.reorganised(data, this, year)
        if not list(package_problems(plan, last)):
            take_in_package(PlanLibrary(db, plan), last)
        save_answer(db, year, "kjj", "tech_smes", {"value": str(year)})
    assert picture(db, plan, "kjj") == before
    db.close()
