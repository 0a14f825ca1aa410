"""What was done, what went wrong and what comes next, in the words of the departments."""

import io
import zipfile
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from model.consolidation.consolidation import DepartmentResult, picture
from model.domain.plan import Department, DepartmentKind, Stage
from model.domain.reorganisation import ChangeKind, DepartmentChange
from model.report.chapters.overview import judged, judgement, judgement_words
from model.report.chapters.results import measures
from model.report.chapters.shortcomings import corrections, named, next_steps, problems
from model.report.chapters.work_done import achievements, work_done
from model.report.data import ReportData, Turnout
from model.report.word import Document
from tests.model.workbook.years import assessor, small_plan, small_rulebook

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PLAN, RULES = small_plan(), small_rulebook()
SORTING, GREEN, CARS = "3.1-01-01", "3.1-01-02", "3.1-01-03"


def result(body, answers):
    judge = assessor(PLAN, RULES, body)
    score = judge.assess(answers)
    return DepartmentResult(
        department=PLAN.departments[body],
        answers=answers,
        reported=answers,
        recomputed=score,
        reviewed=score,
        assessor=judge,
    )


def data(city=None, schools=None, missing=(), **more) -> ReportData:
    came = [result("cgw", city or {}), result("jyj", schools or {})]
    return ReportData(
        plan=PLAN,
        year=2025,
        rulebook=RULES,
        turnout=Turnout(
            expected=tuple(PLAN.departments.values()),
            missing=tuple(PLAN.departments[key] for key in missing),
        ),
        picture=picture(PLAN, 2025, came, {}),
        groups=(),
        made_at="2026-01-20T10:00:00+08:00",
        **more,
    )


def words(write, year) -> list[str]:
    made = Document(title="报告", author="办公室", moment=year.made_at)
    write(made, year)
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        root = ET.fromstring(archive.read("word/document.xml"))
    return ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in root.iter(f"{W}p")]


DONE = {"state": "done", "done": "建成 3 个站点。"}
TALK = {"state": "done", "done": "高度重视"}


def test_that_the_best_evidenced_answer_is_quoted_first_with_its_body():
    year = data(
        {SORTING: TALK, GREEN: DONE, CARS: {**DONE, "done": "换车 5 辆"}},
        evidence={("cgw", CARS): 2},
    )
    (found,) = achievements(year).values()
    assert [one.measure.id for one in found] == [CARS, GREEN, SORTING]
    assert "城管委：换车 5 辆（更新环卫车辆）。" in words(work_done, year)


def test_that_one_body_does_not_fill_a_section_and_nothing_is_told_twice():
    same = {"state": "done", "done": "建成 3 个站点。"}
    told = words(work_done, data({SORTING: same, GREEN: same, CARS: DONE}, {GREEN: same}))
    assert sum("建成 3 个站点" in one for one in told) == 1


def test_that_what_the_office_did_not_adopt_is_not_quoted():
    year = data({SORTING: DONE}, decided={("cgw", SORTING): "退回：请写明"})
    assert achievements(year) == {}
    assert any(one.startswith("【请补写：") for one in words(work_done, year))


def test_that_the_counts_of_a_section_are_those_of_its_tally():
    year = data({SORTING: DONE, GREEN: {"state": "behind", "progress": "10"}})
    told = words(work_done, year)
    assert any("完成 1 项次" in one and "滞后 1 项次" in one for one in told)


def test_that_last_years_shortcomings_are_counted_by_what_became_of_them():
    late = {"state": "behind", "progress": "10"}
    before = data({SORTING: late, GREEN: late, CARS: {"state": "not_started"}})
    now = {SORTING: DONE, GREEN: {**late, "problems": "没钱"}}
    told = words(corrections, data(now, last=before.picture))
    assert (
        "2024年度滞后、未启动的 3 项次中，本年已完成 1 项次，仍滞后或未启动 1 项次，"
        "没有填报 1 项次。"
    ) in told
    assert "没钱" in told


def test_that_an_unanswered_item_is_unanswered_in_every_sentence_about_it():
    late = {"state": "behind", "progress": "10"}
    before = data({SORTING: late, GREEN: late, CARS: late})
    half = {"state": "behind", "problems": "缺资金"}
    now = data({SORTING: half, GREEN: {"done": "正在办"}, CARS: {"state": "ongoing", "done": "换"}})
    told = words(corrections, replace(now, last=before.picture))
    assert "2024年度滞后、未启动的 3 项次中，本年没有填报 3 项次。" in told
    assert now.picture.whole.unsaid == now.picture.whole.obligations - 1  # a target is not given
    assert not achievements(now)


def test_that_what_waits_for_approval_is_told_as_said_of_last_years_shortcomings_too():
    late = {"state": "behind", "progress": "10"}
    before = data({SORTING: late})
    claiming = replace(result("cgw", {}), claimed=frozenset({SORTING}))
    now = replace(data(last=before.picture), picture=picture(PLAN, 2025, [claiming], {}))
    assert "2024年度滞后、未启动的 1 项次中，本年不适用 1 项次。" in words(corrections, now)


def test_that_whoever_took_a_body_over_answers_for_what_was_behind_last_year():
    late = {"state": "behind", "progress": "10"}
    before = data({SORTING: late, GREEN: late}, {GREEN: late})
    merger = DepartmentChange(
        kind=ChangeKind.MERGED, on="2025-03-01", before=("cgw", "jyj"), after=("heir",),
        made=(Department(id="heir", name="城教委", kind=DepartmentKind.GOVERNMENT),),
    )  # fmt: skip
    heir = replace(PLAN.departments["cgw"], id="heir", name="城教委")
    carried = {
        key: replace(one, departments=("heir",)) if one.id in {SORTING, GREEN} else one
        for key, one in PLAN.measures.items()
    }
    plan = replace(PLAN, departments={**PLAN.departments, "heir": heir}, measures=carried)
    now = replace(result("cgw", {GREEN: {**late, "problems": "没钱"}}), department=heir)
    year = replace(
        data(last=before.picture), plan=plan, picture=picture(plan, 2025, [now], {}),
        reorganisations=(merger,),
    )  # fmt: skip
    told = words(corrections, year)
    assert ("2024年度滞后、未启动的 3 项次中，本年仍滞后或未启动 2 项次，没有填报 1 项次。") in told
    assert told.count("城教委") == 2
    over = replace(carried[SORTING], departments=(), stage=Stage.OVER)
    ended = replace(year, plan=replace(plan, measures={**carried, SORTING: over}))
    assert any("不再要求填报 1 项次" in one for one in words(corrections, ended))


def test_that_a_problem_of_several_bodies_is_told_once_with_its_count():
    short = {"state": "behind", "progress": "10", "problems": "资金没有到位。"}
    alone = {**short, "problems": "车辆停产"}
    year = data({SORTING: alone, GREEN: short, CARS: short}, {GREEN: short})
    common, single = named(year, "problems")
    assert [(one.owners, len(one.items)) for one in common] == [(("cgw", "jyj"), 3)]
    assert [one.words for one in single] == ["车辆停产"]
    told = words(problems, year)
    assert "1. 资金没有到位（城管委、教育局提出，涉及 3 项次）。" in told
    assert "2. 城管委：车辆停产（推进垃圾分类）。" in told


def test_that_what_occurs_once_is_not_called_concentrated():
    late = {"state": "behind", "progress": "10"}
    once = "".join(words(measures, data({SORTING: late})))
    assert "共 1 项次，明细见附件3" in once
    twice = "".join(words(measures, data({SORTING: late, GREEN: late})))
    assert "较为集中的是" in twice
    assert "（2 项次）；明细见附件3" in twice


def test_that_a_problem_of_one_body_tells_how_many_items_it_is_about():
    same = {"state": "behind", "progress": "10", "problems": "经费没有落实"}
    told = words(problems, data({SORTING: same, GREEN: same, CARS: same}))
    assert any("城管委：经费没有落实（" in one and "等 3 项）" in one for one in told)


def test_that_a_body_is_quoted_with_its_own_words_where_the_office_corrected_it():
    year = data({SORTING: {"state": "behind", "progress": "10", "problems": "办公室改过的话"}})
    own = {SORTING: {"state": "behind", "progress": "10", "problems": "经费没有落实"}}
    came = tuple(
        replace(one, reported=own) if one.department.id == "cgw" else one
        for one in year.picture.departments
    )
    told = words(problems, replace(year, picture=replace(year.picture, departments=came)))
    assert any("经费没有落实" in one for one in told)
    assert not any("办公室改过的话" in one for one in told)


def test_that_no_problem_is_made_up():
    assert words(problems, data({SORTING: DONE})) == ["【请补写：存在的主要问题和原因】"]


@pytest.mark.parametrize(
    ("green", "said"),
    [("45", "总体进展顺利"), ("10", "进度偏慢，部分目标任务存在差距")],
)
def test_that_the_judgement_follows_from_the_figures(green, said):
    fine = {"value": green}
    year = data(
        {"i-green": fine, "i-cars": {"value": "12"}, SORTING: DONE, GREEN: DONE, CARS: DONE},
        {"i-green": fine, GREEN: DONE},
    )
    first = words(judgement, year)[0]
    assert said in first
    assert f"完成 {year.picture.whole.told['完成']} 项次" in first


FULL = {"i-green": {"value": "45"}, "i-cars": {"value": "12"}, SORTING: DONE, GREEN: DONE}


@pytest.mark.parametrize(
    ("city", "missing"),
    [(FULL, ["tjj"]), ({SORTING: DONE, GREEN: DONE}, [])],
)
def test_that_few_reports_or_figures_allow_no_overall_judgement(city, missing):
    year = data(city, {GREEN: DONE}, missing=missing)
    for told in (words(judgement, year)[0], judgement_words(year)):
        assert "还不足以对全年工作作总体评价" in told
        assert "总体进展" not in told
        assert "总体按计划" not in told
        assert f"应报送的 3 个单位已报送 {3 - len(missing)} 个" in told


def test_that_indicators_without_data_are_counted_beside_those_reached():
    year = data(FULL)
    whole = judged(year).targets
    assert whole.unknown
    assert (
        f"应在2025年达到的 {whole.due} 项指标中 {whole.unknown} 项还没有数据，"
        f"有数据的 {whole.known} 项指标达到 {whole.reached} 项"
    ) in words(judgement, year)[0]


def test_that_a_section_nobody_reported_on_is_not_called_badly_filled_in():
    year = data(missing=["cgw"])
    nobody = replace(year, picture=replace(year.picture, departments=()))
    told = words(work_done, nobody)
    assert "本领域各项任务的责任单位还没有报送。" in told
    assert not any("请补写" in one for one in told)


def test_that_a_missed_binding_target_is_never_a_good_year():
    bound = replace(PLAN.indicators["i-cars"], binding=True)
    year = data({"i-cars": {"value": "1"}, SORTING: DONE, GREEN: DONE, CARS: DONE})
    missed = [
        replace(one, indicator=bound) if one.indicator.id == "i-cars" else one
        for one in year.picture.indicators
    ]
    year = replace(year, picture=replace(year.picture, indicators=tuple(missed)))
    told = words(judgement, year)[0]
    assert "进度偏慢" in told
    assert "约束性指标“新增车辆”未达到目标" in told


@pytest.mark.parametrize("nothing", ["无", "暂无问题。", "/", "不涉及"])
def test_that_an_answer_that_says_nothing_is_quoted_nowhere(nothing):
    behind = {"state": "behind", "progress": "10", "problems": nothing, "next_steps": nothing}
    year = data({SORTING: {**DONE, "done": nothing}, GREEN: behind, CARS: behind})
    assert named(year, "problems") == named(year, "next_steps") == ([], [])
    assert not achievements(year)


def test_that_in_the_last_year_of_the_plan_nothing_speaks_of_a_next_one():
    missed = {"i-cars": {"value": "1"}}
    year = data(missed)
    assert "列入下一年度重点" in "".join(words(next_steps, year))
    last = replace(year, plan=replace(PLAN, years=(PLAN.years[0], year.year)))
    told = "".join(words(next_steps, last))
    assert "须说明后续安排" in told
    assert "下一年度" not in told
