from dataclasses import replace
from itertools import permutations

import pytest

from model.domain.differences import DifferenceKind
from model.domain.package import Contact, Duty, Settlement
from model.domain.submission import Edition, Origin, Submission
from model.package.draft import corrected, opened, with_change
from model.package.duties import assigned
from model.package.in_force import in_force
from model.package.versions import Footing, PackageVersions
from tests.model.package.conftest import AT, MERGED, RENAMED, RULES

ITEM = "3.1.1-01"


@pytest.fixture(scope="module")
def second(plan, package):
    draft = corrected(package, at="2025-12-01T09:00:00+08:00", reason="分工调整")
    return assigned(plan, draft, [ITEM], ["kjj"], Duty.NONE)


@pytest.fixture(scope="module")
def third(second):
    return with_change(corrected(second, at="2025-12-15T09:00:00+08:00", reason="机构"), MERGED)


@pytest.fixture(scope="module")
def versions(plan, package, second, third):
    return PackageVersions(plan, [second, third, package, second])


def sent(package, department="csglw"):
    return Submission(
        id="s", year=2025, department=department, sequence=1, parent=None,
        exported_at="2026-01-15T09:30:00+08:00", plan=Edition(id="hebei-2022", version="2022"),
        rulebook=RULES.edition, answers={}, package=package,
    )  # fmt: skip


def test_that_the_newest_is_in_force_in_whatever_order_they_came(plan, package, second, third):
    for order in permutations([package, second, third, second]):
        assert PackageVersions(plan, order).newest == third
        assert len(PackageVersions(plan, order).packages) == 3


def test_that_two_corrections_of_the_same_version_are_told(plan, versions, second, third):
    other = replace(third, deadline="2026-03-31")
    both = PackageVersions(plan, [second, third, other])
    assert versions.rivals == ()
    assert [both.newest, *both.rivals] in ([third, other], [other, third])


def test_that_a_file_is_read_by_the_plan_its_sender_saw(plan, versions, package, third):
    first, last = (versions.plan_under(sent(one.edition, "kjj")) for one in (package, third))
    assert ITEM in {m.id for m in first.measures_of("kjj")}
    assert ITEM not in {m.id for m in last.measures_of("kjj")}
    assert "swj" in first.departments
    assert "swj" not in versions.plan_in_force.departments
    assert versions.plan_under(sent(None)) == in_force(plan, None)
    unknown = sent(Edition(id="x", version="9"))
    assert versions.plan_under(unknown) is versions.plan_in_force


def test_that_a_file_made_under_the_package_in_force_needs_no_word(versions, third):
    mark = versions.mark(sent(third.edition))
    assert (mark.footing, mark.sentence, mark.differences) == (Footing.CURRENT, "", ())


def test_that_a_file_made_under_an_older_version_is_marked_with_what_touches_it(versions, package):
    mark = versions.mark(sent(package.edition, "kjj"))
    assert mark.footing is Footing.OLDER
    assert ITEM in {difference.key for difference in mark.differences}
    assert mark.sentence.startswith(
        "依据第1版任务包填报，现行为第3版，变更涉及本单位 1 处：不再承担“踏准新一轮科技革命节点"
    )


def test_that_what_became_of_others_is_no_change_of_ones_own(plan, package):
    after = corrected(package, at="2025-12-01T09:00:00+08:00", reason="机构")
    for change in (RENAMED, MERGED):
        after = with_change(after, change)
    question = next(one for one in plan.questions if one.id == "q-300p")
    settled = Settlement(decision="按300P评", by="办公室", on="2025-12-01")
    after = replace(after, office=Contact(name="王"), settled={question.id: settled})
    known = PackageVersions(plan, [package, after])
    (power,) = (one for one in plan.indicators.values() if one.id in question.about)
    touched = {
        body: [one.kind for one in known.mark(sent(package.edition, body)).differences]
        for body in plan.departments
    }
    about = {one: (DifferenceKind.DEPARTMENT in kinds) for one, kinds in touched.items()}
    assert {one for one, told in about.items() if told} == {*RENAMED.before, *MERGED.before}
    asked = {one for one, kinds in touched.items() if DifferenceKind.SETTLED in kinds}
    clause = {
        body
        for item in (*plan.measures.values(), *plan.indicators.values())
        if {item.id, *item.clauses} & {*question.about}
        for body in item.departments
    }
    assert {*power.departments} <= asked <= clause | {*MERGED.after}
    assert not any(DifferenceKind.OFFICE in kinds for kinds in touched.values())
    quiet = known.mark(sent(package.edition, "tjj"))
    assert quiet.sentence == "依据第1版任务包填报，现行为第2版，变更不涉及本单位。"


def test_that_a_file_made_from_the_plan_alone_is_marked(versions):
    mark = versions.mark(sent(None))
    assert mark.footing is Footing.PLAN_ALONE
    assert "没有使用任务包" in mark.sentence


def test_that_of_a_file_without_its_packet_nothing_is_claimed(versions):
    mark = versions.mark(replace(sent(None), origin=Origin.CELLS))
    assert mark.footing is Footing.UNTOLD
    assert "没有使用任务包" not in mark.sentence
    assert mark.differences == ()


def test_that_a_file_made_under_a_version_not_known_here_asks_for_it(versions, third):
    mark = versions.mark(sent(Edition(id=third.id, version="4")))
    assert mark.footing is Footing.NEWER
    assert "请先接收新版任务包" in mark.sentence


def test_that_a_file_made_under_another_package_is_marked(plan, versions):
    mark = versions.mark(sent(Edition(id="x", version="1")))
    assert mark.footing is Footing.OTHER
    assert "无从比较" in mark.sentence
    again = opened(plan, 2025, RULES, deadline="2026-01-31", at="2026-01-01T00:00:00+08:00")
    both = PackageVersions(plan, [*versions.packages, again])
    assert both.newest == again
    assert "另一次下发的" in both.mark(sent(versions.newest.edition)).sentence


def test_that_where_nobody_has_a_package_there_is_nothing_to_mark(plan, package):
    nobody = PackageVersions(plan, [])
    assert nobody.newest is None
    assert nobody.plan_in_force == in_force(plan, None)
    assert nobody.mark(sent(None)).footing is Footing.UNASKED
    assert nobody.mark(sent(package.edition)).footing is Footing.NEWER


def test_that_an_office_that_lacks_the_older_version_says_that_it_can_not_compare(
    plan, second, third
):
    alone = PackageVersions(plan, [third])
    mark = alone.mark(sent(second.edition))
    assert mark.footing is Footing.OLDER
    assert "无从比较" in mark.sentence


def test_that_a_year_opened_anew_is_in_force(plan, package):
    anew = opened(plan, 2025, RULES, deadline="2026-02-01", at="2025-11-02T09:00:00+08:00")
    assert anew.opened_at > AT
    assert PackageVersions(plan, [anew, package]).newest == anew
