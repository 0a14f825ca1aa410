import pytest

from model.paths import asset
from model.rulebook_editor.draft import draft_from, entries_of
from model.rulebook_editor.questions import groups_of
from model.scoring.loader import load_rulebook
from model.store.data_file import open_store

PERCENT = asset("rules/percent-2025.1.toml").read_text("utf-8")
PASS = asset("rules/pass-2026.1.toml").read_text("utf-8")


@pytest.fixture
def draft():
    return draft_from(PERCENT)


@pytest.fixture
def db(tmp_path):
    db = open_store(tmp_path / "a.db")
    yield db
    db.close()


@pytest.fixture(scope="session")
def shipped(plan):
    return load_rulebook(asset("rules/percent-2025.1.toml"), plan)


@pytest.fixture
def question(plan):
    """The question of a draft at a path."""

    def find(draft, *path):
        return next(
            question
            for entry in entries_of(draft)
            for group in groups_of(draft, entry, plan)
            for question in group.questions
            if question.path == path
        )

    return find
