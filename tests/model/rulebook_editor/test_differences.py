from decimal import Decimal

from model.rulebook_editor.differences import changed, draft_differences
from model.rulebook_editor.draft import draft_from
from model.rulebook_editor.edits import edited, split_off, with_total_rule, without_rule
from model.rulebook_editor.validation import examine
from tests.model.rulebook_editor.conftest import PASS


def told(base, draft, plan):
    return [d.sentence for d in draft_differences(base, draft, plan)]


def test_that_a_fresh_draft_says_nothing_else(draft, plan):
    assert draft_differences(draft, draft, plan) == ()


def test_that_a_change_is_told_in_the_words_of_the_form(draft, question, plan):
    other = draft.with_value(("total_rule", 0, "step"), Decimal("0.2"))
    other = edited(other, question(other, "rule", 0, "weight"), "3")
    assert told(draft, other, plan) == [
        "约束性指标按完成率：每项权重 2 → 3",
        "超额完成加分：每超目标 10% → 20%",
    ]


def test_that_in_a_table_single_cells_are_told(draft, plan):
    other = draft.with_value(("grade", 0, "from"), Decimal(90))
    other = other.with_value(("rule", 5, "bands", "ongoing", 1), Decimal("0.75"))
    assert told(draft, other, plan) == [
        "总分与等次：超额完成 分数线 95 分 → 90 分",
        "任务按进展状态：推进中 进度 100% 时 80% → 75%",
    ]


def test_that_a_table_with_other_rows_is_told_as_a_whole(draft, plan):
    (difference,) = draft_differences(draft, draft.without_row(("grade",), 1), plan)
    assert difference.path == ("grade",)
    assert difference.before.startswith("超额完成 95 分；完成 80 分")
    assert difference.after == "超额完成 95 分；基本完成 60 分；未完成 0 分"


def test_that_rules_are_known_by_their_number_not_their_place(draft, plan):
    other = without_rule(draft, "total_rule", 0).with_value(("total_rule", 0, "each"), Decimal(1))
    assert told(draft, other, plan) == [
        "逾期报送扣分：每天扣分 0.5 分 → 1 分",
        "超额完成加分：规则 B1 → 删除",
    ]
    assert changed(draft, other, ("total_rule", 0, "each"))
    assert not changed(draft, other, ("total_rule", 1, "grade"))


def test_that_new_rules_are_told(draft, plan):
    assert told(draft, with_total_rule(draft, "late"), plan) == ["逾期报送扣分：规则 — → 新增"]


def test_that_items_are_told_by_name(draft, plan):
    item = next(iter(plan.measures.values()))
    sentences = told(draft, split_off(draft, 5, [item.id]), plan)
    assert f"任务按进展状态：排除这些项目 — → {item.text}" in sentences


def test_that_saying_the_same_by_saying_nothing_is_no_change(draft, plan):
    other = draft.with_value(("rule", 1, "weight"), Decimal(1))
    other = other.with_value(("rule", 1, "covers", "ids"), ())
    assert draft_differences(draft, other, plan) == ()


def test_that_two_rulebooks_can_be_held_against_each_other(draft, plan):
    assert len(draft_differences(draft, draft_from(PASS), plan)) > 10


def test_that_limits_of_large_changes_are_told_against_what_goes_without_them(draft, plan):
    path = ("large_change", "from_target")
    other = draft.with_value(path, Decimal("0.2"))
    other = other.with_value(("large_change", "floors"), {"tech_smes": Decimal(50)})
    name = plan.indicators["tech_smes"].name
    assert told(draft, other, plan) == [
        "大幅变动的界限：与目标相差超过目标的 30% → 20%",
        f"大幅变动的界限：相差多少以内不算 — → {name} 50",
    ]
    limits = examine(other, plan).rulebook.large_change
    assert (limits.from_target, limits.from_last_year) == (Decimal("0.2"), Decimal("0.5"))
    assert told(draft, other.with_value(path, Decimal("0.3")), plan)[1:] == []
