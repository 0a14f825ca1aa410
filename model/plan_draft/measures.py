"""From a clause's body to measures: what can be done, and reported on, by itself.

A sentence is cut at its commas where a new action begins. Words that only lead into an action
(围绕…, 按照…) stay with it, and so does what the action is to lead to (打造…, 提升…).
"""

import re
from collections.abc import Iterator

from model.plan.notes import usual_signs

SENTENCE = re.compile(r"[^。；！？\n]+")
NUMBER = re.compile(r"\s*(?:\d{1,2}[.、](?!\d)|（[\d一二三四五六七八九十]{1,3}）|[①-⑳])\s*")
LEADS_IN = re.compile(  # words that only lead into the action after them
    r"^(?:围绕|依托|以[^，]{2,}为|按照?|根据|结合|针对|聚焦|面向|立足|瞄准|通过|利用|借助|对照|坚持|发挥|充分|统筹运用|在|对于|"
    r"号召|引导企业|密切|从事|纳入|各有关|优先)"
    r"|^(?:持续|进一步)?(?:做好|加强)[^，]{0,6}(?:工作|监管|检查|共享|查)$|^组织实施[^，]+工程$"
    r"|(?:方面|以来|基础上|前提下|过程中|工作中|要求|时间节点|期间|条件的|设施的|企业的|单位的)$"
    r"|^[^，]{2,9}化$|(?:为抓手|为重点|为目标|为契机)$"
)
TIME = re.compile(
    r"(?:力争|争取|确保)?\s*(?:到|至)?\s*20\d\d\s*年(?:底|末)?(?:前)?|“十[四五六]五”(?:期间|时期|期末|末)|20\d\d\s*年起"
)
ONLY_TIME = re.compile(rf"\s*(?:{TIME.pattern})\s*")
RESULT = re.compile(
    r"^(?:打造|提升|提高|促进|增强|实现|形成|确保|带动|助力|营造|改善|完善功能|逐步|不断|为[^，]+提供|切实|有效|引导全社会|"
    r"发展|构建|巩固|防止|避免|用于|扩大|丰富|做到|满足|努力|着力|加快构建|全面提升|持续提升|精准|及|并|以及|"
    r"集聚|引导节约|推动[^，]{2,14}(?:提升|发展|集聚|深入人心|源头减量|应收尽收|节约|转变|转型|水平|实现[^，]+)$)"
)
ACTION = re.compile(
    r"^(?:积极|大力|加快|持续|全面|深入|有序|稳步|坚决|严格|严厉|依法|科学|合理|扎实|继续|定期|充分|进一步|重点|分期|分批|"
    r"高标准|率先|探索|优先|统筹|因地制宜|着力|鼓励|支持|引导|推动|推进|推广|推行|加强|强化|建设|建立|健全|完善|开展|实施|落实|"
    r"制定|制订|编制|研究|组织|组建|引进|引入|培育|吸引|拓展|深化|优化|严控|禁止|严禁|淘汰|普及|倡导|督促|举办|恢复|提升|提高|"
    r"促进|打造|搭建|试点|选择|创新|规范|加大|启动|出台|设立|创建|整治|发布|突出|将|对|力争|到|20|全面|基本|[^，]{2,20}?(?:要|应)(?!求|收))"
)
GOAL = re.compile(r"\d\s*[%％家个处项种座辆]|全覆盖|清零|^基本消除")  # a target of its own
FIELD = re.compile("(?:管理|能力|监管|水平|机制|制度|保护|改造|工作|服务|模式|结构|布局)$")
QUOTED = re.compile(r"“[^“”]*”|（[^）\n]{0,200}）|《[^《》]*》")
SHORT = 14  # letters; a first part so short names the field of what follows


def split_measures(body: str) -> Iterator[tuple[int, int]]:
    """Start and end in *body* of each measure, in order."""
    usual = usual_signs(body)
    guarded = QUOTED.sub(lambda found: "口" * len(found[0]), usual)
    for sentence in SENTENCE.finditer(guarded):
        number = NUMBER.match(usual, *sentence.span())  # of an item inside the clause
        begin = number.end() if number else sentence.start()
        if begin >= sentence.end():
            continue
        parts = list(_parts(guarded, begin, sentence.end()))
        start = parts[0][0]
        for place, (begin, _) in enumerate(parts):
            if place and _begins(usual, parts, place, start):
                yield _trimmed(usual, start, parts[place - 1][1])
                start = begin
        if usual[start : parts[-1][1]].strip(" 　"):
            yield _trimmed(usual, start, parts[-1][1])


def _parts(guarded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    position = start
    for found in re.finditer("[^，]+", guarded[start:end]):
        position = start + found.start()
        yield position, start + found.end()


def _begins(usual: str, parts: list[tuple[int, int]], place: int, start: int) -> bool:
    """Whether a new measure begins with the part at *place* of its sentence."""
    part = usual[slice(*parts[place])].strip(" 　")
    before = usual[slice(*parts[place - 1])].strip(" 　")
    if ONLY_TIME.fullmatch(before) or LEADS_IN.search(before):
        return False
    if TIME.match(part) or LEADS_IN.match(part) or GOAL.search(part):
        return True
    first = parts[place - 1][0] == start and place == 1
    if first and len(before) <= SHORT and FIELD.search(before) and not RESULT.match(part):
        return len(parts) > 2
    return bool(ACTION.match(part)) and not RESULT.match(part)


def _trimmed(usual: str, start: int, end: int) -> tuple[int, int]:
    words = usual[start:end]
    return start + len(words) - len(words.lstrip(" 　\t")), end - len(words) + len(
        words.rstrip(" 　\t")
    )
