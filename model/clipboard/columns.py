"""The meaning of each column: by its heading if it has one, else by its content."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from model.clipboard.table import Rows
from model.domain.forms import Choice, Field, Text
from model.domain.joint_fields import JointField, joint_fields
from model.domain.letter_widths import narrow
from model.domain.plan import Item
from model.domain.typed_numbers import read_number

KEY, WORDS, UNUSED = "@key", "@words", ""  # beside the keys of fields
HEADINGS = {  # what people write above a column, besides the field's own label
    KEY: ("编号", "编码", "代码", "key", "id"),
    WORDS: ("事项", "任务", "指标", "任务清单", "任务清单项", "指标名称", "工作任务", "任务内容"),
    "state": ("状态", "进展", "完成状态", "是否完成", "推进情况"),
    "progress": ("进度", "完成率", "完成比例", "完成百分比"),
    "done": ("完成情况说明", "工作情况", "进展情况", "情况说明", "工作进展", "落实情况"),
    "problems": ("问题", "存在的问题", "困难", "存在问题和困难"),
    "next_steps": ("下一步", "下一步工作", "下一步打算", "下步安排", "下一步计划"),
    "reason": ("理由", "不适用原因", "原因"),
    "value": ("完成值", "实际值", "数值", "实际完成", "本年值", "实际数"),
    "basis": ("来源", "依据", "数据出处"),
    "explanation": ("说明", "偏差原因", "备注"),
}  # fmt: skip
LIKELY = 0.6  # share of a column's cells that must look alike
SHORTEST = 5  # characters by which an item can be known


@dataclass(frozen=True, kw_only=True)
class Columns:
    """`roles` holds a field's key, or one of the three names above, for each column."""

    roles: tuple[str, ...]
    headed: bool  # the first row is a heading

    @property
    def placed(self) -> bool:
        """Whether the rows tell themselves which item they are about."""
        return KEY in self.roles or WORDS in self.roles


def comparable(text: str) -> str:
    """*text* for comparison: without blanks, punctuation and full width."""
    return re.sub(r"[\W_]+", "", narrow(text)).lower()


def recognised(rows: Rows, items: Sequence[Item], asked: Iterable[Field]) -> Columns:
    """The roles of the columns of *rows*; *asked* are the fields of all possible forms."""
    if not rows:
        return Columns(roles=(), headed=False)
    joint = joint_fields(asked)
    fields = {key: one.field for key, one in joint.items()}
    headings = [_role_of_heading(cell, joint) for cell in rows[0]]
    found = [role for role in headings if role]
    if len(found) >= 2 or (found and len(rows[0]) == 1):
        return Columns(roles=tuple(_once(headings)), headed=True)
    known = {comparable(item.id) for item in items}, [comparable(item.title) for item in items]
    roles = _once(_role_of_cells(column, known, joint) for column in zip(*rows, strict=True))
    return Columns(roles=tuple(_with_text(roles, rows, fields)), headed=False)


def _role_of_heading(cell: str, fields: Mapping[str, JointField]) -> str:
    name = comparable(re.sub(r"[（(].*?[)）]", "", cell))
    if not name:
        return UNUSED
    for key, one in fields.items():
        if name in map(comparable, (one.field.label, *one.labels, *HEADINGS.get(key, ()))):
            return key
    return next((role for role in (KEY, WORDS) if name in map(comparable, HEADINGS[role])), UNUSED)


def _role_of_cells(
    column: Sequence[str], known: tuple[set[str], list[str]], fields: Mapping[str, JointField]
) -> str:
    cells = [cell for cell in column if cell]
    if not cells:
        return UNUSED
    keys, titles = known

    def mostly(holds: Iterable[bool]) -> bool:
        return sum(holds) >= LIKELY * len(cells)

    if mostly(comparable(cell) in keys for cell in cells):
        return KEY
    if mostly(_is_title(cell, titles) for cell in cells):
        return WORDS
    for key, one in fields.items():
        choice = one.field
        if isinstance(choice, Choice) and mostly(choice_of(choice, cell) != "" for cell in cells):
            return key
        if one.units and mostly(_is_number(cell, one.units) for cell in cells):
            return key
    return UNUSED


def _is_number(cell: str, units: Sequence[str]) -> bool:
    readings = [read_number(cell, unit) for unit in units]
    return any(not one.blank and (one.value, one.guess) != (None, None) for one in readings)


def _is_title(cell: str, titles: list[str]) -> bool:
    words = comparable(cell)
    return len(words) >= SHORTEST and any(words in title or title in words for title in titles)


def _with_text(roles: list[str], rows: Rows, fields: Mapping[str, Field]) -> list[str]:
    """*roles* where the first unused column of words is the first field with several lines."""
    prose = [key for key, field in fields.items() if isinstance(field, Text) and field.lines > 1]
    for place, role in enumerate(roles):
        long = any(len(row[place]) >= SHORTEST for row in rows)
        if role == UNUSED and long and prose and prose[0] not in roles:
            return [*roles[:place], prose[0], *roles[place + 1 :]]
    return roles


def _once(roles: Iterable[str]) -> list[str]:
    """*roles* without repetition: the first column of a role has it."""
    seen: set[str] = set()
    kept = []
    for role in roles:
        kept.append(UNUSED if role in seen else role)
        seen.add(role)
    return kept


SAME_STATES = {
    "done": ("完成", "已完成", "是", "办结", "已办结", "完毕", "√", "100"),
    "ongoing": ("推进中", "进行中", "正在推进", "在推进", "正在进行", "推进"),
    "behind": ("滞后", "进度滞后", "落后", "未达进度"),
    "not_started": ("未启动", "未开始", "未开展", "尚未启动", "没有开展"),
    "not_applicable": ("不适用", "不涉及", "无此项", "无此项任务"),
}


def choice_of(field: Choice, cell: str) -> str:
    """The code that *cell* means; "" if it is not certain."""
    words = comparable(cell) or cell.strip()
    for code, label in field.options.items():
        same = SAME_STATES.get(code, ()) if field.key == "state" else ()
        if (
            words in {comparable(code), comparable(label), *map(comparable, same)} - {""}
            or cell.strip() in same
        ):
            return code
    return ""
