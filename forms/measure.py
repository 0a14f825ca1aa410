"""What a department says about one measure (任务清单项)."""

from decimal import Decimal

from model.domain.answers import STATE_LABELS, State
from model.domain.forms import Choice, Form, Number, Text

CLAIMED = frozenset({State.DONE, State.ONGOING, State.BEHIND})
UNFINISHED = frozenset({State.ONGOING, State.BEHIND, State.NOT_STARTED})

STATE = Choice(
    key="state",
    label="进展状态",
    required=True,
    options={state.value: label for state, label in STATE_LABELS.items()},
)
PROGRESS = Number(
    key="progress",
    label="完成进度",
    unit="%",
    at_least=Decimal(0),
    at_most=Decimal(100),
    expected=Decimal(100),
    help="到年底完成的比例，0 至 100。",
    when=("state", frozenset({State.ONGOING, State.BEHIND})),
    required=True,
)
DONE_SO_FAR = Text(
    key="done",
    label="完成情况",
    lines=4,
    max_length=1000,
    help="做了什么、到什么程度，写具体事实和数字。",
    when=("state", CLAIMED),
    required=True,
)
PROBLEMS = Text(
    key="problems",
    label="存在问题",
    lines=2,
    when=("state", UNFINISHED),
    help="没有完成的原因。",
)
NEXT_STEPS = Text(
    key="next_steps",
    label="下一步安排",
    lines=2,
    when=("state", UNFINISHED),
    help="打算做什么、什么时候做完。",
)
REASON = Text(
    key="reason",
    label="不适用理由",
    lines=2,
    max_length=300,
    help="须经领导小组办公室核准。",
    when=("state", frozenset({State.NOT_APPLICABLE})),
    required=True,
)

FORM = Form(
    id="measure",
    title="任务清单",
    sections={
        "进展": (STATE, PROGRESS),
        "说明": (DONE_SO_FAR, PROBLEMS, NEXT_STEPS, REASON),
    },
)
