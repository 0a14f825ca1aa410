from decimal import Decimal

from model.rulebook_editor.edits import edited, split_off, with_total_rule, without_rule
from model.rulebook_editor.validation import examine


def test_that_a_renamed_grade_is_renamed_wherever_it_is_named(draft, question, plan):
    other = edited(draft, question(draft, "grade", 3, "name"), "不合格")
    assert other.value(("total_rule", 2, "grade")) == "不合格"
    assert other.rows(("proposals", "admonish_grades")) == ("不合格",)
    assert examine(other, plan).rulebook


def test_that_a_rule_of_another_kind_begins_with_sound_values(draft, question, plan):
    other = edited(draft, question(draft, "rule", 5, "kind"), "mapped")
    assert "bands" not in other.table(("rule", 5))
    assert examine(other, plan).rulebook


def test_that_a_kind_taken_back_has_its_values_again(draft, question):
    mine = edited(draft, question(draft, "rule", 5, "kind"), "mapped", base=draft)
    back = edited(mine, question(mine, "rule", 5, "kind"), "bands", base=draft)
    assert back == draft


def test_that_a_veto_to_zero_forgets_its_grade_and_one_to_a_grade_gets_one(draft, question, plan):
    zero = edited(draft, question(draft, "total_rule", 2, "effect"), "zero")
    assert zero.value(("total_rule", 2, "grade")) is None
    grade = edited(zero, question(zero, "total_rule", 2, "effect"), "grade")
    assert grade.value(("total_rule", 2, "grade")) == "未完成"
    assert examine(zero, plan).rulebook
    assert examine(grade, plan).rulebook


def test_that_a_veto_by_report_covers_no_items(draft, question, plan):
    other = edited(draft, question(draft, "total_rule", 2, "trigger"), "false_figures")
    assert other.value(("total_rule", 2, "covers")) is None
    assert examine(other, plan).rulebook


def test_that_a_new_rule_must_say_where_it_comes_from_and_why(draft, question, plan):
    other = with_total_rule(draft, "floor")
    assert other.value(("total_rule", 5, "id")) == "F2"
    assert [c.path[-1] for c in examine(other, plan).complaints] == ["source", "reason"]
    for key in ("source", "reason"):
        other = edited(other, question(other, "total_rule", 5, key), "区政府专题会议")
    assert examine(other, plan).rulebook


def test_that_a_rule_split_off_leaves_every_item_with_one_rule(draft, question, plan):
    items = [*plan.measures][:2]
    other = split_off(draft, 5, items)
    assert other.rows(("rule", 5, "covers", "except")) == tuple(items)
    for key in ("source", "reason"):
        other = edited(other, question(other, "rule", 6, key), "x")
    book = examine(other, plan).rulebook
    assert [next(book.rules_for(plan.item(i))).id for i in items] == ["T2", "T2"]
    assert without_rule(other, "rule", 6) == draft


def test_that_a_rule_for_listed_items_splits_by_its_list(draft, plan):
    one, two, three = [*plan.measures][:3]
    first = split_off(draft, 5, [one, two, three])
    second = split_off(first, 6, [three])
    assert second.rows(("rule", 6, "covers", "ids")) == (one, two)
    assert second.rows(("rule", 7, "covers", "ids")) == (three,)


def test_that_weights_of_single_items_are_taken_as_numbers_or_kept_as_typed(draft, question):
    weights = question(draft, "rule", 5, "weights")
    other = edited(draft, weights, "3.1.1-01 2\n3.1.1-02 两倍")
    assert other.value(weights.path) == {"3.1.1-01": Decimal(2), "3.1.1-02": "两倍"}
    assert edited(other, weights, "") == draft


def test_that_whether_binding_is_yes_no_or_either(draft, question):
    binding = question(draft, "rule", 1, "covers", "binding")
    assert edited(draft, binding, "true").value(binding.path) is True
    assert edited(draft, binding, "").value(binding.path) is None
