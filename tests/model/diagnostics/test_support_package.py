"""The support package: whatever is in the data file, none of it is in there."""

import logging
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import replace

import pytest

from model.diagnostics.logbook import Logbook
from model.diagnostics.support_package import support_texts, write_support
from model.domain.answers import Evidence
from model.errors import AppError
from model.evidence_files.folder import FOLDER
from model.store.answers import save_answers
from model.store.backups import BackupReason, backed_up
from model.store.data_file import open_store
from model.store.evidence import save_evidence
from model.store.settings import save_setting
from model.store.submissions import save_submission
from tests.keys import COMPARED_BY, DEPARTMENT_KEYS, OFFICE_KEYS, know_the_office, sign_as
from tests.model.store.conftest import SUBMISSION, fill, take_in

SECRET = "市容整治三百处"


@pytest.fixture
def data_file(tmp_path):
    """Everywhere somebody can write, the secret is written."""
    path = tmp_path / "自评估数据.db"
    answers = {f"3.1.{n}-01": {"done": SECRET, "reason": SECRET} for n in range(1, 5)}
    with closing(open_store(path)) as db:
        fill(db)
        save_answers(db, 2025, "csglw", answers)
        save_setting(db, f"draft.{SECRET}", SECRET)
        evidence = Evidence(
            id=SECRET, item="3.1.1-01", title=SECRET, reference=SECRET, file_name=SECRET
        )
        save_evidence(db, 2025, "csglw", evidence)
        report = replace(SUBMISSION, id="s9", department="jyj", answers=answers)
        save_submission(db, replace(report, sequence=2), f"{SECRET}.xlsx")
        take_in(db, report, SECRET.encode() * 100)
        sign_as(db, DEPARTMENT_KEYS)
        know_the_office(db)
        backed_up(db, BackupReason.BEFORE_IMPORT)
    (tmp_path / FOLDER / SECRET).mkdir(parents=True)
    (tmp_path / FOLDER / SECRET / SECRET).write_text(SECRET)
    return path


def packed(data_file, target) -> dict[str, str]:
    write_support(target, support_texts(Logbook(data_file.parent), data_file, "Qt 6"))
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}


def fail(words):
    raise ValueError(words)


def test_that_no_answer_can_be_in_it_whatever_failed(data_file, tmp_path):
    book = Logbook(data_file.parent)
    book.open()
    try:
        with pytest.raises(ValueError, match=SECRET) as caught:
            fail(SECRET)
        logging.getLogger("ui.alerts").critical("bug", exc_info=caught.value)
        logging.getLogger("ui.alerts").critical("saving %s", SECRET)
        texts = packed(data_file, tmp_path / "x.zip")
    finally:
        book.close()
    assert SECRET.encode() in data_file.read_bytes()  # or this test would prove nothing
    assert "ValueError" in texts["日志/运行日志.txt"]
    whole = "".join((*texts, *texts.values()))
    for words in (SECRET, SECRET[:4], "csglw", "示例填报人", "总结"):
        assert words not in whole
    for words in (DEPARTMENT_KEYS.seed, OFFICE_KEYS.public, COMPARED_BY):
        assert words.encode() in data_file.read_bytes()
        assert words not in whole


def test_that_it_says_versions_logs_and_how_the_data_file_fares(data_file, tmp_path):
    texts = packed(data_file, tmp_path / "x.zip")
    assert {"说明.txt", "版本.txt", "数据文件检查.txt"} <= texts.keys()
    assert "SQLite 3." in texts["版本.txt"]
    assert "Qt 6" in texts["版本.txt"]
    assert "检查通过，没有发现损坏。" in texts["数据文件检查.txt"]
    assert "answer：" in texts["数据文件检查.txt"]
    assert "导入前" in texts["数据文件检查.txt"]


def test_that_damage_is_counted_and_not_shown(data_file, tmp_path):
    with closing(sqlite3.connect(data_file)) as other, other:
        other.execute(f"UPDATE evidence SET title = '{SECRET}二' WHERE title = '{SECRET}'")
    texts = packed(data_file, tmp_path / "x.zip")
    assert "佐证材料 › 有 1 条内容与保存时不符。" in texts["数据文件检查.txt"]
    assert SECRET not in "".join(texts.values())


def test_that_a_data_file_that_cannot_be_read_is_told_by_its_kind(data_file, tmp_path):
    data_file.write_bytes(SECRET.encode() * 2000)
    texts = packed(data_file, tmp_path / "x.zip")
    assert "检查没有做完。" in texts["数据文件检查.txt"]
    assert SECRET not in "".join(texts.values())


def test_that_a_lost_data_file_is_said_and_not_made_anew(data_file, tmp_path):
    data_file.unlink()
    assert "数据文件不见了。" in packed(data_file, tmp_path / "x.zip")["数据文件检查.txt"]
    assert not data_file.exists()


def test_that_a_place_that_refuses_is_told_and_nothing_half_written_stays(data_file, tmp_path):
    texts = support_texts(Logbook(data_file.parent), data_file)
    with pytest.raises(AppError):
        write_support(tmp_path / "nowhere" / "x.zip", texts)
    assert not (tmp_path / "nowhere").exists()
