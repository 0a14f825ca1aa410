import json
from dataclasses import replace

import pytest

from model.domain.answers import Evidence
from model.domain.origin import OriginStanding
from model.domain.rectification import ITEM as RECTIFICATION
from model.domain.submission import COVER
from model.package.draft import opened_after, with_change
from model.package.succession import (
    OWNED,
    Copied,
    Stays,
    give_back,
    last_year,
    take_over,
)
from model.plans import PlanLibrary
from model.store.accepted_findings import AcceptedFindings
from model.store.answers import fetch_answers, save_answer, save_answers
from model.store.carried_over import Carried, fetch_carried, keep_carried, keep_report
from model.store.data_file import open_store
from model.store.evidence import fetch_evidence, save_evidence
from model.store.explained_values import fetch_lapsed
from model.store.number_drafts import NumberDrafts
from model.store.packages import keep_package
from model.store.part_facts import SHARE, fetch_facts, save_facts
from model.store.plans import keep_plan
from model.store.settings import fetch_setting
from model.store.supporters import SupporterReport, fetch_supporters, save_supporters
from model.store.year_settings import YearSetting, year_key
from tests.model.package.conftest import MERGED

LATER = "2026-11-01T09:00:00+08:00"
ITEM, OTHER = "3.1.1-01", "3.1.1-02"
VALUED, DOUBTED = "gazelle_firms", "eaglet_firms"
WROTE = SupporterReport(
    exported_at="2025-10-01T09:00:00+08:00", sequence=1, check_code="AB",
    said={ITEM: {"done": "助"}}, standing=OriginStanding.UNSIGNED,
)  # fmt: skip
SWJ = {ITEM: {"state": "done"}, OTHER: {"state": "behind", "progress": "30"}}


@pytest.fixture
def db(tmp_path):
    db = open_store(tmp_path / "自评估数据.db")
    save_answers(db, 2025, "swj", SWJ)
    save_evidence(db, 2025, "swj", Evidence(id="e1", item=ITEM, title="总结", reference="津商1号"))
    yield db
    db.close()


@pytest.fixture
def merged(package):
    return with_change(package, MERGED)


def test_that_the_successor_finds_what_was_typed_and_history_stays_where_it_was(
    db, plan, package, merged
):
    take_over(PlanLibrary(db, plan), merged, "swhz", then=package)
    assert fetch_answers(db, 2025, "swhz") == SWJ
    assert fetch_answers(db, 2025, "swj") == SWJ
    assert [piece.title for piece in fetch_evidence(db, 2025, "swhz")] == ["总结"]
    assert [piece.id for piece in fetch_evidence(db, 2025, "swj")] == ["e1"]


def test_that_evidence_of_the_year_as_a_whole_and_of_shortcomings_comes_along(
    db, plan, package, merged
):
    written = f"{RECTIFICATION}k"
    save_answers(db, 2025, "swj", {written: {"done": "已改"}})
    for number, item in enumerate((COVER, written, "9.9.9-99")):
        save_evidence(db, 2025, "swj", Evidence(id=f"w{number}", item=item, title=item))
    library = PlanLibrary(db, plan)
    for _ in range(2):
        take_over(library, merged, "swhz", then=package)
        came = [piece.item for piece in fetch_evidence(db, 2025, "swhz")]
        assert sorted(came) == sorted([ITEM, COVER, written])


def test_that_what_goes_with_the_answers_comes_along_and_goes_back(db, plan, package, merged):
    written, doubt = f"{RECTIFICATION}k", {"value": "约60"}
    save_answers(db, 2025, "swj", {COVER: {"phone": "26296188"}, written: {"done": "已改"}})
    keep_carried(db, 2025, "swj", {ITEM: Carried(fields=("state",), answer=SWJ[ITEM])})
    save_answer(db, 2025, "swj", VALUED, {"value": "5", "explanation": "停产"})
    save_answer(db, 2025, "swj", VALUED, {"value": "500"})
    NumberDrafts(db, "swj", 2025).keep(DOUBTED, "value", "约60")
    save_facts(db, 2025, "swj", {(ITEM, f"{SHARE}s1"): "lead"})
    library = PlanLibrary(db, plan)

    def brought(body):
        said = fetch_answers(db, 2025, body)
        return (
            said[COVER], said[written], set(fetch_carried(db, 2025, body)),
            dict(fetch_lapsed(db, 2025, body, said)), NumberDrafts(db, body, 2025).of(DOUBTED),
            fetch_facts(db, 2025, body),
        )  # fmt: skip

    take_over(library, merged, "swhz", then=package)
    assert brought("swhz") == (
        {"phone": "26296188"}, {"done": "已改"}, {ITEM}, {VALUED: "5"}, doubt,
        {(ITEM, f"{SHARE}s1"): "lead"},
    )  # fmt: skip
    for table in ("answer", "part_fact"):
        db.execute(f"DELETE FROM {table} WHERE department = 'swj'")
    give_back(library, package, "swj", "swhz")
    assert brought("swj") == brought("swhz")


def test_that_taking_over_twice_changes_nothing(db, plan, package, merged):
    take_over(PlanLibrary(db, plan), merged, "swhz", then=package)
    before = list(db.execute("SELECT * FROM answer")), list(db.execute("SELECT * FROM evidence"))
    take_over(PlanLibrary(db, plan), merged, "swhz", then=package)
    assert before == (
        list(db.execute("SELECT * FROM answer")),
        list(db.execute("SELECT * FROM evidence")),
    )


def test_that_what_the_successor_said_itself_is_never_replaced(db, plan, package, merged):
    save_answer(db, 2025, "swhz", ITEM, {"state": "ongoing"})
    found = take_over(PlanLibrary(db, plan), merged, "swhz", then=package)
    assert fetch_answers(db, 2025, "swhz")[ITEM] == {"state": "ongoing"}
    assert [rival.item for rival in found.rivals] == [ITEM]


def test_that_last_years_answers_are_at_hand_and_not_taken(db, plan, package):
    keep_package(db, package)
    keep_package(
        db,
        opened_after(package, plan, deadline="2027-01-31", at="2026-10-01T00:00:00+08:00").package,
    )
    found = last_year(PlanLibrary(db, plan), 2026, "swj")
    assert found.answers == SWJ
    assert set(found.sources.values()) == {"swj"}
    assert [piece.reference for piece in found.evidence] == ["津商1号"]
    assert fetch_answers(db, 2026, "swj") == {}


def test_that_last_years_answers_are_found_under_the_old_name(db, plan, package):
    keep_package(db, package)
    this = opened_after(package, plan, deadline="2027-01-31", at="2026-10-01T00:00:00+08:00")
    keep_package(db, with_change(this.package, MERGED))
    found = last_year(PlanLibrary(db, plan), 2026, "swhz")
    assert found.answers == SWJ
    assert found.sources == dict.fromkeys(SWJ, "swj")
    assert len(found.evidence) == 1


def test_that_evidence_taken_from_last_year_keeps_its_words_under_an_id_of_its_own(db, plan):
    (piece,) = last_year(PlanLibrary(db, plan), 2026, "swj").evidence
    save_evidence(db, 2026, "swj", piece)
    save_evidence(db, 2026, "swj", piece)
    assert [p.reference for p in fetch_evidence(db, 2026, "swj")] == ["津商1号"]
    assert [p.id for p in fetch_evidence(db, 2025, "swj")] == ["e1"]


def test_that_without_any_package_last_year_is_at_hand_too(db, plan):
    assert last_year(PlanLibrary(db, plan), 2026, "swj").answers == SWJ


def test_that_last_years_words_about_what_reads_otherwise_now_are_not_at_hand(db, plan, package):
    first = plan.measures[ITEM]
    longer = replace(first, text=f"{first.text}并公开结果")
    newer = replace(plan, edition="2026", measures={**plan.measures, ITEM: longer})
    keep_plan(db, plan)
    keep_package(db, package)
    opening = opened_after(package, newer, deadline="2027-01-31", at=LATER, last_plan=plan)
    keep_package(db, opening.package)
    assert last_year(PlanLibrary(db, newer), 2026, "swj").answers == {OTHER: SWJ[OTHER]}
    assert last_year(PlanLibrary(db, newer), 2026, "swj").evidence == ()


def test_that_of_every_table_with_a_body_and_every_setting_of_its_year_it_is_said_what_becomes(db):
    tables = {
        name
        for (name,) in db.execute(
            "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c"
            " WHERE m.type = 'table' AND c.name = 'department'"
        )
    }
    assert set(OWNED) == tables | set(YearSetting)
    assert all(one.why for one in OWNED.values() if isinstance(one, Stays))


@pytest.mark.parametrize("what", [what for what, one in OWNED.items() if isinstance(one, Copied)])
def test_that_whatever_is_copied_comes_along_and_goes_back(db, plan, package, merged, what):
    fill_all(db, "swj")
    library = PlanLibrary(db, plan)
    take_over(library, merged, "swhz", then=package)
    came = rows(db, what, "swhz")
    assert len(came) == len(rows(db, what, "swj")) > 0
    for each in (one for one, owned in OWNED.items() if isinstance(owned, Copied)):
        forget(db, each, "swj")
    give_back(library, package, "swj", "swhz")
    assert len(rows(db, what, "swj")) == len(came)


def fill_all(db, body):
    """Something in every place that is copied."""
    save_answer(db, 2025, body, VALUED, {"value": "5", "explanation": "停产"})
    save_answer(db, 2025, body, VALUED, {"value": "500"})
    AcceptedFindings(db, body, 2025).toggle(["k"])
    keep_carried(db, 2025, body, {ITEM: Carried(fields=("state",), answer=SWJ[ITEM])})
    NumberDrafts(db, body, 2025).keep(DOUBTED, "value", "约60")
    save_facts(db, 2025, body, {(ITEM, f"{SHARE}s1"): "lead"})
    keep_report(db, 2024, body, {ITEM: {"done": "去年"}})
    save_supporters(db, 2025, body, {"kjj": WROTE})


def rows(db, what, body):
    if isinstance(what, YearSetting):
        text = fetch_setting(db, year_key(what, 2025, body))
        return json.loads(text) if text else ()
    return db.execute(f"SELECT * FROM {what} WHERE department = ?", [body]).fetchall()


def forget(db, what, body):
    if isinstance(what, YearSetting):
        db.execute("DELETE FROM setting WHERE key = ?", [year_key(what, 2025, body)])
    else:
        db.execute(f"DELETE FROM {what} WHERE department = ?", [body])


def test_that_what_was_removed_or_taken_back_since_does_not_come_again(db, plan, package, merged):
    fill_all(db, "swj")
    library = PlanLibrary(db, plan)
    take_over(library, merged, "swhz", then=package)
    AcceptedFindings(db, "swhz", 2025).toggle(["k"])
    save_supporters(db, 2025, "swhz", {})
    take_over(library, merged, "swhz", then=package)
    assert "k" not in AcceptedFindings(db, "swhz", 2025)
    assert fetch_supporters(db, 2025, "swhz") == {}


def test_that_what_a_supporter_wrote_to_two_bodies_stands_together_at_their_heir(
    db, plan, package, merged
):
    later = replace(WROTE, exported_at=LATER, said={OTHER: {"done": "给经济局的"}})
    save_supporters(db, 2025, "swj", {"kjj": WROTE})
    save_supporters(db, 2025, "hzjlb", {"kjj": later})
    take_over(PlanLibrary(db, plan), merged, "swhz", then=package)
    both = fetch_supporters(db, 2025, "swhz")["kjj"]
    assert both == replace(later, said={**WROTE.said, **later.said})
