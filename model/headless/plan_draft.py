"""`main.py plan-draft TEXT -o FOLDER`: a plan's folder from its text, and what to check in it."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from model.bounded_file import read_bounded_text
from model.errors import AppError, PlanRejected
from model.headless.arguments import Arguments
from model.headless.named_plan import named_plan
from model.plan.loader import load_plan
from model.plan_draft.comparison import NOTHING, DraftComparison, Reader, compared, settled
from model.plan_draft.corrections import correct, correct_by
from model.plan_draft.difference_sheet import settled_book, write_differences
from model.plan_draft.draft import CUTS, DOUBTS, Code, Confidence, DraftRemark, PlanDraft
from model.plan_draft.editions import carry_over
from model.plan_draft.folder import write_folder
from model.plan_draft.plan_reader import read_plan_text
from model.plan_draft.remarks import problems_of, remark_words
from model.plan_draft.sheets import corrected_book, write_draft_book
from model.plan_draft.source import read_source, source_text
from model.store.clock import now

STDIN, PASTED = Path("-"), "粘贴的文字"
CORRECTIONS = 4_000_000  # bytes
MOST = 200  # lines of one kind that are printed; all of them are in the folder's record


def draft_plan(asked: Arguments) -> None:
    """Reads the text, writes the folder, and prints what was read, what is doubtful, what is left.

    Raises:
        AppError: the text is no plan with responsibility notes, or the folder isn't empty.
    """
    text, folder = asked.text, asked.output
    words = source_text(sys.stdin.buffer.read(), PASTED) if text == STDIN else read_source(text)
    read = draft = read_plan_text(words, id_=folder.resolve().name)
    for corrected in filter(None, (asked.corrections, asked.edited)):
        draft = _corrected(draft, corrected)
    if asked.second is not None:
        draft = _one_of_two(asked, compared(read, draft, _corrected(read, asked.second)))
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


def _corrected(draft: PlanDraft, by: Path) -> PlanDraft:
    if by.suffix.lower() == ".toml":
        try:
            return correct(draft, read_bounded_text(by, CORRECTIONS, "utf-8-sig"))
        except (OSError, UnicodeDecodeError) as error:
            told = f"更正文件“{by.name}”读不出来。"
            raise AppError(told, hint="请检查文件名，并存成 UTF-8 编码。") from error
    book = corrected_book(draft, by)
    book.refuse_problems(by.name)
    print(*_not_read(by, book.remarks), sep="", end="")
    return correct_by(draft, book.corrections)


def _one_of_two(asked: Arguments, comparison: DraftComparison) -> PlanDraft:
    """The reading that is settled. Raises: AppError: there are differences nobody has settled."""
    counted = "，".join(f"{part.value} {n}" for part, n in comparison.agreed.items() if n)
    alone = "，".join(f"只有{one.value}有的 {len(comparison.alone(one))} 处" for one in Reader)
    print(f"两份初稿相同的：{counted}；不同的 {len(comparison.differences)} 处，其中{alone}。")
    for one in comparison.differences[:MOST]:
        place = f"第 {one.line} 行　" if one.line else ""
        print(f"  {place}{one.part.value}　{one.about}")
        for reader, said in ((Reader.FIRST, one.first), (Reader.SECOND, one.second)):
            shown = said.replace("\n", "　/　") or NOTHING
            print(f"    {reader.value}：{shown}")
    if asked.differences is not None:
        write_differences(asked.differences, comparison, now())
        print(f"已写出 {asked.differences}，逐处选好后用 --settled 读回。")
    if asked.settled is None:
        return settled(comparison, {})
    book = settled_book(asked.settled, comparison)
    print(*_not_read(asked.settled, book.remarks), sep="", end="")
    return settled(comparison, book.choices)


def _not_read(path: Path, remarks: Iterable[str]) -> Iterator[str]:
    yield from (f"“{path.name}”：{words}\n" for words in remarks)


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
