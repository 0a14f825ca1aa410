"""办理记录: whether what the office did is still what it did then; printed check codes looked up.

The chain itself is `model.store.record_chain`.
"""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from model.domain.china_time import china_time
from model.domain.typed_words import is_blank
from model.errors import AppError, Problem
from model.jobs import JobContext
from model.office.stored_year import StoredYear
from model.report.data import RecordCode
from model.store.backups import folder_beside
from model.store.connection import connect_to_read
from model.store.disk_errors import DISK_ERRORS
from model.store.integrity import label
from model.store.record_chain import (
    ChainFlaw,
    ChainFlawKind,
    ChainState,
    LinkKind,
    accept_flaws,
    chain_state,
    has_chain,
    plain_code,
)

FLAWS = {
    ChainFlawKind.BROKEN: "与前一条不相连",
    ChainFlawKind.ALTERED: "写下以后被改动",
    ChainFlawKind.MISSING: "写下以后被删去",
    ChainFlawKind.UNLINKED: "是后来补进去的",
    ChainFlawKind.REWRITTEN: "写下以后改写过",
}
WHERE = "请在“结果”的“报告与证明”里核实。"
CODE = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, kw_only=True)
class PrintedCode:
    """What came of looking for a printed check code; `holds`: it is in the chain, nothing changed
    before it.
    """

    holds: bool
    sentence: str


def record_code(db: Database) -> RecordCode:
    """What is printed of the acts that *db* keeps."""
    state = chain_state(db.conn)
    return RecordCode(code=state.code, number=state.count, flaws=len(state.flaws))


def record_sentence(state: ChainState) -> str:
    """Whether the chain holds, since when, and what has to be known about it."""
    begun = f"从 {china_time(state.since)} 起" if state.since else ""
    if state.holds:
        words = f"{begun}共 {state.count} 条办理记录，逐条相连，没有改动。"
    else:
        words = f"共 {state.count} 条办理记录，有 {len(state.flaws)} 处与校验链不符，请核实。"
    return words + "".join(_told(state))


def flaw_lines(state: ChainState) -> tuple[str, ...]:
    """A sentence for each kind of thing that doesn't fit, '复核意见：有 2 条写下以后被改动。'."""
    counts = Counter((flaw.table, flaw.kind) for flaw in state.flaws)
    first: dict[tuple[str, ChainFlawKind], ChainFlaw] = {}
    for flaw in state.flaws:
        first.setdefault((flaw.table, flaw.kind), flaw)
    return tuple(
        f"{label(table) if table else '校验链'}：有 {number} 条{FLAWS[kind]}"
        + (f"（{china_time(at)}）。" if (at := first[table, kind].at) else "。")
        for (table, kind), number in counts.items()
    )


def record_obstacle(db: Database) -> Problem | None:
    """What doesn't fit the chain, which forbids what stands on the acts; None: all fits."""
    flaws = chain_state(db.conn).flaws
    return Problem(f"办理记录有 {len(flaws)} 处与校验链不符，{WHERE}") if flaws else None


def accept_record(db: Database, by: str, reason: str) -> None:
    """Notes that a person knows of what doesn't fit; the chain holds again, and says so.

    Raises:
        AppError: it isn't said who, or why.
    """
    if is_blank(by) or is_blank(reason):
        raise AppError("登记核实情况须写明经办人和理由。", hint="请填写后再登记。")
    accept_flaws(db, by, reason)


def find_printed_code(stored: StoredYear, typed: str, job: JobContext) -> PrintedCode:
    """Looks for a printed check code in the chain, then in the files that were set aside."""
    code = plain_code(typed)
    if not CODE.fullmatch(code):
        return PrintedCode(holds=False, sentence="校验码应为 16 位，由数字和 A 到 F 组成。")
    job.step(0, 1, "核对办理记录")
    with stored.opened() as office:
        state = chain_state(office.db.conn)
    if place := state.place_of(code):
        at = china_time(state.moments[place - 1])
        if state.flaws:
            words = f"是第 {place} 条（{at}），但现在有 {len(state.flaws)} 处与校验链不符。"
            return PrintedCode(holds=False, sentence=words)
        words = f"是第 {place} 条（{at}），到这一条为止的办理记录与打印时完全一样。"
        return PrintedCode(holds=True, sentence=words)
    return PrintedCode(holds=False, sentence=_elsewhere(stored.path, code, state))


def _elsewhere(data_file: Path, code: str, state: ChainState) -> str:
    """Why the code isn't in the chain, as far as files that were set aside can tell."""
    for path in _set_aside(data_file):
        with suppress(*DISK_ERRORS, UnicodeDecodeError):
            with closing(connect_to_read(path)) as connection:
                other = chain_state(connection) if has_chain(connection) else None
            if other and (place := other.place_of(code)):
                alike = _common(state, other)
                return (
                    f"现在的办理记录里没有这个校验码；它是“{path.name}”里的第 {place} 条"
                    f"（{china_time(other.moments[place - 1])}）。前 {alike} 条两边相同，"
                    "此后的记录在恢复备份时没有带过来，可以从那个文件恢复。"
                )
    left = sum(note.left for note in state.notes if note.kind is LinkKind.RESTORED)
    if left:
        return (
            f"办理记录里没有这个校验码。本机恢复过备份，当时有 {left} 条较新的记录没有保留，"
            "打印件可能出自其中；否则就是打印以后有人改动过记录，或者打印件出自另一台电脑。"
        )
    return (
        "办理记录里没有这个校验码：打印以后有人改动过记录，或者打印件出自另一台电脑，"
        "请先核对有没有抄错。"
    )


def _set_aside(data_file: Path) -> Iterator[Path]:
    """Files beside the data file that may hold a longer chain: the newest of each kind first."""
    beside = data_file.parent.glob(f"{data_file.stem} *{data_file.suffix}")
    backups = folder_beside(data_file).glob(f"*{data_file.suffix}")
    for found in (beside, backups):
        yield from sorted(found, reverse=True)


def _common(one: ChainState, other: ChainState) -> int:
    """How many links both chains begin with."""
    pairs = zip(one.heads, other.heads, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(one.count, other.count))


def _told(state: ChainState) -> Iterator[str]:
    """A sentence for whatever else people have to know: beginnings anew, restoring, accepting."""
    for note in state.notes:
        at = china_time(note.at)
        if note.kind is LinkKind.BEGUN and note.number > 1:
            yield f"{at} 因{note.reason or '不明原因'}，从第 {note.number} 条重新起链。"
        elif note.kind is LinkKind.RESTORED:
            yield f"{at} 恢复了备份，有 {note.left} 条较新的记录没有保留。"
        elif note.kind is LinkKind.ACCEPTED:
            yield f"{at} {note.by}核实过不符之处：{note.reason}。"
