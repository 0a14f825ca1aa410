import io
import zipfile
from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace
from xml.etree import ElementTree as ET

import pytest

from model.consolidation.conflicts import FigureRuling, How
from model.domain.plan import DepartmentKind
from model.domain.targets import Basis
from model.errors import AppError, Cancelled
from model.jobs import JobContext
from model.office.department_year import ReportingState
from model.office.report_contents import opinion, report_data, totals
from model.report.annual import report_bytes
from model.report.chapters.appendix import append_scores, goal
from model.report.figures import (
    change_figure,
    distribution_figure,
    indicators_figure,
    matrix_figure,
    pdf_bytes,
    png_bytes,
)
from model.report.opinion import ItemOpinion, Opinion, opinions_bytes
from model.report.year_figures import Drawing, drawn, finding_of
from model.scoring.proposal import Advice, Proposal
from tests.model.office.live import Decisions
from tests.model.office.test_hand_edits import edited
from tests.model.workbook.years import ANSWERS, assessor, small_plan, small_rulebook

JUDGE = assessor(small_plan(), small_rulebook(), "cgw")
SCORE = JUDGE.assess(ANSWERS)
OPINION = Opinion(
    office="区碳达峰碳中和工作领导小组办公室",
    department="城管委", year=2025, conclusion="复核中", sequence=1, check_code="0", rules="规则",
    self_total=SCORE.total, self_grade=SCORE.grade, recomputed=SCORE, reviewed=SCORE, items=9,
    unsaid=0,
    looked_at=9, decisions=(), made_at="2026-01-20T10:00:00+08:00",
)  # fmt: skip
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
AT = "2026-01-20T10:00:00+08:00"


def text_of(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root = ET.fromstring(archive.read("word/document.xml"))
    return "\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in root.iter(f"{W}p"))


@pytest.fixture
def sent(send):
    send("city", "schools", bad=b"%PDF-1.7")


@pytest.fixture
def decide(office):
    return Decisions(office, by="李四")


@pytest.fixture
def unpainted(monkeypatch):
    """Figures take half a second, and say nothing about the words."""
    monkeypatch.setattr("model.report.annual._draw", lambda *_: None)


def report(office, before=None):
    return text_of(report_bytes(report_data(office, before, AT), JobContext()))


def test_that_a_report_says_what_is_still_open(office, unpainted, sent):
    told = report(office)
    assert "小城2025年度碳达峰工作自评估报告" in told
    assert "截至2026年1月20日，尚有未定事项" in told
    assert "尚未报送：" not in told  # the third body is asked nothing
    assert "尚未复核" in told
    data = report_data(office, None, AT)
    whole = data.picture.whole.obligations
    assert f"已报 {whole} 项次中复核了 {whole - data.waiting} 项次，其余正在复核。" in told
    assert "已经全部复核" not in told
    missing = [one for one in data.picture.indicators if one.target.missing]
    said = f"{len(missing)} 项指标的目标上级尚未下达"
    assert (said in told) == bool(missing)  # whether somebody reported them or not
    assert "1 处数据不一致尚未核定：指标数不同 1 处，指标数见附件4。" in told
    assert "另有 1 个文件因损坏" in told
    assert "方案有 2 处没有写明" in told


def test_that_ranks_and_proposals_are_off_until_somebody_switches_them_on(
    office, unpainted, sent, decide
):
    assert "名次" not in report(office).replace("不作排名", "")
    assert "建议表彰" not in report(office)
    decide.show_ranking(shown=True)
    told = report(office)
    assert "名次" in told
    assert "建议表彰" in told
    assert "由领导小组决定" in told


def test_that_who_gave_itself_no_score_gave_itself_no_other_one(office, unpainted, sent):
    data = report_data(office, None, AT)
    unrated = [replace(one, self_total=None) for one in data.picture.departments]
    data = replace(data, picture=replace(data.picture, departments=tuple(unrated)))
    told = text_of(report_bytes(data, JobContext()))
    assert "复核得分与自评得分不同" not in told


def test_that_who_is_proposed_before_it_has_passed_bears_its_state(office, unpainted, sent, decide):
    decide.show_ranking(shown=True)
    data = report_data(office, None, AT)
    chosen = Proposal(advice=Advice.COMMEND, reasons=("等次为优秀",))
    groups = [
        replace(group, places=[replace(place, proposal=chosen) for place in group.places])
        for group in data.groups
    ]
    told = text_of(report_bytes(replace(data, groups=groups), JobContext()))
    states = {one.department.name: one.state for one in data.bodies if one.check_code}
    assert states
    for name, state in states.items():
        assert f"{name}（{state}）" in told
    assert "还没有通过，得分还会变" in told


def test_that_a_settled_figure_is_told_with_its_reason(office, unpainted, sent, decide):
    decide.rule_figure("i-green", FigureRuling(how=How.VALUE, named="39"), "按统计公报")
    told = report(office)
    assert "核定为 39%" in told
    assert "按统计公报" in told
    assert "指标数不同 1 处尚未核定" not in told


@pytest.mark.parametrize("verdict", ["", "adopt", "return_item", "pass_year"])
def test_that_a_number_that_was_ruled_is_told_whatever_was_decided_besides(
    office, sent, decide, verdict
):
    decide.rule_figure("i-green", FigureRuling(how=How.VALUE, named="39"), "按年鉴")
    if verdict == "pass_year":
        decide.refuse_all("jyj", ["3.1-01-02"], "有任务")
        decide.pass_year("jyj")
    elif verdict:
        words = ["请核对"] * (verdict == "return_item")
        getattr(decide, verdict)("jyj", "i-green", *words)
    assert office.body("jyj").items["i-green"].answer["value"] == "39"
    assert "按办公室核定的指标数" in report_data(office).decided["jyj", "i-green"]
    (told,) = (one for one in opinion(office.now, "jyj").decisions if one.title == "绿地率")
    assert told.counts.startswith("39")
    assert "按办公室核定的指标数" in told.remark


def test_that_the_summary_tells_of_each_item_that_counts_otherwise_than_reported(
    office, send, decide
):
    send(city=edited("quantity", "i-cars", "value", "12"))
    body = office.body("cgw")
    decide.take_cell(body.digest, body.edits[0], "电话核实")
    decide.adjust("cgw", "i-green", {"value": "38"}, "按台账")
    body, decided = office.body("cgw"), report_data(office).decided
    assert decided["cgw", "i-cars"] == "采用表内值：电话核实"
    sent = body.versions.counting.answers
    otherwise = {key for key, one in body.items.items() if one.answer != sent.get(key, {})}
    assert otherwise == {"i-cars", "i-green"} <= {item for _, item in decided}


def test_that_equal_data_give_equal_files(office, sent):
    data = report_data(office, {"cgw": Decimal(50)}, AT)
    assert report_bytes(data, JobContext()) == report_bytes(data, JobContext())


def test_that_a_report_can_be_cancelled(office, unpainted, sent):
    job = JobContext()
    job.stop.set()
    with pytest.raises(Cancelled):
        report_bytes(report_data(office, made_at=AT), job)


def test_that_a_report_before_anything_came_is_written_all_the_same(office, unpainted):
    told = report(office)
    assert "2 个单位尚未报送" in told
    assert "还没有单位可以计分" in told


def test_that_last_year_stands_beside_this_one(office, unpainted, sent):
    told = report(office, {"cgw": Decimal(50)})
    assert "两年都有得分的 1 个单位中，1 个上升" in told


def test_that_an_opinion_is_one_page_about_what_was_decided(office, sent, decide):
    decide.adjust("cgw", "i-cars", {"value": "12"}, "按合同")
    decide.approve("cgw", "i-done")
    one = opinion(office, "cgw", AT)
    told = text_of(opinions_bytes([one], "复核意见", AT))
    assert told.startswith("2025年度碳达峰自评估复核意见\n（复核未完成，不作为结论）\n\n城管委：")
    assert "核改\n11 辆\n12 辆\n按合同" in told
    assert "核准“不适用”1 项，不计入满分。" in told
    assert f"复核结论：复核未完成，还有 {office.body('cgw').waiting} 项没有复核" in told
    with pytest.raises(AppError, match="还没有报送"):
        opinion(office, "tjj", AT)


def test_that_an_opinion_says_only_of_what_was_looked_at_that_it_is_adopted(office, sent, decide):
    def told():
        return text_of(opinions_bytes([opinion(office, "cgw", AT)], "复核意见", AT))

    assert "采信" not in told()
    decide.adopt("cgw", "i-cars")
    assert "已复核的各项填报内容均予采信。" in told()
    decide.adopt("cgw", "3.1-01-02")
    decide.approve("cgw", "i-done")
    decide.pass_year("cgw")
    assert "其余各项填报内容均予采信。" in told()


def test_that_a_figures_title_says_what_it_shows(office, sent):
    data = report_data(office, {"cgw": Decimal(50)}, AT)
    told = {drawing: finding_of(drawing, data) for drawing in Drawing}
    low, high = sorted(data.totals)
    assert f"2 个单位复核得分在 {low}～{high} 分之间" in told[Drawing.DISTRIBUTION]
    assert "与上年相比 1 个单位上升、0 个下降" in told[Drawing.CHANGE]
    assert "1 项数据待核定" in told[Drawing.INDICATORS]
    assert "得分率最低" in told[Drawing.MATRIX]


def test_that_a_figure_of_a_year_in_which_nobody_reported_has_its_plain_title(office):
    data = report_data(office, made_at=AT)
    assert {finding_of(drawing, data) for drawing in Drawing} == {""}
    assert drawn(Drawing.CHANGE, data) is None


def test_that_decisions_beyond_a_page_are_counted():
    one = ItemOpinion(
        verdict="退回", title="任务" * 30, reported="完成", counts="—", remark="请补充"
    )
    told = text_of(opinions_bytes([replace(OPINION, decisions=[one] * 9)], "复核意见", AT))
    assert told.count("请补充") == 3
    assert "其余 6 项见退回单或汇总工作簿。" in told


DRAWINGS = {
    "matrix": lambda office: matrix_figure(office.picture, office.plan.bodies),
    "indicators": lambda office: indicators_figure(office.picture),
    "distribution": lambda office: distribution_figure(office.groups, office.rulebook, office.year),
    "change": lambda office: change_figure(
        office.picture, {"cgw": Decimal(50), "jyj": Decimal(99)}
    ),
}


@pytest.mark.parametrize("draw", DRAWINGS.values(), ids=DRAWINGS)
def test_that_all_words_of_a_figure_are_in_the_bundled_font(office, sent, draw):
    figure = draw(office)
    files = {text.get_fontproperties().get_file() for text in figure.findobj(_is_text)}
    assert all("HebeiSans" in file for file in files)


def test_that_a_figure_is_the_same_in_every_file(office, sent):
    draw = DRAWINGS["distribution"]
    assert png_bytes(draw(office), 40) == png_bytes(draw(office), 40)
    assert pdf_bytes(draw(office)) == pdf_bytes(draw(office))


def _is_text(artist):
    return hasattr(artist, "get_fontproperties") and artist.get_text()


def test_that_nothing_to_compare_gives_no_figure(office, sent):
    assert change_figure(office.picture, {}) is None
    assert totals(office).keys() <= {"cgw", "jyj"}


def test_that_bodies_are_ranked_among_their_kind(office, sent):
    (group,) = office.groups
    assert group.kind is DepartmentKind.GOVERNMENT
    assert [place.rank.number for place in group.places if place.rank] == [1, 2]


@pytest.mark.usefixtures("unpainted", "sent")
def test_that_files_not_taken_in_and_questions_can_be_left_out(office):
    data = report_data(office, made_at=AT)
    whole = text_of(report_bytes(data, JobContext()))
    short = text_of(report_bytes(replace(data, annexed=False), JobContext()))
    assert "未能接收" in whole
    assert "未能接收" not in short
    assert ("方案未明" in whole) is bool(data.plan.questions)
    assert "方案未明" not in short


@pytest.mark.usefixtures("unpainted", "sent")
def test_that_a_target_handed_down_is_told_with_its_document(office):
    data = report_data(office, made_at=AT)
    one = next(one for one in data.picture.indicators if one.target.value is not None)
    handed = replace(one, target=replace(one.target, basis=Basis.PACKAGE))
    documents = {one.indicator.id: "津科发〔2026〕12号"}
    assert goal(replace(data, documents=documents), handed).endswith("（津科发〔2026〕12号）")
    assert goal(replace(data, documents=documents), one).endswith(f"（{one.target.note}）")


@pytest.mark.parametrize("finished", [True, False])
def test_that_an_opinion_says_in_its_head_that_the_review_is_not_finished(finished):
    told = text_of(opinions_bytes([replace(OPINION, finished=finished)], "复核意见", AT))
    assert ("（复核未完成，不作为结论）" in told) is not finished


def test_that_only_a_year_passed_or_returned_as_a_whole_is_finished(office, sent, decide):
    assert not opinion(office, "cgw", AT).finished
    waiting = [key for key, one in office.body("cgw").items.items() if one.waiting]
    for item in waiting[:-1]:
        decide.return_item("cgw", item, "请改")
    assert not opinion(office, "cgw", AT).finished
    decide.return_item("cgw", waiting[-1], "请改")
    decide.issue_slip("cgw")
    assert opinion(office, "cgw", AT).finished


@pytest.mark.parametrize("settled", [False, True])
def test_that_the_long_table_marks_whose_report_is_in_doubt(office, send, decide, settled):
    send("city", "again", "fork", "schools")
    if settled:
        decide.choose_version("cgw", next(iter(office.versions("cgw").by_digest)))
    data = report_data(office.now)
    doubtful = {body.id for body in office.bodies if body.state is ReportingState.DOUBTFUL}
    assert {one for one in plan_bodies(data) if data.doubt(one)} == doubtful
    seen = []
    append_scores(SimpleNamespace(table=lambda _, grid: seen.append(grid)), data)
    assert any("城管委（有疑问）" in row for row in seen[0].rows) is ("cgw" in doubtful)


def plan_bodies(data):
    return {body.id for body in data.plan.bodies}
