"""One wording for what many sentences name: dates, amounts, points, shares and the office.

The title of a measure or an indicator is its own `title`.
"""

import re
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from model.domain.numbers import number_text, points_text, rounded

LIST = re.compile(r"\d[\d.]*(?:[、，][\d.]+){4,}")  # 6、12、13、16、17
SEPARATOR = re.compile("[、，]")
BREAK = "\u200b"  # may end a line, and can't be seen
ENDS = frozenset("。，、；：！？…—.,;:!?")  # a line that ends so is parted from the next already
UNCONFIRMED = "按建议分工，未经办公室确认"
OFFICE = "领导小组办公室"
NOTHING, NO_FIGURE = "·", "—"  # in cells of tables
SIGNS_OF_NOTHING = frozenset({NOTHING, NO_FIGURE})  # seen, never copied or taken as words
NO_TOTAL = "不计总分"  # of a body with too few scored items


def day_words(day: date | str, *, of_year: int | None = None) -> str:
    """'2026年3月1日' of a date, or of the day of an ISO 8601 moment; '3月1日' of *of_year*. A text
    that is no date stays as it is.

    Not written with strftime: on Windows it refuses Chinese characters under some settings.
    """
    if isinstance(day, str):
        try:
            return day_words(date.fromisoformat(day[:10]), of_year=of_year)
        except ValueError:
            return day
    year = "" if day.year == of_year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日"


def until_words(day: str, today: date, act: str) -> str:
    """'请于2026年3月1日前重报'; once that day has passed, which nobody can be asked for any more,
    '应于2026年3月1日前重报，已过 3 天，请尽快重报'.

    Args:
        day: ISO date.
    """
    days = (today - date.fromisoformat(day)).days
    if days <= 0:
        return f"请于{day_words(day)}前{act}"
    return f"应于{day_words(day)}前{act}，已过 {days} 天，请尽快{act}"


def clause(sentence: str) -> str:
    """*sentence* without its full stop, to be put into another one."""
    return sentence.rstrip("。")


def enclosure_words(names: Sequence[str]) -> str:
    """What goes along with a mail, file by file: a mail promises nothing else."""
    listed = "\n".join(f"{number}. {name}" for number, name in enumerate(names, start=1))
    return f"附件共 {len(names)} 个：\n{listed}"


def one_line(words: str) -> str:
    """The lines of *words* after one another, parted by a mark where a line ends with none."""
    lines = [line for part in words.splitlines() if (line := part.strip())]
    marked = (line if line[-1] in ENDS else f"{line}；" for line in lines[:-1])
    return "".join((*marked, *lines[-1:]))


def on_a_line(words: str, most: int) -> str:
    """*words* on one line, without the full stop; what exceeds *most* characters is cut off."""
    line = clause(one_line(words))
    return line if len(line) <= most else f"{line[:most]}……"


def with_unit(number: str, unit: str) -> str:
    """'256 家', '13.5%', and the number alone where there is no unit."""
    return f"{number}{'' if unit in {'', '%'} else ' '}{unit}"


def amount_words(amount: Decimal, unit: str) -> str:
    """'256 家', '13.5%': a quantity as it was entered, with its unit."""
    return with_unit(number_text(amount), unit)


def points_words(points: Decimal, decimals: int = 2) -> str:
    """'1.90 分'."""
    return f"{points_text(points, decimals)} 分"


def percent_words(share: Decimal, rounding: str = ROUND_HALF_UP) -> str:
    """'66.67%' of a share of 1: at most two decimals."""
    return f"{number_text((share * 100).quantize(Decimal('0.01'), rounding=rounding))}%"


def share_text(share: Decimal) -> str:
    """'89.7%' of a share of 1, rounded once: the same in window, papers and cells of sheets."""
    return f"{rounded(share * 100, 1)}%"


def size_words(size: int) -> str:
    """'1.2 MB' of *size* bytes."""
    for unit, share in (("GB", 1 << 30), ("MB", 1 << 20), ("KB", 1 << 10)):
        if size >= share:
            return f"{size / share:.1f} {unit}"
    return f"{size} 字节"


def parted_numbers(text: str) -> str:
    """*text*, whose long lists of numbers may end a line after each sign; it looks the same."""
    return LIST.sub(lambda found: SEPARATOR.sub(rf"\g<0>{BREAK}", found[0]), text)


def inner_quotes(text: str) -> str:
    """*text* with quotes inside quotes as ‘ ’; unchanged if the quotes don't pair."""
    depth, said = 0, []
    for sign in text:
        if sign == "“":
            depth += 1
            said.append("“" if depth == 1 else "‘")
        elif sign == "”":
            said.append("”" if depth == 1 else "’")
            depth -= 1
        else:
            said.append(sign)
        if depth not in {0, 1, 2}:
            return text
    return text if depth else "".join(said)


def whole_quotes(text: str, length: int) -> int:
    """The most characters up to *length* after which *text* can be cut without a quote that is
    opened and not closed.
    """
    opened: list[int] = []
    for place, sign in enumerate(text[:length]):
        if sign == "“":
            opened.append(place)
        elif sign == "”" and opened:
            opened.pop()
    return opened[0] if opened else length
