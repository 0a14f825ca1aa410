"""The office's year through the real window: sixty mails, twelve of no use, to the report."""

import hashlib
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from model.consolidation.reviewed_answers import ReviewStanding
from model.office.department_year import ReportingState
from model.office.undo_import import obstacles
from model.outputs import Output
from model.workbook.sealed import read_file
from ui.pages.office.check_entries import CheckKind
from ui.pages.office.item_entries import ItemFilter
from ui.pages.office.results import VIEWS


@pytest.fixture
def drop(window, room, done):
    """Lets files fall on whatever page is open."""

    def drop_(path: Path) -> None:
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path))])
        place, copy = QPointF(400, 300), Qt.DropAction.CopyAction
        hand = (mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(window, QDragEnterEvent(place.toPoint(), copy, *hand))
        done(lambda: QApplication.sendEvent(window, QDropEvent(place, copy, *hand)))

    return drop_


@dataclass
class Walk:
    """What the person at the window does, page by page."""

    page: object
    room: object
    done: object

    @property
    def office(self):
        return self.room.office

    def state_of_everything(self) -> dict:
        return {
            body.id: (
                body.digest,
                body.state,
                {key: (one.standing, one.answer) for key, one in body.items.items()},
                body.reviewed and body.reviewed.total,
            )
            for body in self.office.bodies
        }

    def choose_between_versions(self) -> None:
        review = self.page("review")
        forks = [body for body in self.office.reported if body.versions.undecided]
        assert len(forks) == 2  # one of them has a file whose seal is broken
        assert any(fork.versions.disputed for fork in forks)
        for fork in forks:
            review.show_department(fork.id)
            for different in fork.versions.disputed:
                review.list.choose(different)
                for end in fork.versions.ends:
                    assert end.check_code[:9] in review.panel.answer.text()
            chosen = next(end for end in reversed(fork.versions.ends) if end.verified)
            (digest,) = [d for d, one in fork.versions.by_digest.items() if one is chosen]
            review.fork.choices[digest].click()
            assert self.office.body(fork.id).digest == digest

    def decide_about_the_cell_edited_by_hand(self) -> None:
        review = self.page("review")
        body = next(body for body in self.office.reported if body.edits)
        review.show_department(body.id)
        review._on_edits()
        card, edit = review.edits.cards[0], body.edits[0]
        card.take()
        assert "理由" in card._complaint.text()
        card.reason.setText("电话核实，以表内为准")
        card.take()
        after = self.office.body(body.id)
        assert after.edits == ()
        assert after.items[edit.item].answer[edit.field] == edit.found

    def send_back(self, body, folder: Path) -> str:
        """Adopt what stands to reason, return one item, write the slip; the item's key."""
        review = self.page("review")
        review.show_department(body.id)
        with pytest.MonkeyPatch.context() as agreed:
            agreed.setattr("ui.pages.office.review.ask", lambda *_, **__: True)
            review.strip.rest.click()
        item = next(key for key, answer in body.submission.answers.items() if answer.get("done"))
        review.show_what(f"{body.id}/{item}")
        review.panel.press("R")
        review.panel.decision.remark.show_text("请写明数量。")
        review.panel.decision.save.click()
        review.strip.slip.click()
        self.done(lambda: review.slip.issue(folder))
        assert self.office.body(body.id).state is ReportingState.RETURNED
        slip = read_file(review.slip.sent.path, self.room.questionnaire).slip
        assert [(remark.item, remark.text) for remark in slip.remarks] == [(item, "请写明数量。")]
        return item

    def look_again_and_pass(self, body, item: str, before: dict[str, ReviewStanding]) -> None:
        """Only the item that was returned comes up, old and new side by side."""
        review = self.page("review")
        again = self.office.body(body.id)
        assert again.state is ReportingState.AGAIN
        others = {key: one.standing for key, one in again.items.items() if key != item}
        assert others == {key: was for key, was in before.items() if key != item}
        review.show_department(body.id)
        review.pills.choose([*ItemFilter].index(ItemFilter.CHANGED))
        assert [entry.key for entry in review.list.entries.shown] == [item]
        assert "上次所报" in review.panel.answer.text()
        review.panel.press("A")
        review.pills.choose([*ItemFilter].index(ItemFilter.AWAY))
        while review.list.entries.shown:
            review.list.choose_first()
            review.panel.press("N")
        review.pills.choose(0)
        with pytest.MonkeyPatch.context() as agreed:
            agreed.setattr("ui.pages.office.review.ask", lambda *_, **__: True)
            review.strip.rest.click()
        for key in [key for key, one in self.office.body(body.id).items.items() if one.waiting]:
            review.list.choose(key)
            review.panel.press("A")
        review.header.primary.click()
        assert self.office.body(body.id).state is ReportingState.PASSED

    def settle_one_figure_by_owner_and_one_by_value(self) -> tuple[str, str]:
        checks = self.page("checks")
        checks.pills.choose([*CheckKind].index(CheckKind.FIGURE))
        owned = checks.conflict._conflict
        next(iter(checks.conflict.owners.values())).click()
        checks.header.primary.click()
        picked = checks.conflict._conflict
        assert picked.key != owned.key
        part = checks.conflict.figure
        part.value.box.setText("98")
        part.value._on_edited()
        part.reason.setText("按统计公报核定")
        part.pick.click()
        settled = {c.key: c.settled for c in self.office.conflicts if not c.open}
        assert settled[owned.key].startswith("以数据责任单位")
        assert settled[picked.key].startswith("核定为 98")
        return owned.title, picked.title

    def write(self, output: Output, folder: Path) -> Path:
        self.done(lambda: self.page("results").outputs.write(output, folder / output.value))
        return folder / output.value


def words_in(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return re.sub("<[^>]+>", "", archive.read("word/document.xml").decode())


def contents(path: Path) -> set[str]:
    """SHA-256 of every file under a folder, those in zips instead of the zips."""
    found = set()
    for file in (one for one in path.rglob("*") if one.is_file()):
        with file.open("rb") as stream:
            found |= unpacked(file.name, stream)
    return found


def unpacked(name, stream) -> set[str]:
    if not name.endswith(".zip"):
        return {hashlib.sha256(stream.read()).hexdigest()}
    with zipfile.ZipFile(stream) as archive:
        return set().union(*(unpacked(one, archive.open(one)) for one in archive.namelist()))


@pytest.mark.slow
def test_that_the_office_gets_from_sixty_mails_to_a_ranking_and_a_report(
    mail, mailbox, page, room, drop, done, tmp_path
):
    walk = Walk(page, room, done)
    room.set_reviewer("李四")
    page("board")
    drop(mailbox)
    inbox = page("inbox")
    assert inbox.header.state == (
        "共收到 58 个文件，接收 48 个；未接收 10 个，原因和办法在右边；另有 1 个是其他年度的"
    )
    refused = [one for one in inbox._came.values() if not one.verdict.accepted]
    assert len({one.verdict.code for one in refused}) == len(refused) == 11  # one of another year
    assert all(one.verdict.message and one.verdict.hint for one in refused)
    # All but the scan that came along with a report.
    assert contents(mailbox) - {one.sha256 for one in inbox._came.values()} == {
        hashlib.sha256((mailbox / "第二周" / "区教育局自评估扫描件.pdf").read_bytes()).hexdigest()
    }
    assert page("board").bar.parts[ReportingState.MISSING].count == len(mail.plan.bodies) - 43

    walk.choose_between_versions()
    walk.decide_about_the_cell_edited_by_hand()
    two = [body for body in walk.office.reported if body.state is ReportingState.WAITING][:2]
    returned = {body.id: walk.send_back(body, tmp_path) for body in two}
    before = {
        body.id: {key: one.standing for key, one in walk.office.body(body.id).items.items()}
        for body in two
    }
    again = tmp_path / "重报"
    again.mkdir()
    for body in two:
        bettered = mail.again(body.submission, 1)
        (again / mail.name(bettered)).write_bytes(mail.file(bettered))
    drop(again)
    for body in two:
        walk.look_again_and_pass(body, returned[body.id], before[body.id])
    assert page("board").bar.parts[ReportingState.PASSED].count == 2

    standing = walk.state_of_everything()
    drop(mailbox)
    assert walk.state_of_everything() == standing
    third, second, first = (batch.id for batch in walk.office.batches)
    assert not any(obstacles(walk.office, third))
    assert any(obstacles(walk.office, second))
    assert not any(obstacles(walk.office, first))  # the third brought the same again

    owned, picked = walk.settle_one_figure_by_owner_and_one_by_value()
    results = page("results")
    results.pills.choose(VIEWS.index("排名"))
    results.ranking.switch_on.click()
    assert results.ranking.table.count
    book = load_workbook(walk.write(Output.SUMMARY, tmp_path), data_only=True)
    assert book["得分汇总"].max_row == 4 + 43
    (row,) = [row for row in book["核对"].iter_rows(values_only=True) if picked in row]
    assert "按统计公报核定" in row
    assert "同类名次" in [cell.value for cell in book["得分汇总"][4]]
    told = words_in(walk.write(Output.REPORT, tmp_path))
    assert owned in told
    assert "按统计公报核定" in told
    assert "尚未核定" in told
    assert f"{len(mail.plan.bodies) - 43} 个单位尚未报送" in told
    opinions = words_in(walk.write(Output.OPINIONS, tmp_path))
    assert opinions.count("复核结论：") == 43
    assert opinions.count("复核结论：通过。") == 2
    done(results.outputs.proof.verify)
    assert results.outputs.proof.chip.words == "一致"
