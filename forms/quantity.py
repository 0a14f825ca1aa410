"""What a department says about an indicator that is measured (定量指标)."""

from forms.measure import REASON
from model.domain.answers import STATE_LABELS, State
from model.domain.forms import Choice, Form, Number, Text

CHANGE_REASONS = (  # 大幅变动 that was looked at and is in order
    "基数较小，数量略有增减，比例就很大",
    "统计口径调整",
    "上年数有误，本年数已核实",
    "目标是分几年完成的，本年提前或者推后",
    "本年新增或者减少了项目",
)
CHECKED = "核对无误："


def as_checked(reason: str) -> str:
    """The words that a chosen *reason* is written in."""
    return f"{CHECKED}{reason}。"


APPLICABLE = frozenset({None})  # nothing is said against it

FORM = Form(
    id="quantity",
    title="定量指标",
    sections={
        "数值": (
            Number(key="value", label="实际完成值", help="截至年底的实际数，按指标的单位填写。"),
            Choice(
                key="state",
                label="适用情况",
                options={State.NOT_APPLICABLE.value: STATE_LABELS[State.NOT_APPLICABLE]},
                help="本单位确实不涉及时才选，须写明理由。",
            ),
        ),
        "说明": (
            Text(
                key="basis",
                label="数据来源",
                max_length=200,
                help="统计报表、台账或系统名称。",
                when=("state", APPLICABLE),
            ),
            Text(
                key="explanation",
                label="偏差原因与改进措施",
                lines=3,
                max_length=500,
                help="未达目标，或与目标相差很大时填写。",
                when=("state", APPLICABLE),
            ),
            REASON,
        ),
    },
)
