"""How much a data file holds."""

from model.domain.rectification import ITEM as RECTIFICATION
from model.store.answers import save_answer
from model.store.content_counts import fetch_contents
from model.store.data_file import open_store


def test_that_only_items_of_the_plan_are_counted(tmp_path):
    db = open_store(tmp_path / "data.db")
    for item in ("3.1.1-01", "cover", f"{RECTIFICATION}2026-001"):
        save_answer(db, 2026, "cgw", item, {"done": "已做完"})
    assert fetch_contents(db.conn).items == 1
    db.close()
