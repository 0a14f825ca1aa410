"""What an earlier report may fill in, shown before anything is: last year's, wherever it lies, that
of a department whose work came here too, and one's own of this very year.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING

from model.clerk.own_report import Brought, OwnReport
from model.clerk.previous_report import (
    Prefill,
    prefill_from,
    said_in_the_same_words,
)
from model.clerk.supporters import written_for
from model.clerk.year import ClerkYear
from model.domain.origin import OriginStanding
from model.domain.submission import COVER, Origin, Submission
from model.domain.wording import day_words
from model.errors import AppError
from model.evidence_files.folder import FileCondition
from model.own_key import own_public_key
from model.store.carried_over import fetch_report
from model.store.edit_log import shared_start
from model.store.keys import fetch_pins
from model.store.supporters import SupporterReport
from ui.edit_text import cut, fields_of, title_of, value_words
from ui.pages.item_words import supporter_words
from ui.session import Session

if TYPE_CHECKING:  # it brings the reader of workbooks with it
    from model.workbook.report.read import ReceivedReport

LONG, LEAD = 60, 10  # characters of a text; of it before what differs
CONTRADICTED = "这里填的状态或数与这份的不同，这份的说明不填进去"
NOT_FIGURES = "指标数值和偏差原因每年不同，不带；已填的不动"
DOUBTS = {
    OriginStanding.VERIFIED: "",
    OriginStanding.UNCHECKED: "这台电脑没有核对过它的密钥指纹，请看清确是该单位发来的。",
    OriginStanding.MISMATCH: "签名不符，可能被改动过，请先向该单位核实。",
    OriginStanding.UNSIGNED: "这份工作簿没有签名，请看清确是该单位发来的。",
}  # about who wrote another department's workbook
AS_YOURS = "带来的项标“沿用未改”，改过或确认以后才计分、才能导出"


@dataclass(frozen=True, kw_only=True)
class Offer:
    """`yes`: the words of the button that takes it; "" where there is nothing to take.
    `no`: of the one that leaves it; `also`: of one that takes more than that, "" for none.
    """

    title: str
    said: str
    page: str  # simple HTML
    yes: str = ""
    no: str = "不填"
    take: Callable[[], object] = bool
    also: str = ""
    take_also: Callable[[], object] = bool


def last_years(session: Session) -> Offer:
    """Offer of last year's answers, as they lie in this data file."""
    return _carrying(session, session.basis(), session.desk.year - 1)


def offered(session: Session, name: str, received: "ReceivedReport") -> Offer:
    """What the report in the file *name* may fill in, and nothing is before somebody says so.

    Last year's is at hand from now on: at once if this PC signed it, else when it is taken.

    Another department's brings what it wrote about items led here; that of a department whose work
    came here, what it said in an earlier year about the items that came.

    Raises:
        AppError: it is another department's without such words, or of a later year.
    """
    desk, report = session.desk, received.submission
    if (found := _support(session, received)) is not None:
        return _keeping(session, received, found)
    own = report.department == desk.department.id
    whose = "" if own else session.name_of(report.department) or "别的单位"
    if not own:
        report = _taken_over(desk, report)
    if report.year > desk.year or not (own or report.answers):
        raise _no_basis(session, name, received.submission, whose)
    if session.closed_words:
        title = f"{report.year} 年度{whose}{_which(report)}"
        return Offer(title=title, said=session.closed_words, page="")
    from model.workbook.report.quoted_words import quoted_words

    doubt = _doubt(session, received, whose or "本单位")
    if count := len(received.doubts):
        doubt = f"表里有 {count} 处看不准是什么，没有带，请自己填。{doubt}"
    if report.year == desk.year:
        return _doubted(_restoring(session, report, name), doubt)
    then = session.plans.terms(report.year, report.department).plan
    words = quoted_words(received.tables)
    basis = prefill_from(report, then, session.plan, desk.asked, session.begun, words)
    offer = _carrying(session, basis, report.year, f"{whose}{_which(report)}的")
    if left := len(received.submission.answers) - len(report.answers):
        offer = replace(offer, said=f"{offer.said}{whose}另有 {left} 项没有转到本单位，不带。")
    if report.year != desk.year - 1:
        return _doubted(offer, doubt)
    said = said_in_the_same_words(report, then, session.plan, words)
    if desk.goes_on_from:  # each brings a part
        kept = fetch_report(session.db, report.year, desk.department.id)
        said = {**kept, **said} if own else {**said, **kept}
    if not doubt:
        session.keep_report(report.year, said)
        return offer

    def take() -> object:
        session.keep_report(report.year, said)
        return offer.take()

    return _doubted(replace(offer, yes=offer.yes or "留作去年的对照", take=take), doubt)


def _taken_over(desk: ClerkYear, report: Submission) -> Submission:
    """The part of another department's *report* of an earlier year that is this one's work now."""
    came = report.year < desk.year
    answers = {
        item: answer
        for item, answer in report.answers.items()
        if came and desk.took_over(report.department, item)
    }
    return replace(report, answers=answers, cover={})


def _no_basis(session: Session, name: str, report: Submission, whose: str) -> AppError:
    """Why *report*, in the file *name*, is nothing to begin with; *whose*: "" for one's own."""
    desk, hint = session.desk, "请选择本单位今年或往年报送的工作簿。"
    if report.year == desk.year and report.department in desk.goes_on_from:
        hint = (
            f"{whose}已经调整。它今年填写的内容，请在原来填报的那台电脑上打开任务包，"
            f"点“以{desk.department.name}继续”，就都转过来。"
        )
    return AppError(
        f"“{name}”是{whose or '本单位'}{report.year}年度的工作簿，"
        f"不能作为本单位{desk.year}年度的基础。",
        hint=hint,
    )


def _support(session: Session, received: "ReceivedReport") -> SupporterReport | None:
    """What another department's report of the open year says about items led here, if anything."""
    from model.workbook.report.quoted_words import quoted_words

    desk, report = session.desk, received.submission
    if (report.year, report.sample) != (desk.year, desk.terms.sample):
        return None
    standing = received.proof.standing(report.department, fetch_pins(session.db))
    words = quoted_words(received.tables)
    return written_for(desk.department.id, report, desk.plan, desk.forms, words, standing)


def _keeping(session: Session, received: "ReceivedReport", found: SupporterReport) -> Offer:
    """Offer to keep what another department wrote about items led here."""
    desk, body = session.desk, received.submission.department
    name, count = desk.plan.departments[body].name, len(found.said)
    title = f"{name}写的配合情况"
    when = f"{day_words(found.exported_at)}导出的"
    page = "".join(
        f"<p><b>{escape(title_of(session, item))}</b><br>"
        + escape(supporter_words(desk.forms.asked(desk.plan.item(item), body), answer)).replace(
            "\n", "<br>"
        )
        + "</p>"
        for item, answer in found.said.items()
    )
    kept = desk.supporters.reports.get(body)
    if kept is not None and kept.said == found.said and kept.check_code == found.check_code:
        return Offer(title=title, said=f"{when}这份工作簿已经收过，没有变化。", page=page)
    if kept is not None and desk.supporters.newer_than(body, found.exported_at):
        newer = f"这里已有它{day_words(kept.exported_at)}导出的，比这份新，没有替换。"
        return Offer(title=title, said=newer, page=page)
    if session.closed_words:
        said = f"{desk.year}年度已经封存，{name}写的 {count} 项只能看，不再收下。"
        return Offer(title=title, said=said, page=page)
    instead = f"替换{day_words(kept.exported_at)}导出的那份。" if kept else ""
    edits = len(received.edits)
    edited = f"表里有 {edits} 处导出以后被改过，收下的是导出时的内容。" if edits else ""
    return Offer(
        title=title,
        said=f"{name}{when}工作簿里，有 {count} 项是本单位牵头的。收下以后显示在这几项的栏目下面，"
        f"给本单位参考，不计分，也不填进本单位的栏里。{instead}{edited}{DOUBTS[found.standing]}",
        page=page,
        yes=f"收下 {count} 项",
        no="不收",
        take=lambda: session.keep_support(body, found),
    )


def _doubt(session: Session, received: "ReceivedReport", whose: str) -> str:
    """That a report of *whose* was not signed on this PC, in a sentence; "" if it was."""
    key = received.proof.key
    if key and key == own_public_key(session.db):
        return ""
    if received.proof.signed and not key:
        return "这份工作簿签名后被改动过，请看清楚再用。"
    if key:
        return f"这份工作簿不是这台电脑签名的，请看清确是{whose}报送的。"
    return f"这份工作簿没有签名，请看清确是{whose}报送的。"


def _doubted(offer: Offer, doubt: str) -> Offer:
    return replace(offer, said=f"{offer.said}{doubt}") if offer.yes or offer.also else offer


def _carrying(session: Session, basis: Prefill, year: int, which: str = "") -> Offer:
    title, step = f"沿用 {year} 年度", f"沿用 {year} 年 {basis.count} 处"
    optional = [key for key in basis.gone if key in session.desk.own_items]
    page = _fills(session, basis.changes) + _lists(
        session,
        ("方案文字有变化，不沿用，请重新填写", basis.changed),
        (CONTRADICTED, basis.contradicted),
        ("今年可以不填的，不带；要用的，到该项按 Ctrl+L", optional),
        ("今年不再填报", [key for key in basis.gone if key not in optional]),
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


def _which(report: Submission) -> str:
    template = report.origin is Origin.TEMPLATE
    return "填报模板" if template else f"第 {report.sequence} 次报送"


def _restoring(session: Session, own: Submission, name: str) -> Offer:
    which = _which(own)
    desk, title = session.desk, f"取回 {own.year} 年度{which}"
    found = desk.own_report(own, session.begun)
    taken, goes_on, held = found.empty | found.newer, desk.goes_on_after(own), desk.held_by(own)
    page = (
        _differences(session, "这里填的与这份不一样：这里的 → 这份的", found.asked)
        + _differences(session, "这份有更新：这里的 → 这份的", found.newer)
        + _fills(session, found.empty.changes)
        + _lists(session, ("今年不再填报", found.gone))
    )
    brought = (taken | found.asked).pieces
    lost = [one for one in brought if session.files.condition(one) is FileCondition.MISSING]
    if lost:
        names = "<br>".join(escape(one.file_name) for one in lost)
        heading = f"这些佐证材料只取回了名称，文件请再添加一次（{len(lost)} 份）"
        page += f"<p><b>{heading}</b><br>{names}</p>"
    if not (taken or found.asked or goes_on or held):
        return Offer(
            title=title,
            said="这份工作簿里的内容和报送记录这里都有，没有要取回的。",
            page=page,
        )
    step = f"取回{which}的内容"
    both = taken | found.asked
    brings = bool(taken or goes_on or held)
    also = "取回，不一样的也按这份" if brings else "不一样的按这份"
    return Offer(
        title=title,
        said=_restored_words(session, own, found, len(held)),
        page=page,
        yes="取回" if brings else "",
        no="不填" if brings else "不改",
        take=lambda: session.restore(own, taken, name, step),
        also=also if found.asked else "",
        take_also=lambda: session.restore(own, both, name, step),
    )


def _restored_words(session: Session, own: Submission, found: OwnReport, held: int) -> str:
    """What taking *own* does, where it does anything. *held*: items that it confirms."""
    desk, empty, newer = session.desk, found.empty, found.newer
    parts = []
    if empty:
        parts.append(
            f"填上 {len(empty.changes)} 项中空着的 {empty.fields} 处、"
            f"佐证材料 {len(empty.evidence)} 份，指标数值也在内"
        )
    if newer:
        parts.append(f"上次报送以后这里没有动过的 {newer.places} 处，换成这份里的")
    if parts:
        said = "；".join((*parts, "其余已填的不动，Ctrl+Z 可一次撤销。"))
    else:
        said = "" if found.asked or held else "内容这里都有，只取回报送记录。"
    if held:
        said += f"沿用未改、与这份相同的 {held} 项，按这份确认属实。"
    if found.asked:
        said += f"有 {found.asked.places} 处这里填的与这份不一样，请看清以哪一种为准。"
    known = desk.submissions
    if own.origin is not Origin.APP:
        return said
    if any(one.sequence == own.sequence and one.id != own.id for one in known):
        return f"{said}这台电脑上已另有第 {own.sequence} 次报送，报送记录不改。"
    if not desk.goes_on_after(own):
        return said
    after = max(own.sequence + 1, desk.next_sequence)
    return f"{said}报送记录接上，下次导出是第 {after} 次。"


def _differences(session: Session, heading: str, brought: Brought) -> str:
    """What would stand there instead, item by item, as simple HTML; "" for nothing."""
    if not brought:
        return ""
    begun, parts = session.begun, [f"<p><b>{heading}（{brought.places} 处）</b></p>"]
    for item in brought.items:
        fields, changes = fields_of(session, item), brought.changes.get(item, {})
        lines = []
        for key, field in fields.items():
            if key in changes:
                here, there = begun.get(item, {}).get(key), changes[key]
                words = _apart(value_words(field, here), value_words(field, there))
                lines.append(f"{field.label}：{' → '.join(words)}")
        lines += [f"佐证材料：{one.title}" for one in brought.pieces if one.item == item]
        lines += [f"佐证材料：移除{one.title}" for one in brought.dropped if one.item == item]
        told = "<br>".join(map(escape, lines))
        parts.append(f"<p><b>{escape(title_of(session, item))}</b><br>{told}</p>")
    return "".join(parts)


def _apart(here: str, there: str) -> tuple[str, str]:
    """The two texts cut to what differs, where they begin alike for long."""
    start = shared_start(here, there) - LEAD
    if start <= 0 or max(len(here), len(there)) <= LONG:
        return cut(here, LONG), cut(there, LONG)
    return f"…{cut(here[start:], LONG)}", f"…{cut(there[start:], LONG)}"


def _fills(session: Session, filled: Mapping[str, Mapping[str, str | None]]) -> str:
    """What goes where, item -> field -> words, as simple HTML."""
    return "".join(
        f"<p><b>{escape(title_of(session, item))}</b><br>"
        + "<br>".join(
            f"{escape(field.label)}：{escape(cut(value_words(field, changes[key]), LONG))}"
            for key, field in fields_of(session, item).items()
            if key in changes
        )
        + "</p>"
        for item, changes in filled.items()
    )


def _lists(session: Session, *lists: tuple[str, Iterable[str]]) -> str:
    return "".join(
        f"<p><b>{heading}（{len(keys)} 项）</b><br>"
        + "<br>".join(escape(title_of(session, key)) for key in keys)
        + "</p>"
        for heading, found in lists
        if (keys := tuple(found))
    )
