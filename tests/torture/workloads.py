"""What is tortured: each operation on the data, what it promises, and whether that was kept.

A workload acknowledges what the user would be told is done. Whatever happens to it, the folder is
judged afterwards: every acknowledged thing there, nothing half done.
"""

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

from sqlite_utils import Database, Migrations

from forms import FORMS
from model.domain.answers import Answers
from model.domain.review import Review
from model.domain.review import Verdict as Decided
from model.domain.review_file import ReviewFile, review_lines
from model.domain.section import SaidCell, SectionReturn, SectionSheet
from model.domain.submission import Edition, Submission
from model.errors import AppError
from model.evidence_files.folder import EvidenceFiles
from model.evidence_files.handover_files import take_in_year, write_year
from model.files import write_safely
from model.jobs import JobContext
from model.office.review_exchange import take_in as join_file
from model.office.year import OfficeYear
from model.parts.collection import collect
from model.parts.division import fetch_division
from model.parts.filled_sheet import begin
from model.parts.join import seen_in
from model.plans import PlanLibrary
from model.store import version
from model.store.answers import fetch_answer, fetch_answers, save_answer, save_answers
from model.store.backups import (
    BackupReason,
    backup_problems,
    folder_beside,
    list_backups,
    make_backup,
    restore,
)
from model.store.connection import connect_to_read
from model.store.data_file import open_store
from model.store.integrity import check_data_file, damage
from model.store.migrations import STEPS
from model.store.parts import SHEETS, fetch_own_sheet, fetch_review_files, save_sheet
from model.store.receipts import (
    FileVerdict,
    Taken,
    drop_batch,
    drop_unfinished,
    fetch_batches,
    fetch_received,
    finish_batch,
    keep_files,
    start_batch,
)
from model.store.record_chain import chain_state
from model.store.recovery import RecoveryRung, open_or_recover
from model.store.reviews import fetch_reviews
from model.store.settings import Profile, Role, fetch_profile, save_profile
from tests.model.workbook.years import small_plan, small_rulebook
from tests.torture.user import User

DATA = "自评估数据.db"
YEAR, DEPARTMENT = 2025, "csglw"
ITEMS = tuple(f"3.1.{n}-01" for n in range(1, 41))
NO_FILES = EvidenceFiles(Path())
PROFILE = Profile(role=Role.CLERK, year=YEAR, department=DEPARTMENT)


@dataclass(frozen=True)
class Verdict:
    """What is wrong with a folder after it was tortured."""

    broken: tuple[str, ...] = ()  # the file is damaged, or something is half done
    lost: tuple[str, ...] = ()  # acknowledged, and not there

    def __bool__(self) -> bool:
        return not (self.broken or self.lost)


@dataclass(frozen=True, kw_only=True)
class Workload:
    """One kind of work in a folder.

    `work` goes on for *rounds* rounds; `judge` opens the folder as the next start would.
    """

    name: str
    prepare: Callable[[Path], None]
    work: Callable[[Path, User, int], None]
    judge: Callable[[Path, Sequence[str]], Verdict]
    ends: bool = False  # by itself, whatever the rounds


def _prepared(folder: Path) -> None:
    """A data file in which every item has been answered once."""
    with closing(open_store(folder / DATA)) as db:
        save_profile(db, PROFILE)
        save_answers(db, YEAR, DEPARTMENT, {item: {"done": "-1"} for item in ITEMS})


def _said(db: Database, item: str) -> int:
    return int(fetch_answer(db, YEAR, DEPARTMENT, item)["done"])


@contextmanager
def _started(folder: Path, broken: list[str]) -> Iterator[Database]:
    """The next start; anything but a healthy file is a complaint."""
    db, outcome = open_or_recover(folder / DATA)
    if outcome.rung is not RecoveryRung.HEALTHY:
        broken.append(f"{outcome.rung.name}: {outcome.sentence}")
    with closing(db):
        yield db


def _open(folder: Path, user: User) -> Database:
    return user.does("", partial(open_store, folder / DATA))


# Editing: one answer after the other.


def edit(folder: Path, user: User, rounds: int) -> None:
    with closing(_open(folder, user)) as db:
        for number in range(rounds):
            key, changes = (YEAR, DEPARTMENT, ITEMS[number % len(ITEMS)]), {"done": str(number)}
            user.does(str(number), partial(save_answer, db, *key, changes))


def _judge_edits(folder: Path, acknowledged: Sequence[str]) -> Verdict:
    broken: list[str] = []
    last = int(acknowledged[-1]) if acknowledged else -1
    with _started(folder, broken) as db:
        history = {int(new) for (new,) in db.execute("SELECT new FROM edit")}
        lost = [f"edit {number}" for number in range(last + 1) if number not in history]
        for place, item in enumerate(ITEMS):
            told = range(place, last + 1, len(ITEMS))
            if (said := _said(db, item)) < max(told, default=-1):
                lost.append(f"{item}: {said} after {told[-1]}")
        if max(history, default=-1) > last + 1:
            broken.append(f"edit {max(history)} after {last}")
    return Verdict(tuple(broken), tuple(lost))


# Batches: forty answers in one transaction.


def batch(folder: Path, user: User, rounds: int) -> None:
    with closing(_open(folder, user)) as db:
        for number in range(rounds):
            answers = {item: {"done": str(number)} for item in ITEMS}
            user.does(str(number), partial(save_answers, db, YEAR, DEPARTMENT, answers))


def _judge_batches(folder: Path, acknowledged: Sequence[str]) -> Verdict:
    broken: list[str] = []
    lost: list[str] = []
    last = int(acknowledged[-1]) if acknowledged else -1
    with _started(folder, broken) as db:
        said = {int(answer["done"]) for answer in fetch_answers(db, YEAR, DEPARTMENT).values()}
        if len(said) != 1:
            broken.append(f"half a batch: {said}")
        if min(said) < last:
            lost.append(f"batch {last}: {min(said)}")
    return Verdict(tuple(broken), tuple(lost))


# Backups between edits.


def back_up(folder: Path, user: User, rounds: int) -> None:
    backups = folder / "备份"
    with closing(_open(folder, user)) as db:
        for number in range(rounds):
            changes = {"done": str(number)}
            user.does("", partial(save_answer, db, YEAR, DEPARTMENT, ITEMS[0], changes))
            user.does(str(number), partial(make_backup, db, backups, BackupReason.BEFORE_IMPORT))


def _judge_backups(folder: Path, acknowledged: Sequence[str]) -> Verdict:
    broken: list[str] = []
    last = int(acknowledged[-1]) if acknowledged else -1
    with _started(folder, broken) as db:
        lost = [f"edit {last}"] if _said(db, ITEMS[0]) < last else []
    held = set()
    for backup in list_backups(folder / "备份"):
        broken += [f"{backup.path.name}: {problem}" for problem in backup_problems(backup.path)]
        with closing(Database(connect_to_read(backup.path))) as db:
            held.add(_said(db, ITEMS[0]))
    lost += [f"backup of {number}" for number in range(last + 1) if number not in held]
    return Verdict(tuple(broken), tuple(lost))


# Restoring, round and round between three states.


def _three_states(folder: Path) -> None:
    _prepared(folder)
    path = folder / DATA
    with closing(open_store(path)) as db:
        for state in ("0", "1", "2"):
            save_answers(db, YEAR, DEPARTMENT, {item: {"done": state} for item in ITEMS})
            make_backup(db, folder_beside(path), BackupReason.BEFORE_RESTORE)


def bring_back(folder: Path, user: User, rounds: int) -> None:
    path = folder / DATA
    states = user.does("", partial(list_backups, folder_beside(path)))[::-1]
    for number in range(rounds):
        user.does(str(number), partial(restore, states[number % 3].path, path))


def _judge_restores(folder: Path, acknowledged: Sequence[str]) -> Verdict:
    broken: list[str] = []
    lost: list[str] = []
    last = int(acknowledged[-1]) if acknowledged else -1
    with _started(folder, broken) as db:
        said = {int(answer["done"]) for answer in fetch_answers(db, YEAR, DEPARTMENT).values()}
    # After number n, and before the first: n % 3, or already the next one.
    if len(said) != 1 or not said <= {0, 1, 2}:
        broken.append(f"none of the states: {said}")
    elif not said <= {last % 3, (last + 1) % 3}:
        lost = [f"restore {last}: {said}"]
    aside = [*folder.glob("*恢复前*.db")]
    for path in aside:
        broken += [f"{path.name}: {problem}" for problem in backup_problems(path)]
    if len(aside) <= last:
        lost.append(f"{last + 1} set aside, {len(aside)} there")
    return Verdict(tuple(broken), tuple(lost))


# A newer program opening an older file.


def _add_a_column(db: Database) -> None:
    db.table("evidence").transform(rename={"reference": "source"})
    db.table("answer").add_column("note", str)


@contextmanager
def _newer_program() -> Iterator[None]:
    before = version.MIGRATIONS, version.STEPS
    migrations = Migrations("app")
    for name, step in STEPS.items():
        migrations(name=name)(step.migrate)
    migrations(name="m9999_next")(_add_a_column)
    version.MIGRATIONS = migrations
    version.STEPS = dict.fromkeys((*STEPS, "m9999_next"))  # type: ignore[assignment]
    try:
        yield
    finally:
        version.MIGRATIONS, version.STEPS = before


def update(folder: Path, user: User, rounds: int) -> None:
    del rounds  # there is one update
    with _newer_program():
        user.does("updated", partial(open_store, folder / DATA)).close()


def _judge_update(folder: Path, acknowledged: Sequence[str]) -> Verdict:
    broken: list[str] = []
    if acknowledged:
        with closing(sqlite3.connect(folder / DATA)) as plain:
            columns = {row[1] for row in plain.execute("PRAGMA table_info(answer)")}
        if "note" not in columns:
            return Verdict(lost=("the update",))
    with _newer_program(), _started(folder, broken) as db:
        lost = [item for item in ITEMS if not fetch_answer(db, YEAR, DEPARTMENT, item)]
    for backup in list_backups(folder / "备份"):
        broken += [f"{backup.path.name}: {problem}" for problem in backup_problems(backup.path)]
    return Verdict(tuple(broken), tuple(lost))


# The first start, and the first thing the user says.


def _empty(folder: Path) -> None:
    folder.mkdir(exist_ok=True)


def first_start(folder: Path, user: User, rounds: int) -> None:
    del rounds
    db, _ = user.does("", partial(open_or_recover, folder / DATA))
    with closing(db):
        user.does("profile", partial(save_profile, db, PROFILE))
        user.does("", partial(make_backup, db, folder / "备份", BackupReason.START))


def _judge_first_start(folder: Path, acknowledged: Sequence[str]) -> Verdict:
    db, outcome = open_or_recover(folder / DATA)
    with closing(db):
        there = fetch_profile(db)
        broken = [str(problem) for problem in damage(db)]
    if there not in {None, PROFILE}:
        broken.append(f"half a profile: {there}")
    allowed = {RecoveryRung.HEALTHY} if acknowledged else {RecoveryRung.HEALTHY, RecoveryRung.NEW}
    if outcome.rung not in allowed:
        broken.append(outcome.rung.name)
    return Verdict(tuple(broken), ("profile",) if acknowledged and not there else ())


# Making good a damaged file.


def _damaged(folder: Path) -> None:
    _three_states(folder)
    path = folder / DATA
    with closing(open_store(path)) as db:
        save_answer(db, YEAR, DEPARTMENT, ITEMS[0], {"done": "3"})
    with closing(sqlite3.connect(path)) as plain, plain:
        plain.execute("UPDATE answer SET value = 'x' WHERE item = ?", [ITEMS[3]])
    shutil.copyfile(path, folder / "damaged.copy")


def recover(folder: Path, user: User, rounds: int) -> None:
    del rounds
    db, _ = user.does("made good", partial(open_or_recover, folder / DATA))
    db.close()


def _judge_recovery(folder: Path, acknowledged: Sequence[str]) -> Verdict:
    db, outcome = open_or_recover(folder / DATA)
    with closing(db):
        broken = [str(problem) for problem in damage(db)]
        said = [_said(db, item) for item in ITEMS]
    allowed = (
        {RecoveryRung.HEALTHY} if acknowledged else {RecoveryRung.HEALTHY, RecoveryRung.REPAIRED}
    )
    if outcome.rung not in allowed:
        broken.append(outcome.rung.name)
    lost = [] if said == [3, *[2] * (len(ITEMS) - 1)] else [f"answers: {said}"]
    damaged = (folder / "damaged.copy").read_bytes()
    if not any(path.read_bytes() == damaged for path in folder.glob("*损坏*.db")):
        lost.append("the damaged file")
    return Verdict(tuple(broken), tuple(lost))


# Taking in files, five to a batch; merging is a view of what was taken in.

FILES = 5


def _submission(number: int) -> Submission:
    edition = Edition(id="torture", version="1")
    return Submission(
        id=f"s{number}",
        year=YEAR,
        department=f"d{number}",
        sequence=1,
        parent=None,
        exported_at="2025-11-22T10:00:00+08:00",
        plan=edition,
        rulebook=edition,
        answers={item: {"done": str(number)} for item in ITEMS},
    )


def _taken(number: int) -> Taken:
    submission, content = _submission(number), b"PK" + bytes([number % 251]) * 9000
    return Taken(
        file_name=f"{number}.xlsx",
        verdict=FileVerdict(message="", digest=submission.digest),
        sha256=sha256(content).hexdigest(),
        content=content,
        submission=submission,
    )


def take_in(folder: Path, user: User, rounds: int) -> None:
    with closing(_open(folder, user)) as db:
        for number in range(rounds):
            files = [_taken(number * FILES + n) for n in range(FILES)]
            user.does(str(number), partial(_import, db, files))


def _import(db: Database, files: Sequence[Taken]) -> None:
    """As the office's import does it."""
    batch = start_batch(db, "邮件")
    try:
        keep_files(db, batch, files)
        finish_batch(db, batch)
    except AppError:
        drop_batch(db, batch)
        raise


def _judge_batches_of_files(folder: Path, acknowledged: Sequence[str]) -> Verdict:
    broken: list[str] = []
    with _started(folder, broken) as db:
        drop_unfinished(db)
        batches = fetch_batches(db)
        broken += [f"half a batch: {one}" for one in batches if one.accepted != FILES]
        there = {digest for digest, _ in fetch_received(db, YEAR)}
        broken += map(str, check_data_file(db))
    told = [_submission(number).digest for number in range(len(acknowledged) * FILES)]
    lost = [digest for digest in told if digest not in there]
    if len(there) not in {len(told), len(told) + FILES}:
        broken.append(f"{len(there)} files of {len(told)}")
    return Verdict(tuple(broken), tuple(lost))


# Sections' sheets that come back and are joined: each a new one, sent with what the last one said.


# Sections' sheets filled in in the app: each opened in a data file of its own, one answer typed.


def fill_in_sheets(folder: Path, user: User, rounds: int) -> None:
    for number in range(rounds):
        begun = partial(begin, folder / DATA, _sheet(str(number)), SectionReturn(), NO_FILES)
        with closing(open_store(user.does("", begun).data_file)) as db:
            changes = {"done": str(number)}
            save = partial(save_answer, db, YEAR, DEPARTMENT, ITEMS[0], changes)
            user.does(str(number), save)


def _judge_filled_in(folder: Path, acknowledged: Sequence[str]) -> Verdict:
    broken: list[str] = []
    typed = set()
    for place in sorted((folder / SHEETS).glob(f"*/{DATA}")):
        db, outcome = open_or_recover(place)
        with closing(db):
            if outcome.rung not in {RecoveryRung.HEALTHY, RecoveryRung.NEW}:  # NEW: just begun
                broken.append(f"{outcome.rung.name}: {outcome.sentence}")
            if fetch_own_sheet(db) and (profile := fetch_profile(db)):
                typed.add(fetch_answer(db, YEAR, DEPARTMENT, ITEMS[0]).get("done"))
                broken += [] if profile.role is Role.SECTION else ["another role"]
    return Verdict(tuple(broken), tuple(f"sheet {one}" for one in set(acknowledged) - typed))


def collect_sheets(folder: Path, user: User, rounds: int) -> None:
    with closing(_open(folder, user)) as db:
        for number in range(1, rounds + 1):
            user.does(str(number), partial(_collect, db, str(number)))


def _sheet(name: str, answers: Answers | None = None) -> SectionSheet:
    edition = Edition(id="hebei-2022", version="1")
    return SectionSheet(
        id=f"part-{name}", year=YEAR, department=DEPARTMENT, section="s1", section_name="市容科",
        number=1, made_at="2026-01-05T09:00:00+08:00", plan=edition, led=ITEMS, added=(),
        answers=answers or {},
    )  # fmt: skip


def _collect(db: Database, said: str) -> None:
    division = fetch_division(db, YEAR, DEPARTMENT)
    sheet = _sheet(said, division.answers)
    if all(one.sheet.id != sheet.id for one in division.sheets):
        save_sheet(db, sheet, "表.xlsx", seen_in(division.values, division.now.outcomes))
    else:
        sheet = next(one.sheet for one in division.sheets if one.sheet.id == sheet.id)
    content = SectionReturn(
        said=tuple(SaidCell(item=item, field="done", said=said) for item in ITEMS)
    )
    collect(db, division, sheet, content, ITEMS, file_name="回.xlsx", sha256="0" * 64)


def _judge_collected(folder: Path, acknowledged: Sequence[str]) -> Verdict:
    broken: list[str] = []
    with _started(folder, broken) as db:
        division = fetch_division(db, YEAR, DEPARTMENT)
        broken += map(str, check_data_file(db))
    said = {division.answers[item]["done"] for item in ITEMS}
    if len(said) > 1:
        broken.append(f"half a sheet: {said}")
    value = max(int(next(iter(said))), 0)
    if value != len(division.counting) or division.questions:
        broken.append(f"{value} said, {len(division.counting)} joined")
    told = int(acknowledged[-1]) if acknowledged else 0
    return Verdict(tuple(broken), () if told <= value <= told + 1 else (f"{told} is {value}",))


# 移交: a year to another PC, which is there whole or not at all.

STICK = "U盘"


def hand_over_year(folder: Path, user: User, rounds: int) -> None:
    for number in range(rounds):
        place = folder / f"新{number}" / DATA
        place.parent.mkdir()
        user.does("", partial(_new_pc, place))
        written = partial(write_year, folder / DATA, YEAR, folder / STICK, JobContext())
        copy = user.does("", written)
        user.does(str(number), partial(take_in_year, copy, place, JobContext()))


def _new_pc(place: Path) -> None:
    open_store(place).close()


def _judge_handed_over(folder: Path, acknowledged: Sequence[str]) -> Verdict:
    broken: list[str] = []
    whole = set()
    for place in sorted(folder.glob(f"新*/{DATA}")):
        db, outcome = open_or_recover(place)
        with closing(db):
            said = fetch_answers(db, YEAR, DEPARTMENT)
            if outcome.rung not in {RecoveryRung.HEALTHY, RecoveryRung.NEW} or len(said) not in {
                0, len(ITEMS),
            }:  # fmt: skip
                broken.append(f"{outcome.rung.name}: {len(said)} of a year")
            if said:
                whole.add(place.parent.name.removeprefix("新"))
    with _started(folder, broken) as db:
        broken += [] if len(fetch_answers(db, YEAR, DEPARTMENT)) == len(ITEMS) else ["the source"]
    return Verdict(tuple(broken), tuple(f"year {one}" for one in set(acknowledged) - whole))


# 复核意见 of another PC: all that a file brings, or nothing.


def join_reviews(folder: Path, user: User, rounds: int) -> None:
    with closing(_open(folder, user)) as db:
        office = OfficeYear.read(PlanLibrary(db, small_plan()), small_rulebook(), FORMS, YEAR)
        for number in range(rounds):
            file = _reviews(office, number)
            user.does(str(number), partial(join_file, office, file, "李四.xlsx", ""))


def _reviews(office: OfficeYear, number: int) -> ReviewFile:
    """A file that brings a decision more about each item than the one before."""
    reviews = [
        Review(
            department=DEPARTMENT, item=item, submission="s", basis="b", by="李四",
            verdict=Decided.ADOPT if one % 2 else Decided.WITHDRAW,
            at=f"2026-01-05T{one // 3600 % 24:02}:{one // 60 % 60:02}:{one % 60:02}+08:00",
        )
        for one in range(number + 1)
        for item in ITEMS
    ]  # fmt: skip
    return ReviewFile(
        id=f"f{number}", year=YEAR, plan=Edition(id=office.plan.id, version=office.plan.edition),
        made_by="李四", made_at="2026-01-05T09:00:00+08:00", lines=review_lines(reviews),
    )  # fmt: skip


def _judge_joined(folder: Path, acknowledged: Sequence[str]) -> Verdict:
    broken: list[str] = []
    with _started(folder, broken) as db:
        count, half = divmod(len(fetch_reviews(db, YEAR)), len(ITEMS))
        if half or count != len(fetch_review_files(db, YEAR)):
            broken.append("half a file of decisions")
        broken += map(str, check_data_file(db))
        broken += [] if chain_state(db.conn).holds else ["the chain of acts"]
    told = int(acknowledged[-1]) + 1 if acknowledged else 0
    return Verdict(tuple(broken), () if told <= count <= told + 1 else (f"{told} is {count}",))


# Writing a workbook over an older one.

WORKBOOK = "区城市管理委_2025年度自评估.xlsx"
CONTENTS = tuple(bytes([kind]) * 90_001 for kind in range(1, 51))


def _older_workbook(folder: Path) -> None:
    write_safely(folder / WORKBOOK, CONTENTS[-1])


def export(folder: Path, user: User, rounds: int) -> None:
    for number in range(rounds):
        content = CONTENTS[number % len(CONTENTS)]
        user.does(str(number), partial(write_safely, folder / WORKBOOK, content))


def _judge_workbook(folder: Path, acknowledged: Sequence[str]) -> Verdict:
    path = folder / WORKBOOK
    last = int(acknowledged[-1]) if acknowledged else -1
    content = path.read_bytes() if path.exists() else b""
    if content not in CONTENTS:
        return Verdict(broken=(f"{len(content)} bytes of a workbook",))
    allowed = {CONTENTS[last % len(CONTENTS)], CONTENTS[(last + 1) % len(CONTENTS)]}
    return Verdict(lost=() if content in allowed else (f"workbook {last}",))


WORKLOADS = (
    Workload(name="填报", prepare=_prepared, work=edit, judge=_judge_edits),
    Workload(name="批量保存", prepare=_prepared, work=batch, judge=_judge_batches),
    Workload(name="收件合并", prepare=_prepared, work=take_in, judge=_judge_batches_of_files),
    Workload(name="备份", prepare=_prepared, work=back_up, judge=_judge_backups),
    Workload(name="恢复备份", prepare=_three_states, work=bring_back, judge=_judge_restores),
    Workload(name="升级数据文件", prepare=_prepared, work=update, judge=_judge_update, ends=True),
    Workload(
        name="首次启动", prepare=_empty, work=first_start, judge=_judge_first_start, ends=True
    ),
    Workload(name="修复损坏", prepare=_damaged, work=recover, judge=_judge_recovery, ends=True),
    Workload(name="回收科室表", prepare=_prepared, work=collect_sheets, judge=_judge_collected),
    Workload(name="填科室表", prepare=_prepared, work=fill_in_sheets, judge=_judge_filled_in),
    Workload(name="移交年度", prepare=_prepared, work=hand_over_year, judge=_judge_handed_over),
    Workload(name="收复核意见", prepare=_prepared, work=join_reviews, judge=_judge_joined),
    Workload(name="写出工作簿", prepare=_older_workbook, work=export, judge=_judge_workbook),
)


def copy_folder(source: Path, target: Path) -> Path:
    """*target*, made anew from *source*."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target)
    return target
