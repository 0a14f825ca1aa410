"""报送情况: states, filter, search, and 催报."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from model.domain.answers import Evidence
from model.domain.submission import COVER
from model.office.department_year import ReportingState
from model.office.reviews import adopt_the_rest
from model.office.stamped_copies import stamped_copy
from model.workbook.intake.worker_client import WorkbookReader
from model.workbook.sealed import read_file
from ui.kit.table_model import CELL
from ui.pages.office import session
from ui.pages.office.board_lines import overall_words


@pytest.fixture
def board(with_few, room, page):
    return page("board")


def names(board):
    model = board.table.model()
    return [model.index(row, 0).data(CELL).words for row in range(model.rowCount())]


def test_that_every_body_is_there_with_its_state(board, plan):
    assert len(names(board)) == len(plan.bodies)
    assert board.bar.parts[ReportingState.MISSING].count == len(plan.bodies) - 4
    assert "已报 4 个" in board.header.state


def test_that_a_part_of_the_bar_shows_only_its_bodies_and_search_narrows_them(board):
    board.bar.choose(ReportingState.DOUBTFUL)
    assert 0 < len(names(board)) < 5
    board.bar.choose("")
    board.search.setText("街道")
    assert all("街道" in name for name in names(board))
    board.search.setText("没有这样的单位")
    assert board._places.currentIndex() == 1


def test_that_the_choice_stays_when_something_is_decided(board, room):
    reported = room.office.reported[-1]
    board.table.choose(reported.id)
    room.tell(room.decide(adopt_the_rest, reported.id))
    assert board.table.key == reported.id
    assert board.body._name.text() == reported.department.name


def test_that_the_body_chosen_all_along_comes_back_by_a_click(board, qtbot):
    board.header.primary.click()
    assert board.reminders.isVisible()
    place = board.table.visualRect(board.table.currentIndex()).center()
    qtbot.mouseClick(board.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert board.body.isVisible()


def test_that_reminders_are_ready_to_be_copied(board, room):
    board.header.primary.click()
    missing = [body for body in room.office.bodies if body.state is ReportingState.MISSING]
    assert len(board.reminders.texts) == len(missing)
    board.reminders.copy.click()
    assert missing[0].department.name in QGuiApplication.clipboard().text()


def test_that_choosing_a_body_leads_from_the_reminders_to_it(board, room):
    board.header.primary.click()
    assert board.reminders.isVisible()
    reported = room.office.reported[-1]
    board.table.choose(reported.id)
    assert not board.reminders.isVisible()
    assert board.body._name.text() == reported.department.name


def test_that_the_contact_list_is_written(board, done, tmp_path):
    board.header.primary.click()
    done(lambda: board.reminders.write_contacts(tmp_path / "联系表.xlsx"))
    assert (tmp_path / "联系表.xlsx").stat().st_size > 3_000


def test_that_enter_leads_to_the_review(board, room, window, qtbot):
    reported = room.office.reported[1]
    board.table.choose(reported.id)
    qtbot.keyClick(board.table, Qt.Key.Key_Return)
    assert window.page == "review"
    assert window.page_named("review").department == reported.id


def test_that_a_body_without_the_program_is_given_a_template_the_office_accepts(
    qtbot, board, room, tmp_path
):
    missing = next(body for body in room.office.bodies if body.state is ReportingState.MISSING)
    board.table.choose(missing.id)
    with qtbot.waitSignal(room.jobs.succeeded, timeout=20_000):
        board.body.write_template(tmp_path)
    (path,) = tmp_path.glob("*.xlsx")
    assert path.name == f"{missing.department.name}_2025年度填报模板.xlsx"
    with WorkbookReader() as reader:
        found = read_file(path, room.questionnaire, reader)
    assert found.submission.department == missing.id
    assert str(path.parent) in board.body.written.text()


def test_that_a_stamped_scan_is_tied_to_the_report_by_the_code_on_it(board, room, done, tmp_path):
    reported = room.office.reported[0]
    board.table.choose(reported.id)
    part = board.body.stamped
    assert part.isVisibleTo(board)
    part.attach.click()
    assert "校验码" in part.complaint.text()
    part.code.setText(reported.versions.counting.check_code)
    scan = tmp_path / "盖章件.ofd"
    scan.write_bytes(b"OFD")
    done(lambda: part.take(scan))
    assert "盖章件已附（校验码一致）　盖章件.ofd" in part.words.text()
    part.removed.click()
    assert part.words.text() == "还没有附盖章件"
    missing = next(body for body in room.office.bodies if body.versions is None)
    board.table.choose(missing.id)
    assert not part.isVisibleTo(board)


@pytest.mark.usefixtures("with_few")
def test_that_a_stamped_scan_goes_to_the_report_it_was_attached_to_whichever_is_chosen_meanwhile(
    board, room, done, tmp_path
):
    first, other = room.office.reported[:2]
    board.table.choose(first.id)
    part = board.body.stamped
    part.code.setText(first.versions.counting.check_code)
    scan = tmp_path / "盖章件.pdf"
    scan.write_bytes(b"%PDF-1.7")

    def take_and_go_on() -> None:
        part.take(scan)
        board.table.choose(other.id)
        part.code.setText("写到一半")

    done(take_and_go_on)
    assert stamped_copy(room.office, first.versions.counting).fits(first.versions.counting)
    assert stamped_copy(room.office, other.versions.counting) is None
    assert part.code.text() == "写到一半"


@pytest.mark.usefixtures("with_few")
def test_that_a_file_that_was_written_is_told_only_where_it_was_asked_for(
    board, room, done, tmp_path
):
    first, other = room.office.bodies[:2]
    board.table.choose(first.id)

    def write_and_go_on() -> None:
        board.body.write_template(tmp_path)
        board.table.choose(other.id)

    done(write_and_go_on)
    assert [*tmp_path.glob("*.xlsx")]
    assert board.body.written.isHidden()


@pytest.mark.usefixtures("with_few")
def test_that_the_rail_counts_bit_by_bit_where_a_year_is_long(
    office, open_window, monkeypatch, qtbot
):
    monkeypatch.setattr(session, "AT_ONCE_S", 0)
    counted = []
    window = open_window()
    window.session.counted.connect(counted.append)
    qtbot.waitUntil(lambda: bool(counted), timeout=30_000)
    assert counted[-1]["review"] == (4, "待审")
    assert counted[-1]["board"] == (44, "未报")


def test_that_what_is_said_of_the_year_as_a_whole_is_shown_with_its_evidence(board, room):
    body = room.office.reported[0]
    piece = Evidence(id="e", item=COVER, title="全年台账", reference="档案室")
    own = [one for one in body.submission.evidence if one.item != COVER]
    said = replace(body.submission, evidence=(*own, piece), cover={"remark": "一切正常"})
    words = overall_words(replace(body, submission=said))
    assert words == "总体情况　一切正常\n总体情况的佐证材料 1 件\n·　全年台账　档案室"
    assert overall_words(replace(body, submission=replace(said, evidence=(), cover={}))) == ""
