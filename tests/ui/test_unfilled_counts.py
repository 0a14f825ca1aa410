"""What is 未填 is one number, wherever it is told."""

import re

import pytest

from model.domain.return_slip import Remark, ReturnSlip
from model.samples.answers import COVER, sample_answers
from model.store.answers import save_answers
from model.store.settings import Profile, Role, save_profile
from model.workbook.report.content import YearReport
from model.workbook.report.item_sheets import item_tables
from ui.pages.clerk.next_item import any_open, is_open, next_item
from ui.pages.clerk.progress import progress_by_section
from ui.pages.item_rows import Filter
from ui.status_marks import Mark

YEAR = 2025


@pytest.fixture
def window(open_window, store, plan, department, clerk):
    answers = sample_answers(plan, department.id, YEAR)
    save_answers(store, YEAR, department.id, {**answers, "cover": COVER})
    return open_window()


@pytest.fixture
def open_items(window):
    """Items that are not answered, each in another way."""
    session, desk = window.session, window.session.desk
    measured = [one for one in desk.indicators if not one.qualitative]
    told = [one for one in measured if not desk.target(one).missing]
    blank, sent_back, words_alone, *more = desk.measures
    half_way = next(one for one in more if not one.repeats and session.score(one.id))
    basis_alone, vague = told[:2]
    sent = desk.next_submission()
    desk.record(sent, "第一次.xlsx")
    slip = ReturnSlip(
        id="s1", year=YEAR, department=desk.department.id, number=1, submission=sent.digest,
        sequence=1, made_at="2025-12-01T09:00:00+08:00", due="2025-12-10",
        remarks=(Remark(item=sent_back.id, text="请写明数量"),),
    )  # fmt: skip
    ways = {
        blank: {}, sent_back: {}, words_alone: {"done": "做了一半"},
        half_way: {"state": "ongoing", "done": "在做"},
        basis_alone: {"basis": "统计年鉴", "explanation": "受天气影响"}, vague: {},
    }  # fmt: skip
    for item, said in ways.items():
        session.save(item.id, {**dict.fromkeys(desk.answer(item.id)), **said})
    desk.take_slip(slip)  # about what says nothing any more, and nothing was done about it since
    session.save_draft(vague.id, "value", "约12")
    session.show_again()
    return {item.id for item in ways}


def number(words, pattern):
    found = re.search(pattern, words)
    return int(found[1]) if found else 0


def test_that_what_is_not_answered_is_one_number_everywhere(window, open_items, monkeypatch):
    desk = window.session.desk
    already = {item.id for item in desk.unanswered()} - open_items
    wanted = len(open_items | already)
    assert open_items <= {item.id for item in desk.unanswered()}
    counts = {}

    window.show_page("overview")
    page = window.page_named("overview")
    page.refresh()
    counts["head"] = number(page.header.state, r"还缺 (\d+) 项")
    counts["card"] = number(page._of.text(), r"还缺 (\d+) 项")
    counts["jumps"] = page.jumps["measures"].count + page.jumps["indicators"].count
    counts["sections"] = sum(one.open for one in progress_by_section(page._rows))
    said = int(page._said.text())
    untold = number(page.header.state, r"(\d+) 项目标未下达")
    assert said + untold + wanted == len(desk.items)

    pages = [window.page_named(name) for name in ("measures", "indicators")]
    counts["lists' heads"] = sum(number(one.header.state, r"还缺 (\d+) 项") for one in pages)
    counts["chips"] = sum(sum(row.passes(Filter.OPEN) for row in one.rows) for one in pages)
    groups = [number(one.header.state, r"已填 (\d+) 项") for one in pages]
    assert sum(groups) == said

    window.show_page("export")
    export = window.page_named("export")
    export.refresh()
    counts["check"] = number(export.check._verdict.text(), r"还有 (\d+) 项未填")
    asked = []
    monkeypatch.setattr("ui.pages.clerk.export.ask", lambda words, *_, **__: asked.append(words))
    export.header.primary.click()
    export._on_primary()
    counts["question"] = number(asked[-1], r"还有 (\d+) 项未填")
    assert counts == dict.fromkeys(counts, wanted)

    assert f"已填 {said}/{len(desk.items)}" in window.rail._score.text() + str(
        window.rail._score_word.text()
    )
    window.show_page("score")
    score = window.page_named("score")
    score.refresh()
    scored = {one.item for one in desk.assessment().scores}
    waiting = len({item.id for item in desk.unanswered()} & scored)
    assert score.pills._group.button(1).text() == f"未填 {waiting}"
    apart = number(score.header.state, r"另有 (\d+) 项不计分")
    assert len(scored) + apart == len(desk.items)
    assert {step.mark for step in score._steps if step.open} <= {Mark.OPEN, Mark.RETURNED}

    report = YearReport(
        questionnaire=window.session.questionnaire,
        submission=desk.next_submission(),
        assessor=desk.assessor,
    )
    own = [one for one in item_tables(report) if one.key in {"measure", "quantity", "quality"}]
    more = {row.key for one in own for row in one.rows} - {item.id for item in desk.items}
    assert sum(number(one.note, r"已填 (\d+) 项") for one in own) == said + len(more)


def test_that_each_of_them_is_come_to_one_after_the_other(window, open_items):
    found, here = set(), ""
    while (here := next_item(window.session, here, is_open)) not in found and here:
        found.add(here)
    assert found == {item.id for item in window.session.desk.unanswered()}
    assert any_open(window.session)


def test_that_a_page_whose_only_target_was_not_handed_down_is_not_called_filled_in(
    open_window, store
):
    save_profile(store, Profile(role=Role.CLERK, year=YEAR, department="fulian"))
    window = open_window()
    window.show_page("indicators")
    words = window.page_named("indicators").header.state
    assert words == "1 项，已填 0 项；1 项目标未下达，可以先不填"
