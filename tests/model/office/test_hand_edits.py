import pytest

from model.consolidation.reviewed_answers import ReviewStanding
from model.domain.canonical import check_code
from model.domain.review import Matter
from model.errors import AppError
from model.office.cell_decisions import subject_of
from model.office.corrections import lapsed_words
from model.office.department_year import ReportingState
from model.office.report_contents import opinion, report_data
from tests.model.office.conftest import FILES
from tests.model.office.live import Decisions
from tests.model.workbook.damage import place_of, with_cell
from tests.model.workbook.years import ANSWERS, exported, make_report


def edited(table: str, row: str, column: str, text: str) -> bytes:
    sheet, cell = place_of(FILES["city"], table, row, column)
    return with_cell(FILES["city"], sheet, cell, text)


@pytest.fixture
def decide(office):
    return Decisions(office, by="李四")


@pytest.fixture
def city(office, send):
    """The city's year, one number changed by hand in WPS."""
    send(city=edited("quantity", "i-cars", "value", "12"))
    return office.body("cgw")


def test_that_a_hand_edit_waits_for_a_person_and_counts_for_nothing(office, city):
    (edit,) = city.edits
    assert (edit.sealed, edit.found, edit.taken) == ("11", "12", "12")
    assert city.state is ReportingState.DOUBTFUL
    assert city.items["i-cars"].answer["value"] == "11"


def test_that_a_cell_decided_for_counts_with_its_reason(office, city, decide):
    (edit,) = city.edits
    with pytest.raises(AppError, match="理由"):
        decide.take_cell(city.digest, edit, " ")
    decide.take_cell(city.digest, edit, "电话核实")
    body = office.body("cgw")
    assert body.items["i-cars"].answer["value"] == "12"
    assert body.submission.amendments[0].reason == "电话核实"
    assert body.edits == ()
    assert body.digest == city.digest
    assert body.recomputed == city.recomputed
    assert body.reviewed.total > city.reviewed.total


def test_that_a_cell_is_taken_however_long_it_is(office, send, decide):
    longest = "长" * 32_000  # a cell holds no more than 32,767 letters
    send(city=edited("measure", "3.1-01-01", "done", longest))
    body = office.body("cgw")
    (edit,) = body.edits
    decide.take_cell(body.digest, edit, "与盖章件一致")
    assert office.body("cgw").items["3.1-01-01"].answer["done"] == longest


def test_that_a_cell_taken_is_told_on_paper_with_value_reason_and_the_report_s_own_code(
    office, city, decide
):
    (receipt,) = [one for one in office.receipts if one.verdict.edits]
    assert office.remarks_on(receipt.verdict)[0].startswith("手工改动，未采用：")
    decide.take_cell(city.digest, city.edits[0], "电话核实")
    one = opinion(office, "cgw")
    (row,) = [row for row in one.decisions if row.verdict == "采用表内值"]
    assert ("11" in row.reported, "12" in row.counts, row.remark) == (True, True, "电话核实")
    assert one.check_code == check_code(city.digest)
    assert office.remarks_on(receipt.verdict)[0].startswith("手工改动，已采用表内值：")
    (line,) = [line for line in report_data(office).bodies if line.check_code]
    assert line.check_code == check_code(city.digest)


def test_that_what_was_reviewed_before_a_cell_was_decided_comes_up_again(office, city, decide):
    decide.adopt("cgw", "i-cars")
    decide.take_cell(city.digest, city.edits[0], "电话核实")
    assert office.body("cgw").items["i-cars"].standing is ReviewStanding.CHANGED


def test_that_the_sealed_value_can_be_kept_and_a_decision_taken_back(office, city, decide):
    (edit,) = city.edits
    decide.keep_sealed(city.digest, edit)
    assert office.body("cgw").edits == ()
    assert office.body("cgw").items["i-cars"].answer["value"] == "11"
    decide.take_back(Matter.HAND_EDIT, subject_of(city.digest, edit))
    assert office.body("cgw").edits == (edit,)


def test_that_a_fact_of_the_submission_is_never_taken_from_a_cell(office, send, decide):
    send(city=edited("cover", "self_total", "value", "99"))
    body = office.body("cgw")
    (edit,) = body.edits
    assert edit.fixed
    with pytest.raises(AppError, match="不是填报内容"):
        decide.take_cell(body.digest, edit, "看错了")


def test_that_a_pristine_copy_of_the_same_submission_changes_nothing(office, city, send):
    send("city")
    assert office.body("cgw").edits == city.edits


SAME_AGAIN = exported(
    make_report(
        {**ANSWERS, "3.1-01-02": {"state": "done", "done": "补充说明"}},
        id="a2", parent="a1", sequence=2, exported_at="2025-12-28T09:30:00+08:00",
    )
)  # fmt: skip


def form_of(office, one):
    return office.now.forms.asked(one.item, "cgw")


def test_that_a_cell_taken_lapses_aloud_when_a_new_report_says_something_else(
    office, city, send, decide
):
    decide.take_cell(city.digest, city.edits[0], "电话核实")
    send(again=SAME_AGAIN)
    one = office.body("cgw").items["i-cars"]
    assert one.standing is ReviewStanding.CHANGED
    assert (one.answer["value"], one.before["value"]) == ("11", "12")
    assert (one.lapsed.changes, one.lapsed.reason) == ({"value": "12"}, "电话核实")
    words = lapsed_words(form_of(office, one), one)
    assert "上次采用表内值 12 辆：电话核实" in words
    assert "这次报送为 11 辆，那次的核定不再适用" in words
    (told,) = [row for row in opinion(office, "cgw").decisions if "不再适用" in row.remark]
    assert told.verdict == "待重新复核"
    decide.adjust("cgw", "i-cars", dict(one.lapsed.changes), one.lapsed.reason)
    one = office.body("cgw").items["i-cars"]
    assert (one.standing, one.answer["value"]) == (ReviewStanding.REVIEWED, "12")


def test_that_a_lapsed_cell_is_settled_by_any_decision_about_the_new_value(
    office, city, send, decide
):
    decide.take_cell(city.digest, city.edits[0], "电话核实")
    send(again=SAME_AGAIN)
    decide.adopt("cgw", "i-cars")
    one = office.body("cgw").items["i-cars"]
    assert (one.standing, one.answer["value"]) == (ReviewStanding.REVIEWED, "11")
    assert lapsed_words(form_of(office, one), one) == ""


def test_that_a_cell_taken_is_no_news_where_the_new_report_says_the_same(
    office, city, send, decide
):
    decide.take_cell(city.digest, city.edits[0], "电话核实")
    send("again")  # which says 12
    one = office.body("cgw").items["i-cars"]
    assert (one.lapsed, one.standing) == (None, ReviewStanding.PENDING)


def test_that_a_correction_lapses_and_is_offered_again_in_the_same_way(office, send, decide):
    send("city")
    decide.adjust("cgw", "i-cars", {"value": "9"}, "现场核实")
    send("again")
    one = office.body("cgw").items["i-cars"]
    assert one.standing is ReviewStanding.CHANGED
    words = lapsed_words(form_of(office, one), one)
    assert words.startswith("上次核改 9 辆：现场核实")
    assert "这次报送为 12 辆" in words


def test_that_a_slip_tells_what_was_corrected(office, city, decide):
    decide.take_cell(city.digest, city.edits[0], "电话核实")
    decide.adjust("cgw", "3.1-01-02", {"state": "behind", "progress": "30"}, "没有开工")
    decide.return_item("cgw", "3.1-01-01", "请补充")
    slip = decide.issue_slip("cgw", general="请抓紧。")
    assert slip.general.startswith("请抓紧。\n另有按核定计的内容")
    assert "报 11，计 12 辆（采用表内值：电话核实）" in slip.general
    assert "（核改：没有开工）" in slip.general


@pytest.mark.parametrize(
    ("row", "column", "typed", "held"),
    [
        ("i-green", "value", "0.4", None),
        ("i-green", "value", "四十", None),
        ("i-green", "value", "４０％", "40"),
        ("3.1-01-02", "state", "完成", "done"),
        ("3.1-01-02", "state", "差不多", None),
    ],
)
def test_that_what_a_person_says_a_cell_means_is_asked_about_like_what_a_department_types(
    office, send, decide, row, column, typed, held
):
    table = "measure" if column == "state" else "quantity"
    send(city=edited(table, row, column, "看不清"))
    body = office.body("cgw")
    (edit,) = body.edits
    assert edit.taken is None
    if held is None:
        with pytest.raises(AppError):
            decide.take_cell(body.digest, edit, "电话核实", typed)
        assert office.body("cgw").edits == (edit,)
    else:
        decide.take_cell(body.digest, edit, "电话核实", typed)
        assert office.body("cgw").items[row].answer[column] == held
