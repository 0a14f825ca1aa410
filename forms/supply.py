"""What a department supplies for an indicator that another one reports (供数)."""

from model.domain.forms import Form, Number, Text

FORM = Form(
    id="supply",
    title="供数指标",
    sections={
        "": (
            Number(key="value", label="本单位提供的数", help="供数据责任单位核对，不计分。"),
            Text(key="basis", label="数据来源", max_length=200, help="统计报表、台账或系统名称。"),
        ),
    },
)
