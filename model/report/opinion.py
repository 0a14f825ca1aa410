"""复核意见: one page about one department's year, to be signed and sent."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from model.domain.review import Verdict
from model.domain.score import Assessment
from model.domain.wording import OFFICE, day_words
from model.report.data import RecordCode, total_text
from model.report.word import Cell, Document, Grid

ROOM = 11  # lines of the table; with more of them the page would not hold the signature
WIDE, NARROW = 14, 11  # characters in a line of its wide and narrow columns
LONGEST = 40  # characters of an item's title


@dataclass(frozen=True, kw_only=True)
class ItemOpinion:
    """The office's decision about one item, where it differs from what was reported."""

    verdict: str
    title: str
    reported: str
    counts: str
    remark: str


@dataclass(frozen=True, kw_only=True)
class Opinion:
    """`conclusion` is one word: 通过; `decisions` are in the order of the items."""

    department: str
    year: int
    conclusion: str
    sequence: int
    check_code: str
    rules: str
    self_total: Decimal | None
    self_grade: str
    recomputed: Assessment
    reviewed: Assessment
    items: int
    looked_at: int
    unsaid: int  # of what is scored
    decisions: Sequence[ItemOpinion]
    rank: str = ""  # "" where ranks are off
    by: str = ""
    record: RecordCode | None = None
    made_at: str  # ISO 8601 with offset
    sample: bool = False
    office: str  # its full name
    finished: bool = True  # the review; else the page says in its head that it concludes nothing


def opinions_bytes(opinions: Iterable[Opinion], title: str, moment: str) -> bytes:
    """The content of a Word file with one page per opinion; pages have no number, since
    they part.
    """
    opinions = tuple(opinions)
    author = opinions[0].office if opinions else OFFICE
    document = Document(title=title, author=author, moment=moment, numbered=False)
    for number, opinion in enumerate(opinions):
        if number:
            document.new_page()
        _page(document, opinion)
    return document.content


def _page(document: Document, one: Opinion) -> None:
    title = f"{one.year}年度碳达峰自评估复核意见"
    marks = ["示例数据"] if one.sample else []
    marks += [] if one.finished else ["复核未完成，不作为结论"]
    document.headline(title, f"（{'；'.join(marks)}）" if marks else "")
    document.addressed(f"{one.department}：")
    whose = "本办公室" if one.department == one.office else "贵单位"
    document.text(
        f"{whose}{one.year}年度自评估（第{one.sequence}次报送，校验码 {one.check_code}）"
        f"共 {one.items} 项，已复核 {one.looked_at} 项。按《{one.rules}》，得分如下："
    )
    document.table("", _scores(one))
    _decisions(document, one)
    document.text(f"复核结论：{one.conclusion}。{one.reviewed.sentence}")
    if one.record:
        document.note(f"{one.record.words}。")
    document.signed(one.office, day_words(one.made_at))


def _scores(one: Opinion) -> Grid:
    open_items = str(one.unsaid or "无")
    heads: list[str] = ["自评得分", "复算得分", "复核得分", "复核等次", "未填项数"]
    values: list[str | Cell] = [
        total_text(one.self_total),
        total_text(one.recomputed.total),
        Cell(text=total_text(one.reviewed.total), across="center", strong=True),
        one.reviewed.grade or "—",
        open_items,
    ]
    if one.rank:
        heads, values = [*heads, "同类名次"], [*values, one.rank]
    count = len(heads)
    return Grid(heads=tuple(heads), shares=(1,) * count, across=("center",) * count, rows=[values])


def _decisions(document: Document, one: Opinion) -> None:
    away = [it for it in one.decisions if it.verdict == Verdict.APPROVE and not it.remark]
    rest = [it for it in one.decisions if it not in away]
    if away:
        document.text(f"核准“不适用”{len(away)} 项，不计入满分。")
    if not rest:
        if one.looked_at > len(away):
            which = "其余" if away else ""
            which += "" if one.looked_at == one.items else "已复核的"
            document.text(f"{which}各项填报内容均予采信。")
        return
    told = [*_that_fit(rest)]
    document.table(
        "",
        Grid(
            heads=("事项", "处理", "填报", "核定", "理由或意见"),
            shares=(3.6, 1.2, 1.6, 1.6, 3.0),
            across=("left", "center", "left", "left", "left"),
            rows=[[_short(it.title), it.verdict, it.reported, it.counts, it.remark] for it in told],
            note=f"其余 {len(rest) - len(told)} 项见退回单或汇总工作簿。"
            if len(rest) > len(told)
            else "",
        ),
    )


def _short(title: str) -> str:
    return title if len(title) <= LONGEST else f"{title[:LONGEST]}……"


def _that_fit(decisions: Iterable[ItemOpinion]) -> Iterator[ItemOpinion]:
    """The first decisions, as many as leave room for the signature."""
    room = ROOM
    for one in decisions:
        texts = (_short(one.title), WIDE), (one.counts, NARROW // 2), (one.remark, NARROW)
        room -= max(math.ceil(len(text) / width) for text, width in texts)
        if room < 0:
            return
        yield one
