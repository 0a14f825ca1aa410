"""One piece of evidence (佐证材料), and what is expected of the pieces behind an item."""

from model.domain.evidence_rules import EvidenceNeed, EvidenceRule
from model.domain.forms import DocumentDate, Form, Text

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
            DocumentDate(key="issued_on", label="日期", help="材料上写的日期。"),
            Text(key="issuer", label="出具单位", max_length=60),
            Text(key="pages", label="页", max_length=20, help="共几页，或者在第几页。"),
        ),
    },
)

RULES = (  # the gravest first
    EvidenceRule(
        need=EvidenceNeed.SCORED_NUMBER,
        counts="统计报表、上级通报、验收或核查文件、台账汇总表",
        at_least=1,
        in_year=True,
        issued_by="统计部门、上级主管部门，或者加盖本单位公章",
    ),
    EvidenceRule(
        need=EvidenceNeed.DONE,
        counts="印发的文件、批复、验收材料、会议纪要、现场照片",
        at_least=1,
        in_year=True,
        issued_by="发文、批复或验收的单位，照片写明拍摄的时间和地点",
    ),
    EvidenceRule(
        need=EvidenceNeed.ONGOING,
        counts="实施方案、调度材料、合同、现场照片",
        at_least=1,
        in_year=False,
        issued_by="不限",
    ),
)
