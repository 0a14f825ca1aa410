"""复核两人制: what one person decided counts once another one confirmed it."""

import pytest

from forms import FORMS
from model.consolidation.conflicts import FigureRuling, How
from model.consolidation.reviewed_answers import ReviewStanding
from model.domain.review import Matter
from model.errors import AppError
from model.office.report_contents import opinion
from model.office.review_exchange import ReviewExchange
from model.office.reviews import changed_grade
from model.office.year import OfficeYear
from tests.model.office.conftest import FILES
from tests.model.office.live import Decisions
from tests.model.workbook.damage import place_of, with_cell
from tests.model.workbook.years import YEAR, small_rulebook


@pytest.fixture
def two(office):
    return Decisions(office, by="张三"), Decisions(office, by="李四")


@pytest.fixture
def on(send, two):
    send("city", "schools")
    two[0].switch_four_eyes("按办公室规定", on=True)


def item(office, key):
    return office.body("cgw").items[key]


def of(office, wanted):
    return [key for key, one in office.body("cgw").items.items() if wanted(one)]


def test_that_nothing_needs_a_second_name_until_it_is_switched_on(office, send, two):
    send("city")
    first, _ = two
    first.adjust("cgw", "i-cars", {"value": "12"}, "按合同核增")
    assert item(office, "i-cars").standing is ReviewStanding.REVIEWED
    with pytest.raises(AppError, match="理由"):
        first.switch_four_eyes(" ", on=True)
    first.switch_four_eyes("按办公室规定", on=True)
    assert item(office, "i-cars").standing is ReviewStanding.UNCONFIRMED
    first.switch_four_eyes("只剩一人", on=False)
    assert item(office, "i-cars").standing is ReviewStanding.REVIEWED


def test_that_a_decision_that_waits_for_a_second_name_is_counted_as_waiting_alone(office, on, two):
    two[0].adjust("cgw", "i-cars", {"value": "12"}, "按合同核增")
    two[0].adopt("cgw", "3.1-01-02")
    exchange = ReviewExchange(office.now)
    assert exchange.decided["cgw"] == {"张三": 1}
    done = sum(exchange.decided["cgw"].values())
    assert done + exchange.waiting["cgw"] == len(office.body("cgw").items)


def test_that_a_correction_counts_for_nothing_until_another_person_confirms_it(office, on, two):
    first, second = two
    before = office.body("cgw").reviewed.total
    first.adjust("cgw", "i-cars", {"value": "12"}, "按合同核增")
    one = item(office, "i-cars")
    assert (one.standing, one.answer["value"]) == (ReviewStanding.UNCONFIRMED, "11")
    assert office.body("cgw").reviewed.total == before
    said = next(d for d in opinion(office.now, "cgw").decisions if d.title == one.item.title)
    assert (said.verdict, said.counts) == ("待确认", "—")
    assert "没有计入" in said.remark
    with pytest.raises(AppError, match="不能确认自己"):
        first.confirm("cgw", "i-cars")
    with pytest.raises(AppError, match="不能确认自己"):
        Decisions(office, by="张　三").confirm("cgw", "i-cars")  # the usual way to write it
    with pytest.raises(AppError, match="复核人"):
        Decisions(office, by="").confirm("cgw", "i-cars")
    assert second.confirm("cgw", "i-cars") == 1
    one = item(office, "i-cars")
    assert (one.standing, one.answer["value"]) == (ReviewStanding.REVIEWED, "12")
    assert (one.review.by, one.second) == ("张三", "李四")
    assert office.body("cgw").reviewed.total > before
    said = next(d for d in opinion(office.now, "cgw").decisions if d.title == one.item.title)
    assert "张三复核，李四确认" in said.remark
    assert [r.by for r in office.history if r.matter is Matter.CONFIRMED] == ["李四"]


def test_that_what_stood_before_stands_until_a_later_correction_is_confirmed(office, on, two):
    first, second = two
    first.adjust("cgw", "i-cars", {"value": "12"}, "按合同核增")
    second.confirm("cgw", "i-cars")
    second.adjust("cgw", "i-cars", {"value": "13"}, "又核增")
    assert item(office, "i-cars").answer["value"] == "12"
    with pytest.raises(AppError):
        second.confirm("cgw", "i-cars")
    second.withdraw("cgw", "i-cars")
    assert item(office, "i-cars").standing is ReviewStanding.PENDING


def edited(table, row, column, text):
    sheet, cell = place_of(FILES["city"], table, row, column)
    return with_cell(FILES["city"], sheet, cell, text)


def obstacles(who):
    with pytest.raises(AppError) as held:
        who.pass_year("cgw")
    return [one.message for one in held.value.problems]


def test_that_a_hand_edit_that_is_adopted_counts_once_another_person_confirms_it(office, send, two):
    send(city=edited("quantity", "i-cars", "value", "12"))
    first, second = two
    first.switch_four_eyes("按办公室规定", on=True)
    body = office.body("cgw")
    (edit,) = body.edits
    before = body.reviewed.total
    first.take_cell(body.digest, edit, "电话核实")
    body = office.body("cgw")
    assert (body.edits, body.waiting_edits) == ((), (edit,))
    assert (body.items["i-cars"].answer["value"], body.reviewed.total) == ("11", before)
    assert any("待第二人确认" in doubt for doubt in body.doubts())
    assert "有 1 处采用表内值待第二人确认。" in obstacles(first)
    (receipt,) = [one for one in office.receipts if one.verdict.edits]
    assert office.remarks_on(receipt.verdict)[0].startswith("手工改动，拟采用表内值，待第二人确认")
    (told,) = [d for d in opinion(office.now, "cgw").decisions if "采用表内值" in d.remark]
    assert (told.verdict, told.counts) == ("待确认", "—")
    ruling = office.edit_ruling(body.digest, edit)
    for nobody in (first, Decisions(office, by="")):
        with pytest.raises(AppError):
            nobody.confirm_ruling(ruling)
    second.confirm_ruling(ruling)
    body = office.body("cgw")
    assert (body.items["i-cars"].answer["value"], body.waiting_edits) == ("12", ())
    assert body.reviewed.total > before
    (told,) = [d for d in opinion(office.now, "cgw").decisions if d.verdict == "采用表内值"]
    assert "张三核定，李四确认" in told.remark
    second.take_cell(body.digest, edit, "又核实", "13")  # what was confirmed stands meanwhile
    assert office.body("cgw").items["i-cars"].answer["value"] == "12"
    second.keep_sealed(body.digest, edit)
    assert office.body("cgw").items["i-cars"].answer["value"] == "11"


@pytest.mark.parametrize(
    ("ruling", "number"),
    [
        (FigureRuling(how=How.VALUE, named="37"), "37"),
        (FigureRuling(how=How.OWNER, named="jyj"), "40"),
    ],
)
def test_that_a_number_ruled_for_an_indicator_counts_once_another_person_confirms_it(
    office, on, two, ruling, number
):
    first, second = two
    reported = item(office, "i-green").answer["value"]
    assert reported != number
    (conflict,) = [one for one in office.conflicts if one.subject == "i-green"]
    assert conflict.open
    first.rule_figure("i-green", ruling, "现场核实")
    assert item(office, "i-green").answer["value"] == reported
    assert "以哪个数为准，待第二人在“核对”页确认。" in obstacles(first)
    (conflict,) = [one for one in office.conflicts if one.subject == "i-green"]
    assert conflict.open
    made = office.ruling(Matter.FIGURE, "i-green")
    assert office.waits(made)
    with pytest.raises(AppError, match="不能确认自己"):
        first.confirm_ruling(made)
    second.confirm_ruling(made)
    assert item(office, "i-green").answer["value"] == number
    assert not office.body("cgw").waiting_figures
    (conflict,) = [one for one in office.conflicts if one.subject == "i-green"]
    assert not conflict.open


def test_that_a_number_that_lapsed_waits_for_nobody(office, on, two, send):
    two[0].rule_figure("i-cars", FigureRuling(how=How.VALUE, named="15"), "现场核实")
    assert office.body("cgw").waiting_figures == ("i-cars",)
    send("again")  # with another number
    assert not office.waits(office.ruling(Matter.FIGURE, "i-cars"))
    assert office.body("cgw").waiting_figures == ()


def test_that_next_year_is_told_no_correction_that_nobody_confirmed(office, on, two):
    first, second = two
    first.adjust("cgw", "i-cars", {"value": "12"}, "按合同核增")

    def then():
        read = OfficeYear.read(office.terms.plans, small_rulebook(), FORMS, YEAR + 1)
        return read.last_year.answer("cgw", "i-cars")

    assert not then().how
    second.confirm("cgw", "i-cars")
    assert then().counted["value"] == "12"
    second.adjust("cgw", "i-cars", {"value": "13"}, "又核增")
    assert then().counted["value"] == "12"


def test_that_a_proposal_lapses_with_what_was_reported(office, on, two, send):
    two[0].adjust("cgw", "i-cars", {"value": "10"}, "按合同核减")
    send("again")
    assert item(office, "i-cars").proposed is None


def test_that_vetoed_items_hold_the_year_back_until_they_are_confirmed(office, on, two):
    first, second = two
    vetoed = of(office, lambda one: office.second_names.vetoed(one.item))
    with pytest.raises(AppError) as held:
        first.pass_year("cgw")
    assert any("否决项" in one.message for one in held.value.problems)
    first.adopt("cgw", *vetoed)
    assert of(office, lambda one: one.proposed) == vetoed
    with pytest.raises(AppError) as held:
        first.pass_year("cgw")
    assert any("第二人确认" in one.message for one in held.value.problems)
    for key in of(office, lambda one: one.needs_approval and not one.proposed):
        first.approve("cgw", key)
    first.adjust("cgw", "3.1-01-02", {"progress": "62"}, "取整")
    second.confirm("cgw", *of(office, lambda one: one.proposed))
    second.confirm_grade("cgw")
    first.pass_year("cgw")
    assert office.body("cgw").passed


def test_that_a_change_of_grade_is_confirmed_by_somebody_else_than_who_passes(office, on, two):
    first, second = two
    for key in ("3.1-01-02", "3.1-01-03"):
        first.adjust("cgw", key, {"state": "done", "done": "已完成", "progress": None}, "已核实")
    assert not changed_grade(office.body("cgw"))
    second.confirm("cgw", "3.1-01-02", "3.1-01-03")
    assert changed_grade(office.body("cgw"))

    def grade_holds(who):
        with pytest.raises(AppError) as held:
            who.pass_year("cgw")
        return any("等次" in one.message for one in held.value.problems)

    first.confirm_grade("cgw")
    assert grade_holds(first)
    assert not grade_holds(second)
    second.withdraw("cgw", "3.1-01-02", "3.1-01-03")
    assert not changed_grade(office.body("cgw"))
