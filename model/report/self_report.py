"""部门自评报告: one department's year as an editable Word file, in the order that notices ask for.

Figures, states and texts are the department's own; nothing is made up. What a report needs and the
year does not hold is marked to be written. Items bear the numbers of the 评分表, so that a reviewer
goes from one to the other.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from model.consolidation.sections import section_of, sections
from model.consolidation.target_attainment import reach_of
from model.domain.answer_status import is_said
from model.domain.answers import (
    NOTHING_SAID,
    STATE_LABELS,
    Answer,
    Answers,
    Evidence,
    State,
    claims_not_applicable,
    progress_of,
    state_of,
    value_of,
)
from model.domain.empty_words import says_nothing
from model.domain.evidence_catalogue import catalogue
from model.domain.evidence_rules import year_of
from model.domain.numbers import FINE, number_text, points_text
from model.domain.plan import Direction, Indicator, Item, Measure, supplied
from model.domain.rectification import IN_SHORT, Rectification, item_words, progress
from model.domain.score import Assessment
from model.domain.submission import COVER, OVERALL, Submission
from model.domain.targets import Target
from model.domain.wording import (
    amount_words,
    clause,
    day_words,
    on_a_line,
    percent_words,
    points_words,
)
from model.report.word import Cell, Document, Grid
from model.scoring.assess import Assessor
from model.scoring.state_by_number import StateByNumber, states_by_number
from model.workbook.layout import Questionnaire
from model.workbook.rectification.content import answer_words, decided_words

Key = TypeVar("Key")
Thing = TypeVar("Thing", bound=Item)
NUMBERS = "一二三四五六七八九十"
NAMED = 3  # items that are called by their titles
UNFINISHED = frozenset({State.BEHIND, State.NOT_STARTED})


@dataclass(frozen=True, kw_only=True)
class AnsweredRemark:
    """A remark of the office on one item, and what the department says it did about it."""

    item: str
    remark: str
    reply: str = ""


@dataclass(frozen=True, kw_only=True)
class SelfReport:
    """What the report is made from.

    `before` are last year's answers to what is asked in the same words, None where last year is
    not known here. `code` is the check code of the workbook that says the same, "" for a draft.
    """

    questionnaire: Questionnaire
    submission: Submission
    assessor: Assessor
    made_at: str  # ISO 8601 with offset
    code: str = ""
    remarks: Sequence[AnsweredRemark] = ()
    rectifications: Sequence[Rectification] = ()  # what the office handed over
    before: Answers | None = None

    @property
    def department(self) -> str:
        return self.assessor.plan.departments[self.submission.department].name

    @property
    def year(self) -> int:
        return self.submission.year

    @cached_property
    def assessment(self) -> Assessment:
        return self.assessor.assess(self.submission.answers)

    @cached_property
    def following(self) -> Mapping[str, StateByNumber]:
        """Measure -> the number that its state follows from."""
        said, department = self.submission.answers, self.submission.department
        assessor = self.assessor
        return states_by_number(assessor.plan, department, self.year, said, assessor.targets)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Item -> its number in its part of the 评分表."""
        return {
            score.item: number
            for part in self.assessment.parts
            for number, score in enumerate(part.scores, start=1)
        }

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """What the department answers for, in the order of the 评分表; last what has no points."""
        mine = tuple(self.assessor.plan.items_of(self.submission.department))
        behind = len(self.numbers)
        return tuple(sorted(mine, key=lambda item: self.numbers.get(item.id, behind + 1)))

    @property
    def measures(self) -> tuple[Measure, ...]:
        return tuple(item for item in self.items if isinstance(item, Measure))

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        return tuple(item for item in self.items if isinstance(item, Indicator))

    def said(self, item: Item) -> Answer:
        return self.submission.answers.get(item.id, NOTHING_SAID)

    def quoted(self, item: Item, field: str) -> str:
        """What is said in *field*, where it says something."""
        words = self.said(item).get(field, "")
        return "" if says_nothing(words) else words

    def label(self, item: Item) -> str:
        """'12. 推进垃圾分类': the item by its number in the 评分表; without one, by its name."""
        number = self.numbers.get(item.id)
        return f"{number}. {clause(item.title)}" if number else clause(item.title)


def self_report_title(data: SelfReport) -> str:
    return f"{data.department}{data.year}年度碳达峰工作自评估报告"


def self_report_bytes(data: SelfReport) -> bytes:
    """The content of the report's file: equal data give equal bytes."""
    title = self_report_title(data)
    document = Document(title=title, author=data.department, moment=data.made_at, cover=True)
    _cover(document, data)
    _commitment(document, data)
    document.new_page()
    document.headline(f"{data.department}\n{data.year}年度碳达峰工作自评估报告")
    for number, (heading, write) in enumerate(CHAPTERS):
        document.heading(1, f"{NUMBERS[number]}、{heading.format(before=data.year - 1)}")
        write(document, data)
    document.text("特此报告。")
    document.space()
    annexes = [f"{data.year}年度自评得分表", "佐证材料目录"]
    for number, annex in enumerate(annexes, start=1):
        document.text(f"{'附件：' if number == 1 else '　　　'}{number}. {annex}", keep=True)
    document.signed(f"{data.department}（盖章）", day_words(data.made_at))
    for number, (annex, write) in enumerate(zip(annexes, ANNEXES, strict=True), start=1):
        document.attachment(str(number), annex)
        write(document, data)
    return document.content


def _cover(document: Document, data: SelfReport) -> None:
    cover = data.submission.cover
    if data.submission.sample:
        document.note("示例数据")
    document.drop(3)
    document.headline(f"{data.year}年度碳达峰工作\n自评估报告")
    document.drop(6)
    rows = [
        ("单　　位", f"{data.department}（盖章）"),
        ("填 报 人", cover.get("filled_by", "")),
        ("联系电话", cover.get("phone", "")),
        ("审 核 人", cover.get("checked_by", "")),
        ("负 责 人", f"{cover.get('approved_by', '')}（签字）"),
        ("日　　期", day_words(data.made_at)),
        ("校 验 码", data.code or "草稿，工作簿尚未导出"),
    ]
    for label, words in rows:
        document.labelled(label, words)


def _commitment(document: Document, data: SelfReport) -> None:
    document.new_page()
    document.headline("承诺书")
    proof = "、佐证材料" if data.submission.evidence else ""
    document.text(
        f"本单位承诺：本报告及随附的{data.year}年度碳达峰自评估工作簿{proof}真实、准确、完整，"
        "没有虚报、瞒报；填报的数据有来源、可核查。如有不实，愿承担相应责任。"
    )
    document.drop(3)
    document.signed(
        "负责人（签字）：　　　　　　　　", f"{data.department}（盖章）", "　　　年　　月　　日"
    )


def _overview(document: Document, data: SelfReport) -> None:
    if remark := data.submission.cover.get("remark", ""):
        document.paragraphs(remark)
    else:
        document.to_write("组织领导、主要做法和总体成效")
    more = [
        f"{word} {count} 项"
        for word, count in (
            ("配合其他单位的事项", sum(not supplied(i) for i in _supported(data))),
            ("为其他单位供数的指标", sum(map(supplied, _supported(data)))),
        )
        if count
    ]
    document.text(
        f"按照《{data.assessor.plan.title}》，本单位{data.year}年度承担{_carried(data)}"
        f"{'；另有' + '、'.join(more) if more else ''}。",
        f"任务清单中，{_tally(data)}。" if data.measures else "",
    )
    rules, result = data.assessor.rulebook, data.assessment
    by = f"按《{rules.title}》（{rules.version} 版）自评，"
    if result.total is None:
        document.text(f"{by}暂无可评分的内容。")
    else:
        called = result.grade_words if result.provisional else f"为{result.grade}"
        grade = f"，等次{called}" if result.grade else ""
        parts = [
            f"{part.title} {points_words(part.points)}"
            for part in result.parts
            if part.points is not None
        ]
        of_parts = f"，其中{'、'.join(parts)}" if len(parts) > 1 else ""
        document.text(f"{by}得分 {points_words(result.total)}{of_parts}{grade}。")
        for one in result.adjustments:
            document.text(one.sentence)


def _carried(data: SelfReport) -> str:
    """'任务清单 19 项、指标 3 项'; what there is none of is left out."""
    counts = (("任务清单", len(data.measures)), ("指标", len(data.indicators)))
    return "、".join(f"{word} {count} 项" for word, count in counts if count) or "配合工作"


def _supported(data: SelfReport) -> Iterator[Item]:
    return data.assessor.plan.supported_by(data.submission.department)


def _tally(data: SelfReport) -> str:
    """'完成 12 项，推进中 3 项，未填 1 项'."""
    said = ((item, data.said(item)) for item in data.measures)
    states = [state_of(answer) if is_said(item, answer) else None for item, answer in said]
    counts = [(STATE_LABELS[state], states.count(state)) for state in State]
    counts.append(("未填", states.count(None)))
    return "，".join(f"{word} {count} 项" for word, count in counts if count)


def _targets(document: Document, data: SelfReport) -> None:
    if not data.indicators:
        document.text("本单位没有承担指标。")
        return
    document.table(
        "目标指标完成情况",
        Grid(
            heads=("序号", "指标", "目标", "完成值", "完成率", "数据来源"),
            shares=(0.9, 3.4, 2.6, 1.7, 1.4, 2.2),
            across=("center", "left", "left", "center", "center", "left"),
            rows=[_target_row(data, one) for one in data.indicators],
            note="注：序号与附件1“自评得分表”一致；没有序号的指标本年度不计分。",
        ),
    )
    for one in data.indicators:
        if words := data.quoted(one, "explanation"):
            document.text(f"关于“{one.title}”：{words}")
    blank = [one for one in data.indicators if not is_said(one, data.said(one))]
    untold = [one for one in blank if data.assessor.targets[one.id].missing]
    if untold:
        names = "、".join(one.title for one in untold)
        document.text(f"{len(untold)} 项指标的目标上级尚未下达，暂未填报：{names}。")
    if owed := [one for one in blank if one not in untold]:
        names = "、".join(one.title for one in owed)
        document.to_write(f"{len(owed)} 项指标还没有填报：{names}")


def _target_row(data: SelfReport, one: Indicator) -> list[str | Cell]:
    answer, target = data.said(one), data.assessor.targets[one.id]
    return [
        str(data.numbers.get(one.id, "")),
        one.title,
        target.wanted,
        _reached(one, answer),
        _rate(one, answer, target),
        answer.get("basis", "") or "—",
    ]


def _reached(one: Indicator, answer: Answer) -> str:
    """'256 家'; for what is done rather than measured its state."""
    if (value := value_of(answer)) is not None and not claims_not_applicable(answer):
        return amount_words(value, one.unit)
    state, progress = state_of(answer), progress_of(answer)
    if state is None:
        return "未填"
    words = STATE_LABELS[state]
    return f"{words} {number_text(progress)}%" if progress is not None else words


def _rate(one: Indicator, answer: Answer, target: Target) -> str:
    """The share of the target: only where more is better and a share says something."""
    value, wanted = value_of(answer), target.value
    if value is None or wanted is None or claims_not_applicable(answer) or not one.can_be(value):
        return "—"
    if one.direction is Direction.AT_LEAST and wanted > 0 and value >= 0:
        return percent_words(value / wanted)
    return reach_of(target, value).value


def _tasks(document: Document, data: SelfReport) -> None:
    plan = data.assessor.plan
    asked = [
        (section.title, mine)
        for section in sections(plan)
        if (mine := [one for one in data.measures if section_of(plan, one) == section.key])
    ]
    for number, (title, mine) in enumerate(asked):
        document.heading(2, f"（{_chinese(number)}）{title}")
        _section(document, data, mine)
    helped = [
        (item, words)
        for item in _supported(data)
        if (words := data.submission.answers.get(item.id, NOTHING_SAID).get("contribution", ""))
    ]
    if helped:
        document.heading(2, f"（{_chinese(len(asked))}）配合其他单位的工作")
        for number, (words, items) in enumerate(
            _alike((words, item) for item, words in helped), start=1
        ):
            document.text(f"{number}. {clause(words)}（{_meant(data, items)}）。")
    if not asked and not helped:
        document.text("本单位没有承担任务清单中的事项。")


def _chinese(number: int) -> str:
    """The numeral of the heading at *number*, from 0: 一, 十一."""
    return NUMBERS[number] if number < len(NUMBERS) else f"十{NUMBERS[number - len(NUMBERS)]}"


def _section(document: Document, data: SelfReport, mine: Sequence[Measure]) -> None:
    for (state, words), items in _alike((_told(data, one), one) for one in mine):
        heading = f"{'；'.join(data.label(one) for one in items)}（{state}）"
        if words:
            document.run_in(f"{heading}。", words)
        elif state == STATE_LABELS[State.NOT_STARTED] and all(
            data.quoted(one, "problems") for one in items
        ):
            document.run_in(f"{heading}。", "尚未启动，原因见第五部分。")
        else:
            document.to_write(f"{heading}没有写完成情况")


def _told(data: SelfReport, item: Item) -> tuple[str, str]:
    """The state, and what is said about it: by the number that it follows from where by nobody."""
    answer, follows = data.said(item), data.following.get(item.id)
    words = data.quoted(item, "reason" if claims_not_applicable(answer) else "done")
    return _state(answer), words or (follows.sentence if follows else "")


def _state(answer: Answer) -> str:
    """'推进中 60%', '未填'."""
    state, progress = state_of(answer), progress_of(answer)
    words = "未填" if state is None else STATE_LABELS[state]
    return f"{words} {number_text(progress)}%" if progress is not None else words


def _corrections(document: Document, data: SelfReport) -> None:
    document.heading(2, f"（一）{data.year - 1}年没有完成的事项")
    if data.before is None:
        document.to_write(f"本机没有{data.year - 1}年度的填报内容；上年问题的整改情况")
    else:
        left = [
            one for one in data.items
            if state_of(data.before.get(one.id, NOTHING_SAID)) in UNFINISHED
        ]  # fmt: skip
        if left:
            document.table(
                f"{data.year - 1}年报为滞后、未启动的事项整改情况",
                Grid(
                    heads=("事项", "上年", "本年", "整改情况"),
                    shares=(3.6, 1.3, 1.6, 4.2),
                    across=("left", "center", "center", "left"),
                    rows=[_corrected(data, one) for one in left],
                ),
            )
        else:
            document.text(f"{data.year - 1}年度没有报为滞后、未启动的事项。")
    document.heading(2, "（二）领导小组办公室退回意见的办理")
    if data.remarks:
        _answered_remarks(document, data)
    else:
        document.text("本年度没有收到退回意见。")
    if data.rectifications:
        document.heading(2, "（三）领导小组办公室交办事项的整改")
        _rectified(document, data)


def _rectified(document: Document, data: SelfReport) -> None:
    found = progress(data.rectifications, date.fromisoformat(data.made_at[:10]))
    document.text(f"列入整改台账 {found.assigned} 项：{found.words}。")
    document.table(
        "整改台账事项办理情况",
        Grid(
            heads=("编号", "事项", "存在问题", "整改情况", "状态"),
            shares=(1.5, 2.6, 2.8, 3.6, 1.2),
            across=("center", "left", "left", "left", "center"),
            rows=[
                [
                    one.shortcoming.label,
                    on_a_line(item_words(data.assessor.plan, one), IN_SHORT) or "—",
                    one.shortcoming.problem,
                    answer_words(one) or decided_words(one) or "【请补写】",
                    one.standing.value,
                ]
                for one in data.rectifications
            ],
        ),
    )


def _answered_remarks(document: Document, data: SelfReport) -> None:
    document.table(
        "退回意见办理情况",
        Grid(
            heads=("事项", "意见", "办理情况"),
            shares=(3.4, 3.4, 3.6),
            rows=[
                [_name(data, one.item), one.remark, one.reply or "【请补写】"]
                for one in data.remarks
            ],
        ),
    )


def _corrected(data: SelfReport, one: Item) -> list[str | Cell]:
    before = (data.before or {}).get(one.id, NOTHING_SAID)
    state, words = _told(data, one)
    return [data.label(one), _state(before), state, words or "【请补写】"]


def _name(data: SelfReport, item: str) -> str:
    if item == COVER:
        return OVERALL
    try:
        return data.label(data.assessor.plan.item(item))
    except KeyError:
        return item


def _problems(document: Document, data: SelfReport) -> None:
    _grouped(document, data, "problems", "存在的主要问题和原因")


def _next_steps(document: Document, data: SelfReport) -> None:
    when = "后续" if data.assessor.plan.is_last(data.year) else "下一年度"
    _grouped(document, data, "next_steps", f"{when}的工作打算、时限和责任科室")


def _grouped(document: Document, data: SelfReport, field: str, missing: str) -> None:
    found = list(_alike((words, one) for one in data.items if (words := data.quoted(one, field))))
    for number, (words, items) in enumerate(found, start=1):
        document.text(f"{number}. {clause(words)}（{_meant(data, items)}）。")
    if not found:
        document.to_write(missing)


def _alike(pairs: Iterable[tuple[Key, Thing]]) -> Iterator[tuple[Key, list[Thing]]]:
    """Items of which the same is said, together."""
    found: dict[Key, list[Thing]] = {}
    for key, item in pairs:
        found.setdefault(key, []).append(item)
    yield from found.items()


def _meant(data: SelfReport, items: Sequence[Item]) -> str:
    """'涉及“推进垃圾分类”'; of many the numbers: '涉及任务第 3、5、9、12 项'."""
    numbers = [str(data.numbers[one.id]) for one in items if one.id in data.numbers]
    if len(items) <= NAMED:
        return f"涉及{'、'.join(f'“{clause(one.title)}”' for one in items)}"
    if len(numbers) == len(items):
        kind = "指标" if isinstance(items[0], Indicator) else "任务"
        return f"涉及{kind}第 {'、'.join(numbers)} 项"
    named = "、".join(f"“{clause(one.title)}”" for one in items[:NAMED])
    return f"涉及{named}等 {len(items)} 项"


def _scores(document: Document, data: SelfReport) -> None:
    rows: list[list[str | Cell]] = []
    decimals = FINE if data.assessor.rulebook.weighting else 2
    for part in data.assessment.parts:
        points = "—" if part.points is None else points_text(part.points)
        rows.append([
            Cell(text=part.title, span=2, strong=True, fill="EEF2EF"),
            Cell(text=points_text(part.maximum), across="right", strong=True, fill="EEF2EF"),
            Cell(text="", fill="EEF2EF"),
            Cell(text=points, across="right", strong=True, fill="EEF2EF"),
        ])  # fmt: skip
        rows.append([Cell(text=part.sentence, span=5)])
        rows += [
            [
                str(number),
                data.assessor.plan.item(score.item).title,
                points_text(score.maximum, decimals),
                score.standing.value,
                "—" if score.points is None else points_text(score.points, decimals),
            ]
            for number, score in enumerate(part.scores, start=1)
        ]
    rows += [
        [Cell(text=one.title, span=4), points_text(one.points, decimals)]
        for one in data.assessment.adjustments
    ]
    total = data.assessment.total
    words = "—" if total is None else f"{points_text(total)}　{data.assessment.grade_words}".strip()
    rows.append(
        [
            Cell(text="总分和等次", span=3, strong=True),
            Cell(text=words, across="right", strong=True, span=2),
        ]
    )
    document.table(
        "",
        Grid(
            heads=("序号", "评分内容", "分值", "评分状态", "得分"),
            shares=(0.9, 6, 1.3, 1.6, 1.6),
            across=("center", "left", "right", "center", "right"),
            rows=rows,
            note="注：每项得分的算式见自评估工作簿“评分”表。",
        ),
    )


def _evidence(document: Document, data: SelfReport) -> None:
    pieces = data.submission.evidence
    if not pieces:
        document.to_write("没有登记佐证材料")
        return
    listed = catalogue(pieces)
    shared = sum(len(one.items) > 1 for one in listed)
    said = f"注：{shared} 份材料证明几个事项，只列一次；编号与工作簿“佐证材料”表一致。"
    document.table(
        "",
        Grid(
            heads=("编号", "材料名称", "文号、网址或保存处", "日期、出具单位", "对应事项", "页"),
            shares=(0.9, 2.8, 2.2, 2.0, 3.2, 1.1),
            across=("center", "left", "left", "left", "left", "center"),
            rows=[
                [
                    one.numbers_words,
                    _of_year(data, one.piece),
                    one.piece.reference or one.piece.file_name,
                    "　".join(filter(None, (one.piece.issued_on, one.piece.issuer))) or "—",
                    "；".join(_name(data, item) for item in one.items),
                    one.piece.pages or "—",
                ]
                for one in listed
            ],
            note=said if shared else "",
        ),
    )


def _of_year(data: SelfReport, one: Evidence) -> str:
    """The title; marked where all years that it tells lie before the year."""
    year = year_of(one)
    return f"{one.title}（早于本年度）" if year is not None and year < data.year else one.title


CHAPTERS = (
    ("总体情况", _overview),
    ("目标指标完成情况", _targets),
    ("重点任务落实情况", _tasks),
    ("{before}年问题和反馈意见整改情况", _corrections),
    ("存在的问题和原因", _problems),
    ("下一步工作安排", _next_steps),
)
ANNEXES = (_scores, _evidence)
