"""What a section says about its sheet as a whole, and beside its answers (科室表)."""

from model.domain.forms import Form, Phone, Text

FORM = Form(
    id="section",
    title="科室填报表",
    sections={
        "": (
            Text(key="filled_by", label="填写人", max_length=30, required=True),
            Phone(key="phone", label="联系电话"),
            Text(
                key="signed_by",
                label="科室负责人",
                max_length=30,
                help="看过、同意后写姓名；打印的再签字。",
                required=True,
            ),
        ),
    },
)
ITEM_FORM = Form(
    id="section_item",
    title="科室填报表",
    sections={
        "": (
            Text(
                key="addition",
                label="本科室补充",
                lines=3,
                max_length=1000,
                help="这一项由别的科室牵头填写，请写本科室做了什么、提供什么数。",
            ),
            Text(
                key="handed_back",
                label="退回（写原因）",
                lines=2,
                max_length=200,
                help="不属于本科室的，在这里写明原因和应由谁填，其他格空着。",
            ),
        ),
    },
)
