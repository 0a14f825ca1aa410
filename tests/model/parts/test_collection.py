"""A section's sheet goes out, is filled in elsewhere, and comes back."""

from dataclasses import replace
from datetime import date

import pytest
from openpyxl import load_workbook

from forms import FORMS
from model.domain.section import Share
from model.domain.submission import COVER
from model.errors import AppError
from model.jobs import JobContext
from model.parts.board import SectionState, section_lines, unassigned
from model.parts.collection import choose, collect, place_addition, take_back
from model.parts.division import fetch_division
from model.parts.shares import (
    add_section,
    change_section,
    give_as_last_year,
    last_years,
    remove_section,
    take_away,
)
from model.scoring.assess import Assessor
from model.store.evidence import fetch_evidence
from model.store.part_facts import fetch_facts, save_facts
from model.workbook.layout import Questionnaire
from model.workbook.section_sheet.content import SectionPaper
from model.workbook.section_sheet.read import MOST_PIECES
from model.workbook.section_sheet.write import write_section_sheet
from tests.model.parts.sections import DEPARTMENT, YEAR, fill, saved_at, sort_rows

TODAY = date(2026, 1, 8)


@pytest.fixture
def two(office):
    """Two sections that lead two measures each; an indicator goes to the first."""
    first, second = office.found("市容科", "环卫科")
    a, b, c, d, *_ = office.measures
    office.give(first, a, b, office.indicators[0])
    office.give(second, c, d)
    return office, first, second


def open_items(division, items):
    return [item for item in items if not division.answers.get(item)]


def state(office, section):
    lines = section_lines(
        office.division, office.items, open_items(office.division, office.items), TODAY
    )
    return next(one.state for one in lines if one.section.id == section.id)


def test_that_what_a_section_fills_in_arrives_and_the_same_file_twice_changes_nothing(two):
    office, first, _ = two
    a, b = office.measures[:2]
    (sent,) = office.send(first)
    assert state(office, first) is SectionState.WAITING
    path = fill(
        sent.path,
        {
            (a, "state"): "推进中", (a, "progress"): 60, (a, "done"): "建成两处示范点",
            (b, "state"): "完成", (b, "done"): "全部完成",
            (office.indicators[0], "value"): "约60",
            ("filled_by", "value"): "李四", ("signed_by", "value"): "王五",
        },
        "新建文件夹(1).xlsx",
    )  # fmt: skip
    told = office.collect(path)
    assert (told.new, told.items, told.asked) == (True, (a, b), ())
    assert office.division.answers[a] == {
        "state": "ongoing", "progress": "60", "done": "建成两处示范点"
    }  # fmt: skip
    (back,) = office.division.counting
    assert (back.content.filled_by, back.content.signed_by) == ("李四", "王五")
    assert [one.item for one in back.content.doubts] == [office.indicators[0]]
    assert state(office, first) is SectionState.PARTLY
    assert office.division.answered_by[a][0] == first.id
    assert not office.collect(path).new
    assert len(office.division.returns) == 1


def test_that_a_join_is_undone_and_redone_as_one_step(two):
    office, first, _ = two
    a = office.measures[0]
    (sent,) = office.send(first)
    path = fill(sent.path, {(a, "done"): "建成", (office.measures[1], "done"): "做完"})
    office.collect(path)
    office.undo()
    assert office.division.answers == {}
    assert office.division.counting == ()
    assert state(office, first) is SectionState.WAITING
    office.redo()
    assert office.answer(a, "done") == "建成"
    office.undo()
    assert office.collect(path).new
    assert office.answer(a, "done") == "建成"


def test_that_what_both_sides_said_is_asked_and_one_choice_settles_it(two):
    office, first, _ = two
    a = office.measures[0]
    office.say(a, done="起初")
    (sent,) = office.send(first)
    office.say(a, done="联络员改的")
    told = office.collect(fill(sent.path, {(a, "done"): "科室改的"}))
    assert told.asked == ((a, "done"),)
    ((place, found),) = office.division.questions
    assert found.voices == ("联络员改的", "科室改的")
    assert office.answer(a, "done") == "联络员改的"
    choose(office.db, office.division, {place: "科室改的"}, office.items)
    assert office.answer(a, "done") == "科室改的"
    assert not office.division.questions
    office.undo()
    assert office.division.questions
    assert office.answer(a, "done") == "联络员改的"


def test_that_two_copies_of_one_sheet_that_differ_are_asked_in_either_order(two):
    office, first, _ = two
    a, b = office.measures[:2]
    (sent,) = office.send(first)
    one = fill(sent.path, {(a, "done"): "甲", (b, "done"): "只有一份写了"}, "一.xlsx")
    other = fill(sent.path, {(a, "done"): "乙"}, "二.xlsx")
    seen = []
    for order in ((one, other), (other, one)):
        for path in order:
            office.collect(path)
        ((_, found),) = office.division.questions
        seen.append((found.voices, office.answer(a, "done"), office.answer(b, "done")))
        office.undo()
        office.undo()
    assert seen == [(("乙", "甲"), None, "只有一份写了")] * 2


FIRST, SECOND = "2026-01-06T08:00:00Z", "2026-01-07T08:00:00Z"


@pytest.fixture
def corrected(two):
    """A sheet that came back, and the same copy corrected a day later: one answer changed, one
    cleared, one added, a row lost, an item of evidence renamed.
    """
    office, first, _ = two
    a, b = office.measures[:2]
    (sent,) = office.send(first)
    typed = {
        (a, "done"): "建成两处", (b, "done"): "全部整治完成并验收", (b, "state"): "完成",
        (office.indicators[0], "value"): 60, ("e1", "title"): "旧名",
    }  # fmt: skip
    earlier = fill(sent.path, typed, "一.xlsx")
    typed |= {(a, "done"): "建成三处", (a, "progress"): 80, ("e1", "title"): "新名"}
    later = fill(sent.path, {**typed, (b, "state"): None}, "二.xlsx")
    book = load_workbook(later)
    sheet = next(one for one in book if office.indicators[0] in {c.value for c in one["A"]})
    sheet.delete_rows(next(c.row for c in sheet["A"] if c.value == office.indicators[0]))
    book.save(later)
    return office, saved_at(earlier, FIRST), saved_at(later, SECOND)


@pytest.mark.parametrize("turned", [False, True])
def test_that_a_corrected_copy_goes_before_the_one_it_corrects_in_either_order(corrected, turned):
    office, earlier, later = corrected
    a, b = office.measures[:2]
    told = [office.collect(path) for path in ((later, earlier) if turned else (earlier, later))]
    division = office.division
    assert not division.questions
    assert division.answers[a] == {"done": "建成三处", "progress": "80"}
    assert division.answers[b] == {"done": "全部整治完成并验收"}
    assert office.answer(office.indicators[0], "value") == "60"  # its row was lost, not cleared
    assert [p.title for p in fetch_evidence(office.db, YEAR, DEPARTMENT)] == ["新名"]
    if turned:
        assert told[1].older
        assert told[1].items == (office.indicators[0],)
    else:
        assert told[1].again
        assert told[1].items == (a, b)
    (line, _) = section_lines(division, office.items, open_items(division, office.items), TODAY)
    assert line.back.file_name == "二.xlsx"
    take_back(office.db, division, line.back, office.items)
    assert office.answer(a, "done") == "建成两处"
    assert [p.title for p in fetch_evidence(office.db, YEAR, DEPARTMENT)] == ["旧名"]


def test_that_a_corrected_copy_asks_about_what_was_changed_here_meanwhile_alone(corrected):
    office, earlier, later = corrected
    a, b = office.measures[:2]
    office.collect(earlier)
    office.say(a, done="联络员改的")
    office.say(b, done="联络员也改的")
    told = office.collect(later)
    assert told.asked == ((a, "done"),)
    assert office.answer(a, "progress") == "80"
    assert office.answer(b, "done") == "联络员也改的"


def test_that_another_persons_copy_saved_later_corrects_nothing(two):
    office, first, _ = two
    a, b = office.measures[:2]
    (sent,) = office.send(first)
    one = {(a, "done"): "甲", (b, "done"): "丙", ("filled_by", "value"): "李四"}
    other = {(a, "done"): "乙", ("filled_by", "value"): "王五"}
    office.collect(saved_at(fill(sent.path, one, "一.xlsx"), FIRST))
    told = office.collect(saved_at(fill(sent.path, other, "二.xlsx"), SECOND))
    assert told.asked == ((a, "done"),)
    assert office.answer(b, "done") == "丙"


def test_that_a_join_is_taken_back_after_others_were_made(two):
    office, first, second = two
    a, c = office.measures[0], office.measures[2]
    sheets = office.send(first, second)
    office.collect(fill(sheets[0].path, {(a, "done"): "甲"}))
    office.collect(fill(sheets[1].path, {(c, "done"): "乙"}))
    back = next(one for one in office.division.counting if one.part == sheets[0].sheet.id)
    take_back(office.db, office.division, back, office.items)
    assert office.answer(a, "done") is None
    assert office.answer(c, "done") == "乙"


def test_that_an_item_is_handed_back_with_its_reason_and_given_to_another(two):
    office, first, second = two
    a = office.measures[0]
    (sent,) = office.send(first)
    told = office.collect(fill(sent.path, {(a, "handed_back"): "属环卫科职责"}))
    assert told.handed_back == (a,)
    assert office.division.handed_back == {a: (first.id, "属环卫科职责")}
    assert a in unassigned(office.division, office.items)
    assert state(office, first) is SectionState.HANDED_BACK
    office.give(second, a)
    assert not office.division.handed_back
    assert a not in unassigned(office.division, office.items)


def test_that_a_sheet_that_is_sent_again_asks_for_what_was_handed_back(two):
    office, first, _ = two
    a = office.measures[0]
    (sent,) = office.send(first)
    office.collect(fill(sent.path, {(a, "handed_back"): "不属本科室"}))
    (again,) = office.send(first)
    assert not office.division.handed_back
    assert again.sheet.number == 2
    office.collect(fill(sent.path, {(a, "handed_back"): "不属本科室"}, "旧表.xlsx"))
    assert not office.division.handed_back


def test_that_rows_sorted_without_their_keys_are_known_by_number_and_words(two):
    office, first, _ = two
    a, b = office.measures[:2]
    (sent,) = office.send(first)
    path = fill(sent.path, {(a, "done"): "甲", (b, "done"): "乙"})
    office.collect(sort_rows(path, "任务清单", "排过序.xlsx"))
    assert (office.answer(a, "done"), office.answer(b, "done")) == ("甲", "乙")


def test_that_a_row_with_anothers_words_is_asked_about_and_not_taken(two):
    office, first, _ = two
    a, b = office.measures[:2]
    (sent,) = office.send(first)
    words = office.plan.measures[b].text
    path = fill(sent.path, {(a, "done"): "甲", (a, "words"): words, (b, "done"): "乙"})
    office.collect(path)
    assert office.answer(a, "done") is None
    (back,) = office.division.counting
    assert {one.item for one in back.content.doubts} == {a}


def test_that_a_row_or_sheet_that_is_gone_clears_nothing(two):
    office, first, _ = two
    a = office.measures[0]
    office.say(a, done="已有的")
    (sent,) = office.send(first)
    from openpyxl import load_workbook

    book = load_workbook(sent.path)
    del book["任务清单"]
    book.save(sent.path)
    told = office.collect(sent.path)
    assert told.empty
    assert office.answer(a, "done") == "已有的"
    assert "没有找到" in office.division.counting[0].content.remarks[0]


def test_that_a_cell_that_came_back_empty_clears_nothing_unasked(two):
    office, first, _ = two
    a = office.measures[0]
    office.say(a, state="behind", done="已有的", problems="资金未到位")
    (sent,) = office.send(first)
    told = office.collect(fill(sent.path, {(a, "done"): "科室改的", (a, "problems"): None}))
    assert told.asked == ((a, "problems"),)
    assert office.answer(a, "problems") == "资金未到位"
    assert office.answer(a, "done") == "科室改的"
    choose(office.db, office.division, {(a, "problems"): None}, office.items)
    assert office.answer(a, "problems") is None
    assert not office.division.questions


def test_that_a_section_is_sent_nothing_that_its_department_does_not_see(two):
    office, first, _ = two
    a = office.measures[0]
    office.say(a, state="done", done="建成", progress="80", problems="掘进审批推迟")
    (sent,) = office.send(first)
    assert sent.sheet.answers[a] == {"state": "done", "done": "建成"}


def test_that_a_section_that_a_restore_forgot_is_known_again_by_its_sheet(two):
    office, first, _ = two
    indicator = office.indicators[0]
    (sent,) = office.send(first)
    with office.db.conn:
        office.db.execute("DELETE FROM section")
        office.db.execute("DELETE FROM part_fact")
    office.collect(fill(sent.path, {(indicator, "value"): "约60"}))
    assert [(one.id, one.name) for one in office.division.sections] == [(first.id, first.name)]
    assert indicator in office.division.items_of(first.id, Share.LEAD)
    (back,) = office.division.counting
    assert [one.item for one in back.content.doubts] == [indicator]
    office.undo()
    assert office.division.sections == ()


def test_that_another_section_adds_to_an_item_without_touching_its_answer(two):
    office, first, second = two
    a = office.measures[0]
    office.give(second, a, share=Share.ADD)
    one, other = office.send(first, second)
    office.collect(fill(one.path, {(a, "done"): "牵头写的"}))
    told = office.collect(fill(other.path, {(a, "addition"): "另清运两万吨"}))
    assert told.additions == 1
    (added,) = office.division.additions
    assert (added.source, added.said) == (second.id, "另清运两万吨")
    place_addition(office.db, office.division, a, second.id, "done", 1000)
    assert office.answer(a, "done") == "牵头写的\n另清运两万吨"
    assert not office.division.additions


def test_that_a_sheet_of_another_pc_is_not_joined(two, tmp_path_factory, today):
    office, first, _ = two
    (sent,) = office.send(first)
    from tests.model.parts.sections import Office

    other = Office(tmp_path_factory.mktemp("other"), today, office.rulebook)
    with pytest.raises(AppError):
        other.collect(sent.path)
    other.db.close()


def test_that_a_sheet_that_seals_something_else_than_was_sent_is_not_joined(two):
    office, first, _ = two
    a = office.measures[0]
    (sent,) = office.send(first)
    forged = replace(sent.sheet, answers={a: {"done": "从来没有发过的"}})
    asked = Questionnaire(plan=office.plan, forms=FORMS)
    path = sent.path.with_name("假的.xlsx")
    targets = Assessor(office.plan, office.rulebook, DEPARTMENT, YEAR).targets
    paper = SectionPaper(sheet=forged, questionnaire=asked, targets=targets)
    write_section_sheet(path, paper, JobContext())
    with pytest.raises(AppError, match="与发给“市容科”的不一样"):
        office.collect(path)
    assert not office.division.returns


def test_that_last_years_sections_are_offered_first(two):
    office, _, _ = two
    db, division = office.db, office.division

    next_year = fetch_division(db, YEAR + 1, DEPARTMENT)
    found = last_years(db, next_year, office.items)
    assert found.keys() == division.shares.keys()
    give_as_last_year(db, next_year, found)
    next_year = fetch_division(db, YEAR + 1, DEPARTMENT)
    assert next_year.shares == division.shares
    take_away(db, next_year, [office.measures[0]])
    assert office.measures[0] not in fetch_division(db, YEAR + 1, DEPARTMENT).shares


def test_that_one_section_leads_an_item(two):
    office, first, second = two
    a = office.measures[0]
    office.give(second, a)
    assert office.division.shares[a] == {second.id: Share.LEAD}
    office.undo()
    assert office.division.shares[a] == {first.id: Share.LEAD}


def test_that_sections_come_and_go_like_other_edits(two):
    office, first, _ = two
    a = office.measures[0]
    (sent,) = office.send(first)
    change_section(office.db, office.division, replace(first, name="市容管理科", contact="李四"))
    assert office.division.name(first.id) == "市容管理科"
    remove_section(office.db, office.division, first.id)
    assert first.id not in {one.id for one in office.division.sections}
    assert a in unassigned(office.division, office.items)
    assert office.division.name(first.id) == "市容管理科"
    office.undo()
    assert office.division.leader(a) == first.id
    office.undo()
    assert office.division.sections[0] == first
    office.redo()
    office.redo()
    again = add_section(office.db, office.division, "市容管理科")
    assert again.id == first.id  # whose sheet is still out
    assert again.contact == "李四"
    assert a in unassigned(office.division, office.items)
    assert office.collect(fill(sent.path, {(a, "done"): "甲"})).section == first.id
    office.undo()
    office.undo()
    assert first.id not in {one.id for one in office.division.sections}


def test_that_a_section_that_is_late_is_told_by_its_days(two):
    office, first, _ = two
    office.send(first, due="2026-01-05")
    (line, _) = section_lines(
        office.division, office.items, open_items(office.division, office.items), TODAY
    )
    assert line.days_late == 3


def test_that_a_sheet_brings_no_more_evidence_than_anybody_looks_at_and_strays_are_named(office):
    (section,) = office.found("市容科")
    office.give(section, *office.measures[:2])
    (sent,) = office.send(section)
    book = load_workbook(sent.path)
    sheet = book["佐证材料"]
    columns = {sheet.cell(1, n).value: n for n in range(2, sheet.max_column + 1)}
    first = sheet.max_row + 1
    for number in range(MOST_PIECES + 5):
        sheet.cell(first + number, 1).value = f"more{number}"
        sheet.cell(first + number, columns["title"]).value = f"材料{number}"
        sheet.cell(first + number, columns["item"]).value = "别的科室的事"
    book.save(back := sent.path.with_name("交回.xlsx"))
    content = office.read(back).content
    assert len(content.evidence) == MOST_PIECES
    stray, much = content.remarks
    assert "“别的科室的事”" in stray
    assert str(MOST_PIECES) in much
    assert {piece.item for piece in content.evidence} == {COVER}


def test_that_a_sheet_that_brings_evidence_alone_is_not_empty(office):
    (section,) = office.found("市容科")
    office.give(section, *office.measures[:2])
    (sent,) = office.send(section)
    told = office.collect(fill(sent.path, {("e1", "title"): "会议纪要"}, "交回.xlsx"))
    assert (told.empty, told.pieces) == (False, 1)


def test_that_a_sheet_sent_under_an_earlier_name_comes_back_to_the_heir(two):
    office, first, _ = two
    a, db, heir = office.measures[0], office.db, "heir"
    (sent,) = office.send(first)
    save_facts(db, YEAR, heir, fetch_facts(db, YEAR, DEPARTMENT))
    back = office.read(fill(sent.path, {(a, "done"): "建成"}))
    division = fetch_division(db, YEAR, heir, (DEPARTMENT,))
    told = collect(
        db, division, back.sheet, back.content, office.items, file_name="表.xlsx", sha256="0"
    )
    now = fetch_division(db, YEAR, heir, (DEPARTMENT,))
    assert told.items == (a,)
    assert now.answers[a] == {"done": "建成"}
    assert (now.name(now.leader(a)), len(now.counting)) == ("市容科", 1)
    assert office.answer(a, "done") is None  # what was said under the earlier name stays as it was
