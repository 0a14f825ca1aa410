"""What a table of a base has in it, and what is said when it is gone."""

from model.workbook.reasons import Notice, Reason
from tests.corpus.base import Base
from tests.corpus.variant import Expected, refused, warned


def items_of(base: Base) -> list[str]:
    """Of the list of measures, in its order."""
    return [key for key in base.tables["measure"].rows if "~" not in key]


def table_gone(base: Base) -> Expected:
    """Its keys are gone, so that it is a sheet like any other."""
    if base.sealed:
        return warned(Notice.SHEET_MISSING, Notice.EXTRA_SHEET)
    return refused(Reason.INCOMPLETE)
