"""What is open is declared once: summary, report and whoever closes the year say the same."""

from unittest.mock import Mock

import pytest

from model.consolidation.conflicts import FigureRuling, How
from model.domain.review import Matter
from model.jobs import JobContext
from model.office.board import is_awaited
from model.office.department_year import ReportingState
from model.office.open_work import STANDING, open_matters, unfinished
from model.office.report_contents import report_data
from model.office.reviews import claimed_items
from model.report.annual import report_bytes
from model.report.data import OpenKind
from model.report.summary.overview import overview_table
from model.report.summary.scores import summary_scores
from tests.model.office.live import Decisions
from tests.model.office.test_board import SOUND
from tests.model.office.test_record_check import text_of
from tests.model.workbook.damage import place_of, with_cell
from tests.model.workbook.years import exported, make_report

NOTHING_LEFT = "各单位均已报送并通过复核，没有未定事项。"
AT = "2026-01-20T10:00:00+08:00"


@pytest.fixture
def decide(office):
    return Decisions(office, by="李四")


def sound(**more):
    return exported(make_report(SOUND, id="a1", **more))


@pytest.fixture
def settled(office, send, decide):
    """Both bodies that are asked something reported and were passed; every conflict is settled."""
    send("schools", city=sound())
    settle(office, decide)
    assert office.body("cgw").passed
    return office


def settle(office, decide):
    for conflict in office.conflicts:
        decide.mark_seen(conflict, "看过")
    for body in ("cgw", "jyj"):
        if claimed := claimed_items(office.now, body):
            decide.approve_all(body, claimed, "情况属实")
        decide.pass_year(body)
    decide.rule_figure("i-green", FigureRuling(how=How.OWNER, named="cgw"), "")
    for body in ("cgw", "jyj"):
        decide.pass_year(body)


def told(office) -> tuple[str, str, str]:
    data = report_data(office.now, None, AT)
    return (
        overview_table(data, 5).note,
        text_of(report_bytes(data, JobContext())),
        "".join(unfinished(office.now)),
    )


@pytest.fixture(autouse=True)
def unpainted(monkeypatch):
    monkeypatch.setattr("model.report.annual._draw", lambda *_: None)


def test_that_nothing_is_open_once_all_reported_and_were_passed(settled):
    assert not open_matters(settled.now)
    summary, report, _ = told(settled)
    assert NOTHING_LEFT in summary
    assert "尚有未定事项" not in summary + report


def sent_back(office, decide, send):
    decide.reopen("cgw")
    decide.return_item("cgw", "i-cars", "请补合同")
    decide.issue_slip("cgw")


def later(key="a2", **more):
    """What cgw sends in addition."""
    return exported(make_report({**SOUND, **more}, id=key, sequence=2, parent="a1"))


def by_hand():
    sheet, cell = place_of(later(), "quantity", "i-cars", "value")
    return with_cell(later(), sheet, cell, "9")


def unproved(office, decide, send):
    decide.compare_key("cgw", "ab" * 32)
    send(city=later())


OPENING = {
    OpenKind.RETURNED: sent_back,
    OpenKind.FORKED: lambda office, decide, send: send(
        one=later(), other=later("a3", **{"i-cars": {"value": "9"}})
    ),
    OpenKind.APART: unproved,
    OpenKind.UNTAKEN: lambda office, decide, send: send(城管委改=b"no workbook"),
    OpenKind.EDITS: lambda office, decide, send: send(city=by_hand()),
    OpenKind.WAITING: lambda office, decide, send: send(city=later(**{"i-cars": {"value": "9"}})),
    OpenKind.SECOND: lambda office, decide, send: decide.switch_four_eyes("按规定", on=True),
    OpenKind.CONFLICTS: lambda office, decide, send: decide.take_back(Matter.FIGURE, "i-green"),
    OpenKind.LAPSED: lambda office, decide, send: decide.note_false_figures("cgw", "绿地率虚报"),
    OpenKind.UNPASSED: lambda office, decide, send: decide.reopen("cgw"),
}


@pytest.mark.parametrize("kind", OPENING)
def test_that_whatever_opens_again_is_told_in_summary_and_report_and_before_closing(
    settled, decide, send, kind
):
    OPENING[kind](settled, decide, send)
    found = {one.kind: one for one in open_matters(settled.now)}
    assert kind in found
    summary, report, closing = told(settled)
    assert NOTHING_LEFT not in summary
    for one in found.values():
        assert one.words in summary
        assert one.words in report
        assert one.words in closing
    assert "尚有未定事项" in report
    concerned = {one for matter in found.values() for one in matter.departments}
    assert {body.department for body in settled.bodies if is_awaited(body)} <= concerned


def test_that_nothing_else_can_be_open():
    assert OPENING.keys() | {OpenKind.MISSING, OpenKind.RIVALS} == set(OpenKind)


def test_that_who_did_not_report_is_missing(office):
    (one,) = open_matters(office.now)
    assert one.words == "2 个单位尚未报送"
    assert NOTHING_LEFT not in told(office)[0]


def test_that_what_is_sent_back_is_open_though_the_year_was_passed(settled, decide):
    decide.return_item("cgw", "i-cars", "请补合同")
    assert [one.kind for one in open_matters(settled.now)] == [OpenKind.RETURNED]


def test_that_what_two_people_decided_differently_is_open(settled, monkeypatch):
    monkeypatch.setattr("model.office.open_work.ReviewExchange", lambda _: Mock(rivals=(1, 2)))
    (one,) = open_matters(settled.now)
    assert one.words == "2 处两人的复核意见不同，尚未选定"


def test_that_every_state_of_a_department_is_settled_or_open():
    assert STANDING.keys() == set(ReportingState)
    assert [state for state, kind in STANDING.items() if kind is None] == [
        ReportingState.PASSED,
        ReportingState.NOT_ASKED,
    ]


def test_that_who_was_sent_back_is_not_called_reviewed_in_the_summary(settled, decide, send):
    sent_back(settled, decide, send)
    data = report_data(settled.now, None, AT)
    rows = summary_scores(data, {"cgw": "A1", "jyj": "A2"}).rows
    assert {row.key: row.values["state"] for row in rows} == {"cgw": "退回", "jyj": "通过"}
