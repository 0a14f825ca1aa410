"""Who answers for the workbook (封面)."""

from model.domain.forms import Form, Phone, Text

FORM = Form(
    id="cover",
    title="报送信息",
    sections={
        "": (
            Text(key="filled_by", label="填报人", max_length=30, required=True),
            Phone(key="phone", label="联系电话", required=True),
            Text(key="checked_by", label="审核人", max_length=30),
            Text(key="approved_by", label="负责人", max_length=30),
            Text(key="remark", label="总体情况说明", lines=4, max_length=1000),
        ),
    },
)
