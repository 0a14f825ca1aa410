"""What an earlier report may fill in, shown before anything is: last year's, wherever it lies, and
one's own of this very year.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING

from model.clerk.previous_report import (
    Prefill,
    prefill_from,
    prefill_from_own,
    said_in_the_same_words,
)
from model.domain.submission import COVER, Submission
from model.errors import AppError
from model.evidence_files.folder import FileCondition
from model.own_key import own_public_key
from ui.edit_text import cut, fields_of, title_of, value_words
from ui.session import Session

if TYPE_CHECKING:  # it brings the reader of workbooks with it
    from model.workbook.report.read import ReceivedReport

LONG = 60  # characters of a text
NOT_FIGURES = "指标数值和偏差原因每年不同，不带；已填的不动"
AS_YOURS = "带来的项标“沿用未改”，改过或确认以后才计分、才能导出"


@dataclass(frozen=True, kw_only=True)
class Offer:
    """`yes`: the words of the button that takes it; "" where there is nothing to take."""

    title: str
    said: str
    page: str  # simple HTML
    yes: str = ""
    take: Callable[[], object] = bool


def last_years(session: Session) -> Offer:
    """Offer of last year's answers, as they lie in this data file."""
    return _carrying(session, session.basis(), session.desk.year - 1)


def offered(session: Session, name: str, received: "ReceivedReport") -> Offer:
    """What the report in the file *name* may fill in, and nothing is before somebody says so.

    Last year's is at hand from now on: at once if this PC signed it, else when it is taken.

    Raises:
        AppError: it is another department's, or of a later year.
    """
    desk, report = session.desk, received.submission
    if report.department != desk.department.id or report.year > desk.year:
        whose = session.plans.shipped.departments.get(report.department)
        raise AppError(
            f"“{name}”是{whose.name if whose else '别的单位'}{report.year}年度的工作簿，"
            f"不能作为本单位{desk.year}年度的基础。",
            hint="请选择本单位今年或往年报送的工作簿。",
        )
    from model.workbook.report.quoted_words import quoted_words

    doubt = _doubt(session, received)
    if report.year == desk.year:
        return _doubted(_restoring(session, report, name), doubt)
    then = session.plans.terms(report.year, report.department).plan
    words = quoted_words(received.tables)
    basis = prefill_from(report, then, session.plan, desk.open_items, session.begun, words)
    offer = _carrying(session, basis, report.year, f"第 {report.sequence} 次报送的")
    if report.year != desk.year - 1:
        return _doubted(offer, doubt)
    said = said_in_the_same_words(report, then, session.plan, words)
    if not doubt:
        session.keep_report(report.year, said)
        return offer

    def take() -> object:
        session.keep_report(report.year, said)
        return offer.take()

    return _doubted(replace(offer, yes=offer.yes or "留作去年的对照", take=take), doubt)


def _doubt(session: Session, received: "ReceivedReport") -> str:
    """That a report was not signed on this PC, in a sentence; "" if it was."""
    key = received.proof.key
    if key and key == own_public_key(session.db):
        return ""
    if received.proof.signed and not key:
        return "这份工作簿签名后被改动过，请看清楚再用。"
    if key:
        return "这份工作簿不是这台电脑签名的，请看清确是本单位报送的。"
    return "这份工作簿没有签名，请看清确是本单位报送的。"


def _doubted(offer: Offer, doubt: str) -> Offer:
    return replace(offer, said=f"{offer.said}{doubt}") if offer.yes else offer


def _carrying(session: Session, basis: Prefill, year: int, which: str = "") -> Offer:
    title, step = f"沿用 {year} 年度", f"沿用 {year} 年 {basis.count} 处"
    page = _fills(session, basis) + _lists(
        session,
        ("方案文字有变化，不沿用，请重新填写", basis.changed),
        ("今年不再填报", basis.gone),
    )
    if not basis.changes:
        return Offer(
            title=title, said=f"{year} 年度{which}内容里，没有可以填到今年空着的栏里的。", page=page
        )
    contacts = "，连同报送信息里的填报人、电话" if COVER in basis.changes else ""
    return Offer(
        title=title,
        said=f"用 {year} 年度{which}内容填上 {len(basis.items)} 项中空着的 {basis.count} 处"
        f"{contacts}。{NOT_FIGURES}。{AS_YOURS}；Ctrl+Z 可一次撤销。",
        page=page,
        yes=f"填入 {basis.count} 处",
        take=lambda: session.carry(basis, step),
    )


def _restoring(session: Session, own: Submission, name: str) -> Offer:
    desk, title = session.desk, f"取回 {own.year} 年度第 {own.sequence} 次报送"
    basis = prefill_from_own(own, desk.open_items, session.begun, desk.evidence())
    goes_on = desk.goes_on_after(own)
    page = _fills(session, basis) + _lists(session, ("今年不再填报", basis.gone))
    lost = [one for one in basis.evidence if session.files.condition(one) is FileCondition.MISSING]
    if lost:
        names = "<br>".join(escape(one.file_name) for one in lost)
        heading = f"这些佐证材料只取回了名称，文件请再添加一次（{len(lost)} 份）"
        page += f"<p><b>{heading}</b><br>{names}</p>"
    if not (basis.changes or basis.evidence or goes_on):
        return Offer(
            title=title,
            said="这份工作簿里的内容和报送记录这里都有，没有要取回的。",
            page=page,
        )
    clash = any(one.sequence == own.sequence and one.id != own.id for one in desk.submissions)
    after = max((own.sequence, *(one.sequence for one in desk.submissions))) + 1
    said = (
        f"填上 {len(basis.items)} 项中空着的 {basis.count} 处、佐证材料 {len(basis.evidence)} 份，"
        f"指标数值也在内；已填的不动，Ctrl+Z 可一次撤销。"
        if basis.changes or basis.evidence
        else "内容这里都有，只取回报送记录。"
    )
    said += (
        f"这台电脑上已另有第 {own.sequence} 次报送，报送记录不改。"
        if clash
        else f"报送记录接上，下次导出是第 {after} 次。"
    )
    step = f"取回第 {own.sequence} 次报送的内容"
    return Offer(
        title=title,
        said=said,
        page=page,
        yes="取回",
        take=lambda: session.restore(own, basis, name, step),
    )


def _fills(session: Session, basis: Prefill) -> str:
    """What goes where, item by item, as simple HTML."""
    return "".join(
        f"<p><b>{escape(title_of(session, item))}</b><br>"
        + "<br>".join(
            f"{escape(field.label)}：{escape(cut(value_words(field, changes[key]), LONG))}"
            for key, field in fields_of(session, item).items()
            if key in changes
        )
        + "</p>"
        for item, changes in basis.changes.items()
    )


def _lists(session: Session, *lists: tuple[str, Iterable[str]]) -> str:
    return "".join(
        f"<p><b>{heading}（{len(keys)} 项）</b><br>"
        + "<br>".join(escape(title_of(session, key)) for key in keys)
        + "</p>"
        for heading, found in lists
        if (keys := tuple(found))
    )
