"""That a data file goes on from an older state, and what had gone out and come in the meantime.

Kept in the settings for good, so that it can be read long after the window has told it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import groupby

from sqlite_utils import Database

from model.domain.canonical import canonical_bytes
from model.domain.china_time import china_time
from model.store.clock import now
from model.store.received_records import ReceivedCount, received_words
from model.store.sent_records import SentKind, SentRecord
from model.store.settings import read_json, save_setting

RESTORATIONS = "restorations"  # setting
ALL = "all"
UNKNOWN = (
    "此后发出过哪些带编号的文件，读不出来的就无从知道，新的编号可能与已发出的重复；"
    "发出前请对照已发的邮件。"
)
SHOWN = 20  # records that are told one by one
NUMBERED = {  # how the number of each kind is said, as in the names of the files
    SentKind.PACKAGE: "第{}版",
    SentKind.SLIP: "第{}号",
    SentKind.NOTICE: "第{}号",
    SentKind.REPLY: "第{}次",
    SentKind.REPORT: "第{}次报送",
    SentKind.SHEET: "第{}次",
}


class RestorationCause(StrEnum):
    RESTORED = "restored"  # by a person, from a backup of this data file
    BROUGHT = "brought"  # by a person, from a backup that was brought here
    DAMAGED = "damaged"  # the data file was damaged or gone: what is lost can't be told
    OLDER = "older"  # found at the start: a newer backup lies beside the data file


@dataclass(frozen=True, kw_only=True)
class Restoration:
    """The data file goes on from the state at `state_of` (ISO 8601; "": unknown) since `at`.

    `sent` is what had gone out since, as far as anybody can tell; it is still known. `came` is what
    had come since, and is to be taken in again.
    """

    cause: RestorationCause
    at: str  # ISO 8601 with offset
    state_of: str = ""
    sent: tuple[SentRecord, ...] = ()
    came: tuple[ReceivedCount, ...] = ()


def fetch_restorations(db: Database) -> tuple[Restoration, ...]:
    """All of them, in order."""
    return read_json(db, RESTORATIONS, dict[str, tuple[Restoration, ...]], {}).get(ALL, ())


def note_restoration(
    db: Database,
    cause: RestorationCause,
    state_of: datetime | None,
    sent: tuple[SentRecord, ...] = (),
    came: tuple[ReceivedCount, ...] = (),
    earlier: tuple[Restoration, ...] = (),
) -> Restoration:
    """Notes that *db* goes on from an older state, beside the *earlier* ones, which the file that
    it replaces had noted.

    Raises:
        NotSaved: the disk refused.
    """
    noted = Restoration(
        cause=cause,
        at=now(),
        state_of=state_of.isoformat() if state_of else "",
        sent=sent,
        came=came,
    )
    kept = dict.fromkeys((*fetch_restorations(db), *earlier, noted))
    order = sorted(kept, key=lambda one: datetime.fromisoformat(one.at))
    save_setting(db, RESTORATIONS, canonical_bytes({ALL: order}).decode())
    return noted


def restoration_lines(one: Restoration, names: Mapping[str, str]) -> tuple[str, ...]:
    """What happened, then what had gone out and what had come, in plain words.

    Args:
        names: department id -> name.
    """
    at, state = china_time(one.at), china_time(one.state_of) if one.state_of else ""
    match one.cause:
        case RestorationCause.RESTORED:
            told = f"{at} 恢复到 {state} 的备份，此后的改动不在这份数据里。"
        case RestorationCause.BROUGHT:
            told = (
                f"{at} 恢复了从别处带来的 {state} 的备份，原电脑上此后的改动不在这份数据里，"
                "此后发出过什么也无从知道。"
            )
        case RestorationCause.OLDER:
            told = f"{at} 启动时的数据文件比 {state} 的备份旧，此后的改动不在这份数据里。"
        case RestorationCause.DAMAGED if state:
            told = f"{at} 数据文件损坏或不见了，用 {state} 的备份接着用。"
        case RestorationCause.DAMAGED:
            told = f"{at} 数据文件损坏或不见了，也没有可用的备份。"
    if one.cause is RestorationCause.DAMAGED:
        return (told, UNKNOWN)
    if not one.sent and one.cause is RestorationCause.RESTORED:
        return (told, "此后没有发出过带编号的文件。", *_came_lines(one.came))
    return (told, *_sent_lines(one.sent, names), *_came_lines(one.came))


def _sent_lines(sent: tuple[SentRecord, ...], names: Mapping[str, str]) -> Iterator[str]:
    untold = [one for one in sent if one.kind is SentKind.SHORTCOMING]
    gone = [one for one in sent if one.kind is not SentKind.SHORTCOMING]
    if gone:
        more = f"等 {len(gone)} 份" if len(gone) > SHOWN else ""
        words = "；".join(_grouped(gone[:SHOWN], names))
        yield f"此后已经发出、仍然记在这里、编号不再用的：{words}{more}。"
    if untold:
        labels = "、".join(f"{one.year}-{one.number:03}" for one in untold)
        yield f"此后交办、还没有发通知单的整改事项 {labels} 已撤回，编号不再用；要办的请重新交办。"


def _came_lines(came: tuple[ReceivedCount, ...]) -> Iterator[str]:
    if came:
        told = received_words(came)
        yield f"此后收到、这份数据里没有了的：{told}。要用的请把原来的文件再收一次。"


def _grouped(sent: list[SentRecord], names: Mapping[str, str]) -> Iterator[str]:
    """'2026年度任务包第2版', '2026年度区科技局退回单第2号、第3号'."""
    for (kind, year, body, section), some in groupby(
        sent, key=lambda one: (one.kind, one.year, one.department, one.section)
    ):
        numbers = "、".join(NUMBERED[kind].format(one.number) for one in some)
        yield f"{year}年度{names.get(body, '')}{section}{kind}{numbers}"
