import io
import zipfile
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from forms import FORMS
from model.domain.answers import Evidence
from model.domain.numbers import points_text
from model.domain.submission import Edition, Submission
from model.domain.targets import Basis
from model.package.in_force import in_force
from model.paths import RULEBOOK, asset
from model.report.self_report import AnsweredRemark, SelfReport, self_report_bytes
from model.samples.answers import sample_answers
from model.scoring.assess import Assessor
from model.scoring.loader import load_shipped_rulebook
from model.workbook.layout import Questionnaire

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
YEAR = 2025


@pytest.fixture(scope="module")
def in_year(plan):
    return in_force(plan, None)


@pytest.fixture(scope="module")
def rulebook(plan):
    return load_shipped_rulebook(asset(RULEBOOK), plan)


@pytest.fixture(scope="module")
def body(in_year):
    return next(one.id for one in in_year.bodies if one.name == "区商务局")


@pytest.fixture(scope="module")
def report(in_year, rulebook, body) -> SelfReport:
    return SelfReport(
        questionnaire=Questionnaire(plan=in_year, forms=FORMS),
        submission=Submission(
            id="1",
            year=YEAR,
            department=body,
            sequence=1,
            parent=None,
            exported_at="2026-01-20T10:00:00+08:00",
            plan=Edition(id=in_year.id, version=in_year.edition),
            rulebook=Edition(id=rulebook.id, version=rulebook.version),
            answers=sample_answers(in_year, body, YEAR),
        ),
        assessor=Assessor(in_year, rulebook, body, YEAR),
        made_at="2026-01-20T10:00:00+08:00",
    )


def saying(report: SelfReport, **more: dict[str, str]) -> SelfReport:
    answers = {**report.submission.answers, **more}
    return replace(report, submission=replace(report.submission, answers=answers))


def paragraphs(report: SelfReport) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(self_report_bytes(report))) as archive:
        root = ET.fromstring(archive.read("word/document.xml"))
    return ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in root.iter(f"{W}p")]


def marked(report: SelfReport) -> list[str]:
    return [words for words in paragraphs(report) if words.startswith("【请补写：")]


def test_that_the_chapters_come_in_the_order_of_practice(report):
    heads = [p for p in paragraphs(report) if p[:2] in {f"{n}、" for n in "一二三四五六"}]
    assert heads == [
        "一、总体情况", "二、目标指标完成情况", "三、重点任务落实情况",
        "四、2024年问题和反馈意见整改情况", "五、存在的问题和原因", "六、下一步工作安排",
    ]  # fmt: skip


def test_that_an_item_bears_its_number_in_the_score_table(report):
    item = report.measures[4]
    number = report.numbers[item.id]
    told = paragraphs(saying(report, **{item.id: {"state": "done", "done": "建成三个站点。"}}))
    title = item.title.rstrip("。")
    assert f"{number}. {title}（完成）。建成三个站点。" in told


def test_that_what_was_said_is_there_word_for_word(report):
    said = {"state": "behind", "progress": "30", "problems": "资金没到位", "next_steps": "六月办结"}
    item = report.measures[0]
    told = "\n".join(paragraphs(saying(report, **{item.id: {**said, "done": "只做了一半。"}})))
    assert "（滞后 30%）。只做了一半。" in told
    assert "资金没到位" in told
    assert "六月办结" in told


def test_that_a_measure_that_follows_a_number_is_told_by_the_number(report, in_year):
    item = next(one for one in report.measures if one.repeats)
    indicator = in_year.indicators[item.repeats[0]]
    goal = report.assessor.targets[indicator.id].value
    said = saying(report, **{item.id: {"state": "done"}, indicator.id: {"value": str(goal)}})
    assert any(f"（完成）。随指标“{indicator.name}”：实际" in one for one in paragraphs(said))


def test_that_what_is_missing_is_marked_and_never_made_up(report):
    bare = replace(report, submission=replace(report.submission, answers={}, cover={}))
    words = marked(bare)
    assert sum("（未填）没有写完成情况" in one for one in words) >= 1
    assert any("组织领导" in one for one in words)
    assert any("存在的主要问题" in one for one in words)
    told = sum(one.count(report.label(item)) for one in words for item in report.measures[:1])
    assert told == 1


def test_that_nothing_is_marked_where_a_chapter_has_words(report):
    cover = {"remark": "第一段。\n第二段。"}
    full = replace(report, submission=replace(report.submission, cover=cover), before={})
    assert {"第一段。", "第二段。"} <= set(paragraphs(full))
    assert not any("组织领导" in one or "整改情况" in one for one in marked(full))


def test_that_last_years_shortcomings_are_answered_by_this_years_words(report):
    item = report.measures[1]
    now = saying(report, **{item.id: {"state": "done", "done": "已补建。"}})
    told = paragraphs(replace(now, before={item.id: {"state": "behind", "progress": "20"}}))
    at = told.index("滞后 20%")
    assert told[at + 1 : at + 3] == ["完成", "已补建。"]


def test_that_remarks_stand_beside_what_was_done_about_them(report):
    remark = AnsweredRemark(item=report.measures[0].id, remark="写明数字", reply="已写明")
    told = paragraphs(replace(report, remarks=[remark]))
    assert told[told.index("写明数字") + 1] == "已写明"


def test_that_the_scores_are_those_of_the_assessment(report):
    told = paragraphs(report)
    total = f"{report.assessment.total:.2f}　{report.assessment.grade_words}"
    assert told[told.index("总分和等次") + 1] == total


def test_that_an_impossible_number_has_no_rate(report):
    share = next(one for one in report.indicators if one.unit == "%")
    told = paragraphs(saying(report, **{share.id: {"value": "1234"}}))
    assert told[told.index("1234%") + 1] == "—"


def test_that_equal_reports_give_equal_bytes(report):
    assert self_report_bytes(report) == self_report_bytes(replace(report))


def test_that_evidence_is_numbered_and_tied_to_its_item(report):
    piece = Evidence(
        id="e", item=report.measures[2].id, title="总结", reference="〔2025〕1号",
        issued_on="2025-11-03", issuer="市科技局", pages="3–5",
    )  # fmt: skip
    with_it = replace(report, submission=replace(report.submission, evidence=(piece,)))
    told = paragraphs(with_it)
    at = told.index("总结")
    label, issued = report.label(report.measures[2]), "2025-11-03　市科技局"
    assert told[at - 1 : at + 5] == ["1", "总结", "〔2025〕1号", issued, label, "3–5"]


def test_that_a_cover_has_no_page_number_and_names_the_code(report):
    with zipfile.ZipFile(io.BytesIO(self_report_bytes(replace(report, code="AB12")))) as archive:
        xml = archive.read("word/document.xml").decode()
    assert "<w:titlePg/>" in xml
    assert "AB12" in xml


def test_that_an_indicator_without_a_target_is_not_asked_to_be_written_up(
    report, in_year, rulebook, body
):
    bare = replace(report, submission=replace(report.submission, answers={}))
    some = next(one for one in report.indicators if not report.assessor.targets[one.id].missing)
    target = replace(report.assessor.targets[some.id], value=None, basis=Basis.MISSING)
    assert target.missing
    assert any(some.title in words for words in marked(bare))
    judge = Assessor(in_year, rulebook, body, YEAR)
    judge.targets = {**judge.targets, some.id: target}
    untold = replace(bare, assessor=judge)
    assert not any(some.title in words for words in marked(untold))
    assert any("目标上级尚未下达" in words and some.title in words for words in paragraphs(untold))


def test_that_supported_items_are_counted_by_what_is_asked_of_them(report, body):
    helped = [*report.assessor.plan.supported_by(body)]
    forms = [FORMS.asked(item, body).id for item in helped]
    told = "".join(paragraphs(report))
    for form, words in (("support", "配合其他单位的事项"), ("supply", "为其他单位供数的指标")):
        if count := forms.count(form):
            assert f"{words} {count} 项" in told


def test_that_each_part_of_the_score_table_says_how_its_items_make_it_up(report):
    told = paragraphs(report)
    told = told[told.index("评分状态") :]
    parts = report.assessment.parts
    assert parts
    for part in parts:
        assert f"各项得分合计 {points_text(part.earned)} 分" in part.sentence
        assert 0 < told.index(part.sentence) - told.index(part.title) < 5
