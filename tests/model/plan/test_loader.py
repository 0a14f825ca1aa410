"""Another district's plan, written as data alone, and what is said about mistakes in it."""

import shutil

import pytest

from model.domain.plan import Responsibility
from model.errors import PlanRejected
from model.plan.loader import load_plan

ADD_IT = "请在 departments.toml 中加上它的名称或别名。"
FILES = {
    "plan.txt": """海滨区碳达峰方案
二、主要目标
到2025年，建成充电桩300个。
三、重点任务
（一）绿色出行
1.建好充电桩。新建充电桩，公开运行情况。（区交通局、各镇按职责分工负责）
2.办好宣传周。每年举办宣传周。（区环保局）
""",
    "plan.toml": """
schema = 1
id = "haibin"
title = "海滨区碳达峰方案"
issuer = "海滨区人民政府"
issued = "2023-01-01"
edition = "2023"
years = [2023, 2030]
sections = ["3"]
[goals]
heading = "二、主要目标"
until = "三、重点任务"
""",
    "departments.toml": """
[[department]]
id = "jtj"
name = "区交通局"
kind = "区政府部门"
origin = "方案"
[[department]]
id = "hbj"
name = "区环保局"
kind = "区政府部门"
origin = "方案"
[[department]]
id = "dong"
name = "东镇"
kind = "街道"
origin = "方案外"
[[department]]
id = "xi"
name = "西镇"
kind = "街道"
origin = "方案外"
[[department]]
id = "towns"
name = "各镇"
kind = "集合"
origin = "方案"
members = ["dong", "xi"]
""",
    "sections/3.toml": """
id = "3"
path = ["三、重点任务", "（一）绿色出行"]
[[clause]]
id = "3.1"
heading = "1.建好充电桩。"
bracket = "（区交通局、各镇按职责分工负责）"
[[clause.measure]]
id = "3.1-01"
quote = "新建充电桩"
[[clause.measure]]
id = "3.1-02"
quote = "公开运行情况"
text = "充电桩，公开运行情况"
departments = ["区交通局"]
[[clause]]
id = "3.2"
heading = "2.办好宣传周。"
bracket = "（区环保局）"
[[clause.measure]]
id = "3.2-01"
quote = "每年举办宣传周"
""",
    "indicators.toml": """
[[indicator]]
id = "chargers"
name = "充电桩数量"
unit = "个"
direction = "≥"
binding = false
kind = "数值"
decimals = 0
departments = ["区交通局"]
[[indicator.source]]
place = "2"
quote = "建成充电桩300个"
[[indicator.milestone]]
year = 2025
value = "300"
""",
    "questions.toml": """
[[question]]
id = "q-owner"
question = "主要目标由谁负责？"
default = "区交通局。"
reason = "条款中由它牵头。"
about = ["chargers", "2"]
""",
}


@pytest.fixture
def folder(tmp_path):
    for name, text in FILES.items():
        path = tmp_path / "haibin" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path / "haibin"


def change(folder, name, old, new):
    path = folder / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def complaints(folder) -> list[str]:
    with pytest.raises(PlanRejected) as refused:
        load_plan(folder)
    return [str(problem) for problem in refused.value.problems]


def told(folder) -> list[str]:
    """What is complained of, if anything is."""
    try:
        load_plan(folder)
    except PlanRejected as refused:
        return [str(problem) for problem in refused.problems]
    return []


def test_that_another_district_needs_nothing_but_data(folder):
    plan = load_plan(folder)
    first, second = plan.clauses.values()
    assert (first.number, first.title) == ("1", "建好充电桩")
    assert first.body == "新建充电桩，公开运行情况。"
    assert first.responsibility is Responsibility.SHARED
    assert first.named == ("jtj", "towns")
    assert first.departments == ("jtj", "dong", "xi")
    assert second.responsibility is Responsibility.SOLE
    assert plan.measures["3.1-02"].departments == ("jtj",)
    assert [m.id for m in plan.measures_of("xi")] == ["3.1-01"]
    assert plan.goals == "到2025年，建成充电桩300个。"
    assert plan.place("3.1") == "三（一）1 建好充电桩"
    assert [q.id for q in plan.questions_about("chargers")] == ["q-owner"]


@pytest.mark.parametrize(
    ("name", "old", "new", "complaint"),
    [
        ("sections/3.toml", 'quote = "新建充电桩"', 'quote = "新建桩"',
         "sections/3.toml › 3.1-01 › 条款原文此处之后找不到引文“新建桩”，请逐字核对。"),
        ("sections/3.toml", "充电桩，公开", "充电桩须公开",
         "sections/3.toml › 3.1-02 › text 只能由条款原文的字按原顺序组成，请改正。"),
        ("sections/3.toml", 'id = "3.1-02"', 'id = "3.1-01"',
         "sections/3.toml › 3.1-01 › id 重复，请改成不同的 id。"),
        ("sections/3.toml", 'id = "3.2-01"', 'id = "x"',
         "sections/3.toml › x › id 应以 3.2- 开头，请改正。"),
        ("sections/3.toml", "2.办好宣传周。", "2.办好宣传月。",
         "sections/3.toml › 3.2 › 此处之后的原文中找不到标题“2.办好宣传月。”。"),
        ("sections/3.toml", 'departments = ["区交通局"]', 'departments = ["区交管局"]',
         f"sections/3.toml › 3.1-02 › 不认识责任单位“区交管局”，{ADD_IT}"),
        ("sections/3.toml", "（区环保局）", "（区环境局）",
         "sections/3.toml › 3.2 › 标题之后的原文中找不到“（区环境局）”。"),
        ("departments.toml", 'name = "区环保局"', 'name = "区环境局"',
         f"sections/3.toml › 3.2 › 不认识责任单位“区环保局”，{ADD_IT}"),
        ("departments.toml", 'members = ["dong", "xi"]', 'members = ["dong", "nan"]',
         "departments.toml › towns › 成员 nan 不存在，请改正。"),
        ("departments.toml", 'name = "西镇"', 'name = "东镇"',
         "departments.toml › xi › “东镇”同时是 dong 的名称，请只留一处。"),
        ("departments.toml", 'kind = "集合"', 'kind = "群体"',
         "departments.toml › towns › kind 只能是"),
        ("indicators.toml", "建成充电桩300个", "建成充电桩三百个",
         "indicators.toml › chargers › 2 的原文中找不到引文“建成充电桩三百个”，请逐字核对。"),
        ("indicators.toml", 'value = "300"', "value = 300.5",
         "indicators.toml › chargers › value 应是带引号的数，现为 300.5。"),
        ("indicators.toml", "decimals = 0", "decimals = 0\nat_most = 10.5",
         "indicators.toml › chargers › at_most 应是带引号的数，现为 10.5。"),
        ("indicators.toml", "decimals = 0", 'decimals = 0\nat_most = "299"',
         "indicators.toml › chargers › 2025年的 value 300 不在 at_least、at_most 之内"),
        ("indicators.toml", "decimals = 0", 'decimals = 0\nat_least = "9"\nat_most = "9"',
         "indicators.toml › chargers › at_least 9 应小于 at_most 9。"),
        ("indicators.toml", 'departments = ["区交通局"]', "departments = []",
         "indicators.toml › chargers › 没有责任单位，请写明 departments。"),
        ("indicators.toml", 'direction = "≥"', 'direction = ">"',
         "indicators.toml › chargers › direction 只能是 ≥、≤、=、完成。"),
        ("indicators.toml", "decimals = 0", "decimal = 0",
         "indicators.toml › chargers › 不认识的键 decimal，请删除或改正拼写。"),
        ("questions.toml", '"chargers", "2"', '"charger", "2"',
         "questions.toml › q-owner › about 中的 charger 不存在，请改成已有的 id。"),
        ("plan.toml", "三、重点任务", "三、任务", "plan.toml › goals › 原文中找不到"),
        ("plan.toml", "schema = 1", "schema = 2", "plan.toml › schema 应为 1，"),
        ("plan.toml", "schema = 1", "schema = ", "plan.toml › 不是有效的 TOML 文件"),
    ],
)  # fmt: skip
def test_that_a_mistake_is_named_by_file_entry_and_cure(folder, name, old, new, complaint):
    change(folder, name, old, new)
    assert any(found.startswith(complaint) for found in complaints(folder)), complaints(folder)


def test_that_all_mistakes_are_told_at_once(folder):
    change(folder, "sections/3.toml", 'quote = "新建充电桩"', 'quote = "新建桩"')
    change(folder, "indicators.toml", "建成充电桩300个", "建成充电桩三百个")
    assert len(complaints(folder)) == 2


@pytest.mark.parametrize("name", sorted(FILES))
def test_that_a_missing_file_is_named(folder, name):
    (folder / name).unlink()
    assert f"{name} › 缺少这个文件，请补上。" in complaints(folder)


def test_that_a_file_in_another_encoding_is_named(folder):
    (folder / "questions.toml").write_bytes("问题".encode("gbk"))
    assert any("UTF-8" in found for found in complaints(folder))


def test_that_an_empty_folder_is_refused_and_not_crashed_on(folder):
    shutil.rmtree(folder)
    assert complaints(folder)[0].startswith("plan.toml › 缺少这个文件")


ODD = ("5", "-1", "1.5", "true", '"甲"', '"<b>"', "[]", "{}", "[1]", '["甲"]', "[[]]", "2025-01-01")
ODD += ('"../../x"', '"1e999"', f'"{"长" * 30_000}"', "9" * 30, "inf", '""', "[{}]")


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".toml")])
def test_that_a_value_of_another_kind_is_a_flaw_of_the_folder_and_nothing_worse(folder, name):
    lines, seen = FILES[name].splitlines(), 0
    for place, line in enumerate(lines):
        key, equals, _ = line.partition("=")
        for odd in ODD if equals else ():
            changed = [*lines[:place], f"{key}= {odd}", *lines[place + 1 :]]
            (folder / name).write_text("\n".join(changed), "utf-8")
            assert not any("读到一半" in line for line in told(folder))
            seen += 1
    assert seen > 40


def test_that_a_section_named_after_another_place_is_not_opened(folder):
    head = FILES["plan.toml"].replace('["3"]', '["../sections/3"]')
    (folder / "plan.toml").write_text(head, "utf-8")
    assert any("sections" in line for line in complaints(folder))


def test_that_a_folder_of_many_large_files_is_refused_before_they_are_all_read(folder):
    section = FILES["sections/3.toml"] + "#" * 1_900_000
    (folder / "sections" / "3.toml").write_text(section, "utf-8")
    names = ", ".join(['"3"'] * 150)
    head = FILES["plan.toml"].replace('["3"]', f"[{names}]")
    (folder / "plan.toml").write_text(head, "utf-8")
    assert any("太多或者太大" in line for line in complaints(folder))


def test_that_the_day_of_issue_is_a_date(folder):
    change(folder, "plan.toml", 'issued = "2023-01-01"', 'issued = "2023年初"')
    assert complaints(folder) == ["plan.toml › issued 应是日期，如 2022-12-29，请改正。"]
