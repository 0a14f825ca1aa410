import pytest

from model.paths import asset
from model.scoring.loader import load_rulebook
from tests.model.parts.sections import Office


@pytest.fixture
def office(tmp_path, today):
    made = Office(tmp_path, today, load_rulebook(next(asset("rules").glob("percent-2025*.toml"))))
    yield made
    made.db.close()
