"""The shipped plan, held against its text by means of its own, not the loader's."""

import re
from collections import Counter

import pytest

from model.domain.plan import DepartmentKind, Plan, Responsibility
from model.headless.catalogue import catalogue
from model.paths import asset

TEXT = asset("plan/hebei-2022/plan.txt").read_text("utf-8")
BODY_NAME = re.compile(r"（(?:区|市|国网|河北|意风|大悲)[^（）。，；]*(?:局|委|办|负责)）")


def brackets_in(text: str) -> list[str]:
    """Every responsibility bracket of the text, found without the plan's data."""
    return BODY_NAME.findall(text)


def test_that_every_responsibility_bracket_of_the_text_belongs_to_one_clause(plan: Plan):
    assert [clause.bracket for clause in plan.clauses.values()] == brackets_in(TEXT)


def test_that_the_plan_has_48_clauses_in_the_sections_that_print_them(plan: Plan):
    kinds = Counter(
        "box" if clause.path[-1].startswith("专栏") else clause.path[0]
        for clause in plan.clauses.values()
    )
    assert kinds == {"三、重点任务": 28, "box": 12, "四、政策保障": 5, "五、组织实施": 3}


def test_that_each_clause_stands_in_the_text_as_heading_body_bracket(plan: Plan):
    squeezed = re.sub(r"\s", "", TEXT)
    for clause in plan.clauses.values():
        number = f"{clause.number}." if clause.number.isdigit() else clause.number
        whole = re.sub(r"\s", "", f"{number}{clause.title}{{}}{clause.body}{clause.bracket}")
        assert whole.format("。") in squeezed or whole.format("") in squeezed, clause.id


def test_that_bodies_hold_no_other_clause(plan: Plan):
    for clause in plan.clauses.values():
        assert not brackets_in(clause.body), clause.id


def test_that_every_quote_occurs_literally_in_the_text(plan: Plan):
    quotes = [
        *(m.quote for m in plan.measures.values()),
        *(s.quote for i in plan.indicators.values() for s in i.sources),
        *(m.quote for i in plan.indicators.values() for m in i.milestones),
    ]
    assert len(quotes) > 450
    assert [quote for quote in quotes if quote not in TEXT] == []


def test_that_measures_leave_nothing_but_connecting_words_of_a_body_uncovered(plan: Plan):
    """What no measure quotes is context: counted, so that a lost sentence shows."""
    uncovered = {}
    for clause in plan.clauses.values():
        rest = clause.body
        for measure in plan.measures.values():
            if measure.clause == clause.id:
                rest = rest.replace(measure.quote, "|", 1)
        words = [w for w in re.split(r"[|，。；：、\s]+", rest) if len(w) > 3]
        if words:
            uncovered[clause.id] = words
    assert uncovered.keys() <= {"3.1.4", "box2.1", "box2.4"}, uncovered


def test_that_every_clause_is_asked_about(plan: Plan):
    assert {m.clause for m in plan.measures.values()} == plan.clauses.keys()


def test_that_every_item_has_somebody_to_answer_it(plan: Plan):
    for item in (*plan.measures.values(), *plan.indicators.values()):
        assert item.departments, item.id
        for department in item.departments:
            assert plan.departments[department].kind is not DepartmentKind.COLLECTIVE


def test_that_every_body_has_work(plan: Plan):
    idle = [body.name for body in plan.bodies if not any(plan.items_of(body.id))]
    assert idle == []


def test_that_every_name_in_a_bracket_is_known_by_name_or_alias(plan: Plan):
    known = {n for d in plan.departments.values() for n in (d.name, *d.aliases)}
    for bracket in brackets_in(TEXT):
        names = bracket.strip("（）").removesuffix("按职责分工负责").removesuffix("牵头负责")
        assert set(names.split("、")) <= known


def test_that_the_ten_streets_are_there_and_seven_are_marked_as_from_outside(plan: Plan):
    streets = [d for d in plan.bodies if d.kind is DepartmentKind.STREET]
    assert len(streets) == 10
    assert sorted(d.name for d in streets if d.in_plan) == sorted(
        ["光复道街道办事处", "鸿顺里街道办事处", "望海楼街道办事处"]
    )


@pytest.mark.parametrize("clause", ["box2.5", "box2.6", "box2.7", "3.4.2", "box3.1"])
def test_that_a_collective_becomes_one_obligation_per_street(plan: Plan, clause: str):
    streets = {d.id for d in plan.bodies if d.kind is DepartmentKind.STREET}
    assert streets <= set(plan.clauses[clause].departments)


def test_that_responsibility_is_read_from_the_bracket(plan: Plan):
    kinds = Counter(clause.responsibility for clause in plan.clauses.values())
    assert kinds == {Responsibility.SHARED: 42, Responsibility.LEAD: 1, Responsibility.SOLE: 5}


def test_that_demonstration_streets_are_one_indicator_with_all_milestones(plan: Plan):
    (found,) = [
        i for i in plan.indicators.values() if "box2.5" in i.clauses and "示范街道比例" in i.name
    ]
    assert [(m.year, str(m.value), m.hold) for m in found.milestones] == [
        (2022, "30", False),
        (2023, "60", False),
        (2024, "100", False),
        (2025, "100", True),
    ]


def test_that_more_than_half_is_strict_and_at_least_half_is_not(plan: Plan):
    outlets = [i for i in plan.indicators.values() if "box2.8" in i.clauses]
    assert any(m.strict and m.year == 2022 and m.value == 50 for i in outlets for m in i.milestones)
    sites = [i for i in plan.indicators.values() if "box2.7" in i.clauses]
    assert not any(m.strict for i in sites for m in i.milestones)


def test_that_a_target_stated_twice_is_one_indicator_with_two_sources(plan: Plan):
    twice = {i.name: i.clauses for i in plan.indicators.values() if len(i.sources) > 1}
    assert [set(places) for places in twice.values()] == [{"2", "3.1.1"}] * 4


def test_that_green_building_shares_are_linked_and_not_merged(plan: Plan):
    linked = [i for i in plan.indicators.values() if i.related and "绿色建筑面积占比" in i.name]
    assert {i.clauses for i in linked} == {("3.3.3",), ("3.6.2",)}
    assert all({i.id for i in linked} - {one.id} <= set(one.related) for one in linked)


def test_that_handed_down_targets_have_no_value_from_the_plan(plan: Plan):
    handed_down = [i for i in plan.indicators.values() if i.kind == "上级下达"]
    assert handed_down
    assert {m.value for i in handed_down for m in i.milestones} == {None}


def test_that_only_the_plans_numbers_become_milestones(plan: Plan):
    """Each value's digits stand in the words quoted for it; 全部 and 全覆盖 mean 100 %."""
    for indicator in plan.indicators.values():
        words = [s.quote for s in indicator.sources] + [m.quote for m in indicator.milestones]
        for milestone in indicator.milestones:
            if milestone.value is None or milestone.value in {0, 100} or milestone.hold:
                continue
            assert any(f"{milestone.value:f}" in quote for quote in words), indicator.id


def test_that_open_questions_say_what_is_assumed_and_why(plan: Plan):
    assert len(plan.questions) >= 20
    for question in plan.questions:
        assert question.question.endswith("？")
        assert all((question.default, question.reason, question.about))


@pytest.mark.parametrize("indicator", ["demo_streets", "drop_sites_upgraded", "zero_waste_cells"])
def test_that_no_street_is_measured_against_a_count_of_the_whole_district(plan: Plan, indicator):
    kinds = {plan.departments[d].kind for d in plan.indicators[indicator].departments}
    assert kinds
    assert DepartmentKind.STREET not in kinds
    assert any(indicator in q.about for q in plan.questions if q.id == "q-street-figures")


def test_that_every_number_asked_for_has_its_bounds_in_the_plans_data(plan: Plan):
    """Shares lie in 0–100, a reduction may be a rise, a PUE is 1 or more, counts are 0 or more."""
    for one in plan.indicators.values():
        if one.qualitative:
            assert (one.at_least, one.at_most) == (None, None), one.id
        elif one.unit == "%":
            rise = one.id in {"energy_intensity", "carbon_intensity"}
            assert (one.at_least, one.at_most) == (-100 if rise else 0, 100), one.id
        else:
            assert one.at_least == (1 if one.id == "data_centre_pue" else 0), one.id
            assert one.at_most is None, one.id


def test_that_the_catalogue_shows_the_bounds(plan: Plan):
    shown = {one["id"]: (one["at_least"], one["at_most"]) for one in catalogue(plan)["indicators"]}
    assert shown["green_cover"] == ("0", "100")
    assert shown["data_centre_pue"] == ("1", None)
