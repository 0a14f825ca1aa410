"""变更: what one version of a year's package says otherwise than another, as data."""

from dataclasses import dataclass
from enum import StrEnum


class DifferenceKind(StrEnum):
    DEPARTMENT = "机构调整"
    ADDED = "新增事项"
    REMOVED = "不再承担"
    DUTY = "分工调整"
    STAGE = "归档和逾期"
    TARGET = "目标调整"
    ENDING = "到期指标"
    PLAN = "方案版次"
    DEADLINE = "截止日期"
    RULEBOOK = "评估规则"
    SETTLED = "待明确事项"
    OFFICE = "办公室联系人"
    CONTACT = "单位联系人"
    MAKER = "经办人"


@dataclass(frozen=True, kw_only=True)
class Difference:
    """`key` is the id of the item, the question or the department that differs; "" otherwise."""

    kind: DifferenceKind
    key: str
    title: str
    before: str  # "" where there was nothing
    after: str  # "" where there is nothing any more

    @property
    def sentence(self) -> str:
        """The difference in words: '目标调整“能耗降低率”：由目标未下达改为≥
        3%（年度任务包目标）。'
        """
        name = f"“{self.title}”" if self.title else ""
        if not self.before:
            said = self.after
        elif not self.after:
            said = f"取消（原为{self.before}）"
        else:
            said = f"由{self.before}改为{self.after}"
        return f"{self.kind.value}{name}：{said}。"
