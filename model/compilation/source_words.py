"""The words of a plan, from a file of anybody's or pasted, and what is read in them: as jobs."""

from dataclasses import dataclass
from pathlib import Path

from model.bounded_file import NotReadable, read_bounded
from model.errors import AppError
from model.jobs import JobContext
from model.plan_draft.document import document_text
from model.plan_draft.draft import PlanDraft
from model.plan_draft.plan_reader import read_plan_text
from model.plan_draft.remarks import problems_of
from model.plan_draft.source import source_text
from model.workbook.intake import limits
from model.workbook.intake.refused import Refused
from model.workbook.intake.worker_client import WorkbookReader

PASTED = "粘贴的文字"
ZIP = b"PK"
MOST = 12  # remarks that tell why nothing was read


@dataclass(frozen=True, kw_only=True)
class ReadPlanText:
    """Words, and what was read in them. `source` is the file's name, "" for words pasted."""

    source: str
    text: str
    draft: PlanDraft


def read_plan_file(path: Path, context: JobContext) -> ReadPlanText:
    """Reads the file *path*: .txt in the usual encodings, or .docx.

    A Word document is taken apart in the limited child before the program does it.

    Raises:
        AppError: it can't be read, or is no plan with responsibility notes.
        Cancelled: the user stopped it.
    """
    context.step(0, 3, f"正在打开 {path.name}")
    try:
        content = read_bounded(path, limits.FILE)
    except NotReadable as error:
        raise AppError(
            f"“{path.name}”太大，或者不是文件。", hint="请只选方案正文的文件。"
        ) from error
    except OSError as error:
        raise AppError(
            f"“{path.name}”打不开。", hint="请检查文件是否还在、是否正被别的程序占用。"
        ) from error
    if content.startswith(ZIP):
        _try_out(content, path.name)
    context.step(1, 3, f"正在读 {path.name}")
    return _read(source_text(content, path.name), path.name, context)


def read_pasted_plan(words: str, context: JobContext) -> ReadPlanText:
    """Reads *words* that were pasted. Raises: as `read_plan_file`."""
    context.step(1, 3, "正在读粘贴的文字")
    return _read(source_text(words.encode(errors="replace"), PASTED), "", context)


def _try_out(content: bytes, name: str) -> None:
    try:
        with WorkbookReader() as reader:
            reader.try_out(document_text, content)
    except Refused as refused:
        raise AppError(
            f"“{name}”没有读：打开它要的时间或内存多得不正常。",
            hint="请用 WPS 打开它，另存为 .docx 再试。",
        ) from refused


def _read(text: str, source: str, context: JobContext) -> ReadPlanText:
    context.step(2, 3, "正在读条款、单位、任务和指标")
    draft = read_plan_text(text)
    context.step(3, 3)
    if not draft.clauses:
        raise AppError(
            f"“{source or PASTED}”里没有读到责任括号，编不成方案数据。",
            problems_of(draft)[:MOST],
            hint="方案每条的末尾要有“（某单位负责）”一类的话。责任另有分工文件的，请把它和正文合在一起。",
        )
    return ReadPlanText(source=source, text=text, draft=draft)
