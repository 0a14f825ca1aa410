from dataclasses import replace
from datetime import date, timedelta

import pytest

from forms import FORMS
from model.consolidation.conflicts import FigureRuling, How
from model.domain.package import Contact
from model.domain.submission import Origin
from model.errors import AppError
from model.office.board import contacts, is_awaited, rates, reminder
from model.office.department_year import ReportingState, Timing
from model.office.report_contents import report_data
from model.office.reviews import changed_grade
from model.office.year import OfficeYear
from model.plans import close, reopen_package_year
from model.store import receipts
from model.store.packages import keep_package
from model.workbook.reasons import sender_cure
from tests.keys import DEPARTMENT_KEYS
from tests.model.office.conftest import CITY, CITY_AGAIN, FILES
from tests.model.office.live import Decisions, undo
from tests.model.workbook.years import ANSWERS, OPENED, YEAR, make_report
from tests.model.workbook.years import exported as export
from tests.thorough import some

DEADLINE = date(2026, 1, 10)


def on(day, first_on=None):
    return Timing(deadline=DEADLINE, first_on=first_on, today=day)


@pytest.fixture
def decide(office):
    return Decisions(office, by="李四")


def test_that_days_late_are_whole_days_after_the_deadline():
    assert on(DEADLINE).days_late == 0
    assert on(date(2026, 1, 13)).days_late == 3
    assert on(date(2026, 1, 30), first_on=DEADLINE).days_late == 0
    assert on(date(2026, 1, 30), first_on=date(2026, 1, 11)).days_late == 1
    assert Timing(today=DEADLINE).days_late == 0
    assert not on(DEADLINE).on_time
    assert on(date(2026, 1, 30), first_on=DEADLINE).on_time


def test_that_rates_are_of_all_bodies_expected(office, send):
    send("city", "schools")
    found = rates(office.bodies)
    assert (found.expected, found.reported, found.states[ReportingState.MISSING]) == (2, 2, 0)
    assert found.sentence == "应报 2 个单位，已报 2 个（100.0%），按时 2 个（100.0%），通过 0 个。"
    assert rates([]).reporting == rates([]).punctuality == 0


def test_that_a_body_that_is_asked_nothing_is_not_awaited_and_what_it_sends_is_taken(office, send):
    idle = office.body("tjj")
    assert not office.plan.asks("tjj")
    assert idle.state is ReportingState.NOT_ASKED
    late = replace(idle, timing=on(date(2026, 3, 1)))
    assert (reminder(late, YEAR), contacts([late], YEAR, None)) == ("", ())
    assert [body.id for body in office.expected] == ["cgw", "jyj"]
    data = report_data(office.now)
    assert [one.id for one in data.turnout.expected] == ["cgw", "jyj"]
    assert {one.department.id: one.state for one in data.bodies}["tjj"] == "本年无任务"
    send(统计局=export(make_report({}, body="tjj", id="t1")))
    assert office.body("tjj").state is not ReportingState.NOT_ASKED
    assert rates(office.bodies).expected == 3


def test_that_a_reminder_can_be_copied_into_a_mail(office):
    body = office.body("jyj")
    late = replace(body, timing=on(date(2026, 1, 13)))
    words = reminder(late, YEAR, Contact(name="李四", phone="022-1"))
    assert words.startswith("教育局：\n　　截至目前，尚未收到贵单位2025年度碳达峰自评估工作簿。")
    assert "报送截止日期为2026年1月10日，已逾期 3 天。" in words
    assert words.endswith("联系人：李四　022-1")
    assert "还有 5 天" in reminder(replace(body, timing=on(date(2026, 1, 5))), YEAR)
    assert "截止日期为今天" in reminder(replace(body, timing=on(DEADLINE)), YEAR)


def test_that_a_returned_year_is_asked_for_with_its_remarks_counted(office, send, decide):
    send("city")
    assert reminder(office.body("cgw"), YEAR) == ""
    decide.return_item("cgw", "i-cars", "请附合同。")
    decide.issue_slip("cgw", due="2099-01-20")
    words = reminder(office.body("cgw"), YEAR)
    assert "有 1 项意见待修改，请于2099年1月20日前重报。目前尚未收到修改后的工作簿。" in words
    past = replace(office.body("cgw"), timing=on(date(2099, 1, 23)))
    assert [line.days_late for line in contacts([past], YEAR, None)] == [3]
    in_time = replace(past, timing=on(date(2099, 1, 19)))
    assert [line.days_late for line in contacts([in_time], YEAR, None)] == [0]


def test_that_a_reminder_asks_for_what_is_sent_back_still(office, send, decide):
    send("city")
    decide.return_item("cgw", "i-cars", "请附合同。")
    decide.return_item("cgw", "i-green", "请核对。")
    decide.issue_slip("cgw")
    assert "有 2 项意见待修改" in reminder(office.body("cgw"), YEAR)
    decide.adopt("cgw", "i-green")
    assert "有 1 项意见待修改" in reminder(office.body("cgw"), YEAR)
    decide.adopt("cgw", "i-cars")
    assert office.body("cgw").state is ReportingState.DOUBTFUL
    assert reminder(office.body("cgw"), YEAR) == ""
    decide.return_item("cgw", "3.1-01-01", "请写明。")  # which nobody told it yet
    assert office.body("cgw").sent_back is None
    decide.issue_slip("cgw", general="请重新核对全部数据。")
    assert "有 1 项意见和总体意见待修改" in reminder(office.body("cgw"), YEAR)
    decide.adopt("cgw", "3.1-01-01")
    assert "有总体意见待修改" in reminder(office.body("cgw"), YEAR)
    send("again")
    assert office.body("cgw").state is ReportingState.AGAIN


def test_that_what_was_corrected_asks_for_nothing_by_itself(office, send, decide):
    send("city")
    decide.adjust("cgw", "i-cars", {"value": "9"}, "按合同核减。")
    decide.return_item("cgw", "i-green", "请核对。")
    decide.issue_slip("cgw")
    decide.adopt("cgw", "i-green")
    body = office.body("cgw")
    assert (body.slips[-1].scope, body.sent_back) == ("1 项意见", None)
    assert "按合同核减" in body.slips[-1].general


def test_that_a_reminder_goes_by_the_slip_about_what_counts(office, send, decide):
    send("city", "again", "fork")
    versions = office.versions("cgw")
    first, second = (d for d, one in versions.by_digest.items() if one in versions.ends)
    decide.choose_version("cgw", first)
    decide.return_item("cgw", "i-cars", "请附合同。")
    decide.issue_slip("cgw", due="2026-01-20")
    decide.choose_version("cgw", second)
    decide.return_item("cgw", "i-green", "请核对。")
    decide.return_item("cgw", "3.1-01-01", "请核对。")
    decide.issue_slip("cgw", due="2026-02-20")
    decide.choose_version("cgw", first)
    late = replace(office.body("cgw"), timing=on(date(2026, 1, 23)))
    assert "应于2026年1月20日前重报" in reminder(late, YEAR)
    assert late.days_after_slip == 3


def test_that_a_template_whose_total_agrees_is_in_no_doubt_for_a_grade_it_can_not_tell(
    office, send
):
    send(city=export(replace(make_report(SOUND, id="a1"), keys=DEPARTMENT_KEYS)))
    body = office.body("cgw")
    sent = replace(body.submission, origin=Origin.TEMPLATE, self_grade="")
    told = replace(body, submission=sent)
    assert (told.self_grade, told.differs) == (body.recomputed.grade, False)
    assert not any("不一致" in one for one in told.doubts())
    assert changed_grade(told) == changed_grade(body)
    other = replace(told, submission=replace(sent, self_total="1.00"))
    assert (other.self_grade, other.differs) == ("", True)


@pytest.mark.parametrize(("version", "told"), [("", False), ("2019.7", True)])
def test_that_rules_are_told_apart_only_where_a_report_names_its_own(office, send, version, told):
    send(city=export(replace(make_report(SOUND, id="a1"), keys=DEPARTMENT_KEYS)))
    body = office.body("cgw")
    sent = replace(body.submission, rulebook=replace(body.submission.rulebook, version=version))
    notes = [*replace(body, submission=sent).notes()]
    assert any(f"填报时用的是 {version} 版规则" in note for note in notes) is told


def test_that_a_template_whose_formulas_nothing_worked_out_contradicts_nothing(office, send):
    send(city=export(replace(make_report(SOUND, id="a1"), keys=DEPARTMENT_KEYS)))
    body = office.body("cgw")
    sent = replace(body.submission, self_total=None, self_grade="")
    told = replace(body, submission=replace(sent, origin=Origin.TEMPLATE))
    assert not told.differs
    assert not any("不一致" in one for one in told.doubts())
    assert changed_grade(told) == ""
    assert replace(body, submission=sent).differs  # the program says a score whenever it has one


def test_that_a_body_that_reports_by_template_is_asked_to_correct_its_template(
    office, send, decide
):
    send("city")
    decide.return_item("cgw", "i-cars", "请附合同。")
    decide.issue_slip("cgw")
    body = office.body("cgw")
    sent = replace(body.submission, origin=Origin.TEMPLATE)
    words = reminder(replace(body, submission=sent), YEAR)
    assert "逐项修改填报模板" in words
    assert "填报程序" not in words


def test_that_a_reminder_tells_of_a_file_of_another_year(office, send):
    earlier = make_report(ANSWERS, id="z1", year=YEAR - 1)
    send(城管委去年=export(earlier))
    words = reminder(office.body("cgw"), YEAR)
    assert "尚未收到" not in words
    assert "收到贵单位来件《城管委去年.xlsx》，是2024年度的，不能作为2025年度的报送。" in words
    assert "2024" not in reminder(office.body("jyj"), YEAR)
    send("city")
    assert reminder(office.body("cgw"), YEAR) == ""


def test_that_contacts_are_those_whom_the_office_waits_for(office, send):
    send("city")
    lines = contacts(office.bodies, YEAR, None)
    assert [line.department for line in lines] == ["教育局"]
    assert {line.matter for line in lines} == {"催报"}


def test_that_the_office_knows_better_when_something_really_came(office, send, decide):
    send("city")
    assert office.body("cgw").timing.first_on == date(2025, 12, 20)
    decide.note_received_on("cgw", date(2026, 1, 5), "电话约定")
    assert office.body("cgw").timing.first_on == date(2026, 1, 5)


def test_that_the_day_noted_lapses_with_the_report_it_was_noted_about(office, send, decide):
    send("city")
    decide.note_received_on("cgw", date(2025, 12, 1), "当天送的纸质")
    assert office.body("cgw").timing.first_on == date(2025, 12, 1)
    undo(office, office.batches[-1].id)
    body = office.body("cgw")
    assert body.timing.first_on is None
    late = replace(body, timing=replace(body.timing, deadline=DEADLINE))
    assert late.timing.days_late
    assert "已逾期" in reminder(late, YEAR)
    send("again")
    body = office.body("cgw")
    assert body.timing.first_on == date(2025, 12, 28)
    assert "登记过实际收到日2025年12月1日，那份报送已经撤销" in "".join(body.doubts())
    send("city")
    assert office.body("cgw").timing.first_on == date(2025, 12, 1)
    assert "登记过" not in "".join(office.body("cgw").doubts())


def test_that_no_day_is_noted_while_nothing_came(office, decide):
    with pytest.raises(AppError, match="还没有报送"):
        decide.note_received_on("cgw", date(2026, 1, 5), "电话约定")


@pytest.mark.parametrize("days", [-3, 0, 3])
def test_that_no_reminder_counts_days_that_are_left_below_none(office, send, decide, days):
    decide.compare_key("cgw", DEPARTMENT_KEYS.public)
    send("city")
    body = office.body("cgw")
    assert body.state is ReportingState.UNPROVED
    timing = replace(body.timing, deadline=DEADLINE, today=DEADLINE + timedelta(days=days))
    words = reminder(replace(body, timing=timing), YEAR)
    told = {-3: "2026年1月10日，还有 3 天。", 0: "截止日期为今天", 3: "2026年1月10日，已过。"}
    assert told[days] in words


@pytest.mark.parametrize(("exported", "late"), [("2024-12-31", 0), ("2024-12-25", 100)])
def test_that_a_report_dated_before_its_year_is_late_by_the_day_it_came_until_somebody_says(
    office, send, decide, monkeypatch, exported, late
):
    monkeypatch.setattr(receipts, "now", lambda: "2026-04-20T09:00:00+08:00")
    report = make_report(ANSWERS, id="z1", exported_at=f"{exported}T09:00:00+08:00")
    send(城管委=export(report))
    body = office.body("cgw")
    timing = replace(body.timing, deadline=DEADLINE)
    assert timing.days_late == late
    assert ("那时任务还没有下达" in "".join(body.doubts())) is bool(late)
    decide.note_received_on("cgw", date(2026, 1, 5), "电话约定")
    assert replace(office.body("cgw").timing, deadline=DEADLINE).on_time
    assert "那时任务还没有下达" not in "".join(office.body("cgw").doubts())


def test_that_false_figures_established_change_the_score_as_the_rules_say(office, send, decide):
    send("city")
    before = office.body("cgw").reviewed
    decide.note_false_figures("cgw", "绿地率虚报")
    after = office.body("cgw")
    assert after.circumstances.false_figures == "绿地率虚报"
    assert after.recomputed == office.body("cgw").recomputed
    assert before.sentence


def test_that_a_body_whose_file_was_refused_is_told_which_and_why_not_that_it_is_silent(
    office, send, decide
):
    send("city", **{"教育局 年度自评估": b"%PDF-1.7", "新建文件夹(1)": b"PK"})
    body = office.body("jyj")
    assert body.state is ReportingState.UNRECEIVED
    words = reminder(body, YEAR)
    (receipt,) = body.unreceived
    assert "尚未收到" not in words
    assert "收到贵单位来件《教育局 年度自评估.xlsx》，未能接收：" in words
    assert receipt.verdict.message.rstrip("。") in words
    assert sender_cure(receipt.verdict.code) in words
    assert "发件单位" not in words
    found = rates(office.bodies)
    states = found.states
    waiting = states[ReportingState.UNRECEIVED], states[ReportingState.MISSING]
    assert (found.reported, *waiting) == (1, 1, 0)
    assert "另有 1 个来件未接收" in found.sentence
    matters = [line.matter for line in contacts(office.bodies, YEAR, None)]
    assert matters == ["来件未接收，请重发"]


@pytest.fixture
def reach(office, send, decide):
    """Brings the year of 城管委 into a state, by what came before."""

    again = replace(CITY_AGAIN, keys=DEPARTMENT_KEYS)
    sound = replace(make_report(SOUND, id="a1"), keys=DEPARTMENT_KEYS)

    def returned():
        send(city=export(replace(CITY, keys=DEPARTMENT_KEYS)))
        decide.return_item("cgw", "i-cars", "请附合同。")
        decide.issue_slip("cgw")

    def passed():
        send(city=export(replace(CITY, keys=DEPARTMENT_KEYS)))
        decide.refuse_all("cgw", ["3.1-01-03"], "有任务")
        decide.adopt("cgw", *office.body("cgw").items)
        decide.pass_year("cgw")

    def lapsed():
        passed()
        decide.rule_figure("i-green", FigureRuling(how=How.VALUE, named="10"), "按年鉴")

    return {
        ReportingState.LAPSED: lapsed,
        ReportingState.MISSING: lambda: None,
        ReportingState.UNRECEIVED: lambda: send(城管委坏=b"%PDF-1.7"),
        ReportingState.UNPROVED: lambda: send(未知=export(make_report(ANSWERS, id="x1"))),
        ReportingState.WAITING: lambda: send(city=export(sound)),
        ReportingState.DOUBTFUL: lambda: send(city=export(replace(CITY, keys=DEPARTMENT_KEYS))),
        ReportingState.RETURNED: returned,
        ReportingState.AGAIN: lambda: (returned(), send(again=export(again))),
        ReportingState.PASSED: passed,
    }


SOUND = {
    **ANSWERS,
    "3.1-01-02": {
        "state": "ongoing", "progress": "62", "done": "做了三次活动", "problems": "资金不足",
        "next_steps": "继续",
    },
    "3.1-01-03": {"state": "done", "done": "全部更新完成了。"},
}  # fmt: skip
WAYS = {
    "refused": ("《城管委改.xlsx》，未能接收：", "来件未接收，请重发"),
    "of another year": ("《城管委改.xlsx》，是2024年度的，不能作为", "来件是其他年度"),
    "apart": ("《城管委改.xlsx》，没有签名，暂未计入", "核实来件"),
}


def test_that_the_states_tried_are_all_there_are(reach):
    assert reach.keys() == {*ReportingState} - {ReportingState.NOT_ASKED}


@pytest.mark.in_part
@pytest.mark.parametrize("way", some(WAYS, 2))
@pytest.mark.parametrize("state", [s for s in ReportingState if s is not ReportingState.NOT_ASKED])
def test_that_what_came_and_was_not_taken_is_told_in_every_state(
    office, send, decide, reach, state, way
):
    if state is ReportingState.UNPROVED:
        decide.compare_key("cgw", DEPARTMENT_KEYS.public)
    reach[state]()
    assert office.body("cgw").state is state
    if way == "apart":
        decide.compare_key("cgw", DEPARTMENT_KEYS.public)
    came = {
        "refused": FILES["again"][:3000],
        "of another year": export(make_report(ANSWERS, id="z1", year=YEAR - 1)),
        "apart": export(make_report(ANSWERS, id="y1")),
    }
    send(城管委改=came[way])
    body, (words, matter) = office.body("cgw"), WAYS[way]
    text = reminder(body, YEAR)
    if not is_awaited(body):  # its report of the year is here; what came besides is another's
        assert (way, text) == ("of another year", "")
        return
    assert words in text
    assert "尚未收到" not in text
    lines = {line.department: line for line in contacts(office.bodies, YEAR, None)}
    assert matter in lines["城管委"].matter
    returned = body.state is ReportingState.RETURNED
    assert ("已于" in text and "退回，有 1 项意见待修改" in text) is returned
    assert ("催办退回事项" in lines["城管委"].matter) is returned


def test_that_what_came_before_the_report_that_counts_is_not_told_again(office, send, decide):
    send(城管委坏=b"%PDF-1.7", 城管委去年=export(make_report(ANSWERS, id="z1", year=YEAR - 1)))
    send("city")
    decide.return_item("cgw", "i-cars", "请附合同。")
    decide.issue_slip("cgw", due="2026-01-20")
    body = office.body("cgw")
    assert "收到贵单位来件" not in reminder(body, YEAR)
    assert "尚未收到修改后的工作簿" in reminder(body, YEAR)
    late = replace(body, timing=on(date(2026, 1, 25)))
    assert "应于2026年1月20日前重报，已过 5 天" in reminder(late, YEAR)


def test_that_old_mail_dropped_in_again_makes_nobody_forget_what_was_refused(office, send):
    send("city")
    send(城管委改=FILES["again"][:3000])
    (refused,) = office.body("cgw").unreceived
    send("city")
    assert office.body("cgw").unreceived == (refused,)
    assert "城管委改.xlsx" in reminder(office.body("cgw"), YEAR)


def test_that_a_report_that_waits_for_a_person_makes_nobody_forget_what_was_refused(
    office, send, decide
):
    decide.compare_key("cgw", DEPARTMENT_KEYS.public)
    send(城管委坏=b"%PDF-1.7")
    send("city")
    body = office.body("cgw")
    assert body.state is ReportingState.UNPROVED
    assert "《城管委坏.xlsx》，未能接收" in reminder(body, YEAR)


def test_that_of_a_closed_year_nothing_is_awaited_and_no_day_late_is_added(
    office, send, monkeypatch
):
    keep_package(office.db, replace(OPENED, deadline="2026-01-10"))
    send("city")
    monkeypatch.setattr("model.store.closed_years.now", lambda: "2026-01-16T09:00:00+08:00")
    plans = office.terms.plans
    close(plans, YEAR, by="李四", reason="办结")
    closed = OfficeYear.read(plans, office.rulebook, FORMS, YEAR)
    body = closed.body("jyj")
    assert (body.state, body.timing.days_late) == (ReportingState.MISSING, 6)
    assert (reminder(body, YEAR), contacts(closed.bodies, YEAR, closed.package)) == ("", ())
    reopen_package_year(office.db, YEAR, by="李四", reason="补报")
    opened = OfficeYear.read(plans, office.rulebook, FORMS, YEAR).body("jyj")
    assert opened.timing.days_late > 6
    assert "已逾期" in reminder(opened, YEAR)


def test_that_the_office_says_whose_a_refused_file_is(office, send, decide):
    send(**{"城管委": b"%PDF-1.7", "新建文件夹(1)": b"PK"})
    named, unnamed = sorted(office.receipts, key=lambda one: office.sender_of(one) != "cgw")
    assert (office.sender_of(named), office.sender_of(unnamed)) == ("cgw", "")
    decide.name_sender(unnamed, "jyj")
    decide.name_sender(named, "")
    assert office.body("jyj").state is ReportingState.UNRECEIVED
    assert office.body("cgw").state is ReportingState.MISSING


def test_that_a_body_that_sent_a_readable_file_since_has_reported(office, send):
    send(教育局=b"%PDF-1.7")
    assert office.body("jyj").state is ReportingState.UNRECEIVED
    send("schools")
    assert office.body("jyj").state is ReportingState.WAITING
    send(**{"教育局 更正": b"%PDF-1.7x"})
    assert office.body("jyj").state is ReportingState.DOUBTFUL
    assert "来件“教育局 更正.xlsx”未能接收" in "".join(office.body("jyj").doubts())


def test_that_department_years_are_worked_out_one_by_one_where_there_is_no_time(office, send):
    send("city", "schools")
    departments = office.departments
    told = [departments.work_out(0) for _ in office.plan.bodies]
    assert told[0] is False
    assert departments.work_out(0) is True
    assert len(departments.known) == len(office.plan.bodies)
