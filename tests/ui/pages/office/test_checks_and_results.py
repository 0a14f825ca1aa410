"""核对 and 结果: decisions side by side, from the whole down to the cell, and what goes out."""

import re
import zipfile

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from model.consolidation.conflicts import FigureRuling, How
from model.domain.plan import answering
from model.domain.review import Matter
from model.office.reviews import adopt_the_rest
from model.office.rulings import switch_four_eyes
from model.outputs import Output
from model.report.year_figures import Drawing
from model.store.record_chain import chain_state
from model.store.transaction import saving
from ui.alerts import Why
from ui.pages.office.check_entries import CheckKind
from ui.pages.office.result_lines import duty_lines
from ui.pages.office.results import VIEWS


@pytest.fixture
def checks(with_few, room, page):
    return page("checks")


@pytest.fixture
def results(with_few, room, page):
    return page("results")


def show(checks, kind) -> None:
    checks.pills.choose([*CheckKind].index(kind))


def test_that_a_conflict_is_marked_seen_and_taken_back(checks, room):
    show(checks, CheckKind.SCORE)
    key = checks.list.key
    checks.conflict.seen.note.setText("规则版本不同")
    checks.conflict.seen.mark.click()
    (settled,) = [c for c in room.office.conflicts if f"c:{c.key}" == key]
    assert (settled.open, settled.reason) == (False, "规则版本不同")
    checks.list.choose(key)
    checks.conflict.seen._back.click()
    (again,) = [c for c in room.office.conflicts if f"c:{c.key}" == key]
    assert again.open


def test_that_nothing_is_settled_before_it_is_said_by_whom(checks, room, monkeypatch):
    show(checks, CheckKind.SCORE)
    key, names = checks.list.key, ["", "赵六"]
    room.set_reviewer("")
    monkeypatch.setattr("ui.pages.office.session.ask_who", lambda _: names.pop(0))
    seen = checks.conflict.seen
    seen.note.setText("规则版本不同")
    seen.mark.click()
    (left,) = [c for c in room.office.conflicts if f"c:{c.key}" == key]
    assert left.open
    assert seen.note.text() == "规则版本不同"
    seen.mark.click()
    (settled,) = [c for c in room.office.conflicts if f"c:{c.key}" == key]
    assert (settled.open, settled.reason) == (False, "规则版本不同")
    assert room.office.ruling(Matter.SEEN, settled.key).by == "赵六"
    assert names == []


@pytest.fixture
def figure(checks):
    """The indicator that two departments report differently."""
    show(checks, CheckKind.SUPPLIED)
    assert [voice.value for voice in checks.conflict._conflict.voices if voice.value is not None]
    return checks.conflict._conflict


def rows_about(path, sheet, name) -> list[tuple[object, ...]]:
    book = load_workbook(path, data_only=True)
    return [row for row in book[sheet].iter_rows(values_only=True) if name in row]


def words_in(path) -> str:
    with zipfile.ZipFile(path) as archive:
        return re.sub("<[^>]+>", "", archive.read("word/document.xml").decode())


def test_that_a_value_is_picked_with_a_reason_and_used_everywhere(
    checks, figure, page, room, done, tmp_path
):
    part = checks.conflict.figure
    part.value.box.setText("3")
    part.value._on_edited()
    part.pick.click()
    assert "理由" in part._complaint.text()
    part.reason.setText("按统计公报核定")
    part.pick.click()
    (settled,) = [c for c in room.office.conflicts if c.key == figure.key]
    assert (settled.open, settled.reason) == (False, "按统计公报核定")
    assert settled.settled.startswith("核定为 3")
    (one,) = [i for i in room.office.picture.indicators if i.indicator.id == figure.subject]
    assert (one.value, one.note) == (3, "办公室核定")
    for voice in figure.voices:
        if voice.value is not None:
            items = room.body(voice.department).items
            if figure.subject not in items:  # it supplied a number and answers for none
                continue
            counts = items[figure.subject]
            assert (counts.answer["value"], counts.adjusted) == ("3", voice.value != 3)
    outputs = page("results").outputs
    done(lambda: outputs.write(Output.SUMMARY, tmp_path / "汇总.xlsx"))
    (row,) = rows_about(tmp_path / "汇总.xlsx", "指标", figure.title)
    assert 3 in row
    assert "办公室核定" in row
    (row,) = rows_about(tmp_path / "汇总.xlsx", "核对", figure.title)
    assert "按统计公报核定" in row
    done(lambda: outputs.write(Output.REPORT, tmp_path / "报告.docx"))
    assert "按统计公报核定" in words_in(tmp_path / "报告.docx")


def test_that_a_number_that_one_person_rules_waits_for_another_who_confirms_it(
    checks, figure, room
):
    room.set_reviewer("张三")
    room.tell(room.decide(switch_four_eyes, "按办公室规定", on=True))
    checks.list.choose(f"c:{figure.key}")
    next(iter(checks.conflict.owners.values())).click()
    checks.list.choose(f"c:{figure.key}")
    (one,) = [c for c in room.office.conflicts if c.key == figure.key]
    assert one.open
    part = checks.conflict.seen
    assert part._words.text().startswith("拟以")
    assert part._words.text().endswith("待第二人确认，没有计入。")
    assert not checks.conflict.owners
    part.confirm.click()
    assert "不能确认自己" in part._complaint.text()
    room.set_reviewer("李四")
    part.confirm.click()
    (one,) = [c for c in room.office.conflicts if c.key == figure.key]
    assert not one.open
    checks.list.choose(f"c:{figure.key}")
    assert "李四确认" in checks.conflict.seen._words.text()


def test_that_an_owners_number_holds_for_all_and_can_be_taken_back(checks, figure, room):
    owner = next(iter(checks.conflict.owners))
    said = next(voice.value for voice in figure.voices if voice.department == owner)
    checks.conflict.owners[owner].click()
    (settled,) = [c for c in room.office.conflicts if c.key == figure.key]
    assert settled.settled == f"以数据责任单位{room.name(owner)}的数为准"
    (one,) = [i for i in room.office.picture.indicators if i.indicator.id == figure.subject]
    assert one.value == said
    checks.list.choose(f"c:{figure.key}")
    checks.conflict.seen._back.click()
    (again,) = [c for c in room.office.conflicts if c.key == figure.key]
    assert again.open


def test_that_what_cannot_be_added_up_is_not_offered_to_be(checks, figure, room):
    fits = FigureRuling(how=How.SUM).fits(room.office.plan.indicators[figure.subject])
    assert checks.conflict.figure.others[How.SUM].isHidden() is not fits
    assert not fits


def test_that_numbers_that_were_never_one_are_not_compared(checks, figure, room):
    checks.conflict.figure.others[How.EACH].click()
    (settled,) = [c for c in room.office.conflicts if c.key == figure.key]
    assert settled.settled == "各报本单位情况，不作比较"


def test_that_what_stays_open_is_said_in_the_summary_and_the_report(figure, page, done, tmp_path):
    outputs = page("results").outputs
    done(lambda: outputs.write(Output.REPORT, tmp_path / "报告.docx"))
    told = words_in(tmp_path / "报告.docx")
    assert "处数据不一致尚未核定：" in told
    assert "供数不同 1 处" in told
    assert figure.title in told
    done(lambda: outputs.write(Output.SUMMARY, tmp_path / "汇总.xlsx"))
    (row,) = rows_about(tmp_path / "汇总.xlsx", "核对", figure.title)
    assert "待核定" in row


def test_that_a_suspicion_leads_to_its_places(checks, window):
    show(checks, CheckKind.SUSPICION)
    checks.suspicion._look(checks.suspicion._suspicion.places[0])
    assert window.page == "review"


def test_that_the_button_goes_to_what_waits(checks):
    for _ in range(3):
        checks.header.primary.click()
    assert checks.list.key


def test_that_a_number_leads_down_to_the_file_and_the_cell(results, done, few, qtbot):
    district = results.district
    district.tallies.selectRow(district.tallies.count - 1)
    qtbot.keyClick(district.tallies, Qt.Key.Key_Return)
    assert district.section
    district.show_item(next(iter(results._room.office.reported[0].items)))
    assert district.duties.count
    done(district.trace.locate.click)
    assert "在“" in district.trace.words.text()
    assert any(path.name in district.trace.words.text() for path in few.iterdir())


def test_that_behind_an_item_stands_who_answers_for_it_and_nobody_who_supports(results):
    office = results._room.office
    items = [*office.plan.measures.values(), *office.plan.indicators.values()]
    assert any(len(item.departments) > len(answering(item)) for item in items)
    for item in items:
        assert [line.key for line in duty_lines(office, item.id)] == [*answering(item)]


def test_that_ranks_stay_off_until_switched_on(results):
    results.pills.choose(2)
    assert results.ranking._places.currentIndex() == 0
    results.ranking.switch_on.click()
    assert results.ranking._places.currentIndex() == 1
    assert results.ranking.table.count


def test_that_an_indicator_leads_to_who_reported_it(results):
    results.pills.choose(1)
    results.indicators.table.selectRow(0)
    results.indicators.table._open()
    assert results.pills.current == 0
    assert results.district.item


def test_that_the_proof_is_forgotten_when_something_changes(results, done, room):
    results.pills.choose(4)
    done(results.outputs.proof.verify)
    assert results.outputs.proof.chip.words == "一致"
    room.tell(room.decide(adopt_the_rest, room.office.reported[0].id))
    assert results.outputs.proof.table.isHidden()


def test_that_figures_are_drawn_and_saved(results, done, tmp_path):
    done(lambda: results.pills.choose(3))
    assert results.figures.picture.drawn
    for suffix in ("png", "pdf"):
        done(lambda suffix=suffix: results.figures.write(tmp_path / f"图.{suffix}"))
        assert (tmp_path / f"图.{suffix}").stat().st_size > 5_000
    assert set(results.figures._drawn.pictures) == set(Drawing) - {
        Drawing.CHANGE,
        Drawing.RECTIFICATION,
    }


def test_that_the_summary_is_written(results, done, tmp_path):
    path = tmp_path / "汇总.xlsx"
    done(lambda: results.outputs.write(Output.SUMMARY, path))
    assert results.outputs.sent.path == path
    assert path.stat().st_size > 5_000


def test_that_after_writing_a_file_the_buttons_are_where_they_were_and_keep_the_focus(
    with_few, page, done, tmp_path, window
):
    results = page("results")
    results.pills.choose(VIEWS.index("报告与证明"))
    outputs = results.outputs
    button = outputs.buttons[Output.REPORT]
    button.setFocus()
    QApplication.processEvents()
    before = button.mapTo(outputs, QPoint())
    done(lambda: outputs.write(Output.REPORT, tmp_path / "报告.docx"))
    QApplication.processEvents()
    assert outputs.sent.isVisible()
    assert button.mapTo(outputs, QPoint()) == before
    assert QApplication.focusWidget() is button


def test_that_the_focus_stays_beside_a_decision_whose_button_is_gone(checks, figure):
    owner = next(iter(checks.conflict.owners.values()))
    owner.setFocus()
    owner.click()
    assert QApplication.focusWidget() is checks.list


def test_that_the_head_counts_contradictions_and_oddities_apart_as_the_report_does(checks, room):
    contrary = sum(one.open for one in room.office.conflicts)
    odd = sum(room.office.seen(one) is None for one in room.office.suspicions)
    assert checks.header.state.startswith(f"{contrary} 处不一致、{odd} 处疑点待处理；")


def test_that_who_said_something_stands_before_who_has_not_reported(checks, figure):
    lines = checks.conflict._voices
    said = [
        lines.itemAt(n).widget().layout().itemAt(1).widget().text() for n in range(lines.count())
    ]
    assert said == sorted(said, key=lambda words: words == "未报")
    assert said[0] != "未报"


def test_that_the_acts_are_shown_to_hold_and_a_printed_code_is_looked_up(results, room, qtbot):
    results.pills.choose(VIEWS.index("报告与证明"))
    record = results.outputs.record
    assert record.chip.words == "没有改动"
    assert not record.accept.isVisibleTo(results)
    record.typed.setText(chain_state(room.session.db.conn).code.lower())
    record.button.click()
    qtbot.waitUntil(lambda: not room.jobs.busy)
    assert record.found_chip.words == "对得上"
    record.typed.setText("0" * 16)
    record.button.click()
    qtbot.waitUntil(lambda: not room.jobs.busy)
    assert record.found_chip.words == "对不上"


def test_that_changed_acts_are_listed_until_somebody_says_why(results, room, monkeypatch):
    db = room.session.db
    with saving(db):
        db.execute("UPDATE batch SET origin = '别处'")
        db.execute("UPDATE chain_link SET content = 'x' WHERE of = 'batch'")
    results.pills.choose(VIEWS.index("报告与证明"))
    record = results.outputs.record
    assert record.chip.words == "有改动"
    assert "收件批次" in record.details.text()
    monkeypatch.setattr(
        "ui.pages.office.record_view.ask_why", lambda *_, **__: Why(by="王五", reason="已核实")
    )
    record.accept.click()
    assert record.chip.words == "没有改动"
    assert "王五核实过" in record.sentence.text()


def test_that_the_checks_open_on_the_first_kind_of_which_there_is_something(
    with_few, room, page, monkeypatch
):
    only = CheckKind.SUSPICION
    monkeypatch.setattr("ui.pages.office.checks.has_any", lambda _, kind: kind is only)
    found = page("checks")
    assert found.kind is CheckKind.SUSPICION
    assert found.list.shown
    shown = [not found.pills._group.button(place).isHidden() for place in range(len(CheckKind))]
    assert shown.count(True) == 1
