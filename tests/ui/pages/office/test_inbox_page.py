"""收件: files in by drop, each with its verdict; undo; the original back."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel

from model.office.board import rates
from model.office.report_contents import report_data
from model.office.reviews import adopt
from model.office.rulings import choose_version, switch_four_eyes
from model.office.undo_import import obstacles
from model.rulebook_in_force import edition_of
from model.store.backups import BackupReason, folder_beside, list_backups
from model.store.closed_years import close_year
from model.store.packages import keep_package
from model.store.receipts import FileVerdict
from model.store.rulebooks import fetch_rulebook_of
from tests.ui.pages.office.screens import package_of
from ui.kit.label import show_words
from ui.pages.office.file_entries import NOT_COUNTED, Came, FileFilter, explanation, file_entry
from ui.pages.office.inbox import NOT_TAKEN
from ui.pages.office.sender_part import SenderPart


@pytest.fixture
def inbox(page):
    return page("inbox")


def choose(inbox, part) -> None:
    key = next(one.key for one in inbox.list.entries.shown if part in one.title)
    inbox.list.choose(key)


def test_that_an_empty_inbox_says_what_to_do(inbox):
    assert inbox._places.currentIndex() == 0
    assert inbox.header.primary.text() == "选择文件…"


def test_that_a_sample_says_so_in_the_list_and_counts_on_no_board(
    store, mail, page, room, take_in, tmp_path
):
    keep_package(store, replace(package_of(mail), sample=False))
    body = mail.smallest(1)[0]
    file = tmp_path / "演示.xlsx"
    file.write_bytes(mail.file(mail.submission(body, sample=True)))
    take_in(file)
    inbox = page("inbox")
    choose(inbox, "演示")
    (entry,) = inbox.list.entries.shown
    assert (entry.chip, entry.note[:11]) == (NOT_COUNTED, "没有计入：这是示例数据")
    assert "示例数据" in explanation(inbox._came[entry.key])
    assert inbox.file_panel.origin.isHidden()
    assert "其中 1 个没有计入，原因见列表" in inbox._last.text()
    assert report_data(room.office).files_told == ("接收 0 个，未接收 0 个；另有 1 个没有计入")
    assert "接收 0 个；另有 1 个没有计入" in inbox.header.state
    assert room.body(body.id).versions is None
    assert "已报 0 个" in rates(room.office.bodies).sentence


def test_that_an_empty_folder_leaves_the_inbox_as_empty_as_it_was(inbox, tmp_path, done):
    (tmp_path / "空").mkdir()
    done(lambda: inbox.receive([tmp_path / "空"]))
    assert inbox._places.currentIndex() == 0


def test_that_files_dropped_on_any_page_are_taken_in(window, page, few, done):
    page("board")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(few))])
    place, copy = QPointF(400, 300), Qt.DropAction.CopyAction
    hand = (mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window, QDragEnterEvent(place.toPoint(), copy, *hand))
    done(lambda: QApplication.sendEvent(window, QDropEvent(place, copy, *hand)))
    assert window.page == "inbox"
    assert window.page_named("inbox").header.state.startswith("共收到 5 个文件，接收 4 个")


def test_that_every_file_appears_before_the_last_one_is_kept(inbox, few, done):
    seen = []
    inbox._room.files_read.connect(lambda read: seen.extend(one.file_name for one in read))
    done(lambda: inbox.receive([few]))
    assert len(seen) == 5


def test_that_what_came_is_in_sight_whatever_was_looked_for_before(with_few, inbox, few, done):
    inbox.pills.choose([*FileFilter].index(FileFilter.UNCHECKED))
    inbox.search.setText("没有这样的文件")
    assert not inbox.list.shown
    done(lambda: inbox.receive([few]))
    assert inbox.list.shown
    assert inbox.list.key


def test_that_a_file_that_came_is_shown_though_others_pass_what_is_looked_for(
    with_few, inbox, few, done
):
    inbox.pills.choose([*FileFilter].index(FileFilter.REFUSED))
    assert [entry.title for entry in inbox.list.shown] == ["扫描件.pdf"]
    new = next(few.glob("*.xlsx"))
    done(lambda: inbox.receive([new]))
    assert inbox._came[inbox.list.key].file_name == new.name
    assert inbox.pills.current == 0


def test_that_a_refused_file_of_a_body_that_reported_is_not_held_against_it(
    mail, take_in, inbox, tmp_path
):
    one = mail.submission(mail.smallest(1)[0])
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / mail.name(one)).write_bytes(mail.file(one))
    name = mail.plan.departments[one.department].name
    (tmp_path / "mail" / f"{name}_扫描件.xlsx").write_bytes(b"%PDF-1.7")
    take_in(tmp_path / "mail")
    inbox.pills.choose([*FileFilter].index(FileFilter.REFUSED))
    sender = inbox.file_panel.findChild(SenderPart)
    assert "报送情况不受影响" in sender._note.text()
    sender.choice.setCurrentIndex(0)
    sender.confirm.click()
    assert "报送情况不受影响" not in sender._note.text()


def test_that_a_backup_is_made_before_an_import(inbox, few, done, data_file):
    done(lambda: inbox.receive([few]))
    made = list_backups(folder_beside(data_file))
    assert [backup.reason for backup in made] == [BackupReason.BEFORE_IMPORT]
    assert made[0].path.stat().st_size < data_file.stat().st_size


def test_that_receiving_settles_by_which_rules_the_year_is_scored(inbox, few, done, window):
    db, year = window.session.db, window.session.profile.year
    assert fetch_rulebook_of(db, year) is None
    done(lambda: inbox.receive([few]))
    assert fetch_rulebook_of(db, year) == edition_of(window.session.shipped_rules)


def test_that_what_comes_while_a_job_runs_is_taken_in_after_it(inbox, few, done, qtbot):
    def twice():
        inbox.receive([few])
        inbox.receive([few])

    done(twice)
    qtbot.waitUntil(lambda: not inbox._room.jobs.busy, timeout=60_000)
    assert len(inbox._room.office.batches) == 2


def test_that_a_refused_file_says_why_and_what_to_do_and_can_be_copied(with_few, inbox):
    inbox.pills.choose([*FileFilter].index(FileFilter.REFUSED))
    assert [entry.title for entry in inbox.list.entries.shown] == ["扫描件.pdf"]
    inbox.list.choose_first()
    assert "PDF" in inbox.file_panel._message.text()
    assert inbox.file_panel._cure.text().startswith("怎么办：")
    inbox.file_panel.copy.click()
    assert "怎么办：" in QGuiApplication.clipboard().text()


def test_that_a_refusal_leads_to_its_entry_in_the_manual(with_few, inbox, window):
    choose(inbox, "扫描件")
    inbox.file_panel.what.click()
    assert window.help.manual.isVisible()
    assert window.help.manual.place == ("files", "pdf")


def test_that_the_original_comes_back_byte_for_byte(with_few, inbox, few, done, tmp_path):
    choose(inbox, "扫描件")
    done(lambda: inbox.file_panel.save_original(tmp_path / "原件.pdf"))
    assert (tmp_path / "原件.pdf").read_bytes() == (few / "扫描件.pdf").read_bytes()


def test_that_a_cell_edited_by_hand_is_decided_on_with_a_reason(with_few, inbox, room):
    key = next(one.key for one in inbox.list.entries.shown if one.chip == "手工改动")
    inbox.list.choose(key)
    (card,) = inbox.file_panel.edits.cards
    card.take()
    assert "理由" in card._complaint.text()
    card.reason.setText("单位来电说明")
    card.take()
    department = inbox.file_panel.edits.cards[0]._department
    assert room.office.body(department).edits == ()
    assert inbox.list.entry.note.startswith("手工改动，已采用表内值：")
    said = room.office.body(department).submission.answers
    assert any(answer.get("done") == "手工改过的完成情况。" for answer in said.values())
    inbox.file_panel.edits.cards[0]._on_back()
    assert room.office.body(department).edits
    assert inbox.list.entry.note.startswith("手工改动，未采用：")


def test_that_a_cell_that_one_person_takes_waits_for_another_who_confirms_it(with_few, inbox, room):
    room.set_reviewer("张三")
    room.tell(room.decide(switch_four_eyes, "按办公室规定", on=True))
    inbox.list.choose(next(one.key for one in inbox.list.entries.shown if one.chip == "手工改动"))
    (card,) = inbox.file_panel.edits.cards
    card.reason.setText("单位来电说明")
    card.take()
    (card,) = inbox.file_panel.edits.cards
    body = room.office.body(card._department)
    assert body.waiting_edits
    assert inbox.list.entry.note.startswith("手工改动，拟采用表内值，待第二人确认")
    assert any("1 处待第二人确认，暂按封存值计" in one.text() for one in labels(inbox.file_panel))
    card.confirm.click()
    assert "不能确认自己" in card._complaint.text()
    room.set_reviewer("李四")
    card.confirm.click()
    assert not room.office.body(body.id).waiting_edits
    assert any("李四确认" in one.text() for one in labels(inbox.file_panel.edits))
    assert inbox.list.entry.note.startswith("手工改动，已采用表内值：")


def labels(part):
    return part.findChildren(QLabel)


def test_that_the_very_same_file_taken_in_again_is_told_as_such(with_few, inbox, few, done):
    again = next(path for path in few.iterdir() if path.suffix == ".xlsx")
    done(lambda: inbox.receive([again]))
    assert "其中 1 个与先前收到的相同" in inbox._last.text()
    same = [one for one in inbox.list.shown if "与先前收到的相同" in str(one)]
    assert [one.title for one in same] == [again.name]
    inbox.list.choose(same[0].key)
    assert "是同一个文件，只算一份。" in inbox.file_panel._facts.text()


def test_that_a_copy_edited_by_hand_says_what_is_the_same_and_what_is_not(
    mail, take_in, inbox, tmp_path
):
    one = mail.submission(mail.smallest(1)[0])
    for place, content in (("原件", mail.file(one)), ("改件", mail.edited_by_hand(one))):
        (tmp_path / place).mkdir()
        (tmp_path / place / f"{place}.xlsx").write_bytes(content)
        take_in(tmp_path / place)
    (edited,) = [entry for entry in inbox.list.shown if entry.title == "改件.xlsx"]
    assert any("封存值与先前收到的相同" in aside.words for aside in edited.note_aside)
    inbox.list.choose(edited.key)
    facts = inbox.file_panel._facts.text()
    assert "导出时的内容（封存值）与先前收到的“原件.xlsx”相同，只算一份；" in facts
    assert "这一份的表内另有改动" in facts
    assert "完全相同" not in facts


def test_that_a_batch_is_undone_whole_and_brought_back(with_few, inbox, room):
    inbox.pills.choose(len(FileFilter))
    inbox._last.show()
    inbox.batch_panel.undo.click()
    assert inbox._last.isHidden()  # what the batch brought is no longer so
    assert room.office.reported == ()
    assert not inbox.batch_panel.redo.isHidden()
    inbox.batch_panel.redo.click()
    assert len(room.office.reported) == 4


def test_that_a_batch_somebody_relied_on_says_why_it_stays(with_few, inbox, room):
    body = room.office.reported[0]
    room.tell(room.decide(adopt, body.id, next(iter(body.items))))
    inbox.pills.choose(len(FileFilter))
    assert not inbox.batch_panel.undo.isEnabled()
    assert "已经复核（1 项）" in inbox.batch_panel.why.text()
    assert len([*obstacles(room.office, room.office.batches[0].id)]) == 1


def test_that_a_cancelled_import_leaves_nothing(inbox, few, done):
    def start():
        inbox.receive([few])
        inbox._room.jobs.cancel()

    done(start)
    assert inbox._room.office.batches == ()
    assert inbox._came == {}
    assert inbox._last.text() == NOT_TAKEN


def test_that_files_of_another_year_lead_to_it_and_are_taken_in_there(
    window, few, qtbot, room, page, done
):
    session = window.session
    session.set_profile(replace(session.profile, year=2026))
    wrong = window.page_named("inbox")
    with qtbot.waitSignal(wrong._room.jobs.ended, timeout=60_000):
        wrong.receive([few])
    assert wrong.strays.isVisible()
    assert "另有 4 个是其他年度的" in wrong.header.state
    assert wrong._last.property("bad")
    wrong.pills.choose(len(FileFilter))
    told = wrong.batch_panel._facts.text()
    assert told.endswith("共 5 个文件，接收 0 个，未接收 1 个，其他年度 4 个")
    assert told in {entry.note for entry in wrong.batches.shown}
    other_year = {"check_params_cb": lambda changes: changes.profile, "timeout": 60_000}
    with qtbot.waitSignal(session.changed, **other_year):
        wrong.strays.buttons[2025].click()
    right = window.page_named("inbox")
    assert session.profile.year == 2025
    assert len(right._room.office.reported) == 4
    assert right.strays.isHidden()
    assert {one.kind for one in right._came.values()}.isdisjoint({FileFilter.OTHER_YEAR})


def test_that_files_of_a_closed_year_are_told_as_that_and_lead_nowhere(
    window, few, room, page, done, qtbot
):
    session = window.session
    close_year(session.db, 2025, session.plan, None)
    session.set_profile(replace(session.profile, year=2026))
    wrong = window.page_named("inbox")
    with qtbot.waitSignal(wrong._room.jobs.ended, timeout=60_000):
        wrong.receive([few])
    assert any("已经封存" in one.text() for one in labels(wrong.strays))
    assert wrong.strays.buttons[2025].isHidden()


def test_that_what_was_taken_in_counts_as_such_with_or_without_a_remark(with_few, inbox):
    words = inbox.pills._group.button([*FileFilter].index(FileFilter.FINE)).text()
    assert words == "已接收 4"


def test_that_two_files_nobody_chose_between_are_told_first_and_counted(
    mail, take_in, inbox, tmp_path
):
    first = mail.submission(mail.smallest(1)[0])
    for tag in "甲乙":
        fork = mail.again(first, 1 if tag == "甲" else 2, tag)
        (tmp_path / f"{tag}.xlsx").write_bytes(mail.file(fork))
    (tmp_path / "首报.xlsx").write_bytes(mail.file(first))
    take_in(tmp_path)
    came = [one for one in inbox._came.values() if one.rival]
    assert {one.file_name.rpartition("/")[2] for one in came} == {"甲.xlsx", "乙.xlsx"}
    many = replace(came[0], verdict=replace(came[0].verdict, details=("有一行没有读到。",)))
    assert many.remarks[0].startswith(f"与“{many.rival}”内容不同")
    assert file_entry(many).note.endswith("（共 2 条）")
    assert all(one.kind is FileFilter.WARNED for one in came)
    chosen, other = (one.verdict.digest for one in came)
    inbox._room.decide(choose_version, first.department, chosen)
    inbox.refresh()
    (left,) = (one for one in inbox._came.values() if one.kind is FileFilter.UNUSED)
    assert left.verdict.digest == other
    name = came[0].file_name.rpartition("/")[2]
    assert file_entry(left).note == f"没有选用：“复核”里选定的是“{name}”。"
    later = mail.again(came[0].origin.submission, 3)
    (tmp_path / "重报.xlsx").write_bytes(mail.file(later))
    take_in(tmp_path / "重报.xlsx")
    (left,) = (one for one in inbox._came.values() if one.kind is FileFilter.UNUSED)
    assert file_entry(left).note == f"没有选用：“复核”里选定的是“{name}”。"


def test_that_a_refused_file_s_row_says_the_cause_in_a_few_words_on_its_one_line():
    verdict = FileVerdict(message="这是 PDF，不是工作簿。", code="pdf", hint="请重发。")
    row = file_entry(Came(key="1", file_name="附件/报送.pdf", verdict=verdict))
    assert [one.words for one in row.aside] == ["PDF"]
    assert (row.note, row.note_aside) == ("", ())
    assert row.has(["工作簿"])  # of the sentence, which stands beside the list
    old = replace(verdict, code="")
    assert file_entry(Came(key="1", file_name="报送.pdf", verdict=old)).note == old.message


def test_that_what_became_of_a_batch_is_read_to_its_end(inbox, window, qtbot):
    window.resize(1366, 768)
    show_words(inbox._last, "另有扫描件没有读取，请和工作簿放在一起，复核时打开看。" * 8)
    width = inbox._last.width()
    qtbot.waitUntil(lambda: inbox._last.height() >= inbox._last.heightForWidth(width) > 40)
