import zipfile
from collections import Counter
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QLineEdit, QMessageBox

from forms import FORMS
from model.checks import Kind
from model.domain.package import Contact
from model.own_key import own_public_key
from model.samples.answers import COVER, sample_answers
from model.store.answers import save_answers
from model.store.submissions import fetch_submissions
from model.workbook.layout import Questionnaire
from model.workbook.sealed import read_file
from ui.edit_text import step_words
from ui.pages.clerk.target_card import TargetCard
from ui.printing.pages import DAMAGED

YEAR = 2025


@pytest.fixture
def page(open_window, store, plan, department, clerk, tmp_path):
    save_answers(store, YEAR, department.id, sample_answers(plan, department.id, YEAR))
    window = open_window()
    window.show_page("export")
    window.page_named("export").set_folder(tmp_path)
    return window.page_named("export")


def fill_cover(page):
    for key, text in COVER.items():
        page._session.save("cover", {key: text})
    page.form.show_answer(COVER)
    page.refresh()


def test_that_what_must_be_put_right_holds_the_export_back(page, qtbot):
    assert not page.header.primary.isEnabled()
    assert page.header.state.startswith("还差填报人、联系电话；")
    first = page.list.shown[0].about
    assert first.hard
    assert first.sentence == "请填写“填报人”。"
    page.list.clicked.emit(page.list.entries.index_of(page.list.shown[0].key))
    assert page.form.editor("filled_by").findChild(QLineEdit, "filled_by").hasFocus()


def test_that_a_cover_field_that_is_there_and_wrong_does_not_lack(page):
    fill_cover(page)
    page._session.save("cover", {"remark": "长" * 2000})
    page.refresh()
    assert page.header.state.startswith("还有 1 处必须改正；")
    page._session.save("cover", {"phone": ""})
    page.refresh()
    assert page.header.state.startswith("还有 2 处必须改正，其中还差联系电话；")


def test_that_the_overview_urges_nobody_to_send_what_was_sent(page, qtbot, monkeypatch):
    fill_cover(page)
    window = page.window()
    overview = window.page_named("overview")
    window.show_page("overview")
    monkeypatch.setattr(overview, "_rows", [])
    header = overview.header
    overview.jumps["trouble"].show_count(0)
    overview._show_state(0, 0, "")
    assert header.primary.text() == "导出工作簿"
    window.show_page("export")
    with qtbot.waitSignal(page.jobs.ended, timeout=20_000):
        page.export()
    window.show_page("overview")
    assert "第 1 次报送以后没有改动，不用再报" in header.state
    overview._show_state(0, 0, "")
    overview.jumps["trouble"].show_count(0)
    overview._show_state(0, 0, "")
    assert header.primary.text() == "看得分"
    item = page._session.desk.measures[0].id
    page._session.save(item, {"done": "报送以后又写的。"})
    overview.refresh()
    assert "没有改动" not in header.state


def test_that_a_finding_looked_at_is_set_aside_until_it_says_something_else(page, qtbot):
    fill_cover(page)
    assert page.check.pills.current == 1
    count = len(page.list.shown)
    page.list.choose(page.list.shown[0].key)
    finding = page.list.shown[0].about
    qtbot.keyClick(page.list, Qt.Key.Key_Space)
    assert len(page.list.shown) == count - 1
    page.check.pills.choose(2)
    assert page.list.shown[0].about.found == finding.found
    page.list.choose(page.list.shown[0].key)
    qtbot.keyClick(page.list, Qt.Key.Key_Space)
    assert len(page.list.shown) == 0


def test_that_what_must_be_put_right_cannot_be_set_aside(page, qtbot):
    page.list.choose(page.list.shown[0].key)
    count = len(page.list.shown)
    qtbot.keyClick(page.list, Qt.Key.Key_Space)
    assert len(page.list.shown) == count


def test_that_a_finding_leads_to_its_field(page):
    page.check.pills.choose(1)
    found = next(entry for entry in page.list.shown if entry.about.item != "cover")
    finding = found.about
    page.list.clicked.emit(page.list.entries.index_of(found.key))
    assert page.window().shown.panel.item.id == finding.item


def test_that_the_year_is_exported_recorded_and_ready_to_mail(
    page, qtbot, today, department, tmp_path, monkeypatch
):
    fill_cover(page)
    monkeypatch.setattr("ui.pages.clerk.export.ask", lambda *_, **__: True)
    done = []
    page.jobs.succeeded.connect(done.append)
    with qtbot.waitSignal(page.jobs.ended, timeout=20_000):
        qtbot.mouseClick(page.header.primary, Qt.MouseButton.LeftButton)
    path: Path = done[0].path
    found = read_file(path, Questionnaire(plan=today, forms=FORMS)).submission
    (recorded,) = page._session.desk.submissions
    assert found == recorded
    assert found.answers == page._session.desk.answers
    assert path.name in page.result._file.text()
    signed = read_file(path, Questionnaire(plan=today, forms=FORMS)).proof
    assert signed.key == own_public_key(page._session.db)
    assert signed.fingerprint in page.result._code.text()
    assert found.check_code in page.result.mail
    assert path.name in page.result.mail
    page.result.copy.click()
    assert QGuiApplication.clipboard().text() == page.result.mail
    assert page.header.state.startswith("第 1 次报送已于")
    assert page.header.state.endswith("再导出将是第 2 次")
    assert page._scroll.verticalScrollBar().value() == 0


def test_that_a_cancelled_export_leaves_no_file_and_no_record(page, qtbot, tmp_path):
    fill_cover(page)
    before = {*tmp_path.iterdir()}
    with qtbot.waitSignal(page.jobs.ended, timeout=20_000):
        page.export()
        page.jobs.cancel()
    assert {*tmp_path.iterdir()} == before
    assert page._session.desk.submissions == ()


def test_that_a_folder_that_is_gone_is_said_with_its_cure(page, qtbot, tmp_path, no_message_box):
    no_message_box.expected = True
    fill_cover(page)
    page.set_folder(tmp_path / "不存在")
    with qtbot.waitSignal(page.jobs.ended, timeout=20_000):
        page.export()
    assert "文件夹不存在" in no_message_box.shown[0]
    assert page._session.desk.submissions == ()


def test_that_the_card_says_whom_the_file_goes_to(qtbot):
    card = TargetCard()
    qtbot.addWidget(card)
    card.show_office("某办公室", Contact(name="王五", phone="022-1", email="a@b.cn"))
    assert card._office.text().endswith("办公室：王五　022-1　a@b.cn")
    assert not card._office.isHidden()
    card.show_office("某办公室", None)
    assert card._office.isHidden()


def test_that_what_changed_since_the_last_submission_is_shown(page, qtbot):
    fill_cover(page)
    assert page.changes.isHidden()
    with qtbot.waitSignal(page.jobs.ended, timeout=20_000):
        page.export()
    assert "没有变化" in page.changes.words
    desk = page._session.desk
    item = next(one.id for one in desk.measures if desk.answers[one.id]["state"] == "done")
    page._session.save(item, {"state": "behind"})
    assert "进展状态：完成 → 滞后" in page.changes.words


def test_that_evidence_is_packed_and_listed_in_the_mail(page, qtbot, tmp_path):
    fill_cover(page)
    source = tmp_path / "总结.pdf"
    source.write_bytes(b"%PDF abc")
    item = page._session.desk.measures[0].id
    page.window().show_item(item)
    part = page.window().shown.panel._evidence
    with qtbot.waitSignal(part._jobs.ended, timeout=5000):
        part.add_files([str(source)])
    source.unlink()
    page.window().show_page("export")
    assert "文件 1 份" in page.packing._words.text()
    with qtbot.waitSignal(page.jobs.ended, timeout=20_000):
        page.export()
    assert "附件共 1 个" in page.result.mail
    assert "1 份佐证材料没有打包" in page.result._unpacked.text()
    with qtbot.waitSignal(page.packing.jobs.ended, timeout=5000):
        page.packing.pack.click()
    assert (tmp_path / "区城市管理委_2025年度佐证材料.zip").exists()
    with qtbot.waitSignal(page.jobs.ended, timeout=20_000):
        page.export()
    assert "2. 区城市管理委_2025年度佐证材料.zip" in page.result.mail
    assert page.result._unpacked.isHidden()


def test_that_undoing_shows_on_the_cover_too(page):
    page.form.editor("filled_by")._line.setText("王")
    page.flush()
    page.window().turning.undo()
    assert page.form.editor("filled_by").text == ""


def test_that_the_pages_are_shown_as_they_print_and_kept_as_a_sound_pdf(
    page, tmp_path, monkeypatch, qtbot
):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    fill_cover(page)
    page.target.preview.click()
    assert page.preview.isVisible()
    page.preview.save.click()
    (path,) = tmp_path.glob("*.pdf")
    content = path.read_bytes()
    assert content.startswith(b"%PDF")
    assert DAMAGED not in content
    assert content.count(b"/Type /Page\n") == page.preview.shown.pages.count > 1
    page.preview.pills.choose(1)
    page.preview.save.click()
    (front,) = set(tmp_path.glob("*.pdf")) - {path}
    assert front.name.endswith("_封面.pdf")
    assert front.read_bytes().count(b"/Type /Page\n") == 1
    assert len(opened) == 2
    page.preview.back.click()
    assert page.preview.isHidden()
    page.target.preview.click()
    qtbot.keyClick(page.preview._scroll, Qt.Key.Key_Escape)
    assert page.preview.isHidden()


def test_that_what_is_required_on_the_cover_is_marked_before_anything_is_written(page):
    due = {key for key, row in page.form.rows.items() if row.is_due}
    assert due == {"filled_by", "phone"}
    fill_cover(page)
    assert not any(row.is_due for row in page.form.rows.values())


def test_that_an_odd_telephone_number_is_asked_about_and_holds_nothing_back(page, compose):
    fill_cover(page)
    page.form.editor("phone").box.clear()
    compose(page.form.editor("phone").box, "022-1234abc")
    page.flush()
    assert "不像电话号码" in page.form.rows["phone"].hint
    tops = {page.form.rows[key].y() for key in ("filled_by", "phone")}
    assert len(tops) == 1
    assert page.form.editor("filled_by").y() == page.form.editor("phone").y()
    assert page.header.primary.isEnabled()
    page.form.editor("phone").box.setText("022-26291234")
    page.flush()
    assert page.form.rows["phone"].hint == ""


def test_that_the_file_exported_is_out_of_date_as_soon_as_something_changed(page, qtbot):
    fill_cover(page)
    with qtbot.waitSignal(page.jobs.ended, timeout=20_000):
        page.export()
    result = page.result
    assert result._mail.isVisible()
    item = page._session.desk.measures[0].id
    before = page._session.answer(item)["done"]
    page._session.save(item, {"done": "改写了"})  # another state would take words away, too
    assert result._outdated.text() == "第 1 次之后又改了 1 处，请再导出。"
    assert result._outdated.isVisible()
    assert not any(part.isVisible() for part in (result._mail, result.copy, result._code))
    page._session.save(item, {"done": before})
    assert result._mail.isVisible()
    assert not result._outdated.isVisible()


def test_that_the_same_again_and_a_year_half_said_are_sent_only_on_purpose(
    page, qtbot, monkeypatch
):
    fill_cover(page)
    asked = []

    def no(question, *_, **__):
        asked.append(question)
        return False

    monkeypatch.setattr("ui.pages.clerk.export.ask", no)
    item = page._session.desk.measures[0].id
    page._session.save(item, dict.fromkeys(page._session.answer(item)))
    page.header.primary.click()
    assert len(asked) == 1
    assert "项未填" in asked[0]
    assert page._session.desk.submissions == ()
    with qtbot.waitSignal(page.jobs.ended, timeout=20_000):
        page.export()
    page.header.primary.click()
    assert "没有改动" in asked[1]
    assert len(page._session.desk.submissions) == 1


def test_that_reminders_of_a_kind_are_counted_and_settled_in_one_go(page):
    fill_cover(page)
    card = page.check
    found = [entry.about for entry in card.list.shown]
    assert Kind.OPEN not in {one.found.kind for one in found}
    kinds = [one.found.kind for one in found]
    words = [card.kinds.itemText(n) for n in range(card.kinds.count())]
    assert words == [
        f"全部种类 {len(found)}",
        *(f"{kind} {kinds.count(kind)}" for kind in dict.fromkeys(kinds)),
    ]
    same = [entry for entry in card.list.shown if not entry.note]
    assert len(same) > 2  # what several say is said above them, once
    assert all(entry.about.sentence in entry.group for entry in same)
    notes = [entry.note for entry in card.list.shown if entry.note]
    assert len(notes) == len(set(notes))
    headings = [entry.title for entry in card.list.entries.rows if entry.heading]
    assert len(headings) == len({entry.group for entry in card.list.shown})
    assert not card.settle.isVisible()
    card.kinds.setCurrentIndex(card.kinds.findData(Kind.UNPROVEN))
    assert len(card.list.shown) == kinds.count(Kind.UNPROVEN) > 1
    card.settle.click()
    assert len(card.list.shown) == len(found) - kinds.count(Kind.UNPROVEN)
    assert card.kinds.findData(Kind.UNPROVEN) < 0


def test_that_what_was_settled_for_many_is_undone_and_redone_in_one_go(page):
    fill_cover(page)
    card, window = page.check, page.window()
    card.kinds.setCurrentIndex(card.kinds.findData(Kind.UNPROVEN))
    before, many = dict(seen_and_not(card)), len(card.list.shown)
    card.settle.click()
    assert seen_and_not(card) == {True: many, False: before[False] - many}
    assert f"核对过 {many} 处提醒" in step_words(window.session, window.session.desk.undoable)
    window.turning.undo()
    assert window.page == "export"
    assert seen_and_not(card) == before
    window.turning.redo()
    assert seen_and_not(card)[True] == many


def seen_and_not(card):
    return Counter(one.accepted for one in card._soft)


def test_that_the_folder_offered_is_there(page, tmp_path, store):
    page.set_folder(tmp_path / "拔掉的U盘")
    page._chosen = False  # as after a restart
    assert page.folder.is_dir()


def test_that_a_year_is_exported_after_an_answer_was_emptied_again(page, qtbot):
    fill_cover(page)
    item = page._session.desk.measures[0].id
    page._session.save(item, dict.fromkeys(page._session.answer(item)))
    with qtbot.waitSignal(page.jobs.ended, timeout=20_000):
        page.export()
    assert item not in page._session.desk.submissions[0].answers


def test_that_a_file_is_recorded_before_it_has_its_name_even_if_the_window_closes_meanwhile(
    page, tmp_path, monkeypatch, store, department
):
    there, closing = Event(), Event()

    def rename(draft, path):
        there.set()
        closing.wait(30)
        draft.replace(path)

    monkeypatch.setattr("model.files.rename", rename)
    fill_cover(page)
    page.export()
    assert there.wait(60)
    assert len(fetch_submissions(store, 2025, department.id)) == 1
    assert not [*tmp_path.glob("*.xlsx")]
    closing.set()
    page.jobs.close()  # as the window does; its result is never looked at
    (recorded,) = fetch_submissions(store, 2025, department.id)
    (written,) = tmp_path.glob("*.xlsx")
    assert recorded.check_code.replace(" ", "")[:8] in written.name


def test_that_an_export_without_a_file_is_not_remembered(
    page, tmp_path, monkeypatch, store, department, qtbot, no_message_box
):
    def full(*_):
        raise OSError(28, "No space left on device")

    no_message_box.expected = True
    monkeypatch.setattr("model.files.rename", full)
    fill_cover(page)
    with qtbot.waitSignal(page.jobs.failed, timeout=60_000):
        page.export()
    assert fetch_submissions(store, 2025, department.id) == ()
    assert not [*tmp_path.glob("*.xlsx")]


def test_that_the_report_in_word_lies_beside_the_workbook_under_a_name_that_says_its_state(
    page, qtbot, tmp_path, monkeypatch
):
    fill_cover(page)
    monkeypatch.setattr("ui.pages.clerk.export.ask", lambda *_, **__: True)
    with qtbot.waitSignal(page.report.jobs.ended, timeout=20_000):
        qtbot.mouseClick(page.report.write, Qt.MouseButton.LeftButton)
    assert (tmp_path / "区城市管理委_2025年度自评报告_草稿.docx").is_file()
    with qtbot.waitSignal(page.jobs.ended, timeout=20_000):
        page.export()
    with qtbot.waitSignal(page.report.jobs.ended, timeout=20_000):
        page.report.start()
    final = tmp_path / "区城市管理委_2025年度自评报告_第1次.docx"
    code = page._session.desk.submissions[-1].check_code
    with zipfile.ZipFile(final) as archive:
        assert code in archive.read("word/document.xml").decode()
    assert final.name in page.report._result.text()
    assert not page.report.open.isHidden()
    assert f". {final.name}\n" in page.result.mail
    with qtbot.waitSignal(page.jobs.ended, timeout=20_000):
        page.export()
    assert final.name not in page.result.mail  # it is about what was sent before


def test_that_the_cursor_is_at_what_comes_next_after_an_export_and_a_report(
    page, qtbot, monkeypatch
):
    fill_cover(page)
    monkeypatch.setattr("ui.pages.clerk.export.ask", lambda *_, **__: True)
    page.header.primary.setFocus()
    with qtbot.waitSignal(page.jobs.ended, timeout=20_000):
        qtbot.keyClick(page.header.primary, Qt.Key.Key_Space)
    assert page.result.copy.hasFocus()
    page.report.write.setFocus()
    with qtbot.waitSignal(page.report.jobs.ended, timeout=20_000):
        qtbot.keyClick(page.report.write, Qt.Key.Key_Space)
    assert page.report.open.hasFocus()


def test_that_the_question_about_what_is_not_filled_in_leads_to_the_first_of_it(page, monkeypatch):
    fill_cover(page)
    desk = page._session.desk
    for item in desk.measures[2:4]:
        page._session.save(item.id, dict.fromkeys(desk.answer(item.id)))
    page.refresh()
    words = []

    def press_default(box: QMessageBox) -> int:
        words.append(box.defaultButton().text())
        box.defaultButton().click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", press_default)
    page._on_primary()
    assert words == ["先去补填"]
    assert page.window().shown.list.key == desk.unanswered()[0].id
    assert desk.submissions == ()


def test_that_leaving_the_question_leads_nowhere(page, monkeypatch):
    fill_cover(page)
    item = page._session.desk.measures[2].id
    page._session.save(item, dict.fromkeys(page._session.desk.answer(item)))
    page.refresh()
    monkeypatch.setattr(QMessageBox, "exec", lambda box: box.escapeButton().click() or 0)
    page._on_primary()
    assert page.window().page_named("export").isVisible()
    assert page._session.desk.submissions == ()
