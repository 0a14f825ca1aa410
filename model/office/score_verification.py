"""证明: every score worked out once more from the kept originals, held against what is shown."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from model.domain.plan import Department
from model.domain.score import Assessment
from model.domain.submission import Submission
from model.domain.wording import points_words
from model.jobs import JobContext
from model.office.department_year import DepartmentYear
from model.office.year import OfficeYear
from model.workbook.intake.worker_client import WorkbookReader
from model.workbook.layout import Questionnaire
from model.workbook.reasons import Refusal
from model.workbook.report.read import read_content

MOST = 5  # items told of one department


@dataclass(frozen=True, kw_only=True)
class VerifiedScore:
    """One department. No `differences`: 一致."""

    department: Department
    file: str  # the original it was worked out from; "" where none is kept
    shown: str  # the reviewed score, in words
    again: str
    differences: tuple[str, ...] = ()

    @property
    def verdict(self) -> str:
        return "不一致" if self.differences else "一致"


@dataclass(frozen=True, kw_only=True)
class ScoreVerification:
    lines: tuple[VerifiedScore, ...]

    @property
    def holds(self) -> bool:
        return not any(line.differences for line in self.lines)

    @property
    def sentence(self) -> str:
        wrong = sum(bool(line.differences) for line in self.lines)
        if wrong:
            return f"{len(self.lines)} 个单位中有 {wrong} 个不一致，见列表。"
        return f"{len(self.lines)} 个单位的得分都已由留存的原件重新算出，与现有结果一致。"


def verify_scores(office: OfficeYear, job: JobContext) -> ScoreVerification:
    """Reads every counting original again, works out its score, and changes nothing.

    Raises:
        Cancelled: the user asked for it.
    """
    plan = office.library.shipped
    fresh = OfficeYear(office.library, office.rulebook, office.forms, office.year)
    asked = Questionnaire(plan=plan, forms=office.forms)
    asked = replace(asked, plan_of=office.senders.plan_of)
    lines = []
    bodies = office.reported
    with WorkbookReader() as reader:
        for done, body in enumerate(bodies):
            job.step(done, len(bodies), f"核对 {body.department.name}")
            lines.append(_proven(office, fresh, body, asked, reader))
    job.step(len(bodies), len(bodies), "核对完毕")
    return ScoreVerification(lines=tuple(lines))


def _proven(
    office: OfficeYear,
    fresh: OfficeYear,
    body: DepartmentYear,
    asked: Questionnaire,
    reader: WorkbookReader,
) -> VerifiedScore:
    file, read, problem = _original(office, body, asked, reader)
    if read is not None and body.digest is not None:
        fresh.trust(body.digest, read)
    again = fresh.body(body.id).reviewed if read is not None else None
    differences = [problem] if problem else []
    if again is not None and body.reviewed is not None:
        differences += _differences(office, body.reviewed, again)
    return VerifiedScore(
        department=body.department,
        file=file,
        shown=_words(body.reviewed),
        again=_words(again),
        differences=tuple(differences),
    )


def _original(
    office: OfficeYear, body: DepartmentYear, asked: Questionnaire, reader: WorkbookReader
) -> tuple[str, Submission | None, str]:
    """The file's name, what it says now, and what is wrong with it."""
    kept = [r for r in office.receipts if r.verdict.digest == body.digest and r.sha256]
    if not kept:
        return "", None, "没有留存原件，无法重新计算。"
    receipt = kept[0]
    name, sha256 = receipt.file_name, receipt.sha256 or ""
    try:
        content = office.original(sha256)
        if hashlib.sha256(content).hexdigest() != sha256:
            return name, None, "留存的原件与收到时的校验值不符。"
        read = read_content(name, content, asked, reader).submission
    except (LookupError, Refusal) as error:
        return name, None, f"留存的原件读不出来：{error}"
    if read.digest != body.digest:
        return name, read, "原件的内容与登记的校验码不符。"
    return name, read, ""


def _differences(office: OfficeYear, shown: Assessment, again: Assessment) -> Iterator[str]:
    if (shown.total, shown.grade) != (again.total, again.grade):
        yield f"现有结果为{_words(shown)}，重新计算为{_words(again)}。"
    points = {score.item: score.points for score in again.scores}
    different = [score for score in shown.scores if points.get(score.item) != score.points]
    for score in different[:MOST]:
        now, then = points.get(score.item), score.points
        title = office.plan.item(score.item).title
        yield f"“{title}”现有 {_points(then)}，重新计算 {_points(now)}。"
    if len(different) > MOST:
        yield f"……共 {len(different)} 项不同。"


def _points(points: object) -> str:
    return "无得分" if points is None else f"{points} 分"


def _words(assessment: Assessment | None) -> str:
    if assessment is None or assessment.total is None:
        return "无得分"
    return f"{points_words(assessment.total)}（{assessment.grade}）"
