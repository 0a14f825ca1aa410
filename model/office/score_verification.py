"""Works every score out once more from the kept originals, and compares it with what is shown."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from model.domain.plan import Department
from model.domain.score import Assessment
from model.domain.submission import Submission
from model.domain.wording import points_words
from model.jobs import JobContext
from model.office.department_year import DepartmentYear
from model.office.stored_year import StoredYear
from model.office.year import OfficeYear
from model.store.receipts import OriginalCleared
from model.workbook.intake.worker_client import WorkbookReader
from model.workbook.layout import Questionnaire
from model.workbook.reasons import Refusal
from model.workbook.sealed import read_report

MOST = 5  # items told of one department


@dataclass(frozen=True, kw_only=True)
class VerifiedScore:
    """One department. No `differences`: 一致, as far as there is an original to compare with."""

    department: Department
    file: str  # the original it was worked out from; "" where none is kept
    shown: str  # the reviewed score, in words
    again: str
    differences: tuple[str, ...] = ()
    cleared: str = ""  # that the original was cleared, by whom and when

    @property
    def verdict(self) -> str:
        if self.cleared:
            return "无法重算"
        return "不一致" if self.differences else "一致"


@dataclass(frozen=True, kw_only=True)
class ScoreVerification:
    lines: tuple[VerifiedScore, ...]

    @property
    def holds(self) -> bool:
        return not any(line.differences for line in self.lines)

    @property
    def proved(self) -> bool:
        """Whether anything was worked out again at all."""
        return not self.lines or not all(line.cleared for line in self.lines)

    @property
    def sentence(self) -> str:
        every, cleared = len(self.lines), sum(bool(line.cleared) for line in self.lines)
        wrong = sum(bool(line.differences) for line in self.lines)
        gone = f"{cleared} 个单位的原件已按决定清除，不再能由原件重新计算。" if cleared else ""
        if wrong:
            return f"{every} 个单位中有 {wrong} 个不一致，见列表。{gone}"
        if cleared == every and every:
            return f"{gone}现有结果没有改动。"
        if cleared:
            return (
                f"其余 {every - cleared} 个单位的得分都已由留存的原件重新算出，"
                f"与现有结果一致；{gone}"
            )
        return f"{len(self.lines)} 个单位的得分都已由留存的原件重新算出，与现有结果一致。"


def verify_scores(office: OfficeYear, job: JobContext) -> ScoreVerification:
    """Reads every original that counts again and compares its score; changes nothing.

    Raises:
        Cancelled: the user asked for it.
    """
    terms = office.terms
    asked = Questionnaire(plan=terms.plans.shipped, forms=office.forms)
    asked = asked.as_known_to(terms.senders)
    bodies, originals = office.reported, []
    with WorkbookReader() as reader:
        for done, body in enumerate(bodies):
            job.step(done, len(bodies), f"核对 {body.department.name}")
            originals.append(_original(office, body, asked, reader))
    read = {body.digest or "": one.read for body, one in zip(bodies, originals, strict=True)}
    kept = OfficeYear.read(terms.plans, office.rulebook, office.forms, office.year)
    fresh = kept.trusting({digest: one for digest, one in read.items() if one is not None})
    lines = [
        _verified(office, body, one, fresh.body(body.id).reviewed if one.read else None)
        for body, one in zip(bodies, originals, strict=True)
    ]
    job.step(len(bodies), len(bodies), "核对完毕")
    return ScoreVerification(lines=tuple(lines))


def verify_stored_scores(stored: StoredYear, job: JobContext) -> ScoreVerification:
    with stored.opened() as office:
        return verify_scores(office, job)


@dataclass(frozen=True, kw_only=True)
class _Original:
    file: str = ""
    read: Submission | None = None  # what it says now
    problem: str = ""
    cleared: str = ""


def _verified(
    office: OfficeYear, body: DepartmentYear, original: _Original, again: Assessment | None
) -> VerifiedScore:
    differences = [original.problem] if original.problem else []
    if again is not None and body.reviewed is not None:
        differences += _differences(office, body.reviewed, again)
    return VerifiedScore(
        department=body.department,
        file=original.file,
        shown=_words(body.reviewed),
        again="—" if original.cleared else _words(again),
        differences=tuple(differences),
        cleared=original.cleared,
    )


def _original(
    office: OfficeYear, body: DepartmentYear, asked: Questionnaire, reader: WorkbookReader
) -> _Original:
    kept = [r for r in office.receipts if r.verdict.digest == body.digest and r.sha256]
    if not kept:
        return _Original(problem="没有留存原件，无法重新计算。")
    name, sha256 = kept[0].file_name, kept[0].sha256 or ""
    try:
        content = office.original(sha256)
        if hashlib.sha256(content).hexdigest() != sha256:
            return _Original(file=name, problem="留存的原件与收到时的校验值不符。")
        received = read_report(name, content, asked, reader)
        read = received.submission
    except OriginalCleared as told:
        return _Original(file=name, cleared=str(told))
    except (LookupError, Refusal) as error:
        return _Original(file=name, problem=f"留存的原件读不出来：{error}")
    problem = "" if read.digest == body.digest else "原件的内容与登记的校验码不符。"
    if received.proof.key != kept[0].verdict.signer:
        problem = problem or "原件的签名与登记的不符。"
    return _Original(file=name, read=read, problem=problem)


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
