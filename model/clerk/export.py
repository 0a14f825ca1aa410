"""The export: one submission written as a workbook and recorded, and the mail it goes with."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from model.domain.submission import Submission
from model.domain.wording import enclosure_words
from model.ed25519 import KeyPair
from model.jobs import JobContext
from model.scoring.assess import Assessor
from model.store.data_file import open_store
from model.store.submissions import forget_submission, save_submission
from model.workbook.layout import Questionnaire


@dataclass(frozen=True, kw_only=True)
class Exported:
    """What was written, and where."""

    submission: Submission
    path: Path
    office: str  # to whom it goes, as the plan calls it
    grade: str  # in words, "" for none


@dataclass(frozen=True, kw_only=True)
class ExportRequest:
    """What to write into which folder; it is recorded in `data_file`."""

    folder: Path
    data_file: Path
    submission: Submission
    questionnaire: Questionnaire
    assessor: Assessor
    keys: KeyPair
    signature: str = ""  # with a secret of 0.1.0, where the department was given one


def export(request: ExportRequest, job: JobContext) -> Exported:
    """The submission, written under the name it suggests itself.

    It is recorded before its file gets that name: whenever the program ends, no complete file is
    unknown to the data file.

    Raises:
        AppError: the file can't be written; nothing is recorded.
    """
    from model.files import FileNotWritten
    from model.workbook.report.content import YearReport
    from model.workbook.report.write import suggested_name, write_submission

    submission = request.submission
    report = YearReport(
        questionnaire=request.questionnaire,
        submission=submission,
        assessor=request.assessor,
        keys=request.keys,
        signature=request.signature,
    )
    path = request.folder / suggested_name(report)
    recorded = False

    def record() -> None:
        nonlocal recorded
        with closing(open_store(request.data_file)) as db:
            save_submission(db, submission, path.name)
        recorded = True

    try:
        write_submission(path, report, job, record)
    except FileNotWritten:
        if recorded:
            with closing(open_store(request.data_file)) as db:
                forget_submission(db, submission)
        raise
    office = request.questionnaire.plan.office
    grade = report.assessment.grade_words
    return Exported(submission=submission, path=path, office=office, grade=grade)


def mail_text(exported: Exported, department: str, more: tuple[str, ...] = ()) -> str:
    """What to write in the mail; *more*: names of files that go along with the workbook."""
    submission = exported.submission
    score = (
        f"自评得分 {submission.self_total} 分（{exported.grade}）。"
        if submission.self_total is not None
        else ""
    )
    enclosures = [exported.path.name, *more]
    return (
        f"{exported.office}：\n\n"
        f"现报送{department}{submission.year}年度碳达峰自评估工作簿"
        f"（第{submission.sequence}次报送）。{score}\n"
        f"校验码：{submission.check_code}\n\n"
        f"{enclosure_words(enclosures)}\n\n"
        f"填报人：{submission.cover.get('filled_by', '')}　"
        f"联系电话：{submission.cover.get('phone', '')}\n"
        f"{department}"
    )
