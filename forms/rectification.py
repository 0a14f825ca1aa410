"""What a department says of something that the office handed to it to be put right (整改反馈)."""

from model.domain.forms import Choice, Form, Phone, Text
from model.domain.rectification import FEEDBACK_LABELS, FeedbackState

FORM = Form(
    id="rectification",
    title="整改反馈",
    sections={
        "": (
            Choice(
                key="state",
                label="整改进展",
                options={state.value: label for state, label in FEEDBACK_LABELS.items()},
                required=True,
            ),
            Text(
                key="measure",
                label="整改措施",
                lines=2,
                max_length=500,
                help="准备怎么改、分几步。",
            ),
            Text(
                key="done",
                label="整改情况",
                lines=4,
                max_length=1000,
                help="做了什么、改到什么程度，写事实和数字。",
                required=True,
            ),
            Text(
                key="later",
                label="申请延到哪一天，为什么",
                lines=2,
                max_length=300,
                help="由领导小组办公室决定是否延期。",
                required=True,
                when=("state", frozenset({FeedbackState.LATER.value})),
            ),
            Text(
                key="evidence",
                label="佐证材料",
                lines=2,
                max_length=500,
                help="名称、文号、日期；文件随邮件一并报送。",
            ),
            Text(key="section", label="责任科室", max_length=30),
            Text(key="person", label="责任人", max_length=30),
            Phone(key="phone", label="联系电话"),
        ),
    },
)
