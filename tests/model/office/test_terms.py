"""What belongs to a body at the office follows whoever goes on with its work."""

from dataclasses import replace

import pytest

from model.office.board import reminder
from model.office.department_year import ReportingState
from model.office.review_exchange import ReviewExchange, share_out
from model.office.year import OfficeYear
from model.store.packages import keep_package
from tests.model.office.live import Decisions
from tests.model.workbook.years import ANSWERS, OPENED, REORGANISED, YEAR, make_report
from tests.model.workbook.years import exported as export


@pytest.fixture
def issue(office, db):
    """Put a package into force; the office reads its year again."""

    def issue(package):
        keep_package(db, package)
        terms = office.terms
        office.now = OfficeYear.read(terms.plans, terms.rulebook, terms.forms, YEAR)

    return issue


@pytest.fixture
def decide(office):
    return Decisions(office, by="李四")


def test_that_a_body_that_is_there_owns_its_own_and_one_that_is_gone_is_gone_on_with(office, issue):
    issue(OPENED)
    assert office.terms.owners("cgw") == ("cgw",)
    issue(REORGANISED)
    assert office.terms.owners("cgw") == office.terms.owners("jyj") == ("new",)
    assert office.terms.owners("tjj") == ("tjj",)
    assert office.terms.owners("stranger") == ()
    issue(replace(OPENED, version=3))
    assert office.terms.owners("new") == ("cgw", "jyj")


def test_that_the_reviewer_of_a_body_reviews_whoever_goes_on_with_it(office, issue):
    issue(OPENED)
    office.take(share_out(office.now, "张三", ["cgw"], "李四"))
    issue(REORGANISED)
    assert ReviewExchange(office.now).shares.of("new") == "李四"
    office.take(share_out(office.now, "张三", ["new"], ""))
    assert ReviewExchange(office.now).shares.of("new") == ""


def test_that_a_file_named_as_a_bodys_is_the_heirs(office, issue, send, decide):
    issue(OPENED)
    send(新建=b"PK\x03\x04bad")
    (receipt,) = office.receipts
    decide.name_sender(receipt, "jyj")
    issue(REORGANISED)
    assert office.sender_of(receipt) == "new"
    body = office.body("new")
    assert body.state is ReportingState.UNRECEIVED
    assert "收到贵单位来件《新建.xlsx》" in reminder(body, YEAR)
    issue(replace(OPENED, version=3))
    assert office.sender_of(receipt) == "jyj"
    decide.name_sender(receipt, "new")
    assert office.sender_of(receipt) == ""  # of which of the two, a person says again


def test_that_a_report_under_the_old_name_is_told_in_the_reminder_and_to_the_office(
    office, issue, send
):
    issue(OPENED)
    send("city")
    issue(REORGANISED)
    body = office.body("new")
    assert "城管委以原单位名义报送的第1次没有计入" in reminder(body, YEAR)
    assert "城管委（已调整）以原单位名义报送过第1次" in "".join(body.doubts())


def test_that_false_figures_established_of_a_predecessor_wait_for_a_word_about_its_heir(
    office, issue, send, decide
):
    issue(OPENED)
    send("city")
    decide.note_false_figures("cgw", "绿地率虚报")
    issue(REORGANISED)
    body = office.body("new")
    assert "城管委：绿地率虚报（认定虚报瞒报，单位已调整）" in "".join(body.doubts())
    assert not body.circumstances.false_figures


def test_that_a_report_dated_before_its_package_counts_by_the_day_it_came(office, issue, send):
    issue(OPENED)
    early = make_report(
        ANSWERS, id="z1", exported_at="2025-11-01T09:00:00+08:00", package=OPENED.edition
    )
    send(城管委=export(early))
    body = office.body("cgw")
    (receipt,) = office.receipts
    assert body.timing.first_on.isoformat() == receipt.taken_in_at[:10]
    assert "第1次报送的导出日期是2025年11月1日" in "".join(body.doubts())
