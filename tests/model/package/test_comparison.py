from dataclasses import fields, replace
from decimal import Decimal

import pytest

from model.domain.differences import DifferenceKind
from model.domain.package import (
    Archived,
    Contact,
    Duty,
    Ending,
    EndingChoice,
    HandedDown,
    Settlement,
    YearPackage,
)
from model.domain.submission import Edition
from model.domain.targets import Baseline
from model.package.comparison import differences
from model.package.draft import with_change, with_share, with_target
from model.package.duties import assigned, proposed_duties
from tests.model.package.conftest import DISSOLVED, MERGED, RENAMED, SPLIT

ITEM = "3.1.1-01"

RULES_TITLE = "百分制（指标 40 分、任务 60 分）"


def found(plan, before, after, department=""):
    return {(d.kind, d.key): d for d in differences(plan, before, after, department)}


def test_that_a_package_differs_in_nothing_from_itself(plan, package):
    assert differences(plan, package, package) == ()
    assert differences(plan, package, package, "csglw") == ()


def test_that_the_first_package_tells_deadline_and_rules_and_nothing_about_unchanged_work(
    plan, proposed
):
    kinds = [d.kind for d in differences(plan, None, proposed, "csglw")]
    assert kinds == [DifferenceKind.DEADLINE, DifferenceKind.RULEBOOK]


@pytest.mark.parametrize(
    ("duty", "department", "kind"),
    [
        (Duty.LEAD, "kjj", DifferenceKind.DUTY),
        (Duty.NONE, "kjj", DifferenceKind.REMOVED),
        (Duty.LEAD, "fulian", DifferenceKind.ADDED),
    ],
)
def test_that_a_department_is_told_what_became_of_its_own_work(
    plan, package, duty, department, kind
):
    after = assigned(plan, package, [ITEM], [department], duty)
    assert found(plan, package, after, department).keys() == {(kind, ITEM)}
    assert found(plan, package, after, "csglw") == {}


def test_that_the_office_sees_all_departments_of_an_item_at_once(plan, package):
    after = assigned(plan, package, ["3.1.3-01"], ["jrj"], Duty.NONE)
    difference = found(plan, package, after)[DifferenceKind.DUTY, "3.1.3-01"]
    assert (difference.before, difference.after) == ("区金融局牵头", "无人承担")
    assert difference.sentence.endswith("：由区金融局牵头改为无人承担。")


def test_that_a_target_handed_down_late_is_told_to_those_it_concerns(plan, package):
    after = with_target(package, "energy_intensity", HandedDown(value=Decimal("13.5")))
    difference = found(plan, package, after, "fgw")[DifferenceKind.TARGET, "energy_intensity"]
    assert difference.before == "目标未下达"
    assert difference.after == "≥ 13.5%（年度任务包目标）"
    assert found(plan, package, after, "csglw") == {}


def test_that_a_share_is_told_to_the_one_department_it_is_for(plan, package):
    indicator = plan.indicators_of("street-ningyuan")[0]
    after = with_share(package, indicator.id, "street-ningyuan", Decimal(77))
    assert (DifferenceKind.TARGET, indicator.id) in found(plan, package, after, "street-ningyuan")
    assert found(plan, package, after, "street-yueyahe") == {}


def test_that_a_baseline_that_moves_a_target_is_a_difference(plan, package):
    early = replace(package, year=2023)
    after = replace(early, baselines={"tech_smes": Baseline(year=2021, value=Decimal(200))})
    difference = found(plan, early, after, "kjj")[DifferenceKind.TARGET, "tech_smes"]
    assert difference.after == "≥ 235 家（按基线与阶段目标分解）"


def test_that_terms_of_the_year_are_told_to_everybody(plan, package):
    after = replace(
        package,
        deadline="2026-02-15",
        rulebook=Edition(id="percent", version="2025.2"),
        office=Contact(name="王", phone="022"),
        settled={"q-300p": Settlement(decision="按300P评", by="办公室", on="2025-12-01")},
    )
    sentences = [d.sentence for d in differences(plan, package, after, "csglw")]
    assert sentences == [
        "截止日期：由2026年1月31日改为2026年2月15日。",
        f"评估规则：由{RULES_TITLE} 2025.1版改为{RULES_TITLE} 2025.2版。",
        "办公室联系人：王 022。",
        f"待明确事项“{next(q.question for q in plan.questions if q.id == 'q-300p')}”：按300P评。",
    ]


def test_that_rules_with_other_words_are_a_difference(plan, package):
    after = replace(package, rulebook_text="改过的")
    assert (DifferenceKind.RULEBOOK, "") in found(plan, package, after)


def test_that_reorganisations_are_told_in_words_by_the_names_of_their_day(plan, package):
    after = package
    renamed = replace(RENAMED, document="津编〔2024〕1号")
    for change in (SPLIT, MERGED, renamed, DISSOLVED):
        after = with_change(after, change)
    told = [d.after for d in differences(plan, package, after, "csglw") if not d.before]
    assert told[:4] == [
        "2024年3月1日起，区城市管理委更名为区城市运行管理局（津编〔2024〕1号）",
        "2024年6月1日起，区合作交流办、区商务局合并为区商务和合作交流局",
        "2024年9月1日起，区住房建设委拆分为区住房建设委、区房屋管理局",
        "2024年12月1日起，区数字经济办撤销，工作由区发展改革委、区科技局承接",
    ]


def test_that_a_body_that_is_gone_is_told_that_it_has_no_more_work(plan, package):
    told = differences(plan, package, with_change(package, MERGED), "swj")
    removed = {d.key for d in told if d.kind is DifferenceKind.REMOVED}
    assert removed == {item.id for item in plan.items_of("swj")}


def test_that_going_back_tells_the_same_things_the_other_way_round(plan, package):
    after = assigned(plan, package, [ITEM], ["kjj"], Duty.LEAD)
    (there,) = differences(plan, package, after, "kjj")
    (back,) = differences(plan, after, package, "kjj")
    assert (there.before, there.after) == (back.after, back.before)


def test_that_a_settlement_withdrawn_is_told_with_what_it_was(plan, package):
    settled = {"q-300p": Settlement(decision="按300P评", by="办公室", on="2025-12-01")}
    (told,) = differences(plan, replace(package, settled=settled), package, "csglw")
    assert told.sentence.endswith("：取消（原为按300P评）。")


def test_that_what_a_reorganisation_does_by_itself_is_said_once(plan, package):
    merged = with_change(package, MERGED)
    assert [one.kind for one in differences(plan, package, merged)] == [DifferenceKind.DEPARTMENT]
    assigned_too = assigned(plan, merged, ["3.1.1-01"], ["kjj"], Duty.LEAD)
    found = differences(plan, package, assigned_too)
    assert [one.key for one in found if one.kind is DifferenceKind.DUTY] == ["3.1.1-01"]


DIVIDED = "tech_smes"
CHOSEN = Ending(choice=EndingChoice.HOLD, by="王", at="2025-12-01T09:00:00+08:00")
ARCHIVED = Archived(year=2024, reports=(), by="王", at="2025-12-01T09:00:00+08:00")
SAID_OTHERWISE = {
    "rulebook": lambda was: replace(was, version="2025.2"),
    "rulebook_text": lambda was: f"{was}# 改",
    "deadline": lambda _: "2026-02-15",
    "made_by": lambda was: f"{was}李四",
    "office": lambda _: Contact(name="王", phone="022"),
    "contacts": lambda _: {"kjj": Contact(name="王五")},
    "targets": lambda _: {DIVIDED: HandedDown(value=Decimal(270), document="津碳〔2025〕1号")},
    "breakdown": lambda _: {DIVIDED: {2027: Decimal(300)}},
    "shares": lambda _: {DIVIDED: {"kjj": Decimal(200), "swj": Decimal(80)}},
    "baselines": lambda _: {DIVIDED: Baseline(year=2021, value=Decimal(200))},
    "duties": lambda was: {**was, ITEM: {"fulian": Duty.LEAD}},
    "settled": lambda _: {"q-300p": Settlement(decision="按300P评", by="王", on="2025-12-01")},
    "changes": lambda _: (RENAMED,),
    "endings": lambda _: {DIVIDED: CHOSEN},
    "archived": lambda _: {ITEM: ARCHIVED},
}
OF_THE_FILE = {  # what no person says: which version it is, and how it is to be read
    "id", "year", "version", "parent", "opened_at", "made_at", "sample", "separate_support",
    "by_years", "contacts_apart", "last_year",
}  # fmt: skip
TOLD_OTHERWISE = {
    "plan",  # test_that_another_edition_of_the_plan_is_told
    "reason",  # of the version itself, beside the list
    "overdue",  # only of measures past their term: test_stages
}


@pytest.fixture(scope="module")
def divided(plan, package):
    """A target that two bodies carry, divided between them."""
    both = assigned(plan, package, [DIVIDED], ["kjj", "swj"], Duty.LEAD)
    return replace(both, by_years=True, shares={DIVIDED: {"kjj": Decimal(200), "swj": Decimal(70)}})


def test_that_every_field_of_a_package_is_known_here():
    known = {*SAID_OTHERWISE, *OF_THE_FILE, *TOLD_OTHERWISE}
    assert {field.name for field in fields(YearPackage)} == known


@pytest.mark.parametrize("name", SAID_OTHERWISE)
def test_that_whatever_a_person_says_otherwise_is_told_to_the_office(plan, divided, name):
    after = replace(divided, **{name: SAID_OTHERWISE[name](getattr(divided, name))})
    for one, other in ((divided, after), (after, divided)):
        told = differences(plan, one, other)
        assert told
        assert not [one for one in told if one.before == one.after]


def test_that_the_office_is_told_whose_share_became_what(plan, divided):
    after = with_share(divided, DIVIDED, "swj", Decimal(80))
    (told,) = differences(plan, divided, after)
    assert (told.before, told.after) == ("≥ 70 家", "≥ 80 家")
    assert "区商务局" in told.title


def test_that_what_a_merger_makes_of_shares_is_no_difference_of_its_own(plan, divided):
    told = differences(plan, divided, with_change(divided, MERGED, plan))
    assert DifferenceKind.TARGET not in {one.kind for one in told}


def test_that_confirming_proposed_work_is_told_with_its_number(plan, proposed):
    kjj = [item.id for item in plan.items_of("kjj")][:3]
    duties = {item: proposed_duties(plan, plan.item(item)) for item in kjj}
    (told,) = differences(plan, proposed, replace(proposed, duties=duties))
    assert told.sentence == "分工调整：新确认分工 3 项。"


def test_that_another_edition_of_the_plan_is_told(plan, package):
    earlier = replace(package, plan=replace(package.plan, version="2022.1"))
    told = differences(plan, earlier, package)[0]
    assert told.sentence == f"方案版次：由2022.1改为{plan.edition}。"
