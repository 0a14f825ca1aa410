"""Two reviewers at two PCs share the departments, and their decisions are put together."""

import shutil
from contextlib import closing
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel

from model.consolidation.sections import section_of
from model.domain.review import Verdict
from model.errors import AppError
from model.office.review_exchange import CHAPTER, ReviewExchange, share_out, take_in
from model.office.reviews import ItemProblem, adjust, adopt, pass_year, return_item
from model.store.data_file import open_store
from model.store.keys import save_seed
from model.store.reviews import fetch_reviews
from model.store.settings import Profile, Role, save_profile
from tests.keys import OFFICE_KEYS, OTHER_KEYS, with_packet_rows
from ui.alerts import Why
from ui.main_window import MainWindow


@pytest.fixture
def two(with_few, office, open_window, qtbot, data_file, tmp_path, plan, rulebook, monkeypatch):
    """The page in two windows, the second on a copy of the first one's data."""
    copy = tmp_path / "second" / "data.db"
    copy.parent.mkdir()
    shutil.copy(data_file, copy)
    monkeypatch.setattr("ui.pages.office.review_shares.ask", lambda *_, **__: True)
    first = open_window()
    with closing(open_store(copy)) as db:
        second = MainWindow(plan, rulebook, db)
        qtbot.addWidget(second)
        second.resize(1366, 768)
        second.show()
        for window, name in ((first, "张三"), (second, "李四")):
            window.show_page("review_shares")
            window.shown._room.set_reviewer(name)
        yield first.shown, second.shown
        second.close()


def reviewed(page):
    """Body and its items that wait, in a fixed order."""
    body = next(one for one in page._room.office.bodies if len(one.items) > 3)
    return body.id, sorted(body.items)


def exchange(qtbot, one, other, path):
    """*other* takes in what *one* decided."""
    with qtbot.waitSignal(one._room.jobs.ended, timeout=20_000):
        one.write(path)
    with qtbot.waitSignal(other._room.jobs.ended, timeout=20_000):
        other.take_in(path)


def decisions(page):
    return {(r.department, r.item): r for r in fetch_reviews(page._room.session.db, 2025)}


def said_on(page):
    return "\n".join(one.text() for one in page.findChildren(QLabel) if not one.isHidden())


def test_that_departments_are_shared_out(two):
    page, _ = two
    page.name.setText("张三")
    page.table.selectRow(0)
    page.give.click()
    assert ReviewExchange(page._room.office).shares.names == ("张三",)
    assert "分给 1 人，1 个单位" in page.header.state


def test_that_two_reviewers_decisions_meet_and_two_of_them_are_settled_by_one(two, qtbot, tmp_path):
    first, second = two
    body, (a, b, c, d, *_) = reviewed(first)
    first._room.decide(adopt, body, a, b, c)
    second._room.decide(return_item, body, b, "请补充数据来源")
    second._room.decide(adjust, body, c, {"state": "not_started"}, "未开工")
    second._room.decide(adopt, body, d)
    exchange(qtbot, second, first, tmp_path / "李四.xlsx")
    found = decisions(first)
    assert found[body, d].by == "李四"
    assert found[body, b].verdict is Verdict.ADOPT
    assert len(first.buttons) == 4  # two items, two voices each
    exchange(qtbot, second, first, tmp_path / "再一次.xlsx")
    assert decisions(first) == found
    rivals = ReviewExchange(first._room.office).rivals
    assert {one.place[2] for one in rivals} == {b, c}
    with pytest.raises(AppError) as held:
        first._room.decide(pass_year, body)
    assert {one.item for one in held.value.problems if isinstance(one, ItemProblem)} >= {b, c}
    assert "两人意见不同" in said_on(first)
    first.buttons[1].click()
    first.buttons[0].click()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert "两人意见不同" not in said_on(first)
    found = decisions(first)
    assert not ReviewExchange(first._room.office).rivals
    assert {found[body, b].verdict, found[body, c].verdict} & {Verdict.RETURN, Verdict.ADJUST}
    assert found[body, b].by == found[body, c].by == "张三"
    history = [r for r in fetch_reviews(first._room.session.db, 2025) if r.item in {b, c}]
    assert {r.by for r in history} == {"张三", "李四"}
    exchange(qtbot, first, second, tmp_path / "张三.xlsx")
    assert decisions(second) == found
    assert not second.buttons
    first._room.decide(adjust, body, b, {"state": "not_started"}, "现场没有开工")  # once more
    second._room.decide(adopt, body, b)
    exchange(qtbot, first, second, tmp_path / "张三二.xlsx")
    exchange(qtbot, second, first, tmp_path / "李四二.xlsx")
    assert len(first.buttons) == len(second.buttons) == 2
    second.buttons[1].click()  # what the other one says
    exchange(qtbot, second, first, tmp_path / "李四三.xlsx")
    assert decisions(first) == decisions(second)
    assert decisions(first)[body, b].verdict is Verdict.ADJUST
    assert first.buttons == second.buttons == []


def test_that_another_workbook_is_refused_in_words(two, qtbot, few, no_message_box):
    first, _ = two
    no_message_box.expected = True
    with qtbot.waitSignal(first._room.jobs.ended, timeout=20_000):
        first.take_in(next(few.glob("*.xlsx")))
    assert "不是复核包，也不是复核意见" in no_message_box.shown[0]


def test_that_a_correction_no_field_can_hold_is_refused_whole(two, tmp_path):
    first, second = two
    body, (a, *_) = reviewed(first)
    second._room.decide(adjust, body, a, {"state": "not_started"}, "未开工")
    file = ReviewExchange(second._room.office).file("李四")
    forged = replace(file, lines=tuple(one.replace("not_started", "1e999") for one in file.lines))
    with pytest.raises(AppError):
        take_in(first._room.office, forged, "李四.xlsx", "0" * 64)
    assert decisions(first) == {}


def test_that_a_file_that_the_office_did_not_sign_is_told_before_it_is_taken(
    two, qtbot, tmp_path, monkeypatch
):
    first, second = two
    body, (a, *_) = reviewed(first)
    second._room.decide(adopt, body, a)
    asked = []
    monkeypatch.setattr("ui.pages.office.review_shares.ask", lambda *said: asked.append(said[1]))
    signed = tmp_path / "李四.xlsx"
    save_seed(first._room.session.db, OFFICE_KEYS.seed)
    save_seed(second._room.session.db, OFFICE_KEYS.seed)
    exchange(qtbot, second, first, signed)
    for key, rows in (("没有有效的签名", {"key": None, "signed": None}), ("密钥与本机不同", {})):
        if not rows:
            save_seed(second._room.session.db, OTHER_KEYS.seed)
            exchange(qtbot, second, first, signed)
        else:
            (odd := tmp_path / "改.xlsx").write_bytes(with_packet_rows(signed.read_bytes(), rows))
            with qtbot.waitSignal(first._room.jobs.ended, timeout=20_000):
                first.take_in(odd)
        assert key in asked[-1]
    assert "核实" not in asked[0]
    assert not decisions(first)


def test_that_a_pack_opens_in_the_other_window_as_that_reviewer_s_work_and_is_dropped_there(
    with_few, office, open_window, qtbot, tmp_path, plan, rulebook, monkeypatch
):
    monkeypatch.setattr("ui.pages.office.review_shares.ask", lambda *_, **__: True)
    first = open_window()
    first.show_page("review_shares")
    here = first.shown
    here._room.set_reviewer("张三")
    body, (a, *_) = reviewed(here)
    here._room.decide(adopt, body, a)
    here.name.setText("李四")
    here.table.choose(body)
    here.give.click()
    pack = tmp_path / "包.zip"
    with qtbot.waitSignal(here._room.jobs.ended, timeout=20_000):
        here.write_pack(pack)
    with closing(open_store(tmp_path / "second.db")) as db:
        save_profile(db, Profile(role=Role.OFFICE, year=2026))
        second = MainWindow(plan, rulebook, db)
        qtbot.addWidget(second)
        second.show()
        second.show_page("review_shares")
        there = second.shown
        assert there.taking([pack])
        second.show_page("inbox")  # on whatever page it falls
        second.session.files_dropped.emit([pack])
        assert second.shown is there
        qtbot.waitUntil(lambda: second.session.profile.year == 2025, timeout=20_000)
        second.show_page("review_shares")
        there = second.shown
        assert there._room.reviewer == "李四"
        assert ReviewExchange(there._room.office).shares.of(body) == "李四"
        assert decisions(there)[body, a].by == "张三"
        assert len(there._room.office.reported) == len(here._room.office.reported)
        second.close()


@pytest.mark.parametrize(
    ("profile", "cure"),
    [
        (None, "请先选“领导小组办公室”"),
        (Profile(role=Role.CLERK, year=2025, department="kjj"), "转给领导小组办公室"),
    ],
)
def test_that_a_pack_on_a_pc_that_is_not_the_office_s_is_told_once_as_what_it_is(
    with_few, office, open_window, qtbot, tmp_path, plan, rulebook, profile, cure
):
    first = open_window()
    first.show_page("review_shares")
    first.shown._room.set_reviewer("张三")
    pack = tmp_path / "复核包.zip"
    with qtbot.waitSignal(first.shown._room.jobs.ended, timeout=20_000):
        first.shown.write_pack(pack)
    with closing(open_store(tmp_path / "other.db")) as db:
        if profile:
            save_profile(db, profile)
        other = MainWindow(plan, rulebook, db)
        qtbot.addWidget(other)
        other.show()
        with qtbot.waitSignal(other.incoming.jobs.ended, timeout=20_000):
            other.incoming.take_in(pack)
        words = "".join(label.text() for label in other.incoming.sheet.findChildren(QLabel))
        assert "“复核包.zip”是领导小组办公室复核用的复核包，还没有收下" in words
        assert cure in words
        assert "0000" not in words
        other.incoming.sheet.press("")
        assert other.incoming.sheet is None
        other.close()


def test_that_two_names_are_asked_for_by_keys_once_that_is_switched_on(
    with_few, page, room, monkeypatch
):
    shares = page("review_shares")
    why = Why(by="张三", reason="按办公室规定")
    monkeypatch.setattr("ui.pages.office.review_shares.ask_why", lambda *_, **__: why)
    shares.two.click()
    assert room.office.second_names.on
    assert "停用" in shares.two.text()
    body, (a, *_) = reviewed(shares)
    room.set_reviewer("张三")
    room.tell(room.decide(adjust, body, a, {"state": "not_started"}, "未开工"))
    review = page("review")
    review.show_what(f"{body}/{a}")
    assert review.panel.confirm.isVisible()
    review.list.letter_pressed.emit("C")
    assert "不能确认自己" in review.panel._complaint.text()
    assert room.body(body).items[a].proposed
    room.set_reviewer("李四")
    review.list.letter_pressed.emit("C")
    one = room.body(body).items[a]
    assert (one.proposed, one.review.by, one.second) == (None, "张三", "李四")
    review.list.choose(a)
    assert not review.panel.confirm.isVisible()
    assert "李四确认" in review.panel._review.text()


def test_that_a_reviewer_sees_only_what_was_given_to_him_and_the_board_who_has_what(
    with_few, page, room
):
    office = room.office
    one, other = office.reported[0], office.reported[1]
    chapter = section_of(office.plan, next(iter(one.items.values())).item)
    room.take(share_out(office, "张三", [one.id, other.id], "张三"))
    room.tell(room.take(share_out(office, "张三", [f"{CHAPTER}{chapter}"], "李四")))
    review = page("review")
    assert not review.strip.mine.isVisible()
    room.set_reviewer("张三")
    review.show_department(one.id)
    assert review.strip.mine.isVisible()
    every = {entry.key for entry in review.list.shown}
    review.strip.mine.click()
    mine = {entry.key for entry in review.list.shown}
    theirs = {key for key, i in one.items.items() if section_of(office.plan, i.item) == chapter}
    assert mine == every - theirs
    listed = {review.strip.departments.itemData(n) for n in range(review.strip.departments.count())}
    assert {one.id, other.id} >= listed
    board = page("board")
    words = {line.key: line.cells[7].words for line in board.table.lines.lines}
    assert "张三" in words[one.id]
    assert "李四" in words[one.id]
