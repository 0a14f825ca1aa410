"""佐证材料: what stands behind the answers."""

from decimal import Decimal

from model.domain.answers import Evidence
from model.domain.numbers import rounded
from model.domain.submission import OVERALL
from model.workbook.keys import EVIDENCE, TITLES
from model.workbook.layout import as_shown
from model.workbook.paper.styles import Look
from model.workbook.paper.table import Column, Row, Table
from model.workbook.report.content import YearReport

LEAST = {"issued_on": 11, "issuer": 13, "pages": 6}  # characters


def evidence_table(report: YearReport) -> Table:
    pieces = report.submission.evidence
    return Table(
        key=EVIDENCE,
        title=TITLES[EVIDENCE],
        heading=f"{report.submission.year}年度{TITLES[EVIDENCE]}清单",
        note=f"{report.subject}　共 {len(pieces)} 份。"
        "文件本身留存在填报单位备查，指纹用来核对文件未被替换。",
        columns=(
            Column(key="no", heading="序号", width=5, look=Look(across="center")),
            Column(key="item", heading="对应事项", least=24, look=Look(fill="quote")),
            *(
                Column(
                    key=field.key,
                    heading=field.label,
                    least=LEAST.get(field.key, 20),
                    look=Look(entry=True),
                )
                for field in report.questionnaire.forms.evidence.fields()
            ),
            Column(key="file_name", heading="文件名", least=16),
            Column(key="size", heading="大小（KB）", width=10, look=Look(across="right")),
            Column(key="sha256", heading="文件指纹（前16位）", width=20, look=Look(ink="quiet")),
        ),
        rows=tuple(_row(report, number, piece) for number, piece in enumerate(pieces, start=1)),
        empty="（未登记佐证材料）",
    )


def _row(report: YearReport, number: int, piece: Evidence) -> Row:
    plan = report.questionnaire.plan
    known = piece.item in plan.measures or piece.item in plan.indicators
    return Row(
        key=piece.id,
        values={
            "no": Decimal(number),
            "item": plan.item(piece.item).title if known else OVERALL,
            **{
                field.key: as_shown(field, getattr(piece, field.key))
                for field in report.questionnaire.forms.evidence.fields()
            },
            "file_name": piece.file_name,
            "size": rounded(Decimal(piece.size) / 1024, 1) if piece.file_name else None,
            "sha256": piece.sha256[:16],
        },
    )
