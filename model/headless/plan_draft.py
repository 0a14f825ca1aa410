"""`main.py plan-draft TEXT -o FOLDER`: a plan's folder from its text, and what to check in it."""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from model.errors import AppError, PlanRejected
from model.headless.arguments import Arguments
from model.headless.named_plan import named_plan
from model.plan.loader import load_plan
from model.plan_draft.corrections import correct
from model.plan_draft.draft import CUTS, DOUBTS, Code, Confidence, DraftRemark, PlanDraft
from model.plan_draft.editions import carry_over
from model.plan_draft.folder import write_folder
from model.plan_draft.plan_reader import read_plan_text
from model.plan_draft.remarks import problems_of, remark_words
from model.plan_draft.sheets import correct_by_book, write_draft_book
from model.plan_draft.source import read_source, source_text
from model.store.clock import now

STDIN, PASTED = Path("-"), "粘贴的文字"
MOST = 200  # lines of one kind that are printed; all of them are in the folder's record


def draft_plan(asked: Arguments) -> None:
    """Reads the text, writes the folder, and prints what was read, what is doubtful, what is left.

    Raises:
        AppError: the text is no plan with responsibility notes, or the folder isn't empty.
    """
    text, folder = asked.text, asked.output
    words = source_text(sys.stdin.buffer.read(), PASTED) if text == STDIN else read_source(text)
    draft = read_plan_text(words, id_=folder.resolve().name)
    if asked.corrections is not None:
        draft = correct(draft, read_source(asked.corrections))
    if asked.edited is not None:
        draft = correct_by_book(draft, asked.edited)
    if asked.after is not None:
        draft = carry_over(draft, named_plan(asked.after))
    if not draft.clauses:
        raise AppError(
            f"“{text.name}”里没有读到责任括号，编不成方案数据，没有写出任何文件。",
            problems_of(draft)[:MOST],
            hint="方案每条的末尾要有“（某单位负责）”一类的话。责任另有分工文件的，请把它和正文合在一起。",
        )
    write_folder(draft, folder)
    try:
        plan = load_plan(folder)
    except PlanRejected as error:
        print(*report(draft), sep="\n")
        told = f"已写出 {folder}，有 {len(error.problems)} 处要先改正，才能载入。"
        raise AppError(told, error.problems, hint="数据格式见 assets/plan/README.md。") from error
    print(*report(draft), sep="\n")
    if odd := [one.id for one in draft.clauses if plan.clauses[one.id].body != one.body]:
        print(f"\n请核对这些条款的 heading，载入后的正文与读到的不同：{'、'.join(odd)}。")
    if asked.workbook is not None:
        write_draft_book(asked.workbook, draft, now())
        print(f"已写出 {asked.workbook}，改好后用 --edited 读回。")
    print(f"已写出 {folder}，编制记录在 record.json。核对、改正后，用 main.py plan {folder} 检查。")


def report(draft: PlanDraft) -> Iterator[str]:
    """The lines that tell a person what to look at."""
    measures = sum(len(clause.measures) for clause in draft.clauses)
    yield f"{draft.title or '（没有标题）'}　{draft.issuer}　{draft.issued}"
    yield (
        f"读到条款 {len(draft.clauses)} 条、责任单位 {len(draft.bodies)} 个、"
        f"任务清单项 {measures} 条、指标 {len(draft.targets)} 个，"
        f"年度 {draft.years[0]}—{draft.years[1]}。"
    )
    yield from _sure("责任括号", [clause.found.confidence for clause in draft.clauses])
    yield from _sure("指标", [target.confidence for target in draft.targets])
    doubts = [remark for remark in draft.remarks if remark.code in DOUBTS]
    yield from _listed("拿不准的", draft, doubts)
    yield from _targets(draft)
    left = [remark for remark in draft.remarks if remark.code in {Code.NO_NOTE, Code.AFTER_NOTE}]
    yield from _listed("没有编进去的", draft, left)
    cut = [remark for remark in draft.remarks if remark.code in CUTS]
    yield from _listed("没有收进方案文本的", draft, cut)


def _sure(kind: str, found: list[Confidence]) -> Iterator[str]:
    counted = Counter(found)
    if found:
        yield (
            f"{kind}："
            + "，".join(f"{one} {counted[one]}" for one in Confidence if counted[one])
            + "。"
        )


def _listed(title: str, draft: PlanDraft, remarks: list[DraftRemark]) -> Iterator[str]:
    if remarks:
        yield f"\n{title}（{len(remarks)}）："
    for remark in remarks[:MOST]:
        yield f"  第 {draft.line_of(remark)} 行　{remark_words(remark).told}"
    if len(remarks) > MOST:
        yield f"  ……其余 {len(remarks) - MOST} 处见 record.json。"


def _targets(draft: PlanDraft) -> Iterator[str]:
    unsure = [target for target in draft.targets if target.confidence is Confidence.UNSURE]
    if unsure:
        yield f"\n没有把握的指标（{len(unsure)}）："
    for target in unsure:
        first = target.milestones[0]
        yield f"  第 {draft.source.line(first.start)} 行　{target.name}：{first.quote}"
