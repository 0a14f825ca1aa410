from types import SimpleNamespace

import pytest

from model.domain.return_slip import Remark, ReturnSlip
from tests.ui.conftest import YEAR
from ui.pages.package.year_words import due_words


@pytest.mark.parametrize(
    ("again", "words"),
    [
        ("", "2099年12月31日截止，还有 30 天"),
        ("2099-12-08", "退回的请于2099年12月8日前重报"),
        ("2020-12-08", "退回的应于2020年12月8日前重报，已过 "),
    ],
)
def test_that_the_day_is_the_slips_where_the_year_was_sent_back(again, words):
    desk = SimpleNamespace(
        returned=SimpleNamespace(due=again),
        days_left=30,
        terms=SimpleNamespace(deadline="2099-12-31"),
    )
    assert due_words(desk).startswith(words)


@pytest.mark.parametrize("costs", [False, True])
def test_that_a_late_report_is_told_that_it_costs_points_where_it_does(costs):
    desk = SimpleNamespace(
        returned=SimpleNamespace(due=""),
        days_left=-3,
        costs_points=costs,
        terms=SimpleNamespace(deadline="2025-12-31"),
    )
    told = "2025年12月31日已经截止，超过 3 天"
    assert due_words(desk) == told + "，逾期由办公室按规则扣分" * costs


def test_that_nobody_whose_year_was_sent_back_is_told_to_report_no_more(
    open_window, clerk, store, monkeypatch
):
    window = open_window()
    desk = window.session.desk
    item = desk.items[0].id
    desk.save(item, {"state": "done", "done": "做了"})
    sent = desk.next_submission()
    desk.record(sent, "报送.xlsx")
    told, export = [], window.page_named("export")
    monkeypatch.setattr("ui.pages.clerk.export.ask", lambda words, *_, **__: told.append(words))

    def words():
        for page in (window.page_named("overview"), export):
            page.refresh()
        export._on_primary()
        return (
            *window.page_named("overview").header.state.split("；"),
            export.changes.words,
            told[-1],
        )

    assert sum("不用再报" in one for one in words()) == 3
    slip = ReturnSlip(
        id="s1", year=YEAR, department=desk.department.id, number=1, submission=sent.digest,
        sequence=1, made_at="2026-01-05T10:00:00+08:00", general="请核对。",
        remarks=(Remark(item=item, text="请附合同。"),), due="2099-01-31",
    )  # fmt: skip
    desk.take_slip(slip, "退回单.xlsx")
    found = words()
    assert not any("不用再报" in one for one in found)
    assert sum("退回的意见还没有处理" in one for one in found) == 2
    assert "退回的请于2099年1月31日前重报" in found[0]
    assert "退回的请于2099年1月31日前重报" in export.header.state
