from dataclasses import replace
from decimal import Decimal

import pytest

from forms import FORMS
from model.consolidation.conflicts import ConflictKind, FigureRuling, How
from model.consolidation.reviewed_answers import ReviewStanding
from model.consolidation.target_attainment import Reach
from model.domain.review import Verdict
from model.errors import AppError
from model.office.department_year import ReportingState
from model.office.report_contents import opinion, report_data
from model.office.reviews import claimed_items
from model.office.undo_import import obstacles
from model.office.year import OfficeYear
from model.plans import PlanLibrary
from model.report.summary.figures import voices_table
from model.store.receipts import finish_batch, keep_files, start_batch
from tests.model.office.conftest import CITY
from tests.model.office.live import Decisions, redo, undo
from tests.model.office.test_laws import received_as
from tests.model.workbook.years import (
    ANSWERS,
    YEAR,
    exported,
    make_report,
    small_plan,
    small_rulebook,
)


@pytest.fixture
def decide(office):
    return Decisions(office, by="李四")


def test_that_a_reason_is_asked_for_when_an_answer_is_adjusted_or_returned(send, decide):
    send("city")
    with pytest.raises(AppError, match="理由"):
        decide.adjust("cgw", "i-cars", {"value": "10"}, " ")
    for nothing in ("", "\u200b"):
        with pytest.raises(AppError, match="意见"):
            decide.return_item("cgw", "i-cars", nothing)
    with pytest.raises(AppError, match="不符合"):
        decide.adjust("cgw", "i-cars", {"value": "10.55"}, "按合同")


def test_that_a_number_that_is_corrected_to_nothing_is_said_by_nobody_any_more(
    office, send, decide
):
    send("city", "schools")
    assert [one.kind for one in office.conflicts if one.open] == [ConflictKind.FIGURE]
    decide.adjust("jyj", "i-green", {"value": None}, "没有台账")
    assert office.body("jyj").items["i-green"].answer == {}
    assert not [one for one in office.conflicts if one.subject == "i-green"]
    (green,) = (one for one in office.picture.indicators if one.indicator.id == "i-green")
    assert (green.reach, green.value) == (Reach.REACHED, Decimal("38.9"))
    shown = indicator_lines(office)
    assert shown["i-green|jyj"] == "未填"


def indicator_lines(office):
    """What counts of each number, as 指标填报 of the summary has it."""
    rows = voices_table(report_data(office.now)).rows
    return {row.key: row.values["said"] for row in rows}


def test_that_self_recomputed_and_reviewed_scores_stand_side_by_side(office, send, decide):
    send("city")
    decide.adjust("cgw", "i-cars", {"value": "12"}, "按合同核增")
    body = office.body("cgw")
    assert body.self_total == body.recomputed.total
    assert body.reviewed.total > body.recomputed.total
    one = body.items["i-cars"]
    assert (one.reported["value"], one.answer["value"]) == ("11", "12")
    assert (one.review.by, one.review.remark) == ("李四", "按合同核增")


def test_that_only_what_changed_comes_up_again_with_old_and_new(office, send, decide):
    send("city")
    decide.adopt(
        "cgw", *(key for key, i in office.body("cgw").items.items() if not i.needs_approval)
    )
    assert office.body("cgw").count(ReviewStanding.REVIEWED) == 6
    send("again")
    items = office.body("cgw").items
    changed = [key for key, one in items.items() if one.standing is ReviewStanding.CHANGED]
    assert changed == ["i-cars"]
    assert items["i-cars"].before["value"] == "11"
    assert items["i-cars"].reported["value"] == "12"
    assert items["3.1-01-01"].standing is ReviewStanding.REVIEWED


def test_that_what_is_said_otherwise_than_when_the_office_looked_is_changed_reviewed_or_not(
    office, send, decide
):
    send("city")
    decide.adopt("cgw", "3.1-01-01")  # the office looked at that submission, not at this figure
    send("again")
    figure = office.body("cgw").items["i-cars"]
    assert (figure.standing, figure.before["value"]) == (ReviewStanding.CHANGED, "11")
    assert office.body("cgw").count(ReviewStanding.CHANGED) == 1
    with pytest.raises(AppError, match="还不能通过"):
        decide.pass_year("cgw")


def test_that_nothing_is_changed_where_nobody_looked_at_what_came_before(office, send):
    send("city")
    send("again")
    assert not office.body("cgw").count(ReviewStanding.CHANGED)


def test_that_conflicts_are_about_the_figures_as_the_review_put_them_right(office, send, decide):
    send("city", "schools")

    def figures():
        return [one for one in office.conflicts if one.subject == "i-green"]

    own = office.body("cgw").submission.answers["i-green"]["value"]
    assert [voice.said for one in figures() for voice in one.voices] == [f"{own}%", "40%"]
    decide.adjust("cgw", "i-green", {"value": "39"}, "取整")
    (one,) = figures()
    assert [(voice.said, voice.corrected) for voice in one.voices] == [
        ("39%", True),
        ("40%", False),
    ]
    decide.adjust("cgw", "i-green", {"value": "40"}, "核对后一致")
    assert not figures()


def test_that_a_year_passes_only_when_nothing_is_left_open(office, send, decide):
    send("city")
    with pytest.raises(AppError, match="还不能通过") as caught:
        decide.pass_year("cgw")
    against, away = map(str, caught.value.problems)
    assert "不符合填报要求（请填整数。）" in against
    assert "不适用" in away
    decide.adjust("cgw", "3.1-01-02", {"progress": "62"}, "取整")
    decide.approve("cgw", "i-done")
    decide.pass_year("cgw")
    assert office.body("cgw").state is ReportingState.PASSED
    send("again")
    assert office.body("cgw").state is ReportingState.AGAIN


def test_that_a_returned_year_is_reported_again(office, send, decide):
    send("city")
    decide.return_item("cgw", "i-cars", "请附购车合同。")
    slip = decide.issue_slip("cgw", due="2026-01-10")
    assert slip.remarks[0].text == "请附购车合同。"
    assert office.body("cgw").state is ReportingState.RETURNED
    send("again")
    assert office.body("cgw").state is ReportingState.AGAIN


def test_that_a_fork_waits_for_a_person(office, send, decide):
    send("city", "again", "fork")
    body = office.body("cgw")
    assert (body.state, len(body.versions.ends)) == (ReportingState.DOUBTFUL, 2)
    first = body.versions.digests[1]
    decide.choose_version("cgw", first)
    body = office.body("cgw")
    assert (body.digest, body.versions.undecided) == (first, False)


def test_that_the_same_indicator_reported_differently_is_settled_by_a_person(office, send, decide):
    send("city", "schools")
    kinds = {(c.kind, c.subject) for c in office.conflicts}
    assert (ConflictKind.FIGURE, "i-green") in kinds
    decide.rule_figure("i-green", FigureRuling(how=How.OWNER, named="cgw"), "")
    assert office.body("jyj").items["i-green"].answer["value"] == "38.9"
    (settled,) = [c for c in office.conflicts if c.subject == "i-green"]
    assert settled.settled == "以数据责任单位城管委的数为准"
    with pytest.raises(AppError):
        decide.rule_figure("i-green", FigureRuling(how=How.VALUE, named="39"), "")
    decide.rule_figure("i-green", FigureRuling(how=How.VALUE, named="39"), "按统计公报")
    assert Decimal(office.body("cgw").items["i-green"].answer["value"]) == 39


def test_that_a_batch_of_a_department_that_is_no_more_can_be_undone(office, send):
    batch = start_batch(office.db, "邮件")
    gone = replace(CITY.submission, department="gone")
    keep_files(office.db, batch, [received_as(gone, "原单位.xlsx")])
    finish_batch(office.db, batch)
    office.refresh()
    undo(office, batch)
    assert office.submissions == {}


def test_that_a_batch_is_undone_whole_unless_somebody_relied_on_it(office, send, decide):
    first = send("city").batch
    second = send("again").batch
    undo(office, first)
    assert office.body("cgw").submission.sequence == 2
    undo(office, second)
    assert office.body("cgw").state is ReportingState.MISSING
    redo(office, first)
    decide.adopt("cgw", "i-cars")
    with pytest.raises(AppError, match="不能撤销") as caught:
        undo(office, first)
    assert "已经复核（1 项）" in str(caught.value.problems[0])
    decide.withdraw("cgw", "i-cars")
    assert [*obstacles(office, first)] == []
    decide.adopt("cgw", "i-cars")
    third = send("city").batch
    assert [*obstacles(office, first)] == []
    undo(office, first)
    assert office.body("cgw").submission
    assert third


def test_that_absence_is_approved_in_bulk_with_one_reason_and_taken_back(office, send, decide):
    send("city", "schools")
    claimed = claimed_items(office, "jyj")
    items = office.body("jyj").items
    decide.approve_all("jyj", items, "机构职能不涉及")
    assert claimed
    assert claimed_items(office, "jyj") == ()
    for key, one in office.body("jyj").items.items():
        assert one.waiting == (key not in claimed)
        if key in claimed:
            assert (one.review.verdict, one.review.remark) == (Verdict.APPROVE, "机构职能不涉及")


def test_that_absence_refused_in_bulk_counts_as_not_reported(office, send, decide):
    send("schools")
    claimed = claimed_items(office, "jyj")
    decide.refuse_all("jyj", claimed, "本单位有此职责")
    for key in claimed:
        one = office.body("jyj").items[key]
        assert "state" not in one.answer
        assert one.review.remark == "本单位有此职责"


def test_that_ruling_on_absence_wants_a_reason_and_touches_nothing_else(office, send, decide):
    send("city")
    (claimed, *_) = claimed_items(office, "cgw")
    with pytest.raises(AppError, match="理由"):
        decide.approve_all("cgw", [claimed], " ")
    others = [key for key in office.body("cgw").items if key != claimed]
    decide.refuse_all("cgw", others, "不能这样报")
    assert all(office.body("cgw").items[key].review is None for key in others)


def test_that_next_year_knows_what_counted_of_this_one_and_what_the_office_made_of_it(
    office, send, decide
):
    send("city")
    decide.adjust("cgw", "i-cars", {"value": "12"}, "按合同")
    decide.adjust("cgw", "3.1-01-02", {"state": "behind"}, "现场核实")
    decide.withdraw("cgw", "3.1-01-02")
    then = OfficeYear.read(PlanLibrary(office.db, small_plan()), small_rulebook(), FORMS, YEAR + 1)
    cars, community = (then.last_year.answer("cgw", key) for key in ("i-cars", "3.1-01-02"))
    assert (cars.reported["value"], cars.counted["value"], cars.how) == ("11", "12", "核改")
    assert (community.counted, community.how) == (community.reported, "")
    assert then.files.last_year["cgw"]["3.1-01-02"] == community.reported


def test_that_next_year_is_not_told_a_correction_of_an_answer_that_came_anew(office, send, decide):
    send("city")
    decide.adjust("cgw", "i-cars", {"value": "9"}, "按合同")
    send("again")
    assert office.body("cgw").items["i-cars"].answer["value"] == "12"
    then = OfficeYear.read(PlanLibrary(office.db, small_plan()), small_rulebook(), FORMS, YEAR + 1)
    cars = then.last_year.answer("cgw", "i-cars")
    assert (cars.counted["value"], cars.how) == ("12", "")


def test_that_words_that_earlier_versions_sent_though_hidden_are_quoted_nowhere_and_lapse_nothing(
    office, send, decide
):
    said = {"state": "done", "done": "已全部开展。", "problems": "还差一个街道。"}
    old = make_report({**ANSWERS, "3.1-01-01": said}, id="a1")
    send(city=exported(old))
    body = office.body("cgw")
    one = body.items["3.1-01-01"]
    assert "problems" not in one.reported
    assert "problems" not in one.answer
    assert "problems" not in body.shown.answers["3.1-01-01"]
    assert body.submission.answers["3.1-01-01"] == said  # as it came
    assert "还差一个街道" not in str(report_data(office.now, None).picture)
    assert "还差一个街道" not in str(opinion(office.now, "cgw"))
    decide.adopt("cgw", "3.1-01-01")
    office.refresh()
    assert office.body("cgw").items["3.1-01-01"].standing is ReviewStanding.REVIEWED
    decide.adjust("cgw", "3.1-01-01", {"state": "behind", "progress": "80"}, "现场核实")
    assert office.body("cgw").items["3.1-01-01"].answer["state"] == "behind"
    assert "problems" not in office.body("cgw").items["3.1-01-01"].answer
