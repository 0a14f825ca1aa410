"""Taking in a 年度任务包: from a file to the package that was sealed in it."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from model.domain.cell_edit import CellEdit
from model.domain.package import YearPackage
from model.domain.sealed import unseal_as
from model.errors import PackageRejected, Problem
from model.workbook.comparing import differing
from model.workbook.intake.book import read_sheets
from model.workbook.intake.keyed_tables import Tables, tables_in
from model.workbook.intake.worker_client import WorkbookReader
from model.workbook.package.content import PackageReport
from model.workbook.package.sheets import package_entries
from model.workbook.report.read import (
    is_submission,
    packet_rows,
    sealed_payload,
    tables_of,
)

DEPARTMENT, SECRET = "department", "secret"  # rows of the packet beside the payload


@dataclass(frozen=True, kw_only=True)
class ReceivedPackage:
    """`department` is whom the file was made for, "": all; `secret` is theirs, if any."""

    package: YearPackage
    sha256: str  # of the file
    department: str = ""
    secret: str = ""


def read_package(
    name: str,
    content: bytes,
    report_for: Callable[[YearPackage, str], PackageReport],
    reader: WorkbookReader | None = None,
) -> ReceivedPackage:
    """The package in the workbook *content*, called *name* and untouched by hand.

    Args:
        report_for: what a package for a department ("": all) says on paper; may raise AppError.
        reader: None: one is started for this file.

    Raises:
        Refusal: it is no workbook of ours, or damaged.
        PackageRejected: it holds something else, or somebody edited it.
    """
    tables = tables_of(name, content, reader)
    package, rows = _unsealed(name, tables), packet_rows(tables)
    department = rows.get(DEPARTMENT, "")
    report = report_for(package, department)
    if edits := tuple(differing(package_entries(report), tables)):
        raise PackageRejected(
            f"{name}：任务包里有 {len(edits)} 处被人改动过，没有接收，原有内容未变。",
            [_problem(name, edit) for edit in edits],
            hint="请向领导小组办公室索取原件；内容确需更正的，由办公室重新生成并发出新的一版。",
        )
    return ReceivedPackage(
        package=package,
        sha256=hashlib.sha256(content).hexdigest(),
        department=department,
        secret=rows.get(SECRET, ""),
    )


def _problem(name: str, edit: CellEdit) -> Problem:
    return Problem(edit.change, tuple(filter(None, (name, edit.sheet, edit.cell))))


def _unsealed(name: str, tables: Tables) -> YearPackage:
    payload = sealed_payload(name, tables)
    try:
        return unseal_as(YearPackage, payload)
    except ValueError as error:
        if is_submission(payload):
            raise PackageRejected(
                f"{name}：这是一份年度自评估工作簿，不是任务包，没有接收。",
                hint="请选择领导小组办公室发来的任务包；报送的工作簿请由办公室在“收件”中接收。",
            ) from error
        raise PackageRejected(
            f"{name}：数据包的内容不是完整的任务包，没有接收。",
            hint="请先把本程序升级到最新版本；仍不能接收的，请向领导小组办公室索取原件。",
        ) from error


def verify_package(content: bytes, report: PackageReport) -> None:
    """Read back what the app itself is about to write, in this process.

    Raises:
        RuntimeError: it doesn't say what was to be written. Our bug.
    """
    tables = tables_in(read_sheets(content))
    if _unsealed("", tables) != report.package or any(differing(package_entries(report), tables)):
        raise RuntimeError("the workbook written is not the package")
