"""The key pair of an installation."""

import pytest

from model.own_key import own_key_pair, own_public_key
from model.store.data_file import open_store


@pytest.fixture
def db(tmp_path):
    db = open_store(tmp_path / "自评估数据.db")
    yield db
    db.close()


def test_that_a_key_pair_is_made_when_it_is_first_needed_and_stays(db, tmp_path):
    assert own_public_key(db) is None
    pair = own_key_pair(db)
    assert own_key_pair(db).seed == pair.seed
    assert own_public_key(db) == pair.public
    again = open_store(tmp_path / "自评估数据.db")
    assert own_key_pair(again).seed == pair.seed
    again.close()


def test_that_two_installations_never_have_the_same_key(db, tmp_path):
    other = open_store(tmp_path / "另一台.db")
    assert own_key_pair(db).seed != own_key_pair(other).seed
    other.close()
