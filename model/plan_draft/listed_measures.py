"""Lists inside one measure whose members are each done, and reported on, by themselves.

A list is cut where what is asked of its members differs (a target for each), or where each member
is a thing of its own: a named document, a project, a long description. Everything else that is
listed stays together: 严格执行通信、运算、存储、传输等设备能效标准.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from model.plan_draft import target_words

STOP = re.compile("、")
VERBS = (
    "(?:积极|大力|加快|重点|优先|谋划|统筹|高标准|分批|分期|严格|全面|深入|继续|持续|探索)*"
    "(?:{})(?:推进|推动|实施|落实)?"
)
JOINT = re.compile(
    r"、|(?<=.{2})(?:以及|(?<!联)(?<!饱)和(?!谐)|(?<!普)(?<!以)及(?!以上|以下|其|时)|(?<!参)与)(?=.{2})"
)
MADE = re.compile(VERBS.format("打造|建设|建立|培育|实施|制定|编制|创建|引进|搭建"))
CARRIED_OUT = re.compile(VERBS.format("落实|执行|实施|推行"))
PROJECTS = re.compile(
    rf"(?P<verb>{VERBS.format('推进|推动|建设|打造|支持|实施|启动|开展')})(?P<list>[^等]*?)"
    r"等(?:一批|\d+个)?[^，]{0,10}?(?:项目|工程|载体|综合体)(?:的?(?:建设|开业运营|实施|落地|改造))?"
)
DOCUMENTS = re.compile("(?:制度|体系|政策|计划|规划|标准|办法|条例)$")
THINGS = re.compile(
    "(?:[园景街社城片]区|系统|方案|行动|计划|规划|工程|项目|企业|联合体|平台|基地|品牌|中心|网络|队伍|清单|名录"
    "|制度|机制|标准|办法|体系|目录|”)$"
)
OWN_TARGET = re.compile(
    r"(?:全落实|全覆盖|应收尽收|清零|\d\s*(?:%|个|家|处|座|项|种|辆|台)\s*(?:以上|以下)?)$"
)
HANDED_DOWN = re.compile(
    "(?P<head>.*下达的)(?P<list>.+?)(?P<tail>(?:任务目标|目标任务|指标|目标|任务))"
)
SAME_LEVEL = re.compile(
    "(?P<head>(?:力争|确保)?)(?P<list>.+?)(?P<tail>(?:均|都|全部)?达到[^，\\d]{2,14}(?:要求|标准))"
)
RATES = re.compile(r"(?P<list>.+率[和及与][^率]+率)(?P<tail>(?:均|都|力争)?达到?\s*\d.*)")
ALSO = re.compile("(?<=.{6})并(?=[为将对]|开展|建立|制定|组织|实施|推动|加强)")
APART = re.compile("力争|确保")
NAME, LONG = 4, 8  # letters of a member: a name at the least, a description that stands alone
UNEQUAL = 2.5  # a member so much longer than another begins with words that all share

Span = tuple[int, int]


@dataclass(frozen=True)
class ListedMember:
    """One member of a list: where it stands, and the pieces of its part that it is read with."""

    span: Span
    pieces: tuple[Span, ...] = ()


def members(words: str) -> list[ListedMember]:
    """The members of the list in *words*, a part of a sentence without commas, if each stands for
    itself; else nothing. The spans cover all of *words*.
    """
    for reader in READERS:
        if found := list(reader(words)):
            return found
    return []


def _listed(words: str, start: int, end: int, joints: re.Pattern[str] = JOINT) -> list[Span]:
    spans = []
    for joint in joints.finditer(words, start, end):
        spans.append((start, joint.start()))
        start = joint.end()
    return [*spans, (start, end)]


def _cut(words: str, spans: list[Span], head: int, tail: int) -> Iterator[ListedMember]:
    """*spans* as members of *words*: the first begins, the last ends with it; each is read between
    what stands before *head* and behind *tail*.
    """
    for number, (start, end) in enumerate(spans):
        first = 0 if number == 0 else start
        last = len(words) if number == len(spans) - 1 else end
        yield ListedMember((first, last), ((0, head), (start, end), (tail, len(words))))


def _in_turn(words: str) -> Iterator[ListedMember]:
    """“A、B分别达到x和y”."""
    middle = words.find("分别")
    values = list(target_words.ALL_NUMBERS.finditer(words, middle)) if middle >= 0 else []
    if len(values) < 2:
        return
    hope = next((found.start() for found in APART.finditer(words, 1, middle)), middle)
    spans = _listed(words, 0, hope)
    if len(spans) != len(values):
        return
    for number, ((start, end), value) in enumerate(zip(spans, values, strict=True)):
        last = len(words) if number == len(spans) - 1 else end
        verb = (middle + len("分别"), values[0].start())
        yield ListedMember((start, last), ((start, end), (hope, middle), verb, value.span()))


def _targets(words: str) -> Iterator[ListedMember]:
    """Each piece states a target: A全覆盖、B达到80%以上."""
    pieces, start = [], 0
    for found in STOP.finditer(words):
        if OWN_TARGET.search(words[start : found.start()]):
            pieces.append((start, found.start()))
            start = found.end()
    pieces.append((start, len(words)))
    if len(pieces) < 2 or not OWN_TARGET.search(words.rstrip("。")):
        return
    for start, end in pieces:
        rates = [
            ListedMember(
                (start + a, start + b), tuple((start + c, start + d) for c, d in one.pieces)
            )
            for one in _rates(words[start:end])
            for a, b in [one.span]
        ]
        yield from rates or [ListedMember((start, end))]


def _rates(words: str) -> Iterator[ListedMember]:
    """“A率和B率达到x”."""
    if found := RATES.fullmatch(words):
        yield from _cut(words, _listed(words, *found.span("list")), 0, found.start("tail"))


def _shared_target(words: str) -> Iterator[ListedMember]:
    """“完成下达的A、B任务”, “A、B达到…要求”."""
    found = HANDED_DOWN.fullmatch(words) or SAME_LEVEL.fullmatch(words)
    if found is None or "等" in found["list"] or (not found["head"] and MADE.match(words)):
        return
    spans = _listed(words, *found.span("list"))
    if len(spans) > 1:
        yield from _cut(words, spans, found.end("head"), found.start("tail"))


def _projects(words: str) -> Iterator[ListedMember]:
    found = PROJECTS.fullmatch(words)
    spans = _listed(words, *found.span("list"), STOP) if found else []
    lengths = [end - start for start, end in spans]
    if found and len(spans) > 1 and min(lengths) >= NAME and max(lengths) <= UNEQUAL * min(lengths):
        yield from _cut(words, spans, found.end("verb"), found.end("list"))


def _things(words: str) -> Iterator[ListedMember]:
    """What is to be made, each with a description that stands alone or a name in quotes."""
    verb = MADE.match(words)
    spans = _whole(words, _listed(words, verb.end(), len(words))) if verb else []
    long = all(end - start >= LONG and THINGS.search(words[start:end]) for start, end in spans)
    named = all(words.startswith("“", start) for start, _ in spans)
    if verb and len(spans) > 1 and (long or named):
        yield from _cut(words, spans, verb.end(), len(words))


def _whole(words: str, spans: list[Span]) -> list[Span]:
    """*spans* with those that only describe the thing behind them joined to it."""
    whole: list[Span] = []
    begun = -1
    for start, end in spans:
        begun = start if begun < 0 else begun
        if THINGS.search(words[start:end]):
            whole.append((begun, end))
            begun = -1
    return whole if begun < 0 else spans


def _also(words: str) -> Iterator[ListedMember]:
    """“做A并做B”: two actions."""
    if found := ALSO.search(words):
        yield ListedMember((0, found.start()))
        yield ListedMember((found.end(), len(words)))


def another_document(before: str, part: str) -> bool:
    """Whether *part*, behind a comma, names one more document to be carried out as *before*."""
    joins = re.match("以?及", part)
    carried_out = CARRIED_OUT.match(before) and DOCUMENTS.search(before)
    return bool(joins and carried_out and DOCUMENTS.search(part))


def _documents(words: str) -> Iterator[ListedMember]:
    """“落实A制度和B政策”."""
    verb = CARRIED_OUT.match(words)
    if verb is None:
        return
    for joint in JOINT.finditer(words, verb.end()):
        left, right = words[verb.end() : joint.start()], words[joint.end() :]
        fits = min(len(left), len(right)) > NAME and joint[0] != "、"
        if fits and DOCUMENTS.search(left) and DOCUMENTS.search(right):
            spans = [(verb.end(), joint.start()), (joint.end(), len(words))]
            yield from _cut(words, spans, verb.end(), len(words))
            return


READERS: tuple[Callable[[str], Iterator[ListedMember]], ...] = (
    _in_turn,
    _targets,
    _rates,
    _shared_target,
    _projects,
    _things,
    _documents,
    _also,
)
