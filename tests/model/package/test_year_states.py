"""How every year of the plan stands on this PC."""

from contextlib import closing
from dataclasses import replace

import pytest

from model.package.draft import corrected
from model.package.year_states import Stand, year_states
from model.store.closed_years import close_year
from model.store.data_file import open_store
from model.store.packages import keep_package, save_draft
from model.store.receipts import mark_undone
from tests.model.package.test_nine_years_office import post, sent


@pytest.fixture
def db(tmp_path):
    with closing(open_store(tmp_path / "data.db")) as db:
        yield db


def test_that_a_year_goes_from_unopened_to_closed(db, plan, package):
    def stand():
        return year_states(db, plan)[2025].stand

    assert stand() is Stand.UNOPENED
    save_draft(db, package)
    assert stand() is Stand.DRAFTED
    keep_package(db, package)
    db.execute("DELETE FROM package_draft")
    assert stand() is Stand.SENT
    save_draft(db, corrected(package, at="2026-01-05T09:00:00+08:00", reason=""))
    assert stand() is Stand.CORRECTED
    close_year(db, 2025, plan, package.digest)
    assert stand() is Stand.CLOSED
    others = {state.stand for year, state in year_states(db, plan).items() if year != 2025}
    assert others == {Stand.UNOPENED}


def test_that_version_deadline_rules_and_edition_are_said(db, plan, package):
    keep_package(db, package)
    state = year_states(db, plan)[2025]
    assert state.version == "第1版（示例数据）"
    assert state.deadline == "2026年1月31日"
    assert state.basis == "百分制（指标 40 分、任务 60 分） 2025.1版；2022.2版方案"


def test_that_departments_are_counted_once_and_not_when_their_batch_is_undone(db, plan, package):
    first = sent(plan, package, "wxb")
    post(db, [first, sent(plan, package, "tyj")])
    post(db, [replace(first, id="again", sequence=2, parent=first.id)])
    assert year_states(db, plan)[2025].senders == 2
    mark_undone(db, 1, undone=True)
    assert year_states(db, plan)[2025].senders == 1
