"""Reads the kept workbooks once more when what they reported is lost."""

from collections.abc import Iterable, Iterator

from sqlite_utils import Database

from model.domain.submission import Submission
from model.package.senders import senders
from model.plans import PlanLibrary
from model.workbook.intake.worker_client import WorkbookReader
from model.workbook.layout import Questionnaire
from model.workbook.reasons import Refusal
from model.workbook.sealed import read_report

NAME = "留存的原件.xlsx"  # of which nobody knows any more what it was called


def read_again(
    db: Database, contents: Iterable[bytes], questionnaire: Questionnaire
) -> Iterator[Submission]:
    """What each of *contents* reports, under the packages kept in *db*; those that can't be
    taken in are passed over.
    """
    asked = questionnaire.as_known_to(senders(PlanLibrary(db, questionnaire.plan)))
    with WorkbookReader() as reader:
        for content in contents:
            try:
                yield read_report(NAME, content, asked, reader).submission
            except Refusal:
                continue
