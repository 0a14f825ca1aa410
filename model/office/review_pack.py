"""复核包: a year with all that came and was decided, as one file for a second PC."""

import hashlib
import uuid
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from model.consolidation.attachments import Attachment, members_of
from model.disk import safe_name
from model.domain.review_file import MANIFEST, PACKAGES, REPORTS, PackedFile, ReviewPack
from model.ed25519 import KeyPair
from model.errors import AppError, PackageRejected, RulebookRejected
from model.files import write_safely
from model.jobs import JobContext
from model.office.inbox import PackedBatch, receive_packed
from model.office.review_exchange import ReviewExchange, take_in
from model.office.stored_year import StoredYear
from model.office.year import OfficeYear
from model.own_key import own_key_pair
from model.package.arrival import take_in_package
from model.package.outgoing import package_report
from model.plans import PlanLibrary
from model.record_bounds import fit
from model.store.backups import BackupReason, backed_up
from model.store.clock import now
from model.store.data_file import open_store
from model.store.packages import fetch_packages
from model.store.receipts import OriginalCleared, Receipt, fetch_original
from model.store.rulebooks import fetch_rulebook, fetch_rulebook_of, keep_rulebook, save_rulebook_of
from model.store.transaction import saving
from model.workbook.intake.worker_client import WorkbookReader
from model.workbook.package.read import ReceivedPackage
from model.workbook.package.write import package_bytes
from model.workbook.reasons import Refusal
from model.workbook.review_file.read import ReceivedReviewFile
from model.workbook.review_pack.read import ReceivedReviewPack
from model.workbook.review_pack.write import pack_bytes, suggested_pack_name
from model.workbook.sealed import read

TOGETHER = 128 * 2**20  # bytes of all files of a 复核包
AGAIN = "请在另一台电脑上重新写出一份，整个文件复制过来，不要解压、不要改动。"


@dataclass(frozen=True, kw_only=True)
class OpenedPack:
    """A 复核包 as it was read: each file is there and is the one that its contents tell."""

    received: ReceivedReviewPack
    contents: dict[str, bytes]  # by their names in it
    packages: tuple[ReceivedPackage, ...]

    @property
    def record(self) -> ReviewPack:
        return self.received.record


def suggested_name(office: OfficeYear, by: str, reviewer: str) -> str:
    """What a 复核包 for *reviewer* is called by default."""
    return suggested_pack_name(_packed(office, by, reviewer, []))


def write_pack(path: Path, stored: StoredYear, by: str, reviewer: str, job: JobContext) -> Path:
    """Writes the year as a 复核包 for *reviewer*.

    Raises:
        AppError: it can't be written, or is too much; what was at *path* is as it was.
        Cancelled: the user asked for it.
    """
    with stored.opened() as office:
        keys = own_key_pair(office.db)
        contents: dict[str, bytes] = {}
        files = list(_files(office, keys, contents, job))
        if sum(map(len, contents.values())) > TOGETHER:
            raise AppError(
                f"收到的文件合起来超过 {TOGETHER >> 20} MB，装不进一个复核包。",
                hint="请改用“备份与恢复”页的“复制到U盘…”，在第二台电脑上恢复。",
            )
        record = _packed(office, by, reviewer, files)
    write_safely(path, pack_bytes(record, contents, keys))
    return path


def _packed(office: OfficeYear, by: str, reviewer: str, files: Iterable[PackedFile]) -> ReviewPack:
    edition = None if office.package else fetch_rulebook_of(office.db, office.year)
    rules = (fetch_rulebook(office.db, edition) or "") if edition else ""
    return fit(
        ReviewPack(
            id=uuid.uuid4().hex,
            year=office.year,
            made_by=by,
            made_at=now(),
            reviewer=reviewer,
            files=tuple(files),
            decisions=ReviewExchange(office).file(by),
            rules=edition if rules else None,
            rules_text=rules,
        )
    )


def _files(
    office: OfficeYear, keys: KeyPair, contents: dict[str, bytes], job: JobContext
) -> Iterator[PackedFile]:
    """The packages of the year and what came for it; their *contents* are added."""
    for package in fetch_packages(office.db, office.year):
        name = f"{PACKAGES}/第{package.version}版_{package.digest[:8]}.xlsx"
        plan = office.terms.plans.edition(package.plan)
        with suppress(PackageRejected, RulebookRejected):  # of an edition that isn't at hand
            report = package_report(plan, package, keys=keys)
            contents[name] = package_bytes(report, JobContext())
            yield _packed_file(name, contents[name], f"{package.year}年度任务包", "")
    receipts = _came(office)
    for number, receipt in enumerate(receipts, start=1):
        job.step(number, len(receipts) + 1, f"装入 {receipt.short_name}")
        try:
            content = fetch_original(office.db, receipt.sha256 or "")
        except LookupError:
            continue  # it was too large to be kept
        except OriginalCleared as told:
            raise AppError(
                f"{office.year}年度来件的{told}没有原件，另一台电脑算不出这一年度，没有写复核包。",
                hint="请改用“备份与恢复”页的“复制到U盘…”，在第二台电脑上恢复。",
            ) from told
        name = f"{REPORTS}/{number:04} {safe_name(receipt.short_name)}"
        contents[name] = content
        yield _packed_file(name, content, receipt.file_name, receipt.taken_in_at)


def _packed_file(name: str, content: bytes, file_name: str, came_at: str) -> PackedFile:
    sha256 = hashlib.sha256(content).hexdigest()
    return PackedFile(name=name, sha256=sha256, file_name=file_name[-1000:], came_at=came_at)


def _came(office: OfficeYear) -> list[Receipt]:
    """The files that brought the year's reports, and those of bodies that were not taken in, lest
    the other PC say that nothing came; each once, in the order in which they came.
    """
    reports = {digest for came in office.submissions.values() for digest in came}
    brought = (one for one in office.receipts if one.verdict.digest in reports)
    refused = (one for body in office.bodies for one in (*body.unreceived, *body.of_other_years))
    found: dict[str, Receipt] = {}
    for receipt in (*brought, *refused):
        if receipt.sha256:
            found.setdefault(receipt.sha256, receipt)
    return sorted(found.values(), key=lambda one: datetime.fromisoformat(one.taken_in_at))


# On the other PC


def read_exchanged(
    path: Path, stored: StoredYear, job: JobContext
) -> OpenedPack | ReceivedReviewFile | AppError:
    """What another PC of the office wrote at *path*; the reason where it is of no use."""
    job.step(0, 1, f"读取 {path.name}")
    try:
        with WorkbookReader() as reader:
            return _read(path, stored, reader, job)
    except AppError as error:
        return error


def _read(
    path: Path, stored: StoredYear, reader: WorkbookReader, job: JobContext
) -> OpenedPack | ReceivedReviewFile:
    whole = Attachment(name=path.name, path=path)
    inside = members_of(whole, reader)
    if inside is None:
        match read(path.name, whole.content(reader), stored.questionnaire, reader):
            case ReceivedReviewFile() as found:
                return found
            case Refusal() as refusal:
                raise refusal
            case _:
                raise _none_of_ours(path)
    members = {one.name.partition("/")[2]: one for one in inside}
    if MANIFEST not in members:
        raise _none_of_ours(path)
    told = read(MANIFEST, members[MANIFEST].content(reader), stored.questionnaire, reader)
    if isinstance(told, Refusal):
        raise told
    if not isinstance(told, ReceivedReviewPack):
        raise _none_of_ours(path)
    return _opened(path, told, members, stored, reader, job)


def _opened(
    path: Path,
    told: ReceivedReviewPack,
    members: dict[str, Attachment],
    stored: StoredYear,
    reader: WorkbookReader,
    job: JobContext,
) -> OpenedPack:
    contents: dict[str, bytes] = {}
    packages = []
    together = 0
    files = told.record.files
    for number, one in enumerate(files, start=1):
        job.step(number, len(files) + 1, f"核对 {one.file_name}")
        content = members[one.name].content(reader) if one.name in members else b""
        together += len(content)
        if together > TOGETHER or hashlib.sha256(content).hexdigest() != one.sha256:
            raise AppError(f"“{path.name}”里的“{one.name}”缺失或者被改动过，没有接收。", hint=AGAIN)
        contents[one.name] = content
        if not one.came_at:
            package = read(one.name, content, stored.questionnaire, reader)
            if not isinstance(package, ReceivedPackage) or package.package.year != told.record.year:
                raise AppError(f"“{path.name}”里的任务包不完整，没有接收。", hint=AGAIN)
            packages.append(package)
    return OpenedPack(received=told, contents=contents, packages=tuple(packages))


def _none_of_ours(path: Path) -> AppError:
    return AppError(
        f"“{path.name}”不是复核包，也不是复核意见，没有接收。",
        hint="请选另一台电脑上在“复核分工”页写出的文件。",
    )


def take_in_pack(path: Path, pack: OpenedPack, stored: StoredYear, job: JobContext) -> int:
    """Takes in what *pack* holds: the package, the files with the times at which they came, then
    the decisions. What is here already stays, so that it may break off and be repeated.

    Returns:
        How many decisions were added.

    Raises:
        AppError: the year is closed, the package or the decisions don't fit; what of it is taken
            in by then stays.
        Cancelled: the user asked for it.
    """
    record = pack.record
    with closing(open_store(stored.path)) as db:
        backed_up(db, BackupReason.BEFORE_IMPORT)
        library = PlanLibrary(db, stored.shipped)
        for received in pack.packages:
            take_in_package(
                library, received.package, file_name=path.name, proof=received.proof,
                recipient=received.department,
            )  # fmt: skip
        if record.rules and record.rules_text and not fetch_rulebook_of(db, record.year):
            with saving(db, "评估规则的版本"), suppress(ValueError):  # other words are kept
                keep_rulebook(db, record.rules, record.rules_text)
                save_rulebook_of(db, record.year, record.rules)
        batches: dict[str, PackedBatch] = {}
        for one in record.files:
            if one.came_at:
                batch = batches.setdefault(one.came_at, PackedBatch(came_at=one.came_at))
                batch.files.append((one.file_name, pack.contents[one.name]))
        origin = f"复核包“{path.name}”"
        came = list(batches.values())
        receive_packed(db, stored.questionnaire, came, job, record.year, origin)
        office = OfficeYear.read(library, stored.rulebook, stored.forms, record.year)
        return take_in(office, record.decisions, path.name, pack.received.sha256).count
