"""整改台账: handed over, sent, answered on another PC, looked at, closed, and carried on."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from forms import FORMS
from model.clerk.rectification import ReplyRequest, WrittenReply, reply_mail_text, write_reply_file
from model.clerk.self_report import self_report
from model.clerk.year import ClerkYear
from model.domain.answers import Evidence
from model.domain.china_time import CHINA
from model.domain.plan import Measure, Plan
from model.domain.rectification import (
    ITEM,
    RectificationStanding,
    ShortcomingCause,
    ledger,
    progress,
)
from model.domain.text_kinds import STATEMENT
from model.errors import AppError
from model.evidence_files.folder import EvidenceFiles
from model.jobs import JobContext
from model.office.board import unreceived_words
from model.office.inbox import receive
from model.office.open_work import unfinished
from model.office.rectification import (
    ShortcomingProposal,
    accept,
    accept_and_close,
    assign,
    close,
    extend,
    ledger_bytes,
    new_notices,
    no_longer_so,
    proposed,
    rectification_ledger,
    reminder,
    send_back,
    transfer,
    withdraw,
)
from model.office.report_contents import report_data
from model.office.reviews import adjust, return_item
from model.office.undo_import import redo_import, undo_import
from model.office.year import OfficeYear
from model.outputs import Output, output_bytes
from model.own_key import own_key_pair
from model.plans import PlanLibrary
from model.report.self_report import self_report_bytes
from model.store import clock
from model.store.closed_years import close_year, reopen_year
from model.store.data_file import open_store
from model.store.keys import pin_key
from model.store.personal_data import clear_personal_data
from model.store.record_chain import chain_state
from model.store.rectification import fetch_rectification_acts, fetch_replies_sent, keep_notice
from model.workbook.rectification.content import NoticeReport
from model.workbook.rectification.write import notice_bytes
from model.workbook.sealed import read
from tests.keys import OTHER_KEYS
from tests.model.workbook.years import YEAR, questionnaire, small_plan, small_rulebook

OTHER = ShortcomingProposal(
    department="cgw",
    item="",
    cause=ShortcomingCause.OFFICE,
    problem="台账不全。",
    demand="补齐台账。",
)
DONE = {"state": "done", "measure": "补购一辆", "done": "车辆已到位。", "person": "李四"}


@pytest.fixture
def clerk(tmp_path, empty_file):
    """The department's PC."""
    folder = tmp_path / "clerk"
    folder.mkdir()
    (folder / "data.db").write_bytes(empty_file)
    db = open_store(folder / "data.db")
    yield desk_in(db, YEAR)
    db.close()


def desk_in(db, year):
    return ClerkYear(PlanLibrary(db, small_plan()), small_rulebook(), FORMS, "cgw", year)


def lines(office):
    return rectification_ledger(office.now).lines


def standings(office):
    return [str(one.standing) for one in lines(office)]


def handed_over(office, due="2099-03-31"):
    found = rectification_ledger(office.now)
    office.take(assign(office.now, "王芳", [*found.proposals, OTHER], due))
    return lines(office)


def told(office, body="cgw"):
    """The notice of *body* is written."""
    (notice,) = new_notices(office.now, "王芳", [body])
    keep_notice(office.db, office.year, notice, notice.made_at)


def taken_to(office, desk, one_reader):
    """The notice as a file, read on the department's PC."""
    (notice,) = new_notices(office.now, "王芳", ["cgw"], "022-1")
    keep_notice(office.db, office.year, notice, notice.made_at)
    report = NoticeReport(plan=office.plan, notice=notice, keys=own_key_pair(office.db))
    received = read("通知单.xlsx", notice_bytes(report), questionnaire(), one_reader)
    assert received.edits == ()
    assert received.proof.fits
    desk.take_notice(received.notice, "通知单.xlsx", received.proof)
    return received.notice


def answered(desk, tmp_path, **answers):
    """The reply about the shortcomings numbered as told, as a file."""
    for one in desk.rectifications.lines:
        if said := answers.get(f"n{one.shortcoming.number}"):
            desk.save(f"{ITEM}{one.id}", said)
    reply = desk.rectifications.reply(desk.forms.rectification, "张三", "022-2", sample=False)
    request = ReplyRequest(
        folder=tmp_path,
        data_file=tmp_path / "clerk" / "data.db",
        reply=reply,
        plan=desk.plan,
        keys=own_key_pair(desk._db),
    )
    path = write_reply_file(request, JobContext()).path
    desk.read_again()
    return path


def test_that_the_mail_promises_only_what_goes_along(office, send, clerk, tmp_path, one_reader):
    send("city")
    handed_over(office)
    taken_to(office, clerk, one_reader)
    path = answered(clerk, tmp_path, n1=DONE)
    (reply,) = fetch_replies_sent(clerk._db, YEAR)
    bare = reply_mail_text(WrittenReply(reply=reply, path=path), "双碳办", "城管委")
    assert f"附件共 1 个：\n1. {path.name}" in bare
    assert "佐证材料" not in bare
    volume = path.with_name("佐证材料.zip")
    told = reply_mail_text(
        WrittenReply(reply=reply, path=path, volumes=(volume,)), "双碳办", "城管委"
    )
    assert f"附件共 2 个：\n1. {path.name}\n2. 佐证材料.zip" in told


def brought(office, path):
    result = receive(office.db, questionnaire(), [path], JobContext(), year=office.year)
    office.refresh()
    return result


def answered_once(office, send, clerk, tmp_path, one_reader):
    """Two shortcomings handed over, the first of them answered; what brought the answer."""
    send("city")
    handed_over(office)
    taken_to(office, clerk, one_reader)
    return brought(office, answered(clerk, tmp_path, n1=DONE))


def test_that_missed_targets_and_what_is_behind_are_proposed_with_their_reason(office, send):
    send("city")
    (one,) = rectification_ledger(office.now).proposals
    assert (one.department, one.item, one.cause) == ("cgw", "i-cars", ShortcomingCause.MISSED)
    assert one.problem == "目标 = 12 辆，完成 11 辆，未达到目标。所报原因：一辆晚到。"
    office.take(assign(office.now, "王芳", [one], "2099-03-31"))
    assert rectification_ledger(office.now).proposals == ()


def test_that_what_falls_short_no_more_is_told_beside_what_was_handed_over(office, send):
    send("city")
    (one,) = rectification_ledger(office.now).proposals
    office.take(assign(office.now, "王芳", [one], "2099-03-31"))
    (line,) = rectification_ledger(office.now).lines
    assert no_longer_so(office.now, line) == ""
    office.take(adjust(office.now, "王芳", "cgw", "i-cars", {"value": None}, "依据不足，按未填计"))
    assert no_longer_so(office.now, line) == ""  # a number that is gone is no better
    office.take(adjust(office.now, "王芳", "cgw", "i-cars", {"value": "12"}, "现场核实为12辆"))
    assert "已经不是未达标" in no_longer_so(office.now, line)
    office.take(accept_and_close(office.now, "王芳", [line.id], "已达标"))
    (line,) = rectification_ledger(office.now).lines
    assert no_longer_so(office.now, line) == ""


def test_that_what_the_office_corrected_is_told_beside_what_was_reported(office, send):
    send("city")
    office.take(adjust(office.now, "王芳", "cgw", "i-cars", {"value": "10"}, "现场核实为10辆"))
    (one,) = rectification_ledger(office.now).proposals
    assert one.problem == (
        "目标 = 12 辆，完成 10 辆（办公室核定；原报 11 辆），未达到目标。所报原因：一辆晚到。"
    )


def test_that_a_state_that_the_office_corrected_is_not_told_as_reported(office, send):
    send("city")
    body = office.now.body("cgw")
    key, one = next((k, o) for k, o in body.items.items() if isinstance(o.item, Measure))
    said = {"state": "behind", "progress": "36", "problems": "招标推迟"}
    late = replace(one, reported=said, answer=said | {"progress": "50"})
    (told,) = (found.problem for found in proposed(replace(body, items={key: late})))
    assert told == "办公室核定为“滞后”，进度 50%（原报为“滞后”，进度 36%）。所报原因：招标推迟。"
    (told,) = (
        found.problem for found in proposed(replace(body, items={key: replace(late, answer=said)}))
    )
    assert told == "报为“滞后”，进度 36%。所报原因：招标推迟。"


def test_that_a_measure_that_repeats_a_missed_target_is_not_proposed_beside_it(office, send):
    send("city")
    body = office.now.body("cgw")
    key, one = next((k, o) for k, o in body.items.items() if isinstance(o.item, Measure))
    late = replace(one, answer={"state": "behind", "progress": "10"})
    alone = replace(body, items={**body.items, key: late})
    assert {found.item for found in proposed(alone)} == {"i-cars", key}
    late = replace(late, item=replace(one.item, repeats=("i-cars",)))
    repeated = replace(body, items={**body.items, key: late})
    assert [found.item for found in proposed(repeated)] == ["i-cars"]


def test_that_a_delay_without_a_progress_is_unanswered_and_nothing_to_hand_over(office, send):
    send("city")
    body = office.now.body("cgw")
    key, one = next((k, o) for k, o in body.items.items() if isinstance(o.item, Measure))
    half = replace(one, answer={"state": "behind", "problems": "缺资金"})
    assert not [*proposed(replace(body, items={key: half}))]


def test_that_a_remark_of_any_length_is_handed_over_as_proposed(office, send):
    send("city")
    said = "长" * STATEMENT
    office.take(return_item(office.now, "王芳", "cgw", "3.1-01-01", said))
    (one,) = [
        found
        for found in rectification_ledger(office.now).proposals
        if found.cause is ShortcomingCause.REMARK
    ]
    office.take(assign(office.now, "王芳", [one], "2099-03-31"))
    assert lines(office)[0].shortcoming.problem.startswith("复核意见：长长")


def test_that_nothing_is_handed_over_without_a_problem_and_a_date(office, send):
    send("city")
    for proposal, due in ((OTHER, ""), (replace(OTHER, problem=" "), "2099-03-31")):
        with pytest.raises(AppError):
            assign(office.now, "王芳", [proposal], due)
    assert lines(office) == ()


def test_the_whole_road_from_handing_over_to_closing(office, send, clerk, tmp_path, one_reader):
    send("city")
    handed_over(office)
    assert standings(office) == ["整改中", "整改中"]
    assert rectification_ledger(office.now).to_be_told == ("cgw",)
    taken_to(office, clerk, one_reader)
    assert rectification_ledger(office.now).to_be_told == ()
    waiting = clerk.rectifications.tally(office.today)
    assert (waiting.waiting, waiting.next_due) == (2, "2099-03-31")

    result = brought(office, answered(clerk, tmp_path, n1=DONE))
    assert (result.accepted, result.replies) == (1, 1)
    assert [one.verdict.message for one in office.receipts][-1] == (
        "城管委 2025年度整改反馈单第1次，1 项，请到“整改台账”验收"
    )
    assert standings(office) == ["待验收", "整改中"]
    first, second = (one.id for one in lines(office))
    office.take(accept(office.now, "王芳", [first]))
    office.take(close(office.now, "王芳", [first]))
    office.take(extend(office.now, "王芳", [second], "2099-06-30", "采购周期长"))
    assert standings(office) == ["已销号", "整改中"]

    taken_to(office, clerk, one_reader)
    told = {one.shortcoming.number: one for one in clerk.rectifications.lines}
    assert told[1].standing is RectificationStanding.CLOSED
    assert told[1].closing.by == "王芳"
    assert told[2].due == "2099-06-30"
    assert chain_state(office.db.conn).holds


def compared(office, key):
    """As the office does with the paper in hand."""
    pin_key(office.db, "cgw", key, "王芳", "纸质件")
    office.refresh()


def test_that_feedback_not_signed_with_the_compared_key_is_accepted_only_with_a_reason(
    office, send, clerk, tmp_path, one_reader
):
    answered_once(office, send, clerk, tmp_path, one_reader)
    (line, _) = lines(office)
    assert rectification_ledger(office.now).doubt(line) == ""
    compared(office, OTHER_KEYS.public)
    assert "与本单位核对过的密钥不符" in rectification_ledger(office.now).doubt(line)
    with pytest.raises(AppError) as refused:
        accept(office.now, "王芳", [line.id])
    assert "怎样核实" in str(refused.value)
    assert standings(office)[0] == "待验收"
    office.take(accept(office.now, "王芳", [line.id], "电话核实，单位换了电脑"))
    assert standings(office)[0] == "待销号"


def test_that_feedback_signed_with_the_compared_key_is_quiet(
    office, send, clerk, tmp_path, one_reader
):
    send("city")
    handed_over(office)
    taken_to(office, clerk, one_reader)
    compared(office, own_key_pair(clerk._db).public)
    brought(office, answered(clerk, tmp_path, n1=DONE))
    (line, _) = lines(office)
    assert rectification_ledger(office.now).doubt(line) == ""
    office.take(accept(office.now, "王芳", [line.id]))


def test_that_what_was_returned_is_answered_again_and_only_then_looked_at(
    office, send, clerk, tmp_path, one_reader
):
    answered_once(office, send, clerk, tmp_path, one_reader)
    key = lines(office)[0].id
    with pytest.raises(AppError):
        send_back(office.now, "王芳", [key], "")
    office.take(send_back(office.now, "王芳", [key], "请附购车合同"))
    assert standings(office)[0] == "退回再改"
    with pytest.raises(AppError):
        close(office.now, "王芳", [key])
    taken_to(office, clerk, one_reader)
    assert not any(map(clerk.rectifications.unsent, clerk.rectifications.lines))
    brought(office, answered(clerk, tmp_path, n1={**DONE, "evidence": "购车合同"}))
    assert standings(office)[0] == "待验收"
    office.take(accept(office.now, "王芳", [key]))
    office.take(withdraw(office.now, "王芳", key))
    assert standings(office)[0] == "待验收"


def test_that_the_acts_make_the_same_ledger_in_any_order_and_however_often(
    office, send, clerk, tmp_path, one_reader
):
    send("city")
    handed_over(office)
    taken_to(office, clerk, one_reader)
    path = answered(clerk, tmp_path, n1=DONE)
    brought(office, path)
    again = brought(office, path)
    assert again.accepted == 1
    office.take(accept(office.now, "王芳", [lines(office)[0].id]))
    acts = fetch_rectification_acts(office.db, office.year)
    assert ledger(acts) == ledger((*reversed(acts), *acts))


def test_that_undoing_an_import_takes_its_feedback_along_unless_it_was_decided_about(
    office, send, clerk, tmp_path, one_reader
):
    batch = answered_once(office, send, clerk, tmp_path, one_reader).batch
    office.take(undo_import(office.now, batch))
    assert standings(office) == ["整改中", "整改中"]
    office.take(redo_import(office.now, batch))
    office.take(accept(office.now, "王芳", [lines(office)[0].id]))
    with pytest.raises(AppError):
        undo_import(office.now, batch)


def test_that_nobody_accepts_without_feedback_unless_it_is_said_how_that_is_known(office, send):
    send("city")
    key = handed_over(office)[0].id
    with pytest.raises(AppError):
        accept(office.now, "王芳", [key])
    office.take(accept(office.now, "王芳", [key], "现场看过"))
    assert standings(office)[0] == "待销号"


LATER = {**DONE, "state": "later", "done": "已招标。", "later": "2028年6月30日，等资金"}


@pytest.mark.parametrize("told", [LATER, {**DONE, "state": "ongoing"}])
def test_that_what_is_not_done_is_accepted_only_with_a_reason(
    office, send, clerk, tmp_path, one_reader, told
):
    send("city")
    handed_over(office)
    taken_to(office, clerk, one_reader)
    brought(office, answered(clerk, tmp_path, n1=told))
    key = lines(office)[0].id
    for act in (accept, accept_and_close):
        with pytest.raises(AppError, match="验收须写明依据"):
            act(office.now, "王芳", [key])
    assert standings(office)[0] == "待验收"
    office.take(accept_and_close(office.now, "王芳", [key], "现场看过，已经改好"))
    assert standings(office)[0] == "已销号"


def test_that_an_extension_answers_the_request_and_waits_for_new_feedback(
    office, send, clerk, tmp_path, one_reader
):
    send("city")
    handed_over(office)
    taken_to(office, clerk, one_reader)
    brought(office, answered(clerk, tmp_path, n1=LATER))
    key = lines(office)[0].id
    assert standings(office)[0] == "待验收"
    office.take(extend(office.now, "王芳", [key], "2028-06-30", "资金次年到位"))
    assert standings(office)[0] == "整改中"
    taken_to(office, clerk, one_reader)
    (line,) = [one for one in clerk.rectifications.lines if one.id == key]
    assert line.open
    assert line.due == "2028-06-30"
    brought(office, answered(clerk, tmp_path, n1=DONE))
    assert standings(office)[0] == "待验收"


def test_that_a_date_that_passed_is_told_and_reminded_of(office, send):
    send("city")
    handed_over(office, due="2025-01-15")
    found = rectification_ledger(office.now)
    assert found.to_be_told == ("cgw",)
    assert (found.overdue, reminder(found, "cgw")) == ((), "")  # nobody is late before it was told
    assert progress(found.lines, office.today).late == 0
    told(office)
    found = rectification_ledger(office.now)
    assert len(found.overdue) == progress(found.lines, office.today).late == 2
    words = reminder(found, "cgw")
    assert "尚未收到反馈。" in words
    assert "2025-001　指标：新增车辆：期限 2025年1月15日，已逾期" in words
    assert "整改反馈单" in words
    assert reminder(found, "jyj") == ""


def test_that_a_closed_year_reminds_nobody_and_counts_no_day_late_after_it(
    office, send, monkeypatch
):
    send("city")
    handed_over(office, due="2025-01-15")
    told(office)
    monkeypatch.setattr("model.store.closed_years.now", lambda: "2026-01-20T09:00:00+08:00")
    close_year(office.db, office.year, office.plan, None)
    office.refresh()
    found = rectification_ledger(office.now)
    assert {found.days_late(one) for one in found.lines} == {370}
    assert (found.reminded, reminder(found, "cgw")) == ((), "")
    data = report_data(office, made_at="2026-12-10T09:00:00+08:00")
    assert data.today.isoformat() == "2026-01-20"


def test_that_feedback_that_came_and_was_refused_is_named_in_the_reminder(
    office, clerk, tmp_path, send, one_reader
):
    send("city")
    handed_over(office, due="2025-01-15")
    taken_to(office, clerk, one_reader)
    send(城管委2025年度整改反馈单=b"PK")
    words = reminder(rectification_ledger(office.now), "cgw")
    assert "尚未收到" not in words
    assert "收到贵单位来件《城管委2025年度整改反馈单.xlsx》，未能接收：" in words
    assert "整改反馈单.xlsx”未能接收" in "".join(office.body("cgw").doubts())
    brought(office, answered(clerk, tmp_path, n1=DONE))
    assert "来件《" not in reminder(rectification_ledger(office.now), "cgw")
    assert not office.body("cgw").unreceived_feedback


def test_that_feedback_under_any_name_settles_what_was_refused_of_its_department(
    office, clerk, tmp_path, send, one_reader
):
    send("city")
    handed_over(office, due="2025-01-15")
    taken_to(office, clerk, one_reader)
    send(城管委2025年度整改反馈单=b"PK", 教育局2025年度整改反馈单=b"PK")
    written = answered(clerk, tmp_path, n1=DONE)
    brought(office, written.rename(written.with_name("教育局转来的反馈.xlsx")))
    assert not office.body("cgw").unreceived_feedback
    assert office.body("jyj").unreceived_feedback


@pytest.mark.parametrize("content", [b"PK", b"%PDF-1.7\n", b"text"])
def test_that_a_refused_feedback_is_asked_for_as_feedback(office, send, content):
    send(城管委2025年度整改反馈单=content)
    (receipt,) = office.receipts
    for words in (unreceived_words(receipt), receipt.verdict.hint):
        assert "模板" not in words
        assert "自评估工作簿" not in words
        assert "发来" in words or "重发" in words


def test_that_a_reminder_tells_that_a_feedback_came_and_was_returned(
    office, send, clerk, one_reader, tmp_path
):
    send("city")
    handed_over(office, due="2025-01-15")
    taken_to(office, clerk, one_reader)
    brought(office, answered(clerk, tmp_path, n1=DONE))
    key = lines(office)[0].id
    office.take(send_back(office.now, "王芳", [key], "请附购车合同。"))
    found = rectification_ledger(office.now)
    assert found.line(key) not in found.overdue  # it wasn't told of that yet
    told(office)
    words = reminder(rectification_ledger(office.now), "cgw")
    (own,) = [line for line in words.splitlines() if "2025-001" in line]
    assert "的反馈已于" in own
    assert "退回再改（请附购车合同）" in own
    assert "尚未收到" not in own


def test_that_closing_the_last_year_tells_what_no_year_is_left_for(office, send, monkeypatch):
    send("city")
    handed_over(office)
    assert not [one for one in unfinished(office.now) if "最后一年" in one]
    monkeypatch.setattr(Plan, "is_last", lambda _, year: year == YEAR)
    (told,) = [one for one in unfinished(office.now) if "最后一年" in one]
    assert told.startswith("2 项整改事项还没有销号")
    assert "下一年度" not in "".join(unfinished(office.now))


def test_that_another_department_answers_what_was_transferred_to_it(office, send):
    send("city")
    key = handed_over(office)[0].id
    office.take(transfer(office.now, "王芳", [key], "jyj", "车辆归教育局"))
    assert lines(office)[0].bearer == "jyj"
    assert rectification_ledger(office.now).to_be_told == ("cgw", "jyj")


def test_that_what_is_withdrawn_disappears_at_the_department_too(office, send, clerk, one_reader):
    send("city")
    key = handed_over(office)[0].id
    taken_to(office, clerk, one_reader)
    office.take(withdraw(office.now, "王芳", key))
    assert rectification_ledger(office.now).to_be_told == ("cgw",)
    taken_to(office, clerk, one_reader)
    assert [one.shortcoming.number for one in clerk.rectifications.lines] == [2]
    assert rectification_ledger(office.now).to_be_told == ()
    again = handed_over(office)  # under a number that no notice ever said
    assert sorted(one.shortcoming.number for one in again) == [2, 3, 4]


def test_that_what_stays_open_is_carried_into_the_next_year_and_what_was_closed_is_not(
    office, send, clerk, tmp_path, one_reader
):
    answered_once(office, send, clerk, tmp_path, one_reader)
    key = lines(office)[0].id
    office.take(accept(office.now, "王芳", [key]))
    office.take(close(office.now, "王芳", [key]))
    later = OfficeYear.read(office.terms.plans, small_rulebook(), FORMS, YEAR + 1)
    (left,) = rectification_ledger(later).lines
    assert left.shortcoming.label == "2025-002"
    assert len(lines(office)) == 2


class Ticking:
    """Each look at the clock is a second later."""

    moment = datetime(2027, 3, 1, 9, tzinfo=CHINA)

    @classmethod
    def now(cls, _zone):
        cls.moment += timedelta(seconds=1)
        return cls.moment


def test_that_a_closed_years_ledger_is_what_it_was_though_an_earlier_year_goes_on(
    office, send, clerk, tmp_path, one_reader, monkeypatch
):
    monkeypatch.setattr(clock, "datetime", Ticking)
    came = answered_once(office, send, clerk, tmp_path, one_reader)
    plans = office.terms.plans
    closed = partial(OfficeYear.read, plans, small_rulebook(), FORMS, YEAR + 1)
    following = partial(OfficeYear.read, plans, small_rulebook(), FORMS, YEAR + 2)
    close_year(office.db, YEAR + 1, small_plan(), None)
    before = rectification_ledger(closed()).lines
    undo_import(office.now, came.batch)
    office.refresh()
    assert standings(office) == ["整改中", "整改中"]
    assert rectification_ledger(closed()).lines == before
    redo_import(office.now, came.batch)
    office.refresh()
    office.take(accept_and_close(office.now, "王芳", [lines(office)[0].id]))
    office.take(assign(office.now, "王芳", [replace(OTHER, problem="又一件")], "2099-03-31"))
    assert standings(office) == ["已销号", "整改中", "整改中"]
    assert rectification_ledger(closed()).lines == before
    assert [str(one.standing) for one in rectification_ledger(following()).lines] == [
        "已销号", "整改中", "整改中",
    ]  # fmt: skip  # what the closed year still had open, and what it never knew
    reopen_year(office.db, YEAR + 1)
    assert [one.shortcoming.label for one in rectification_ledger(closed()).lines] == [
        "2025-002", "2025-003",
    ]  # fmt: skip


def test_that_the_ledger_is_a_workbook_of_its_own(office, send):
    send("city")
    handed_over(office)
    book = load_workbook(BytesIO(ledger_bytes(office.now, JobContext())))
    cells = [cell.value for row in book["整改台账"].iter_rows() for cell in row if cell.value]
    assert {"2025-001", "城管委", "指标：新增车辆", "未达标", "补齐台账。", "整改中"} <= set(cells)


def test_that_the_reports_of_both_sides_tell_what_became_of_it(
    office, send, clerk, tmp_path, one_reader
):
    answered_once(office, send, clerk, tmp_path, one_reader)
    annual = text_of(output_bytes(office.now, Output.REPORT, JobContext()))
    words = "交办 2 项，已反馈 1 项，已验收 0 项，已销号 0 项，逾期 0 项"
    said = "年度整改台账列有 2 项（以前年度已经销号的不在内），涉及 1 个单位："
    assert f"{said}{words}。" in annual
    assert "2025-002" in annual
    own = text_of(self_report_bytes(self_report(clerk, {}, tmp_path).data))
    assert "领导小组办公室交办事项的整改" in own
    assert f"列入整改台账 2 项：{words}。" in own
    assert "已完成整改：车辆已到位。" in own
    book = load_workbook(BytesIO(output_bytes(office.now, Output.SUMMARY, JobContext())))
    assert "整改台账" in book.sheetnames


def text_of(content):
    with ZipFile(BytesIO(content)) as parts:
        return re.sub(r"<[^>]+>", "", parts.read("word/document.xml").decode())


def test_that_files_go_with_the_feedback_by_name_and_hash(
    office, send, clerk, tmp_path, one_reader
):
    send("city")
    handed_over(office)
    taken_to(office, clerk, one_reader)
    line = next(one for one in clerk.rectifications.lines if one.shortcoming.number == 1)
    clerk.save(f"{ITEM}{line.id}", DONE)
    files = EvidenceFiles(tmp_path / "clerk" / "佐证材料")
    kept = files.keep_content("行驶证.pdf", b"PDF")
    piece = Evidence(
        id="e", item=f"{ITEM}{line.id}", title="行驶证", file_name=kept.name, size=kept.size,
        sha256=kept.sha256,
    )  # fmt: skip
    clerk.add_evidence(piece)
    found = clerk.rectifications
    reply = found.reply(clerk.forms.rectification, "张三", "022-2", sample=False)
    written = write_reply_file(
        ReplyRequest(
            folder=tmp_path, data_file=tmp_path / "clerk" / "data.db", reply=reply,
            plan=clerk.plan, keys=own_key_pair(clerk._db), evidence=found.pieces(line.id),
            files=files,
        ),
        JobContext(),
    )  # fmt: skip
    clerk.read_again()
    assert not clerk.rectifications.unsent(clerk.rectifications.line(line.id))
    assert clerk.next_submission().evidence == ()
    (volume,) = written.volumes
    with ZipFile(volume) as archive:
        assert archive.read("001_行驶证.pdf") == b"PDF"
    assert brought(office, written.path).accepted
    (told,) = [one.feedback.feedback for one in lines(office) if one.feedback]
    assert [(one.name, one.sha256) for one in told.files] == [("行驶证.pdf", kept.sha256)]
    assert "随附 行驶证.pdf" in told.evidence_words
    clerk.add_evidence(replace(piece, id="f"))
    assert clerk.rectifications.unsent(clerk.rectifications.line(line.id))


def test_that_clearing_a_past_year_takes_names_out_of_feedback_and_leaves_who_decided(
    office, send, clerk, tmp_path, one_reader
):
    answered_once(office, send, clerk, tmp_path, one_reader)
    office.take(accept(office.now, "王芳", [lines(office)[0].id]))
    clear_personal_data(office.db, [YEAR], "王芳", "到期")
    line = lines(office)[0]
    assert (line.feedback.by, line.feedback.feedback.person) == ("", "")
    assert line.decision.by == "王芳"
    assert line.standing is RectificationStanding.ACCEPTED
    assert chain_state(office.db.conn).holds


def test_that_what_departments_answer_tells_numbers_that_an_older_data_file_forgot(
    office, send, clerk, tmp_path, one_reader
):
    answered_once(office, send, clerk, tmp_path, one_reader)
    office.db.execute("DELETE FROM rectification WHERE kind != 'reply'")
    office.refresh()
    office.take(assign(office.now, "王芳", [OTHER], "2099-03-31"))
    assert [one.shortcoming.number for one in lines(office)] == [2]  # 1 was answered
