"""收件: whose a file is, compared with paper, many in a row; what waits for a person, in bulk."""

import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from model.domain.origin import OriginStanding
from model.ed25519 import new_key_pair
from model.jobs import JobContext
from model.office.inbox import receive
from model.store.data_file import open_store
from model.store.keys import fetch_pins
from tests.keys import OTHER_KEYS
from ui.alerts import Why
from ui.kit.link import Link
from ui.pages.office.board_lines import body_line
from ui.pages.office.file_entries import FileFilter, file_entry
from ui.status_marks import Mark

APART, UNCHECKED = (
    tuple(FileFilter).index(one) for one in (FileFilter.APART, FileFilter.UNCHECKED)
)


@pytest.fixture(scope="module")
def signed(mail, tmp_path_factory):
    """Three departments' signed reports, and one that is not signed."""
    folder = tmp_path_factory.mktemp("signed") / "邮件"
    folder.mkdir()
    *signing, silent = mail.smallest(4)
    keys = {body.id: new_key_pair() for body in signing}
    for body in signing:
        one = mail.submission(body)
        (folder / mail.name(one)).write_bytes(mail.file(one, keys[body.id]))
    one = mail.submission(silent)
    (folder / mail.name(one)).write_bytes(mail.file(one))
    return folder, keys


@pytest.fixture(scope="module")
def taken_in(signed, mail, tmp_path_factory):
    """A data file into which they were taken."""
    path = tmp_path_factory.mktemp("taken") / "data.db"
    with closing(open_store(path)) as db:
        receive(db, mail.questionnaire, [signed[0]], JobContext(), year=mail.year)
    return path


@pytest.fixture
def data_file(tmp_path, taken_in):
    return Path(shutil.copy(taken_in, tmp_path / "data.db"))


@pytest.fixture
def inbox(page):
    inbox = page("inbox")
    inbox._room.set_reviewer("李四")
    return inbox


@pytest.fixture
def why(monkeypatch):
    """What is answered when a reason is asked for."""
    for module in ("inbox", "origin_part"):
        monkeypatch.setattr(
            f"ui.pages.office.{module}.ask_why",
            lambda *_, **__: Why(by="李四", reason="电话核实过"),
        )


def forge(inbox, mail, body, tmp_path, done, keys=None, name="伪造.xlsx"):
    first = mail.submission(body)
    evil = replace(first, id="evil", parent=first.id, sequence=2,
                   exported_at="2025-12-28T10:00:00+08:00", self_total="1.00")  # fmt: skip
    path = tmp_path / name
    path.write_bytes(mail.file(evil, keys))
    done(lambda: inbox.receive([path]))


def test_that_fingerprints_are_compared_one_after_the_other_by_keys(inbox, signed):
    _, keys = signed
    inbox.pills.choose(UNCHECKED)
    assert len(inbox.list.shown) == 3
    origin = inbox.file_panel.origin
    for left in (2, 1, 0):
        shown = origin.fingerprint.text()
        assert len(shown.split()) == 5
        inbox.list.letter_pressed.emit("A")
        assert len(inbox.list.shown) == left
    assert {(pin.holder, pin.key) for pin in fetch_pins(inbox._room.session.db)} == {
        (body, pair.public) for body, pair in keys.items()
    }
    bodies = inbox._room.office.reported
    assert [b.origin.standing for b in bodies if b.id in keys] == [OriginStanding.VERIFIED] * 3


def test_that_a_department_found_by_its_name_leads_back_to_the_search(inbox, signed, mail):
    body = mail.plan.departments[next(iter(signed[1]))]
    inbox.pills.choose(UNCHECKED)
    inbox.search.setText(body.name)
    assert len(inbox.list.shown) == 1
    inbox.list.letter_pressed.emit("A")
    assert inbox.search.text() == ""
    assert len(inbox.list.shown) == 2


def test_that_nothing_is_compared_without_a_name(inbox):
    inbox._room.set_reviewer("")
    inbox.pills.choose(UNCHECKED)
    inbox.file_panel.show_file(inbox._came[inbox.list.key])
    inbox.list.letter_pressed.emit("A")
    assert fetch_pins(inbox._room.session.db) == ()
    assert "核对人" in inbox.file_panel.origin.complaint.text()
    inbox.file_panel.origin.reviewer.setText("张三")
    inbox.file_panel.origin.reviewer.editingFinished.emit()
    inbox.list.letter_pressed.emit("A")
    assert [pin.pinned_by for pin in fetch_pins(inbox._room.session.db)] == ["张三"]


def test_that_a_letter_compares_nothing_where_there_is_nothing_to_compare(inbox):
    key = next(key for key, one in inbox._came.items() if not one.unchecked)
    inbox.list.choose(key)
    inbox.list.letter_pressed.emit("A")
    assert fetch_pins(inbox._room.session.db) == ()


def test_that_each_state_has_its_own_word_and_a_verified_file_is_no_warning(inbox, signed):
    inbox.pills.choose(UNCHECKED)
    inbox.list.letter_pressed.emit("A")
    entries = {file_entry(one) for one in inbox._came.values()}
    words = sorted(entry.note_aside[-1].words for entry in entries)
    assert words == sorted(["已验证", "未核对", "未核对", "无签名"])
    assert {entry.mark for entry in entries} == {Mark.TAKEN}


def test_that_a_forged_file_waits_in_a_list_of_its_own(inbox, signed, mail, tmp_path, done, why):
    body = mail.plan.departments[next(iter(signed[1]))]
    inbox.pills.choose(UNCHECKED)
    inbox.search.setText(body.name)
    inbox.list.letter_pressed.emit("A")
    forge(inbox, mail, body, tmp_path, done, OTHER_KEYS)
    inbox.refresh()
    inbox.pills.choose(APART)
    (entry,) = inbox.list.shown
    assert entry.mark is Mark.APART
    assert inbox._room.body(body.id).versions.counting.sequence == 1
    origin = inbox.file_panel.origin
    assert origin.chip.words == "不符"
    assert origin.new_key.isVisibleTo(inbox)
    origin.differs.click()
    assert inbox._room.body(body.id).apart == ()
    assert not inbox.list.shown


def test_that_a_file_that_was_refused_looks_like_it_and_is_asked_about_by_name(
    inbox, signed, mail, tmp_path, done, monkeypatch
):
    asked = []
    monkeypatch.setattr(
        "ui.pages.office.origin_part.ask_why",
        lambda question, *_, **__: asked.append(question) or Why(by="李四", reason="电话核实过"),
    )
    body = mail.plan.departments[next(iter(signed[1]))]
    forge(inbox, mail, body, tmp_path, done, OTHER_KEYS)
    inbox.refresh()
    key = next(key for key, one in inbox._came.items() if one.file_name.endswith("伪造.xlsx"))
    inbox.list.choose(key)
    inbox.file_panel.origin.refuse()
    assert asked == [f"不予采用{body.name}第2次报送“伪造.xlsx”？"]
    (one,) = (one for one in inbox._came.values() if one.passes(FileFilter.UNUSED))
    entry = file_entry(one)
    assert (entry.mark, entry.chip, entry.note) == (
        Mark.UNUSED, "没有计入", "不予采用：电话核实过",
    )  # fmt: skip
    assert not one.passes(FileFilter.FINE)
    assert not one.passes(FileFilter.WARNED)
    assert "另有 1 个没有计入" in inbox.header.state


def test_that_a_new_key_is_taken_with_a_reason_and_the_former_one_is_told(
    inbox, signed, mail, tmp_path, done, why
):
    body = mail.plan.departments[next(iter(signed[1]))]
    inbox.pills.choose(UNCHECKED)
    inbox.search.setText(body.name)
    inbox.list.letter_pressed.emit("A")
    forge(inbox, mail, body, tmp_path, done, OTHER_KEYS)
    inbox.refresh()
    inbox.pills.choose(APART)
    inbox.file_panel.origin.new_key.click()
    former, today = fetch_pins(inbox._room.session.db)
    assert (former.end_reason, today.key) == ("电话核实过", OTHER_KEYS.public)
    assert inbox._room.body(body.id).versions.counting.sequence == 2


def test_that_many_that_wait_are_accepted_for_one_reason(inbox, signed, mail, tmp_path, done, why):
    inbox.pills.choose(UNCHECKED)
    for _ in range(3):
        inbox.list.letter_pressed.emit("A")
    bodies = [mail.plan.departments[body] for body in signed[1]]
    for number, body in enumerate(bodies):
        forge(inbox, mail, body, tmp_path, done, name=f"模板{number}.xlsx")
    inbox.refresh()
    inbox.pills.choose(APART)
    assert inbox.apart.accept.text() == "列出的 3 份一并接受…"
    inbox.apart.accept.click()
    assert [inbox._room.body(b.id).versions.counting.sequence for b in bodies] == [2, 2, 2]
    assert {r.reason for r in inbox._room.office.history} == {"电话核实过"}


def test_that_the_board_shows_the_state_of_each_reports_maker(inbox, signed):
    inbox.pills.choose(UNCHECKED)
    inbox.list.letter_pressed.emit("A")
    cells = [body_line(body).cells[2] for body in inbox._room.office.reported]
    said = sorted((cell.mark.name, cell.words) for cell in cells)
    assert said == [
        ("UNCHECKED", "未核对"), ("UNCHECKED", "未核对"), ("UNSIGNED", "无签名"),
        ("VERIFIED", "已验证"),
    ]  # fmt: skip


def test_that_the_review_leads_to_what_waits(inbox, signed, mail, tmp_path, done, page):
    body = mail.plan.departments[next(iter(signed[1]))]
    inbox.pills.choose(UNCHECKED)
    inbox.search.setText(body.name)
    inbox.list.letter_pressed.emit("A")
    forge(inbox, mail, body, tmp_path, done)
    review = page("review")
    review.show_department(body.id)
    *_, go = [link for link in review.fork.findChildren(Link) if "认定" in link.text()]
    go.click()
    assert inbox.pills.current == APART
    assert [entry.mark for entry in inbox.list.shown] == [Mark.APART]


def test_that_a_comparison_made_by_mistake_is_taken_back_on_the_spot(inbox, signed):
    inbox.pills.choose(UNCHECKED)
    key = inbox.list.key
    inbox.list.letter_pressed.emit("A")
    inbox.pills.choose(0)
    inbox.list.choose(key)
    inbox.file_panel.origin.uncompare.click()
    assert inbox._came[key].unchecked
    assert [pin.withdrawn for pin in fetch_pins(inbox._room.session.db)] == [True]
