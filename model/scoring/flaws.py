"""What can be wrong in a rulebook, and its words for people who read the file.

The words for users of the editor are in `rulebook_editor.validation`.
"""

from collections.abc import Callable
from decimal import Decimal
from enum import Enum

from model.domain.flaw import Flaw, Key, KeyPath, worded
from model.domain.numbers import number_text
from model.errors import Problem

SECTIONS = {"grade": "等次", "part": "部分", "rule": "规则", "total_rule": "总分规则"}
HEAD = "（文件开头）"

NameOf = Callable[[str, int], str]  # section and place of an entry -> its id or name


class Wrong(Enum):
    """A flaw of a rulebook; the value is its sentence about the file."""

    # Reading
    NO_TOML = "不是有效的 TOML 文件（{cause}），请改正该处。"
    NO_SECTION = "缺少 [{key}] 一节，请补上。"
    NO_SECTIONS = "应写成若干个 [[{key}]] 小节，请改正。"
    UNKNOWN_KEY = "不认识的键{key}，请删除或改正拼写。"
    MISSING = "缺少{key}，请补上。"
    NO_COVERS = "缺少{key}（覆盖哪些项目），请补上。"
    NO_NUMBER = "{key}应是数，请改正。"
    TOO_LARGE = "{key}应是绝对值不超过{largest}的数，请改正。"
    TOO_FINE = "{key}最多{digits}位小数，请改正。"
    NOT_WHOLE = "{key}应是整数，请改正。"
    NO_TEXT = "{key}应是加引号的文字，不能为空，请改正。"
    NO_FLAG = "{key}应是 true 或 false，请改正。"
    NO_TEXTS = '{key}应是文字的列表，如 ["甲", "乙"]，请改正。'
    NO_NUMBERS = "{key}应按编号给出数，如 {{ tech_smes = 2 }}，请改正。"
    NO_CHOICE = "{key}只能是 {choices}，请改正。"
    NO_PAIR = "{key}应是两个数的列表：{meaning}，请改正。"
    NO_STEPS = "{key}应是各档的列表，如 [[1, 1], [0.9, 0.9]]，请改正。"
    NOT_BY_STATE = "{key}应按状态给出，状态只能是 {choices}，请改正。"
    # The head, weights and parts
    BAD_ID = "“{value}”只能用小写字母、数字和连字符，请改正。"
    BAD_VERSION = "“{value}”应写成年份加序号，如 2025.1，请改正。"
    NO_DATE = "“{value}”不是日期，应写成 2025-01-31，请改正。"
    NO_MAXIMUM = "总分满分应大于 0，请改正。"
    LOW_CEILING = "加分后的封顶不能低于满分（maximum），请改正。"
    NO_CENTS = "最多两位小数，请改正。"
    REPEATED = "出现了{times}次，请改成不同的名称或删去重复的。"
    BAD_ITEM_CAP = "{key}（单项最多几分）应大于 0、不超过总分满分，最多两位小数，请改正。"
    BAD_SMALL_BELOW = "{key}（项数）不能小于 0，请改正。"
    BAD_LARGE_FROM = "{key}（排名时满几项的另成一组）应多于 middle_from，或者为 0，请改正。"
    NO_PARTS = "至少要有一个部分，请补上 [[part]]。"
    NO_POINTS = "{key}应大于 0，最多两位小数，请改正。"
    EMPTY_PART = "没有一条规则属于这个部分，请补上规则或删除它。"
    WRONG_SUM = "各部分满分 {sum} = {total}，应等于总分满分{maximum}，请调整。"
    # Rules
    NO_SUCH_PART = "{key}“{value}”不存在，请改成 {choices} 之一。"
    NO_WEIGHT = "权重应大于 0；不想计分的项目请改用 except 排除并另立规则。"
    NO_SUCH_GRADE = "等次“{value}”不存在，请改成 {choices} 之一。"
    NEEDS_NO_COVERS = "这类规则不看具体项目，请删除 covers。"
    # Grades and proposals
    TOO_FEW_GRADES = "至少要有两个等次，请补上 [[grade]]。"
    NO_EDGES = "等次没有分数线（from），也没有规则决定等次，请补上其中一种。"
    NO_EDGE = "缺少分数线{key}；要么每个等次都写，要么都不写，请补上。"
    EDGE_NO_CENTS = "{key}最多两位小数，请改正。"
    OVERLAPPING = "{key} {value}不低于上一等次“{better}”的{edge}，区间重叠，请从高到低排列。"
    NOT_FROM_ZERO = "最低等次应从 0 分起，否则低于{value}分没有等次。"
    OUT_OF_REACH = "{key} {value}高于满分，谁也达不到，请改正。"
    BOTH_WAYS = "等次“{value}”不能既建议表彰又建议通报，请删去一处。"
    BAD_LIMIT_SHARE = "{key}应大于{above}、不大于{most}；不限时请删除它。"
    BAD_LIMIT = "{key}应不小于 1；不限名次时请删除它。"
    BELOW_ZERO = "{key}不能小于 0，请改正。"
    # Coverage
    UNCOVERED = "没有规则覆盖它，请放宽某条规则的 covers，或为它另立一条。"
    COVERED_TWICE = "同时被规则 {rules} 覆盖，请只留一条，在其余规则的 except 中写上它。"
    UNFIT_FOR_INDICATOR = (
        "规则{rule}的计分方式“{kind}”（{label}）不能用于方向为“{direction}”的指标，请换一种。"
    )
    UNFIT_FOR_MEASURE = "规则{rule}的计分方式“{kind}”（{label}）不能用于任务，请换一种。"
    COVERS_NOTHING = "没有覆盖方案中的任何项目，请改正 covers 或删除这条规则。"
    NOT_IN_PLAN = "covers 中的 {value} 不在方案里，请改正或删除。"
    FOREIGN_WEIGHT = "{key}中的 {value} 不归这条规则，请移到覆盖它的规则或删除。"
    # Kinds
    NOT_POSITIVE = "{key}应大于 0，请改正。"
    BELOW_ONE = "{key}应不小于 1，请改正。"
    LESS_THAN = "{key}应不小于{other}，请改正。"
    BAD_UNIT_SHARE = "{key}是每差一个单位扣满分的比例，应大于{above}、不大于{most}，请改正。"
    BAD_ITEM_SHARE = "{key}是占计分项目的比例，应大于{above}、不大于{most}，请改正。"
    BAD_STEP = "{key}是每超目标多少比例加一次分，应大于{above}，请改正。"
    CAP_BELOW_ITEM_CAP = "{key}（合计封顶）不能小于{other}（单项封顶），请改正。"
    DAY_ABOVE_CAP = "{key}（每天扣分）不能大于{other}（最多扣分），请改正。"
    NO_PROPORTION = "{key}应不小于{other}（{other}/{key} 是比例），请改正。"
    VETO_WITHOUT_GRADE = "effect 为 grade 的否决须写明{key}（定为哪一等次），请补上。"
    VETO_WITH_GRADE = "effect 为 zero 的否决不写{key}（总分为零即为末等），请删除。"
    NO_STEP = "{key}是空的，请至少写一档。"
    NOT_FALLING = "{key}各档的界限（{edges}）应从高到低排列且不重复，否则区间重叠，请改正。"
    NOT_RISING = "{key}各档的界限（{edges}）应从低到高排列且不重复，否则区间重叠，请改正。"
    EDGE_BELOW_ZERO = "{key}的界限不能小于{least}，请改正。"
    BAD_SHARES = "{key}的得分比例应在{least}与{most}之间，请改正。"
    RISING_SHARES = "{key}的得分比例应从高到低，完成得好的不能得分更少，请改正。"
    NOT_FULL = "{key}最好的一档应得满分（比例{most}），请改正。"
    NO_BAND = "缺少“{state}”（{name}）的分档，请补上。"
    BAD_BAND = "“{state}”的分档应为{least}至{most}之间从低到高的两个数，请改正。"
    DONE_NOT_FULL = "“{state}”的分档应为 [{most}, {most}]（满分），请改正。"
    BANDS_OVERLAP = "“{worse}”的高端{high}超过“{better}”的低端{low}，两档重叠，请改正。"
    NO_POINTS_FOR = "{key}缺少“{state}”（{name}）的得分，请补上。"
    DONE_NOT_BEST = "{key}中“{state}”应得满分（等于{full}），请改正。"
    POINTS_OUT_OF_RANGE = "{key}中“{state}”的得分应在 0 与{full}之间，请改正。"
    MORE_FOR_WORSE = "{key}中“{worse}”的得分不能高于“{better}”，请改正。"
    CELLS_OUT_OF_RANGE = "各格得分应在 0 与{key}之间，{key}应大于 0，请改正。"
    BOTH_NOT_FULL = "年度、累计都完成的应得满分（{key}等于{full}），请改正。"
    NEITHER_TOO_MUCH = "都未完成的得分不能高于完成一项的，请改正。"


def flaw(code: Wrong, *path: str | int, **values: object) -> Flaw:
    """A flaw of the value at *path*, whose last key it names."""
    keys = [step for step in path if isinstance(step, str)]
    return Flaw(code, path, {**({"key": Key(keys[-1])} if keys else {}), **values})


def under(path: KeyPath, found: Flaw) -> Flaw:
    """*found* in a table, as a flaw of the file in which that table is at *path*."""
    return Flaw(found.code, (*path, *found.path), found.values)


def file_problem(found: Flaw, name_of: NameOf, file: str = "") -> Problem:
    """*found* in the words of people who read the file."""
    place = _place(found, name_of)
    where = tuple(filter(None, (file, place)))
    return Problem(worded(str(found.code.value), found.values, _said), where)


def _said(value: object) -> str:
    match value:
        case Decimal():
            return number_text(value)
        case tuple():
            return "、".join(map(_said, value))
        case _:
            return str(value)


def _place(found: Flaw, name_of: NameOf) -> str:
    """'指标 x', '规则 I1', '规则 第 2 个', 'proposals', or '' for the file as a whole."""
    if item := found.values.get("item"):
        return f"{found.values['sort']} {item}"
    match found.path:
        case str(section), int(number), *_ if section in SECTIONS:
            return f"{SECTIONS[section]} {name_of(section, number) or f'第 {number + 1} 个'}"
        case (str(only),) if found.code in ABOUT_HEAD or only in TABLES:
            return only
        case str(section), _, *_:
            return section
        case (str(),):
            return HEAD
    return ""


ABOUT_HEAD = {
    Wrong.BAD_ID,
    Wrong.BAD_VERSION,
    Wrong.NO_DATE,
    Wrong.NO_MAXIMUM,
    Wrong.LOW_CEILING,
    Wrong.NO_CENTS,
}
TABLES = {*SECTIONS, "grading", "proposals", "weighting", "large_change"}
