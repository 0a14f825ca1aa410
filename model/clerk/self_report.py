"""The 自评报告 of the year that is open: composed from what the data file holds, and written."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from model.clerk.year import ClerkYear
from model.disk import name_part
from model.domain.answers import Answers
from model.domain.return_slip import Reply
from model.files import write_safely
from model.jobs import JobContext
from model.report.self_report import AnsweredRemark, SelfReport, self_report_bytes
from model.store.clock import now
from model.workbook.layout import Questionnaire

CHANGED = "已按意见修改填报内容。"


@dataclass(frozen=True, kw_only=True)
class SelfReportRequest:
    """What to write, and into which folder."""

    folder: Path
    data: SelfReport
    draft: bool  # it says more than the last workbook that went out


def self_report(desk: ClerkYear, before: Answers, folder: Path) -> SelfReportRequest:
    """What the year says now; *before* are last year's answers, none where it is not known here.

    Where nothing changed since the last export, the report bears that workbook's check code.
    """
    sent = desk.still_sent
    data = SelfReport(
        questionnaire=Questionnaire(plan=desk.plan, forms=desk.forms),
        submission=sent or desk.next_submission(),
        assessor=desk.assessor,
        made_at=sent.exported_at if sent else now(),
        code=sent.check_code if sent else "",
        remarks=tuple(_remarks(desk)),
        rectifications=desk.rectifications.lines,
        before=before or None,
    )
    return SelfReportRequest(folder=folder, data=data, draft=sent is None)


def write_self_report(request: SelfReportRequest, job: JobContext) -> Path:
    """The report's file, in place of one of the same name.

    Raises:
        AppError: the file can't be written.
    """
    data = request.data
    job.step(0, 1, "自评报告")
    state = "草稿" if request.draft else f"第{data.submission.sequence}次"
    body = name_part(data.department, "单位")
    path = request.folder / f"{body}_{data.year}年度自评报告_{state}.docx"
    write_safely(path, self_report_bytes(data))
    return path


def _remarks(desk: ClerkYear) -> Iterator[AnsweredRemark]:
    """The remarks of every slip, each with what the department said about it last."""
    sent = {(reply.slip, reply.item): reply for one in desk.submissions for reply in one.replies}
    now_said = {(reply.slip, reply.item): reply for reply in desk.next_submission().replies}
    replies = {**sent, **now_said}
    for slip in desk.returned.slips:
        for remark in slip.remarks:
            reply = replies.get((slip.id, remark.item))
            yield AnsweredRemark(item=remark.item, remark=remark.text, reply=_words(reply))


def _words(reply: Reply | None) -> str:
    if reply is None:
        return ""
    return reply.text or (CHANGED if reply.changed else "")
