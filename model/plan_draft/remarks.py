"""The words for each remark: what is told, what is asked, and what holds until it is answered."""

from dataclasses import dataclass

from model.errors import Problem
from model.plan_draft.draft import CUTS, Code, DraftRemark, PlanDraft


@dataclass(frozen=True, kw_only=True)
class RemarkWords:
    """`told` for the report of the reading; a question with its default where one is open."""

    told: str
    question: str = ""
    default: str = ""


WORDS = {
    Code.PAGE_MARK: RemarkWords(told="页码、页眉“{words}”没有收进方案文本。"),
    Code.LINE_BREAK: RemarkWords(told="一句话中间的换行已接上。"),
    Code.CONTENTS: RemarkWords(told="目录没有收进方案文本：{words}"),
    Code.DOUBLED: RemarkWords(told="标题印了两遍，只收一遍：{words}"),
    Code.NO_NOTE: RemarkWords(told="“{heading}”的 {letters} 字没有责任括号，没有编成条款。"),
    Code.AFTER_NOTE: RemarkWords(told="“{heading}”的责任括号之后还有 {letters} 字，没有编成条款。"),
    Code.NOTE_UNREAD: RemarkWords(told="像是责任括号，读不出单位：{words}"),
    Code.NOTE_UNCLOSED: RemarkWords(told="责任括号只有一半，读到了行尾：{words}"),
    Code.NOTE_IN_SENTENCE: RemarkWords(told="责任括号在句子中间，请核对它管哪些话：{words}"),
    Code.NOTE_WITHOUT_HEADING: RemarkWords(told="责任括号之前没有标题，没有编成条款：{words}"),
    Code.NOTE_BEFORE_BODY: RemarkWords(
        told="责任括号紧跟标题、写在正文之前，管它后面到下一个标题为止的话：{words}"
    ),
    Code.NOTE_FOR_ALL: RemarkWords(told="这个括号之后各条都加上“{bodies}”：{words}"),
    Code.DUTY_ROW: RemarkWords(
        told="分工表的这一行用在“{heading}”上，牵头、配合照分工表，请核对：{words}"
    ),
    Code.ODD_BODY: RemarkWords(
        told="“{body}”不像单位名称，请核对：{words}",
    ),
    Code.PREFIX_ADDED: RemarkWords(
        told="括号里印作“{body}”，按“{full}”处理；全称在别处的括号里出现 {seen} 次。",
        question="括号里的“{body}”是不是“{full}”？",
        default="是同一单位，记作{full}。",
    ),
    Code.SIMILAR: RemarkWords(
        told="“{full}”和“{body}”只差一两个字，按两个单位处理。",
        question="“{full}”和“{body}”是不是同一单位？",
        default="按两个单位处理。",
    ),
    Code.COLLECTIVE: RemarkWords(
        told="“{words}”不是一个单位的名称。",
        question="“{words}”指哪些单位？",
        default="统称有关部门的，指各括号点名的全部单位；其余的先作为一个单位。",
    ),
    Code.GLOSS: RemarkWords(told="“{body}”后面另有说明“{gloss}”，没有展开。"),
    Code.HEADING_ORDER: RemarkWords(told="标题“{words}”的序号与前面接不上。"),
    Code.TARGET_OUTSIDE: RemarkWords(told="“{name}”不在条款和主要目标之内，没有编成指标：{words}"),
    Code.TARGET_TWICE: RemarkWords(
        told="“{name}”{year}年有两个数，{kept} 和 {other}，取前一个：{words}"
    ),
    Code.NUMBER_LEFT: RemarkWords(told="“{words}”没有当作目标。"),
    Code.OWNER_GUESSED: RemarkWords(
        told="“{name}”只在主要目标中写明，没有责任单位。",
        question="“{name}”由哪个单位报数？",
        default="暂由各责任括号中列名最多的单位报数。",
    ),
    Code.YEAR_ASSUMED: RemarkWords(
        told="“{name}”没有写明期限。",
        question="“{name}”的期限是哪一年？",
        default="按{year}年处理。",
    ),
    Code.NO_TITLE: RemarkWords(told="没有找到标题，请补上。"),
    Code.NO_DATE: RemarkWords(
        told="没有找到印发日期，请补上，并核对起止年度。",
    ),
    Code.NO_GOALS: RemarkWords(told="没有找到“主要目标”一类的标题，总目标没有单列。"),
    Code.ID_LOST: RemarkWords(told="上一版的 {id} 在这一版的文字中找不到：{words}"),
}


def remark_words(remark: DraftRemark) -> RemarkWords:
    """The words for *remark* with its values in them."""
    words = WORDS[remark.code]
    shown = remark.words if len(remark.words) <= 80 else f"{remark.words[:78]}…"
    values = {"words": shown.replace("\n", ""), **remark.values}
    return RemarkWords(
        told=words.told.format(**values),
        question=words.question.format(**values),
        default=words.default.format(**values),
    )


def problems_of(draft: PlanDraft) -> tuple[Problem, ...]:
    """The remarks about what is doubtful or was left, each with its line of the original."""
    return tuple(
        Problem(remark_words(remark).told, (f"第 {draft.line_of(remark)} 行",))
        for remark in draft.remarks
        if remark.code not in CUTS
    )
