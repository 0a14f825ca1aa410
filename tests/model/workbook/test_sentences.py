"""Every sentence about a workbook that is refused, or taken in with a remark."""

from collections.abc import Iterator

from model.workbook.reasons import CURES, REMARKS, SENTENCES, cure_of
from tests.golden.sentences import compare


def test_that_what_is_said_of_a_workbook_is_what_was_read_and_approved():
    compare("workbooks", _told())


def _told() -> Iterator[tuple[str, str, str]]:
    for reason, (sentence, _) in SENTENCES.items():
        for maker in CURES:
            words = f"{sentence}{cure_of(reason, maker)}"
            yield f"{reason.value} {maker}".strip(), words, words
    for notice, (sentence, cure) in REMARKS.items():
        yield notice.value, f"{sentence}{cure}", f"{sentence}{cure}"
