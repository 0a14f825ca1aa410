"""From a clause's body to measures: what can be done, and reported on, by itself.

A sentence is cut at its commas where a new action begins. Words that only lead into an action
(围绕…, 按照…) stay with it, and so does what the action is to lead to (打造…, 提升…). What is left
is cut once more where it lists things that are each done by themselves (`listed_measures.py`).
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from model.plan.notes import usual_signs
from model.plan_draft.listed_measures import another_document, members

SENTENCE = re.compile(r"[^。；！？\n]+")
NUMBER = re.compile(
    r"\s*(?:\d{1,2}[.、](?!\d)|（[\d一二三四五六七八九十]{1,3}）|[一二三四五六七八九十]{1,2}是(?=[^，]{2}))\s*"
)
CIRCLED = re.compile(r"\s*[①-⑳]\s*")
LEADS_IN = re.compile(  # words that only lead into the action after them
    r"^(?:围绕|依托|以[^，]{2,}为|按照?|根据|结合|针对|聚焦|面向|立足|瞄准|通过|利用|借助|对照|坚持|发挥|充分|统筹运用|在|对于|"
    r"号召|引导企业|密切|从事|纳入|优先)"
    r"|^(?:持续|进一步)?(?:做好|加强)[^，]{0,6}(?:工作|监管|检查|共享|查)$|^组织实施[^，]+工程$"
    r"|(?:方面|以来|基础上|前提下|过程中|工作中|时间节点|期间|条件的|设施的|企业的|单位的)$"
    r"|(?:按照?|落实|执行|适应|符合|对照)[^，]*要求$|(?:部署|相关|有关)要求$"
    r"|^[^，]{2,9}化$|(?:为抓手|为重点|为目标|为契机)$"
)
ORIENTS = re.compile(  # what can't be reported by itself: an attitude, a direction, a means
    r"(?:意识|理念|责任|认识|统筹协调|节点|重要性|复杂性|紧迫性)$|^(?:加强|深化)与[^，]+合作$"
    r"|^(?:积极|有序|大力|加快|因地制宜)?(?:融入|对接|拓展[^，]*模式$|统筹[^，]*资源$|引导[^，]{2,8}消费$|"
    r"优化[^，]{2,8}结构$|强化[^，]{2,12}(?:保护|作用)$|提升[^，]{2,14}能力$|加大[^，]{2,8}宣传$|"
    r"落实[^，]{2,12}(?:法|驱动)$|深化[^，]{2,8}应用$)"
)
ACTS = re.compile(  # … unless the action stands in them: 依托城市更新建设充电设施
    r"^按照?[^，]*?要求(?!的)[^，]{6,}$|^(?:依托|利用|结合|借助)[^，]*?(?:规划建设|推广|开展|建立|设置|建设(?=[^，]{4}))[^，]+$"
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
    r"^(?:积极|大力|加快|持续|全面|深入|有序|稳步|坚决|严格|严厉|依法|严肃|科学|合理|扎实|继续|定期|充分|进一步|重点|分期|分批|分阶段|用足|"
    r"高标准|率先|探索|优先|统筹|因地制宜|着力|鼓励|支持|引导|推动|推进|推广|推行|加强|强化|建设|建立|健全|完善|开展|实施|落实|"
    r"制定|制订|编制|研究|组织|组建|引进|引入|培育|吸引|拓展|深化|优化|严控|禁止|严禁|淘汰|普及|倡导|督促|举办|恢复|提升|提高|"
    r"促进|打造|搭建|申请|申报|试点|选择|创新|规范|加大|启动|出台|设立|创建|整治|发布|突出|将|对|力争|到|20|全面|基本|[^，]{2,20}?(?:要|应)(?!求|收)|"
    r"为[^，]+(?:搭建|建立|建设)|[^，]{4,20}?按照?[^，]+(?:推进|实施|执行|落实)$)"
)
CONDITION = re.compile(r"^(?!.*具备条件)[^，]{6,}(?:设施|建筑|企业|单位|项目|行为)的$")
SHARE = re.compile("^提[高升][^，]+(?:比例|比重|规模)$")  # can be counted, so it is no mere result
CLOSING = re.compile(
    "^发挥[^，]{2,8}作用$|^(?:推[进动]|引导)[^，]{2,6}(?:降碳|减碳)$"
)  # at the end
TOPIC = re.compile("^(?!在)[^，]{2,12}方面$")
GOAL = re.compile(r"\d\s*[%％家个处项种座辆]|全覆盖|清零|^基本消除")  # a target of its own
FIELD = re.compile(
    "^(?!.{0,2}(?:推行|实施|落实|建立|开展|制定)).*"
    "(?:管理|能力|监管|水平|机制|制度|保护|改造|工作|服务|模式|结构|布局)$"
)
QUOTED = re.compile(r"“[^“”]*”|（[^）\n]{0,200}）|《[^《》]*》")
JOINS = re.compile(
    "^(?:并且?(?![重存网联举购轨行])|同时|以及|及(?![时早其])|要(?=[加做把]))(?=[^，]{4})"
)
BLANK = " \u3000\t"
SHORT = 14  # letters; a first part so short names the field of what follows


class SplitMeasure(NamedTuple):
    """Where a measure stands in its clause; `text`: its words with what the list around it has for
    all members, "" where the quote can be read alone.
    """

    start: int
    end: int
    text: str = ""


def split_measures(body: str) -> Iterator[SplitMeasure]:
    """Each measure in *body*, in order."""
    usual = usual_signs(body)
    guarded = QUOTED.sub(_hidden, usual)
    for sentence in SENTENCE.finditer(guarded):
        span = sentence.span()  # a number of an item inside the clause is none of its words
        number = NUMBER.match(usual, *span) or CIRCLED.match(body, *span)
        begin = number.end() if number else sentence.start()
        parts = list(_parts(guarded, begin, sentence.end()))
        if not parts:  # nothing, or commas alone
            continue
        first = 0
        for place in range(1, len(parts)):
            if _begins(usual, parts, place, parts[first][0]):
                yield from _listed(body, guarded, parts[first:place])
                first = place
        yield from _listed(body, guarded, parts[first:])


def _hidden(found: re.Match[str]) -> str:
    return f"{found[0][0]}{'口' * (len(found[0]) - 2)}{found[0][-1]}"


def _parts(guarded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for found in re.finditer("[^，]+", guarded[start:end]):
        yield start + found.start(), start + found.end()


def _listed(body: str, guarded: str, parts: list[tuple[int, int]]) -> Iterator[SplitMeasure]:
    """The measure that *parts* make up, or the members of the list in it."""
    if len(parts) > 1 and TOPIC.match(guarded[slice(*parts[0])].strip(BLANK)):
        parts = parts[1:]
    start, end = _trimmed(guarded, parts[0][0], parts[-1][1])
    if start >= end:
        return
    led = start  # where the words begin that lead into the list
    for part in parts:
        first, last = _trimmed(guarded, max(part[0], start), part[1])
        found = members(guarded[first:last])
        for number, member in enumerate(found):
            begins = start if number == 0 else first + member.span[0]
            ends = end if number == len(found) - 1 else first + member.span[1]
            pieces = [(first + a, first + b) for a, b in member.pieces]
            head = (start if number == 0 else led, first)
            tail = (last, end if number == len(found) - 1 else last)
            whole = [head, *pieces, tail] if pieces else []
            yield SplitMeasure(begins, ends, "".join(body[a:b] for a, b in whole))
        if found:
            return
        words = guarded[first:last]
        led = led if _leads_in(words) or ONLY_TIME.fullmatch(words) else part[1] + 1
    yield SplitMeasure(start, end)


def _begins(usual: str, parts: list[tuple[int, int]], place: int, start: int) -> bool:
    """Whether a new measure begins with the part at *place* of its sentence."""
    joined = usual[slice(*parts[place])].strip(BLANK)
    part = JOINS.sub("", joined, count=1)
    before = usual[slice(*parts[place - 1])].strip(BLANK)
    alone = parts[place - 1][0] == start
    if _is_led(before, part, alone=alone) or (place == len(parts) - 1 and CLOSING.match(part)):
        return False
    if any(sign.match(part) for sign in (TIME, LEADS_IN, CONDITION, SHARE)) or GOAL.search(part):
        return True
    if another_document(usual[start : parts[place - 1][1]], joined):
        return True
    if alone and place == 1 and len(before) <= SHORT and FIELD.search(before):
        return len(parts) > 2 and not RESULT.match(part)
    return bool(ACTION.match(part)) and not RESULT.match(part)


def _is_led(before: str, part: str, *, alone: bool) -> bool:
    """Whether *before* only leads into *part*; `alone`: it is all there is before."""
    if ONLY_TIME.fullmatch(before) or _leads_in(before):
        return True
    return alone and bool(ORIENTS.search(before)) and not TIME.match(part)


def _leads_in(part: str) -> bool:
    return bool(LEADS_IN.search(part)) and not ACTS.match(part)


def _trimmed(guarded: str, start: int, end: int) -> tuple[int, int]:
    """Without blanks at both ends, and without the word that joins it to what stands before."""
    words = guarded[start:end].rstrip(BLANK)
    lead = len(words) - len(words.lstrip(BLANK))
    joins = JOINS.match(words[lead:])
    return start + lead + (joins.end() if joins else 0), start + len(words)
