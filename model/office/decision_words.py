"""The office's decisions in words: what one is about, and what it says."""

from model.consolidation.conflicts import FigureRuling, How
from model.consolidation.sections import sections
from model.domain.review import FOUND, WHOLE_YEAR, Matter, Review, Ruling
from model.domain.review_file import Decision
from model.domain.wording import day_words
from model.office.departments import NOBODY
from model.office.origins import ACCEPTED
from model.office.records import DayNote
from model.office.review_exchange import CHAPTER
from model.office.year import OfficeYear
from model.parts.decisions import REVIEW, Place

GONE = "（已不在方案内）"
MATTERS = {
    Matter.FORK: "以哪一份报送为准",
    Matter.FIGURE: "指标以哪个数为准",
    Matter.SEEN: "核对事项是否已阅",
    Matter.RECEIVED_ON: "实际收到日",
    Matter.FALSE_FIGURES: "虚报瞒报",
    Matter.HAND_EDIT: "手工改动的内容",
    Matter.SENDER: "来件是哪个单位的",
    Matter.ORIGIN: "来件是否计入",
    Matter.RANKING: "是否显示排名",
    Matter.STAMPED: "盖章件",
    Matter.REVIEWER: "由谁复核",
    Matter.FOUR_EYES: "复核两人制",
    Matter.CONFIRMED: "第二人确认",
}
ABOUT_BODIES = {Matter.FORK, Matter.RECEIVED_ON, Matter.FALSE_FIGURES, Matter.REVIEWER}
TAKEN_BACK = {Matter.REVIEWER: "不分给谁"}
FIXED = {
    Matter.SEEN: "已阅",
    Matter.RANKING: "显示",
    Matter.FOUR_EYES: "开启",
    Matter.CONFIRMED: "确认",
}  # what a choice says where there is one
CODE = 8  # digits of a digest that people compare


def place_words(office: OfficeYear, place: Place) -> str:
    """What is decided about: '区教育局　建成充电桩', '区教育局　由谁复核'."""
    kind, subject, item = place
    if kind == REVIEW:
        return f"{office.name(subject)}　{item_title(office, item)}"
    matter = Matter(kind)
    if subject.startswith(CHAPTER):
        keys = {one.key: one.name for one in sections(office.plan)}
        return f"{keys.get(subject.removeprefix(CHAPTER), GONE)}　{MATTERS[matter]}"
    if matter in ABOUT_BODIES:
        return f"{office.name(subject) or GONE}　{MATTERS[matter]}"
    if matter is Matter.FIGURE:
        return f"{item_title(office, subject)}　{MATTERS[matter]}"
    return MATTERS[matter]


def item_title(office: OfficeYear, item: str) -> str:
    """What people call *item*, `WHOLE_YEAR` being one."""
    if item == WHOLE_YEAR:
        return "年度整体"
    plan = office.plan
    known = item in plan.measures or item in plan.indicators
    return plan.item(item).title if known else GONE


def decision_words(office: OfficeYear, one: Decision) -> str:
    """What was decided, the reason with it: '核改　完成进度：60%　未开工'."""
    if isinstance(one, Review):
        from model.workbook.review_file.write import changes_words

        changes = changes_words(one, office.plan, office.forms)
        return "　".join(filter(None, (one.verdict.value, changes, one.remark)))
    return "　".join(filter(None, (ruled_words(office, one), one.reason)))


def ruled_words(office: OfficeYear, one: Ruling) -> str:
    """What *one* says, without its reason: '核定为 12'."""
    choice = one.choice
    if not choice:
        return TAKEN_BACK.get(one.matter, "撤销")
    match one.matter:
        case Matter.FORK:
            said = f"校验码以 {choice[:CODE].upper()} 开头的一份"
        case Matter.FIGURE:
            said = _figure_words(office, FigureRuling.read(choice))
        case Matter.RECEIVED_ON:
            said = day_words(DayNote.read(choice).on)
        case Matter.HAND_EDIT:
            found = choice.startswith(FOUND)
            said = f"采用表内值 {choice.removeprefix(FOUND)}" if found else "采用封存值"
        case Matter.SENDER:
            said = "都不是" if choice == NOBODY else office.name(choice) or GONE
        case Matter.STAMPED:
            said = f"件上印的校验码以 {choice[:CODE]} 开头"
        case Matter.ORIGIN:
            said = "计入" if choice == ACCEPTED else "不计入"
        case _:
            said = FIXED.get(one.matter, choice)
    return said


def _figure_words(office: OfficeYear, ruled: FigureRuling) -> str:
    match ruled.how:
        case How.OWNER:
            return f"以{office.name(ruled.named) or GONE}的数为准"
        case How.VALUE:
            return f"核定为 {ruled.named}"
        case How.SUM:
            return "各报各的，合计"
        case _:
            return "各报各的，不比较"
