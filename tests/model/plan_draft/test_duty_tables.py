"""A 分工表 behind the text: in a Word table, typed with tabs or strokes; its rows put where they
belong. The plan is made up.
"""

import pytest

from model.plan.loader import load_plan
from model.plan.note_forms import NoteRole
from model.plan_draft.draft import Code
from model.plan_draft.duty_tables import table_lines, with_duty_tables
from model.plan_draft.folder import write_folder
from model.plan_draft.plan_reader import read_plan_text
from model.plan_draft.source import source_text
from tests.model.plan_draft.test_source import document, paragraphs

BODY = """临江区碳达峰实施方案
临江区人民政府
2023年3月1日
一、工作目标
到2025年，单位生产总值能耗下降14%。
二、重点任务
（一）绿色建筑行动
推广绿色建筑，建设光伏屋顶50处。
（二）绿色交通行动
1.推广新能源汽车。加快公交车电动化，建设换电站。
2.完善慢行系统。建设绿道10公里。
（三）全民行动。开展宣传周活动。（区委宣传部、区教育局按职责分工负责）
附件
重点任务分工表
"""
ROWS = (
    ("序号", "重点任务", "牵头单位", "配合单位", "完成时限"),
    ("1", "绿色建筑行动", "区住建局", "区发改局、区城管局", "2025年底"),
    ("2", "推广新能源汽车", "区交通局", "区发改局", "持续推进"),
    ("3", "全民行动", "区委宣传部", "区教育局、区妇联", ""),
    ("4", "健全考核制度，每年通报", "区委组织部", "", "2023年底"),
)


def typed(sign):
    return "\n".join(sign.join(row) for row in ROWS)


def cell(words, more=""):
    return f"<w:tc><w:tcPr>{more}</w:tcPr>{paragraphs(words)}</w:tc>"


WORD = "".join(f"<w:tr>{''.join(map(cell, row))}</w:tr>" for row in ROWS)
WAYS = {
    "tabs": (BODY + typed("\t")).encode(),
    "strokes": (BODY + typed(" | ")).encode(),
    "a Word table": document(f"{paragraphs(BODY.strip())}<w:tbl>{WORD}</w:tbl>"),
}


def said(draft, clause):
    names = {body.id: body.name for body in draft.bodies}
    return [
        "、".join(names[body] for body, given in clause.named if given is role)
        for role in (NoteRole.LEAD, NoteRole.SUPPORT)
    ]


@pytest.mark.parametrize("way", WAYS)
def test_that_each_row_goes_to_the_clause_or_heading_it_speaks_of(way, tmp_path):
    draft = read_plan_text(source_text(WAYS[way], "方案"), id_="linjiang")
    assert [(c.id, c.apart, *said(draft, c)) for c in draft.clauses] == [
        ("2.1", True, "区住建局", "区发改局、区城管局"),
        ("2.2.1", True, "区交通局", "区发改局"),
        ("2.3", False, "区委宣传部", "区教育局、区妇联"),
        ("annex1.4", False, "区委组织部", ""),
    ]
    first, _, _, last = draft.clauses
    assert [(m.quote, m.until) for m in first.measures] == [
        ("推广绿色建筑", 2025),
        ("建设光伏屋顶50处", 2025),
    ]
    assert [m.quote for m in last.measures] == ["健全考核制度，每年通报"]
    rows = [one for one in draft.remarks if one.code is Code.DUTY_ROW]
    assert len(rows) == 3
    write_folder(draft, tmp_path / "plan")
    plan = load_plan(tmp_path / "plan")
    assert {key: one.body for key, one in plan.clauses.items()} == {
        clause.id: clause.body for clause in draft.clauses
    }
    proposal = plan.proposals["2.1-01"]
    assert [plan.departments[body].name for body in proposal.lead] == ["区住建局"]


def test_that_merged_cells_of_a_word_table_go_on():
    merged = "<w:vMerge w:val='restart'/>", "<w:vMerge/>"
    rows = (
        "<w:tr>" + "".join(map(cell, ("任务", "牵头单位"))) + "</w:tr>"
        f"<w:tr>{cell('建桩')}{cell('区交通局', merged[0])}</w:tr>"
        f"<w:tr>{cell('换电')}{cell('', merged[1])}</w:tr>"
    )
    text = source_text(document(f"{paragraphs(BODY.strip())}<w:tbl>{rows}</w:tbl>"), "方案")
    assert text.endswith("建桩\n牵头单位：区交通局\n换电\n牵头单位：区交通局")


def test_that_a_field_of_work_beside_a_row_is_kept():
    rows = [("领域", "任务", "责任单位"), ("交通", "1.建桩", "区交通局\n区发改局")]
    assert table_lines(rows) == ["交通", "1.建桩", "责任单位：区交通局、区发改局"]


@pytest.mark.parametrize(
    "text", ["指标\t2025年\n装机\t300", "任务\t进度\n建桩\t一半", "牵头单位\t电话\n区交通局\t1", ""]
)
def test_that_another_table_stays_as_it_is(text):
    assert with_duty_tables(text) == text


def test_that_a_chapter_on_who_does_what_is_no_table():
    draft = read_plan_text(
        "方案\n一、任务\n推广。（区交通局负责）\n二、任务分工\n各负其责。（区财政局）"
    )
    assert [clause.path for clause in draft.clauses] == [("一、任务",), ("二、任务分工",)]


@pytest.mark.parametrize(
    "mark", ["专栏1 重点工程", "专栏一：重点工程", "专栏：重点工程", "专栏 重点工程"]
)
def test_that_a_box_is_a_heading_however_it_is_marked(mark):
    draft = read_plan_text(
        f"方案\n一、任务\n（一）推广。建桩。（区交通局负责）\n{mark}\n建站3座。（区发改局）"
    )
    assert [clause.id for clause in draft.clauses] == ["1.1", "box1.1"]
