"""What the office does with scores: ladder, ranks, proposals, sandbox."""

import inspect
from dataclasses import fields, replace

from model.scoring.assess import Assessor, assess
from model.scoring.gain_ladder import ladder
from model.scoring.kinds import Consequence, Late, Linear, Trigger, Veto
from model.scoring.proposal import Advice, proposals, ranks
from model.scoring.rulebook import Items
from model.scoring.total_rules import Circumstances
from model.scoring.what_if import Case, Sandbox, ScoreChange, ranked_totals
from tests.model.scoring.builders import (
    DEPARTMENT,
    YEAR,
    D,
    indicator,
    measure,
    plan_of,
    rule,
    rulebook,
    total_rule,
)

INDICATORS = rule("I", Linear(), part="indicators", items=Items.INDICATOR)
DEPARTMENTS = ("甲", "乙", "丙", "丁")
PLAN = plan_of(
    *(measure(f"{d}-{n}", department=d) for d in DEPARTMENTS for n in range(10)),
    departments=DEPARTMENTS,
)
BOOK = rulebook(
    INDICATORS,
    total_rules=[
        total_rule("L", Late(each=D("0.5"), cap=D(5))),
        total_rule("Z", Veto(trigger=Trigger.FALSE_FIGURES, effect=Consequence.ZERO)),
    ],
)


def done(department, count, *, of=10):
    """*count* measures done, the rest of the ten not started; beyond *of* nothing is said."""
    return {
        f"{department}-{n}": {"state": "done" if n < count else "not_started"} for n in range(of)
    }


def assessments(**counts):
    return {d: assess(PLAN, BOOK, d, YEAR, done(d, count)) for d, count in counts.items()}


def test_that_the_ladder_begins_with_the_most_to_be_gained():
    items = (indicator("x", "10"), indicator("y", "10"), measure("a"), measure("b"), measure("c"))
    answers = {
        "x": {"value": "9"},  # lacks 2 of 20
        "y": {"value": "10"},
        "a": {"state": "ongoing", "progress": "100"},  # lacks 4 of 20
        "b": {"state": "not_applicable"},
    }
    steps = ladder(assess(plan_of(*items), rulebook(INDICATORS), DEPARTMENT, YEAR, answers))
    assert [(step.score.item, step.gain) for step in steps][:3] == [("c", 30), ("a", 6), ("x", 2)]
    assert [step.score.advice for step in steps][:3] == [
        "填写后最多可得 20.00 分",
        "完成后可得满分，多得 4.00 分",
        "再提高 1 家可得满分，多得 2.00 分",
    ]


def test_that_the_ladder_says_what_the_total_gains_where_others_are_left_out():
    items = [measure(f"m{n}") for n in range(5)]
    said = {"m0": {"state": "not_applicable"}, "m1": {"state": "done"}}
    before, after = (
        assess(plan_of(*items), rulebook(INDICATORS), DEPARTMENT, YEAR, answers)
        for answers in (said, said | {"m2": {"state": "done"}})
    )
    first = ladder(before)[0]
    assert first.score.item == "m2"
    assert first.gain == after.total - before.total


def test_that_the_ladder_keeps_the_order_of_equal_gains():
    items = [measure(f"m{n}") for n in range(6)]
    steps = ladder(assess(plan_of(*items), rulebook(INDICATORS), DEPARTMENT, YEAR, {}))
    assert [step.score.item for step in steps] == [item.id for item in items]


def test_that_equal_totals_share_a_rank_and_use_up_the_next():
    places = ranks(assessments(甲=9, 乙=10, 丙=9, 丁=8))
    assert {d: place.text for d, place in places.items()} == {
        "甲": "并列第 2",
        "乙": "第 1",
        "丙": "并列第 2",
        "丁": "第 4",
    }


def test_that_ranks_are_among_the_bodies_of_a_group():
    places = ranks(assessments(甲=9, 乙=10, 丙=9, 丁=8), {"甲": 1, "乙": 2, "丙": 1, "丁": 2})
    assert {d: place.number for d, place in places.items()} == {"甲": 1, "丙": 1, "乙": 1, "丁": 2}


def test_that_a_proposal_names_the_rank_that_the_table_shows():
    found = proposals(BOOK, assessments(甲=10, 乙=10, 丙=8), {"甲": 1, "乙": 2, "丙": 2})
    assert found["甲"].reasons[-1] == "同类第 1 名"


def test_that_a_department_without_a_total_has_no_rank():
    scored = assessments(甲=10)
    assert ranks({**scored, "乙": assess(PLAN, BOOK, "乙", YEAR, {})}).keys() == {"甲"}


def test_that_the_best_grade_within_the_first_places_is_proposed_for_praise():
    found = proposals(BOOK, assessments(甲=10, 乙=10, 丙=8, 丁=5))
    assert {d: proposal.advice for d, proposal in found.items()} == {
        "甲": Advice.COMMEND,
        "乙": Advice.COMMEND,
        "丙": Advice.NOTHING,
        "丁": Advice.ADMONISH,
    }
    assert found["甲"].reasons == ("总分 100.00 分，等次“超额完成”", "并列第 1 名")
    assert found["丙"].reasons == ("总分 80.00 分，等次“完成”",)
    assert found["丁"].reasons == ("总分 50.00 分，等次“未完成”",)


def test_that_more_ties_than_places_are_all_proposed():
    found = proposals(BOOK, assessments(甲=10, 乙=10, 丙=10, 丁=10))
    assert {proposal.advice for proposal in found.values()} == {Advice.COMMEND}


def test_that_a_good_grade_beyond_the_places_is_not_proposed_and_says_why():
    few = replace(BOOK, proposals=replace(BOOK.proposals, commend_best=1))
    with_bonus = {**assessments(甲=10), "乙": assess(
        PLAN, BOOK, "乙", YEAR, done("乙", 10), circumstances=Circumstances(days_late=1)
    )}  # fmt: skip
    found = proposals(few, with_bonus)
    assert found["乙"].advice is Advice.NOTHING
    assert found["乙"].reasons[1] == "全部单位中第 2 名，不在前 1 名"


def test_that_the_last_of_the_first_places_is_among_them():
    book = replace(BOOK, proposals=replace(BOOK.proposals, commend_grades=("完成", "超额完成")))
    found = proposals(book, assessments(甲=10, 乙=9, 丙=8))
    assert [found[d].advice for d in "甲乙丙"] == [Advice.COMMEND, Advice.COMMEND, Advice.NOTHING]


def test_that_items_left_out_stand_against_praise():
    book = replace(BOOK, proposals=replace(BOOK.proposals, commend_grades=("完成",)))
    left_out = {"甲": assess(PLAN, book, "甲", YEAR, done("甲", 8, of=8))}
    found = proposals(book, left_out)["甲"]
    assert (found.advice, found.reasons[1]) == (Advice.NOTHING, "计分事项有 2 项按未填计")
    tolerant = replace(book, proposals=replace(book.proposals, commend_open_items=2))
    assert proposals(tolerant, left_out)["甲"].advice is Advice.COMMEND


def test_that_a_veto_is_among_the_reasons():
    false = Circumstances(false_figures="虚报")
    vetoed = assess(PLAN, BOOK, "甲", YEAR, done("甲", 10), circumstances=false)
    found = proposals(BOOK, {"甲": vetoed})["甲"]
    assert found.advice is Advice.ADMONISH
    assert found.reasons[1].startswith("经查实存在虚报瞒报（虚报）")


def test_that_without_a_score_nothing_is_proposed():
    found = proposals(BOOK, {"甲": assess(PLAN, BOOK, "甲", YEAR, {})})["甲"]
    assert (found.advice, found.reasons) == (Advice.NOTHING, ("尚无得分",))


def compared(sandbox, draft):
    before, after = ranked_totals(sandbox.before), ranked_totals(sandbox.assessments(draft))
    return [ScoreChange(department=d, before=before[d], after=after[d]) for d in before]


def cases(**counts):
    return {d: Case(answers=done(d, count)) for d, count in counts.items()}


def test_that_a_moved_threshold_shows_grades_before_and_after():
    grades = tuple(
        replace(g, at_least=D(90)) if g.name == "完成" else g for g in BOOK.grading.grades
    )
    stricter = replace(BOOK, grading=replace(BOOK.grading, grades=grades))
    rows = compared(Sandbox(PLAN, BOOK, YEAR, cases(甲=10, 乙=8)), stricter)
    assert [(r.department, r.before.grade, r.after.grade, r.grade_changed) for r in rows] == [
        ("甲", "超额完成", "超额完成", False),
        ("乙", "完成", "基本完成", True),
    ]
    assert [(r.difference, r.rank_changed) for r in rows] == [(0, False), (0, False)]


def test_that_changed_points_show_totals_and_ranks_before_and_after():
    heavier = replace(BOOK, total_rules=(total_rule("L", Late(each=D(5), cap=D(50))),))
    years = {
        **cases(乙=9),
        "甲": Case(answers=done("甲", 10), circumstances=Circumstances(days_late=3)),
    }
    rows = {r.department: r for r in compared(Sandbox(PLAN, BOOK, YEAR, years), heavier)}
    assert rows["甲"].before.total == D("98.5")
    assert rows["甲"].after.total == 85
    assert rows["甲"].difference == D("-13.5")
    assert [rows[d].before.rank.number for d in "甲乙"] == [1, 2]
    assert [rows[d].after.rank.number for d in "甲乙"] == [2, 1]
    assert rows["乙"].rank_changed


def test_that_a_sandbox_may_be_asked_again_and_again():
    sandbox = Sandbox(PLAN, BOOK, YEAR, cases(甲=7))
    draft = replace(BOOK, total_rules=())
    assert compared(sandbox, draft) == compared(sandbox, draft)
    assert sandbox.before["甲"].total == 70


def test_that_a_department_that_said_nothing_stays_without_numbers():
    (row,) = compared(Sandbox(PLAN, BOOK, YEAR, {"甲": Case(answers={})}), BOOK)
    assert (row.before.total, row.after.rank, row.difference) == (None, None, None)


def test_that_a_case_carries_all_that_an_assessor_takes():
    given = {"plan", "rulebook", "department", "year"}
    taken = inspect.signature(Assessor).parameters.keys()
    assert taken - given <= {field.name for field in fields(Case)}
