"""Another edition of the plan: looked at beside this one, and a year opened under it."""

import shutil

import pytest

from model.domain.package import Duty
from model.package.duties import assigned
from model.paths import asset
from model.plan.loader import load_plan
from model.store.packages import keep_package
from model.store.plans import keep_plan

REWORDED, ADDED, GONE = "3.1.1-01", "3.1.1-98", "3.1.1-03"
OLD, NEW = "瞄准产业链高附加值环节", "瞄准产业链高附加值、低碳环节"
CHECKS, YEARS = 5, 6  # parts of the page


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A test edition: the shipped plan with one measure reworded and one under another id."""
    folder = tmp_path_factory.mktemp("plans") / "hebei-2026"
    shutil.copytree(asset("plan/hebei-2022"), folder)
    for name, before, after in (
        ("plan.toml", 'edition = "2022.2"', 'edition = "2026"'),
        ("plan.txt", OLD, NEW),
        ("sections/3.1.toml", OLD, NEW),
        ("sections/3.1.toml", f'id = "{GONE}"', f'id = "{ADDED}"'),
        ("duties.toml", f'id = "{GONE}"', f'id = "{ADDED}"'),
    ):
        words = (folder / name).read_text("utf-8")
        assert before in words
        (folder / name).write_text(words.replace(before, after, 1), "utf-8")
    return folder


@pytest.fixture(scope="module")
def revised(folder):
    return load_plan(folder)


@pytest.fixture
def last(plan, version):
    """2025 under the old edition, with duties that somebody decided."""
    package = version(2025)
    return assigned(plan, package, [REWORDED, "3.1.1-02"], ["kjj"], Duty.LEAD)


def test_that_a_new_edition_of_the_plan_is_only_looked_at_side_by_side(page_of, plan, folder):
    page = page_of(2025)
    page.opening.from_plan.click()
    before = page.package.editor.draft
    page.revision.compare(folder)
    assert page.revision.revision.changed
    assert page.revision.before.text() != page.revision.after.text()
    assert not page.revision.foot.isVisible()
    assert page.package.editor.draft == before


def test_that_last_year_goes_on_under_its_own_edition_in_an_app_with_a_newer_one(
    page_of, plan, revised, last, store
):
    keep_plan(store, plan)
    keep_package(store, last)
    page = page_of(2025, revised)
    assert page.package.editor.plan == plan
    page.header.primary.click()
    assert page.package.editor.draft.plan.version == "2022.2"
    assert page.package.editor.problems == ()
    assert page.package.session.plan.edition == "2022.2"


def test_that_a_year_opened_under_a_new_edition_carries_nothing_over_that_reads_otherwise(
    page_of, plan, revised, last, store
):
    keep_plan(store, plan)
    keep_package(store, last)
    page = page_of(2026, revised)
    assert "逐条对照" in page.opening.edition.text()
    page.opening.after_last.click()
    assert page._stack.currentWidget() is page.revision
    draft = page.package.editor.draft
    assert draft.plan.version == "2026"
    assert draft.duties["3.1.1-02"]["kjj"] is Duty.LEAD
    assert REWORDED not in draft.duties  # goes by the new edition's proposal until confirmed
    assert GONE not in draft.duties
    fates = {one.wording.id: one.fate.value for one in page.package.editor.revised}
    assert fates == {"3.1.1": "改写", REWORDED: "改写", ADDED: "新增", GONE: "删去"}
    assert "方案修订有 4 处" in page.package.editor.hints[0]


def test_that_what_last_year_said_is_taken_back_only_by_hand_and_looking_is_remembered(
    page_of, plan, revised, last, store
):
    keep_plan(store, plan)
    keep_package(store, last)
    page = page_of(2026, revised)
    page.opening.after_last.click()
    part = page.revision
    part.table.choose(REWORDED)
    assert "低碳" in part.after.text()
    assert "区科技局牵头" in part.last.text()
    part.take_back.click()
    assert page.package.editor.draft.duties[REWORDED]["kjj"] is Duty.LEAD
    part.table.choose(ADDED)
    assert not part.take_back.isVisible()
    part.agree.click()
    assert {one.wording.id for one in page.package.editor.revised if one.seen} == {REWORDED, ADDED}
    again = page_of(2026, revised)
    assert "2 处待看" in again.revised.text()
    again.revised.click()
    again.revision.pills.choose(1)
    assert again.revision.table.count == 2


def test_that_the_words_of_last_years_plan_are_asked_for_where_they_are_not_kept(
    page_of, revised, last, store, monkeypatch
):
    keep_package(store, last)
    page = page_of(2026, revised)
    asked = []
    monkeypatch.setattr(
        "PySide6.QtWidgets.QFileDialog.getExistingDirectory",
        lambda *words: asked.append(words[1]) or str(asset("plan/hebei-2022")),
    )
    page.opening.after_last.click()
    assert asked == ["选择原版方案的文件夹"]
    assert page.package.editor.draft.plan.version == "2026"
    assert page.package.editor.revision_review is not None


def test_that_another_plan_than_last_years_is_not_taken_for_it(
    page_of, revised, last, store, folder, monkeypatch
):
    keep_package(store, last)
    page = page_of(2026, revised)
    told = []
    monkeypatch.setattr("ui.pages.package.new_year.show_error", lambda e, *_: told.append(str(e)))
    assert page.opening.read_last_plan(folder) is None
    assert told == ["这是2026版方案，去年依据的是2022.2版。"]


def test_that_all_years_stand_in_one_list_with_their_state(page_of, plan, version, store):
    keep_package(store, version(2024))
    page = page_of(2025)
    page.opening.from_plan.click()
    page.pills.choose(YEARS)
    model = page.years.table.model()
    rows = {model.index(r, 0).data(): model.index(r, 1).data() for r in range(model.rowCount())}
    assert rows == {
        "2022": "未开启", "2023": "未开启", "2024": "已下发", "2025　现在": "编制中",
        **dict.fromkeys(map(str, range(2026, 2031)), "未开启"),
    }  # fmt: skip
    page.years.table.choose("2024")
    page.years.go()
    assert page.package.session.profile.year == 2024
