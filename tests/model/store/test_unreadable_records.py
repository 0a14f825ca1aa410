"""The start tells, once, of what is in the data file and can't be read."""

from contextlib import closing

from model.store.data_file import open_store
from model.store.recovery import RecoveryRung, open_or_recover


def test_that_the_start_tells_of_what_cannot_be_read_and_leaves_it_where_it_is(tmp_path):
    path = tmp_path / "自评估数据.db"
    with closing(open_store(path)) as db:
        for table, column in (("package_draft", "changed_at"), ("return_slip", "kept_at")):
            row = {"year": 2025, "payload": "昨天", column: "2026-03-01T09:00:00+08:00"}
            if table == "return_slip":
                row |= {"digest": "a", "department": "jyj", "file_name": ""}
            db.table(table).insert(row)
    for _ in range(2):
        db, outcome = open_or_recover(path)
        with closing(db):
            (said,) = outcome.notices
            assert outcome.rung is RecoveryRung.HEALTHY
            assert "编制中的任务包 1 份、退回单 1 份" in said
            assert db.table("return_slip").count == 1
