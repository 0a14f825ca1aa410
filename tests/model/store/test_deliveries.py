"""What people decided about packages and slips that came."""

from contextlib import closing

from model.store.data_file import open_store
from model.store.deliveries import Act, fetch_acts, fetch_aside, note_act
from model.store.transaction import saving


def test_that_an_act_of_another_version_costs_itself(tmp_path):
    with closing(open_store(tmp_path / "data.db")) as db:
        note_act(db, 2025, "d", Act.ASIDE, "王芳", "发错了")
        with saving(db):
            db.execute(
                'INSERT INTO delivery_act (year, digest, act, "by", reason, made_at)'
                " SELECT year, digest, 'forwarded', \"by\", reason, made_at FROM delivery_act"
            )
        assert [one.act for one in fetch_acts(db, 2025)] == [Act.ASIDE]
        assert fetch_aside(db, 2025) == {"d"}
