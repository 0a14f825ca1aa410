"""The grammar of responsibility notes (责任括号) as data: the forms that published plans use.

A note is cut into parts at its semicolons and commas; each part is held against PARTS, the first
that fits counts. In a pattern, {bodies} stands for a list of names and {due} for a date; the rest
is a regular expression. Each example is a test. A new form is a line here and an example.
"""

from dataclasses import dataclass
from enum import StrEnum


class NoteRole(StrEnum):
    """What a note says of a body."""

    LEAD = "牵头"
    SUPPORT = "配合"
    SHARED = "分工"
    DUE = "期限"  # no body: a date
    ALSO = "均需"  # bodies that every later note means as well
    FIRST_LEADS = "首位牵头"  # the first body named leads, here and in every later note
    NOTHING = ""  # words that say nothing of their own: 下同


@dataclass(frozen=True, kw_only=True)
class NotePart:
    """One way in which a part of a note is written. `label`: the words stand before the names;
    `others`: the role of those in the slot {others}.
    """

    role: NoteRole
    pattern: str
    label: bool = False
    others: NoteRole | None = None


@dataclass(frozen=True, kw_only=True)
class NoteExample:
    """A note as printed and what it says, the bodies joined by 、; each one is a test."""

    note: str
    lead: str = ""
    support: str = ""
    shared: str = ""
    due: str = ""
    also: str = ""
    first_leads: bool = False


WHO = "(?:责任)?(?:单位|部门|处室|科室|主体|地区)"
PARTS = (
    NotePart(
        role=NoteRole.NOTHING,
        label=True,
        pattern="(?:牵头|分管|责任|包保)?[省市区县]?(?:级)?领导(?:同志)?：.+",
    ),
    NotePart(
        role=NoteRole.DUE,
        pattern="(?P<due>20\\d\\d年(?:\\d{{1,2}}月)?(?:年?[底末])?前?(?=完成)|长期坚持|持续推进)(?:完成)?",
    ),
    NotePart(role=NoteRole.DUE, label=True, pattern="(?:完成)?(?:期限|时限|时间|时间要求)：{due}"),
    NotePart(
        role=NoteRole.LEAD,
        label=True,
        pattern=f"(?:牵头|主办|主责|主要|第一|组织实施)(?:责任)?{WHO}：{{bodies}}",
    ),
    NotePart(role=NoteRole.LEAD, pattern="牵头：{bodies}"),
    NotePart(role=NoteRole.SUPPORT, pattern="(?:配合|参与|协办)：{bodies}"),
    NotePart(
        role=NoteRole.SUPPORT,
        label=True,
        pattern=f"(?:配合|参与|参加|协办|协同|协助|联合)(?:责任)?{WHO}：{{bodies}}",
    ),
    NotePart(
        role=NoteRole.SHARED,
        label=True,
        pattern="(?:责任|落实|承办|实施)(?:单位|部门|处室|科室|主体|地区)：{bodies}",
    ),
    NotePart(
        role=NoteRole.FIRST_LEADS,
        pattern="(?:列(?:在)?|排(?:在)?)?(?:首|第一)位的?(?:单位|部门)?为牵头(?:单位|部门)?",
    ),
    NotePart(
        role=NoteRole.NOTHING,
        pattern="(?:下同|以下同|以下不再列出|不再(?:一一|逐一|另行)?列出|以下略)",
    ),
    NotePart(
        role=NoteRole.ALSO,
        pattern="(?:以下|下列)(?:各项|任务|工作|条款)*均?(?:需|需要|由|须)?{bodies}(?:按(?:照)?职责分工)?(?:贯彻)?(?:落实|负责)",
    ),
    NotePart(
        role=NoteRole.SHARED,
        pattern="{bodies}(?:按照?|依据?)(?:各自)?(?:职责|分工)(?:分工)?(?:(?:分别)?(?:负责|落实|组织实施|抓好落实|推进))*",
    ),
    NotePart(role=NoteRole.SHARED, pattern="{bodies}分工负责"),
    NotePart(
        role=NoteRole.LEAD,
        others=NoteRole.SUPPORT,
        pattern="{bodies}(?:牵头)?(?:会同|联合(?!会)|商(?=[市区县省各])){others}(?:负责|落实|组织实施|推进|实施)?",
    ),
    NotePart(
        role=NoteRole.LEAD, pattern="{bodies}(?:共同|联合|分别|负责)?牵头(?:负责|落实|组织实施)?"
    ),
    NotePart(
        role=NoteRole.SUPPORT,
        pattern="{bodies}(?:分别|共同|负责)?(?:配合|参与|参加|协助|协同)(?:落实|实施)?",
    ),
    NotePart(
        role=NoteRole.SHARED,
        pattern="{bodies}(?:共同|分别|具体|组织)?(?:负责|落实|承担|组织实施|实施)+",
    ),
)

# What makes words between brackets look like a note at all.
SIGNS = (
    "负责",
    "牵头",
    "责任单位",
    "责任部门",
    "责任处室",
    "责任主体",
    "配合单位",
    "职责分工",
    "分工落实",
)

# How the names of bodies end. A name that ends otherwise is taken, and asked about.
ENDINGS = (
    *"局委办厅部院署社联会处科室站所队团区县市州乡镇街园港",
    "政府", "中心", "公司", "集团", "办事处", "街道", "银行", "分行", "支行", "总部", "海关",
    "党校", "大学", "科协", "部门", "单位",
)  # fmt: skip

# Between these a name goes on, although 和 or 及 stands in it: 文化和旅游局.
JOINTS = ("以及", "和", "及", "与")
BEGINNINGS = ("各", "有关", "相关", "市", "省", "区", "县", "自治区", "其他")

EXAMPLES = (
    NoteExample(note="（牵头：市发改委；配合：市工信局）", lead="市发改委", support="市工信局"),
    NoteExample(
        note="（主要责任单位：市发改委；配合责任单位：市工信局）",
        lead="市发改委",
        support="市工信局",
    ),
    NoteExample(note="（市发改委负责牵头，市工信局负责配合）", lead="市发改委", support="市工信局"),
    NoteExample(note="（以上由市发改委、市工信局负责）", shared="市发改委、市工信局"),
    NoteExample(
        note="（市能源局牵头，各区人民政府负责落实）", lead="市能源局", shared="各区人民政府"
    ),
    NoteExample(
        note="［责任单位：市发改委，各区（市）县政府（管委会）］",
        shared="市发改委、各区（市）县政府（管委会）",
    ),
    NoteExample(
        note="（市发改委会同市财政局、市税务局负责）", lead="市发改委", support="市财政局、市税务局"
    ),
    NoteExample(
        note="（市商务委、市残疾人联合会牵头，市委组织部配合）",
        lead="市商务委、市残疾人联合会",
        support="市委组织部",
    ),
    NoteExample(note="（市住建局牵头会同市城管局落实）", lead="市住建局", support="市城管局"),
    NoteExample(
        note="（市住建局负责，2025年12月底前完成）", shared="市住建局", due="2025年12月底前"
    ),
    NoteExample(note="（市教育局负责，长期坚持）", shared="市教育局", due="长期坚持"),
    NoteExample(note="（由市发改委牵头，市科技局配合）", lead="市发改委", support="市科技局"),
    NoteExample(
        note="（责任领导：张某某；责任单位：市住建局、市城管局）", shared="市住建局、市城管局"
    ),
    NoteExample(
        note="（牵头单位：市住建局，责任单位：市城管局、各区政府）",
        lead="市住建局",
        shared="市城管局、各区政府",
    ),
    NoteExample(note="【责任单位：市住建局 市城管局】", shared="市住建局、市城管局"),
    NoteExample(note="（区科技局、区商务局按职责分工负责）", shared="区科技局、区商务局"),
    NoteExample(note="（区统计局牵头负责）", lead="区统计局"),
    NoteExample(note="（区金融局）", shared="区金融局"),
    NoteExample(note="（区城市管理委、各街道按职责分工负责）", shared="区城市管理委、各街道"),
    NoteExample(note="（市发展改革委、市能源局等按职责分工负责）", shared="市发展改革委、市能源局"),
    NoteExample(
        note="（市经济信息委牵头，市国资委等配合）", lead="市经济信息委", support="市国资委"
    ),
    NoteExample(
        note="（市经信局牵头，市发改委、市科技局参与）",
        lead="市经信局",
        support="市发改委、市科技局",
    ),
    NoteExample(
        note="（市经济信息委、市市场监管局牵头，市发展改革委、市财政局等按职责分工负责）",
        lead="市经济信息委、市市场监管局",
        shared="市发展改革委、市财政局",
    ),
    NoteExample(note="（责任单位：市科委、市教委）", shared="市科委、市教委"),
    NoteExample(
        note="（牵头单位：民政厅；配合单位：水利厅、省体育局）",
        lead="民政厅",
        support="水利厅、省体育局",
    ),
    NoteExample(note="（牵头单位：民政厅，配合单位：水利厅）", lead="民政厅", support="水利厅"),
    NoteExample(
        note="（责任部门：气候处、综合处，完成期限：6月底）", shared="气候处、综合处", due="6月底"
    ),
    NoteExample(note="（责任处室：海洋处，完成时限：持续推进）", shared="海洋处", due="持续推进"),
    NoteExample(
        note="（市发改委牵头，市科技局配合；市财政局牵头，市税务局配合）",
        lead="市发改委、市财政局",
        support="市科技局、市税务局",
    ),
    NoteExample(
        note="（责任单位：市发改委、市科技局，列首位的为牵头单位，下同）",
        lead="市发改委",
        support="市科技局",
        first_leads=True,
    ),
    NoteExample(
        note="（市发改委、市财政局按职责分工负责，以下均需各区人民政府落实，不再列出）",
        shared="市发改委、市财政局、各区人民政府",
        also="各区人民政府",
    ),
    NoteExample(
        note="（市科技局牵头。以下任务均需各县（市、区）人民政府贯彻落实，不再列出）",
        lead="市科技局",
        shared="各县（市、区）人民政府",
        also="各县（市、区）人民政府",
    ),
    NoteExample(note="责任单位：市水务局、市城管委", shared="市水务局、市城管委"),
    NoteExample(
        note="（市发改委、工信局、生态环境局按职责分工负责)", shared="市发改委、工信局、生态环境局"
    ),
    NoteExample(
        note="（责任单位：市经信局，各区人民政府〈 含开发区、风景区管委会，下同〉 ）",
        shared="市经信局、各区人民政府",
    ),
    NoteExample(
        note="(市司法局、公安局，中级法院、检察院按职责分工负责)",
        shared="市司法局、公安局、中级法院、检察院",
    ),
    NoteExample(
        note="（市商务局等部门和各区人民政府按职责分工负责）", shared="市商务局、各区人民政府"
    ),
    NoteExample(
        note="（市发展改革委等市级有关部门按职责分工负责）", shared="市发展改革委、市级有关部门"
    ),
    NoteExample(
        note="（市文化和旅游局、住房和城乡建设局）", shared="市文化和旅游局、住房和城乡建设局"
    ),
    NoteExample(
        note="（责任单位：市委党校（行政学院）、市委组织部）",
        shared="市委党校（行政学院）、市委组织部",
    ),
    NoteExample(note="（市工信局、发改委按职责分工）", shared="市工信局、发改委"),
    NoteExample(note="（责 任 单 位:市科委,市教委）", shared="市科委、市教委"),
    NoteExample(
        note="（市发改委、市工信局按职责分工负责；各县（市、区）人民政府具体落实）",
        shared="市发改委、市工信局、各县（市、区）人民政府",
    ),
    NoteExample(
        note="（区教育局、区民政局分别牵头，其他有关部门配合）",
        lead="区教育局、区民政局",
        support="其他有关部门",
    ),
    NoteExample(
        note="【牵头单位：区城管局　配合单位：区商务局、各街道】",
        lead="区城管局",
        support="区商务局、各街道",
    ),
    NoteExample(note="（天津港集团负责）", shared="天津港集团"),
)
