import pytest

from model.workbook.intake.worker_client import WorkbookReader
from tests.model.workbook import years


@pytest.fixture(scope="session")
def small_plan():
    return years.small_plan()


@pytest.fixture(scope="session")
def small_rulebook():
    return years.small_rulebook()


@pytest.fixture(scope="session")
def reader():
    """The limited child in which strangers' bytes are unpacked."""
    with WorkbookReader() as one:
        yield one
