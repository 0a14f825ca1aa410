"""What the first page says of a plan: title, issuer and date, however they are printed."""

import pytest

from model.plan_draft.plan_reader import read_plan_text

PAGE = "东山市碳达峰工作方案\n{}\n一、任务\n推广。到2030年建站3座。（市交通局负责）"
DATES = (
    ("东山市人民政府\n2023年8月5日", "东山市人民政府", "2023-08-05", 2023),
    ("东山市人民政府\n二〇二三年十二月二十九日", "东山市人民政府", "2023-12-29", 2023),
    ("东山市人民政府\n二○二三年八月", "东山市人民政府", "", 2023),
    ("（东山市人民政府　2023年8月）", "东山市人民政府", "", 2023),
    ("东山市人民政府 2023年8月5日", "东山市人民政府", "2023-08-05", 2023),
    ("东政发〔2023〕18号", "", "", 2026),  # of the five-year plan that 2030 ends
)


@pytest.mark.parametrize(("lines", "issuer", "issued", "year"), DATES, ids=[d[0] for d in DATES])
def test_that_issuer_and_date_are_read_and_a_year_alone_is_kept(lines, issuer, issued, year):
    draft = read_plan_text(PAGE.format(lines))
    assert (draft.title, draft.issuer, draft.issued) == ("东山市碳达峰工作方案", issuer, issued)
    assert draft.years[0] == year
