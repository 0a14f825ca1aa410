"""方案编制 from a text to a folder: read, corrected where it stands, kept, undone, written."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from model.compilation.compilation import begun
from model.compilation.returned_book import HERE
from model.compilation.source_words import ReadPlanText
from model.package.plan_folders import brought_plan, read_plan_file
from model.plan.loader import load_plan
from model.plan.note_forms import NoteRole
from model.store.data_file import open_store
from model.store.settings import Profile, Role, save_profile
from model.workbook.intake.worker_client import WorkbookReader
from tests.model.plan_draft.reading import FOLDER, draft_of, text_of
from ui.pages.plan_draft.draft_entries import EntryKind, kind_and_id
from ui.pages.plan_draft.page import PlanDraftPage
from ui.pages.plan_draft.work_part import BODIES, HEAD, REMARKS, TARGETS
from ui.session import Session

TEXT = FOLDER / "texts" / "wuhan.txt"  # the shortest


def wait(page: PlanDraftPage) -> None:
    while page.room.jobs.busy:
        QApplication.processEvents()


@pytest.fixture(scope="module")
def read() -> ReadPlanText:
    return ReadPlanText(source=TEXT.name, text=text_of("wuhan"), draft=draft_of("wuhan"))


@pytest.fixture(scope="module")
def session(qapp, plan, rulebook, tmp_path_factory):
    with closing(open_store(tmp_path_factory.mktemp("plans") / "data.db")) as db:
        save_profile(db, Profile(role=Role.OFFICE, year=2025))
        yield Session(plan, rulebook, db)


@pytest.fixture(scope="module")
def page_of(session):
    pages = []

    def page_of() -> PlanDraftPage:
        page = PlanDraftPage(session)
        page.resize(1180, 728)
        page.show()
        pages.append(page)
        return page

    yield page_of
    for page in pages:
        page.room.jobs.close()
        page.hide()
        page.deleteLater()


@pytest.fixture(scope="module")
def one_page(page_of):
    return page_of()


@pytest.fixture
def page(one_page):
    """With no draft in the making."""
    yield one_page
    one_page.room.close()
    for head in one_page.room.heads:
        one_page.room.delete(head.id)
    jobs = one_page.room.jobs
    jobs._pool.shutdown(wait=True)  # the page goes on to the next test
    jobs._pool = ThreadPoolExecutor(max_workers=1)


@pytest.fixture
def reading(page, read, session):
    """The page with a text read."""
    page.room.compilation = begun(session.db, read)
    page.room.opened.emit()
    return page


def rows(page, kind):
    return [e.key for e in page.work.list.shown if kind_and_id(e.key)[0] is kind]


def draft(page):
    return page.room.compilation.draft


def first_clause(page):
    return next(one for one in draft(page).clauses if len(one.measures) > 2)


def test_that_a_text_is_read_and_listed_beside_it(reading):
    work = reading.work
    assert draft(reading).title in reading.header.state
    assert work.text.toPlainText().startswith(draft(reading).text[:40])
    assert len(rows(reading, EntryKind.CLAUSE)) == len(draft(reading).clauses)
    assert len(rows(reading, EntryKind.MEASURE)) == sum(
        len(one.measures) for one in draft(reading).clauses
    )


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("扫描件.pdf", b"%PDF-1.7", "PDF"),
        ("空.txt", b"", "没有文字"),
        ("乱.txt", b"\x00\xff" * 4000, "读不出中文"),
        ("通知.txt", "关于开会的通知。请按时参加。".encode("gbk"), "责任括号"),
        ("方案.docx", b"PK\x03\x04" + b"x" * 200, "已损坏"),
    ],
)
def test_that_a_text_of_no_use_is_told_at_its_place(page, tmp_path, name, content, said):
    path = tmp_path / name
    path.write_bytes(content)
    page.read_file(path)
    wait(page)
    assert said in page.start.told
    assert page.room.compilation is None
    assert page.room.heads == ()


def test_that_pasted_words_are_read(page):
    page.start.words.setPlainText(text_of("wuhan"))
    page.start.read.click()
    wait(page)
    assert draft(page).clauses
    page.room.close()
    assert page.start.words.toPlainText() == ""


def test_that_words_that_do_not_stand_in_the_text_are_refused_where_they_were_typed(reading):
    work, before = reading.work, draft(reading)
    work.list.choose(rows(reading, EntryKind.MEASURE)[1])
    work.single.quote.box.setPlainText("建设一座月球基地")
    assert "原文里没有" in work.single.quote.complaint
    work.list.choose(rows(reading, EntryKind.MEASURE)[3])
    assert draft(reading) is before
    work.list.choose(rows(reading, EntryKind.MEASURE)[1])
    assert work.single.quote.text == "建设一座月球基地"


def test_that_a_measure_is_made_whole_with_words_of_its_clause_alone(reading):
    work, clause = reading.work, first_clause(reading)
    work.list.choose(f"{EntryKind.MEASURE}\x1f{clause.measures[0].id}")
    work.single.whole.box.setText("另外再建一座")
    assert work.single.whole.complaint
    words = f"{clause.body[:4]}{clause.body[6:12]}"
    work.single.whole.box.setText(words)
    work.single.flush()
    now = next(one for one in draft(reading).clauses if one.id == clause.id)
    assert now.measures[0].text == words


def test_that_a_line_break_splits_a_measure_and_undo_joins_it_again(reading):
    work, clause = reading.work, first_clause(reading)
    measure = max(clause.measures, key=lambda one: len(one.quote))
    work.list.choose(f"{EntryKind.MEASURE}\x1f{measure.id}")
    half = len(measure.quote) // 2
    work.single.quote.box.setPlainText(f"{measure.quote[:half]}\n{measure.quote[half:]}")
    work.single.flush()
    now = next(one for one in draft(reading).clauses if one.id == clause.id)
    assert len(now.measures) == len(clause.measures) + 1
    assert reading.undo_step()
    now = next(one for one in draft(reading).clauses if one.id == clause.id)
    assert [one.quote for one in now.measures] == [one.quote for one in clause.measures]
    assert reading.redo_step()
    assert reading.room.compilation.done == 1


def test_that_keys_in_the_text_cut_join_and_drop_the_measure_at_the_cursor(reading):
    text, clause = reading.work.text, first_clause(reading)
    count, measure = len(clause.measures), clause.measures[1]

    def counted() -> int:
        return len(next(one for one in draft(reading).clauses if one.id == clause.id).measures)

    def press(key: Qt.Key, place: int) -> None:
        text.choose(place, place)
        QTest.keyClick(text, key)

    press(Qt.Key.Key_Return, measure.start + 4)
    assert counted() == count + 1
    press(Qt.Key.Key_Backspace, measure.start + 5)
    assert counted() == count
    press(Qt.Key.Key_Delete, measure.start + 2)
    assert counted() == count - 1
    text.choose(measure.start, measure.start + 6)
    QTest.keyClick(text, Qt.Key.Key_Return)
    assert counted() == count
    assert draft(reading).text[measure.start : measure.start + 6] in {
        one.quote for own in draft(reading).clauses for one in own.measures
    }


def test_that_a_click_in_the_text_chooses_what_was_read_there(reading):
    clause = first_clause(reading)
    reading.work.text.choose(clause.measures[2].start + 1, clause.measures[2].start + 1)
    assert kind_and_id(reading.work.list.key) == (EntryKind.MEASURE, clause.measures[2].id)


def test_that_the_next_doubt_comes_when_one_was_looked_at(reading):
    work = reading.work
    reading.show_next_open()
    first, second, *_ = (e.key for e in work.list.shown if e.act)
    work.list.choose(first)
    work.list.acted.emit(first)
    assert work.list.key == second
    assert [e.chip_words for e in work.list.shown if e.key == first] == [""]


def test_that_letters_in_the_list_and_esc_in_the_panel_do_what_the_buttons_do(reading):
    work, clause = reading.work, first_clause(reading)
    work.list.choose(f"{EntryKind.MEASURE}\x1f{clause.measures[1].id}")
    QTest.keyClick(work.list, Qt.Key.Key_Y)
    QTest.keyClick(work.list, Qt.Key.Key_Z)
    now = next(one for one in draft(reading).clauses if one.id == clause.id).measures[1]
    assert (now.once, now.checkable) == (not clause.measures[1].once, False)
    QTest.keyClick(work.list, Qt.Key.Key_B)
    assert reading.room.compilation.undoable == "并到上一条"
    assert work.list.entry.title.startswith(clause.measures[0].quote[:10])
    QTest.keyClick(work.list, Qt.Key.Key_Return)
    QTest.keyClick(work.single.quote.box, Qt.Key.Key_Escape)
    QTest.keyClick(work.list, Qt.Key.Key_D)
    assert reading.room.compilation.undoable == "不列一条任务"


def test_that_bodies_get_their_roles(reading):
    clause = next(
        one for one in draft(reading).clauses
        if len(one.named) > 2 and all(role is NoteRole.SHARED for _, role in one.named)
    )  # fmt: skip
    work = reading.work
    work.list.choose(f"{EntryKind.CLAUSE}\x1f{clause.id}")
    work.clause.first_leads.click()
    now = next(one for one in draft(reading).clauses if one.id == clause.id)
    roles = [role for _, role in now.named]
    assert roles == [NoteRole.LEAD, *[NoteRole.SUPPORT] * (len(roles) - 1)]


def test_that_a_target_gets_its_values_and_a_new_one_stands_on_words_of_the_text(reading):
    work = reading.work
    work.pills.choose(TARGETS)
    work.aim.values.box.setText("2025年大约三百")
    assert "2025：270" in work.aim.values.complaint
    work.aim.values.box.setText("2025：270；2030：")
    work.aim.flush()
    first = draft(reading).targets[0]
    assert [(one.year, one.value) for one in first.milestones] == [(2025, 270), (2030, None)]
    count, measure = len(draft(reading).targets), first_clause(reading).measures[0]
    work.make_target(measure.start, measure.end)
    assert len(draft(reading).targets) == count + 1
    assert work.aim.name.text == measure.quote[:20]


def test_that_a_restart_finds_the_draft_as_it_was(reading, page_of):
    work = reading.work
    work.pills.choose(REMARKS)
    doubts = len(reading.room.compilation.doubts)
    work.remark.looked.click()
    assert len(reading.room.compilation.doubts) == doubts - 1
    work.pills.choose(HEAD)
    work.head.issued.box.setText("2021年")
    assert work.head.issued.complaint
    work.head.issued.box.setText("2021年12月31日")
    reading.flush()
    other = page_of()
    other.start.go_on.click()
    wait(other)
    other.room.jobs.close()
    assert draft(other).issued == "2021-12-31"
    assert len(other.room.compilation.doubts) == doubts - 1
    assert other.room.compilation.undoable == "改印发日期"
    other.undo_step()
    assert draft(other).issued != "2021-12-31"


def test_that_the_folder_written_is_a_plan_that_the_app_takes(reading, tmp_path):
    work = reading.work
    work.pills.choose(HEAD)
    work.head.title.box.setPlainText("另一个区的方案")
    reading.flush()
    place = tmp_path / "写到这里"
    place.mkdir()
    collective = next(one for one in draft(reading).bodies if one.name.startswith("各"))
    say_members(reading, collective.id, "望海楼街道办事处、光复道街道办事处")
    reading.write(place)
    wait(reading)
    written = load_plan(place / "另一个区的方案")
    assert written.title == "另一个区的方案"
    assert len(written.clauses) == len(draft(reading).clauses)
    members = next(b for b in written.departments.values() if b.name == collective.name).members
    assert [written.departments[one].name for one in members] == [
        "望海楼街道办事处", "光复道街道办事处",
    ]  # fmt: skip
    assert reading.sent.path == place / "另一个区的方案"


def test_that_a_corrected_workbook_is_compared_before_it_is_taken(reading, tmp_path):
    work, path = reading.work, tmp_path / "核对表.xlsx"
    first, second, *_ = [one for one in draft(reading).clauses if len(one.measures) > 2]
    reading.export_to(path)
    wait(reading)
    change_cells(path, {first.measures[0].quote: "", second.measures[0].quote: ""})
    work.list.choose(f"{EntryKind.MEASURE}\x1f{second.measures[0].id}")
    work.single.join_above()
    work.list.choose(f"{EntryKind.MEASURE}\x1f{second.measures[1].id}")
    work.single.join_above()  # both sides say something else of it
    reading.read_book(path)
    wait(reading)
    compare, before = reading.compare, draft(reading)
    assert reading.comparing
    assert compare.unsettled == 1
    assert not reading.header.primary.isEnabled()
    assert draft(reading) is before
    contested = next(iter(compare.book.contested))
    compare.list.choose(contested)
    compare.choose(HERE)
    reading.header.primary.click()
    assert not reading.comparing
    now = {one.id: one for one in draft(reading).clauses}
    assert [one.quote for one in now[first.id].measures] == [
        one.quote for one in first.measures[1:]
    ]
    assert len(now[second.id].measures) == len(second.measures) - 1
    assert now[second.id].measures[0].end == second.measures[1].end
    reading.undo_step()
    assert len(next(o for o in draft(reading).clauses if o.id == first.id).measures) == len(
        first.measures
    )


def test_that_a_note_beside_a_cell_of_a_workbook_is_told(reading, tmp_path):
    path = tmp_path / "核对表.xlsx"
    first = next(one for one in draft(reading).clauses if len(one.measures) > 2)
    reading.export_to(path)
    wait(reading)
    change_cells(path, {first.measures[0].quote: ""})
    book = openpyxl.load_workbook(path)
    book["方案指标"]["D5"].comment = Comment("应为 300", "某人")
    book.save(path)
    reading.read_book(path)
    wait(reading)
    assert reading.comparing
    assert "方案指标 D5：批注“应为 300”没有读取。" in reading.compare.remarks.text()


def test_that_a_cell_that_cannot_be_taken_is_told_and_the_others_are_compared(
    reading, tmp_path, monkeypatch
):
    told, path = [], tmp_path / "核对表.xlsx"
    monkeypatch.setattr("ui.pages.plan_draft.page.show_error", lambda error, _: told.append(error))
    first, second, *_ = [one for one in draft(reading).clauses if len(one.measures) > 2]
    reading.export_to(path)
    wait(reading)
    change_cells(path, {first.measures[0].quote: "没有的话", second.measures[0].quote: ""})
    reading.read_book(path)
    wait(reading)
    (error,) = told
    assert "“没有的话”" in str(error.problems[0])
    assert "更正文件" not in f"{error}{error.hint}"
    assert reading.comparing
    reading.header.primary.click()
    now = {one.id: one for one in draft(reading).clauses}
    assert [one.quote for one in now[first.id].measures] == [one.quote for one in first.measures]
    assert len(now[second.id].measures) == len(second.measures) - 1


def test_that_a_workbook_is_read_again_where_something_was_corrected_meanwhile(
    reading, tmp_path, monkeypatch
):
    told, path = [], tmp_path / "核对表.xlsx"
    monkeypatch.setattr("ui.pages.plan_draft.page.show_error", lambda error, _: told.append(error))
    first, second, *_ = [one for one in draft(reading).clauses if len(one.measures) > 2]
    reading.export_to(path)
    wait(reading)
    change_cells(path, {first.measures[0].quote: ""})
    reading.read_book(path)
    reading.work.list.choose(f"{EntryKind.MEASURE}\x1f{second.measures[1].id}")
    reading.work.single.join_above()
    wait(reading)
    assert not reading.comparing
    assert "这里又改过" in str(told[0])
    reading.read_book(path)
    wait(reading)
    reading.header.primary.click()
    now = {one.id: one for one in draft(reading).clauses}
    assert len(now[first.id].measures) == len(first.measures) - 1
    assert len(now[second.id].measures) == len(second.measures) - 1


def test_that_members_of_a_collective_body_are_added_and_survive_a_workbook(reading, tmp_path):
    path = tmp_path / "核对表.xlsx"
    body, clause = draft(reading).bodies[0], draft(reading).clauses[0]
    reading.export_to(path)
    wait(reading)
    change_cells(path, {clause.measures[0].quote: ""})
    say_members(reading, body.id, "望海楼街道办事处、光复道街道办事处")
    added = [one for one in draft(reading).bodies if one.name.endswith("道街道办事处")]
    assert [one.name for one in added] == ["光复道街道办事处"]
    reading.read_book(path)
    wait(reading)
    reading.header.primary.click()
    names = {one.id: one.name for one in draft(reading).bodies}
    (now,) = (one for one in draft(reading).bodies if one.id == body.id)
    assert [names[key] for key in now.members] == ["望海楼街道办事处", "光复道街道办事处"]
    say_members(reading, body.id, "望海楼街道办事处")
    assert "光复道街道办事处" not in {one.name for one in draft(reading).bodies}


def say_members(page, body: str, words: str) -> None:
    page.work.pills.choose(BODIES)
    page.work.list.choose(f"{EntryKind.BODY}\x1f{body}")
    page.work.body.members.box.setText(words)
    page.work.body.flush()


def change_cells(path: Path, words: dict[str, str]) -> None:
    """The cells of a workbook that say these words say others."""
    book = openpyxl.load_workbook(path)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value in words:
                    cell.value = words[cell.value] or None
    book.save(path)


def test_that_the_plan_goes_out_as_one_signed_file_that_other_pcs_take(reading, tmp_path):
    reading.write_file(tmp_path)
    wait(reading)
    assert reading.sent.path.parent == tmp_path
    with WorkbookReader() as reader:
        path = reading.sent.path
        brought = brought_plan(path.name, read_plan_file(path, reader), reader)
    assert brought.plan.title == draft(reading).title
    assert brought.proof.fingerprint


def test_that_a_draft_is_deleted_only_after_asking(reading, no_message_box):
    no_message_box.expected = True
    reading.room.close()
    reading.start.delete.click()
    assert no_message_box.shown
    assert len(reading.room.heads) == 1
    reading.room.delete(reading.room.heads[0].id)
    assert reading.room.heads == ()


def test_that_a_text_dropped_on_the_page_is_taken_there(page):
    assert page.taking([Path("方案.docx")])
    assert not page.taking([Path("报送.xlsx")])
    page.take_files([TEXT])
    wait(page)
    assert draft(page).clauses
