"""The office tries a rule on everybody, and freezes it as a version the year keeps."""

from decimal import Decimal
from time import process_time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog

from forms import FORMS
from model.domain.sealed import seal
from model.domain.submission import Edition, Submission
from model.rulebook_editor.editor import RulebookEditor
from model.rulebook_in_force import rulebook_in_force
from model.samples.answers import sample_answers
from model.scoring.loader import load_rulebook
from model.store.closed_years import close_year
from model.store.rulebooks import save_rulebook_of
from tests.model.office.live import Decisions, LiveOffice
from tests.thorough import some
from ui.kit.table_model import CELL
from ui.pages.rules.grid_editor import GridField
from ui.pages.rules.slider_editor import SliderEditor

YEAR = 2025


@pytest.fixture
def open_page(open_window, office, qtbot):
    def open_():
        window = open_window()
        window.show_page("rules")
        page = window.page_named("rules")
        page.trials.load()
        page.trials.look()
        return page

    return open_


@pytest.fixture
def page(open_page):
    return open_page()


@pytest.fixture
def drafting(page, qtbot):
    """A draft of the rulebook in force, tried on made-up years."""
    page.effects.samples.click()
    page.header.primary.click()
    page.trials.look()
    return page


def cell(page, name) -> GridField:
    cells = [cell for block in page.sheet.form.grids.values() for cell in block.editor.cells]
    return next(cell for cell in cells if cell.objectName() == name)


def type_into(qtbot, box, words):
    box.setFocus()
    box.selectAll()
    box.insert(words)


def lower_the_best_edge(page, qtbot, to="88"):
    page.outline.choose_entry("grading")
    with qtbot.waitSignal(page.trials.ticked):
        type_into(qtbot, cell(page, "grade.0.from"), to)


def column(page, number):
    model = page.effects.table.model()
    return [model.index(row, number).data(CELL) for row in range(model.rowCount())]


def test_that_nobody_is_ranked_or_proposed_until_the_office_switches_that_on(page, store, qtbot):
    page.effects.samples.click()
    page.trials.look()
    table, pills = page.effects.table, page.effects.pills
    shown = [pill.text() for pill in pills._group.buttons() if pill.isVisible()]
    assert shown == ["全部 48", "等次变化 0"]
    assert table.isColumnHidden(3)
    names = [shift.words for shift in column(page, 0)]
    assert names == [body.name for body in page._session.plan.bodies]
    office = LiveOffice(page._session.plans, page._session.rulebook, FORMS, YEAR)
    Decisions(office).show_ranking(shown=True)
    page.trials.load()
    page._load()
    assert not table.isColumnHidden(3)
    assert all(pill.isVisible() for pill in pills._group.buttons())


def test_that_without_reports_it_says_so_and_offers_marked_samples(page):
    assert page.trials.empty
    assert page.effects._places.currentIndex() == 0
    page.effects.samples.click()
    page.trials.look()
    assert page.effects._samples.isVisible()
    assert page.effects._samples.text().startswith("示例数据")
    assert page.effects.table.count == 48


def test_the_whole_way_from_a_threshold_to_a_version_the_year_keeps(
    drafting, open_page, qtbot, store, rulebook, monkeypatch
):
    monkeypatch.setattr("model.rulebook_editor.editor.now", lambda: "2025-06-01T09:00:00+08:00")
    page = drafting
    before = [v.rulebook.version for v in page.rules.versions if v.rulebook.id == "percent"]
    lower_the_best_edge(page, qtbot)
    climbed = [shift for shift in column(page, 2) if shift.before]
    assert climbed
    assert all((s.before, s.words, s.step) == ("完成", "超额完成", 1) for s in climbed)
    assert not any(shift.before for shift in column(page, 1))
    page.header.primary.click()
    assert page.header.primary.text() == "确认发布"
    assert not page.header.primary.isEnabled()
    form = page.editor.publish.form
    form.editor("author").box.insert("区双碳办")
    form.editor("reason").box.setPlainText("按专题会议意见调整分数线")
    form.flush()
    page.editor.publish.left.emit()
    page.header.primary.click()  # what was written is there again
    page.header.primary.click()
    assert page.rules.in_force.rulebook.version == f"{YEAR}.2"

    again = open_page()
    place = before.index(f"{YEAR}.1")  # newer ones, which the app brings, stay before it
    assert [v.rulebook.version for v in again.rules.versions if v.rulebook.id == "percent"] == [
        *before[:place],
        f"{YEAR}.2",
        *before[place:],
    ]
    assert again.rules.draft is None
    assert f"{YEAR} 年度按 百分制 {YEAR}.2 评分" in again.header.state
    kept = rulebook_in_force(store, YEAR, rulebook)
    assert (kept.grades[0].at_least, kept.author) == (Decimal(88), "区双碳办")
    assert kept.reason == "按专题会议意见调整分数线"
    assert rulebook_in_force(store, YEAR - 1, rulebook) == rulebook


def test_that_everybody_is_scored_anew_in_less_than_a_third_of_a_second_of_work(drafting):
    seconds = []
    drafting.outline.choose_entry("grading")
    for edge in ("94", "93", "92"):
        box = cell(drafting, "grade.0.from")
        box.setText(edge)
        start = process_time()
        box.textEdited.emit(edge)
        drafting.trials.look()
        seconds.append(process_time() - start)
    assert min(seconds) < 0.3


def test_that_a_problem_stands_at_its_field_and_in_the_list_at_once(drafting, qtbot):
    lower_the_best_edge(drafting, qtbot, "79")
    assert "区间重叠" in drafting.sheet.form.grids["grade",].complaint
    assert drafting.editor.problems.isVisible()
    assert not drafting.header.primary.isEnabled()
    assert "改正前的结果" in drafting.effects._note.text()
    assert all(not shift.before for shift in column(drafting, 2))
    type_into(qtbot, cell(drafting, "grade.0.from"), "90")
    with qtbot.waitSignal(drafting.trials.tried):
        pass
    assert not drafting.editor.problems.isVisible()
    assert drafting.header.primary.isEnabled()


def test_that_a_problem_in_the_list_leads_to_its_field(drafting, qtbot):
    lower_the_best_edge(drafting, qtbot, "79")
    drafting.outline.choose_entry("proposals")
    drafting.editor.problems._on_link("0")
    assert drafting.outline.entry.key == "grading"
    assert cell(drafting, "grade.1.from").hasFocus()


def test_that_a_draft_is_saved_while_it_is_made(drafting, qtbot, store, plan, rulebook):
    lower_the_best_edge(drafting, qtbot)
    again = RulebookEditor(plan, store, YEAR, rulebook)
    assert again.draft.value(("grade", 0, "from")) == 88


def test_that_what_is_no_number_is_kept_as_it_was_typed(drafting, qtbot, store, plan, rulebook):
    drafting.outline.choose_entry("total_rule B1")
    row = drafting.sheet.form.rows["total_rule", 0, "each"]
    type_into(qtbot, row.editor.box, "约2")
    drafting.trials.look()
    again = RulebookEditor(plan, store, YEAR, rulebook)
    assert again.draft.value(("total_rule", 0, "each")) == "约2"
    assert row.editor.draft == "约2"


def test_that_a_dragged_number_tries_while_it_is_dragged(drafting, qtbot):
    drafting.outline.choose_entry("rule I1")
    row = drafting.sheet.form.rows["rule", 0, "weight"]
    assert isinstance(row.editor, SliderEditor)
    bar = row.editor.bar
    qtbot.mousePress(bar, Qt.MouseButton.LeftButton, pos=bar.rect().center())
    assert row.editor.text not in {"2", ""}
    with qtbot.waitSignal(drafting.trials.tried):
        pass
    assert any(shift.before for shift in column(drafting, 1))
    assert row.previous
    row.restored.emit()
    assert row.editor.text == "2"
    assert not row.previous


def test_that_a_line_dragged_on_the_ruler_moves_the_edge(drafting, qtbot):
    drafting.outline.choose_entry("grading")
    drafting.sheet.ruler.setFocus()
    qtbot.keyClick(drafting.sheet.ruler, Qt.Key.Key_Left)
    assert cell(drafting, "grade.0.from").text() == "94"
    qtbot.keyClick(drafting.sheet.ruler, Qt.Key.Key_Down)
    qtbot.keyClick(drafting.sheet.ruler, Qt.Key.Key_Right)
    assert cell(drafting, "grade.1.from").text() == "81"


def test_that_grades_come_and_go_and_keep_their_names_everywhere(drafting, qtbot):
    drafting.outline.choose_entry("grading")
    grid = drafting.sheet.form.grids["grade",]
    box = cell(drafting, "grade.3.name")
    box.setText("不合格")
    box.editingFinished.emit()
    assert drafting.rules.draft.rows(("proposals", "admonish_grades")) == ("不合格",)
    grid.editor.row_added.emit(grid.grid)
    assert len(drafting.sheet.form.grids["grade",].editor.cells) == 10
    grid = drafting.sheet.form.grids["grade",]
    grid.editor.row_removed.emit(grid.grid, 4)
    assert len(drafting.rules.draft.entries("grade")) == 4


def test_that_another_kind_asks_other_questions(drafting):
    drafting.outline.choose_entry("rule I2")
    drafting.sheet.form.rows["rule", 1, "kind"].editor.press("steps")
    assert ("rule", 1, "steps") in drafting.sheet.form.grids
    assert drafting.rules.examined.rulebook


def test_that_rules_come_and_go(drafting):
    drafting.edits.add_rule("count")
    assert drafting.outline.entry.key == "total_rule C1"
    assert len(drafting.rules.examined.complaints) == 2
    drafting.sheet._remove.click()
    assert drafting.rules.differences == ()


def test_that_some_items_get_a_rule_of_their_own(drafting):
    drafting.outline.choose_entry("rule T1")
    drafting.sheet.split._unfold()
    drafting.sheet.split.editor.pick("3.1.1-01")
    drafting.sheet.split._on_yes()
    assert drafting.outline.entry.key == "rule T2"
    assert drafting.rules.draft.rows(("rule", 6, "covers", "ids")) == ("3.1.1-01",)


def test_that_single_items_weigh_more(drafting, qtbot):
    drafting.outline.choose_entry("rule T1")
    editor = drafting.sheet.form.rows["rule", 5, "weights"].editor
    editor.pick("3.1.1-01")
    editor._on_weighed("3.1.1-01", "3")
    assert drafting.rules.examined.rulebook.rules[5].weights == {"3.1.1-01": Decimal(3)}


def test_that_proposals_say_that_people_decide(drafting, qtbot):
    lower_the_best_edge(drafting, qtbot, to="98")
    drafting.effects.pills.choose(3)
    assert drafting.effects.list.isVisible()
    assert "由领导小组决定" in drafting.effects.about_list.text()
    commended = [entry.about for entry in drafting.effects.list.shown if entry.about.changed]
    assert commended
    assert all(entry.about.reasons for entry in drafting.effects.list.shown)


def test_that_only_what_changed_can_be_shown_and_the_table_sorted(drafting, qtbot, qtmodeltester):
    lower_the_best_edge(drafting, qtbot)
    qtmodeltester.check(drafting.effects.table.lines)
    drafting.effects.pills.choose(1)
    assert 0 < drafting.effects.table.count < 48
    drafting.effects.pills.choose(0)
    drafting.effects.table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    totals = [float(shift.words) for shift in column(drafting, 1)]
    assert totals == sorted(totals)


def test_that_a_department_says_how_its_score_comes_about_before_and_after(drafting, qtbot):
    lower_the_best_edge(drafting, qtbot, "81")
    drafting.effects.table.selectRow(0)
    assert "分" in drafting.effects._detail.text()


def test_that_another_version_is_compared_before_it_is_used(page, monkeypatch, store, rulebook):
    page.effects.samples.click()
    other = next(v for v in page.rules.versions if v.rulebook.id == "pass")
    page.outline.choose_version(other)
    page.trials.look()
    assert all(shift.step is None for shift in column(page, 2))
    monkeypatch.setattr("ui.pages.rules.actions.ask", lambda *_: True)
    page.editor.about._use.button.click()
    assert rulebook_in_force(store, YEAR, rulebook).id == "pass"
    assert page.rules.in_force.edition == other.edition


def test_that_a_closed_year_takes_no_other_version(open_page, store, plan, rulebook):
    close_year(store, YEAR, plan, None)
    page = open_page()
    page.outline.choose_version(next(v for v in page.rules.versions if v.rulebook.id == "pass"))
    assert not page.editor.about._use.button.isVisible()
    assert "封存" in page.editor.about._use._words.text()


def test_that_a_draft_is_not_lost_without_asking(drafting, qtbot, monkeypatch):
    lower_the_best_edge(drafting, qtbot)
    answers = iter((False, True))
    monkeypatch.setattr("ui.pages.rules.actions.ask", lambda *_: next(answers))
    drafting.outline.choose_entry("about")
    drafting.editor.about.discard.click()
    assert drafting.rules.draft
    drafting.editor.about.discard.click()
    assert drafting.rules.draft is None


def test_that_a_rulebook_goes_out_and_another_comes_in(page, tmp_path, monkeypatch):
    path = tmp_path / "规则.toml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    page.editor.about.export.click()
    book = load_rulebook(path)
    assert book.version == "2025.1"
    path.write_text(path.read_text("utf-8").replace("2025.1", "2025.8"), "utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    page.outline.import_requested.emit()
    assert page.version.rulebook.version == "2025.8"
    assert page.rules.in_force.rulebook.version == "2025.1"


def test_that_an_unsound_file_is_told_with_all_its_problems(
    page, tmp_path, monkeypatch, no_message_box
):
    no_message_box.expected = True
    path = tmp_path / "规则.toml"
    path.write_text("id = 1", "utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    before = page.rules.versions
    page.outline.import_requested.emit()
    assert "处问题" in no_message_box.shown[0]
    assert page.rules.versions == before


def test_that_nothing_happens_where_no_file_was_chosen(page, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    before = page.rules.versions
    page.outline.import_requested.emit()
    page.editor.about.export.click()
    assert page.rules.versions == before


@pytest.mark.in_part
def test_that_every_entry_of_every_version_can_be_read_and_drawn(page):
    for version in some(page.rules.versions, 4):
        page.outline.choose_version(version)
        for line in page.outline.entries.shown:
            if not line.heading:
                page.outline.choose_entry(line.about.key)
                assert not page.grab().toImage().isNull()


def test_that_every_entry_can_be_edited(drafting):
    for line in drafting.outline.entries.shown:
        if not line.heading:
            drafting.outline.choose_entry(line.about.key)
            assert isinstance(drafting.grab().toImage(), QImage)
    assert drafting.rules.differences == ()


def test_that_another_year_keeps_its_own_version(store, plan, rulebook, page):
    other = next(v for v in page.rules.versions if v.rulebook.id == "pass")
    save_rulebook_of(store, YEAR - 1, other.edition)
    assert page.rules.in_force.rulebook == rulebook


def test_that_whoever_reported_is_tried_and_samples_among_them_are_marked(
    open_page, plan, store, qtbot
):
    for number, body in enumerate(plan.bodies[:3]):
        sent = Submission(
            id=f"{number:032}",
            year=YEAR,
            department=body.id,
            sequence=1,
            parent=None,
            exported_at="2026-01-05T10:00:00+08:00",
            plan=Edition(id=plan.id, version=plan.edition),
            rulebook=Edition(id="percent", version="2025.1"),
            answers=sample_answers(plan, body.id, YEAR),
            sample=number == 0,
        )
        store.table("received").insert(
            {
                "digest": sent.digest,
                "year": YEAR,
                "department": body.id,
                "sequence": 1,
                "payload": seal(sent).decode(),
            }
        )
    page = open_page()
    assert page.effects.table.count == 3
    with qtbot.waitSignal(page.trials.tried):
        pass
    assert page.effects._samples.isVisible()
    assert page.effects._samples.text().startswith("其中有示例数据")
