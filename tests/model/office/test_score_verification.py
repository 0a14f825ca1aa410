import pytest

from forms import FORMS
from model.errors import Cancelled
from model.jobs import JobContext
from model.office.score_verification import verify_scores
from model.office.year import OfficeYear
from model.plans import PlanLibrary
from tests.model.office.live import Decisions


@pytest.fixture
def sent(office, send):
    send("city", "again", "schools")
    Decisions(office, by="李四").adjust("cgw", "i-green", {"value": "30"}, "按年鉴")


def again(office):
    return OfficeYear.read(PlanLibrary(office.db, office.plan), office.rulebook, FORMS, office.year)


def test_that_every_score_follows_from_the_kept_originals(office, sent):
    proof = verify_scores(office, JobContext())
    assert proof.holds
    assert proof.sentence == "2 个单位的得分都已由留存的原件重新算出，与现有结果一致。"
    assert [line.file for line in proof.lines] == ["mail0/again.xlsx", "mail0/schools.xlsx"]
    assert [line.verdict for line in proof.lines] == ["一致", "一致"]


def test_that_a_payload_changed_behind_the_apps_back_is_found(office, sent):
    office.db.execute(
        "UPDATE received SET payload = replace(payload, '\"40\"', '\"12\"')"
        " WHERE department = 'jyj'"
    )
    forged = again(office)
    (line,) = [one for one in verify_scores(forged, JobContext()).lines if one.differences]
    assert line.department.id == "jyj"
    assert line.shown != line.again
    assert any("绿地率" in words for words in line.differences)


def test_that_a_changed_original_proves_nothing(office, sent):
    office.db.execute("UPDATE original SET content = x'00' WHERE sha256 IN"
                      " (SELECT sha256 FROM arrival WHERE file_name LIKE '%schools%')")  # fmt: skip
    (line,) = [one for one in verify_scores(office, JobContext()).lines if one.differences]
    assert line.differences == ("留存的原件与收到时的校验值不符。",)
    assert "1 个不一致" in verify_scores(office, JobContext()).sentence


def test_that_a_proof_can_be_cancelled(office, sent):
    job = JobContext()
    job.stop.set()
    with pytest.raises(Cancelled):
        verify_scores(office, job)
