import re
import time
from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRectF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QPainter
from PySide6.QtWidgets import QApplication, QStyleOptionComboBox, QToolButton

from forms import FORMS
from model.errors import AppError, Cancelled, Problem
from model.jobs import JobProgress
from model.paths import asset
from ui.alerts import ask, show_error
from ui.jobs import JobRunner
from ui.kit.check import Check
from ui.kit.combo import Combo
from ui.kit.form import FormView
from ui.kit.quote_strip import sentence_of
from ui.kit.words import elided_lines
from ui.pages.clerk.score_bar import spread
from ui.start import _tell
from ui.status_marks import Mark, paint_mark
from ui.theme import text_font


@pytest.fixture
def runner():
    runner = JobRunner()
    yield runner
    runner.close()


def test_that_a_job_reports_progress_on_the_gui_thread(qtbot, runner):
    seen = []
    runner.progressed.connect(seen.append)
    with qtbot.waitSignal(runner.succeeded) as done:
        runner.start(lambda job: job.step(1, 2, "一") or "结果")
    assert done.args == ["结果"]
    assert seen[-1] == JobProgress(1, 2, "一")
    assert not runner.busy


def test_that_a_job_can_be_stopped(qtbot, runner):
    def endless(job):
        while True:
            job.step(0, 1)
            time.sleep(0.001)

    with qtbot.waitSignal(runner.cancelled):
        runner.start(endless)
        runner.cancel()


def test_that_nothing_starts_once_the_window_of_a_job_is_gone(qtbot, runner):
    runner.close()
    with qtbot.assertNotEmitted(runner.started):
        runner.start(lambda _: None)
    assert not runner.busy


def test_that_a_bug_in_a_job_arrives_as_itself(qtbot, runner):
    with qtbot.waitSignal(runner.failed) as failed:
        runner.start(lambda job: 1 / 0)
    assert isinstance(failed.args[0], ZeroDivisionError)
    assert not isinstance(failed.args[0], Cancelled)


def test_that_an_error_is_told_with_problems_and_cure(qtbot, no_message_box):
    no_message_box.expected = True
    show_error(AppError("没有写成。", [Problem("磁盘已满", ("a.xlsx",))], hint="请清理磁盘。"))
    show_error(ZeroDivisionError("x"))
    assert no_message_box.shown == ["没有写成。", "程序出了差错，刚才的操作没有完成。"]


def test_that_what_nobody_caught_is_no_verdict_on_the_operation(no_message_box):
    """It may have come after the success: nothing is said to have failed."""
    no_message_box.expected = True
    _tell(ZeroDivisionError, ZeroDivisionError("x"), None)
    (said,) = no_message_box.shown
    assert "可能已经完成" in said
    assert "没有完成" not in said


def test_that_no_answer_to_a_question_is_no(qtbot, no_message_box):
    no_message_box.expected = True
    assert not ask("删除吗？", "不能恢复。", "删除")


def test_that_every_mark_has_a_shape_of_its_own(qapp):
    """Grey, so that colour can't tell them apart."""
    drawn = {}
    for mark in Mark:
        image = QImage(48, 48, QImage.Format.Format_Grayscale8)
        image.fill(255)
        painter = QPainter(image)
        paint_mark(painter, mark, QRectF(0, 0, 48, 48), "ink")
        painter.end()
        drawn[mark] = bytes(image.constBits())
    states = [
        Mark.DONE, Mark.ONGOING, Mark.BEHIND, Mark.NOT_STARTED, Mark.RETURNED,
        Mark.NOT_APPLICABLE, Mark.NO_TARGET, Mark.OPEN, Mark.REFUSED,
    ]  # fmt: skip
    assert len({drawn[state] for state in states}) == len(states)
    assert all(min(picture) < 128 for picture in drawn.values())


def test_that_long_words_end_in_an_ellipsis_on_the_last_line(qapp):
    lines = elided_lines("字" * 200, text_font(), 300, 2)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert elided_lines("短", text_font(), 300, 2) == ("短",)


@pytest.mark.parametrize(
    ("quote", "sentence"),
    [
        ("加快建设", "一是加快建设，二是推广。"),
        ("推广。其他", "一是加快建设，二是推广。其他事项；"),
        ("没有的", "没有的"),
    ],
)
def test_that_a_quote_is_shown_in_its_sentence(quote, sentence):
    assert sentence_of("开头。一是加快建设，二是推广。其他事项；末尾", quote) == sentence


def test_that_arrow_keys_move_between_states_and_space_presses(qtbot):
    view = FormView(FORMS.measure)
    qtbot.addWidget(view)
    with qtbot.waitActive(view):
        view.show()
    segments = view.editor("state").segments.segments
    segments[0].setFocus()
    qtbot.keyClick(segments[0], Qt.Key.Key_Right)
    assert segments[1].hasFocus()
    with qtbot.waitSignal(view.answer_changed) as changed:
        qtbot.keyClick(segments[1], Qt.Key.Key_Space)
    assert changed.args == ["state", "ongoing"]


def test_that_every_editor_tells_assistive_tools_its_label(qtbot):
    view = FormView(FORMS.measure)
    qtbot.addWidget(view)
    for key, row in view.rows.items():
        assert row.editor.box.accessibleName() == FORMS.measure.field(key).label


def test_that_evidence_is_added_by_reference_and_file_and_removed(
    open_window, clerk, qtbot, tmp_path, compose
):
    window = open_window()
    window.show_page("measures")
    part, item = window.shown.panel._evidence, window.shown.panel.item.id
    part.list._add_reference.click()
    compose(part.list._form.editor("title").box, "关于印发方案的通知")
    compose(part.list._form.editor("reference").box, "河北政发〔2025〕3号")
    part.list._keep.click()
    file = tmp_path / "照片.jpg"
    file.write_bytes(b"x" * 2048)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    panel = window.shown.panel
    QApplication.processEvents()
    at, copy = panel.mapTo(window, panel.rect().center()), Qt.DropAction.CopyAction
    hand = mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    with qtbot.waitSignal(part._jobs.succeeded):
        QApplication.sendEvent(window, QDragEnterEvent(at, copy, *hand))
        QApplication.sendEvent(window, QDropEvent(QPointF(at), copy, *hand))
    reference, photo = window.session.desk.evidence(item)
    assert (reference.title, reference.reference) == ("关于印发方案的通知", "河北政发〔2025〕3号")
    assert (photo.file_name, photo.size, len(photo.sha256)) == ("照片.jpg", 2048, 64)
    part.list.removal_requested.emit(reference)
    assert window.session.desk.evidence(item) == (photo,)
    form = part.list._form
    *_, pencil = [
        one
        for one in part.list.findChildren(QToolButton)
        if one.accessibleName() == "改正 照片.jpg"
    ]
    pencil.click()
    compose(form.editor("issued_on").box, "三月")
    part.list._keep.click()
    assert form.rows["issued_on"].complaint.startswith("日期请写成")
    form.editor("issued_on").box.clear()
    compose(form.editor("issued_on").box, "2026年3月")
    compose(form.editor("issuer").box, "区城市管理委")
    part.list._keep.click()
    dated = replace(photo, issued_on="2026年3月", issuer="区城市管理委")
    assert window.session.desk.evidence(item) == (dated,)


def test_that_evidence_without_a_name_is_not_added(open_window, clerk):
    window = open_window()
    window.show_page("measures")
    part, item = window.shown.panel._evidence, window.shown.panel.item.id
    part.list._add_reference.click()
    part.list._keep.click()
    assert part.list._form.rows["title"].complaint == "请写材料名称。"
    assert window.session.desk.evidence(item) == ()


def test_that_a_long_choice_is_cut_with_an_ellipsis_and_whole_in_its_list(qtbot):
    combo = Combo()
    qtbot.addWidget(combo)
    combo.addItem("国网天津市电力公司城东供电分公司")
    option = QStyleOptionComboBox()
    for width, whole in ((120, False), (400, True)):
        combo.resize(width, 32)
        combo.initStyleOption(option)
        assert (option.currentText == combo.currentText()) is whole
        assert option.currentText.endswith("…") is not whole


def test_that_a_choice_that_has_its_room_shows_its_longest_words_whole(qtbot):
    combo = Combo()
    qtbot.addWidget(combo)
    combo.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToContents)
    option = QStyleOptionComboBox()
    for words in ("全部种类 2", "WWWWWWWW", "国网天津市电力公司城东供电分公司", "一"):
        combo.insertItem(0, words)
        combo.setCurrentIndex(0)
        combo.resize(combo.sizeHint())
        combo.initStyleOption(option)
        assert option.currentText == words


def test_that_evidence_not_put_down_yet_is_kept_on_leaving_the_item(open_window, clerk, compose):
    window = open_window()
    window.show_page("measures")
    page = window.shown
    item = page.panel.item.id
    page.panel._evidence.list._add_reference.click()
    compose(page.panel._evidence.list._form.editor("title").box, "关于印发方案的通知")
    page.step(1)
    assert [one.title for one in window.session.desk.evidence(item)] == ["关于印发方案的通知"]
    assert window.session.desk.evidence(page.panel.item.id) == ()


def test_that_evidence_being_written_outlives_a_power_cut(open_window, clerk, compose, qtbot):
    window = open_window()
    window.show_page("measures")
    part = window.shown.panel._evidence
    part.list._add_reference.click()
    compose(part.list._form.editor("issuer").box, "区城管委")
    compose(part.list._form.editor("reference").box, "津北政发〔2026〕12号")
    qtbot.waitUntil(lambda: "reference" in part.list._drafts.of(part.list._drafted))
    again = open_window()  # beside the one that never had the time to keep it
    again.show_page("measures")
    part = again.shown.panel._evidence
    assert part.list._is_writing
    assert part.list._form.answer == {"issuer": "区城管委", "reference": "津北政发〔2026〕12号"}
    again.shown.flush()
    assert [one.title for one in again.session.desk.evidence()] == ["津北政发〔2026〕12号"]
    assert part.list._drafts.of(part.list._drafted) == {}


def test_that_words_that_name_no_evidence_wait_at_their_item(open_window, clerk, compose):
    window = open_window()
    window.show_page("measures")
    page = window.shown
    item, part = page.panel.item.id, page.panel._evidence.list
    part._add_reference.click()
    compose(part._form.editor("issuer").box, "区城管委")
    page.step(1)
    assert not part._is_writing
    window.show_item(item)
    assert part._form.answer == {"issuer": "区城管委"}
    part._drop.click()
    page.step(1)
    window.show_item(item)
    assert not part._is_writing


def test_that_enter_puts_evidence_down(open_window, clerk, compose, qtbot):
    window = open_window()
    window.show_page("measures")
    part = window.shown.panel._evidence
    part.list._add_reference.click()
    box = part.list._form.editor("title").box
    compose(box, "会议纪要")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert [one.title for one in window.session.desk.evidence()] == ["会议纪要"]


@pytest.mark.parametrize(
    ("lefts", "widths"), [((0, 10, 300), (60, 60, 60)), ((0, 5, 8), (60, 60, 60)), ((0,), (60,))]
)
def test_that_words_under_the_score_bar_stay_in_sight_and_apart(lefts, widths):
    places = spread(lefts, widths, 400)
    assert places[0] >= 0
    assert places[-1] + widths[-1] <= 400
    for place, width, after in zip(places, widths, places[1:], strict=False):
        assert place + width < after


def test_that_no_field_takes_its_looks_from_a_label_of_the_page():
    styled = set(re.findall(r"(?<![\w])#(\w+)(?=[^;]*\{)", asset("style.qss").read_text("utf-8")))
    forms = (FORMS.measure, FORMS.quantity, FORMS.quality, FORMS.evidence, FORMS.cover)
    assert {field.key for form in forms for field in form.fields()} & styled == set()


def test_that_a_box_to_tick_is_ticked_by_mouse_and_keyboard_and_shows_it(qtbot):
    box = Check()
    qtbot.addWidget(box)
    box.setText("也替换")
    box.show()
    empty = box.grab().toImage()
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(5, box.height() // 2))
    assert box.isChecked()
    assert box.grab().toImage() != empty
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert not box.isChecked()


def test_that_a_form_says_what_comes_once_the_choice_is_made(qtbot):
    view = FormView(FORMS.measure)
    qtbot.addWidget(view)
    assert view._next.text().startswith("选定“进展状态”以后，接着写完成进度、完成情况")
    view.choose("state", "done")
    assert view._next.isHidden()
    assert FormView(FORMS.quantity, view)._next.isHidden()
