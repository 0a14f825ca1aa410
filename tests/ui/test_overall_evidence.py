"""佐证材料 of the year as a whole: seen, moved, sent, packed, counted."""

import zipfile
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QToolButton

from model.checks import Kind
from model.domain.answers import Evidence
from model.domain.evidence_catalogue import LIST
from model.domain.submission import COVER, OVERALL
from model.jobs import JobContext
from model.samples.answers import COVER as SAMPLE_COVER
from model.samples.answers import sample_answers
from model.store.answers import save_answers
from model.store.evidence import save_evidence

YEAR = 2025
STRANGE = "9.9.9-99"  # no item of the department


@pytest.fixture
def page(open_window, store, plan, department, clerk, tmp_path):
    save_answers(store, YEAR, department.id, sample_answers(plan, department.id, YEAR))
    save_answers(store, YEAR, department.id, {"cover": SAMPLE_COVER})
    window = open_window()
    session = window.session
    for name, item in (("总台账.csv", COVER), ("一项.csv", session.desk.measures[0].id)):
        (tmp_path / name).write_text(name)
        found = session.files.keep_all([tmp_path / name], JobContext()).kept[0]
        session.add_evidence(
            Evidence(
                id=name, item=item, title=name, file_name=name, size=found.size, sha256=found.sha256
            )
        )
    window.show_page("export")
    shown = window.page_named("export")
    shown.set_folder(tmp_path)
    shown.refresh()
    return shown


def titles(page):
    QApplication.processEvents()
    return [
        line.accessibleName()
        for line in page.evidence.findChildren(QToolButton)
        if line.isVisibleTo(page.evidence)
    ]


def test_that_what_goes_out_and_what_is_packed_and_counted_are_the_same(page, qtbot, tmp_path):
    desk = page._session.desk
    sent = [one.title for one in desk.next_submission().evidence]
    assert sent == ["总台账.csv", "一项.csv"]
    assert "文件 2 份" in page.packing._words.text()
    with qtbot.waitSignal(page.jobs.ended, timeout=20_000):
        page.export()
    assert "还有 2 份佐证材料没有打包" in page.result._unpacked.text()
    with qtbot.waitSignal(page.packing.jobs.ended, timeout=5000):
        page.packing.pack.click()
    assert page.result._unpacked.isHidden()
    (parcel,) = tmp_path.glob("*佐证材料.zip")
    with zipfile.ZipFile(parcel) as archive:
        listed = archive.read(LIST).decode("utf-8-sig").splitlines()
    assert [line.split("\t")[5] for line in listed[2:]] == [OVERALL, desk.measures[0].title]


def test_that_what_was_packed_is_known_after_a_restart(page, qtbot, tmp_path, open_window):
    with qtbot.waitSignal(page.packing.jobs.ended, timeout=5000):
        page.packing.pack.click()
    again = open_window()
    again.show_page("export")
    shown = again.page_named("export")
    shown.set_folder(tmp_path)
    assert shown.packing.volumes == page.packing.volumes != ()
    with qtbot.waitSignal(shown.jobs.ended, timeout=20_000):
        shown.export()
    assert shown.result._unpacked.isHidden()
    assert shown.packing.volumes[0] in shown.result.mail


def test_that_a_parcel_counts_no_more_once_what_goes_out_changed(page, qtbot, tmp_path):
    with qtbot.waitSignal(page.jobs.ended, timeout=20_000):
        page.export()
    with qtbot.waitSignal(page.packing.jobs.ended, timeout=5000):
        page.packing.pack.click()
    (piece,) = page._session.desk.evidence(COVER)
    page._session.remove_evidence(piece)
    page.refresh()
    assert page.packing.volumes == ()


def test_that_evidence_of_the_year_as_a_whole_is_seen_moved_and_removed(page):
    desk, item = page._session.desk, page._session.desk.measures[1]
    (piece,) = desk.evidence(COVER)
    edit = page.evidence.findChild(QToolButton)
    assert edit.accessibleName() == f"改正 {piece.title}"
    edit.click()
    box = page.evidence.list.item
    assert box.currentText() == OVERALL
    box.setCurrentIndex(box.findData(item.id))
    page.evidence.list._keep.click()
    assert [one.title for one in desk.evidence(item.id)] == [piece.title]
    assert titles(page) == []
    page.window().turning.undo()
    assert desk.evidence(COVER) == (piece,)
    page.window().turning.redo()
    assert desk.evidence(COVER) == ()
    page.window().turning.undo()
    page.evidence.list.removal_requested.emit(piece)
    assert desk.evidence(COVER) == ()


def test_that_evidence_of_an_item_moves_to_the_year_as_a_whole(page):
    window, item = page.window(), page._session.desk.measures[0].id
    window.show_item(item)
    part = window.shown.panel._evidence
    part.findChild(QToolButton).click()
    part.list.item.setCurrentIndex(part.list.item.findData(COVER))
    part.list._keep.click()
    assert page._session.desk.evidence(item) == ()
    assert len(page._session.desk.evidence(COVER)) == 2


def test_that_files_are_added_to_the_year_as_a_whole(page, qtbot, tmp_path):
    (tmp_path / "照片.jpg").write_bytes(b"jpg")
    with qtbot.waitSignal(page.evidence._jobs.ended, timeout=5000):
        page.proof_at(page.area_of(page.packing).center()).attach([Path(tmp_path / "照片.jpg")])
    assert "照片.jpg" in [one.title for one in page._session.desk.evidence(COVER)]


def test_that_what_stays_behind_is_told_and_can_be_moved(page, store, department):
    left = Evidence(id="left", item=STRANGE, title="旧事项的总结", reference="档案室")
    save_evidence(store, YEAR, department.id, left)
    desk = page._session.desk
    desk.read_again()
    page.refresh()
    assert left not in desk.next_submission().evidence
    assert "另有 1 份的事项不再由本单位填报" in page.packing._words.text()
    edit = next(
        one for one in page.evidence.findChildren(QToolButton) if left.title in one.accessibleName()
    )
    edit.click()
    box = page.evidence.list.item
    box.setCurrentIndex(box.findData(COVER))
    page.evidence.list._keep.click()
    assert desk.evidence_left == ()
    assert left.title in [one.title for one in desk.next_submission().evidence]


def test_that_what_is_being_written_stays_while_the_page_is_shown_anew(page):
    page.evidence.list._add_reference.click()
    page.evidence.list._form.editor("title")._line.setText("写到一半")
    page.refresh()
    assert page.evidence.list._is_writing
    page.flush()
    assert "写到一半" in [one.title for one in page._session.desk.evidence(COVER)]


def test_that_a_date_refused_and_kept_is_marked_as_wrong(page):
    window = page.window()
    window.show_item(page._session.desk.measures[0].id)
    shown = window.shown.panel._evidence.list
    shown._add_reference.click()
    for key, words in (("title", "批复"), ("issued_on", "二季度")):
        shown._form.editor(key)._line.setText(words)
    shown._on_keep()
    assert shown._form.rows["issued_on"].complaint
    window.show_page("export")
    window.show_item(page._session.desk.measures[0].id)
    QApplication.processEvents()  # new lines come into sight
    told = [one for one in shown.findChildren(QLabel, "complaint") if one.isVisibleTo(shown)]
    assert ["日期请写成" in one.text() for one in told] == [True]
    window.show_page("export")
    page.check.pills.choose(1)
    kinds = [entry.about.found.kind for entry in page.list.shown]
    assert kinds.count(Kind.EVIDENCE_WORDS) == 1
