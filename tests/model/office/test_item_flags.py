"""What stands out about single items: the checks as departments have them, and those across."""

from model.checks import Kind
from model.consolidation.conflicts import FigureRuling, How
from model.consolidation.reviewed_answers import ReviewStanding
from model.consolidation.suspicions import SuspicionKind
from model.domain.review import Verdict
from model.jobs import JobContext
from model.office.report_contents import report_data
from model.office.reviews import ItemProblem, pass_obstacles
from model.report.annual import report_bytes
from model.report.summary.matters import change_table
from model.store.receipts import finish_batch, keep_files, start_batch
from tests.model.office.live import Decisions
from tests.model.office.test_laws import received_as
from tests.model.office.test_report_contents import text_of
from tests.model.workbook.years import ANSWERS, YEAR, make_report

DONE = "已完成全部年度任务并通过了验收。"


def take_in(office, report) -> None:
    batch = start_batch(office.db, "邮件")
    keep_files(office.db, batch, [received_as(report.submission, "1.xlsx")])
    finish_batch(office.db, batch)
    office.refresh()


def test_that_the_office_sees_what_the_departments_own_checks_say(office, send):
    send("city")
    body = office.body("cgw")
    hard = [finding for finding in body.findings if finding.hard]
    assert [finding.sentence for finding in hard] == ["请填整数。"]
    item = hard[0].item
    assert office.flags("cgw")[item][0].sentence == f"{Kind.FORM}：请填整数。"
    assert any("1 处不符合填报要求" in doubt for doubt in body.doubts())


def test_that_what_was_said_a_year_before_is_part_of_the_checks(office):
    said = {"3.1-01-01": {"state": "done", "done": DONE}}
    take_in(office, make_report(said, year=YEAR - 1, id="old"))
    take_in(office, make_report(said, id="new"))
    kinds = {finding.kind for finding in office.body("cgw").findings}
    assert Kind.COPIED in kinds
    assert any("与去年一字不差" in note.sentence for note in office.flags("cgw")["3.1-01-01"])


def test_that_what_lacks_evidence_is_said_of_each_item_alone_and_not_with_the_bodys_count(office):
    take_in(office, make_report({"3.1-01-01": {"state": "done", "done": DONE}}, evidence=()))
    (counted,) = [one for one in office.suspicions if one.kind is SuspicionKind.UNPROVEN]
    assert counted.places[0].item == "3.1-01-01"
    said = office.flags("cgw")["3.1-01-01"]
    assert [note.kind for note in said].count(Kind.UNPROVEN) == 1
    assert counted.sentence not in {note.sentence for note in said}


def test_that_what_another_department_says_differently_stands_beside_the_item_until_settled(
    office, send
):
    send("city", "schools")
    assert any("指标数不同" in note.sentence for note in office.flags("cgw")["i-green"])
    (conflict,) = [c for c in office.conflicts if c.key == "FIGURE/i-green"]
    owner = FigureRuling(how=How.OWNER, named="cgw")
    Decisions(office).rule_figure(conflict.subject, owner, "")
    assert not any("指标数不同" in note.sentence for note in office.flags("cgw").get("i-green", ()))


def test_that_the_rest_is_adopted_without_what_stands_out(office, send):
    send("city")
    noted = office.flags("cgw")
    count = Decisions(office, by="李四").adopt_the_rest("cgw")
    items = office.body("cgw").items
    assert count == len([one for one in items.values() if one.standing is ReviewStanding.REVIEWED])
    assert {key for key, one in items.items() if one.waiting and not one.needs_approval} == {
        key for key in noted if not items[key].needs_approval
    }
    assert all(one.review.verdict is Verdict.ADOPT for one in items.values() if one.review)


def test_that_a_year_without_trouble_has_no_notes(office):
    take_in(office, make_report({"i-cars": ANSWERS["i-cars"]}))
    assert office.flags("cgw") == {}


def test_that_a_large_change_stands_out_told_or_not_and_is_looked_at_by_itself(office):
    take_in(office, make_report({"i-green": {"value": "40"}}, year=YEAR - 1, id="old"))
    take_in(office, make_report({"i-green": {"value": "4000"}}, id="new"))
    (note,) = [one for one in office.flags("cgw")["i-green"] if one.kind is Kind.LARGE_CHANGE]
    assert "未说明" in note.sentence
    assert "去年（40" in note.sentence
    decisions = Decisions(office, by="李四")
    decisions.adopt_the_rest("cgw")
    assert office.body("cgw").items["i-green"].waiting
    stuck = {one.item for one in pass_obstacles(office.body("cgw")) if isinstance(one, ItemProblem)}
    assert "i-green" in stuck
    decisions.adopt("cgw", "i-green")
    left = {one.item for one in pass_obstacles(office.body("cgw")) if isinstance(one, ItemProblem)}
    assert "i-green" not in left


def test_that_a_change_with_a_word_is_shown_as_explained(office):
    said = {"value": "4000", "explanation": "统计口径调整"}
    take_in(office, make_report({"i-green": {"value": "40"}}, year=YEAR - 1, id="old"))
    take_in(office, make_report({"i-green": said}, id="new"))
    (note,) = [one for one in office.flags("cgw")["i-green"] if one.kind is Kind.LARGE_CHANGE]
    assert "已说明" in note.sentence


def test_that_changes_are_kept_in_report_and_summary(office):
    said = {"value": "4000", "explanation": "统计口径调整"}
    take_in(office, make_report({"i-green": {"value": "40"}}, year=YEAR - 1, id="old"))
    take_in(office, make_report({"i-green": said}, id="new"))
    data = report_data(office.now)
    (line,) = data.changes
    assert (line.department, line.indicator, line.words) == ("cgw", "i-green", "统计口径调整")
    (row,) = change_table(data).rows
    assert (row.values["value"], row.values["before"]) == (4000, 40)
    assert row.values["words"] == "统计口径调整"
    text = text_of(report_bytes(data, JobContext()))
    assert "数值大幅变动的指标" in text
    assert "报送单位都作了说明" in text
    assert "比去年（40" in text
