"""What can be wrong in a plan's folder, with its words."""

from enum import Enum


class PlanFlaw(Enum):
    """A contradiction of a plan's data to itself or to the plan's text, and its sentence."""

    # Files
    NO_FILE = "缺少这个文件，请补上。"
    NO_UTF8 = "不是 UTF-8 编码的文本，请另存为 UTF-8。"
    UNREADABLE = "读不出来：文件太大，或者它不是普通文件，请换成正常的文件。"
    NO_TOML = "不是有效的 TOML 文件（{cause}），请改正该处。"
    OTHER_SCHEMA = "schema 应为{schema}，请换用与本程序相配的数据。"
    UNKNOWN_KEY = "不认识的键{key}，请删除或改正拼写。"
    MISSING = "缺少{key}，请补上。"
    OTHER_TYPE = "{key}应是{what}，请改正。"
    ODD_ID = "id 只能由字母、数字、汉字、点、连字符组成，不超过 64 个字，请改正。"
    TOO_MUCH = "方案的文件太多或者太大，不像一份方案。"
    NO_SENSE = "数据的写法不对，读到一半读不下去了，请对照 assets/plan/README.md 逐项核对。"
    REPEATED_ID = "id 重复，请改成不同的 id。"
    ID_ELSEWHERE = "id 在别的文件中已有，请改成不同的 id。"
    NO_CHOICE = "{key}只能是 {choices}。"
    NO_SUCH_LINK = "{key}中的 {value} 不存在，请改正。"
    # The text
    NO_GOALS = "原文中找不到“{heading}”至“{until}”。"
    NO_HEADING = "此处之后的原文中找不到标题“{value}”。"
    NO_BRACKET = "标题之后的原文中找不到“{value}”。"
    NO_BODIES_IN_BRACKET = "“{value}”中读不出责任单位，请逐字核对。"
    NO_QUOTE_BEHIND = "条款原文此处之后找不到引文“{value}”，请逐字核对。"
    NO_QUOTE_THERE = "{place}的原文中找不到引文“{value}”，请逐字核对。"
    NO_QUOTE = "原文中找不到引文“{value}”，请逐字核对。"
    NO_TERM = "条款原文中找不到期限“{value}”，请逐字核对。"
    WORDS_ADDED = "text 只能由条款原文的字按原顺序组成，请改正。"
    # Bodies
    NO_MEMBER = "成员{value}不存在，请改正。"
    NAME_TAKEN = "“{value}”同时是{other}的名称，请只留一处。"
    UNKNOWN_BODY = "不认识责任单位“{value}”，请在{file}中加上它的名称或别名。"
    # Measures and indicators
    FOREIGN_ID = "id 应以{start}开头，请改正。"
    NO_YEARS = "from、until 应是年份，如 2025。"
    YEARS_WITHOUT_TERM = "from、until 和 term（原文的期限）要写都写。"
    YEARS_REVERSED = "from 晚于 until，请改正。"
    NO_PLACE = "place {value} 不存在，请改成条款 id 或{goals}。"
    NO_EXACT_NUMBER = "{key}应是带引号的数，现为{value}。"
    BOUNDS_WITHOUT_NUMBER = "定性指标没有数值，请去掉 at_least、at_most。"
    BOUNDS_REVERSED = "at_least {low} 应小于 at_most {high}。"
    OUT_OF_BOUNDS = "{year}的 value {value} 不在 at_least、at_most 之内，请改正其中一处。"
    NO_BODY = "没有责任单位，请写明 departments。"
    NOT_BY_YEAR = "milestone 应按年份从早到晚排列，每年一个。"
    # Duties and questions
    UNKNOWN_ITEM = "方案数据中没有这个 id，请改正。"
    NO_PROPOSAL = "没有建议分工，请补上。"
    NO_LEAD = "没有牵头单位（数据责任单位），请写明 lead。"
    OUTSIDE_BRACKETS = "“{value}”不在这一条的责任括号里，请改正。"
    ABOUT_NOTHING = "about 中的 {value} 不存在，请改成已有的 id。"
