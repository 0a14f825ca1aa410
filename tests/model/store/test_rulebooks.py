import pytest

from model.domain.submission import Edition
from model.store.data_file import open_store
from model.store.rulebooks import (
    fetch_rulebook,
    fetch_rulebook_of,
    fetch_rulebooks,
    keep_rulebook,
    save_rulebook_of,
)

FIRST = Edition(id="percent", version="2025.1")
SECOND = Edition(id="percent", version="2026.1")


@pytest.fixture
def db(tmp_path):
    db = open_store(tmp_path / "a.db")
    yield db
    db.close()


def test_that_a_rulebook_is_kept_word_for_word(db):
    keep_rulebook(db, FIRST, "规则一")
    assert fetch_rulebook(db, FIRST) == "规则一"
    assert fetch_rulebook(db, SECOND) is None


def test_that_a_published_version_is_never_changed(db):
    keep_rulebook(db, FIRST, "规则一")
    keep_rulebook(db, FIRST, "规则一")
    with pytest.raises(ValueError, match="other words"):
        keep_rulebook(db, FIRST, "规则二")
    assert fetch_rulebooks(db) == {FIRST: "规则一"}


def test_that_each_year_remembers_the_version_it_is_scored_by(db):
    assert fetch_rulebook_of(db, 2025) is None
    save_rulebook_of(db, 2025, FIRST)
    save_rulebook_of(db, 2026, SECOND)
    assert fetch_rulebook_of(db, 2025) == FIRST
    assert fetch_rulebook_of(db, 2026) == SECOND
