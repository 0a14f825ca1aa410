"""退回单 and earlier workbooks that a clerk opens: read as a job, taken in on the GUI thread."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from model.domain.return_slip import ReturnSlip
from model.domain.submission import Submission
from model.errors import AppError
from model.workbook.layout import Questionnaire
from ui.edit_text import title_of
from ui.session import Session

if TYPE_CHECKING:
    from model.consolidation.attachments import Attachment
    from model.workbook.intake.worker_client import WorkbookReader


@dataclass(frozen=True, kw_only=True)
class SlipOpened:
    path: Path
    slip: ReturnSlip


@dataclass(frozen=True, kw_only=True)
class ReportOpened:
    path: Path
    submission: Submission
    words: Mapping[str, str]  # item id -> what the plan asked for then


@dataclass(frozen=True, kw_only=True)
class News:
    """What to tell, and where to go on."""

    title: str
    said: str
    page: str  # simple HTML
    item: str = ""


def opened_by_a_department(
    file: "Attachment", questionnaire: Questionnaire, reader: "WorkbookReader"
) -> SlipOpened | ReportOpened | None:
    """The 退回单 or report in *file*; None: it is neither, or can't be read at all."""
    from model.workbook.report.quoted_words import quoted_words
    from model.workbook.report.read import read_content, sealed_payload, tables_of
    from model.workbook.slip.read import slip_in

    path = Path(file.name)
    try:
        content = file.content()
        tables = tables_of(path.name, content, reader)
        table = json.loads(sealed_payload(path.name, tables))
    except (AppError, ValueError):
        return None
    if table.get("kind") == "return-slip":
        return SlipOpened(path=path, slip=slip_in(path.name, content, reader).slip)
    if "kind" not in table and "answers" in table:
        received = read_content(path.name, content, questionnaire, reader)
        words = quoted_words(tables)
        return ReportOpened(path=path, submission=received.submission, words=words)
    return None


def take_slip(session: Session, opened: SlipOpened) -> News:
    """Keep the slip; its items wait to be answered.

    Raises:
        AppError: it is another department's or year's; nothing was changed.
    """
    slip = opened.slip
    new = session.take_slip(slip, opened.path.name)
    waiting = session.desk.returned.remarks
    lines = "".join(
        f"<p><b>{escape(title_of(session, remark.item))}</b><br>{escape(remark.text)}</p>"
        for remark in slip.remarks
    )
    due = f"，请于 {slip.due} 前改好再报" if slip.due else ""
    said = f"第 {slip.sequence} 次报送有 {len(slip.remarks)} 项被退回{due}。{slip.general}"
    if not new:
        said = f"这份退回单以前已经接收过。{said}"
    if not waiting:
        said = f"这份退回单之后已经重新报送过，不用再处理。{said}"
    item = next(iter(waiting), "")
    return News(title=f"退回单　第{slip.number}号", said=said, page=lines, item=item)
