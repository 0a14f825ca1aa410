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


@pytest.mark.parametrize(
    ("title", "below"),
    [
        ("河北区绿色低碳发展实施方案（试行）", "河北区人民政府办公室\n2023年8月5日"),
        ("河北区绿色低碳发展行动", "河北区人民政府办公室\n2023年8月5日"),
        ("河北区绿色低碳发展实施方案（试行）", "河北区人民政府办公室"),
        ("东山市绿色低碳\n发展工作方案", "2023年8月5日"),
    ],
)
def test_that_the_line_of_the_issuer_is_no_part_of_the_title(title, below):
    text = PAGE.replace("东山市碳达峰工作方案", title).format(below)
    draft = read_plan_text(text)
    assert draft.title == title.replace("\n", "")
    assert draft.issuer in {"", "河北区人民政府办公室"}
