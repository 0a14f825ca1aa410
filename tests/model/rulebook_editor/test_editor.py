"""A rulebook is drafted, tried, frozen; the year keeps its version."""

from dataclasses import replace
from decimal import Decimal

import pytest

from model.domain.submission import Edition
from model.errors import AppError, RulebookRejected
from model.package.draft import RulebookText, opened
from model.paths import asset
from model.rulebook_editor.editor import RulebookEditor
from model.rulebook_editor.publication import VersionFixed
from model.rulebook_editor.versions import write_out
from model.rulebook_in_force import keep_at_first_scoring, rulebook_in_force
from model.samples.answers import sample_answers
from model.scoring.assess import assess
from model.scoring.loader import load_rulebook
from model.store import clock
from model.store.closed_years import close_year
from model.store.data_file import open_store
from model.store.packages import keep_package
from model.store.rulebooks import fetch_rulebook_of, fetch_rulebooks
from tests.model.rulebook_editor.conftest import PERCENT

YEAR = 2025
IMPRINT = {
    "version": "2025.2",
    "published": "2025-11-30",
    "author": "区双碳办",
    "reason": "超额完成的分数线降到 90 分",
}


@pytest.fixture
def rules(plan, db, shipped):
    return RulebookEditor(plan, db, YEAR, shipped)


@pytest.fixture
def drafted(rules, question):
    rules.begin(rules.in_force)
    rules.answer(question(rules.draft, "grade", 0, "from"), "90")
    return rules


def test_that_the_shipped_versions_are_there_and_the_default_is_in_force(rules):
    assert [v.edition.id for v in rules.versions] == ["pass", "percent"] * 4
    assert all(v.shipped for v in rules.versions)
    assert rules.in_force.rulebook.id == "percent"
    assert not rules.decided
    assert rules.draft is None


def test_that_a_draft_is_found_again(drafted, plan, db, shipped):
    drafted.save()
    again = RulebookEditor(plan, db, YEAR, shipped)
    assert again.draft == drafted.draft
    assert again.base == drafted.base
    assert [d.label for d in again.differences] == ["超额完成 分数线"]


def test_that_a_draft_can_be_thrown_away(drafted, plan, db, shipped):
    drafted.save()
    drafted.discard()
    assert RulebookEditor(plan, db, YEAR, shipped).draft is None
    assert drafted.differences == ()


def test_that_publishing_asks_number_date_author_and_reason(drafted, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: "2025-11-30T10:00:00+08:00")
    assert drafted.suggested_imprint["version"] == "2025.2"
    for key in IMPRINT:
        with pytest.raises(RulebookRejected, match="没有发布"):
            drafted.publish({**IMPRINT, key: ""}, for_the_year=False)
    for key, text in {"version": "2025.1", "published": "明天"}.items():
        with pytest.raises(RulebookRejected):
            drafted.publish({**IMPRINT, key: text}, for_the_year=False)
    assert drafted.draft


def test_that_a_published_version_says_where_it_comes_from_and_stays(drafted, db, plan, shipped):
    version = drafted.publish(IMPRINT, for_the_year=False)
    assert version.rulebook.grades[0].at_least == Decimal(90)
    assert version.rulebook.based_on == "2025.1"
    assert version.rulebook.author == "区双碳办"
    assert drafted.draft is None
    again = RulebookEditor(plan, db, YEAR, shipped)
    assert again.version(version.edition).text == version.text
    assert again.in_force.rulebook.version == "2025.1"
    again.begin(version)
    assert again.suggested_imprint["author"] == "区双碳办"


def test_that_a_year_is_scored_by_the_version_chosen_for_it(drafted, db, shipped):
    drafted.publish(IMPRINT, for_the_year=True)
    assert drafted.in_force.rulebook.version == "2025.2"
    assert drafted.in_force.years == (2025,)
    assert rulebook_in_force(db, YEAR, shipped).version == "2025.2"
    assert rulebook_in_force(db, YEAR + 1, shipped) is shipped


def test_that_a_draft_with_problems_is_not_published(drafted, question):
    drafted.answer(question(drafted.draft, "grade", 0, "from"), "70")
    with pytest.raises(RulebookRejected, match="还有问题"):
        drafted.publish(IMPRINT, for_the_year=True)


def test_that_a_closed_year_keeps_its_version(drafted, db, plan):
    close_year(db, YEAR, plan, None)
    with pytest.raises(VersionFixed):
        drafted.publish(IMPRINT, for_the_year=True)
    assert drafted.draft
    assert fetch_rulebooks(db) == {}
    assert "封存" in drafted.fixed_because


def test_that_the_first_scoring_settles_the_version_for_ever(db, shipped, plan):
    assert rulebook_in_force(db, YEAR, shipped) is shipped
    assert keep_at_first_scoring(db, YEAR, shipped)
    assert not keep_at_first_scoring(db, YEAR, shipped)
    assert fetch_rulebooks(db) == {fetch_rulebook_of(db, YEAR): PERCENT}
    newer = RulebookEditor(plan, db, YEAR, shipped)
    newer_app = newer.version(next(v.edition for v in newer.versions if v.edition.id == "pass"))
    assert rulebook_in_force(db, YEAR, newer_app.rulebook) == shipped
    assert newer.decided


def test_that_an_old_year_scores_as_it_did_when_a_newer_app_ships_other_rules(db, shipped, plan):
    answers = sample_answers(plan, "kjj", YEAR)
    keep_at_first_scoring(db, YEAR, shipped)
    before = assess(plan, rulebook_in_force(db, YEAR, shipped), "kjj", YEAR, answers)
    shipped_later = replace(shipped, version="2027.1", total_rules=())
    after = assess(plan, rulebook_in_force(db, YEAR, shipped_later), "kjj", YEAR, answers)
    assert after == before


def test_that_a_rulebook_goes_out_and_comes_in_as_a_file(drafted, tmp_path, plan, shipped):
    version = drafted.publish(IMPRINT, for_the_year=False)
    path = tmp_path / "规则.toml"
    write_out(version.text, path)
    other = RulebookEditor(plan, open_store(tmp_path / "b.db"), YEAR, shipped)
    assert other.take_in(path).rulebook == version.rulebook
    assert other.take_in(path).text == version.text
    assert not other.decided


def test_that_a_file_with_other_words_under_a_published_number_is_refused(rules, tmp_path):
    first, second = tmp_path / "a.toml", tmp_path / "b.toml"
    first.write_text(PERCENT.replace("2025.1", "2025.7"), "utf-8")
    second.write_text(first.read_text("utf-8").replace("from = 95", "from = 94"), "utf-8")
    rules.take_in(first)
    with pytest.raises(RulebookRejected, match="不能改写"):
        rules.take_in(second)


def test_that_an_unsound_file_is_refused_with_everything_wrong(rules, tmp_path):
    path = tmp_path / "a.toml"
    path.write_text(PERCENT.replace("from = 80", "from = 97").replace("= 0.1", "= 0"), "utf-8")
    with pytest.raises(RulebookRejected) as caught:
        rules.take_in(path)
    assert len(caught.value.problems) == 2
    assert len(rules.versions) == 8


def test_that_a_file_that_cannot_be_written_is_told(tmp_path):
    with pytest.raises(AppError, match="没有写成"):
        write_out("x", tmp_path / "missing" / "x.toml")


def test_that_a_version_nobody_has_is_not_found(rules):
    with pytest.raises(LookupError):
        rules.version(Edition(id="x", version="1.1"))


def test_that_a_package_fixes_the_version_of_its_year(drafted, db, plan):
    rules = RulebookText(edition=drafted.in_force.edition, text=drafted.in_force.text)
    keep_package(
        db, opened(plan, YEAR, rules, deadline="2026-01-31", at="2025-11-01T09:00:00+08:00")
    )
    assert "任务包" in drafted.fixed_because
    with pytest.raises(VersionFixed):
        drafted.publish(IMPRINT, for_the_year=True)
    assert drafted.publish(IMPRINT, for_the_year=False).rulebook.version == "2025.2"
    assert drafted.in_force.rulebook.version == "2025.1"


@pytest.mark.parametrize("path", sorted(asset("rules").glob("*.toml")), ids=lambda path: path.stem)
def test_that_a_new_version_with_the_same_points_is_called_the_same(plan, path):
    book = load_rulebook(path, plan)
    imprint = {"published": "2026-01-05", "author": "办公室", "reason": "改等次界限"}
    assert book.new_version("2027.1", **imprint).title == book.title


def test_that_the_title_says_of_capped_parts_that_they_are(plan):
    book = load_rulebook(asset("rules/percent-2026.3.toml"), plan)
    first, second = book.parts
    parts = (replace(first, maximum=Decimal(30)), replace(second, maximum=Decimal(70)))
    imprint = {"published": "2026-01-05", "author": "办公室", "reason": "调整分值"}
    assert replace(book, parts=parts).new_version("2027.1", **imprint).title == (
        "百分制（指标最多 30 分，其余为任务）"
    )


def test_that_the_number_proposed_is_none_of_any_rules(drafted):
    numbers = {one.rulebook.version for one in drafted.versions}
    assert drafted.suggested_imprint["version"] not in numbers


def test_that_the_title_of_a_new_version_names_the_points_its_parts_have(plan):
    book = load_rulebook(asset("rules/percent-2025.1.toml"), plan)
    imprint = {"published": "2026-01-05", "author": "办公室", "reason": "调整分值"}
    assert book.new_version("2026.1", **imprint).title == book.title
    first, second = book.parts
    parts = (replace(first, maximum=Decimal(50)), replace(second, maximum=Decimal(50)))
    assert replace(book, parts=parts).new_version("2026.1", **imprint).title == (
        "百分制（指标 50 分、任务 50 分）"
    )
    plain = replace(book, parts=parts, title="达标制（控制指标、支撑指标）")
    assert plain.new_version("2026.1", **imprint).title == plain.title  # it names no points
