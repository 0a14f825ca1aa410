"""移交包: one year's data and 佐证材料 as a file and a folder beside it, and how it arrives."""

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from model.domain.answers import Evidence
from model.errors import AppError
from model.evidence_files.backup_links import MARK, take_files
from model.evidence_files.folder import FOLDER, EvidenceFiles, FileCondition
from model.files import DRAFT, copy_file, discard, flush, make_folder, put_in_place
from model.jobs import JobContext
from model.store import clock
from model.store.backups import STAMP, BackupFailed, BackupReason, backed_up, backup_problems
from model.store.connection import connect_to_read
from model.store.content_counts import fetch_contents
from model.store.data_file import open_store
from model.store.disk_errors import DISK_ERRORS, SAFE, cause_of, failure
from model.store.evidence import fetch_year_evidence
from model.store.record_chain import chain_state
from model.store.settings import save_setting
from model.store.year_copy import copy_year, years_in

YEAR = "year_handed_over"  # the setting by which such a file is known
ARRIVED = "移交已收下"
NAMED = 3  # missing files that are named


def write_year(data_file: Path, year: int, place: Path, job: JobContext) -> Path:
    """Writes *year* of *data_file* into the folder *place*, checked as it lies there.

    Raises:
        BackupFailed: the disk refused; nothing here is changed.
        Cancelled: the user asked for it.
    """
    stamp = datetime.fromisoformat(clock.now()).strftime(STAMP)
    path = place / f"移交 {year}年度 {stamp}.db"
    draft = path.with_name(path.name + DRAFT)
    job.step(0, 2, f"写入 {path.name}")
    try:
        make_folder(place)
        discard(draft)
        with closing(connect_to_read(data_file)) as source, closing(open_store(draft)) as db:
            copy_year(source, db, year)
            save_setting(db, YEAR, str(year))
            wanted = [one for one in fetch_year_evidence(db, year) if one.sha256]
        if problems := backup_problems(draft):
            raise BackupFailed(
                f"写到“{place}”的移交文件读出来有错，已经删除。", problems, hint="请换一个U盘再试。"
            )
        flush(draft)
        put_in_place(draft, path)
    except DISK_ERRORS as error:
        raise failure(
            BackupFailed, f"没有移交到“{place}”：", cause_of(error, place), SAFE
        ) from error
    finally:
        discard(draft)
    job.step(1, 2, "复制佐证材料")
    take_files(data_file.parent / FOLDER, place / FOLDER, _places(wanted), job)
    return path


def year_handed_over(path: Path) -> int | None:
    """The year in the file at *path*; None: it is a backup of everything, or can't be read."""
    try:
        with closing(connect_to_read(path)) as connection:
            row = connection.execute("SELECT value FROM setting WHERE key = ?", [YEAR]).fetchone()
    except (*DISK_ERRORS, AppError, UnicodeDecodeError):
        return None
    return int(row[0]) if row and str(row[0]).isdecimal() else None


def take_in_year(path: Path, data_file: Path, job: JobContext) -> str:
    """Takes in the year that was handed over in the file at *path*, and says what arrived.

    Raises:
        AppError: it is damaged, or something of that year is here already; nothing was changed.
        NotSaved: the disk refused; nothing was changed.
    """
    job.step(0, 2, f"核对 {path.name}")
    if problems := backup_problems(path):
        raise BackupFailed(
            f"移交文件“{path.name}”已损坏，没有收下。", problems, hint="请在原电脑上重新移交一次。"
        )
    draft = data_file.with_name(f"{data_file.stem} 移交{DRAFT}")
    try:
        discard(draft)
        copy_file(path, draft)
        with closing(open_store(draft)) as brought, closing(open_store(data_file)) as db:
            (year,) = years_in(brought.conn)
            backed_up(db, BackupReason.BEFORE_RESTORE)
            copy_year(brought.conn, db, year)
            take_files(path.parent / FOLDER, data_file.parent / FOLDER, None, job)
            return arrival_words(db, data_file.parent, ARRIVED, year)
    except DISK_ERRORS as error:
        what = f"“{path.name}”没有收下："
        raise failure(BackupFailed, what, cause_of(error, data_file), SAFE) from error
    finally:
        discard(draft)


def arrival_words(db: Database, folder: Path, said: str, year: int | None = None) -> str:
    """What is here now of *year* (None: of all years), and whether all of it is sound.

    Args:
        said: the words to begin with.
    """
    years = years_in(db.conn) if year is None else (year,)
    held = "；".join(str(fetch_contents(db.conn, one)) for one in years) or "还没有填报内容"
    files = EvidenceFiles(folder / FOLDER)
    pieces = [piece for one in years for piece in fetch_year_evidence(db, one) if piece.sha256]
    bad = [one for one in pieces if files.condition(one) is not FileCondition.FINE]
    if bad:
        names = "、".join(f"“{one.file_name}”" for one in bad[:NAMED])
        more = f"等 {len(bad)} 个" if len(bad) > NAMED else ""
        about = f"佐证材料缺 {names}{more}，请从原电脑的“{FOLDER}”文件夹补来"
    else:
        about = f"佐证材料 {len(pieces)} 个文件齐全" if pieces else "没有佐证材料文件"
    fits = chain_state(db.conn).holds
    chain = "办理记录校验无误" if fits else "办理记录有不符之处，请到“结果”页核实"
    return f"{said}，逐条核对无误：{held}；{about}；{chain}。"


def _places(pieces: list[Evidence]) -> Iterator[str]:
    """The folders in which the files of *pieces* lie."""
    return (one.sha256[:MARK] for one in pieces)
