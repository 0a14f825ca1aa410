"""A report that a person refused, or that is a sample in a year of real ones, counts nowhere; and
the day of one that nobody can prove is the day it came.
"""

from dataclasses import replace
from datetime import date

import pytest

from model.domain.submission import Origin
from model.office.board import rates, reminder
from model.office.records import counting_reports
from model.office.year import OfficeYear
from model.package.contacts import reported_contacts
from model.plans import close
from model.store import receipts
from model.store.packages import keep_package
from model.store.plans import keep_plan
from tests.model.office.live import Decisions
from tests.model.workbook.blanks import blank, filled
from tests.model.workbook.years import ANSWERS, OPENED, YEAR, exported, make_report

CAME = "2026-02-10T09:00:00+08:00"  # after the deadline
STRANGER = {"filled_by": "陌生人", "phone": "13900000000"}


def made_up(**changes):
    return exported(
        make_report(
            ANSWERS, id="x9", sequence=5, exported_at="2025-12-29T09:30:00+08:00", cover=STRANGER,
            **changes,
        )
    )  # fmt: skip


def picture_of(office):
    """All that a report of cgw that counts would change."""
    body, office_now = office.body("cgw"), office.now
    return (
        body.state, body.timing, body.digest, body.reviewed, body.passing,
        rates(office.bodies), office.picture, office_now.conflicts, office_now.suspicions,
        reported_contacts(counting_reports(office.db, YEAR), OPENED),
    )  # fmt: skip


@pytest.mark.parametrize("before", [(), ("city",)], ids=["alone", "beside a real one"])
@pytest.mark.parametrize("kind", ["sample", "refused"])
def test_that_what_is_no_report_changes_nothing(office, send, before, kind):
    keep_package(office.db, OPENED)
    office.now = OfficeYear.read(office.terms.plans, office.rulebook, office.forms, YEAR)
    send("schools", *before)
    then = picture_of(office)
    send(更新的=made_up(sample=kind == "sample"))
    if kind == "refused":
        new = next(d for d, one in office.submissions["cgw"].items() if one.sequence == 5)
        Decisions(office).refuse_reports("电话核实不是本单位报的", new)
    assert picture_of(office) == then
    assert "陌生人" not in str(then)


def test_that_a_sample_is_told_where_nothing_else_came(office, send):
    keep_package(office.db, OPENED)
    office.now = OfficeYear.read(office.terms.plans, office.rulebook, office.forms, YEAR)
    send(示例=made_up(sample=True))
    body = office.body("cgw")
    assert list(body.doubts()) == ["来件“示例.xlsx”（第5次报送）是示例数据，没有计入。"]
    assert "收到贵单位来件《示例.xlsx》，里面是示例数据，没有计入" in reminder(body, YEAR)
    send("city")
    assert not any("示例" in doubt for doubt in office.body("cgw").doubts())


@pytest.mark.parametrize("opened", [None, replace(OPENED, sample=True)])
def test_that_samples_count_among_samples(office, send, opened):
    if opened:
        keep_package(office.db, opened)
    send(示例=made_up(sample=True))
    assert office.body("cgw").submission.sequence == 5


def test_that_closing_a_year_changes_nothing_that_counts_or_is_told(office, send):
    def told():
        office.now = OfficeYear.read(office.terms.plans, office.rulebook, office.forms, YEAR)
        return [
            (body.id, body.submission and body.submission.sequence, body.versions is None,
             body.reviewed and body.reviewed.total, list(body.notes()))
            for body in office.now.bodies
        ]  # fmt: skip

    keep_package(office.db, OPENED)
    send(示例=made_up(sample=True))
    send("city")
    before = told()
    close(office.terms.plans, YEAR, by="李四", reason="已上报")
    assert told() == before


def test_that_a_sample_that_counted_when_an_earlier_version_closed_its_year_goes_on_counting(
    office, send
):
    send(示例=made_up(sample=True))
    keep_package(office.db, OPENED)
    plan = keep_plan(office.db, office.terms.plans.shipped)
    closing = {"year": YEAR, "plan": plan, "package": OPENED.digest, "closed_at": CAME}
    office.db.table("closing").insert(closing)
    office.now = OfficeYear.read(office.terms.plans, office.rulebook, office.forms, YEAR)
    assert office.body("cgw").submission.sequence == 5


TYPED = {("cover", "filled_on", "value"): "2026-01-10"}


def test_that_the_day_of_a_template_is_the_day_it_came_until_the_office_says_otherwise(
    office, send, monkeypatch
):
    keep_package(office.db, OPENED)
    office.now = OfficeYear.read(office.terms.plans, office.rulebook, office.forms, YEAR)
    monkeypatch.setattr(receipts, "now", lambda: CAME)
    send(填报模板=filled(blank(), TYPED))
    body = office.body("cgw")
    assert body.submission.origin is Origin.TEMPLATE
    assert body.submission.exported_at.startswith("2026-01-10")
    assert (body.timing.first_on, body.timing.on_time) == (date(2026, 2, 10), False)
    (told,) = (doubt for doubt in body.doubts() if "手填" in doubt)
    assert "按收到的日期（2026年2月10日）算；知道哪天报的，请登记实际收到日。" in told
    Decisions(office).note_received_on("cgw", date(2026, 1, 12), "信封上的邮戳")
    body = office.body("cgw")
    assert (body.timing.first_on, body.timing.on_time) == (date(2026, 1, 12), True)
    assert not any("手填" in doubt for doubt in body.doubts())
