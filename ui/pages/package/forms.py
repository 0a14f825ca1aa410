"""The fields of the office's parts of a package, declared once."""

from model.domain.forms import Choice, Day, Form, Number, Phone, Text, of_indicator
from model.domain.plan import Indicator
from model.domain.reorganisation import ChangeKind

BASICS = Form(
    id="package",
    title="基本情况",
    sections={
        "": (
            Day(key="deadline", label="报送截止日期", help="例如 2026年1月31日"),
            Text(key="made_by", label="经办人", max_length=20),
            Text(key="reason", label="变更说明", lines=2, max_length=300),
            Text(key="name", label="办公室联系人", max_length=30),
            Phone(key="phone", label="联系电话"),
            Text(key="email", label="收件邮箱", max_length=60),
            Text(key="note", label="备注", max_length=60),
        )
    },
)
CONTACT = Form(
    id="contact",
    title="联系人",
    sections={
        "": (
            Text(key="name", label="联系人", max_length=30),
            Phone(key="phone", label="电话"),
            Text(key="email", label="邮箱", max_length=60),
            Text(key="note", label="备注", max_length=60),
        )
    },
)
DECISION = Form(
    id="decision",
    title="决定",
    sections={
        "": (
            Text(
                key="decision",
                label="决定",
                lines=3,
                max_length=500,
                help="写明怎么办；清空即恢复为待定",
            ),
            Text(key="by", label="由谁决定", max_length=40),
            Day(key="on", label="决定日期", help="例如 2026年3月1日"),
        )
    },
)
CHANGE = Form(
    id="change",
    title="单位变更",
    sections={
        "": (
            Choice(key="kind", label="怎样变更", options={k.value: k.value for k in ChangeKind}),
            Day(key="on", label="自何日起", help="例如 2026年3月1日"),
            Text(key="document", label="文号", max_length=40),
            Text(
                key="names",
                label="变更后的单位",
                lines=2,
                max_length=200,
                help="全称，一行一个；已有的单位照写它现在的名称，撤销而无人承接的留空",
            ),
        )
    },
)


def target_form(indicator: Indicator, year: int) -> Form:
    target = Number(key="value", label=f"{year} 年上级下达的目标")
    return Form(
        id="target",
        title="年度目标",
        sections={
            "": (
                of_indicator(indicator, target),
                Text(key="document", label="文号", max_length=60),
                Day(key="on", label="下达日期", help="例如 2025年12月1日"),
                of_indicator(indicator, Number(key="base", label="基线值")),
                Number(key="base_year", label="基线年份", unit="年"),
            )
        },
    )
