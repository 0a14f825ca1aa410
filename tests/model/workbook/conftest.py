import pytest

from model.workbook.child import WorkbookReader
from tests.model.workbook import years


@pytest.fixture(scope="module")
def reader():
    with WorkbookReader() as one:
        yield one


@pytest.fixture(scope="session")
def report():
    return years.make_report()


@pytest.fixture(scope="session")
def content(report) -> bytes:
    """The small workbook's bytes."""
    return years.exported(report)
