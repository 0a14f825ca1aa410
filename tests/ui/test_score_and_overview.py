from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from model.domain.numbers import points_text
from model.domain.points_balance import balance_of
from model.package.in_force import in_force
from model.paths import asset
from model.samples.answers import sample_answers, sample_evidence
from model.scoring.loader import load_rulebook
from model.store.answers import save_answers
from model.store.evidence import save_evidence
from ui.kit.quote_strip import QuoteStrip
from ui.main_window import MainWindow
from ui.pages.clerk.progress import progress_by_section
from ui.pages.clerk.score import Kept
from ui.pages.clerk.score_steps import figures
from ui.status_marks import Mark

YEAR = 2025


@pytest.fixture
def filled(store, plan, department, clerk):
    answers = sample_answers(plan, department.id, YEAR)
    own = [item.id for item in in_force(plan, None, year=2025).measures_of(department.id)]
    said = {item: answer for item, answer in answers.items() if item not in own[:3]}
    save_answers(store, YEAR, department.id, said)
    for evidence in sample_evidence(plan, department.id, YEAR):
        save_evidence(store, YEAR, department.id, evidence)


def test_that_nothing_said_is_shown_as_such_and_never_as_zero(open_window, clerk):
    window = open_window()
    assert window.rail._score.isHidden() or "0.00" not in window.rail._score.text()
    assert window.page_named("overview").score._figure.text() == "未填"
    window.show_page("score")
    page = window.page_named("score")
    for entry in page.list.shown:
        upper, _ = figures(entry.about)
        assert "0.00" not in upper


def test_that_the_overview_counts_what_is_missing_and_leads_there(
    open_window, filled, qtbot, department
):
    window = open_window()
    page = window.page_named("overview")
    open_ = {item.id for item in window.session.desk.unanswered()}
    assert page.jumps["measures"].count + page.jumps["indicators"].count == len(open_)
    assert f"还缺 {len(open_)} 项" in page.header.state
    qtbot.mouseClick(page.header.primary, Qt.MouseButton.LeftButton)
    assert window.shown.panel.item.id in open_
    window.show_page("overview")
    qtbot.mouseClick(page.jumps["measures"], Qt.MouseButton.LeftButton)
    assert window.page == "measures"
    assert window.shown.row.item in open_


def test_that_going_on_goes_on_after_the_item_worked_on_last(open_window, clerk, qtbot):
    window = open_window()
    items = window.session.desk.measures
    window.session.save(items[5].id, {"state": "done"})
    window.close()
    again = open_window()
    qtbot.mouseClick(again.page_named("overview").header.primary, Qt.MouseButton.LeftButton)
    assert again.shown.panel.item.id == items[6].id


def test_that_a_section_leads_to_its_items(open_window, filled):
    window = open_window()
    page = window.page_named("overview")
    sections = progress_by_section(page._rows)
    page.bars.section_chosen.emit(sections[1].section)
    assert window.shown.filters.section == sections[1].section
    assert window.shown.row.section == sections[1].section


def test_that_the_bar_of_the_score_adds_up_to_the_maximum(open_window, filled):
    window = open_window()
    assessment = window.session.assessment
    balance = balance_of(assessment)
    assert balance.earned == assessment.total
    assert balance.earned + balance.open + balance.lost == assessment.maximum
    assert min(balance.earned, balance.open, balance.lost) >= Decimal(0)


def test_that_the_ladder_is_searched_by_words(open_window, filled):
    window = open_window()
    window.resize(1366, 768)
    window.show_page("score")
    page = window.page_named("score")
    all_ = len(page.list.shown)
    wanted = page.list.shown[-1].title
    page.search.setText(wanted[:12])
    assert 0 < len(page.list.shown) < all_
    assert all(wanted[:12] in entry.title for entry in page.list.shown)
    page.search.setText("没有这样的事项")
    assert len(page.list.shown) == 0
    page.search.clear()
    assert len(page.list.shown) == all_


def test_that_lost_points_can_be_listed_alone(open_window, filled):
    window = open_window()
    window.show_page("score")
    page = window.page_named("score")
    page.pills.choose(tuple(Kept).index(Kept.LOST))
    scores = [entry.about.score for entry in page.list.shown]
    assert scores
    assert all(score.points < score.maximum for score in scores)
    lost = [
        score for score in window.session.assessment.scores
        if score.points is not None and score.points < score.maximum
    ]  # fmt: skip
    assert len(scores) == len(lost)
    assert page.pills._group.checkedButton().text() == f"失分 {len(lost)}"


def test_that_an_item_says_the_same_gain_as_the_ladder(open_window, filled):
    window = open_window()
    session = window.session
    some = session.desk.measures[4:9]
    session.save_all({one.id: {"state": "not_applicable"} for one in some}, "粘贴")
    window.show_page("score")
    step = next(s for s in window.page_named("score")._steps if s.gain not in {0, s.score.gain})
    window.show_item(step.score.item)
    foot = window.shown.panel.foot
    assert f"总分可升 {points_text(step.gain)}" in foot._advice.text()


def test_that_every_score_opens_to_its_sentence_rule_source_and_the_plans_words(
    open_window, filled, plan
):
    window = open_window()
    window.show_page("score")
    page = window.page_named("score")
    for entry in page.list.shown:
        page.list.choose(entry.key)
        score = page.shown_step.score
        assert page.panel._sentence.text() == score.sentence != ""
        assert score.rule in page.panel._rule.text()
        assert f"{score.sentence}{page.panel._rule.text()}".count(score.source) == 1
        assert page.panel.quote.words != ""


def test_that_enter_on_the_ladder_leads_to_the_item(open_window, filled, qtbot):
    window = open_window()
    window.show_page("score")
    page = window.page_named("score")
    item = page.shown_step.score.item
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert window.shown.panel.item.id == item


def test_that_every_page_opens_by_its_key_and_none_scrolls_sideways(open_window, filled, qtbot):
    window = open_window()
    opened = set()
    for key in range(Qt.Key.Key_F2, Qt.Key.Key_F12):
        qtbot.keyClick(window, Qt.Key(key))
        opened.add(window.page)
        page = window.shown
        assert page.minimumSizeHint().width() <= page.width()
    assert opened == {
        "overview", "measures", "indicators", "score", "export", "plan", "rules", "trends",
        "backups", "about",
    }  # fmt: skip


def test_that_the_account_names_each_part_and_every_rule_that_acted(open_window, filled):
    window = open_window()
    idle = [one.id for one in window.session.desk.measures if not one.repeats]
    window.session.save_all({item: {"state": "not_started"} for item in idle}, "试")
    window.show_page("score", "")
    page = window.page_named("score")
    words = "\n".join(label.text() for label in page.account.findChildren(QLabel))
    for part in window.session.assessment.parts:
        assert part.sentence in words
    acted = [a for a in window.session.assessment.adjustments if a.points or a.forces]
    assert acted
    assert all(adjustment.sentence in words for adjustment in acted)


def test_that_a_section_shows_its_subtotal_and_its_own_items_alone(open_window, filled):
    window = open_window()
    window.show_page("score", "")
    page = window.page_named("score")
    assert len(page.list.shown) == len(window.session.desk.items)
    page.sections.setCurrentIndex(1)
    section = page.sections.currentData()
    shown = [entry.about for entry in page.list.shown]
    assert {step.section for step in shown} == {section}
    earned = sum(step.score.points or 0 for step in shown)
    assert f"{section}　{earned:.2f} / " in page.sections.currentText()


def test_that_rail_and_overview_say_the_same_of_how_far_it_is(open_window, filled):
    window = open_window()
    overview = window.page_named("overview")
    said, of = overview._said.text(), overview._of.text().partition(" 项")[0].strip("/ ")
    assert f"已填 {said}/{of}" in window.rail._score.text()


def test_that_nothing_is_ticked_of_which_there_is_nothing(open_window, clerk):
    page = open_window().page_named("overview")
    assert page._done.isHidden()


def test_that_complete_items_without_evidence_are_counted_though_they_came_back(
    open_window, store, plan, department, clerk, monkeypatch
):
    first, *_ = in_force(plan, None, year=YEAR).measures_of(department.id)
    said = {"state": "done", "done": "已建成并投入使用。"}
    save_answers(store, YEAR, department.id, {first.id: said})
    window = open_window()
    monkeypatch.setattr(type(window.session), "pending", frozenset({first.id}))
    page = window.page_named("overview")
    page.refresh()
    assert Mark.RETURNED in {row.mark for row in page._rows}
    assert page.jumps["evidence"].count == 1
    assert "佐证" not in page._done.text()


def test_that_an_item_without_points_says_why(qtbot, plan, store, clerk):
    book = load_rulebook(asset("rules/percent-2026.2.toml"), plan)
    window = MainWindow(plan, book, store)
    qtbot.addWidget(window)
    window.show()
    window.show_page("measures")
    unscored = window.session.desk.assessor.unscored
    item = next(one for one in window.session.desk.measures if one.id in unscored)
    panel = window.shown.panel
    panel.show_item(item)
    assert panel.foot._points.text() == "不计分"
    assert panel.foot._sentence.text() == f"{unscored[item.id]}。"
    window.close()


def test_that_the_whole_clause_is_opened_by_key_on_the_score(open_window, filled, qtbot):
    window = open_window()
    window.show_page("score")
    quote = window.page_named("score").findChild(QuoteStrip)
    assert quote.isVisible()
    before = quote.words
    qtbot.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert quote._more.text() == "收起"
    qtbot.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert quote.words == before
