"""The answer that a cell gives to a field: taken where it is certain, else a question.

Numbers go through `model.domain.typed_numbers`, as they do at the clerk's desk.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from model.domain.forms import Choice, Field, Number
from model.domain.names import folded
from model.domain.numbers import number_text
from model.domain.typed_numbers import Reading, fraction, read_number
from model.domain.typed_words import is_blank
from model.workbook.intake.cells import BOOLEAN, ERROR, NUMBER, Found
from model.workbook.intake.formats import DATE, ODD, PERCENT, RAISED, STRUCK, UNIT
from model.workbook.text import clean

DIGITS = 15  # that a spreadsheet's numbers have; what lies beyond is noise
HUGE = Decimal("1e20")
DAY_ZERO = date(1899, 12, 30)  # of spreadsheets' calendar, from March 1900 on


PICTURE_SAID = "单元格里是图片，程序读不出图上的内容。请把图上的字和数直接填写在单元格里。"


@dataclass(frozen=True, kw_only=True)
class Understood:
    """The meaning of a cell; `text` is canonical, "" for not answered, None if not certain.

    Then `question` says what has to be cleared up, and `guess` is what was probably meant.
    """

    text: str | None = None
    said: str = ""  # 已识别为 270; "" where the cell said just that
    question: str = ""
    guess: str = ""


NOTHING = Understood(text="")


def understood(field: Field, found: Found | None) -> Understood:
    """The answer that *found* gives to *field*; *found* is None for an empty cell."""
    if found is None or (is_blank(found.text) and not found.formula):
        return NOTHING
    if found.picture:
        return Understood(question=PICTURE_SAID)
    if found.formula:
        return _formula(field, found)
    if found.look == STRUCK or (found.look == RAISED and isinstance(field, Number)):
        return _marked(field, found)
    return _plainly(field, found)


def _plainly(field: Field, found: Found) -> Understood:
    if found.kind == ERROR:
        return Understood(question=f"单元格是错误值 {found.text}，请填写实际内容。")
    if isinstance(field, Number):
        return _number(field, found)
    if isinstance(field, Choice):
        return _choice(field, found)
    return _text(found)


def number_of(text: str) -> Decimal | None:
    """The number in a cell, without the noise of binary fractions; None: out of all bounds."""
    value = Decimal(text)
    if abs(value) >= HUGE:
        return None
    return Decimal(f"{value:.{DIGITS}g}")


def _formula(field: Field, found: Found) -> Understood:
    result = understood(field, found._replace(formula=False))
    return Understood(
        question=f"单元格是公式（结果为“{found.text[:60]}”），没有采用。请改为直接填写。"
        if found.text
        else "单元格是公式，也没有存下结果。请改为直接填写。",
        guess=result.text or "",
    )


def _marked(field: Field, found: Found) -> Understood:
    """The question about letters that are struck out or raised."""
    if not isinstance(field, Number | Choice):
        return Understood(text=clean(found.text), said="里有带删除线的字，已按原样读取")
    how = "带删除线" if found.look == STRUCK else "是上标或下标"
    return Understood(question=f"“{found.text[:60]}”里有的字{how}，不能确定是多少，请重新填写。")


def _number(field: Number, found: Found) -> Understood:
    if found.kind == BOOLEAN:
        return Understood(question=f"单元格是逻辑值 {found.text}，请填一个数。")
    if found.kind != NUMBER:
        return _told(read_number(found.text, field.unit, field.expected))
    value = number_of(found.text)
    if value is None:
        return Understood(question=f"“{found.text}”大得不正常，请填一个数。")
    return _as_shown(field, value, found.look)


def _told(reading: Reading) -> Understood:
    if reading.value is None:
        guess = "" if reading.guess is None else number_text(reading.guess)
        return Understood(question=reading.question, guess=guess)
    return Understood(text=number_text(reading.value), said=reading.said)


def _as_shown(field: Number, value: Decimal, look: str) -> Understood:
    """The number in a cell, with a question if its format shows another one."""
    plain = number_text(value)
    percent = f"{number_text(value * 100)}%"
    if look.startswith(UNIT):
        words = look.removeprefix(UNIT)
        if not same_unit(words, field.unit):
            return _with_unit(field, value, words)
        look = ""
    match look:
        case "":
            return _told(fraction(value, field.unit, field.expected) or Reading(value=value))
        case "percent" if field.unit == "%":
            shown = number_text(value * 100)
            return Understood(text=shown, said=f"单元格显示为 {percent}，已识别为 {percent}")
        case "percent":
            unit = f"“{field.unit}”" if field.unit else "不带单位的数"
            return Understood(
                question=f"单元格显示为 {percent}，本项是{unit}，请只填数字。", guess=plain
            )
        case "date":
            shown = _date(value) or plain
            return Understood(question=f"单元格是日期格式（{shown}），请填一个数。", guess=plain)
        case _:
            return Understood(
                question=f"单元格的数字格式使它看起来不是 {plain}，请核对。", guess=plain
            )


def same_unit(words: str, unit: str) -> bool:
    """Whether *words* beside a number are the unit that it is asked in."""
    return folded(words).casefold() == folded(unit).casefold()


def _with_unit(field: Number, value: Decimal, words: str) -> Understood:
    """The number in a cell whose format adds words other than the unit."""
    plain = number_text(value)
    meant = read_number(f"{plain}{words}", field.unit)
    likely = next((one for one in (meant.value, meant.guess) if one is not None), value)
    own = f"单位是“{field.unit}”" if field.unit else "不带单位"
    return Understood(
        question=f"单元格里的数是 {plain}，数字格式在旁边显示“{words}”，本项{own}，请核对。",
        guess=number_text(likely),
    )


def _choice(field: Choice, found: Found) -> Understood:
    said = folded(found.text)
    for code, label in field.options.items():
        if said in {folded(label), code}:
            same = found.text == label
            return Understood(text=code, said="" if same else f"已识别为“{label}”")
    options = "、".join(field.options.values())
    return Understood(question=f"“{found.text[:60]}”不在可选项（{options}）之内，请从中选择。")


def _text(found: Found) -> Understood:
    if found.kind != NUMBER:
        return Understood(text=clean(found.text))
    value = number_of(found.text)
    if value is None:
        return Understood(text=found.text)
    if found.look == DATE and (day := _date(value)):
        return Understood(text=day, said=f"单元格是日期，已识别为 {day}")
    if found.look == PERCENT:
        percent = f"{number_text(value * 100)}%"
        return Understood(text=percent, said=f"已识别为 {percent}")
    if found.look == ODD:
        plain = number_text(value)
        return Understood(text=plain, said=f"单元格里实际是 {plain}")
    return Understood(text=number_text(value))


def _date(serial: Decimal) -> str:
    """'2025-03-01'; "" for what is no date in sight."""
    if not 60 < serial < 100_000:
        return ""
    return (DAY_ZERO + timedelta(days=int(serial))).isoformat()
