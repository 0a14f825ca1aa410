"""What went out under a number stays known when an older state takes the place of the data file."""

import shutil
from contextlib import closing
from dataclasses import replace

import pytest

from model.domain.package import YearPackage
from model.domain.rectification import (
    RectificationAct,
    RectificationNotice,
    RectificationReply,
    RectificationStep,
    Shortcoming,
    ShortcomingCause,
    ledger,
)
from model.domain.return_slip import ReturnSlip
from model.domain.section import SectionReturn, SectionSheet
from model.domain.submission import Edition, Submission
from model.package.draft import corrected
from model.store.backups import BackupReason, folder_beside, list_backups, make_backup
from model.store.closed_years import close_year
from model.store.data_file import open_store
from model.store.handover import hand_over, handover_of
from model.store.packages import (
    fetch_draft,
    fetch_package,
    issue_draft,
    keep_package,
    save_draft,
)
from model.store.parts import KeptReturn, fetch_sheets, keep_return, save_sheet
from model.store.received_records import ReceivedKind
from model.store.record_chain import chain_state
from model.store.recovery import open_or_recover, put_back
from model.store.rectification import (
    fetch_notices,
    fetch_rectification_acts,
    fetch_replies_sent,
    keep_notice,
    keep_reply,
    save_acts,
)
from model.store.restorations import (
    NUMBERED,
    RESTORATIONS,
    RestorationCause,
    fetch_restorations,
    restoration_lines,
)
from model.store.sent_records import SentKind
from model.store.settings import fetch_setting
from model.store.slips import fetch_slips, keep_slip
from model.store.submissions import fetch_submissions, save_submission
from tests.model.store.conftest import take_in
from tests.model.workbook.years import small_plan

YEAR, BODY, AT = 2026, "kjj", "2026-11-30T12:30:00+08:00"
EDITION = Edition(id="p", version="1")
NAMES = {BODY: "区科技局"}
SLIP = ReturnSlip(
    id="s", year=YEAR, department=BODY, number=1, submission="0" * 64, sequence=1, made_at=AT,
    remarks=(), general="请补充。",
)  # fmt: skip
REPORT = Submission(
    id="r", year=YEAR, department=BODY, sequence=1, parent=None, exported_at=AT, plan=EDITION,
    rulebook=EDITION, answers={},
)  # fmt: skip
BACK = KeptReturn(
    id="b", part="t", file_name="综合科 张三.xlsx", sha256="0" * 64, received_at=AT,
    content=SectionReturn(),
)  # fmt: skip
SHEET = SectionSheet(
    id="t", year=YEAR, department=BODY, section="k1", section_name="综合科", number=1, made_at=AT,
    plan=EDITION, led=(), added=(), answers={},
)  # fmt: skip


def handed_over(number):
    key = f"a{number}"
    given = Shortcoming(
        year=YEAR, number=number, department=BODY, cause=ShortcomingCause.OFFICE, problem="台账不全"
    )
    return RectificationAct(
        id=key, shortcoming=key, step=RectificationStep.ASSIGN, by="王芳", at=AT, due="2027-01-31",
        assigned=given,
    )  # fmt: skip


FIRST = YearPackage(
    id="line", year=YEAR, version=1, parent=None, opened_at=AT, made_at=AT, plan=EDITION,
    rulebook=EDITION, rulebook_text="规则", deadline="2026-12-31",
)  # fmt: skip
NOTICE = RectificationNotice(
    id="n", year=YEAR, department=BODY, number=1, made_at=AT, acts=(handed_over(1),)
)
REPLY = RectificationReply(id="y", year=YEAR, department=BODY, number=1, made_at=AT, acts=())


@pytest.fixture
def path(tmp_path):
    return tmp_path / "自评估数据.db"


def everything_sent(db):
    keep_slip(db, SLIP)
    save_acts(db, YEAR, [handed_over(1), handed_over(2)])
    keep_notice(db, YEAR, NOTICE, AT)
    keep_reply(db, YEAR, REPLY, AT)
    save_submission(db, REPORT, "报送.xlsx")
    save_sheet(db, SHEET, "科室表.xlsx", ())


def backed_up(db, path, reason=BackupReason.BY_HAND):
    return make_backup(db, folder_beside(path), reason).path


def restored_before(path, sent):
    """The data file after *sent* went out and a backup from before that was restored."""
    with closing(open_store(path)) as db:
        backup = backed_up(db, path)
        sent(db)
    put_back(backup, path)
    return open_store(path)


def test_that_what_went_out_since_the_backup_stays_known(path):
    with closing(restored_before(path, everything_sent)) as db:
        assert fetch_slips(db, YEAR) == (SLIP,)
        assert [one.notice for one in fetch_notices(db, YEAR)] == [NOTICE]
        assert fetch_replies_sent(db, YEAR) == (REPLY,)
        assert fetch_submissions(db, YEAR, BODY) == (REPORT,)
        assert [one.sheet for one in fetch_sheets(db, YEAR, BODY)] == [SHEET]
        assert chain_state(db.conn).holds


def test_that_a_shortcoming_told_to_nobody_is_withdrawn_and_keeps_its_number(path):
    with closing(restored_before(path, everything_sent)) as db:
        acts = fetch_rectification_acts(db, YEAR)
        assert [one.shortcoming.number for one in ledger(acts)] == [1]
        assert {act.assigned.number for act in acts if act.assigned} == {1, 2}


def test_that_a_package_that_went_out_is_in_force_and_the_next_one_follows_it(path):
    with closing(open_store(path)) as db:
        save_draft(db, FIRST)
        issue_draft(db, YEAR)
        save_draft(db, corrected(FIRST, at=AT, reason="更正"))
        backup = backed_up(db, path)
        second = issue_draft(db, YEAR)
    put_back(backup, path)
    with closing(open_store(path)) as db:
        assert fetch_package(db, YEAR) == second
        assert (fetch_draft(db, YEAR).version, fetch_draft(db, YEAR).parent) == (3, second.digest)


def test_that_a_year_handed_over_since_stays_handed_over(path):
    with closing(restored_before(path, lambda db: hand_over(db, "年度.db", YEAR, by="王芳"))) as db:
        assert handover_of(db, YEAR).by == "王芳"


def test_that_what_went_out_is_kept_in_a_year_that_the_backup_has_closed(path):
    with closing(open_store(path)) as db:
        close_year(db, YEAR, small_plan(), None)
        backup = backed_up(db, path)
        db.execute("DELETE FROM closing")  # opened again
        keep_slip(db, SLIP)
    put_back(backup, path)
    with closing(open_store(path)) as db:
        assert fetch_slips(db, YEAR) == (SLIP,)


def test_that_a_restore_is_noted_for_good_with_what_had_gone_out(path):
    with closing(restored_before(path, everything_sent)) as db:
        (one,) = fetch_restorations(db)
        assert one.cause is RestorationCause.RESTORED
        assert [sent.kind for sent in one.sent] == [
            SentKind.SLIP, SentKind.NOTICE, SentKind.REPLY, SentKind.REPORT, SentKind.SHEET,
            SentKind.SHORTCOMING,
        ]  # fmt: skip
        head, gone, untold = restoration_lines(one, NAMES)
        assert "恢复到" in head
        assert "2026年度区科技局退回单第1号；2026年度区科技局整改通知单第1号" in gone
        assert "2026-002 已撤回" in untold
        for words in ("整改反馈单第1次", "自评估工作簿第1次报送", "科室填报表第1次"):
            assert words in gone  # as their files are called
        assert NUMBERED.keys() | {SentKind.SHORTCOMING} == {*SentKind}


def test_that_a_restore_tells_what_had_come_and_names_no_file(path):
    def everything_came(db):
        keep_package(db, FIRST, "任务包 张三.xlsx")
        keep_slip(db, SLIP, "退回单 张三.xlsx")
        save_acts(db, YEAR, [handed_over(1)])
        keep_notice(db, YEAR, NOTICE, AT, "通知单 张三.xlsx")
        keep_return(db, YEAR, BODY, BACK)
        take_in(db, replace(REPORT, department="swj"), b"one")
        take_in(db, replace(REPORT, id="q", department="swj", sequence=2), b"two")

    with closing(restored_before(path, everything_came)) as db:
        (one,) = fetch_restorations(db)
        assert {came.kind for came in one.came} == set(ReceivedKind)
        last = restoration_lines(one, NAMES)[-1]
        assert "2026年度任务包 1 份；2026年度退回单 1 份；2026年度整改通知单 1 份" in last
        assert "收件 2 份" in last
        assert "再收一次" in last
        assert "张三" not in fetch_setting(db, RESTORATIONS)


def test_that_what_the_backup_has_is_not_told_as_lost(path):
    with closing(open_store(path)) as db:
        keep_package(db, FIRST, "任务包.xlsx")
        take_in(db, REPORT, b"one")
        backup = backed_up(db, path)
    put_back(backup, path)
    with closing(open_store(path)) as db:
        assert fetch_restorations(db)[0].came == ()


def test_that_a_later_restore_keeps_the_notes_of_those_before(path, monkeypatch):
    with closing(open_store(path)) as db:
        backup = backed_up(db, path)
        keep_slip(db, SLIP)
    for moment in (AT, "2026-12-01T09:00:00+08:00"):
        monkeypatch.setattr("model.store.restorations.now", lambda moment=moment: moment)
        put_back(backup, path)
    with closing(open_store(path)) as db:
        first, second = fetch_restorations(db)
        assert (len(first.sent), fetch_slips(db, YEAR)) == (1, (SLIP,))
        assert [one.kind for one in second.sent] == [SentKind.SLIP]  # which the backup never had


def test_that_a_backup_brought_from_elsewhere_says_that_nothing_is_known_of_the_other_pc(
    path, tmp_path
):
    with closing(open_store(path)) as db:
        elsewhere = shutil.copy(backed_up(db, path), tmp_path / "U盘.db")
    put_back(tmp_path / elsewhere, path)
    with closing(open_store(path)) as db:
        (one,) = fetch_restorations(db)
        assert one.cause is RestorationCause.BROUGHT
        assert "无从知道" in "".join(restoration_lines(one, NAMES))


def test_that_an_older_data_file_put_back_by_hand_is_found_by_the_newest_backup(path, tmp_path):
    with closing(open_store(path)) as db:
        backed_up(db, path)
    shutil.copy(path, tmp_path / "旧.db")
    with closing(open_store(path)) as db:
        keep_slip(db, SLIP)
        backed_up(db, path, BackupReason.BEFORE_IMPORT)
    shutil.copy(tmp_path / "旧.db", path)
    db, outcome = open_or_recover(path)
    with closing(db):
        assert fetch_slips(db, YEAR) == (SLIP,)
        assert outcome.restoration.cause is RestorationCause.OLDER
        assert fetch_restorations(db) == (outcome.restoration,)
    db, outcome = open_or_recover(path)
    db.close()
    assert outcome.restoration is None


def test_that_a_file_that_was_lost_says_that_numbers_may_come_twice(path):
    with closing(open_store(path)) as db:
        keep_slip(db, replace(SLIP, number=3))
        backed_up(db, path)
    assert list_backups(folder_beside(path))
    path.unlink()
    db, outcome = open_or_recover(path)
    with closing(db):
        assert fetch_restorations(db) == (outcome.restoration,)
        assert "可能与已发出的重复" in "".join(restoration_lines(outcome.restoration, NAMES))


def test_that_an_ordinary_start_notes_nothing(path):
    with closing(open_store(path)) as db:
        everything_sent(db)
        backed_up(db, path)
    db, outcome = open_or_recover(path)
    with closing(db):
        assert (outcome.restoration, fetch_restorations(db)) == (None, ())
