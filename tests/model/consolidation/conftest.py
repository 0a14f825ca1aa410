import pytest

from tests.model.workbook import years


@pytest.fixture(scope="session")
def small_plan():
    return years.small_plan()


@pytest.fixture(scope="session")
def small_rulebook():
    return years.small_rulebook()
