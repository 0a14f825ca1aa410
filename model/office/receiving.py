"""收件: files, folders and zips into the data file, a batch at a time; a bad file costs itself."""

import hashlib
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlite_utils import Database

from model.domain.plan import Plan
from model.domain.submission import Submission
from model.errors import AppError, Problem
from model.jobs import JobContext
from model.merge.attachments import Attachment, attachments, members_of
from model.package.senders import Senders, senders
from model.store.receipts import (
    EditedCell,
    FileVerdict,
    Taken,
    drop_batch,
    fetch_known,
    finish_batch,
    keep_files,
    start_batch,
)
from model.workbook.child import WorkbookReader
from model.workbook.comparing import HandEdit
from model.workbook.layout import Questionnaire
from model.workbook.reading import Received, read_content
from model.workbook.reasons import Reason, Refusal
from model.workbook.visible import Doubt

AT_ONCE = 32  # files, or as many bytes of them, in one transaction
BYTES_AT_ONCE = 8 * 2**20
SECONDS_AT_ONCE = 0.5

Say = Callable[[Taken], None]


def _nothing(_: Taken) -> None:
    pass


@dataclass(frozen=True, kw_only=True)
class Intake:
    """What came of one import."""

    batch: int
    files: int
    accepted: int
    refused: int

    @property
    def sentence(self) -> str:
        if not self.files:
            return "没有找到可以接收的文件。"
        rest = f"，未接收 {self.refused} 个，原因见列表" if self.refused else ""
        return f"收到 {self.files} 个文件：接收 {self.accepted} 个{rest}。"


def receive(
    db: Database,
    questionnaire: Questionnaire,
    sources: Iterable[Path],
    job: JobContext,
    *,
    year: int | None = None,
    origin: str = "",
    said: Say = _nothing,
) -> Intake:
    """Take in *sources*; what each file was is kept in *db* with the file itself.

    Args:
        questionnaire: with the plan the app brings; each file is read as its sender saw it.
        sources: files and folders, zips of attachments among them.
        year: workbooks of other years are refused; None: any year will do.
        origin: where they came from, in words.
        said: told of each file as soon as it is read.

    Raises:
        Cancelled: the user asked for it; no trace is left.
        AppError: a folder can't be read, or the disk refused; no trace is left.
    """
    waiting = _waiting(sources)
    batch = start_batch(db, origin or _origin(waiting))
    pen = _Pen(db, batch)
    try:
        with WorkbookReader() as reader:
            known = senders(db, questionnaire.plan)
            questionnaire = replace(questionnaire, plan_of=known.plan_of)
            desk = _Desk(db, questionnaire, known, reader, year)
            for taken in _read(waiting, desk, job):
                said(taken)
                pen.add(taken)
        pen.flush()
        finish_batch(db, batch)
    except BaseException:
        drop_batch(db, batch)
        raise
    return Intake(
        batch=batch,
        files=pen.files,
        accepted=pen.accepted,
        refused=pen.files - pen.accepted,
    )


def _waiting(sources: Iterable[Path]) -> deque[Attachment]:
    found: deque[Attachment] = deque()
    for source in sources:
        try:
            found.extend(attachments(source))
        except OSError as error:
            raise AppError(
                f"“{source.name}”读不出来，没有接收任何文件。",
                hint="请检查文件夹是否存在、U盘或网络盘是否已断开、是否有读取权限。",
            ) from error
    return found


def _origin(waiting: deque[Attachment]) -> str:
    if not waiting:
        return "没有文件"
    first = waiting[0].name
    return first if len(waiting) == 1 else f"{first} 等 {len(waiting)} 个文件"


def _read(waiting: deque[Attachment], desk: "_Desk", job: JobContext) -> Iterator[Taken]:
    """One by one; a zip gives way to what is in it."""
    done, began = 0, time.monotonic()
    while waiting:
        one = waiting.popleft()
        job.step(done, done + len(waiting) + 1, f"读取 {one.name}{_left(done, waiting, began)}")
        try:
            inside = members_of(one)
        except Refusal as refusal:
            yield Taken(file_name=one.name, verdict=_refused(refusal))
            inside = []
        if inside is None:
            yield desk.take(one)
            done += 1
        else:
            waiting.extendleft(reversed(inside))
    job.step(done, done, "写入数据文件")


def _left(done: int, waiting: deque[Attachment], began: float) -> str:
    """How much longer, in words; "" while nobody can tell, or soon."""
    seconds = (time.monotonic() - began) / done * len(waiting) if done >= 10 else 0
    if seconds < 5:
        return ""
    return f"，约剩 {seconds / 60:.0f} 分钟" if seconds >= 90 else f"，约剩 {seconds:.0f} 秒"


@dataclass
class _Pen:
    """Writes a few files at a time, so that memory doesn't grow and readers see them soon."""

    db: Database
    batch: int
    files: int = 0
    accepted: int = 0
    _held: list[Taken] = field(default_factory=list)
    _bytes: int = 0
    _since: float = field(default_factory=time.monotonic)

    def add(self, taken: Taken) -> None:
        self.files += 1
        self.accepted += taken.verdict.accepted
        self._held.append(taken)
        self._bytes += len(taken.content or b"")
        if (
            len(self._held) >= AT_ONCE
            or self._bytes >= BYTES_AT_ONCE
            or time.monotonic() - self._since > SECONDS_AT_ONCE
        ):
            self.flush()

    def flush(self) -> None:
        keep_files(self.db, self.batch, self._held)
        self._held, self._bytes, self._since = [], 0, time.monotonic()


@dataclass(frozen=True)
class _Desk:
    """Where one file after the other is opened."""

    db: Database
    questionnaire: Questionnaire
    senders: Senders
    reader: WorkbookReader
    year: int | None

    def take(self, one: Attachment) -> Taken:
        content, sha256 = None, None
        try:
            content = one.content()
            sha256 = hashlib.sha256(content).hexdigest()
            if known := fetch_known(self.db, sha256, self.year):
                return Taken(file_name=one.name, verdict=known, sha256=sha256)
            received = read_content(one.name, content, self.questionnaire, self.reader)
            if self.year is not None and received.submission.year != self.year:
                found = Problem(f"文件是{received.submission.year}年度的。", (one.name,))
                raise Refusal(one.name, Reason.OTHER_YEAR, [found])
        except Refusal as refusal:
            return Taken(
                file_name=one.name, verdict=_refused(refusal), sha256=sha256, content=content
            )
        return Taken(
            file_name=one.name,
            verdict=_accepted(self.senders, one.name, received),
            sha256=sha256,
            content=content,
            submission=received.submission,
        )


def _refused(refusal: Refusal) -> FileVerdict:
    return FileVerdict(
        message=str(refusal).removeprefix(f"{refusal.file}："),
        code=refusal.code.value,
        hint=refusal.hint,
        details=tuple(map(str, refusal.problems)),
    )


def _accepted(known: Senders, name: str, received: Received) -> FileVerdict:
    submission = received.submission
    plan = known.plan_of(submission)
    department = plan.departments[submission.department].name
    return FileVerdict(
        message=f"{department} {submission.year}年度第{submission.sequence}次报送",
        digest=submission.digest,
        details=(
            *_misnamed(plan, name, submission),
            *known.notes(submission, received.signature),
            *received.warnings,
        ),
        edits=(*map(_edited, received.edits), *map(_doubtful, received.doubts)),
    )


def _edited(edit: HandEdit) -> EditedCell:
    return EditedCell(
        sheet=edit.sheet, cell=edit.cell, item=edit.item, field=edit.field, label=edit.label,
        sealed=edit.sealed, found=edit.found, table=edit.table, taken=edit.taken,
        question=edit.question, fixed=edit.fixed,
    )  # fmt: skip


def _doubtful(doubt: Doubt) -> EditedCell:
    return EditedCell(
        sheet=doubt.sheet, cell=doubt.cell, item=doubt.item, field=doubt.field, label=doubt.label,
        sealed="", found=doubt.found, table=doubt.table, question=doubt.question, doubtful=True,
        guess=doubt.guess,
    )  # fmt: skip


def _misnamed(plan: Plan, name: str, submission: Submission) -> Iterator[str]:
    """The file is named after another department than the one that it reports on."""
    named = {
        body.id: body.name
        for body in plan.bodies
        for word in (body.name, *body.aliases)
        if len(word) > 2 and word in name.rpartition("/")[2]
    }
    if named and submission.department not in named:
        own = plan.departments[submission.department].name
        other = "、".join(f"“{word}”" for word in named.values())
        yield f"文件名写的是{other}，内容是“{own}”的，已按内容登记，请核实。"
