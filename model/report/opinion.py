"""复核意见: one page about one department's year, to be signed and sent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from model.domain.numbers import points_text
from model.domain.score import Assessment
from model.report.data import OFFICE, day_text
from model.report.word import Cell, Document, Grid

MOST = 8  # decisions told one by one; a page holds no more
LONGEST = 60  # characters of an item's title


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What the office decided about one item otherwise than it was reported."""

    verdict: str
    title: str
    reported: str
    counts: str
    remark: str


@dataclass(frozen=True, kw_only=True)
class Opinion:
    """`conclusion` in a word: 通过; `decisions` in the order of the items."""

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
    decisions: Sequence[Decision]
    rank: str = ""  # "" where ranks are off
    by: str = ""
    made_at: str  # ISO 8601 with offset
    sample: bool = False


def opinions_bytes(opinions: Iterable[Opinion], title: str, moment: str) -> bytes:
    """One page each, as a Word file's content."""
    document = Document(title=title, author=OFFICE, moment=moment)
    for number, opinion in enumerate(opinions):
        if number:
            document.new_page()
        _page(document, opinion)
    return document.content


def _page(document: Document, one: Opinion) -> None:
    title = f"{one.year}年度碳达峰自评估复核意见"
    document.headline(title, "（示例数据）" if one.sample else "")
    document.addressed(f"{one.department}：")
    document.text(
        f"贵单位{one.year}年度自评估（第{one.sequence}次报送，校验码 {one.check_code}）"
        f"共 {one.items} 项，已复核 {one.looked_at} 项。按《{one.rules}》，得分如下："
    )
    document.table("", _scores(one))
    _decisions(document, one)
    document.text(f"复核结论：{one.conclusion}。{one.reviewed.sentence}")
    document.signed(OFFICE, day_text(one.made_at))


def _scores(one: Opinion) -> Grid:
    open_items = str(one.reviewed.open_items or "无")
    heads: list[str] = ["自评得分", "复算得分", "复核得分", "复核等次", "未填项数"]
    values: list[str | Cell] = [
        _points(one.self_total),
        _points(one.recomputed.total),
        Cell(text=_points(one.reviewed.total), across="center", strong=True),
        one.reviewed.grade or "—",
        open_items,
    ]
    if one.rank:
        heads, values = [*heads, "同类名次"], [*values, one.rank]
    count = len(heads)
    return Grid(heads=tuple(heads), shares=(1,) * count, across=("center",) * count, rows=[values])


def _points(total: Decimal | None) -> str:
    return "—" if total is None else points_text(total)


def _decisions(document: Document, one: Opinion) -> None:
    if not one.decisions:
        document.text("各项填报内容均予采信。")
        return
    document.table(
        "",
        Grid(
            heads=("事项", "处理", "填报", "核定", "理由或意见"),
            shares=(3.6, 1.2, 1.6, 1.6, 3.0),
            across=("left", "center", "left", "left", "left"),
            rows=[
                [
                    it.title if len(it.title) <= LONGEST else f"{it.title[:LONGEST]}……",
                    it.verdict,
                    it.reported,
                    it.counts,
                    it.remark,
                ]
                for it in one.decisions[:MOST]
            ],
        ),
    )
    if len(one.decisions) > MOST:
        document.note(f"其余 {len(one.decisions) - MOST} 项见退回单或汇总工作簿。")
