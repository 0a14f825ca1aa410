"""Rulebook files: read, refused with everything that is wrong, written, kept."""

import tomllib
from dataclasses import fields, replace
from decimal import Decimal
from typing import get_type_hints

import pytest

from model.domain.large_change import ChangeLimits
from model.errors import Problem, RulebookRejected
from model.paths import asset
from model.scoring.flaws import file_problem
from model.scoring.kinds import ITEM_KINDS, TOTAL_KINDS, Band, Bonus, Linear
from model.scoring.loader import (
    load_rulebook,
    parse_rulebook,
    read_rulebook,
)
from model.scoring.parameters import READERS, NotAValue, flag, number, parameters_of
from model.scoring.rulebook import Covers, Grade, Items, Proposals
from model.scoring.rulebook_text import rulebook_to_toml, written
from model.scoring.validation import flaws_of
from tests.model.scoring.builders import D, indicator, measure, plan_of, rule, rulebook, total_rule
from tests.model.scoring.generated import Dice

PERCENT = asset("rules/percent-2025.1.toml").read_text("utf-8")
PLAN = plan_of(indicator("x"), measure("m"))
SOUND = rulebook(rule("I", Linear(), part="indicators", items=Items.INDICATOR))


def rulebook_problems(rulebook, plan=None):
    """The flaws of *rulebook* in the words of people who read its file."""

    def name_of(section, number):
        match section:
            case "grade":
                return rulebook.grades[number].name
            case "part":
                return rulebook.parts[number].id
            case "rule":
                return rulebook.rules[number].id
        return rulebook.total_rules[number].id

    return [file_problem(found, name_of) for found in flaws_of(rulebook, plan)]


def refused(content: str, plan=None) -> tuple[Problem, ...]:
    with pytest.raises(RulebookRejected) as caught:
        parse_rulebook(content, "规则.toml", plan)
    assert caught.value.problems
    assert caught.value.hint
    return caught.value.problems


def told(problems) -> str:
    return "\n".join(map(str, problems))


def complaints(book, plan=None) -> str:
    return told(rulebook_problems(book, plan))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('id = "I1"', 'id = "I1"\nwieght = 2', "规则.toml › 规则 I1 › 不认识的键 wieght"),
        ("maximum = 100", "maximum = 100\nmax = 1", "（文件开头） › 不认识的键 max"),
        ("commend_best = 10", "comend_best = 10", "proposals › 不认识的键 comend_best"),
        ("from = 95", "form = 95", "等次 超额完成 › 不认识的键 form"),
        ('directions = ["≤"]', 'direction = ["≤"]', "规则 I3 › 不认识的键 direction"),
        ('kind = "reverse"', 'kind = "revers"', "规则 I3 › kind 只能是 linear、reverse"),
        ('kind = "reverse"', 'kind = "reverse"\neach = 1', "规则 I3 › 不认识的键 each"),
        ("step = 0.1\n", "", "总分规则 B1 › 缺少 step"),
        ("step = 0.1", 'step = "0.1"', "总分规则 B1 › step 应是数"),
        ("step = 0.1", "step = nan", "总分规则 B1 › step 应是绝对值"),
        ("step = 0.1", "step = 1e300", "总分规则 B1 › step 应是绝对值"),
        ("step = 0.1", "step = 0.1234567", "总分规则 B1 › step 最多 6 位小数"),
        ("weight = 2", "weight = true", "规则 I1 › weight 应是数"),
        ("commend_best = 10", "commend_best = 1.5", "proposals › commend_best 应是整数"),
        ('title = "上限指标按完成率"', 'title = ""', "规则 I3 › title 应是加引号的文字"),
        ('title = "上限指标按完成率"\n', "", "规则 I3 › 缺少 title"),
        ('source = "未见可核对的公开标准，本规则约定"\n', "", "总分规则 L1 › 缺少 source"),
        ("binding = false", 'binding = "no"', "规则 I2 › binding 应是 true 或 false"),
        ('directions = ["≤"]', 'directions = ["<"]', "规则 I3 › directions 只能是 ≥、≤、=、完成"),
        ('directions = ["≤"]', 'directions = "≤"', "规则 I3 › directions 应是文字的列表"),
        ('covers = { items = "measure" }\nkind = "b', 'kind = "b', "规则 T1 › 缺少 covers"),
        ("weight = 2", "weight = 2\nweights = [2]", "规则 I1 › weights 应按编号给出数"),
        ('kind = "reverse"', 'kind = "steps"\nsteps = 1', "规则 I3 › steps 应是各档的列表"),
        ("done = [1, 1]", "done = [1]", "bands 应是两个数的列表"),
        ("done = [1, 1]", "finished = [1, 1]", "bands 应按状态给出"),
        ('effect = "grade"', 'effect = "kill"', "总分规则 V1 › effect 只能是 grade、zero"),
        ("[proposals]", "[proposal]", "proposals › 缺少 [proposals] 一节"),
        ("[[grade]]", "[grade]", "不是有效的 TOML 文件"),
        ('id = "percent"', "id = ", "不是有效的 TOML 文件"),
    ],
)  # fmt: skip
def test_that_a_slip_is_named_with_its_place_and_what_is_wanted(old, new, expected):
    assert old in PERCENT
    assert expected in told(refused(PERCENT.replace(old, new)))


@pytest.mark.parametrize("content", ["", "rule = 1", "rule = [1]", "x = " + "[" * 5000])
def test_that_what_is_no_rulebook_at_all_is_refused_too(content):
    assert refused(content)


def test_that_all_problems_are_told_at_once():
    broken = (
        PERCENT.replace('kind = "reverse"', 'kind = "revers"')
        .replace("maximum = 40", "maximum = 41")
        .replace("from = 80", "from = 96")
        .replace("each = 0.5", "each = 7")
        .replace("step = 0.1", "stepp = 0.1")
    )
    problems = refused(broken)
    assert {problem.where[1] for problem in problems} == {
        "规则 I3", "part", "等次 完成", "总分规则 L1", "总分规则 B1",
    }  # fmt: skip
    assert len(problems) == 6
    assert all(problem.where[0] == "规则.toml" for problem in problems)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"id": "Percent!"}, "id › “Percent!”只能用小写字母"),
        ({"version": "第一版"}, "version › “第一版”应写成年份加序号"),
        ({"published": "2025年1月"}, "published › “2025年1月”不是日期"),
        ({"maximum": D(0)}, "maximum › 总分满分应大于 0"),
        ({"ceiling": D(99)}, "ceiling › 加分后的封顶不能低于满分"),
        ({"ceiling": D("100.001")}, "ceiling › 最多两位小数"),
        ({"parts": ()}, "part › 至少要有一个部分"),
        ({"parts": SOUND.parts[:1]}, "part › 各部分满分 40 = 40，应等于总分满分 100，请调整"),
        ({"parts": SOUND.parts[:1] * 2}, "部分 indicators › 出现了 2 次"),
        ({"parts": (replace(SOUND.parts[0], maximum=D(0)),)}, "maximum 应大于 0"),
        ({"rules": SOUND.rules[:1]}, "部分 measures › 没有一条规则属于这个部分"),
        ({"rules": SOUND.rules * 2}, "规则 I › 出现了 2 次"),
        ({"rules": (replace(SOUND.rules[0], part="x"),)}, "请改成 indicators、measures 之一"),
        ({"rules": (replace(SOUND.rules[0], weight=D(0)),)}, "规则 I › 权重应大于 0"),
        ({"rules": (replace(SOUND.rules[0], weights={"x": D(-1)}),)}, "规则 I › 权重应大于 0"),
    ],
)  # fmt: skip
def test_that_what_does_not_add_up_is_refused(changes, expected):
    assert expected in complaints(replace(SOUND, **changes))


def graded(*edges):
    grades = tuple(Grade(name=f"g{n}", at_least=e) for n, e in enumerate(edges))
    unfit = Proposals(source="s", reason="r")
    return replace(SOUND, grading=replace(SOUND.grading, grades=grades), proposals=unfit)


@pytest.mark.parametrize(
    ("edges", "expected"),
    [
        ((D(60), D(80), D(0)), "等次 g1 › from 80 不低于上一等次“g0”的 60，区间重叠"),
        ((D(80), D(80), D(0)), "区间重叠"),
        ((D(80), D(60)), "等次 g1 › 最低等次应从 0 分起，否则低于 60 分没有等次"),
        ((D(80), None, D(0)), "等次 g1 › 缺少分数线 from"),
        ((D(101), D(0)), "等次 g0 › from 101 高于满分"),
        ((D("80.001"), D(0)), "等次 g0 › from 最多两位小数"),
        ((D(0),), "grade › 至少要有两个等次"),
        ((None, None), "grade › 等次没有分数线（from），也没有规则决定等次"),
    ],
)
def test_that_grades_leave_no_gap_and_do_not_overlap(edges, expected):
    assert expected in complaints(graded(*edges))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"commend_grades": ("杰出",)}, "proposals › 等次“杰出”不存在"),
        ({"admonish_grades": ("超额完成",)}, "proposals › 等次“超额完成”不能既建议表彰又建议通报"),
        ({"commend_best": 0}, "commend_best 应不小于 1"),
        ({"commend_open_items": -1}, "commend_open_items 不能小于 0"),
    ],
)
def test_that_proposals_name_grades_that_exist(changes, expected):
    proposals = replace(SOUND.proposals, **changes)
    assert expected in complaints(replace(SOUND, proposals=proposals))


def test_that_kinds_are_asked_about_their_parameters():
    senseless = rule("S", ITEM_KINDS["per_unit"](each=D(2)), part="indicators")
    assert "规则 S › each 是每差一个单位扣满分的比例" in complaints(rulebook(senseless))


def test_that_total_rules_are_held_against_the_rest():
    late = TOTAL_KINDS["late"](each=D(1), cap=D(5))
    floor = TOTAL_KINDS["floor"](grade="杰出")
    book = replace(SOUND, total_rules=(total_rule("L", late, binding=True), total_rule("F", floor)))
    told_ = complaints(book)
    assert "总分规则 L › 这类规则不看具体项目，请删除 covers" in told_
    assert "总分规则 F › 等次“杰出”不存在" in told_


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ([rule("I", Linear(), part="indicators", ids=("y",))], "指标 x › 没有规则覆盖它"),
        (
            [
                rule("I", Linear(), part="indicators", items=Items.INDICATOR),
                rule("J", Linear(), part="indicators", ids=("x",)),
            ],
            "指标 x › 同时被规则 I、J 覆盖，请只留一条，在其余规则的 except 中写上它",
        ),
        (
            [rule("I", ITEM_KINDS["reverse"](), part="indicators", items=Items.INDICATOR)],
            "指标 x › 规则 I 的计分方式“reverse”（反向指标按完成率，目标÷实际）不能用于方向为“≥”的",
        ),
        (
            [rule("I", Linear(), part="indicators"), rule("T", Linear(), items=Items.MEASURE)],
            "任务 m › 同时被规则 I、T 覆盖",
        ),
        (
            [
                rule("I", Linear(), part="indicators", items=Items.INDICATOR),
                rule("J", Linear(), part="indicators", binding=True),
            ],
            "规则 J › 没有覆盖方案中的任何项目",
        ),
        (
            [rule("I", Linear(), part="indicators", items=Items.INDICATOR, excluding=("z",))],
            "规则 I › covers 中的 z 不在方案里",
        ),
    ],
)  # fmt: skip
def test_that_every_item_needs_exactly_one_rule_that_can_judge_it(rules, expected):
    assert expected in complaints(rulebook(*rules), PLAN)


def test_that_weights_of_single_items_belong_to_the_rule_that_covers_them():
    stray = replace(SOUND.rules[0], weights={"m": D(2), "gone": D(1)})
    sound = replace(SOUND.rules[0], weights={"x": D(2)})
    assert rulebook_problems(replace(SOUND, rules=(sound, SOUND.rules[1])), PLAN) == []
    told_ = complaints(replace(SOUND, rules=(stray, SOUND.rules[1])), PLAN)
    assert "规则 I › weights 中的 m 不归这条规则" in told_
    assert "规则 I › weights 中的 gone 不归这条规则" in told_


def test_that_an_exception_makes_room_for_a_rule_of_its_own():
    book = rulebook(
        rule("I", Linear(), part="indicators", items=Items.INDICATOR, excluding=("x",)),
        rule("J", ITEM_KINDS["pass"](), part="indicators", ids=("x",)),
    )
    assert rulebook_problems(book, plan_of(indicator("x"), indicator("y"), measure("m"))) == []


@pytest.mark.parametrize("seed", range(60))
def test_that_what_is_written_reads_back_equal(seed):
    book = Dice(seed).year(()).assessor.rulebook
    used = {r.part for r in book.rules}
    book = replace(
        book,
        author='引号"、反斜杠\\、换行\n、制表\t、emoji🌱',
        parts=tuple(p for p in book.parts if p.id in used),
        rules=tuple(replace(r, weights={"甲": D("1.5")}) for r in book.rules),
    )
    book = replace(book, maximum=sum(p.maximum for p in book.parts), ceiling=D(105))
    grades = tuple(replace(g, at_least=g.at_least * book.maximum / 100) for g in book.grades)
    book = replace(book, grading=replace(book.grading, grades=grades))
    content = rulebook_to_toml(book)
    assert parse_rulebook(content, "x") == book
    assert tomllib.loads(content)["author"] == book.author


@pytest.mark.parametrize(
    "name",
    [
        "percent-2025.1",
        "pass-2026.1",
        "percent-2026.1",
        "pass-2026.2",
        "percent-2026.2",
        "pass-2026.3",
    ],
)
def test_that_the_shipped_ones_read_back_equal(name, plan):
    book = load_rulebook(asset(f"rules/{name}.toml"), plan)
    assert parse_rulebook(rulebook_to_toml(book), "x", plan) == book


@pytest.mark.parametrize("kind", [*ITEM_KINDS.values(), *TOTAL_KINDS.values()])
def test_that_every_parameter_of_every_kind_can_be_read(kind):
    hints = get_type_hints(kind)
    assert all(hints[field.name] in READERS for field in fields(kind))
    assert {p.name for p in parameters_of(kind)} == {field.name for field in fields(kind)}


def test_that_parameters_left_out_take_their_defaults():
    optional = {p.name for p in parameters_of(ITEM_KINDS["mapped"]) if not p.required}
    assert optional == {"before_due"}


def test_that_only_what_rulebooks_hold_can_be_written():
    assert written(Band(D("0.5"), D(1))) == "[0.5, 1]"
    assert written(True) == "true"
    with pytest.raises(TypeError):
        written(1.5)


@pytest.mark.parametrize(("read", "raw"), [(number, 1.5), (flag, 1), (number, Decimal("Infinity"))])
def test_that_values_of_another_type_are_no_values(read, raw):
    with pytest.raises(NotAValue):
        read(raw)


def test_that_a_new_version_keeps_the_rules_and_says_where_it_comes_from(tmp_path):
    edited = replace(SOUND, rules=(replace(SOUND.rules[0], weight=D(2)), SOUND.rules[1]))
    new = edited.new_version(
        "2025.2", published="2025-11-30", author="区双碳办", reason="提高指标权重"
    )
    path = tmp_path / "test-2025.2.toml"
    path.write_text(rulebook_to_toml(new), "utf-8")
    assert load_rulebook(path) == new
    assert (new.based_on, new.author, new.reason) == ("2025.1", "区双碳办", "提高指标权重")


def test_that_a_file_from_notepad_with_its_mark_in_front_is_read(tmp_path):
    path = tmp_path / "x.toml"
    path.write_text(PERCENT, "utf-8-sig")
    assert load_rulebook(path).id == "percent"


def test_that_a_file_far_too_large_is_refused_unread(tmp_path):
    path = tmp_path / "x.toml"
    path.write_bytes(b"#" * 1_000_001)
    with pytest.raises(RulebookRejected, match="太大"):
        load_rulebook(path)


@pytest.mark.parametrize(
    ("covers", "expected"),
    [
        (Covers(), {"x", "m"}),
        (Covers(items=Items.MEASURE), {"m"}),
        (Covers(items=Items.INDICATOR), {"x"}),
        (Covers(binding=False), {"x"}),
        (Covers(binding=True), set()),
        (Covers(ids=("m",)), {"m"}),
        (Covers(excluding=("m",)), {"x"}),
    ],
)
def test_that_every_condition_given_must_hold(covers, expected):
    items = (indicator("x"), measure("m"))
    assert {item.id for item in items if covers.matches(item)} == expected


def test_that_a_bonus_reads_like_any_other_kind():
    book = parse_rulebook(PERCENT, "percent")
    assert book.total_rules[0].kind == Bonus(each=D(1), step=D("0.1"), item_cap=D(2), cap=D(5))


def test_that_limits_of_large_changes_are_kept_with_a_rulebook_and_ordinary_without():
    shipped = load_rulebook(asset("rules/percent-2026.2.toml"))
    text = rulebook_to_toml(shipped)
    assert "large_change" not in text
    own = ChangeLimits(points=D("5"), shares={"i": D("2")})
    again = read_rulebook(rulebook_to_toml(replace(shipped, large_change=own))).rulebook
    assert again.large_change == own
    wrong = read_rulebook(text + '\n[large_change]\npoints = "viel"\nmore = 1\n')
    assert {one.path for one in wrong.flaws} == {
        ("large_change", "points"), ("large_change", "more"),
    }  # fmt: skip


def test_that_a_grade_with_a_blank_of_any_width_is_one_that_reports_can_hold():
    grade = SOUND.grades[-1].name
    wide = f"{grade[0]}　{grade[1:]}"
    read = parse_rulebook(rulebook_to_toml(SOUND).replace(f'"{grade}"', f'"{wide}"'), "a.toml")
    assert read.grades[-1].name == f"{grade[0]} {grade[1:]}"
