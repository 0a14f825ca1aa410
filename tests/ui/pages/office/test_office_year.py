"""The office's year through the real window: sixty mails, twelve of no use, to the report."""

import pytest

from model.merge.reviewing import Standing
from model.office.body import State
from model.workbook.child import WorkbookReader
from model.workbook.slip_reading import read_slip
from ui.models.office_checks import CheckKind
from ui.models.office_files import FileFilter
from ui.models.office_items import ItemFilter
from ui.pages.office.output_jobs import Output


def show_only(review, wanted: ItemFilter) -> None:
    review.pills.choose([*ItemFilter].index(wanted))


def settle_versions(review, office) -> None:
    """Choose between the ends of forks; decide about the cell edited by hand."""
    for fork in [body for body in office.reported if body.versions.undecided]:
        review.show_department(fork.id)
        review.fork.choices[fork.versions.digests[-1]].click()
        assert not office.body(fork.id).versions.undecided
    edited = next(body for body in office.reported if body.edits and body.submission.verified)
    review.show_department(edited.id)
    review._on_edits()
    review.edits.cards[0].keep()
    assert office.body(edited.id).edits == ()


def send_back(review, body, done, folder) -> None:
    """Adopt what stands to reason, return one item, write the slip."""
    office = review._room.office
    review.show_department(body.id)
    review.strip.rest.click()
    item = next(key for key, answer in body.submission.answers.items() if answer.get("done"))
    review.show_what(f"{body.id}/{item}")
    review.panel.press("R")
    review.panel.decision.remark.show_text("请写明数量。")
    review.panel.decision.save.click()
    assert office.body(body.id).items[item].standing is Standing.RETURNED
    review.strip.slip.click()
    done(lambda: review.slip.issue(folder))
    assert office.body(body.id).state is State.RETURNED
    with WorkbookReader() as reader:
        slip = read_slip(review.slip.sent.path, reader).slip
    assert [remark.text for remark in slip.remarks] == ["请写明数量。"]


def look_again_and_pass(review, body) -> None:
    """Only what changed comes up, old and new side by side."""
    office = review._room.office
    assert office.body(body.id).state is State.AGAIN
    review.show_department(body.id)
    show_only(review, ItemFilter.CHANGED)
    (entry,) = review.list.entries.shown
    review.list.choose(entry.key)
    assert "上次所报" in review.panel.answer.text()
    review.panel.press("A")
    show_only(review, ItemFilter.AWAY)
    while review.list.entries.shown:
        review.list.choose_first()
        review.panel.press("N")
    show_only(review, ItemFilter.ALL)
    review.header.primary.click()
    assert office.body(body.id).state is State.PASSED


@pytest.mark.slow
def test_that_the_office_gets_from_sixty_mails_to_a_ranking_and_a_report(
    mail, mailbox, page, room, take_in, done, tmp_path
):
    take_in(mailbox)
    inbox, office = page("inbox"), room.office
    assert inbox.header.state.startswith("共收到 60 个文件，接收 48 个；未接收 12 个")
    refused = [one for one in inbox._came.values() if one.kind is FileFilter.REFUSED]
    assert len({one.verdict.code for one in refused}) == 11  # a mail reads as a text
    assert all(one.verdict.message and one.verdict.hint for one in refused)
    board = page("board")
    assert board.tiles.tiles[State.MISSING].count == len(mail.plan.bodies) - 43

    settle_versions(page("review"), office)
    two = [body for body in office.reported if body.state is State.WAITING][:2]
    for body in two:
        send_back(page("review"), body, done, tmp_path)
    again = tmp_path / "重报"
    again.mkdir()
    for body in two:
        bettered = mail.again(body.submission, 1)
        (again / mail.name(bettered)).write_bytes(mail.file(bettered))
    take_in(again)
    for body in two:
        look_again_and_pass(page("review"), body)
    assert page("board").tiles.tiles[State.PASSED].count == 2

    checks = page("checks")
    checks.pills.choose([*CheckKind].index(CheckKind.FIGURE))
    settled = checks.conflict._conflict.subject
    next(iter(checks.conflict.owners.values())).click()
    assert next(c for c in office.conflicts if c.subject == settled).settled

    results = page("results")
    results.pills.choose(2)
    results.ranking.switch_on.click()
    assert results.ranking.table.count
    for output in Output:
        done(lambda output=output: results.outputs.write(output, tmp_path / output.value))
        assert (tmp_path / output.value).stat().st_size > 5_000
    done(results.outputs.proof.prove)
    assert results.outputs.proof.chip.words == "一致"
