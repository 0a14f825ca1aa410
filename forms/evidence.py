"""One piece of evidence (佐证材料)."""

from model.domain.forms import Form, Text

FORM = Form(
    id="evidence",
    title="佐证材料",
    sections={
        "": (
            Text(key="title", label="材料名称", max_length=200, required=True),
            Text(
                key="reference",
                label="文号、网址或保存处",
                max_length=300,
                help="材料是纸质件或不随表报送时填写。",
            ),
        ),
    },
)
