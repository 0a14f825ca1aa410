"""收件: files, folders and zips into the data file, a batch at a time; a bad file costs itself."""

import hashlib
import re
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path, PurePosixPath

from sqlite_utils import Database

from model.consolidation.attachments import (
    FILES,
    Attachment,
    attachments,
    first_name,
    members_of,
    too_many,
    with_packs_whole,
)
from model.domain.evidence_catalogue import LIST
from model.domain.rectification import RectificationReply
from model.domain.review_file import MANIFEST, ReviewPack
from model.domain.submission import Submission
from model.errors import AppError
from model.jobs import JobContext
from model.office.file_verdicts import accepted_verdict, bodies_named, refused, reply_verdict
from model.office.other_year_files import of_other_year, year_of_stray
from model.package.senders import senders
from model.plans import PlanLibrary
from model.store.receipts import (
    FileVerdict,
    Receipt,
    Taken,
    department_of,
    drop_batch,
    fetch_known,
    fetch_original,
    fetch_receipts,
    fetch_reporting,
    finish_batch,
    keep_files,
    start_batch,
)
from model.store.year_guard import year_lock
from model.workbook.intake.worker_client import WorkbookReader
from model.workbook.layout import Questionnaire
from model.workbook.reasons import Reason, Refusal, refusal_for
from model.workbook.rectification.read import ReceivedReply
from model.workbook.report.read import ReceivedReport
from model.workbook.sealed import elsewhere, read
from model.workbook.text import readable

AT_ONCE = 32  # files, or as many bytes of them, in one transaction
BYTES_AT_ONCE = 8 * 2**20
SECONDS_AT_ONCE = 0.5
DOCUMENTS = {Reason.OTHER_OFFICE, Reason.PDF, Reason.OFD, Reason.PICTURE, Reason.TEXT}
TABLES = {".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ods", ".csv"}  # by name meant as workbooks
NUMBERED = re.compile(r"[0-9]{3,}_")  # how the program names what it packs beside its LIST

Say = Callable[[Taken], None]


def _nothing(_: Taken) -> None:
    pass


class PassedOver(StrEnum):
    """What lies with reports and is none, so that it could not be refused either."""

    EVIDENCE = "佐证材料"  # a zip or folder of it
    DOCUMENT = "随表报送的文字报告或扫描件"  # beside a workbook that was accepted


@dataclass(frozen=True, kw_only=True)
class ImportResult:
    """The numbers of one import."""

    batch: int
    files: int
    accepted: int
    refused: int
    other_year: int = 0  # of those refused
    replies: int = 0  # of those accepted: 整改反馈单
    passed_over: Mapping[PassedOver, int] = field(default_factory=dict)

    @property
    def evidence(self) -> int:
        return self.passed_over.get(PassedOver.EVIDENCE, 0)

    @property
    def documents(self) -> int:
        return self.passed_over.get(PassedOver.DOCUMENT, 0)

    @property
    def sentence(self) -> str:
        over = self.passed_over
        counts = [f"{over[one]} 份{one}" for one in PassedOver if one in over]
        aside = f"另有 {'、'.join(counts)}没有读取，请和工作簿放在一起，复核时打开看。"
        aside = aside if counts else ""
        if not self.files:
            return f"没有找到可以接收的文件。{aside}"
        refused = self.refused - self.other_year
        rest = f"，未接收 {refused} 个，原因见列表" if refused else ""
        other = f"；{self.other_year} 个是其他年度的，没有列入本年度" if self.other_year else ""
        return f"收到 {self.files} 个文件：接收 {self.accepted} 个{rest}{other}。{aside}"


def receive(
    db: Database,
    questionnaire: Questionnaire,
    sources: Iterable[Path],
    job: JobContext,
    *,
    year: int | None = None,
    origin: str = "",
    said: Say = _nothing,
) -> ImportResult:
    """Take in *sources*; what each file was is kept in *db* with the file itself.

    Args:
        questionnaire: with the shipped plan; each file is read as its sender saw it.
        sources: files and folders, zips of attachments among them.
        year: workbooks of other years are refused; None: any year will do.
        origin: where they came from, in words.
        said: told of each file as soon as it is read.

    Raises:
        Cancelled: the user asked for it; no trace is left.
        YearClosed: *year* takes nothing any more.
        AppError: a folder can't be read, or the disk refused; no trace is left.
    """
    sources = tuple(sources)
    return _receive(
        db, questionnaire, _waiting(sources), job, year, origin or _origin(sources), said
    )


def receive_again(
    db: Database,
    questionnaire: Questionnaire,
    receipts: Sequence[Receipt],
    job: JobContext,
    year: int,
) -> ImportResult:
    """Take in what came while another year was open, as it was kept; otherwise like `receive`."""
    waiting = deque(
        Attachment(name=one.file_name, kept=fetch_original(db, one.sha256))
        for one in receipts
        if one.sha256
    )
    origin = f"先前收到的 {year} 年度文件 {len(waiting)} 个"
    return _receive(db, questionnaire, waiting, job, year, origin, _nothing)


@dataclass(frozen=True, kw_only=True)
class PackedBatch:
    """Files in a 复核包 that came together elsewhere, each with the name it had there."""

    came_at: str  # ISO 8601 with offset
    files: list[tuple[str, bytes]] = field(default_factory=list)


def receive_packed(
    db: Database,
    questionnaire: Questionnaire,
    batches: Sequence[PackedBatch],
    job: JobContext,
    year: int,
    origin: str,
) -> None:
    """Take in what came on another PC, at the times at which it came there; files that are here
    already are left out.

    Raises:
        As `receive`; batches before the one that failed stay.
    """
    here = fetch_receipts(db, year=year)
    known = {one.sha256 for one in here if one.verdict.accepted}
    refused = {(one.sha256, one.taken_in_at) for one in here}  # then; it may be taken in now
    with WorkbookReader() as reader:
        for batch in batches:
            waiting = deque(
                Attachment(name=name, kept=content)
                for name, content in batch.files
                if (found := hashlib.sha256(content).hexdigest()) not in known
                and (found, batch.came_at) not in refused
            )
            if waiting:
                when = batch.came_at
                _receive(db, questionnaire, waiting, job, year, origin, _nothing, reader, when)


def _receive(
    db: Database,
    questionnaire: Questionnaire,
    waiting: deque[Attachment],
    job: JobContext,
    year: int | None,
    origin: str,
    said: Say,
    given: WorkbookReader | None = None,
    came_at: str = "",
) -> ImportResult:
    """*given*: a reader that goes on; None: one of its own. *came_at*: "" for now."""
    if year is not None and (lock := year_lock(db, year)):
        raise lock.refusal("没有接收任何文件")
    batch = start_batch(db, origin, came_at)
    pen = _Pen(db, batch)
    try:
        with WorkbookReader() if given is None else nullcontext(given) as reader:
            files = _FileReader(db, questionnaire, reader, year)
            for taken in _read(waiting, files, job):
                if isinstance(taken, PassedOver):
                    pen.passed_over[taken] += 1
                    continue
                said(taken)
                pen.add(taken)
        pen.flush()
        finish_batch(db, batch)
    except BaseException:
        drop_batch(db, batch)
        raise
    return ImportResult(
        batch=batch,
        files=pen.files,
        accepted=pen.accepted,
        refused=pen.files - pen.accepted,
        other_year=pen.other_year,
        replies=pen.replies,
        passed_over=dict(pen.passed_over),
    )


def _waiting(sources: Iterable[Path]) -> deque[Attachment]:
    found: deque[Attachment] = deque()
    for source in sources:
        try:
            found.extend(attachments(source))
        except OSError as error:
            raise AppError(
                f"“{readable(source.name)}”读不出来，没有接收任何文件。",
                hint="请检查文件夹是否存在、U盘或网络盘是否已断开、是否有读取权限。",
            ) from error
    return deque(with_packs_whole(found))


def _origin(sources: Sequence[Path]) -> str:
    """As they were dropped: '邮件.zip', '第一周（文件夹）', '区教育局.xlsx 等 3 项'."""
    if not sources:
        return "没有文件"
    first = f"{readable(sources[0].name)}{'（文件夹）' if sources[0].is_dir() else ''}"
    return first if len(sources) == 1 else f"{first} 等 {len(sources)} 项"


def _read(
    waiting: deque[Attachment], files: "_FileReader", job: JobContext
) -> Iterator[Taken | PassedOver]:
    """The files in their order; a zip or mail is replaced by the files in it. Documents come last,
    when it is known beside which reports they lie.
    """
    done, began = 0, time.monotonic()
    documents: list[Attachment] = []
    if len(loose := _without_evidence(waiting)) < len(waiting):
        yield PassedOver.EVIDENCE
        waiting = deque(loose)
    while waiting:
        one = waiting.popleft()
        left = len(waiting) + 1
        job.step(done, done + left, f"读取 {one.name}{_left(done, left, began)}")
        try:
            inside = members_of(one, files.reader)
            names = {member.name for member in inside or ()}
            if inside and len(rest := _without_evidence(inside)) < len(inside):
                yield PassedOver.EVIDENCE
                inside = rest
            if f"{one.name}/{MANIFEST}" in names:
                raise Refusal(one.name, Reason.ELSEWHERE, kind=ReviewPack.KIND)
            taken = files.read(one) if inside is None else None
        except Exception as error:  # noqa: BLE001  # it costs this file alone
            if not _without_evidence([Attachment(first_name(one, files.reader))]):
                yield PassedOver.EVIDENCE  # whose list the program packs first
                continue
            inside, taken = None, files.refused(one, error)
        if taken is None:
            waiting.extendleft(reversed(inside or ()))
        elif _is_document(taken):
            documents.append(one)
        else:
            yield taken
            done += 1
        if done + len(documents) > FILES:
            raise too_many(readable(one.name.partition("/")[0]))
    for one in documents:
        yield PassedOver.DOCUMENT if files.goes_with_report(one.name) else files.read(one)
    job.step(done, done, "写入数据文件")


def _is_document(taken: Taken) -> bool:
    """Whether it is a text, a scan or a picture, by what is in it, and not called a workbook."""
    verdict, name = taken.verdict, PurePosixPath(taken.file_name)
    documents = {reason.value for reason in DOCUMENTS}
    return verdict.code in documents and name.suffix.lower() not in TABLES


def _without_evidence(inside: Sequence[Attachment]) -> list[Attachment]:
    """*inside* without 佐证材料: what is numbered beside a list of them, and the list."""
    places = {one.name: one.name.rpartition("/") for one in inside}
    beside = {name: folder + slash + LIST for name, (folder, slash, _) in places.items()}
    lists = places.keys() & beside.values()
    return [
        one
        for one in inside
        if beside[one.name] not in lists
        or not (one.name in lists or NUMBERED.match(places[one.name][2]))
    ]


class _FileReader:
    """Reads one file after the other in one limited child, and says what is kept of each."""

    def __init__(
        self, db: Database, questionnaire: Questionnaire, reader: WorkbookReader, year: int | None
    ) -> None:
        self._db = db
        self._senders = senders(PlanLibrary(db, questionnaire.plan))
        self._questionnaire = questionnaire.as_known_to(self._senders)
        self.reader = reader
        self._year = year
        self._reports: dict[str, str] = {}  # name of a file of this batch -> its department

    def goes_with_report(self, name: str) -> bool:
        """Whether the document *name* was sent along with a report: one of the department that its
        path names came, now or before; where it names none, those beside it are of one department.
        """
        if named := bodies_named(self._questionnaire.plan, name):
            came = fetch_reporting(self._db, self._year) | {*self._reports.values()}
            return not came.isdisjoint(named)
        folder, slash, _ = name.rpartition("/")
        while folder.lower().endswith(".zip"):  # of documents alone, perhaps
            folder, slash, _ = folder.rpartition("/")
        beside = {body for one, body in self._reports.items() if one.startswith(folder + slash)}
        return len(beside) == 1

    def refused(self, one: Attachment, error: Exception) -> Taken:
        """What is kept of a file that could not be opened: the file itself, if it can be read."""
        verdict = refused(refusal_for(one.name, error))
        with suppress(Exception):  # it is refused already
            content = one.content(self.reader)
            sha256 = hashlib.sha256(content).hexdigest()
            return Taken(file_name=one.name, verdict=verdict, sha256=sha256, content=content)
        return Taken(file_name=one.name, verdict=verdict)

    def read(self, one: Attachment) -> Taken:
        """What is kept of the file *one*. Raises: whatever may go wrong with it."""
        content = one.content(self.reader)
        sha256 = hashlib.sha256(content).hexdigest()
        if known := fetch_known(self._db, sha256, self._year):
            self._reports[one.name] = department_of(self._db, known.digest or "")
            return Taken(file_name=one.name, verdict=known, sha256=sha256)
        verdict, record = self._judged(one.name, content)
        if record is not None:
            self._reports[one.name] = record.department
        return Taken(
            file_name=one.name,
            verdict=verdict,
            sha256=sha256,
            content=content,
            submission=record if isinstance(record, Submission) else None,
            reply=record if isinstance(record, RectificationReply) else None,
            open_year=self._year or (record.year if record else 0),
        )

    def _judged(
        self, name: str, content: bytes
    ) -> tuple[FileVerdict, Submission | RectificationReply | None]:
        """What the file is, and what is kept of it; None where it is refused."""
        try:
            match read(name, content, self._questionnaire, self.reader, quick=True):
                case ReceivedReply() as received:
                    return reply_verdict(self._senders, name, received), received.reply
                case ReceivedReport() as received:
                    return self._judged_report(name, received)
                case Refusal() as refusal:
                    return refused(refusal), None
                case other:
                    return refused(elsewhere(name, other)), None
        except Exception as error:  # noqa: BLE001  # it costs this file alone
            return refused(refusal_for(name, error)), None

    def _judged_report(
        self, name: str, received: ReceivedReport
    ) -> tuple[FileVerdict, Submission | None]:
        try:
            submission = received.submission
            if self._year is not None and submission.year != self._year:
                raise of_other_year(name, submission.year)
            verdict = accepted_verdict(self._senders, name, received)  # by its digest: it is sealed
        except Exception as error:  # noqa: BLE001  # it costs this file alone
            return refused(refusal_for(name, error)), None
        return verdict, submission


def _left(done: int, left: int, began: float) -> str:
    """The remaining time in words; "" while unknown or short."""
    seconds = (time.monotonic() - began) / done * left if done >= 10 else 0
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
    other_year: int = 0
    replies: int = 0
    passed_over: Counter[PassedOver] = field(default_factory=Counter)
    _held: list[Taken] = field(default_factory=list)
    _bytes: int = 0
    _since: float = field(default_factory=time.monotonic)

    def add(self, taken: Taken) -> None:
        self.files += 1
        self.accepted += taken.verdict.accepted
        self.replies += taken.reply is not None
        self.other_year += year_of_stray(taken.verdict) is not None
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
