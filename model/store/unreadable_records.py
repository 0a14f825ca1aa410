"""What the data file holds and nobody can read: it costs itself, and the start tells of it."""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress

from sqlite_utils import Database

from model.domain.canonical import SealedRecord, TableSource, Unfit, rebuilt, table_in
from model.domain.package import YearPackage
from model.domain.rectification import RectificationAct, RectificationNotice, RectificationReply
from model.domain.return_slip import ReturnSlip
from model.domain.review import Matter, Verdict
from model.domain.review_file import ReviewFile
from model.domain.sealed import unseal_as, unseal_own
from model.domain.section import SectionReturn, SectionSheet

Read = Callable[[str], object]

ASIDE = """SELECT json_extract(value, '$.payload') FROM setting
WHERE key GLOB 'half-written/*/unreadable-draft/*'"""  # as `model.store.packages` keeps them


def _sealed(kind: type[SealedRecord]) -> Read:
    return lambda text: unseal_own(kind, text.encode())


def _act(text: str) -> object:
    return rebuilt(RectificationAct, table_in(text.encode()).get("act"), TableSource.OWN)


def _returned(text: str) -> object:
    return rebuilt(SectionReturn, table_in(text.encode()).get("content"), TableSource.OWN)


READ: tuple[tuple[str, str, Read], ...] = (  # what it is, SQL for its texts, how each is read
    ("年度任务包", "SELECT payload FROM package", _sealed(YearPackage)),
    ("编制中的任务包", "SELECT payload FROM package_draft", _sealed(YearPackage)),
    ("编制中的任务包", ASIDE, _sealed(YearPackage)),
    ("退回单", "SELECT payload FROM return_slip", _sealed(ReturnSlip)),
    ("整改事项的办理", "SELECT content FROM rectification WHERE kind = 'act'", _act),
    (
        "整改通知单",
        "SELECT content FROM rectification WHERE kind = 'notice'",
        _sealed(RectificationNotice),
    ),
    (
        "整改反馈单",
        "SELECT content FROM rectification WHERE kind = 'reply'",
        _sealed(RectificationReply),
    ),
    ("科室填报表", "SELECT payload FROM part", _sealed(SectionSheet)),
    ("复核意见", "SELECT payload FROM part_return WHERE part = 'reviews'", _sealed(ReviewFile)),
    ("交回的科室表", "SELECT payload FROM part_return WHERE part != 'reviews'", _returned),
    ("复核意见", "SELECT DISTINCT verdict FROM review", Verdict),
    ("复核意见", "SELECT changes FROM review WHERE NOT json_valid(changes)", json.loads),
    ("办公室的决定", "SELECT DISTINCT matter FROM ruling", Matter),
)


def unreadable_words(db: Database) -> Iterator[str]:
    """A sentence for what of *db* can't be read, and one for each draft of which a part can't."""
    counts: dict[str, int] = {}
    for label, query, read in READ:
        for (text,) in db.execute(query).fetchall():
            try:
                read(text)
            except (ValueError, TypeError):
                counts[label] = counts.get(label, 0) + 1
    if counts:
        found = "、".join(f"{label} {count} 份" for label, count in counts.items())
        yield (
            f"数据文件里有的内容读不出来，没有计入：{found}。其余内容不受影响，"
            "读不出来的原样留在数据文件里；需要的，请从“备份与恢复”页恢复较早的备份。"
        )
    for year, text in db.execute("SELECT year, payload FROM package_draft").fetchall():
        with suppress(ValueError):
            unseal_own(YearPackage, text.encode())
            try:
                unseal_as(YearPackage, text.encode())
            except Unfit:
                yield (
                    f"编制中的 {year} 年度任务包里有写得不对的日期或者过长的文字，"
                    "日期已经空出来，请到“年度任务包”页核对。"
                )
