"""What the program does with a stranger's content, tried out in the limited child before it.

Only whether it ends within time and memory counts there; what is wrong is told when the same is
done in earnest. These functions are named to the child by `WorkbookReader.try_out`.
"""

from model.domain.package import YearPackage
from model.domain.review_file import ReviewPack
from model.domain.sealed import unseal
from model.scoring.loader import read_rulebook

REPORT_BEGINS = b'{"answers":'  # with this every report does: its keys are sorted


def needs_trial(payload: bytes) -> bool:
    """Whether *payload*, which anybody may have sealed, is more than a report.

    A report is read in the program at once: it was bounded before (model.workbook.packet), nothing
    in it is of a language of its own, and hundreds of them come at a time.
    """
    return not payload.startswith(REPORT_BEGINS)


def try_record(payload: bytes) -> None:
    """Reads the record sealed as *payload*, and the rules in it. Raises: whatever it may."""
    record = unseal(payload)
    if isinstance(record, YearPackage):
        read_rulebook(record.rulebook_text)
    if isinstance(record, ReviewPack) and record.rules_text:
        read_rulebook(record.rules_text)


def try_rulebook(content: bytes) -> None:
    """Reads the rulebook file *content*. Raises: whatever it may."""
    read_rulebook(content.decode("utf-8-sig"))
