"""Files fall anywhere on the window; nothing that is dropped becomes text."""

import zipfile

import openpyxl
import pytest
from PySide6.QtCore import QItemSelectionModel, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from model.domain.return_slip import Remark, ReturnSlip
from model.domain.submission import COVER
from model.store.settings import Role
from tests.keys import send_slip
from ui.jobs import JobRunner
from ui.pages.menu import ENTRIES

YEAR = 2025
HAND = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def mime_of(*paths):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    mime.setText("file:///现场照片.jpg")
    return mime


def catcher(window, at):
    """The widget that Qt would give what is dropped at the point *at* of the window."""
    found = window.childAt(at) or window
    while not found.isWindow() and not found.acceptDrops():
        found = found.parentWidget()
    return found


def middle(window, widget):
    return widget.mapTo(window, widget.rect().center())


def hover(window, at, *paths):
    caught = catcher(window, at)
    assert caught is window, type(caught).__name__
    mime = mime_of(*paths)
    QApplication.sendEvent(window, QDragEnterEvent(at, Qt.DropAction.CopyAction, mime, *HAND))


def drop(window, at, *paths):
    hover(window, at, *paths)
    mime = mime_of(*paths)
    QApplication.sendEvent(window, QDropEvent(QPointF(at), Qt.DropAction.CopyAction, mime, *HAND))


@pytest.fixture
def window(open_window, clerk, known_office):
    return open_window()


@pytest.fixture
def entry(window):
    item = window.session.desk.measures[0].id
    window.show_item(item)
    window.session.save_all({item: {"state": "done"}}, "准备")
    QApplication.processEvents()
    return window.shown


@pytest.fixture
def photo(tmp_path):
    path = tmp_path / "现场照片 1.jpg"
    path.write_bytes(b"\xff\xd8" + b"x" * 2048)
    return path


@pytest.fixture
def slip_file(tmp_path, window, department):
    questionnaire = window.session.questionnaire
    item = window.session.desk.measures[0].id
    slip = ReturnSlip(
        id="s1", year=YEAR, department=department.id, number=1, submission="0" * 64, sequence=1,
        made_at="2025-12-01T09:00:00+08:00", remarks=(Remark(item=item, text="请写明数量"),),
    )  # fmt: skip
    path = tmp_path / "退回单.xlsx"
    send_slip(path, questionnaire, slip)
    return path


def at_rest(window, qtbot):
    for jobs in window.findChildren(JobRunner):
        qtbot.waitUntil(lambda jobs=jobs: not jobs.busy, timeout=20_000)
    QApplication.processEvents()


def test_that_a_photo_on_a_text_field_becomes_evidence_and_not_text(window, entry, photo, qtbot):
    box = entry.panel.form.editor("done").box
    at = middle(window, box)
    hover(window, at, photo)
    assert window._catcher.hint.isVisible()
    assert window._catcher.hint.words == "松手就作为这一项的佐证材料"
    drop(window, at, photo)
    at_rest(window, qtbot)
    assert window._catcher.hint.isHidden()
    assert box.toPlainText() == ""
    assert [e.file_name for e in window.session.desk.evidence(entry.panel.item.id)] == [photo.name]


def test_that_all_of_the_panel_takes_evidence_and_the_same_file_only_once(
    window, entry, photo, qtbot
):
    panel = entry.panel
    corners = (QPoint(40, 30), QPoint(panel.width() - 40, panel.height() - 20))
    for corner in corners:
        drop(window, panel.mapTo(window, corner), photo)
        at_rest(window, qtbot)
    assert len(window.session.desk.evidence(panel.item.id)) == 1


def test_that_a_table_that_has_to_be_read_first_goes_to_the_item_it_fell_on(
    window, entry, tmp_path, qtbot
):
    table = tmp_path / "台账.xlsx"
    book = openpyxl.Workbook()
    book.active["A1"] = "台账"
    book.save(table)
    first, other = window.session.desk.measures[:2]
    drop(window, middle(window, entry.panel), table)
    window.show_item(other.id)
    at_rest(window, qtbot)
    qtbot.waitUntil(lambda: bool(window.session.desk.evidence()), timeout=20_000)
    assert {one.item for one in window.session.desk.evidence()} == {first.id}


def test_that_a_folder_of_photos_on_an_item_becomes_its_evidence(window, entry, tmp_path, qtbot):
    (folder := tmp_path / "照片").mkdir()
    for number in range(3):
        (folder / f"现场{number}.jpg").write_bytes(b"\xff\xd8" + bytes([number]) * 2048)
    (folder / ".隐藏").write_bytes(b"x")
    item = entry.panel.item.id
    drop(window, middle(window, entry.panel), folder)
    desk = window.session.desk
    qtbot.waitUntil(lambda: len([one for one in desk.evidence() if one.item == item]) == 3)


def test_that_a_file_falls_to_all_the_items_chosen(window, entry, photo, qtbot):
    entry.list.setFocus()
    for _ in range(2):
        qtbot.keyClick(entry.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    chosen = entry.many.chosen
    at = middle(window, entry.panel)
    hover(window, at, photo)
    assert window._catcher.hint.words == "松手就作为所选 3 项的佐证材料"
    drop(window, at, photo)
    at_rest(window, qtbot)
    assert {one.item for one in window.session.desk.evidence()} == set(chosen)


@pytest.mark.parametrize("table", [False, True])
def test_that_a_file_on_a_row_falls_to_the_item_of_that_row(window, entry, photo, qtbot, table):
    entry.show_table(table)
    QApplication.processEvents()
    other = window.session.desk.measures[2]
    view = entry.sheet.table if table else entry.list
    row = view.keys.index(other.id) if table else index_in(entry.list, other.id)
    rect = view.visualRect(view.model().index(row, 0))
    at = view.viewport().mapTo(window, rect.center())
    hover(window, at, photo)
    assert window._catcher.hint.words.startswith("松手就作为“")
    assert window._catcher.hint.height() <= rect.height() + 1
    drop(window, at, photo)
    at_rest(window, qtbot)
    assert {one.item for one in window.session.desk.evidence()} == {other.id}
    assert "已把 1 份材料加到“" in entry.header.state
    assert entry.panel.item.id != other.id


def test_that_a_file_on_one_of_several_rows_that_are_chosen_falls_to_all_of_them(
    window, entry, photo, qtbot
):
    entry.show_table(True)
    QApplication.processEvents()
    table = entry.sheet.table
    items = [one.id for one in window.session.desk.measures[:2]]
    rows = [table.keys.index(item) for item in items]
    table.clearSelection()
    for row in rows:
        index = table.model().index(row, entry.sheet.first)
        table.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)
    rect = table.visualRect(table.model().index(rows[1], 0))
    drop(window, table.viewport().mapTo(window, rect.center()), photo)
    at_rest(window, qtbot)
    assert {one.item for one in window.session.desk.evidence()} == set(items)


def index_in(view, key):
    return next(n for n, entry in enumerate(view.entries.rows) if entry.key == key)


@pytest.mark.parametrize("card", ["packing", "target", "evidence"])
def test_that_a_file_on_any_card_of_the_export_is_evidence_of_the_year_as_a_whole(
    window, photo, qtbot, card
):
    window.show_page("export")
    page = window.shown
    page._scroll.ensureWidgetVisible(getattr(page, card))
    QApplication.processEvents()
    drop(window, middle(window, getattr(page, card)), photo)
    at_rest(window, qtbot)
    assert [one.file_name for one in window.session.desk.evidence(COVER)] == [photo.name]


def test_that_files_that_come_while_others_are_kept_are_kept_after_them(
    window, entry, tmp_path, qtbot
):
    for number in range(3):
        path = tmp_path / f"{number}.jpg"
        path.write_bytes(b"x" * (number + 1))
        drop(window, middle(window, entry.panel), path)
    qtbot.waitUntil(lambda: len(window.session.desk.evidence(entry.panel.item.id)) == 3)
    at_rest(window, qtbot)


def test_that_a_file_without_a_use_is_told_in_a_sentence(window, photo, qtbot):
    window.show_page("overview")
    at = QPoint(700, 400)
    hover(window, at, photo)
    assert "任务清单" in window._catcher.hint.words
    drop(window, at, photo)
    assert "现场照片 1.jpg”没有用上" in window.incoming.sheet.words
    assert "佐证材料" in window.incoming.sheet.words
    window.incoming.sheet.press("")


def test_that_hundreds_of_workbooks_are_not_read_one_by_one(window, tmp_path, qtbot):
    files = [tmp_path / f"{number}.xlsx" for number in range(60)]
    drop(window, middle(window, window), *files)
    assert "60 个文件" in window.incoming.sheet.words
    assert not window.incoming.jobs.busy


def test_that_a_workbook_of_somebody_else_is_evidence_on_an_item_and_explained_elsewhere(
    window, entry, tmp_path, qtbot
):
    path = tmp_path / "台账.xlsx"
    path.write_text("不是工作簿", "utf-8")
    drop(window, middle(window, entry.panel), path)
    at_rest(window, qtbot)
    qtbot.waitUntil(lambda: len(window.session.desk.evidence(entry.panel.item.id)) == 1)
    window.show_page("overview")
    drop(window, QPoint(700, 400), path)
    qtbot.waitUntil(lambda: window.incoming.sheet is not None, timeout=20_000)
    words = window.incoming.sheet.words
    assert "不是任务包、退回单" in words
    assert "发件单位" not in words
    window.incoming.sheet.press("")


def test_that_a_slip_is_taken_in_on_a_text_field_and_out_of_a_zip(
    window, entry, slip_file, tmp_path, qtbot
):
    zipped = tmp_path / "邮件附件.zip"
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.write(slip_file, "附件/退回单.xlsx")
        archive.writestr("附件/说明.txt", "请查收")
    box = entry.panel.form.editor("done").box
    for path in (slip_file, zipped):
        drop(window, middle(window, box), path)
        qtbot.waitUntil(lambda: window.incoming.sheet is not None, timeout=20_000)
        assert "请写明数量" in window.incoming.sheet.words
        window.incoming.sheet.press("")
        QApplication.processEvents()
    assert box.toPlainText() == ""
    assert window.session.desk.returned.remarks


def test_that_the_sign_goes_when_the_files_leave_the_window(window, entry, photo):
    hover(window, middle(window, entry.panel), photo)
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert window._catcher.hint.isHidden()


@pytest.mark.parametrize(
    "role",
    [
        Role.OFFICE,
        *(pytest.param(one, marks=pytest.mark.thorough) for one in (Role.CLERK, Role.SECTION)),
    ],
)
def test_that_nothing_but_the_window_takes_what_is_dropped(open_window, role, qtbot, request):
    request.getfixturevalue("office" if role is Role.OFFICE else "clerk")
    window = open_window()
    for page in [entry.page for entry in ENTRIES[role]]:
        window.show_page(page)
        at_rest(window, qtbot)
    takers = [type(one).__name__ for one in window.findChildren(QWidget) if one.acceptDrops()]
    assert takers == []


def test_that_in_a_closed_year_a_file_is_not_taken_and_the_reason_is_told(
    window, entry, photo, monkeypatch
):
    monkeypatch.setattr(type(window.session), "closed_words", "2025 年度已经封存，只能查看。")
    drop(window, middle(window, entry.panel), photo)
    assert "已经封存" in window.incoming.sheet.words
    assert window.session.desk.evidence() == ()
    window.incoming.sheet.press("")
