"""Taking in a 退回单: from a file to the slip that was sealed in it."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from model.domain.cell_edit import CellEdit
from model.domain.return_slip import ReturnSlip
from model.domain.sealed import unseal_as
from model.errors import AppError
from model.workbook.comparing import differing
from model.workbook.intake.book import read_sheets
from model.workbook.intake.keyed_tables import Tables, tables_in
from model.workbook.intake.worker_client import WorkbookReader
from model.workbook.layout import Entry
from model.workbook.report.read import is_submission, sealed_payload, tables_of
from model.workbook.slip.content import SlipReport
from model.workbook.slip.layout import SLIP


class SlipRejected(AppError):
    """A file is no 退回单; nothing was changed."""


@dataclass(frozen=True, kw_only=True)
class ReceivedSlip:
    """The slip is the sealed one, whatever the cells say."""

    slip: ReturnSlip
    sha256: str  # of the file
    edits: tuple[CellEdit, ...] = ()  # remarks that were changed by hand after the export


def slip_in(name: str, content: bytes, reader: WorkbookReader | None = None) -> ReceivedSlip:
    """The slip in the workbook *content*, which came as a file called *name*.

    Raises:
        Refusal, SlipRejected: as `read_slip`.
    """
    tables = tables_of(name, content, reader)
    slip = _unsealed(name, tables)
    return ReceivedSlip(
        slip=slip,
        sha256=hashlib.sha256(content).hexdigest(),
        edits=tuple(differing(_remarks(slip), tables)),
    )


def _remarks(slip: ReturnSlip) -> Iterator[Entry]:
    for remark in slip.remarks:
        yield Entry(SLIP, remark.item, "remark", "“复核意见”", remark.text)


def _unsealed(name: str, tables: Tables) -> ReturnSlip:
    payload = sealed_payload(name, tables)
    try:
        return unseal_as(ReturnSlip, payload)
    except ValueError as error:
        what = "年度自评估工作簿" if is_submission(payload) else "另一种文件"
        raise SlipRejected(
            f"{name}：这是{what}，不是退回单，没有接收。",
            hint="请选择领导小组办公室发来的退回单；如确是退回单，请把程序升级到最新版本再试。",
        ) from error


def verify_slip(content: bytes, report: SlipReport) -> None:
    """Read back what the app itself is about to write, in this process.

    Raises:
        RuntimeError: it doesn't say what was to be written. Our bug.
    """
    tables = tables_in(read_sheets(content))
    if _unsealed("", tables) != report.slip or any(differing(_remarks(report.slip), tables)):
        raise RuntimeError("the workbook written is not the slip")
