import pytest

from model.errors import AppError, Cancelled
from model.jobs import JobContext
from model.merge.folder import read_folder
from model.workbook.reasons import Reason
from tests.model.workbook.years import ANSWERS, exported, make_report, questionnaire

CITY = make_report(ANSWERS)
SCHOOLS = make_report({"i-green": {"value": "40"}}, body="jyj")


@pytest.fixture
def folder(tmp_path):
    """Good and bad files as they come by mail."""
    (tmp_path / "补报").mkdir()
    files = {
        "新建文件夹(1).xlsx": exported(CITY),
        "补报/新建文件夹(1).xlsx": exported(CITY),
        "学校.XLSX": exported(SCHOOLS),
        "坏的.xlsx": exported(CITY)[:3000],
        "说明.docx": b"PK\x03\x04 and no more",
        "表.csv": "单位,数".encode(),
        "空.xlsx": b"",
        "~$新建文件夹(1).xlsx": b"x" * 165,
        ".~lock.学校.XLSX#": b"x",
        "Thumbs.db": b"x",
        "下载中.xlsx.part": b"x",
        "-rf $(reboot) <b>.xlsx": b"%PDF-1.7",
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


def test_that_good_files_are_read_and_bad_ones_refused_one_by_one(folder):
    arrivals = read_folder(folder, questionnaire(), JobContext())
    verdicts = {one.file: one.refusal.code if one.refusal else None for one in arrivals}
    assert verdicts == {
        "-rf $(reboot) <b>.xlsx": Reason.PDF,
        "坏的.xlsx": Reason.DAMAGED,
        "学校.XLSX": None,
        "新建文件夹(1).xlsx": None,
        "空.xlsx": Reason.EMPTY,
        "补报/新建文件夹(1).xlsx": None,
        "表.csv": Reason.TEXT,
        "说明.docx": Reason.DAMAGED,
    }
    assert [one.file for one in arrivals] == sorted(verdicts)


def test_that_copies_are_known_by_their_hash_and_content(folder):
    arrivals = {one.file: one for one in read_folder(folder, questionnaire(), JobContext())}
    first, second = arrivals["新建文件夹(1).xlsx"], arrivals["补报/新建文件夹(1).xlsx"]
    assert first.sha256 == second.sha256
    assert first.submission == second.submission == CITY.submission


def test_that_another_year_is_refused_when_a_year_is_asked_for(folder):
    arrivals = read_folder(folder, questionnaire(), JobContext(), year=2026)
    late = [one for one in arrivals if one.refusal and one.refusal.code is Reason.OTHER_YEAR]
    assert len(late) == 3
    assert "文件是2025年度的" in str(late[0].refusal.problems[0])


def test_that_reading_a_folder_changes_nothing_in_it(folder):
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    read_folder(folder, questionnaire(), JobContext())
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_that_reading_can_be_cancelled(folder):
    job = JobContext()
    job.stop.set()
    with pytest.raises(Cancelled):
        read_folder(folder, questionnaire(), job)


def test_that_a_folder_that_is_gone_is_said_so(tmp_path):
    with pytest.raises(AppError, match="读不出来"):
        read_folder(tmp_path / "gone", questionnaire(), JobContext())


def test_that_links_are_not_followed(tmp_path):
    (tmp_path / "circle").symlink_to(tmp_path, target_is_directory=True)
    assert read_folder(tmp_path, questionnaire(), JobContext()) == ()
