from dataclasses import replace

import pytest

from model.domain.differences import DifferenceKind
from model.domain.package import Duty
from model.domain.submission import Edition
from model.errors import PackageRejected, RulebookRejected
from model.package.arrival import News, take_in_package
from model.package.draft import corrected
from model.package.duties import assigned
from model.plans import PlanLibrary, close
from model.store.answers import fetch_answers, save_answers
from model.store.closed_years import YearClosed
from model.store.data_file import open_store
from model.store.packages import fetch_packages, fetch_secrets

ITEM = "3.1.1-01"
ANSWERS = {ITEM: {"state": "done", "done": "建成"}}


@pytest.fixture
def db(tmp_path):
    db = open_store(tmp_path / "自评估数据.db")
    save_answers(db, 2025, "kjj", ANSWERS)
    yield db
    db.close()


@pytest.fixture
def second(plan, package):
    draft = corrected(package, at="2025-12-01T09:00:00+08:00", reason="分工调整")
    return assigned(plan, draft, [ITEM], ["kjj"], Duty.NONE)


def test_that_a_new_package_comes_into_force_and_says_what_it_changes(db, plan, proposed):
    arrival = take_in_package(
        PlanLibrary(db, plan), proposed, department="kjj", file_name="任务包.xlsx"
    )
    assert (arrival.news, arrival.package, arrival.before) == (News.IN_FORCE, proposed, None)
    assert arrival.sentence == (
        "2025年度任务包第1版已启用，是本年度的第一份任务包，"
        "与方案原文相比有 2 处不同；已填的内容都在。"
    )


def test_that_a_correction_tells_this_department_what_became_of_its_work(db, plan, package, second):
    take_in_package(PlanLibrary(db, plan), package, department="kjj")
    arrival = take_in_package(PlanLibrary(db, plan), second, department="kjj")
    assert arrival.before == package
    assert [(d.kind, d.key) for d in arrival.differences] == [(DifferenceKind.REMOVED, ITEM)]


def test_that_answers_to_items_that_are_no_longer_asked_are_kept(db, plan, package, second):
    take_in_package(PlanLibrary(db, plan), package, department="kjj")
    take_in_package(PlanLibrary(db, plan), second, department="kjj")
    assert fetch_answers(db, 2025, "kjj") == ANSWERS


def test_that_the_same_package_again_is_no_news(db, plan, package):
    take_in_package(PlanLibrary(db, plan), package)
    arrival = take_in_package(PlanLibrary(db, plan), package)
    assert (arrival.news, arrival.differences) == (News.KNOWN, ())
    assert "没有变化" in arrival.sentence


def test_that_an_older_version_that_is_known_says_which_one_is_in_force(db, plan, package, second):
    for one in (package, second):
        take_in_package(PlanLibrary(db, plan), one)
    arrival = take_in_package(PlanLibrary(db, plan), package)
    assert arrival.sentence.endswith("第1版以前已经接收；现行的是第2版，没有变化。")


def test_that_an_older_version_arriving_late_is_kept_and_changes_nothing(db, plan, package, second):
    take_in_package(PlanLibrary(db, plan), second)
    arrival = take_in_package(PlanLibrary(db, plan), package)
    assert (arrival.news, arrival.package, arrival.differences) == (News.SUPERSEDED, second, ())
    assert "第2版" in arrival.sentence
    assert fetch_packages(db, 2025) == (package, second)


def test_that_a_wrong_package_leaves_everything_as_it_was(db, plan, package):
    with pytest.raises(PackageRejected) as caught:
        take_in_package(
            PlanLibrary(db, plan),
            replace(package, deadline=""),
            file_name="任务包.xlsx",
            secret="s",
        )
    assert caught.value.problems[0].where[0] == "任务包.xlsx"
    assert fetch_packages(db, 2025) == ()


def test_that_rules_under_a_known_version_with_other_words_are_refused_in_a_sentence(
    db, plan, package, second
):
    take_in_package(PlanLibrary(db, plan), package)
    other = replace(second, rulebook_text=f"{package.rulebook_text}# 改过的\n")
    with pytest.raises(PackageRejected, match="同一版本内容不同") as caught:
        take_in_package(PlanLibrary(db, plan), other, department="kjj", secret="s")
    assert caught.value.hint
    assert fetch_secrets(db, 2025) == {}
    assert fetch_packages(db, 2025) == (package,)


def test_that_a_closed_year_takes_nothing_in(db, plan, package, second):
    take_in_package(PlanLibrary(db, plan), package)
    close(PlanLibrary(db, plan), 2025)
    with pytest.raises(YearClosed):
        take_in_package(PlanLibrary(db, plan), second)


def test_that_a_departments_secret_comes_along(db, plan, package):
    take_in_package(PlanLibrary(db, plan), package, department="kjj", secret="ab")
    assert fetch_secrets(db, 2025) == {"kjj": "ab"}


def test_that_a_package_for_another_edition_of_the_plan_is_refused(db, plan, package):
    other = replace(package, plan=Edition(id=plan.id, version="2026"))
    with pytest.raises(PackageRejected, match="2026版方案"):
        take_in_package(PlanLibrary(db, plan), other)


def test_that_a_package_without_sound_rules_is_refused(db, plan, package):
    with pytest.raises(RulebookRejected):
        take_in_package(PlanLibrary(db, plan), replace(package, rulebook_text="id = 1"))
    other = replace(package, rulebook=Edition(id="percent", version="2025.2"))
    with pytest.raises(PackageRejected, match="附上的却是"):
        take_in_package(PlanLibrary(db, plan), other)
    assert fetch_packages(db, 2025) == ()
