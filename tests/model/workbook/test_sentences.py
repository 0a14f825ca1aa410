"""Every sentence about a workbook that is refused, or taken in with a remark."""

from collections.abc import Iterator

import pytest

from model.workbook.reasons import (
    CURES,
    LETTER_SAYS,
    OFFICE_SAYS,
    REMARKS,
    SENTENCES,
    Reason,
    cure_of,
    sender_cure,
)
from tests.golden.sentences import compare


def test_that_what_is_said_of_a_workbook_is_what_was_read_and_approved():
    compare("workbooks", _told())


def _told() -> Iterator[tuple[str, str, str]]:
    for reason, (sentence, _) in SENTENCES.items():
        for maker in CURES:
            words = f"{sentence}{cure_of(reason, maker)}"
            yield f"{reason.value} {maker}".strip(), words, words
        letter = f"{sentence}{sender_cure(reason.value)}"
        yield f"{reason.value} in a letter", letter, letter
    for notice, (sentence, cure) in REMARKS.items():
        yield notice.value, f"{sentence}{cure}", f"{sentence}{cure}"


def test_that_a_letter_asks_its_reader_and_not_the_office_for_what_helps():
    for reason in Reason:
        cure = sender_cure(reason.value)
        assert OFFICE_SAYS not in cure
        assert "接收" not in cure
        assert "页" not in cure
    assert LETTER_SAYS in sender_cure("a code of a later version")


@pytest.mark.parametrize("reason", Reason)
def test_that_no_letter_about_feedback_asks_for_a_report(reason):
    cure = sender_cure(reason.value, "城管委2025年度整改反馈单.xlsx")
    assert "模板" not in cure
    assert "自评估" not in cure
