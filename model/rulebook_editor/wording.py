"""The sentences of the rulebook checks, which speak of files, turned to those of the forms."""

import re
from decimal import Decimal

from model.domain.numbers import number_text
from model.rulebook_editor.fields import Question, QuestionGrid
from model.rulebook_editor.words import FIELDS, PARAMETERS

SENTENCES = (
    (re.compile(r"^(\w+) 应是加引号的文字，不能为空，请改正。"), r"请填写\1。"),
    (re.compile(r"^缺少 (\w+)，请补上。"), r"请填写\1。"),
    (re.compile(r"^(\w+) 应是数，请改正。"), r"\1应是一个数，请改正。"),
    (
        re.compile(r"effect 为 grade 的否决须写明 grade（定为哪一等次），请补上。"),
        "请选定为哪一等次。",
    ),
    (re.compile(r"，请补上 \[\[\w+\]\]。"), "，请补上。"),
    (re.compile(r"（missed/of 是比例）"), ""),
    (re.compile(r"（from）"), ""),
    (re.compile(r"缺少分数线 from"), "缺少分数线"),
    (re.compile(r"满分（maximum）"), "总分满分"),
    (re.compile(r"在其余规则的 except 中写上它"), "在其余规则里排除它"),
    (re.compile(r"请改用 except 排除并另立规则"), "请为它们另立规则"),
    (re.compile(r"请放宽某条规则的 covers"), "请放宽某条规则的适用范围"),
    (re.compile(r"covers 中的"), "适用范围中的"),
    (re.compile(r"请改正 covers 或"), "请改正适用范围，或"),
    (re.compile(r"“\w+”（([^（）]+(?:（[^（）]*）)?[^（）]*)）(?=不能用于)"), r"“\1”"),
)
KEY = re.compile(r"(?<![A-Za-z_“])[a-z_]{2,}(?![A-Za-z_”])")
REPEATED = re.compile(r"“([^”]+)”（\1）")
GAP = re.compile(r"(?<=\D)\s+(?=“)|(?<=”)\s+(?=\D)")
NUMBER = re.compile(r"(?<![\d.A-Za-z])(\d+(?:\.\d+)?)(?![\d.%])(?! 位| 个| 次)")


def reworded(message: str, kind: str, asked: Question | QuestionGrid | None) -> str:
    """*message* about a rule of *kind*, labels for keys and percentages for shares."""
    for pattern, words in SENTENCES:
        message = pattern.sub(words, message)
    message = KEY.sub(lambda found: f"“{_label(found[0], kind, asked)}”", message)
    message = GAP.sub("", REPEATED.sub(r"“\1”", message))
    if asked is not None and _in_percent(asked):
        message = NUMBER.sub(lambda found: f"{number_text(Decimal(found[1]) * 100)}%", message)
    return message


def _label(key: str, kind: str, asked: Question | QuestionGrid | None) -> str:
    """What *key* is called beside the question it is told about."""
    if asked is not None and asked.path[-1] == key:
        return asked.label if isinstance(asked, QuestionGrid) else asked.field.label
    words = PARAMETERS.get((kind, key)) or FIELDS.get(key)
    return words.label if words else key


def _in_percent(asked: Question | QuestionGrid) -> bool:
    if isinstance(asked, Question):
        return asked.percent
    return all(cell.percent for row in asked.rows for cell in row) and bool(asked.rows)
