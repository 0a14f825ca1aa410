"""办理记录: its check code is on all papers, changes of the past forbid what stands on it."""

import io
import re
import zipfile
from contextlib import closing

import pytest

from forms import FORMS
from model.errors import AppError
from model.jobs import JobContext
from model.office.open_work import unfinished
from model.office.record_check import (
    accept_record,
    find_printed_code,
    flaw_lines,
    record_code,
    record_sentence,
)
from model.office.report_contents import opinion, report_data
from model.office.stored_year import StoredYear
from model.outputs import Output, output_bytes, write_output
from model.report.opinion import opinions_bytes
from model.store.backups import BackupReason, folder_beside, make_backup
from model.store.data_file import open_store
from model.store.record_chain import chain_state
from model.store.recovery import put_back
from model.store.row_checksums import seal_everything
from tests.model.office.live import Decisions
from tests.model.workbook.years import YEAR, small_plan, small_rulebook

AT = "2026-02-01T09:00:00+08:00"


@pytest.fixture
def decide(office, send):
    send("city")
    return Decisions(office, by="王五")


def text_of(content):
    """All words of an .xlsx or .docx, without the markup between them."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [archive.read(name).decode("utf-8") for name in archive.namelist()
                 if name.endswith(".xml")]  # fmt: skip
    return re.sub(r"<[^>]*>", "", "".join(parts))


def tampered(db, statement):
    """As somebody with the app's code would: past its triggers, sealed again."""
    for (name,) in db.conn.execute(
        "SELECT name FROM temp.sqlite_master WHERE type = 'trigger'"
    ).fetchall():
        db.conn.execute(f"DROP TRIGGER temp.{name}")
    with db.atomic():
        db.conn.execute(statement)
        seal_everything(db)


def stored(tmp_path):
    return StoredYear(
        path=tmp_path / "data.db", shipped=small_plan(), rulebook=small_rulebook(), forms=FORMS,
        year=YEAR,
    )  # fmt: skip


def test_that_the_check_code_of_the_acts_is_on_all_papers(office, decide, db):
    code = record_code(db)
    for output in Output:
        assert code.code in text_of(output_bytes(office.now, output, JobContext(), code))
        assert "校验链" not in text_of(output_bytes(office.now, output, JobContext(), code))


def test_that_what_the_window_writes_has_the_code_and_merge_whose_file_is_thrown_away_has_none(
    office, decide, db, tmp_path
):
    path = tmp_path / "汇总.xlsx"
    write_output(stored(tmp_path), Output.SUMMARY, path, JobContext())
    assert record_code(db).code in text_of(path.read_bytes())
    assert "办理记录" not in text_of(output_bytes(office.now, Output.SUMMARY, JobContext()))


def test_that_renaming_a_reviewer_is_noticed_though_everything_is_sealed_again(office, decide, db):
    item = next(iter(office.body("cgw").items))
    decide.adopt("cgw", item)
    printed = record_code(db).code
    tampered(db, "UPDATE review SET made_by = '李四'")
    state = chain_state(db.conn)
    assert flaw_lines(state)[0].startswith("复核意见：有 1 条写下以后被改动")
    assert "不符" in record_sentence(state)
    with pytest.raises(AppError) as refused:
        decide.pass_year("cgw")
    assert any("校验链" in str(problem) for problem in refused.value.problems)
    assert any("校验链" in line for line in unfinished(office.now))
    found = text_of(opinions_bytes([opinion(office.now, "cgw", AT, record_code(db))], "意见", AT))
    assert "不符" in found
    assert printed in found  # the chain is as it was: it is the row that isn't


def test_that_a_removed_review_is_noticed(office, decide, db):
    decide.adopt("cgw", *list(office.body("cgw").items)[:2])
    tampered(db, "DELETE FROM review WHERE id = 1")
    assert "删去" in flaw_lines(chain_state(db.conn))[0]


def test_that_accepting_needs_name_and_reason_and_lets_the_year_pass(office, decide, db):
    decide.adopt("cgw", *office.body("cgw").items)
    tampered(db, "UPDATE review SET made_by = '李四'")
    with pytest.raises(AppError, match="理由"):
        accept_record(db, "王五", "")
    accept_record(db, "王五", "技术人员改错了姓名")
    decide.pass_year("cgw")
    assert office.body("cgw").passed
    assert "王五核实过不符之处：技术人员改错了姓名" in record_sentence(chain_state(db.conn))


def test_that_a_printed_code_is_told_to_hold_or_not(office, decide, db, tmp_path):
    code = record_code(db).code
    decide.adopt("cgw", *office.body("cgw").items)
    assert find_printed_code(stored(tmp_path), code, JobContext()).holds
    odd = find_printed_code(stored(tmp_path), "3F2A", JobContext())
    assert (odd.holds, "16 位" in odd.sentence) == (False, True)
    other = find_printed_code(stored(tmp_path), "0" * 16, JobContext())
    assert (other.holds, "没有这个校验码" in other.sentence) == (False, True)


def test_that_a_code_printed_before_a_backup_was_restored_is_explained(
    office, decide, db, tmp_path
):
    path = tmp_path / "data.db"
    backup = make_backup(db, folder_beside(path), BackupReason.BY_HAND)
    decide.adopt("cgw", *office.body("cgw").items)
    code = record_code(db).code
    db.close()
    put_back(backup.path, path)
    found = find_printed_code(stored(tmp_path), code, JobContext())
    assert not found.holds
    assert "恢复前" in found.sentence
    assert "两边相同" in found.sentence
    with closing(open_store(path)) as again:
        assert "恢复了备份" in record_sentence(chain_state(again.conn))


def test_that_the_data_of_a_year_without_a_kept_file_has_no_code(office, decide):
    assert report_data(office.now).record is None
