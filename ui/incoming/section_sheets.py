"""Sections' sheets that came back: joined, and told of in one page."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from model.errors import AppError
from model.parts.collection import Collected, collect, is_known
from model.parts.division import Division
from model.store.settings import Role
from ui.incoming.news import News
from ui.session import Session

if TYPE_CHECKING:  # it brings the reader of workbooks with it
    from model.workbook.section_sheet.read import ReceivedSectionSheet


def collect_sheet(session: Session, received: "ReceivedSectionSheet", name: str) -> Collected:
    """Joins a section's sheet with the open year.

    Raises:
        AppError: it is another department's or year's, or was not sent from here; nothing changed.
    """
    sheet, desk, division = received.sheet, session.desk, session.division
    own = {division.department, *division.before}
    if sheet.year != desk.year or sheet.department not in own:
        raise AppError(
            f"“{name}”是{sheet.year}年度“{sheet.section_name}”的科室填报表，不是本单位这一年度的，没有接收。",
            hint="请核对文件，或在首页选择正确的单位和年度。",
        )
    told: list[Collected] = []

    def change(division: Division) -> Iterable[str]:
        done = collect(
            session.db, division, sheet, received.content, desk.own_items,
            file_name=name, sha256=received.sha256,
        )  # fmt: skip
        told.append(done)
        return done.items

    if not session.carry_out(change):
        raise AppError(f"“{name}”没有接收。", hint="请按左下角的提示处理以后再试。")
    return told[0]


def is_awaited(session: Session, received: "ReceivedSectionSheet") -> bool:
    """Whether the sheet says that it was sent from here, and so comes back to be joined."""
    return is_known(session.db, received.sheet)


def foreign_words(session: Session, received: "ReceivedSectionSheet") -> News | None:
    """What to ask before a sheet that was not sent from here is filled in here; None: nothing.

    It may be one that came back to a department whose data lie on another PC.
    """
    sheet, content, profile = received.sheet, received.content, session.profile
    clerk = profile is not None and profile.role is Role.CLERK
    if not (clerk and profile and profile.department == sheet.department):
        return None
    if not (content.said or content.doubts or content.evidence or content.filled_by):
        return None
    return News(
        title=f"{sheet.section_name}的科室填报表不是从这台电脑发出的",
        said="交回的表要在发出它的电脑上接收。要在这台电脑上接着填的，点“在这里接着填”。",
        page="",
    )


def sheets_news(session: Session, told: Sequence[Collected], unused: int) -> News:
    """What to tell of the sheets that were taken in, and of *unused* files beside them."""
    new = [one for one in told if one.new]
    asked = {place for one in new for place in one.asked} & dict(session.division.questions).keys()
    handed_back = sum(len(one.handed_back) for one in new)
    doubts = sum(one.doubts for one in new)
    parts = [f"{len(asked)} 处与已有的内容不一样，请选定" if asked else ""]
    parts.append(
        f"{doubts} 格拿不准，没有填入，请到“科室分工”里点这个科室逐格去填" if doubts else ""
    )
    parts.append(f"{handed_back} 项被退回，请另行分工" if handed_back else "")
    rest = "；".join(filter(None, parts))
    said = (
        f"{rest}{'。其余的' if rest else '填报内容'}都已填入，Ctrl+Z 可以整份撤销。" if new else ""
    )
    page = "".join(f"<p><b>{escape(one.name)}</b>　{_line(one)}</p>" for one in told)
    if unused:
        page += f"<p>另有 {unused} 个文件没有写在佐证材料表里，没有收。</p>"
    title = f"收到 {len(new)} 个科室的填报表" if len(new) != 1 else f"收到{new[0].name}的填报表"
    return News(title=title if new else "这些科室填报表以前已经收过", said=said, page=page)


def place_of(told: Sequence[Collected]) -> str:
    """Where on the page of sections that is which waits for a person: cells to be filled in, else
    what is to be chosen or given to another section.
    """
    doubtful = next((one.section for one in told if one.new and one.doubts), "")
    remarked = next((one.section for one in told if one.new and one.remarks), "")
    waits = any(one.new and (one.asked or one.handed_back or one.additions) for one in told)
    return "questions" if waits and not doubtful else f"board/{doubtful or remarked}"


def _line(one: Collected) -> str:
    if not one.new:
        return "与以前收到的一样，没有变化。"
    if one.older:
        return "收过一份后来改好的，以那一份为准，没有变化。"
    beside = f"{one.remarks} 条说明，请到“科室分工”里看" if one.remarks else ""
    if one.empty and not one.again:
        return f"表里没有新填的内容。{f'另有 {beside}。' if beside else ''}"
    verb = "比上次交回的改动" if one.again else "填入"
    parts = [
        f"{verb} {len(one.items)} 项" if one.items else "",
        f"退回 {len(one.handed_back)} 项" if one.handed_back else "",
        f"补充 {one.additions} 项" if one.additions else "",
        f"{len(one.asked)} 处待选定" if one.asked else "",
        f"佐证材料 {one.pieces} 份" if one.pieces else "",
        f"{one.doubts} 格拿不准" if one.doubts else "",
        beside,
    ]
    return "，".join(filter(None, parts)) or "没有变化"
