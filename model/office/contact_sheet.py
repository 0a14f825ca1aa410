"""The 催报联系表: whom to call, as a sheet; imported when it is first asked for."""

from collections.abc import Sequence
from decimal import Decimal

from model.domain.china_time import china_time
from model.domain.wording import OFFICE, day_words
from model.jobs import JobContext
from model.office.board import ContactLine
from model.store.clock import now
from model.workbook.paper.page import Page
from model.workbook.paper.styles import Look
from model.workbook.paper.table import Column, Row, Table
from model.workbook.tables import tables_bytes

CENTRED = Look(across="center")


def contact_sheet(year: int, lines: Sequence[ContactLine], job: JobContext) -> bytes:
    moment = now()
    subject = f"{year}年度自评估催报联系表"
    table = Table(
        key="contacts",
        title="催报联系表",
        heading=subject,
        note=f"共 {len(lines)} 个单位，截至 {china_time(moment)}。",
        columns=(
            Column(key="no", heading="序号", width=5, look=CENTRED),
            Column(key="department", heading="责任单位", width=28),
            Column(key="state", heading="报送情况", width=10, look=CENTRED),
            Column(key="late", heading="逾期天数", width=9, look=CENTRED),
            Column(key="name", heading="联系人", width=12),
            Column(key="phone", heading="电话", width=18),
            Column(key="email", heading="邮箱", width=24),
            Column(key="matter", heading="事由", width=16),
            Column(key="done", heading="催办记录", least=24),
        ),
        rows=tuple(
            Row(
                key=f"r{number}",
                values={
                    "no": Decimal(number),
                    "department": line.department,
                    "state": line.state.value,
                    "late": Decimal(line.days_late) if line.days_late else None,
                    "name": line.name,
                    "phone": line.phone,
                    "email": line.email,
                    "matter": line.matter,
                },
            )
            for number, line in enumerate(lines, start=1)
        ),
        empty="（没有需要催报的单位）",
    )
    page = Page(left=subject, right=f"制表 {day_words(moment)}")
    return tables_bytes((table,), page, title=subject, author=OFFICE, moment=moment, job=job)
