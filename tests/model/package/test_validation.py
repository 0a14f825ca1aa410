from dataclasses import replace
from decimal import Decimal

import pytest

from model.domain.package import Contact, Duty, HandedDown, Settlement
from model.domain.plan import DepartmentKind
from model.domain.reorganisation import ChangeKind
from model.domain.submission import Edition
from model.domain.targets import Baseline
from model.errors import PackageRejected
from model.package.draft import with_change, with_share
from model.package.validation import package_problems, refuse_if_wrong
from tests.golden.sentences import compare
from tests.model.package.conftest import DISSOLVED, MERGED, RENAMED, SPLIT, body


def test_that_a_package_opened_from_the_plan_is_right(plan, package, silent):
    assert list(package_problems(plan, package)) == []
    assert list(package_problems(plan, silent)) == []


def test_that_every_kind_of_reorganisation_is_right(plan, package):
    for change in (RENAMED, MERGED, SPLIT, DISSOLVED):
        package = with_change(package, change)
    assert list(package_problems(plan, package)) == []


SLIPS = (
    ({"year": 2031}, "年之内"),
    ({"version": 0}, "上一版"),
    ({"parent": "ab"}, "上一版"),
    ({"version": 2}, "上一版"),
    ({"deadline": ""}, "截止日期"),
    ({"deadline": "2026-02-30"}, "截止日期"),
    ({"deadline": "2024-12-31"}, "早于"),
    ({"rulebook_text": " "}, "评估规则"),
    ({"settled": {"q-x": Settlement(decision="", by="", on="")}}, "q-x"),
    ({"contacts": {"nobody": Contact()}}, "nobody"),
    ({"targets": {"x": HandedDown(value=Decimal(1))}}, "不在方案中"),
    ({"targets": {"carbon_peak": HandedDown(value=Decimal(1))}}, "定性指标"),
    ({"targets": {"tech_smes": HandedDown(value=Decimal(1), on="去年")}}, "不是日期"),
    ({"baselines": {"tech_smes": Baseline(year=2026, value=Decimal(1))}}, "晚于评估年度"),
    ({"shares": {"tech_smes": {"nobody": Decimal(1)}}}, "不在名单中"),
    ({"shares": {"tech_smes": {"all-streets": Decimal(1)}}}, "不在名单中"),
    ({"duties": {"x": {}}}, "不在方案中"),
    ({"duties": {"3.1.1-01": {"nobody": Duty.LEAD}}}, "不在名单中"),
    ({"changes": (replace(MERGED, on="2024"),)}, "不是日期"),
    ({"changes": (replace(MERGED, after=()),)}, "数目"),
    ({"changes": (replace(MERGED, before=("swj", "nobody")),)}, "不在当时的名单中"),
    ({"changes": (replace(MERGED, made=()),)}, "没有名称"),
    ({"changes": (replace(SPLIT, moves={"x": ("fgj",)}),)}, "不在方案中"),
    ({"changes": (replace(SPLIT, moves={"3.3.3-01": ("kjj",)}),)}, "调整后没有"),
    ({"changes": (replace(MERGED, made=(body("swhz", "区科技局"),)),)}, "另一个单位"),
    ({"changes": (replace(MERGED, made=(*MERGED.made, body("y", "乙"))),)}, "之中"),
)


@pytest.mark.parametrize(("change", "words"), SLIPS)
def test_that_each_contradiction_gets_its_sentence(plan, package, change, words):
    found = [str(problem) for problem in package_problems(plan, replace(package, **change))]
    assert any(words in sentence for sentence in found), found


def test_that_what_is_said_of_a_package_is_what_was_read_and_approved(plan, package):
    told = [
        (f"{key} = {value!r}", problem.message, str(problem))
        for change, _ in SLIPS
        for key, value in change.items()
        for problem in package_problems(plan, replace(package, **change))
    ]
    compare("packages", told)


def test_that_no_target_lies_where_its_indicator_can_not_be(plan, package):
    key = next(k for k, i in plan.indicators.items() if i.at_most == 100 and not i.qualitative)
    for change in (
        {"targets": {key: HandedDown(value=Decimal(900))}},
        {"breakdown": {key: {2026: Decimal(900)}}},
        {"shares": {key: {"kjj": Decimal(900)}}},
        {"baselines": {key: Baseline(year=2021, value=Decimal(900))}},
    ):
        (problem,) = package_problems(plan, replace(package, **change))
        assert plan.indicators[key].name in str(problem)
        assert "900%不可能" in str(problem)
    sound = replace(package, targets={key: HandedDown(value=Decimal(100))})
    assert list(package_problems(plan, sound)) == []


def test_that_an_id_is_never_used_again(plan, package):
    again = replace(
        DISSOLVED, kind=ChangeKind.SPLIT, on="2025-01-01", before=("fgw",), after=("fgw", "swj"),
        made=(body("swj", "区粮食局", DepartmentKind.GOVERNMENT),), moves={},
    )  # fmt: skip
    found = package_problems(plan, replace(package, changes=(MERGED, again)))
    assert "曾属于已撤销的单位" in " ".join(map(str, found))


def test_that_all_problems_are_told_at_once_with_the_file(plan, package):
    wrong = replace(package, deadline="", rulebook_text="")
    with pytest.raises(PackageRejected) as caught:
        refuse_if_wrong(plan, wrong, "任务包.xlsx")
    assert [problem.where[0] for problem in caught.value.problems] == ["任务包.xlsx"] * 2
    assert "2 处问题" in str(caught.value)


@pytest.mark.parametrize("edition", [("nankai-2022", "2022"), ("hebei-2022", "2026")])
def test_that_a_package_for_another_plan_or_edition_is_refused(plan, package, edition):
    other = replace(package, plan=Edition(id=edition[0], version=edition[1]))
    with pytest.raises(PackageRejected, match="方案"):
        refuse_if_wrong(plan, other)


def test_that_shares_of_a_body_that_is_gone_wait_for_a_person(plan, package):
    shared = with_share(package, "recycling_points", "swj", Decimal(3))
    (problem,) = package_problems(plan, with_change(shared, MERGED))
    assert plan.departments["swj"].name in str(problem)
    assert "swj" not in str(problem)
