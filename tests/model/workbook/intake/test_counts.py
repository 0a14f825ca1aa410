"""What reading a report costs, in calls: a bound is what it took and a tenth more."""

import json

import pytest

from model.workbook.intake.worker_client import WorkbookReader
from model.workbook.intake.worker_main import answer
from model.workbook.sealed import ReceivedReport, read
from tests.counts import counted
from tests.model.workbook.years import questionnaire


class ReaderHere(WorkbookReader):
    """Does in this process what the child does."""

    def _answered(self, question, content):
        return answer(json.loads(json.dumps(question, default=sorted)), content)


@pytest.mark.parametrize(
    ("quick", "calls"), [(True, 1_580), (False, 9_990)], ids=["untouched", "every cell"]
)
def test_that_a_report_is_read_by_no_more_calls_than_it_was(quick, calls, content):
    asked = questionnaire()
    with ReaderHere() as here:
        read("a.xlsx", content, asked, here, quick=quick)  # what is remembered afterwards
        with counted() as counts:
            found = read("a.xlsx", content, asked, here, quick=quick)
    assert isinstance(found, ReceivedReport)
    assert counts.calls.total() <= calls, counts.summary
