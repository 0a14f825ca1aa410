from dataclasses import replace

from model.domain.package import Duty
from model.domain.plan import DepartmentKind
from model.package.draft import with_change
from model.package.duties import assigned, copied, duties_in_force, prefilled, takeover
from tests.model.package.conftest import DISSOLVED, MERGED, SPLIT

ITEM = "3.1.1-01"


def test_that_every_item_is_prefilled_from_its_bracket(plan, package):
    assert package.duties.keys() == plan.measures.keys() | plan.indicators.keys()
    for measure in plan.measures.values():
        assert tuple(package.duties[measure.id]) == measure.departments


def test_that_one_body_alone_leads_and_several_share_without_a_lead(plan, package):
    assert package.duties["3.1.3-01"] == {"jrj": Duty.LEAD}
    assert package.duties["4.1-01"] == {"tjj": Duty.LEAD}
    assert set(package.duties[ITEM].values()) == {Duty.SUPPORT}


def test_that_each_street_gets_its_own_copy_of_a_collective_obligation(plan, package):
    streets = {d.id for d in plan.bodies if d.kind is DepartmentKind.STREET}
    assert len(streets) == 10
    assert streets <= package.duties["box2.7-01"].keys()
    assert "all-streets" not in package.duties["box2.7-01"]


def test_that_prefilling_leaves_alone_what_was_decided(plan, silent):
    decided = replace(silent, duties={ITEM: {"fulian": Duty.LEAD}})
    assert prefilled(plan, decided).duties[ITEM] == {"fulian": Duty.LEAD}


def test_that_a_cell_a_row_and_a_block_are_assigned_alike(plan, silent):
    one = assigned(plan, silent, [ITEM], ["kjj"], Duty.LEAD)
    assert one.duties[ITEM]["kjj"] is Duty.LEAD
    assert one.duties[ITEM]["swj"] is Duty.SUPPORT
    block = assigned(plan, silent, [ITEM, "tech_smes"], ["kjj", "swj"], Duty.NONE)
    assert {block.duties[i][d] for i in (ITEM, "tech_smes") for d in ("kjj", "swj")} == {Duty.NONE}


def test_that_last_years_duties_are_copied_to_todays_departments(plan, package):
    last = assigned(plan, package, [ITEM], ["swj"], Duty.LEAD)
    this = copied(plan, with_change(replace(package, duties={}), MERGED), last, [ITEM])
    assert this.duties.keys() == {ITEM}
    assert this.duties[ITEM]["swhz"] is Duty.LEAD
    assert not this.duties[ITEM].keys() & {"swj", "hzjlb"}


def test_that_copying_what_last_year_left_to_the_plan_leaves_it_to_the_plan(plan, package, silent):
    assert ITEM not in copied(plan, package, silent, [ITEM]).duties


def test_that_of_two_merged_bodies_duties_the_stronger_holds(plan, silent):
    given = replace(silent, duties={ITEM: {"swj": Duty.NONE, "hzjlb": Duty.LEAD}})
    assert with_change(given, MERGED).duties[ITEM] == {"swhz": Duty.LEAD}


def test_that_the_office_sees_who_takes_over_what_before_it_decides(plan, package):
    found = takeover(plan, package, DISSOLVED)
    assert found.keys() == {i.id for i in plan.items_of("szjjb")}
    assert found[ITEM] == ("kjj",)
    assert found["3.1.1-02"] == ()
    assert takeover(plan, package, SPLIT)["3.3.3-03"] == ("zjw",)


def test_that_duties_in_force_name_todays_departments_only(plan, package):
    today = duties_in_force(plan, replace(package, changes=(MERGED, SPLIT, DISSOLVED)))
    assert not {body for duties in today.values() for body in duties} & {"swj", "hzjlb", "szjjb"}


def test_that_wherever_the_words_name_a_body_it_carries_the_measure_alone(plan):
    """So nothing is left about which a carrier could be proposed from the text itself."""
    names = {
        name: body.id for body in plan.bodies for name in (body.name, *body.aliases)
    }  # fmt: skip
    named = {
        measure.id: {body for name, body in names.items() if name in measure.text}
        for measure in plan.measures.values()
    }
    assert sum(map(bool, named.values())) >= 3
    for key, bodies in named.items():
        assert not bodies or set(plan.measures[key].departments) == bodies
