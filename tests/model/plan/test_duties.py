"""The shipped proposal of duties, and what is said about mistakes in one."""

import pytest

from model.domain.plan import DepartmentKind
from model.errors import PlanRejected
from model.headless.catalogue import catalogue
from model.plan.loader import load_plan
from tests.model.plan.test_loader import folder  # noqa: F401  # a fixture

DUTIES = """
[[measure]]
id = "3.1-01"
lead = ["区交通局"]
support = ["各镇"]
reason = "充电桩归交通部门。"
[[measure]]
id = "3.1-02"
lead = ["区交通局"]
reason = "原文点名。"
[[measure]]
id = "3.2-01"
lead = ["区环保局"]
reason = "只有一家。"
confident = false
[[indicator]]
id = "chargers"
lead = ["区交通局"]
reason = "与任务一致。"
"""


def test_that_every_measure_and_indicator_has_a_lead_from_its_brackets(plan):
    assert plan.proposals.keys() == {*plan.measures, *plan.indicators}
    for key, measure in plan.measures.items():
        proposal = plan.proposals[key]
        assert proposal.lead, key
        assert {*proposal.lead, *proposal.support} <= set(plan.clauses[measure.clause].departments)
        assert not set(proposal.lead) & set(proposal.support), key


def test_that_each_indicator_has_one_owner_or_one_for_each_street(plan):
    streets = {b.id for b in plan.bodies if b.kind is DepartmentKind.STREET}
    for key in plan.indicators:
        owners = set(plan.proposals[key].lead)
        assert len(owners) == 1 or owners == streets, key


def test_that_nobody_leads_more_than_sixty_measures(plan):
    for body in plan.bodies:
        leads = [m for m in plan.measures if body.id in plan.proposals[m].lead]
        assert 1 <= len(leads) <= 60, body.name


def test_that_what_two_readings_left_open_is_an_open_question(plan):
    questions = {question.id: question for question in plan.questions}
    open_lines = {key: p.question for key, p in plan.proposals.items() if p.question}
    assert len(open_lines) == 20
    for key, question in open_lines.items():
        assert key in questions[question].about
        assert not plan.proposals[key].confident


def test_that_the_catalogue_says_who_leads_owns_and_when(plan):
    found = catalogue(plan)
    measures = {measure["id"]: measure for measure in found["measures"]}
    indicators = {indicator["id"]: indicator for indicator in found["indicators"]}
    assert measures["box2.7-02"]["years"] == {
        "from": None,
        "until": 2022,
        "once": False,
        "term": "到 2022 年底",
    }
    assert measures["5.1-01"]["scored"] is False
    assert measures["3.1.1-18"]["scored"] is False  # its number is scored as an indicator
    assert measures["3.2.1-01"]["lead"] == ["fgw"]
    assert indicators["zero_waste_cells"]["owner"] == ["sthjj"]
    assert "yifengqu-gwh" in indicators["zero_waste_cells"]["support"]


def test_that_a_measure_that_repeats_a_target_names_an_indicator_of_its_own_clause(plan):
    for measure in plan.measures.values():
        for key in measure.repeats:
            places = plan.indicators[key].clauses
            assert measure.clause in places, (measure.id, key)


def test_that_a_proposal_is_read_with_the_plan(folder):  # noqa: F811
    (folder / "duties.toml").write_text(DUTIES, "utf-8")
    plan = load_plan(folder)
    assert plan.proposals["3.1-01"].lead == ("jtj",)
    assert plan.proposals["3.1-01"].support == ("dong", "xi")
    assert not plan.proposals["3.2-01"].confident


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('lead = ["区环保局"]', 'lead = ["区交通局"]', "“区交通局”不在这一条的责任括号里"),
        ('lead = ["区环保局"]', "lead = []", "没有牵头单位"),
        ('id = "3.2-01"', 'id = "3.2-09"', "方案数据中没有这个 id"),
        ('id = "3.2-01"', 'id = "3.2-09"', "没有建议分工"),
        ("confident = false", 'question = "q-nowhere"', "q-nowhere 不存在"),
        ('["各镇"]', '["各村"]', "不认识责任单位“各村”"),
    ],
)
def test_that_a_mistake_in_a_proposal_is_named(folder, old, new, complaint):  # noqa: F811
    (folder / "duties.toml").write_text(DUTIES.replace(old, new, 1), "utf-8")
    with pytest.raises(PlanRejected) as refused:
        load_plan(folder)
    assert complaint in "".join(problem.message for problem in refused.value.problems)
