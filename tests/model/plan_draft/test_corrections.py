"""What a person corrects, as data: carried out, or named where it means nothing."""

import pytest

from model.domain.plan import DepartmentKind, Direction
from model.errors import AppError
from model.plan.loader import load_plan
from model.plan_draft.corrections import correct
from model.plan_draft.folder import write_folder
from model.plan_draft.plan_reader import read_plan_text

TEXT = """海滨市碳达峰方案
海滨市人民政府
2023年5月1日
一、主要目标
到2025年，充电桩达到300个。
二、重点任务
（一）绿色出行。推广新能源汽车和换电站，建设充电桩。完善管理制度。（市交通局牵头，市住建委配合）
（二）绿色建筑。到2025年，绿色建筑占比达到90%，装配式建筑超过三成。（市住房城乡建委负责）
"""


@pytest.fixture(scope="module")
def draft():
    return read_plan_text(TEXT, id_="haibin")


def corrected(draft, content, tmp_path):
    write_folder(correct(draft, content), tmp_path / "plan")
    return load_plan(tmp_path / "plan")


def test_that_two_names_of_one_body_become_one(draft, tmp_path):
    content = '[[body]]\nname = "市住建委"\nsame_as = "市住房城乡建委"'
    plan = corrected(draft, content, tmp_path)
    assert [body.name for body in plan.bodies] == ["市交通局", "市住房城乡建委"]
    assert plan.clauses["2.1"].departments == tuple(body.id for body in plan.bodies)


def test_that_a_body_is_renamed_and_stays_known_by_what_the_note_prints(draft, tmp_path):
    content = '[[body]]\nname = "市住建委"\nrename = "市住房和城乡建设委"\nkind = "管委会"'
    plan = corrected(draft, content, tmp_path)
    body = next(one for one in plan.bodies if one.name == "市住房和城乡建设委")
    assert (body.aliases, body.kind) == (("市住建委",), DepartmentKind.COMMITTEE)


def test_that_measures_are_split_joined_and_dropped(draft, tmp_path):
    content = """
[[measure]]
words = "推广新能源汽车和换电站"
split = ["和换电站"]
[[measure]]
words = "完善管理制度"
drop = true
"""
    plan = corrected(draft, content, tmp_path)
    quotes = [m.quote for m in plan.measures.values() if m.clause == "2.1"]
    assert quotes == ["推广新能源汽车", "和换电站", "建设充电桩"]


def test_that_a_target_is_changed_dropped_and_added(draft, tmp_path):
    content = """
[[target]]
words = "充电桩达到300个"
name = "公共充电桩数量"
departments = ["市交通局"]
[[target]]
words = "绿色建筑占比达到90%"
drop = true
[[target]]
add = true
words = "装配式建筑超过三成"
name = "装配式建筑占比"
unit = "%"
direction = "≥"
year = 2025
value = "30"
strict = true
"""
    plan = corrected(draft, content, tmp_path)
    assert [one.name for one in plan.indicators.values()] == ["公共充电桩数量", "装配式建筑占比"]
    added = list(plan.indicators.values())[1]
    assert (added.direction, added.strict, added.clauses) == (Direction.AT_LEAST, True, ("2.2",))


def test_that_the_head_is_completed(draft, tmp_path):
    plan = corrected(draft, '[plan]\nissued = "2023-05-08"\nyears = [2023, 2030]', tmp_path)
    assert (plan.issued, plan.years) == ("2023-05-08", (2023, 2030))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("[[body]", "不是有效的 TOML"),
        ('[[bodies]]\nname = "市交通局"', "不认识的键 bodies"),
        ('[[body]]\nname = "市交通局"\nsort = 1', "不认识的键 sort"),
        ('[[body]]\nname = "市水务局"', "没有单位“市水务局”"),
        ('[[body]]\nname = "市交通局"\nkind = "局"', "只能是"),
        ('[[measure]]\nwords = "建"\ndrop = true', "应正好在一条里"),
        ('[[measure]]\nwords = "建设充电桩"\nsplit = ["加氢站"]', "没有“加氢站”"),
        ('[[target]]\nwords = "加氢站"', "应正好在一个里"),
        ('[[target]]\nadd = true\nwords = "装配式建筑超过三成"', "并写明"),
    ],
)
def test_that_a_correction_that_means_nothing_is_named_and_nothing_is_changed(
    draft, content, words
):
    with pytest.raises(AppError) as refused:
        correct(draft, content)
    told = [str(refused.value), *map(str, refused.value.problems)]
    assert any(words in sentence for sentence in told)


def test_that_a_measure_that_states_a_target_names_it_so_that_it_is_scored_once(draft, tmp_path):
    plan = corrected(draft, "", tmp_path)
    repeats = {m.quote: m.repeats for m in plan.measures.values() if m.repeats}
    target = next(one.id for one in plan.indicators.values() if "绿色建筑" in one.name)
    assert repeats == {"到2025年，绿色建筑占比达到90%，装配式建筑超过三成": (target,)}
