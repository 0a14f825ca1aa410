"""Words for asking who made a file: what is asked, what it means, and the answers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from model.domain.origin import PinnedKey
from model.domain.package import YearPackage
from model.domain.rectification import RectificationNotice
from model.domain.return_slip import ReturnSlip
from model.domain.wording import day_words
from model.package.origin_check import Asked, OriginCheck, OriginFork
from model.store.clock import now

SAME, TAKE, LATER = "same", "take", "later"  # answers; "" leaves the file alone
NEEDS_REASON = {Asked.NEW_KEY, Asked.NO_LONGER_SIGNED}
COMPARES = {Asked.COMPARE, Asked.NEW_KEY}


@dataclass(frozen=True, kw_only=True)
class OriginQuestion:
    """What a person is asked; `answers`: key -> words, the one that takes the file in first."""

    title: str
    said: str
    answers: Mapping[str, str]
    reason_hint: str = ""  # what the line for a reason asks for; "": no reason is needed


@dataclass(frozen=True, kw_only=True)
class _Kind:
    """What a kind of file and the answers about it are called."""

    what: str
    number: str  # what the count of such files is called
    leave: str
    same: str
    later: str
    differs: str
    new_same: str
    asked_about: str
    from_office: str
    looked_at: str


PACKAGE = _Kind(
    what="任务包",
    number="版次",
    leave="不启用",
    same="指纹一致，启用",
    later="先启用，以后核对",
    differs="不一致，不启用",
    new_same="新指纹一致，启用",
    asked_about="已经核实，启用",
    from_office="确是办公室发的，启用",
    looked_at="核实过，启用",
)
SLIP = _Kind(
    what="退回单",
    number="编号",
    leave="不接收",
    same="指纹一致，接收",
    later="先接收，以后核对",
    differs="不一致，不接收",
    new_same="新指纹一致，接收",
    asked_about="已经核实，接收",
    from_office="确是办公室发的，接收",
    looked_at="核实过，接收",
)

NOTICE = replace(SLIP, what="整改通知单")


def package_question(path: Path, package: YearPackage, check: OriginCheck) -> OriginQuestion:
    """What is asked about the package in the file at *path* before it comes into force."""
    facts = (
        f"“{path.name}”：{package.year}年度任务包第{package.version}版，"
        f"{package.made_by or '没有写经办人'}，{day_words(package.made_at)}制发，"
        f"校验码 {package.check_code}。"
    )
    return _question(check, facts, PACKAGE)


def slip_question(path: Path, slip: ReturnSlip, check: OriginCheck) -> OriginQuestion:
    """What is asked about the slip in the file at *path* before it counts."""
    asked = f"退回 {len(slip.remarks)} 项" if slip.remarks else slip.scope
    facts = (
        f"“{path.name}”：第{slip.number}号退回单，{asked}，"
        f"{slip.made_by or '没有写联系人'}，{day_words(slip.made_at)}制发，"
        f"校验码 {slip.check_code}。"
    )
    return _question(check, facts, SLIP)


def notice_question(path: Path, notice: RectificationNotice, check: OriginCheck) -> OriginQuestion:
    """What is asked about the notice in the file at *path* before it counts."""
    facts = (
        f"“{path.name}”：{notice.year}年度第{notice.number}号整改通知单，"
        f"{notice.made_by or '没有写联系人'}，{day_words(notice.made_at)}制发，"
        f"校验码 {notice.check_code}。"
    )
    return _question(check, facts, NOTICE)


def _question(check: OriginCheck, facts: str, kind: _Kind) -> OriginQuestion:
    match check.asked:
        case Asked.COMPARE:
            title = "请核对一次办公室的密钥指纹"
            told = (
                "办公室的密钥指纹还没有核对过。下面的指纹，请与盖章的纸质通知核对，"
                "或者打电话问办公室；不要用邮件核对。一致的，以后办公室的文件自动认得，不再询问。"
            )
            answers = {SAME: kind.same, LATER: kind.later, "": kind.differs}
        case Asked.NEW_KEY:
            title = "指纹和以前核对过的不一样"
            told = (
                "办公室换了电脑会这样，别人冒充办公室也会这样。请按盖章的纸质通知或打电话核对新的指纹；"
                f"核对不上的，{kind.leave}，并告诉办公室。"
            )
            answers = {SAME: kind.new_same, "": kind.leave}
        case Asked.NO_LONGER_SIGNED:
            title = f"这份{kind.what}没有签名"
            told = (
                "办公室发来的文件都带签名，这一份没有，很可能不是办公室做的。"
                f"请打电话向办公室核实；没有核实的，{kind.leave}。"
            )
            answers = {TAKE: kind.asked_about, "": kind.leave}
        case Asked.UNSIGNED:
            title = f"这份{kind.what}没有签名"
            told = (
                "旧版程序做的文件没有签名，别人做的也没有，程序认不出是谁做的。"
                "请看经办人、日期和校验码是否与通知一致，拿不准的打电话问办公室。"
            )
            answers = {TAKE: kind.from_office, "": kind.leave}
        case _:
            title = f"这份{kind.what}请先看一看"
            told = "签名是办公室的，但有一处不寻常，请核实后决定。"
            answers = {TAKE: kind.looked_at, "": kind.leave}
    odd = "".join(fork_words(fork, kind.number) for fork in check.forks)
    hints = {
        Asked.NEW_KEY: "例如：办公室换了电脑，已打电话核实",
        Asked.NO_LONGER_SIGNED: "例如：已打电话问过办公室",
    }
    return OriginQuestion(
        title=title,
        said=f"{facts}{odd}\n{told}",
        answers=answers,
        reason_hint=hints.get(check.asked, ""),
    )


def fork_words(fork: OriginFork, number: str) -> str:
    """What is odd about a file, in a sentence; *number*: what the count of such files is called."""
    match fork:
        case OriginFork.FUTURE:
            today = day_words(now())
            return f"它的日期在今天之后：本机今天是{today}，请看看是本机的日期不对，还是文件不对。"
        case OriginFork.OTHER_KEY:
            return "它的指纹和以前接收的文件不一样，那个指纹也还没有核对过。"
        case OriginFork.OTHER_ROOT:
            return "它不是接着现行的任务包做的：办公室重新开启过这个年度，或者另有人做了一份。"
        case OriginFork.JUMP:
            return f"它的{number}比本机已有的多出很多。"
        case OriginFork.SAME_NUMBER:
            return (
                f"本机已有另一份同样{number}的，内容不同：办公室可能用回了较早的数据，"
                "请问清楚以哪一份为准。"
            )
        case OriginFork.OTHER_REPORT:
            return "它针对的不是本机报送过的工作簿。"


def pin_words(pin: PinnedKey) -> str:
    """'王芳 2026年3月1日核对'."""
    return f"{pin.pinned_by} {day_words(pin.pinned_at)}核对"
