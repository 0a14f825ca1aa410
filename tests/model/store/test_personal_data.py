"""清除往年个人信息: nobody's name or number of a past year is left in the folder."""

import hashlib
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from model.domain.package import Contact, YearPackage
from model.domain.section import Section, SectionReturn
from model.domain.submission import COVER, Edition
from model.store.answers import fetch_answers, save_answers
from model.store.backups import BackupReason, list_backups, make_backup
from model.store.carried_over import fetch_report, keep_report
from model.store.closed_years import close_year, is_closed
from model.store.data_file import open_store
from model.store.half_written import fetch_half_written, save_half_written
from model.store.integrity import check_data_file
from model.store.packages import fetch_draft, fetch_package, keep_package, save_draft
from model.store.parts import KeptReturn, keep_return
from model.store.personal_data import (
    GOES,
    KEPT,
    clear_personal_data,
    fetch_clearings,
    past_years,
    personal_data,
)
from model.store.receipts import fetch_received
from model.store.record_chain import chain_state
from model.store.sections import fetch_sections, save_sections
from model.store.submissions import fetch_submissions, save_submission
from model.store.transaction import saving
from model.store.year_guard import YearClosed
from model.store.year_settings import BEGUN, YearSetting
from tests.model.store.conftest import ANSWERS, SUBMISSION, take_in

PEOPLE = {"filled_by": "张三丰", "phone": "13800138000", "checked_by": "李四光"}
SAID = {"remark": "一切正常。"}
GONE = [words.encode() for words in (*PEOPLE.values(), "联系人王五", "022-87654321", "原件里的人")]
SENT = replace(SUBMISSION, cover={**PEOPLE, **SAID})


@pytest.fixture
def rules():
    from model.paths import asset

    return asset("rules/percent-2025.1.toml").read_text("utf-8")


@pytest.fixture
def db(tmp_path, rules):
    package = YearPackage(
        id="p", year=2025, version=1, parent=None, opened_at="2025-01-01T08:00:00+08:00",
        made_at="2025-01-01T08:00:00+08:00", plan=Edition(id="hebei", version="1"),
        rulebook=Edition(id="percent", version="2025.1"), rulebook_text=rules,
        deadline="2026-01-31", contacts={"swj": Contact(name="联系人王五", phone="022-87654321")},
    )  # fmt: skip
    with closing(open_store(tmp_path / "自评估数据.db")) as db:
        save_answers(db, 2025, "csglw", {**ANSWERS, COVER: {**PEOPLE, "phone": "13900139000"}})
        save_answers(db, 2025, "csglw", {COVER: PEOPLE})
        save_answers(db, 2026, "csglw", {COVER: {"filled_by": "今年的人"}})
        save_submission(db, SENT, "a.xlsx")
        take_in(db, replace(SENT, id="s2", department="swj"), "原件里的人".encode() * 9)
        with saving(db):
            db.execute("UPDATE arrival SET file_name = '张三丰 13800138000.xlsx'")
        keep_package(db, package)
        back = KeptReturn(
            id="r", part="x", file_name="市容科 李四光.xlsx", sha256="0" * 64,
            received_at="2025-12-20T09:00:00+08:00",
            content=SectionReturn(filled_by="张三丰", phone="13800138000", signed_by="李四光"),
        )  # fmt: skip
        keep_return(db, 2025, "csglw", back)
        gone = Section(id="s", name="市容科", contact="张三丰", phone="13800138000", head="李四光")
        save_sections(db, 2025, "csglw", [gone])
        save_sections(db, 2025, "csglw", [replace(gone, id="t", contact="孙七", phone="", head="")])
        make_backup(db, tmp_path / "备份", BackupReason.BY_HAND)
        (tmp_path / "自评估数据 恢复前 2025-01-01.db").write_bytes("张三丰".encode())
        yield db


def held(folder) -> list[str]:
    """What of those people some file in *folder* still holds."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [w.decode() for w in [*GONE, b"13900139000"] if any(w in f.read_bytes() for f in files)]


def test_that_nobody_of_a_past_year_is_left_anywhere_and_what_was_said_stays(db, tmp_path):
    assert held(tmp_path) == [*(words.decode() for words in GONE), "13900139000"]
    clear_personal_data(db, past_years(db, 2026), "赵六", "满一年", originals=True)
    assert held(tmp_path) == []
    kept = fetch_answers(db, 2025, "csglw")
    assert {item: kept[item] for item in ANSWERS} == ANSWERS
    assert fetch_answers(db, 2026, "csglw")[COVER] == {"filled_by": "今年的人"}
    assert fetch_submissions(db, 2025, "csglw")[0].cover == SAID
    assert [one.contact for one in fetch_sections(db, "csglw", gone=True)] == ["", "孙七"]
    assert len(list_backups(tmp_path / "备份")) == 1


def test_that_the_file_is_sound_afterwards_and_records_are_known_as_before(db, tmp_path):
    package = fetch_package(db, 2025).digest
    received = [digest for digest, _ in fetch_received(db, 2025)]
    clear_personal_data(db, (2025,), "赵六", "满一年", originals=True)
    assert check_data_file(db) == ()
    assert chain_state(db.conn).flaws == ()
    assert fetch_submissions(db, 2025, "csglw")[0].digest == SENT.digest
    assert fetch_package(db, 2025).digest == package
    assert [digest for digest, _ in fetch_received(db, 2025)] == received
    db.close()
    with closing(open_store(tmp_path / "自评估数据.db")) as again:
        assert check_data_file(again) == ()


def test_that_originals_stay_unless_they_are_to_go(db):
    clear_personal_data(db, (2025,), "赵六", "满一年")
    (content,) = db.execute("SELECT content FROM original").fetchone()
    assert hashlib.sha256(content).hexdigest() == next(
        sha256 for (sha256,) in db.execute("SELECT sha256 FROM original")
    )
    assert personal_data(db, (2025,)).originals == 1


def test_that_it_is_told_before_how_much_there_is_and_after_that_there_is_nothing(db):
    found = personal_data(db, (2025,))
    assert (found.covers, found.edits, found.records, found.files) == (3, 7, 4, 1)
    assert (found.originals, found.backups) == (1, 2)
    clear_personal_data(db, (2025,), "赵六", "满一年", originals=True)
    assert personal_data(db, (2025,)).nothing
    (clearing,) = fetch_clearings(db)
    assert (clearing.first, clearing.last, clearing.by) == (2025, 2025, "赵六")


def test_that_an_office_clears_closed_years_alone_and_they_stay_closed(db, plan):
    assert past_years(db, None) == ()
    close_year(db, 2025, plan, None, by="李四", reason="办结")
    assert past_years(db, None) == (2025,)
    clear_personal_data(db, (2025,), "赵六", "满一年")
    assert is_closed(db, 2025)
    with pytest.raises(YearClosed):
        save_answers(db, 2025, "csglw", {COVER: {"phone": "1"}})


@pytest.mark.parametrize(
    ("by", "reason", "years"), [("", "x", (2025,)), ("x", " ", (2025,)), ("x", "y", ())]
)
def test_that_nothing_is_cleared_without_who_why_and_of_what(db, by, reason, years):
    with pytest.raises(ValueError, match="who"):
        clear_personal_data(db, years, by, reason)
    assert personal_data(db, (2025,)).covers == 3


def test_that_a_row_that_is_no_record_costs_itself(db):
    with saving(db):
        db.execute("UPDATE submission SET payload = '{}'")
        db.execute("UPDATE package SET payload = '[1]'")
    assert fetch_submissions(db, 2025, "csglw") == ()
    assert fetch_package(db, 2025) is None


def test_that_a_copy_that_another_program_holds_is_told_and_the_others_go(
    db, tmp_path, monkeypatch
):
    (backup,) = list_backups(tmp_path / "备份")
    aside = next(tmp_path.glob("* 恢复前 *"))
    unlink = Path.unlink

    def as_if_held(self, missing_ok=False):
        if self == backup.path:
            raise PermissionError(13, "held")
        unlink(self, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", as_if_held)
    assert clear_personal_data(db, {2025}, "王科长", "保存期满") == (backup.path,)
    assert not aside.exists()
    assert not personal_data(db, {2025}).records
    assert len(list_backups(tmp_path / "备份")) == 2


def test_that_every_table_and_setting_of_a_year_says_what_becomes_of_its_people(db):
    tables = {name for name in db.table_names() if not name.startswith(("_", "sqlite_"))}
    assert tables | {*YearSetting, BEGUN} == GOES | KEPT.keys()
    assert not GOES & KEPT.keys()
    assert all(KEPT.values())


def test_that_last_years_report_a_draft_and_what_was_begun_name_nobody_any_more(db, tmp_path):
    draft = replace(fetch_package(db, 2025), contacts={"swj": Contact(name="联系人王五")})
    keep_report(db, 2025, "swj", {COVER: {**PEOPLE, **SAID}, "m": {"done": "办了"}})
    save_draft(db, draft)
    save_half_written(db, 2025, "slip/swj", {"phone": "13800138000"})
    save_half_written(db, 2026, "slip/swj", {"phone": "26290001"})
    counted = personal_data(db, (2025,))
    assert counted.begun == 1
    clear_personal_data(db, (2025,), "赵六", "满一年", originals=True)
    assert held(tmp_path) == []
    assert fetch_report(db, 2025, "swj") == {COVER: SAID, "m": {"done": "办了"}}
    assert fetch_draft(db, 2025).deadline == draft.deadline
    assert fetch_half_written(db, 2026, "slip/swj") == {"phone": "26290001"}
    assert personal_data(db, (2025,)).nothing


def test_that_a_parked_workbook_of_a_past_year_goes_with_the_originals(db, tmp_path):
    with saving(db):
        db.execute("DELETE FROM received")
        db.execute("UPDATE arrival SET digest = NULL, file_year = 2025")
    assert personal_data(db, (2025,)).originals == 1
    clear_personal_data(db, (2025,), "赵六", "满一年", originals=True)
    assert held(tmp_path) == []
