"""The headings of a plan's text in the usual styles, and what stands before the first of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from model.plan.note_forms import SIGNS
from model.plan.notes import TITLE, usual_signs
from model.plan_draft.clean_text import NUMERALS
from model.plan_draft.draft import Code, DraftRemark, Heading

RINGED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
CIRCLED = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
CHAPTER, SECTION, BOXED, ITEM, POINT = 1, 2, 3, 4, 5  # ranks, the outermost first
STYLES = (  # rank, pattern of the mark
    (CHAPTER, re.compile(rf"第(?P<n>[{NUMERALS}]+)[章部篇]分?\s*")),
    (CHAPTER, re.compile(rf"(?P<n>[{NUMERALS}]+)[、.](?!\d)\s*")),
    (SECTION, re.compile(rf"第(?P<n>[{NUMERALS}]+)节\s*")),
    (SECTION, re.compile(rf"（(?P<n>[{NUMERALS}—ー-]+)）\s*|(?P<m>[{CIRCLED}])\s*")),
    (BOXED, re.compile(rf"专栏\s*(?:(?P<n>[\d{NUMERALS}]+)[\s：:]*|[：:]\s*|\s+(?=\S))")),
    (ITEM, re.compile(rf"第(?P<n>[{NUMERALS}]+)条[、\s]*")),
    (ITEM, re.compile(r"(?P<n>\d{1,2})[.、](?!\d)\s*")),
    (POINT, re.compile(r"（(?P<n>\d{1,2})）\s*")),
    (POINT, re.compile(rf"(?P<n>[{RINGED}])\s*")),
)
BOX, ANNEX = "box", "annex"
DUTY_TABLE = re.compile(
    r"(?:附件?表?\s*\d*[\s：:.、]*)?[^，。；：\n]{0,40}"
    r"(?:分工表|分解表|分工方案|任务分工|责任分工|责任清单|任务清单)(?:（[^（）]*）)?"
)
APART = (BOX, ANNEX)  # they are numbered by themselves
CONTENTS = re.compile(r"[.…·]{3,}\s*\d*\s*$")
LONGEST_TITLE = 45
DATE = re.compile(
    r"（?(?P<who>[^，。；：\d]{0,40}?)\s*(?P<year>20\d\d|二[〇○零][一二三四五六七八九〇○零]{2})年"
    rf"(?P<month>\d{{1,2}}|[{NUMERALS}]{{1,3}})月(?:(?P<day>\d{{1,2}}|[{NUMERALS}]{{1,3}})日)?）?"
)
FIGURES = str.maketrans("〇○零一二三四五六七八九", "000123456789")
KINDS = re.compile("(?:方案|计划|意见|规划|办法|措施|要点)(?:（[^（）]{1,20}）)?$")  # of papers
GOALS = re.compile("(?:.{2,8}[和及与、])?(?:主要|总体|发展|工作|预期|具体)?目标(?:任务|指标)?")


@dataclass(frozen=True, kw_only=True)
class Front:
    """What the first page says; "" where it says nothing."""

    title: str
    issuer: str
    issued: str  # ISO date
    year: int | None  # that it is of, where the day is missing, too


def find_headings(text: str) -> tuple[list[Heading], list[DraftRemark]]:
    """The headings in the order of *text*, and a remark on each that is out of order."""
    headings, remarks = [], list[DraftRemark]()
    last: dict[int, int] = {}
    for heading in _headings(text):
        number = _value(heading.number)
        usual = {last.get(heading.rank, 0) + 1, 1}
        if number not in usual and not heading.number.startswith(APART):
            remarks.append(
                DraftRemark(
                    code=Code.HEADING_ORDER, start=heading.start, words=heading.words.strip()
                )
            )
        if not heading.number.startswith(APART):
            last[heading.rank] = number
        headings.append(heading)
    return headings, remarks


def front(text: str, headings: list[Heading]) -> Front:
    """Title, issuer and date, from the words before the first heading and from the last lines."""
    first = headings[0].start if headings else min(len(text), 1500)
    usual = usual_signs(text)
    before = [line.strip() for line in usual[:first].split("\n") if line.strip()]
    issued, issuer, year = "", "", None
    for number, line in enumerate(before):
        if found := DATE.fullmatch(line):
            year = int(found["year"].translate(FIGURES))
            day = f"-{_value(found['day']):02d}" if found["day"] else ""
            issued = f"{year}-{_value(found['month']):02d}{day}" if day else issued
            above = before[number - 1] if number else ""
            names = len(above) <= LONGEST_TITLE and not KINDS.search(above)
            issuer = found["who"].strip() or (above if names else "")
    return Front(title=_title(before, issuer), issuer=issuer, issued=issued, year=year)


def goals_heading(headings: list[Heading]) -> tuple[Heading, str] | None:
    """The heading of the goals (主要目标), and the words of the one after it."""
    for heading, following in pairwise(headings):
        if heading.rank <= SECTION and GOALS.fullmatch(heading_title(heading)):
            return heading, following.words
    return None


def _headings(text: str) -> Iterator[Heading]:
    usual, position, begun = usual_signs(text), 0, 0
    for line in usual.split("\n"):
        start = position + len(line) - len(line.lstrip())
        position += len(line) + 1
        stripped = _ringed(text, start, line.strip())
        if not stripped or CONTENTS.search(stripped):
            continue
        for rank, pattern in STYLES:
            if found := pattern.match(stripped):
                begun = begun or int(rank == CHAPTER)
                yield _heading(text, rank, found, stripped, start)
                break
        else:
            if begun and DUTY_TABLE.fullmatch(stripped):
                end = start + len(stripped)
                number = f"{ANNEX}{begun}"
                yield Heading(
                    rank=CHAPTER, number=number, words=text[start:end], start=start, end=end
                )
                begun += 1


def _ringed(text: str, start: int, line: str) -> str:
    """*line*, which stands at *start*, with the ring about its first figure as printed."""
    return text[start] + line[1:] if line and text[start] in RINGED else line


def _heading(text: str, rank: int, found: re.Match[str], line: str, start: int) -> Heading:
    rest = line[found.end() :]
    title = rest.partition("。")[0]
    note = min((i for i in (title.find("（"), title.find("：")) if i >= 0), default=-1)
    duties = note >= 0 and (
        TITLE.search(title[note:]) or any(sign in title[note:] for sign in SIGNS)
    )
    if len(title) > LONGEST_TITLE or duties:
        title = title[:note] if 0 <= note <= LONGEST_TITLE and title[note] == "（" else ""
    length = found.end() + len(title)
    if title and line[length : length + 1] == "。":
        length += 1
    number = next((value for value in found.groupdict().values() if value), "1")
    name = f"{BOX}{_value(number)}" if line.startswith("专栏") else number
    words = text[start : start + length].rstrip()
    return Heading(rank=rank, number=name, words=words, start=start, end=start + len(words))


def heading_title(heading: Heading) -> str:
    """The heading without its number and its full stop."""
    usual = _ringed(heading.words, 0, usual_signs(heading.words))
    marks = (pattern.match(usual) for rank, pattern in STYLES if rank == heading.rank)
    return heading.words[next((mark.end() for mark in marks if mark), 0) :].strip().rstrip("。")


def heading_number(heading: Heading) -> str:
    """The heading's number in an id: 3 for 三, box1 for 专栏1."""
    return heading.number if heading.number.startswith(APART) else str(_value(heading.number))


def _value(number: str) -> int:
    number = number.removeprefix(BOX).removeprefix(ANNEX)
    for signs in (CIRCLED, RINGED):
        if number in signs:
            return signs.index(number) + 1
    if number.isdigit():
        return int(number)
    digits = {"〇": 0, "零": 0, **{n: i for i, n in enumerate("一二三四五六七八九", start=1)}}
    total, digit = 0, 0
    for letter in number:
        if letter == "百":
            total, digit = total + (digit or 1) * 100, 0
        elif letter == "十":
            total, digit = total + (digit or 1) * 10, 0
        else:
            digit = digits.get(letter, 1)  # a dash that was typed for 一
    return total + digit


def _title(before: list[str], issuer: str) -> str:
    joined = "".join(before)
    if found := re.search(r"现将《(.+?)》(?:[^》]*?)印发", joined):
        return found[1]
    title = ""
    for line in before[:6]:
        if DATE.fullmatch(line) or line.endswith(("：", "。", "；")) or (title and line == issuer):
            break
        title += line
        if KINDS.search(line):
            return title
    return next((line for line in before if KINDS.search(line) and "，" not in line), title)
