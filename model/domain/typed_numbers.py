"""Numbers as people type them: what is certain is taken and told, the rest is asked."""

import re
from dataclasses import dataclass
from decimal import Decimal

from model.domain.letter_widths import marks_in, narrow
from model.domain.numbers import number_text
from model.domain.typed_words import as_line
from model.domain.wording import amount_words

SCALES = {"": Decimal(1), "百": Decimal(100), "千": Decimal(1000), "万": Decimal(10_000)}
SCALES |= {"亿": Decimal(100_000_000), "百万": Decimal(1_000_000), "千万": Decimal(10_000_000)}
SAME_UNITS: tuple[tuple[str, ...], ...] = (
    ("平方米", "m2", "平米"),
    ("立方米", "m3", "方"),
    ("公里", "km", "千米"),
)
SAME_UNITS += (("千瓦时", "kwh", "度"), ("千瓦", "kw"), ("吨", "t"), ("%", "个百分点", "百分点"))
EQUAL = {"公顷": (Decimal(10_000), "平方米"), "平方公里": (Decimal(1_000_000), "平方米")}
EQUAL |= {"km2": EQUAL["平方公里"], "ha": EQUAL["公顷"]}

PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
GROUPED = re.compile(r"[+-]?\d{1,3}([, ]\d{3})+(\.\d+)?")
WITH_UNIT = re.compile(
    r"(?P<number>[+-]?[\d., ]*\d\.?)(?P<scale>百万|千万|[百千万亿])?(?P<unit>\D*(k?m[23])?)"
)
VAGUE = re.compile(r"^(大约|约|近|超过|超|逾|不足|不到|[>≥<≤~])|(左右|以上|以下|多|余|\+)(?=\D*$)")
RANGE = re.compile(r"\d\D*?([-~—–至到])\D*?\d")
DIGITS = {word: number for number, word in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
TENS = {"十": 10, "百": 100, "千": 1000}
SPELT = re.compile(r"(?<![\d.])(?=[十零〇一二两三四五六七八九])[零〇一二两三四五六七八九十百千]+")
NOTHING = {"无", "没有", "/", "-", "--", "—", "——", "零星", "不详", "待定", "暂无", "未知"}
LARGE = 100_000
WHOLE = 100  # %
FAR_BELOW = 10  # times less than a share is expected to be
ABOUT_NOTHING = "数值为零请填 0，不涉及请选“不适用”，还不知道请留空。"


@dataclass(frozen=True, kw_only=True)
class Reading:
    """The number understood from a text. `value` is None if nothing is certain: then `question`
    says what to clear up, and `guess` is the probable value. Blank text has neither.
    """

    value: Decimal | None = None
    said: str = ""  # 已识别为 270; "" where the text was the number itself
    question: str = ""
    quoted: str = ""  # what the question begins with
    guess: Decimal | None = None
    certain: str = ""  # what to type if it was meant as it stands: 0.3% of 0.3

    @property
    def blank(self) -> bool:
        return self.value is None and not self.question


def read_number(text: str, unit: str = "", expected: Decimal | None = None) -> Reading:
    """The number that *text* states, in *unit*.

    Args:
        text: as typed or found in a cell: full-width digits, thousands commas, blanks, a unit.
        unit: of the field; "" for a bare number.
        expected: about how much it should be, in *unit*; None where nothing is known.
    """
    typed = text.strip()
    plain = _narrowed(text)
    if not plain:
        return Reading(question=f"只有看不见的字符，请填一个数。{ABOUT_NOTHING}" if typed else "")
    if plain in NOTHING or RANGE.search(plain):
        about = f"不是数。{ABOUT_NOTHING}" if plain in NOTHING else "是一个范围，请填一个确切的数。"
        return _asking(typed, about)
    for reader in (_with_marks, _spelt_out):
        if asked := reader(typed, plain, unit, expected):
            return asked
    if vague := VAGUE.search(plain):
        bare = read_number(plain[: vague.start()] + plain[vague.end() :], unit, expected)
        if bare.value is None:
            return _asking(typed, "不是确切的数，请填一个数。", bare.guess)
        words = f"不是确切的数。就填 {amount_words(bare.value, unit)} 吗？"
        return _asking(typed, words, bare.value)
    return _certain(typed, plain, unit, expected)


def _with_marks(typed: str, plain: str, unit: str, expected: Decimal | None) -> Reading | None:
    """The question about a number with signs that are no digits (60①, 10², 2½); None: there are
    none.
    """
    if not (marks := marks_in(plain)):
        return None
    if not all("①" <= mark <= "⒛" or "❶" <= mark <= "➓" for mark in marks):
        return _asking(typed, f"里有“{marks}”，不能确定是多少，请只填数字。")
    bare = read_number(plain.translate(dict.fromkeys(map(ord, marks))), unit, expected)
    guess = bare.guess if bare.value is None else bare.value
    if guess is None:
        return _asking(typed, f"里有“{marks}”，不是数，请只填数字。")
    words = f"里的“{marks}”像是注的号码。就填 {amount_words(guess, unit)} 吗？"
    return _asking(typed, words, guess)


def _asking(quoted: str, words: str, guess: Decimal | None = None, certain: str = "") -> Reading:
    return Reading(question=f"“{quoted}”{words}", quoted=quoted, guess=guess, certain=certain)


def fraction(value: Decimal, unit: str, expected: Decimal | None) -> Reading | None:
    """The question about a bare 0.41 if some 40 % is *expected*, about a bare 1 if all is; None
    if nothing is odd.
    """
    if unit != "%" or expected is None:
        return None
    whole = value == 1 and expected >= WHOLE
    if not whole and not (0 < value < 1 and value * FAR_BELOW <= expected):
        return None
    plain, share = number_text(value), number_text(value * 100)
    low = "只有 1%" if whole else "不到 1% "
    words = f"是 {share}% 吗？确实{low}的，请连百分号一起填：{plain}%。"
    return _asking(plain, words, value * 100, f"{plain}%")


def _certain(typed: str, plain: str, unit: str, expected: Decimal | None) -> Reading:
    """The reading of a text without vague words."""
    parts = WITH_UNIT.fullmatch(plain)
    if not parts:
        return _asking(typed, f"不是数，请只填数字。{ABOUT_NOTHING}")
    value = _decimal(parts["number"].strip())
    if value is None:
        return _asking(typed, "里的逗号、小数点位置不对，请改成一个数。")
    factor = _factor(parts["scale"] or "", parts["unit"].strip(), unit)
    if factor is None:
        other = f"的单位与本项（“{unit}”）不同，请换算后只填数字。"
        return _asking(typed, other if unit else "带有单位，本项是不带单位的数，请只填数字。")
    if not (parts["scale"] or parts["unit"]) and (odd := fraction(value, unit, expected)):
        return odd
    value = value if factor == 1 else Decimal(number_text(value * factor))
    same = number_text(value) == typed
    return Reading(value=value, said="" if same else _recognised(value, unit))


def _narrowed(text: str) -> str:
    """*text* without surrounding blanks, full-width signs and the commas of Chinese typing."""
    plain = narrow(as_line(text)).replace("。", ".").replace("−", "-")
    plain = re.sub(r"\s+", " ", plain.replace("负", "-")).strip()
    return _percent(plain[3:]) if re.match(r"百分之.", plain) else plain


def _percent(words: str) -> str:
    """'35%' of 三十五, as it follows 百分之; digits stay."""
    spelt = re.fullmatch(r"([一二三四五六七八九]?)(十?)([一二三四五六七八九]?)", words)
    if not spelt or (spelt[1] and spelt[3] and not spelt[2]):
        return f"{words}%"
    tens, ten, ones = spelt.groups()
    if not ten:
        return f"{DIGITS[tens or ones]}%"
    return f"{DIGITS.get(tens, 1) * 10 + DIGITS.get(ones, 0)}%"


def _spelt_out(typed: str, plain: str, unit: str, expected: Decimal | None) -> Reading | None:
    """The question about a number written as 三百; None if no number is spelt out."""
    if (digits := _in_digits(plain)) == plain:
        return None
    meant = read_number(digits, unit, expected)
    guess = meant.guess if meant.value is None else meant.value
    if guess is None:
        return None
    return _asking(typed, f"就填 {amount_words(guess, unit)} 吗？", guess)


def _in_digits(text: str) -> str:
    """*text* with 三百 as 300; a number that can be read in two ways (三四百, 三百五) stays as it
    is.
    """
    return SPELT.sub(lambda found: _spelt(found[0]) or found[0], text)


def _spelt(words: str) -> str:
    """'270' of 二百七十; "" if the number is not certain."""
    if not set(words) & TENS.keys():
        return str(DIGITS[words]) if words in DIGITS else ""
    total, digit, last, gap = 0, None, 10_000, False
    for place, word in enumerate(words):
        if word in DIGITS:
            if digit is not None:
                return ""
            digit, gap = (None, True) if word in "零〇" else (DIGITS[word], gap)
            continue
        scale = TENS[word]
        if scale >= last or (digit is None and (word != "十" or place)):
            return ""
        total, digit, last, gap = total + (digit or 1) * scale, None, scale, False
    if digit is not None and last > 10 and not gap:
        return ""
    return str(total + (digit or 0))


def _decimal(number: str) -> Decimal | None:
    """The number, or None unless it is plain or has thousands in groups of three."""
    if GROUPED.fullmatch(number):
        number = re.sub(r"[, ]", "", number)
    return Decimal(number) if PLAIN.fullmatch(number) else None


def _factor(scale: str, written: str, unit: str) -> Decimal | None:
    """The factor from a number written with *scale* and the unit *written* to a number in *unit*;
    None if the units have nothing to do with each other.

    None: the units have nothing to do with each other.
    """
    own_scale, own_base = _split(unit)
    if not written:
        # "2000万" of a unit 万元 is 2000, of a unit 家 twenty million
        return SCALES[scale] / (own_scale if scale else Decimal(1))
    if scale and _same(scale + written, unit):
        return Decimal(1)
    if _same(written, unit):
        return SCALES[scale]
    times, base = EQUAL.get(_narrowed(written).lower(), (Decimal(1), written))
    return SCALES[scale] * times / own_scale if _same(base, own_base) else None


def _split(unit: str) -> tuple[Decimal, str]:
    """(10000, '元') of 万元; (1, '家') of 家."""
    for scale in ("百万", "千万", "百", "千", "万", "亿"):
        if unit.startswith(scale) and unit != "千瓦时" and not unit.startswith("千瓦"):
            return SCALES[scale], unit.removeprefix(scale)
    return Decimal(1), unit


def _same(one: str, other: str) -> bool:
    one, other = (_narrowed(word).lower().replace(" ", "") for word in (one, other))
    return one == other or any({one, other} <= set(group) for group in SAME_UNITS)


def _recognised(value: Decimal, unit: str) -> str:
    """'已识别为 …', for large numbers in 万 as well: nobody counts seven zeros."""
    large = abs(value) >= LARGE and unit[:1] not in SCALES
    read_out = f"，即 {amount_words(value / SCALES['万'], f'万{unit}')}" if large else ""
    return f"已识别为 {amount_words(value, unit)}{read_out}"
