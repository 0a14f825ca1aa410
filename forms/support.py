"""What a supporting department says about a measure that another one leads (配合事项)."""

from model.domain.forms import Form, Text

UNINVOLVED = "未涉及"
CONTRIBUTION = Text(
    key="contribution",
    label="本单位配合情况",
    lines=3,
    max_length=1000,
    help=f"做了哪些配合工作；没有涉及的写“{UNINVOLVED}”。不计分，可以不填。",
)

FORM = Form(id="support", title="配合事项", sections={"": (CONTRIBUTION,)})
