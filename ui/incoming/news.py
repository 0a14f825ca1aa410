"""Words for what a file brought, as pages in simple HTML."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from model.domain.differences import Difference, DifferenceKind
from model.domain.package import YearPackage
from model.domain.rectification import RectificationNotice, item_words, ledger
from model.domain.return_slip import ReturnSlip
from model.domain.wording import clause, day_words, until_words
from model.errors import AppError
from model.package.arrival import TakenIn
from model.package.comparison import differences
from model.package.succession import Inheritance
from model.plans import PlanLibrary
from model.store.clock import now
from model.store.packages import fetch_package
from ui.edit_text import title_of
from ui.kit.label import Markup
from ui.pages.clerk.last_year import answer_words
from ui.session import Session
from ui.theme import colour

if TYPE_CHECKING:  # it brings the reader of workbooks with it
    from model.package.plan_folders import BroughtPlan

NOTHING = "没有变化。"
MOST = 60  # differences shown of one kind
MOST_PROBLEMS = 40


@dataclass(frozen=True, kw_only=True)
class News:
    """What the sheet tells, and the item to go on with."""

    title: str
    said: str
    page: str  # simple HTML
    item: str = ""


def package_news(session: Session, taken: TakenIn) -> News:
    """What to tell of a package that was put into force."""
    package = taken.arrival.received
    sample = "（示例数据）" if package.sample else ""
    said = "".join((taken.arrival.sentence, inheritance_words(taken.inherited)))
    if package.reason.strip():
        said += f"变更说明：{clause(package.reason.strip())}。"
    if taken.notice:
        waiting = sum(one.open for one in ledger(taken.notice.acts))
        said += f"随任务包带来整改通知单，有 {waiting} 项待整改，见“整改”页。"
    found = taken.arrival.differences
    if taken.heirs:
        names = "、".join(taken.plan.departments[heir].name for heir in taken.heirs)
        said += f"本单位已经调整，工作由{names}承接；原来填的内容都在，可以一并转去。"
        # whose work everything is now
        found = tuple(one for one in found if one.kind is DifferenceKind.DEPARTMENT)
    return News(
        title=f"{taken.year}年度任务包　第{package.version}版{sample}",
        said=said,
        page=_rivals_page(session, taken.inherited)
        + (difference_page(found) if found else ""),  # as the sentence says
    )


def inheritance_news(session: Session, found: Inheritance) -> News:
    """What to tell whoever is opened for the first time and has others' work."""
    return News(
        title=f"{session.desk.department.name}承接了原单位的工作",
        said=inheritance_words(found),
        page=_rivals_page(session, found),
    )


def _rivals_page(session: Session, found: Inheritance | None) -> str:
    """What each of them wrote about the items of which a person decides; "" for none."""
    if found is None:
        return ""
    page = ""
    for rival in found.rivals:
        form = session.desk.form_for(session.plan.item(rival.item))
        page += f"<p><b>{escape(title_of(session, rival.item))}</b></p>"
        for body, answer in rival.answers.items():
            words = escape(answer_words(form, answer)).replace("\n", "<br>")
            page += f"<p>{escape(found.names.get(body, ''))}<br>{words}</p>"
    return page


def plan_question(path: Path, brought: "BroughtPlan") -> News:
    """What is asked about the plan in the file at *path* before it is kept."""
    plan, record = brought.plan, brought.record
    counted = (
        f"条款 {len(plan.clauses)} 条、任务 {len(plan.measures)} 项、"
        f"指标 {len(plan.indicators)} 个、责任单位 {len(plan.bodies)} 个"
    )
    facts = {
        "印发": f"{plan.issuer}　{day_words(plan.issued)}",
        "起止": f"{plan.years[0]}—{plan.years[1]}年，{plan.edition}版",
        "内容": counted,
        "编制": f"{record.made_by or '没有写经办人'}　{day_words(record.made_at)}",
        "校验码": record.check_code,
        "密钥指纹": brought.proof.fingerprint or "没有签名，无法核对是谁编的",
    }
    page = "".join(
        f"<p><b>{escape(label)}</b>　{escape(said)}</p>" for label, said in facts.items()
    )
    said = f"“{path.name}”：{plan.title}。收下后与已有的各版并列，已填的内容不变。"
    return News(title="收下这一版方案？", said=said, page=page)


def slip_news(session: Session, slip: ReturnSlip, *, new: bool) -> News:
    """What to tell of the slip that was taken in, whose items wait to be answered.

    Args:
        new: whether it was not known here before.
    """
    waiting = session.desk.returned.remarks
    today = date.fromisoformat(now()[:10])
    open_ = any(one.digest == slip.digest for one in session.desk.returned.waiting)
    due = f"，{until_words(slip.due, today, '改好再报')}" if slip.due and open_ else ""
    back = f"有 {len(slip.remarks)} 项被退回" if slip.remarks else "被退回"
    said = f"第 {slip.sequence} 次报送{back}{due}。{slip.general.strip()}"
    if not new:
        said = f"这份退回单以前已经接收过。{said}"
    if not open_:
        said = f"这份退回单之后已经重新报送过，不用再处理。{said}"
    desk = session.desk
    if desk.returned.unknown == slip.sequence:
        other = any(one.sequence == slip.sequence for one in desk.submissions)
        missing = "的是另一份" if other else "没有"
        said += (
            f"退回的第 {slip.sequence} 次报送，这台电脑上{missing}；有当时导出的工作簿的，"
            f"请先拖进来取回内容，再逐项改。下次导出是第 {desk.next_sequence} 次。"
        )
    item = next(iter(waiting), "")
    return News(
        title=f"退回单　第{slip.number}号", said=said, page=slip_page(session, slip), item=item
    )


def notice_news(session: Session, notice: RectificationNotice, *, new: bool) -> News:
    """What to tell of the 整改通知单 that was taken in.

    Args:
        new: whether it was not known here before.
    """
    lines = session.desk.rectifications.lines
    waiting = [one for one in lines if one.open]
    dates = sorted(one.due for one in waiting if one.due)
    due = f"，最近的期限是{day_words(dates[0])}" if dates else ""
    said = f"有 {len(waiting)} 项待整改{due}。" if waiting else "目前没有待整改的事项。"
    if not new:
        said = f"这份整改通知单以前已经接收过。{said}"
    return News(
        title=f"整改通知单　第{notice.number}号",
        said=said,
        page=notice_page(session, notice),
        item=next((one.id for one in waiting), ""),
    )


def notice_page(session: Session, notice: RectificationNotice) -> str:
    """A page with every shortcoming, what is asked and where it stands."""
    plan, parts = session.plan, []
    for one in ledger(notice.acts):
        item = item_words(plan, one)
        due = f"　期限 {day_words(one.due)}" if one.due else ""
        demand = one.shortcoming.demand
        words = "<br>".join(map(escape, filter(None, (item, one.shortcoming.problem, demand))))
        head = f"{one.shortcoming.label}　{one.standing}{due if one.open else ''}"
        parts.append(f"<p><b>{escape(head)}</b><br>{words}</p>")
    return "".join(parts)


def slip_page(session: Session, slip: ReturnSlip) -> str:
    """A page with every remark below its item."""
    return "".join(
        f"<p><b>{escape(title_of(session, remark.item))}</b><br>{escape(remark.text)}</p>"
        for remark in slip.remarks
    )


def package_page(library: PlanLibrary, package: YearPackage, department: str) -> str:
    """A page of what *package* would change here, for *department* ("": for all)."""
    before = fetch_package(library.db, package.year)
    if before and package.rank < before.rank:
        return _line(f"本机现行的是更新的第{before.version}版，接收后只存档，不会改变什么。", "ink")
    plan = library.edition(package.plan)
    against = f"与现行第{before.version}版" if before else "与方案原文"
    found = differences(plan, before, package, department, library.edition)
    quiet = colour("quiet").name()
    return f'<p style="margin:0;color:{quiet}">{against}相比：</p>{difference_page(found)}'


def set_aside_before(path: Path) -> AppError:
    """That the file at *path* was set aside by a person."""
    return AppError(
        f"“{path.name}”以前接收过，后来已经停用，没有改变什么。",
        hint="要重新使用的，请在“概览”页的“收到的文件”里恢复。",
    )


def refusal_page(error: AppError) -> str:
    """A page with every problem and its place, then the cure."""
    quiet = colour("quiet").name()
    lines = [
        f'<p style="margin:4px 0 4px 0;line-height:150%"><span style="color:{quiet}">'
        f"{escape(' › '.join(problem.where))}</span><br>{escape(problem.message)}</p>"
        for problem in error.problems[:MOST_PROBLEMS]
    ]
    rest = len(error.problems) - MOST_PROBLEMS
    if rest > 0:
        lines.append(f'<p style="color:{quiet}">另有 {rest} 处。</p>')
    return "".join(lines) + f'<p style="line-height:150%"><b>{escape(error.hint)}</b></p>'


def difference_page(differences: Iterable[Difference]) -> Markup:
    """A page of differences, each kind once: what it is about, before and after."""
    kinds: dict[DifferenceKind, list[Difference]] = {}
    for one in differences:
        kinds.setdefault(one.kind, []).append(one)
    parts = [_group(kind, found) for kind, found in kinds.items()]
    nothing = f'<p style="color:{colour("quiet").name()}">{NOTHING}</p>'
    return Markup("".join(parts) or nothing)


def _group(kind: DifferenceKind, found: Sequence[Difference]) -> str:
    count = f"　{len(found)} 处" if len(found) > 1 else ""
    rest = len(found) - MOST
    more = _line(f"另有 {rest} 处，见任务包。", "quiet") if rest > 0 else ""
    return (
        f'<p style="margin-top:14px;margin-bottom:4px"><b>{escape(kind.value)}</b>'
        f'<span style="color:{colour("quiet").name()}">{count}</span></p>'
        + "".join(map(_difference, found[:MOST]))
        + more
    )


def _difference(one: Difference) -> str:
    quiet, accent = colour("quiet").name(), colour("accent").name()
    title = f"{escape(one.title)}　" if one.title else ""
    if not one.after:
        return _line(f'{title}<span style="color:{quiet}">原为{escape(one.before)}</span>', "ink")
    if not one.before:
        return _line(f"{title}{escape(one.after)}", "ink")
    before = f'<s style="color:{quiet}">{escape(one.before)}</s>'
    after = f'<span style="color:{accent}">{escape(one.after)}</span>'
    return _line(f"{title}{before} → {after}", "ink")


def _line(words: str, token: str) -> str:
    style = f"margin:1px 0 5px 12px;line-height:135%;color:{colour(token).name()}"
    return f'<p style="{style}">{words}</p>'


def inheritance_words(found: Inheritance | None) -> str:
    """The sentence about answers taken over from predecessors, "" for none."""
    if found is None:
        return ""
    sources = "、".join(dict.fromkeys(found.names[body] for body in found.sources.values()))
    said = f"已把本机上{sources}填的 {len(found.answers)} 项内容一并转来。" if found.answers else ""
    rivals = (
        f"有 {len(found.rivals)} 项几处填得不一样，没有转，下面列出各写了什么，请核对后填写。"
        if found.rivals
        else ""
    )
    return said + rivals
