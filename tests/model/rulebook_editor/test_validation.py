"""Every complaint stands at its field, in the words of the form."""

from decimal import Decimal

import pytest

from model.rulebook_editor.draft import entries_of
from model.rulebook_editor.validation import examine

B, S = ("rule", 5, "bands"), ("rule", 1)


@pytest.mark.parametrize(
    ("path", "value", "at", "sentence"),
    [
        (("grade", 1, "from"), Decimal(96), ("grade", 1, "from"), "“分数线” 96 不低于上一等次"),
        (("grade", 1, "from"), "约", ("grade", 1, "from"), "“分数线”应是一个数"),
        (("grade", 3, "from"), Decimal(5), ("grade", 3, "from"), "最低等次应从 0 分起"),
        (("grade", 0, "from"), None, ("grade", 0, "from"), "缺少分数线；要么每个"),
        (("grade", 0, "name"), "", ("grade", 0, "name"), "请填写“等次”。"),
        (("part", 0, "maximum"), Decimal(41), None, "各部分满分 41 + 60 = 101"),
        (("part", 0, "maximum"), Decimal(0), ("part", 0, "maximum"), "“指标”应大于 0"),
        (("ceiling",), Decimal(90), ("ceiling",), "加分后的封顶不能低于总分满分"),
        (("total_rule", 0, "step"), Decimal(0), ("total_rule", 0, "step"), "应大于 0%"),
        (
            ("total_rule", 0, "cap"),
            Decimal(1),
            ("total_rule", 0, "cap"),
            "“合计封顶”不能小于“单项封顶”",
        ),
        (("total_rule", 1, "each"), Decimal(9), ("total_rule", 1, "each"), "不能大于“最多扣分”"),
        (("total_rule", 2, "grade"), None, ("total_rule", 2, "grade"), "请选定为哪一等次。"),
        ((*B, "behind", 1), Decimal("0.9"), B, "“滞后”的高端 90% 超过“推进中”的低端 50%"),
        (("rule", 0, "weight"), Decimal(-1), ("rule", 0, "weight"), "权重应大于 0"),
        (("rule", 0, "kind"), "reverse", ("rule", 0, "kind"), "等 5 项"),
        (("rule", 0, "source"), "", ("rule", 0, "source"), "请填写“依据”。"),
        ((*S, "covers", "binding"), None, ("rule", 0, "covers", "except"), "同时被规则 I1、I2"),
        (("proposals", "commend_best"), Decimal("1.5"), ("proposals", "commend_best"), "应是整数"),
        (
            ("large_change", "from_target"),
            Decimal(0),
            ("large_change", "from_target"),
            "“与目标相差超过目标的”应大于 0",
        ),
        (
            ("large_change", "floors"),
            {"tech_smes": Decimal(-1)},
            ("large_change", "floors"),
            "“相差多少以内不算”不能小于 0",
        ),
        (
            ("proposals", "commend_grades"),
            ("杰出",),
            ("proposals", "commend_grades"),
            "等次“杰出”不存在",
        ),
    ],
)
def test_that_a_complaint_stands_at_its_field(draft, plan, path, value, at, sentence):
    examined = examine(draft.with_value(path, value), plan)
    assert examined.rulebook is None
    (complaint, *_) = [c for c in examined.complaints if sentence in c.sentence]
    assert complaint.path == at
    assert complaint in examined.about(complaint.entry)


def test_that_all_complaints_come_at_once(draft, plan):
    other = draft.with_value(("grade", 1, "from"), Decimal(96)).with_value(
        ("rule", 0, "source"), ""
    )
    assert len(examine(other, plan).complaints) == 2


def test_that_what_no_rule_covers_is_told_of_the_rulebook_as_a_whole(draft, plan):
    other = draft.with_value(("rule", 3, "covers", "ids"), ("zz",))
    complaints = examine(other, plan).complaints
    assert complaints[0].entry is None
    assert "等 4 项没有规则覆盖它" in complaints[0].sentence
    assert {c.entry.id for c in complaints if c.entry} == {"I4"}


def test_that_an_unnamed_row_is_found_by_its_place(draft, plan):
    other = draft.with_row(("grade",), {"from": Decimal(0)})
    (complaint,) = examine(other, plan).complaints
    assert complaint.path == ("grade", 4, "name")


def test_that_no_key_of_the_file_is_left_in_a_sentence(draft, plan):
    for entry in entries_of(draft):
        for key in draft.table(entry.path):
            other = draft.with_value((*entry.path, key), None)
            for complaint in examine(other, plan).complaints:
                assert "covers" not in complaint.sentence
                assert "[[" not in complaint.sentence
