"""The start: from a data file in whatever state to an open one, and a sentence about it.

Healthy; else what the damaged file proves together with the newest good backup; else what can
still be read; else what was once sent or received; else empty. A damaged file is set aside, never
deleted.
"""

from collections import Counter
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from pathlib import Path

from sqlite_utils import Database

from model.domain.wording import day_words
from model.errors import Problem, StoreUnusable
from model.files import DRAFT, JOURNAL, discard, flush, make_folder, replace_keeping_old
from model.store import clock
from model.store.backups import (
    STAMP,
    Backup,
    BackupFailed,
    backup_at,
    backup_problems,
    copy_database,
    folder_beside,
    list_backups,
    restore,
    settle,
)
from model.store.connection import Store, connect_to_read
from model.store.content_counts import fetch_contents
from model.store.data_file import open_store
from model.store.disk_errors import DISK_ERRORS, NotSaved, StoreDamaged, unusable
from model.store.integrity import damage, label, misfits
from model.store.keys import KeptKeys, carry_over, kept_keys
from model.store.rebuilt_records import ReadOriginals, rebuild_answers, rebuild_received
from model.store.received_records import ReceivedCount, received_since
from model.store.record_chain import (
    ChainState,
    chain_state,
    has_chain,
    leave_unlinked,
    make_chain_good,
    note_restored,
)
from model.store.restorations import (
    Restoration,
    RestorationCause,
    fetch_restorations,
    note_restoration,
)
from model.store.salvage import Findings, salvage_rows
from model.store.sent_records import SentRecord, carry_over_sent
from model.store.transaction import saving, try_out
from model.store.unreadable_records import unreadable_words
from model.store.unsafe_folders import check_place
from model.store.year_guard import leave_unguarded

UNCHANGED = "数据文件没有改动。"
REPAIRED = "修复数据文件"  # why the chain of acts was made good
NAMED = 10  # items of one table that are told one by one


class RecoveryRung(Enum):
    """The step of the ladder on which the start found usable data."""

    HEALTHY = "完好"
    NEW = "新建"
    REPAIRED = "修复"  # damaged, and nothing was lost
    BACKUP = "备份"
    SALVAGED = "抢救"
    REBUILT = "重建"
    EMPTY = "空白"


@dataclass(frozen=True, kw_only=True)
class Outcome:
    rung: RecoveryRung
    sentence: str = ""  # what to tell the user; "": nothing
    problems: tuple[Problem, ...] = ()  # what was wrong, and what couldn't be brought back
    set_aside: Path | None = None  # the damaged file
    backup: Backup | None = None  # the one that was used
    notices: tuple[str, ...] = ()  # what else the user should know
    restoration: Restoration | None = None  # that the data go on from an older state


def open_or_recover(
    data_file: Path, read_originals: ReadOriginals | None = None
) -> tuple[Database, Outcome]:
    """Opens *data_file*, checked from end to end, and repairs it if it is damaged or gone.

    To be called once per start, with the lock of the folder held.

    Args:
        data_file: made anew if there is neither a file nor a backup.
        read_originals: reads kept workbooks again, where their reports are lost.

    Raises:
        StoreUnusable: the place won't do, the disk refuses, a newer version wrote the file, or
            it belongs to another program; the file is as it was.
    """
    check_place(data_file.parent)
    try:
        make_folder(data_file.parent)
        _clear_drafts(data_file)
        db, outcome = _opened(data_file) or _recovered(data_file, read_originals)
    except DISK_ERRORS as error:
        raise unusable(data_file, error, UNCHANGED) from error
    except NotSaved as error:
        raise StoreUnusable(f"数据文件没有修复成功。{UNCHANGED}", hint=error.hint) from error
    return db, outcome


def _opened(data_file: Path) -> tuple[Database, Outcome] | None:
    """The open database, or None if *data_file* is damaged or gone."""
    existed = _present(data_file)
    if not existed and list_backups(folder_beside(data_file)):
        return None
    try:
        db = open_store(data_file)
    except StoreDamaged:
        return None
    try:
        if damage(db):
            db.close()
            return None
        return db, Outcome(
            rung=RecoveryRung.HEALTHY if existed else RecoveryRung.NEW,
            problems=misfits(db),
            notices=tuple(_notices(db, data_file)),
            restoration=_found_older(db, data_file),
        )
    except BaseException:
        db.close()
        raise


def put_back(backup: Path, data_file: Path) -> Path | None:
    """Restores *backup*, and notes in its chain of acts what of the replaced file's it leaves out.

    Keys and what went out under a number are carried over, for no backup may take back what became
    of them since; what that was is noted for good.

    Returns and raises as `restore`.
    """
    made_at, here = backup_at(backup).made_at, backup.parent == folder_beside(data_file)
    cause = RestorationCause.RESTORED if here else RestorationCause.BROUGHT
    left_behind, keys = _left_by(data_file)
    set_aside = restore(backup, data_file)
    with suppress(NotSaved, StoreUnusable), closing(open_store(data_file)) as db:
        carry_over(db, keys)
        _go_on_from(db, cause, made_at, set_aside)
        if left_behind is not None:
            note_restored(db, left_behind)
    return set_aside


def _found_older(db: Database, data_file: Path) -> Restoration | None:
    """What is noted where an older data file was put here by hand: the newest backup knows of
    something that went out and *db* does not.
    """
    with suppress(BackupFailed, NotSaved):
        for newest in list_backups(folder_beside(data_file))[:1]:
            return _go_on_from(db, RestorationCause.OLDER, newest.made_at, newest.path)
    return None


def _go_on_from(
    db: Database, cause: RestorationCause, state_of: datetime | None, later: Path | None
) -> Restoration | None:
    """Notes that *db* is an older state than the file *later*, what went out since and is carried
    over, and what came since; None: *db* was only found to be older, and nothing had gone out.
    """
    sent: tuple[SentRecord, ...] = ()
    came: tuple[ReceivedCount, ...] = ()
    earlier: tuple[Restoration, ...] = ()
    if later:
        with suppress(*DISK_ERRORS, UnicodeDecodeError), closing(connect_to_read(later)) as former:
            sent = carry_over_sent(db, former)
            came = received_since(db.conn, former)
            earlier = fetch_restorations(Store(former))
    if cause is RestorationCause.OLDER and not sent:
        return None
    return note_restoration(db, cause, state_of, sent, came, earlier)


def _left_by(data_file: Path) -> tuple[ChainState | None, KeptKeys]:
    """What a restored backup may not make forgotten, as far as *data_file* can be read."""
    chain, keys = None, KeptKeys()
    with suppress(*DISK_ERRORS, UnicodeDecodeError):
        if _present(data_file):
            settle(data_file)
            with closing(connect_to_read(data_file)) as connection:
                keys = kept_keys(connection)
                chain = chain_state(connection) if has_chain(connection) else None
    return chain, keys


@dataclass(frozen=True, kw_only=True)
class _Repaired:
    """A draft of the repaired data file."""

    backup: Backup | None
    findings: Findings
    rung: RecoveryRung
    contents: str


def _recovered(data_file: Path, read_originals: ReadOriginals | None) -> tuple[Database, Outcome]:
    draft = data_file.with_name(data_file.name + DRAFT)
    stamp = datetime.fromisoformat(clock.now()).strftime(STAMP)
    existed = _present(data_file)
    try:
        made = _make_good(data_file, draft, read_originals)
        discard(draft.with_name(draft.name + JOURNAL))
        flush(draft)
        kept = replace_keeping_old(
            draft, data_file, data_file.with_stem(f"{data_file.stem} 损坏 {stamp}")
        )
    except BaseException:
        discard(draft)
        raise
    db = open_store(data_file)
    restoration = None
    if made.rung is not RecoveryRung.REPAIRED:
        state_of = made.backup.made_at if made.backup else None
        with suppress(NotSaved):
            restoration = _go_on_from(db, RestorationCause.DAMAGED, state_of, None)
    return db, Outcome(
        rung=made.rung,
        sentence=_sentence(made, kept, existed=existed),
        problems=tuple(_gaps(made.findings)),
        set_aside=kept,
        backup=made.backup,
        notices=tuple(_notices(db, data_file)),
        restoration=restoration,
    )


def _make_good(data_file: Path, draft: Path, read_originals: ReadOriginals | None) -> _Repaired:
    backup = _newest_good(folder_beside(data_file), draft)
    with closing(open_store(draft)) as db:
        leave_unguarded(db)
        leave_unlinked(db)
        findings = salvage_rows(data_file, db) if _present(data_file) else Findings()
        read_again = rebuild_received(db, read_originals) if read_originals else 0
        findings.lost -= Counter({("received", ""): read_again})
        rebuilt = rebuild_answers(db) + read_again
        if not chain_state(db.conn).holds:
            with saving(db):
                make_chain_good(db, REPAIRED)
        if problems := damage(db):
            raise StoreUnusable(
                f"数据文件已损坏，恢复出来的文件读回时又有错。{UNCHANGED}",
                problems,
                hint="磁盘可能有故障。请把数据文件夹复制到另一个磁盘，用那里的文件再试。",
            )
        return _Repaired(
            backup=backup,
            findings=findings,
            rung=_rung(backup, findings, rebuilt),
            contents=str(fetch_contents(db.conn)),
        )


def _newest_good(folder: Path, draft: Path) -> Backup | None:
    """The newest good backup, copied to *draft*; None, and no draft, if there is none."""
    for backup in list_backups(folder):
        if not backup_problems(backup.path):
            with closing(connect_to_read(backup.path)) as source:
                copy_database(source, draft)
            return backup
    discard(draft)
    return None


def _rung(backup: Backup | None, findings: Findings, rebuilt: int) -> RecoveryRung:
    if findings.complete:
        return RecoveryRung.REPAIRED
    if rebuilt and not backup:
        return RecoveryRung.REBUILT
    if backup:
        return RecoveryRung.BACKUP
    return RecoveryRung.SALVAGED if findings.anything else RecoveryRung.EMPTY


def _sentence(made: _Repaired, kept: Path | None, *, existed: bool) -> str:
    what = "数据文件已损坏" if existed else "数据文件不见了"
    moment = f"{day_words(made.backup.made_at)} {made.backup.made_at:%H:%M} " if made.backup else ""
    match made.rung:
        case RecoveryRung.REPAIRED:
            done = "，已全部修好，填报内容一条没有少"
        case RecoveryRung.BACKUP if made.findings.anything:
            done = f"，已用 {moment}的备份恢复，此后的修改凡能读出的也已找回，请核对下列各项"
        case RecoveryRung.BACKUP:
            done = f"，已用 {moment}的备份恢复，此后的修改没有保住，请核对后补填"
        case RecoveryRung.SALVAGED:
            done = "，也没有可用的备份，已读出其中还能读的内容，请核对后补填"
        case RecoveryRung.REBUILT:
            done = "，也没有可用的备份，已按保留的报送内容重建，报送之后的修改请补填"
        case _:
            done = "，也没有可用的备份，里面的内容都读不出来，现在从空白开始"
    held = "" if made.rung is RecoveryRung.EMPTY else f"现有内容：{made.contents}。"
    aside = f"原文件没有删除，改名为“{kept.name}”，可以请技术人员继续抢救。" if kept else ""
    return f"{what}{done}。{held}{aside}"


def _gaps(findings: Findings) -> Iterable[Problem]:
    for counts, words in (
        (findings.unproven, "有 {} 条读出来了，但无法核实是否准确"),
        (findings.older, "有 {} 条是备份时的样子，之后的修改可能没有保住"),
        (findings.lost, "有 {} 条没有找回"),
    ):
        items = Counter(table for table, item in counts if item)
        many = {table for table, number in items.items() if number > NAMED}
        for table in sorted(many):
            total = sum(number for (of, _), number in counts.items() if of == table)
            yield Problem(f"{words.format(total)}，涉及 {items[table]} 项。", (label(table),))
        for (table, item), number in counts.items():
            if table not in many:
                yield Problem(
                    f"{words.format(number)}。", tuple(filter(None, (label(table), item)))
                )


def _notices(db: Database, data_file: Path) -> Iterable[str]:
    if refused := try_out(db):
        yield f"现在只能查看，不能修改：{refused.hint}"
    yield from unreadable_words(db)
    saved = []
    with suppress(BackupFailed):
        saved += [backup.made_at for backup in list_backups(folder_beside(data_file))[:1]]
    for (moment,) in db.execute("SELECT made_at FROM edit ORDER BY id DESC LIMIT 1"):
        with suppress(ValueError):  # brought back from a damaged file
            saved.append(_local(moment))
    if saved and (words := clock_notice(_local(clock.now()), max(saved))):
        yield words


def clock_notice(now: datetime, latest: datetime) -> str:
    """What to tell the user if the clock says *now* though something was saved at *latest*; "" if
    nothing.
    """
    if now > latest - timedelta(days=1):
        return ""
    return (
        f"电脑的时间是{day_words(now)}，比上次保存的时间（{day_words(latest)}）还早，可能被调回过，"
        "也可能是主板电池没电。已保存的内容不受影响；请校准时间，以免报送日期写错。"
    )


def _local(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=None)


def _present(data_file: Path) -> bool:
    return data_file.exists() and data_file.stat().st_size > 0


def _clear_drafts(data_file: Path) -> None:
    """Removes the drafts that a killed process never finished."""
    drafts = [
        *data_file.parent.glob(f"{data_file.stem}*{DRAFT}*"),
        *folder_beside(data_file).glob(f"*.db{DRAFT}*"),
    ]
    for draft in drafts:
        discard(draft)
