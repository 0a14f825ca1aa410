"""Labels of the values of a rulebook. Keys never change, words may."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from model.domain.forms import Choice, Number
from model.domain.wording import with_unit
from model.rulebook_editor.draft import Draft, Value
from model.rulebook_editor.fields import (
    ItemIds,
    ItemWeights,
    Question,
    QuestionGrid,
    Several,
    text_of,
    value_at,
)
from model.scoring.kinds.veto import Consequence, Trigger
from model.scoring.rulebook import Items


@dataclass(frozen=True, kw_only=True)
class Words:
    """The label of a number, a text or a table, and how it is asked.

    `percent`: kept as a share of 1, shown as a percentage. `low` and `high` are the ends of the
    slider, not limits of the value. `columns` are the headings of a table.
    """

    label: str
    help: str = ""
    unit: str = ""
    percent: bool = False
    low: Decimal = Decimal(0)
    high: Decimal | None = None  # None: no dial
    step: Decimal = Decimal(1)
    columns: tuple[str, ...] = ()


def _points(label: str, high: int, note: str = "", step: str = "0.5") -> Words:
    return Words(label=label, help=note, unit="分", high=Decimal(high), step=Decimal(step))


def _share(label: str, note: str = "", high: int = 100) -> Words:
    return Words(label=label, help=note, unit="%", percent=True, high=Decimal(high))


STEPS = ("完成率达到", "得满分的")
BY_STATE = ("进度 0% 时", "进度 100% 时")

PARAMETERS: Mapping[tuple[str, str], Words] = {  # by kind and parameter
    ("steps", "steps"): Words(label="各档", help="从高到低。", percent=True, columns=STEPS),
    ("per_unit", "each"): _share("每差一个单位扣满分的", high=20),
    ("counted", "each"): _points("每项得", 20, "先按项累计，再折算到本项分值。"),
    ("counted", "cap"): _points("最高得", 100),
    ("bands", "bands"): Words(
        label="各状态得满分的", help="档内按进度取值。", percent=True, columns=BY_STATE
    ),
    ("mapped", "full"): _points("满档", 10, "各状态得分除以它，折算到本项分值。", "1"),
    ("mapped", "states"): Words(label="各状态得分", columns=("得分",)),
    ("mapped", "before_due"): Words(
        label="未到期的各状态得分", help="留空与上面相同。", columns=("得分",)
    ),
    ("matrix", "full"): _points("满档", 10, "以下各种情形得分除以它，折算到本项分值。", "1"),
    ("matrix", "both"): _points("年度、累计都完成", 10),
    ("matrix", "cumulative_only"): _points("年度未完成、累计完成", 10),
    ("matrix", "year_only"): _points("年度完成、累计未完成", 10),
    ("matrix", "neither"): _points("都未完成", 10),
    ("deviation", "steps"): Words(
        label="各档", help="从小到大。", percent=True, columns=("偏差不超过", "得满分的")
    ),
    ("progress", "all_or_nothing"): Words(
        label="达不到序时进度", help="选“是”时不得分，选“否”时按比例得分。"
    ),
    ("bonus", "due_only"): Words(label="只对已到期的目标加分"),
    ("late", "after_ceiling"): Words(label="封顶以后再扣", help="选“是”时加分不能抵扣分。"),
    ("veto", "blank"): Words(label="未填同样否决"),
    ("floor", "share"): _share("零分和未填的占到", "留空时有一项得 0 分即触发。"),
    ("count", "named"): Words(label="说明里列出是哪几项"),
    ("bonus", "each"): _points("每次加分", 5),
    ("bonus", "step"): _share("每超目标", "每超过目标这么多，加一次分。", high=50),
    ("bonus", "item_cap"): _points("单项封顶", 10),
    ("bonus", "cap"): _points("合计封顶", 20),
    ("late", "each"): _points("每天扣分", 5),
    ("late", "cap"): _points("最多扣分", 20),
    ("veto", "trigger"): Words(label="什么情形否决"),
    ("veto", "effect"): Words(label="后果"),
    ("veto", "grade"): Words(label="定为哪一等次"),
    ("floor", "grade"): Words(label="等次最高为"),
    ("floor", "minimum_total"): _points("总分不低于", 100, "留空不限总分。", "1"),
    ("count", "missed"): Words(
        label="未达标达到", unit="项", high=Decimal(20), help="未填的算未达标。"
    ),
    ("count", "of"): Words(
        label="每多少项中", unit="项", high=Decimal(20), help="填写后按比例计；留空按项数计。"
    ),
    ("count", "group"): Words(label="这些项目称为"),
    ("count", "grade"): Words(label="等次最高为"),
}

KIND_HELP: Mapping[str, str] = {
    "linear": "分值 × 实际 ÷ 目标，达到目标得满分。用于“≥”的指标。",
    "reverse": "分值 × 目标 ÷ 实际，不超过上限得满分。用于“≤”的指标。",
    "steps": "按完成率落在哪一档得分，界限属于较高的一档。",
    "pass": "达到目标得满分，否则不得分。",
    "per_unit": "未达到目标的，每差一个单位扣满分的一部分，扣完为止。",
    "counted": "做一项得一份分，到最高分为止，不需要目标。",
    "bands": "状态决定在哪一档，进度决定档内的位置。",
    "mapped": "状态直接折算成得分，不看进度。",
    "matrix": "看本年度的目标和方案到本年为止的目标是否完成。",
    "deviation": "多了少了都不好：按与目标的偏差落在哪一档得分。",
    "progress": "完成得满分，其余按进度与序时进度之比；推进中、滞后同样的进度得分相同。",
    "bonus": "超额完成的指标加分，单项和合计都封顶，总分不超过封顶分。",
    "late": "逾期报送按天扣分，扣完为止。",
    "veto": "出现所列情形的，等次直接降低，或总分计零。",
    "floor": "所覆盖的项目有得零分的，或总分过低的，等次封顶。",
    "count": "未达标的项数达到多少，等次封顶。",
}

CHOICES: Mapping[type, Mapping[str, str]] = {
    Trigger: {
        Trigger.TARGET_MISSED: "所覆盖的目标未完成",
        Trigger.FALSE_FIGURES: "查实虚报瞒报",
    },
    Consequence: {Consequence.GRADE: "降等次，得分不变", Consequence.ZERO: "总分计零"},
    Items: {Items.INDICATOR: "指标", Items.MEASURE: "任务"},
}

FIELDS: Mapping[str, Words] = {  # what is not a parameter, by key
    "title": Words(label="名称"),
    "name": Words(label="等次"),
    "from": _points("分数线", 100, step="1"),
    "maximum": _points("满分", 100, step="1"),
    "ceiling": _points("加分后封顶", 120, "总分不超过它。", "1"),
    "source": Words(label="依据", help="出自哪份文件、哪一条；没有公开依据的如实写明。"),
    "reason": Words(label="理由", help="为什么这样定。"),
    "part": Words(label="计入哪一部分"),
    "kind": Words(label="计分方式"),
    "weight": Words(
        label="每项权重",
        help="同一部分内按权重分配满分；2 表示一项顶两项。",
        low=Decimal("0.5"),
        high=Decimal(5),
        step=Decimal("0.5"),
    ),
    "weights": Words(label="个别项目另定权重", help="没有列出的，按每项权重。"),
    "covers": Words(label="适用范围"),
    "items": Words(label="任务还是指标"),
    "directions": Words(label="指标方向", help="不选为不限。"),
    "kinds": Words(label="指标类型", help="不选为不限。"),
    "binding": Words(label="是否约束性"),
    "ids": Words(label="只限这些项目", help="不列为不限。"),
    "except": Words(label="排除这些项目"),
    "commend_grades": Words(label="哪些等次建议表彰"),
    "commend_best": Words(
        label="限前多少名", help="并列的一并列入；留空不限。", unit="名", high=Decimal(48)
    ),
    "commend_share": _share("限每类单位的前", "不足一名的按一名；留空不限。"),
    "by_clause": Words(label="条款之间权重相同"),
    "item_cap": _points("单项最多", 20, "项目太少、分不完时除外。", "1"),
    "small_below": Words(
        label="计分事项少于", unit="项", high=Decimal(20), help="列为配合单位，不计总分、不排名。"
    ),
    "middle_from": Words(
        label="排名时满",
        unit="项",
        high=Decimal(60),
        help="同类单位中计分事项不到这么多的另成一组；0 为不分。",
    ),
    "large_from": Words(
        label="任务多的一组从",
        unit="项",
        high=Decimal(120),
        help="满这么多项的再成一组；0 为不分。",
    ),
    "commend_open_items": Words(label="最多允许未填", unit="项", high=Decimal(20)),
    "from_last_year": _share("与去年相差超过去年数的", high=200),
    "from_target": _share("与目标相差超过目标的", high=200),
    "points": Words(label="比率（%）相差不超过", unit="个百分点", high=Decimal(50)),
    "floor": Words(label="整数相差不超过", high=Decimal(100), help="以指标的单位计。"),
    "shares": Words(
        label="相差几成要说明", help="0.5 为五成；没有列出的，按上面的界限，去年、目标都照此。"
    ),
    "floors": Words(label="相差多少以内不算", help="以指标的单位计；没有列出的，按上面的界限。"),
    "admonish_grades": Words(label="哪些等次建议通报、约谈"),
}

ABOUT_LARGE_CHANGE = (
    "指标数与去年、与目标相差超过这里的界限，部门报送前要写明原因，办公室单独看过才能通过。"
    "正好等于界限的不算；不写的照程序原来的界限。"
)
ABOUT_PROPOSALS = "程序只按这里的条件列出名单和理由，是否采纳、怎样行文由领导小组决定。"


NOTHING = "—"
Names = Callable[[str], str]  # item id -> what people call it


def words_at(draft: Draft, question: Question, names: Names) -> str:
    """The value that the draft has for *question*, in words: '95 分', '约束性', '—' for none."""
    return words_of(question, value_at(draft, question), names)


def words_of(question: Question, value: Value, names: Names) -> str:
    text = text_of(question, value)
    if not text:
        return value or NOTHING if isinstance(value, str) else NOTHING
    match question.field:
        case Number(unit=unit):
            return with_unit(text, unit)
        case Choice(options=options) | Several(options=options):
            return "、".join(options.get(code, code) for code in text.splitlines())
        case ItemIds():
            return "、".join(map(names, text.splitlines()))
        case ItemWeights():
            pairs = (line.partition(" ") for line in text.splitlines())
            return "、".join(f"{names(item)} {weight}" for item, _, weight in pairs)
        case _:
            return text


def grid_words(draft: Draft, grid: QuestionGrid, names: Names) -> str:
    """All of a table in one line: '完成 100%；推进中 50%–80%'."""
    return "；".join(grid_lines(draft, grid, names)) or NOTHING


def grid_lines(draft: Draft, grid: QuestionGrid, names: Names) -> tuple[str, ...]:
    """The rows of a table: '完成 100%', '推进中 50%–80%'."""
    rows = []
    for head, cells in zip(grid.heads, grid.rows, strict=True):
        said = [words_at(draft, cell, names) for cell in cells]
        if head:
            rows.append(f"{head} {'–'.join(dict.fromkeys(said))}")
        elif all(cell.percent for cell in cells):
            rows.append("，".join(f"{c}{w}" for c, w in zip(grid.columns, said, strict=True)))
        else:
            rows.append(" ".join(said))
    return tuple(rows)
