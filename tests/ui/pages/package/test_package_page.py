from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from model.domain.package import Contact, Duty, HandedDown
from model.domain.submission import Edition
from model.domain.targets import Baseline
from model.package.draft import corrected, opened, with_own_target, with_share, with_target
from model.package.hints import cautions
from model.package.year_states import Stand, year_states
from model.scoring.rulebook_text import rulebook_to_toml
from model.store.closed_years import is_closed
from model.store.former_targets import FORMER
from model.store.half_written import fetch_places
from model.store.packages import fetch_draft, fetch_package, keep_package
from model.store.rulebooks import keep_rulebook
from model.store.settings import save_setting
from tests.model.package.incoming import read
from ui.alerts import Why
from ui.pages.package.state_words import steps
from ui.pages.package.target_lines import target_lines

BASICS, TARGETS, DUTIES, CHANGES, QUESTIONS, CHECKS = range(6)


@pytest.fixture
def agreed(monkeypatch):
    """Every question is answered with yes."""
    for module in ("page", "checks"):
        monkeypatch.setattr(f"ui.pages.package.{module}.ask", lambda *_: True)
    why = Why(by="王芳", reason="年度结束")
    monkeypatch.setattr("ui.pages.package.page.ask_why", lambda *_, **__: why)


def typed(form, key, text):
    form.editor(key).show_text(text)
    form.flush()


def targets_of(page, indicator):
    """The targets of a year just opened, *indicator* chosen."""
    page.opening.from_plan.click()
    page.pills.choose(TARGETS)
    page.targets.table.choose(indicator)
    return page


def send(qtbot, page, folder, monkeypatch, **how):
    opened = []
    monkeypatch.setattr("ui.kit.written.QDesktopServices.openUrl", opened.append)
    page.pills.choose(CHECKS)
    with qtbot.waitSignal(page.checks.jobs.ended, timeout=60_000):
        page.checks.send(folder, **how)


def test_that_a_year_without_a_package_offers_to_open_it(page_of):
    page = page_of(2025)
    assert page._stack.currentWidget() is page.opening
    assert not page.opening.after_last.isVisible()
    page.opening.from_plan.click()
    assert page.package.editor.draft.version == 1
    assert page._stack.currentWidget() is page.basics
    assert page.header.primary.text() == "下发第 1 版…"


def test_that_the_foot_leads_through_the_steps_and_only_the_last_one_is_green_at_the_top(page_of):
    page = page_of(2025)
    page.opening.from_plan.click()
    seen = []
    while page.forward.isVisible():
        assert page.header.primary.property("waits")
        seen.append(page.forward.text().removeprefix("下一步："))
        page.forward.click()
    assert seen == ["目标", "职责分工", "单位变更", "待定问题", "检查与下发"]
    assert page.shown_part is page.checks
    assert not page.header.primary.property("waits")
    page.pills.choose(BASICS)
    page.package.step(page.package.editor.issue)
    assert not page.forward.isVisible()
    assert not page.header.primary.property("waits")  # 编制更正版


def test_that_a_step_counts_what_is_to_be_done_in_it(page_of):
    page = page_of(2025)
    page.opening.from_plan.click()
    standing = {step.word: step for step in steps(page.package.editor)}
    assert standing["基本"].open == 3  # name, telephone and address of the office
    assert standing["待定问题"].open == len(page.package.editor.today.questions)
    assert not standing["单位变更"].done
    assert not standing["检查与下发"].done
    page.package.edit(
        lambda draft: replace(draft, office=Contact(name="王芳", phone="022-1", email="a@b.cn"))
    )
    standing = {step.word: step for step in steps(page.package.editor)}
    assert (standing["基本"].open, standing["基本"].done) == (0, True)


def test_that_a_draft_survives_a_restart(page_of, store):
    page = page_of(2025)
    page.opening.from_plan.click()
    typed(page.basics.form, "deadline", "2026年1月20日")
    typed(page.basics.contact, "phone", "022-1")
    again = page_of(2025)
    assert again.package.editor.draft.deadline == "2026-01-20"
    assert [c.phone for c in again.package.editor.draft.contacts.values()] == ["022-1"]


def test_that_an_edit_can_be_taken_back(page_of):
    page = page_of(2025)
    page.opening.from_plan.click()
    typed(page.basics.form, "made_by", "王五")
    page.undo.click()
    assert page.package.editor.draft.made_by == ""


def test_that_what_is_typed_on_in_a_field_is_one_step_and_taken_back_to_what_stood_there(page_of):
    page = targets_of(page_of(2023), "tech_smes")
    box = page.targets.years.rows.editors["2024"].box
    for words in ("240", "245"):
        box.setFocus()
        box.selectAll()
        QTest.keyClicks(box, words)
        page.targets.years.rows.editors["2025"].box.setFocus()
        QTest.keyClicks(page.targets.years.rows.editors["2025"].box, "2")
    breakdown = {2024: 245, 2025: 22}
    assert page.package.editor.draft.breakdown["tech_smes"] == breakdown
    page.undo.click()  # of 2025
    page.undo.click()
    assert page.package.editor.draft.breakdown["tech_smes"] == {2024: 240, 2025: 2}
    assert box.text() == "240"


@pytest.mark.parametrize(
    ("part", "form", "key", "words"),
    [
        (TARGETS, lambda page: page.targets.form, "value", "14.5"),
        (QUESTIONS, lambda page: page.questions.form, "decision", "由区城投公司承担。"),
        (BASICS, lambda page: page.basics.contact, "phone", "022-1"),
        (BASICS, lambda page: page.basics.form, "made_by", "王五"),
    ],
)
def test_that_a_field_shows_what_stands_there_after_a_step_was_taken_back(
    page_of, part, form, key, words
):
    page = targets_of(page_of(2025), "energy_intensity")
    page.pills.choose(part)
    typed(form(page), key, words)
    page.undo.click()
    assert form(page).editor(key).text == ""
    assert form(page).answer.get(key, "") == ""


ASKED = {"0.4": "是 40% 吗", "250": "不能大于 100%", "-5": "不能小于 0%"}


@pytest.mark.parametrize(("words", "question"), ASKED.items())
def test_that_every_number_of_an_indicator_is_asked_about_like_what_departments_type(
    page_of, words, question
):
    page = targets_of(page_of(2024), "green_cover")
    form, part = page.targets.form, page.targets
    fields = {
        "target": form.editor("value"),
        "baseline": form.editor("base"),
        "year": part.years.rows.editors["2025"],
    }
    part.table.choose("sorting_awareness")
    fields["share"] = next(iter(part.shares.rows.editors.values()))
    for what, editor in fields.items():
        reading = editor._field.read(words)
        assert reading.value is None, what
        assert question.split("%")[0][:4] in reading.question, what


def test_that_a_doubtful_target_is_not_taken_until_it_is_confirmed(page_of):
    page = targets_of(page_of(2024), "green_cover")
    box = page.targets.form.editor("value").box
    QTest.keyClicks(box, "0.4")
    page.targets.flush()
    assert "green_cover" not in page.package.editor.draft.targets
    assert "是 40% 吗" in page.targets.form.editor("value")._question.text()
    box.clear()
    QTest.keyClicks(box, "0.4%")
    page.targets.flush()
    assert page.package.editor.draft.targets["green_cover"].value == Decimal("0.4")
    page.pills.choose(CHECKS)
    assert "上级下达的目标写的是 0.4%，是不是 40%？" in page.checks.hints.text()


def test_that_a_document_typed_before_its_target_stays(page_of):
    page = targets_of(page_of(2025), "energy_intensity")
    typed(page.targets.form, "document", "津发〔2025〕1号")
    typed(page.targets.form, "base", "15")
    typed(page.targets.form, "value", "14.5")
    assert page.package.editor.draft.targets["energy_intensity"].document == "津发〔2025〕1号"
    assert page.targets.form.editor("base").text == "15"


def test_that_a_day_typed_is_shown_as_it_is_kept_once_it_is_left(page_of):
    page = targets_of(page_of(2025), "energy_intensity")
    box = page.targets.form.editor("on").box
    box.setFocus()
    QTest.keyClicks(box, "2026.3.1")
    assert box.text() == "2026.3.1"
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert box.text() == "2026-03-01"


def test_that_a_target_handed_down_is_said_among_the_years(page_of):
    page = targets_of(page_of(2025), "energy_intensity")
    rows = page.targets.years.rows
    assert rows._notes["2025"].text() == "目标未下达"
    typed(page.targets.form, "value", "3.5")
    assert rows._notes["2025"].text() == "上级已下达 ≥ 3.5%"
    assert rows._notes["2026"].text() == "目标未下达"


def test_that_a_target_is_entered_with_document_and_date(page_of):
    page = page_of(2025)
    page.opening.from_plan.click()
    page.pills.choose(TARGETS)
    page.targets.table.choose("energy_intensity")
    typed(page.targets.form, "value", "14.5")
    typed(page.targets.form, "document", "津发〔2025〕1号")
    typed(page.targets.form, "on", "2025.12.1")
    target = page.package.editor.draft.targets["energy_intensity"]
    assert (str(target.value), target.document, target.on) == (
        "14.5", "津发〔2025〕1号", "2025-12-01",
    )  # fmt: skip


def test_that_a_suggestion_is_marked_and_becomes_a_target_only_when_accepted(page_of, store):
    page = page_of(2024)
    page.opening.from_plan.click()
    page.pills.choose(TARGETS)
    page.targets.table.choose("tech_smes")
    typed(page.targets.form, "base", "190")
    typed(page.targets.form, "base_year", "2021")
    assert "仅为建议" in page.targets._sentence.text()
    assert "tech_smes" not in page.package.editor.draft.breakdown
    page.targets.accept.click()
    assert page.package.editor.draft.breakdown["tech_smes"].keys() == {2024}
    assert not page.targets._suggestion.isVisible()


def test_that_a_target_is_shared_out_and_held_against_the_districts(page_of):
    page = page_of(2025)
    page.opening.from_plan.click()
    shared = dict.fromkeys(("kjj", "swj", "hzjlb", "szjjb", "jrj"), Duty.SUPPORT)
    page.package.edit(lambda draft: replace(draft, duties={**draft.duties, "tech_smes": shared}))
    page.pills.choose(TARGETS)
    page.targets.table.choose("tech_smes")
    box = page.targets.shares
    assert box.rows.editors["kjj"].box.placeholderText() == "建议 54"
    assert page.package.editor.draft.shares == {}
    box.rows.editors["kjj"].show_text("1０0")
    box.rows.editors["kjj"].settled.emit()
    assert page.package.editor.draft.shares == {"tech_smes": {"kjj": 100}}
    assert "少 170 家" in box.said.text()
    page.pills.choose(CHECKS)
    assert "比全区目标 270 家少 170 家" in page.checks.hints.text()
    assert page.checks.for_all.isEnabled()
    page.pills.choose(TARGETS)
    box.fill.click()
    shares = page.package.editor.draft.shares["tech_smes"]
    assert shares["kjj"] == 100
    assert sum(shares.values()) == 270


def test_that_a_target_divided_last_year_is_told_until_it_is_divided_again(page_of, store, version):
    last = replace(version(2024), separate_support=True)
    last = with_share(last, "tech_smes", "kjj", Decimal(180))
    shared = dict.fromkeys(("kjj", "swj"), Duty.SUPPORT)
    keep_package(store, replace(last, duties={**last.duties, "tech_smes": shared}))
    page = page_of(2025)
    page.opening.after_last.click()
    name = page.package.editor.today.indicators["tech_smes"].name
    told = f"“{name}”去年分解到单位，今年还没有分解，各单位都按全区目标考核"
    assert any(hint.startswith(told) for hint in page.package.editor.hints)
    page.package.edit(lambda draft: with_share(draft, "tech_smes", "kjj", Decimal(180)))
    assert not any("今年还没有分解" in hint for hint in page.package.editor.hints)


def test_that_an_indicator_of_one_department_is_not_shared_out(page_of):
    page = page_of(2025)
    page.opening.from_plan.click()
    page.pills.choose(TARGETS)
    page.targets.table.choose("drop_sites_upgraded")
    assert not page.targets.shares.isVisible()


def test_that_the_district_sets_targets_for_later_years_and_suggestions_are_taken(page_of):
    page = page_of(2023)
    page.opening.from_plan.click()
    page.pills.choose(TARGETS)
    page.targets.table.choose("tech_smes")
    typed(page.targets.form, "base", "190")
    typed(page.targets.form, "base_year", "2021")
    box = page.targets.years
    assert list(box.rows.editors) == [str(year) for year in range(2023, 2031)]
    box.rows.editors["2024"].show_text("245")
    box.rows.editors["2024"].settled.emit()
    box.fill.click()
    assert page.package.editor.draft.breakdown["tech_smes"] == {2023: 230, 2024: 245}
    page.targets.table.choose("green_cover")
    assert box.rows.editors["2023"].text == ""


def test_that_a_question_is_decided_with_who_and_when(page_of):
    page = page_of(2025)
    page.opening.from_plan.click()
    page.pills.choose(QUESTIONS)
    question = page.questions._question
    typed(page.questions.form, "by", "办公室")
    typed(page.questions.form, "decision", "由区城投公司承担。")
    settled = page.package.editor.draft.settled[question]
    assert (settled.decision, settled.by) == ("由区城投公司承担。", "办公室")
    assert date.fromisoformat(settled.on)


def test_that_a_package_goes_out_as_one_file_and_is_in_force_here(
    page_of, qtbot, tmp_path, monkeypatch, agreed, store, plan
):
    page = page_of(2025)
    page.opening.from_plan.click()
    send(qtbot, page, tmp_path, monkeypatch)
    (path,) = tmp_path.glob("2025年度任务包*.xlsx")
    assert read(plan, path).package == fetch_package(store, 2025)
    assert fetch_draft(store, 2025) is None
    assert page.header.primary.text() == "编制更正版"


def test_that_the_key_shown_is_the_one_that_signs_and_goes_into_the_paper_notice(
    page_of, qtbot, agreed, monkeypatch, tmp_path, plan
):
    page = page_of(2025)
    page.opening.from_plan.click()
    page.pills.choose(CHECKS)
    assert page.checks.copy_notice.isHidden()
    send(qtbot, page, tmp_path, monkeypatch)
    (path,) = tmp_path.glob("2025年度任务包*.xlsx")
    found = read(plan, path)
    assert page.checks.fingerprint.text() == found.proof.fingerprint
    page.checks.copy_notice.click()
    assert found.proof.fingerprint in QGuiApplication.clipboard().text()


def test_that_what_hardly_anybody_means_is_named_before_a_package_goes_out(
    page_of, monkeypatch, store
):
    monkeypatch.setattr("model.package.editor.now", lambda: "2026-11-22T09:00:00+08:00")
    page = page_of(2025)
    page.opening.from_plan.click()
    page.pills.choose(CHECKS)
    assert "请看看下面的提示" in page.checks.problems.text()
    named = (
        "截止日期2026年1月31日已经过去 295 天",
        "项指标的目标还没有下达",
        "没有写办公室的联系人、联系电话、收件邮箱",
    )
    asked = []
    monkeypatch.setattr("ui.pages.package.checks.ask", lambda *words: asked.append(words[1]))
    page.checks.send(Path("/nowhere"))
    for words in named:
        assert words in page.checks.hints.text()
        assert words in asked[0]
    assert fetch_draft(store, 2025)  # asked, and not sent


def test_that_nothing_is_cautioned_about_what_is_as_it_should_be(plan, rules):
    day = date(2026, 1, 31)
    office = Contact(name="王五", phone="022-1", email="a@b.cn")
    package = opened(plan, 2025, rules, deadline="2026-01-31", at="", office=office)
    (targets,) = cautions(plan, package, day)
    assert "项指标的目标还没有下达" in targets


def test_that_a_correction_says_what_changed_since(page_of, version, store):
    keep_package(store, version(2024))
    page = page_of(2024)
    assert not page.basics.form.isEnabled()
    page.header.primary.click()
    typed(page.basics.form, "deadline", "2025-02-15")
    page.pills.choose(CHECKS)
    assert "与第1版相比" in page.checks._news_heading.text()
    assert "2025年2月15日" in page.checks.news.text()


def test_that_a_version_whose_files_nobody_finished_says_so_until_they_are_there(
    page_of, agreed, tmp_path, qtbot, plan
):
    page = page_of(2025)
    page.opening.from_plan.click()
    page.pills.choose(CHECKS)
    page.checks.send(tmp_path, each=True)
    page.checks.jobs.cancel()
    qtbot.waitUntil(lambda: not page.checks.jobs.busy)
    assert "文件还没有写出" in page.header.state
    assert "文件还没有写出；校验码" in page.checks._sent.text()
    assert year_states(page.package.editor.db, plan)[2025].stand is Stand.UNWRITTEN
    assert "文件还没有写出" in page.checks.hints.text()
    page.checks.send(tmp_path)
    qtbot.waitUntil(lambda: not page.checks.jobs.busy)
    assert "已下发" in page.header.state
    assert "文件还没有写出" not in page.checks.hints.text()
    assert "已下发；校验码" in page.checks._sent.text()


def test_that_a_correction_without_a_change_is_not_issued(page_of, version, store, agreed):
    keep_package(store, version(2024))
    page = page_of(2024)
    page.header.primary.click()
    page.pills.choose(CHECKS)
    assert "与第1版相比没有变化，不用下发" in page.checks.problems.text()
    assert not page.checks.for_all.isEnabled()
    page.checks.send(Path("/nowhere"))
    assert fetch_draft(store, 2024)
    typed(page.basics.form, "reason", "更正")  # the reason alone is none
    assert not page.checks.for_all.isEnabled()
    typed(page.basics.form, "deadline", "2025-02-15")
    assert page.checks.for_all.isEnabled()


def test_that_what_is_lacking_is_still_told_when_it_went_out(
    page_of, agreed, qtbot, monkeypatch, tmp_path
):
    page = page_of(2025)
    page.opening.from_plan.click()
    assert page.checks.written.isHidden()
    send(qtbot, page, tmp_path, monkeypatch)
    page.checks.refresh()
    assert "项指标的目标还没有下达" in page.checks.hints.text()
    assert "一下发就算逾期" not in page.checks.hints.text()
    assert not page.checks.hints.isHidden()
    assert page.checks._hints_heading.text() == "提示"
    opened = []
    monkeypatch.setattr("ui.kit.written.QDesktopServices.openUrl", opened.append)
    page.checks.written.open_folder.click()
    assert Path(opened[0].toLocalFile()) == tmp_path


def test_that_a_target_of_an_early_data_file_is_told_until_it_is_entered(page_of, store):
    save_setting(store, FORMER, '[[2025, "tech_smes", "280", "文"]]')
    page = page_of(2025)
    page.opening.from_plan.click()
    page.pills.choose(CHECKS)
    assert "的下达目标 280 家，没有计入" in page.checks.hints.text()
    page.package.edit(lambda p: with_target(p, "tech_smes", HandedDown(value=Decimal(280))))
    assert "没有计入" not in page.checks.hints.text()


@pytest.mark.parametrize("each", [False, True])
def test_that_a_package_stays_a_draft_where_its_files_cannot_be_written(
    page_of, agreed, tmp_path, monkeypatch, each
):
    told = []

    def tell(error, *_, **__):
        told.append(error)

    monkeypatch.setattr("ui.pages.package.checks.show_error", tell)
    page = page_of(2025)
    page.opening.from_plan.click()
    page.pills.choose(CHECKS)
    page.checks.send(tmp_path / "gone", each=each)
    assert "没有写成" in str(told[0])
    assert page.package.editor.draft is not None
    assert page.package.editor.newest is None


def test_that_an_unsound_package_does_not_go_out(page_of):
    page = page_of(2025)
    page.opening.from_plan.click()
    typed(page.basics.form, "deadline", "月底前")
    page.pills.choose(CHECKS)
    assert "截止日期" in page.checks.problems.text()
    assert not page.checks.for_all.isEnabled()


def test_that_a_year_is_closed_and_reopened(page_of, version, store, agreed):
    keep_package(store, version(2024))
    page = page_of(2024)
    page.closing.click()
    assert is_closed(store, 2024)
    again = page_of(2024)
    assert not again.header.primary.isVisible()
    assert "已封存" in again.header.state
    again.closing.click()
    assert not is_closed(store, 2024)


def test_that_a_list_of_contacts_is_pasted_from_excel(page_of, qtbot):
    page = page_of(2025)
    page.opening.from_plan.click()
    QGuiApplication.clipboard().setText("区科技局\t王芳\t022-26290001\n火星局\t赵六\t022-1234567")
    page.basics.paste.click()
    assert page.package.editor.draft.contacts == {"kjj": Contact(name="王芳", phone="022-26290001")}
    assert page.basics._said.text() == "已填入 1 个单位；不认识：火星局，没有填入"
    page.undo.click()
    assert page.package.editor.draft.contacts == {}


def test_that_a_problem_leads_to_where_it_is_put_right(page_of):
    page = page_of(2025)
    page.opening.from_plan.click()
    page.package.edit(lambda draft: replace(draft, deadline="", baselines={
        "tech_smes": Baseline(year=2029, value=Decimal(1)),
    }))  # fmt: skip
    page.pills.choose(CHECKS)
    assert not page.header.primary.isEnabled()  # nothing can go out yet
    assert '<a href="1"' in page.checks.problems.text()
    page.checks.problems.linkActivated.emit("1")
    assert page._stack.currentWidget() is page.targets
    assert page.header.primary.isEnabled()


def test_that_the_green_button_issues_once_the_checks_are_in_sight(page_of, monkeypatch, tmp_path):
    page = page_of(2025)
    page.opening.from_plan.click()
    typed(page.basics.form, "deadline", "2026-01-31")
    sent = []
    monkeypatch.setattr(page.checks, "send", lambda folder, **how: sent.append((folder, how)))
    monkeypatch.setattr("ui.pages.package.checks.choose_folder", lambda *_: tmp_path)
    page.header.primary.click()
    assert page._stack.currentWidget() is page.checks
    assert sent == []
    page.header.primary.click()
    assert sent == [(tmp_path, {"each": False})]


def test_that_what_a_target_rests_on_is_its_document(page_of):
    page = page_of(2026)
    page.opening.from_plan.click()
    page.pills.choose(TARGETS)
    page.targets.table.choose("tech_smes")
    typed(page.targets.form, "value", "280")
    typed(page.targets.form, "document", "津科发〔2026〕12号")
    (line,) = [one for one in target_lines(page.package.editor, 0) if one.key == "tech_smes"]
    said = [cell.words for cell in line.cells]
    assert said[1:] == ["—", "≥ 280 家", "津科发〔2026〕12号"]


@pytest.mark.parametrize(
    ("said", "wrong"), [("2026.4", True), ("2026年4月31日", True), ("2026.4.1", False)]
)
def test_that_what_is_no_date_is_objected_to_where_it_was_typed(page_of, said, wrong):
    page = page_of(2026)
    page.opening.from_plan.click()
    page.pills.choose(TARGETS)
    page.targets.table.choose("tech_smes")
    typed(page.targets.form, "on", said)
    assert bool(page.targets.form.rows["on"].complaint) is wrong


def test_that_a_decision_is_kept_without_what_is_no_date(page_of):
    page = page_of(2025)
    page.opening.from_plan.click()
    page.pills.choose(QUESTIONS)
    part = page.questions
    typed(part.form, "decision", "由区商务局牵头。")
    typed(part.form, "on", "2026年2月30日")
    key = part.table.key
    assert page.package.editor.read_again().package.settled[key].decision == "由区商务局牵头。"
    others = [one for one in part.table.keys if one != key]
    part.table.choose(others[0])
    part.table.choose(key)
    assert part.form.answer["on"] == "2026年2月30日"


def test_that_who_decides_waits_while_a_decision_is_written_anew(page_of):
    page = page_of(2025)
    page.opening.from_plan.click()
    page.pills.choose(QUESTIONS)
    part = page.questions
    key, other = part.table.keys[:2]
    typed(part.form, "decision", "由区商务局牵头。")
    typed(part.form, "by", "区领导小组会议")
    typed(part.form, "on", "2026年1月5日")
    typed(part.form, "decision", "")
    part.table.choose(other)
    part.table.choose(key)
    assert part.form.answer["by"] == "区领导小组会议"
    assert part.form.answer["on"] == "2026-01-05"
    typed(part.form, "decision", "由区统计局牵头。")
    settled = page.package.editor.package.settled[key]
    assert (settled.by, settled.on) == ("区领导小组会议", "2026-01-05")


def test_that_words_written_beside_a_target_go_when_another_one_is_kept(page_of, agreed):
    page = targets_of(page_of(2025), "energy_intensity")
    form = page.targets.form
    kept = {"value": "10", "document": "津发1号", "on": "2025-12-01"}
    for key, text in kept.items():
        typed(form, key, text)
    typed(form, "base", "15")  # no year yet
    typed(form, "value", "")
    assert [form.answer[key] for key in kept] == ["", "津发1号", "2025-12-01"]
    for shown in (kept, kept | {"on": ""}, kept | {"on": "", "document": ""}, {}):
        page.undo.click()
        target = page.package.editor.package.targets.get("energy_intensity")
        assert {key: form.answer.get(key, "") for key in kept} == dict.fromkeys(kept, "") | shown
        assert (target.document if target else "") == form.answer.get("document", "")
        assert form.answer["base"] == form.editor("base").text == "15"
    again = page_of(2025)
    again.pills.choose(TARGETS)
    again.targets.table.choose("energy_intensity")
    assert [again.targets.form.answer.get(key) or "" for key in (*kept, "base")] == [
        "",
        "",
        "",
        "15",
    ]


def test_that_a_document_half_written_waits_while_a_suggestion_is_taken(page_of):
    page = page_of(2024)
    page.opening.from_plan.click()
    page.pills.choose(TARGETS)
    part = page.targets
    part.table.choose("tech_smes")
    for key, text in (("document", "津发1号"), ("base", "190"), ("base_year", "2021")):
        typed(part.form, key, text)
    part.accept.click()
    assert part.form.editor("document").text == "津发1号"
    assert "tech_smes" not in page.package.editor.package.targets


def test_that_words_written_beside_a_decision_go_when_another_one_is_kept(page_of):
    page = page_of(2025)
    page.opening.from_plan.click()
    page.pills.choose(QUESTIONS)
    part = page.questions
    key, other = part.table.keys[:2]
    for name, text in (("decision", "由区商务局牵头。"), ("by", "会议"), ("on", "2026-01-05")):
        typed(part.form, name, text)
    typed(part.form, "on", "昨天")
    part.table.choose(other)
    part.table.choose(key)
    assert part.form.answer["on"] == "昨天"
    page.pills.choose(TARGETS)
    page.undo.click()  # out of sight
    page.pills.choose(QUESTIONS)
    part.table.choose(key)
    kept = page.package.editor.package.settled[key].on
    assert part.form.answer["on"] == part.form.editor("on").text == kept != ""


@pytest.mark.parametrize("end", ["discarded", "issued", "closed"])
def test_that_nothing_half_written_outlives_its_draft(end, page_of, agreed, store):
    page = targets_of(page_of(2025), "energy_intensity")
    typed(page.targets.form, "document", "旧稿的文号")
    page.targets.form.editor("base").show_text("15")  # not even told yet
    page.pills.choose(QUESTIONS)
    typed(page.questions.form, "by", "旧稿的会议")
    page.pills.choose(CHANGES)
    page.changes.before.tick("zjw")
    typed(page.changes.form, "document", "旧稿的批复")
    assert len(fetch_places(store, 2025, "package/")) == 3
    match end:
        case "discarded":
            page.discard.click()
            page.opening.from_plan.click()
        case "issued":
            page.package.step(page.package.editor.issue)
            page.header.primary.click()
        case "closed":
            page.closing.click()
            page.closing.click()
    assert fetch_places(store, 2025, "package/") == ()
    for shown in (page, page_of(2025)):
        shown.pills.choose(CHANGES)
        assert not any(shown.changes.form.answer.values())
        assert shown.changes.before.ticked == ()
        shown.pills.choose(QUESTIONS)
        assert not any(shown.questions.form.answer.values())
        shown.pills.choose(TARGETS)
        shown.targets.table.choose("energy_intensity")
        form = shown.targets.form
        assert [form.editor(key).text for key in ("document", "base")] == ["", ""]
    assert fetch_places(store, 2025, "package/") == ()


@pytest.mark.parametrize("half", ["昨天", "2026", "2026年3月"])
def test_that_a_date_half_typed_never_gets_into_the_draft_and_holds_the_package_back(page_of, half):
    page = page_of(2025)
    page.opening.from_plan.click()
    page.pills.choose(QUESTIONS)
    part = page.questions
    part.table.choose(part.table.keys[0])
    typed(part.form, "decision", "由区商务局牵头")
    typed(part.form, "on", half)
    assert part.form.rows["on"].complaint
    again = page_of(2025)
    (settled,) = again.package.editor.package.settled.values()
    assert (settled.decision, settled.on) == ("由区商务局牵头", "")
    assert any("决定日期" in str(one) for one in again.package.editor.problems)
    typed(part.form, "on", "2026-3-1")
    assert not any("决定日期" in str(one) for one in page.package.editor.problems)


def test_that_a_text_no_package_can_hold_is_told_without_a_box_and_what_stood_there_stays(page_of):
    page = page_of(2025)
    page.opening.from_plan.click()
    page.pills.choose(BASICS)
    typed(page.basics.form, "reason", "改了两处")
    told = []
    page.package.session.save_failed.connect(lambda error, _: told.append(str(error)))
    typed(page.basics.form, "reason", "长" * 50_000)
    assert told == ["“理由”最多 40000 字，现有 50000 字，多出 10000 字，没有保存。"]
    assert page_of(2025).package.editor.package.reason == "改了两处"


def test_that_rules_published_meanwhile_can_be_chosen_at_once(page_of, store, rulebook):
    page = page_of(2026)
    page.opening.from_plan.click()
    chosen = page.basics.rules.currentData()
    before = page.basics.rules.count()
    newer = rulebook.new_version("2026.9", published="2026-11-30", author="张三", reason="会议")
    edition = Edition(id=newer.id, version=newer.version)
    keep_rulebook(store, edition, rulebook_to_toml(newer))
    page.hide()
    page.show()
    assert page.basics.rules.count() == before + 1
    assert page.basics.rules.currentData() == chosen
    page.basics.rules.choose(edition)
    page.basics.rules.activated.emit(page.basics.rules.currentIndex())
    assert page.package.editor.package.rulebook == edition


def test_that_what_last_years_package_corrected_since_is_taken_over_by_a_link(
    page_of, store, plan, rules, monkeypatch
):
    at = ["2025-11-01", "2026-11-01", "2026-12-01"]
    first = opened(plan, 2025, rules, deadline="2026-01-31", at=f"{at[0]}T09:00:00+08:00")
    keep_package(store, first)
    monkeypatch.setattr("model.package.editor.now", lambda: f"{at[1]}T09:00:00+08:00")
    page = page_of(2026)
    page.opening.after_last.click()
    page.pills.choose(CHECKS)
    assert page.checks.catch_up.isHidden()
    second = corrected(first, at=f"{at[2]}T09:00:00+08:00", reason="更正")
    keep_package(store, with_own_target(second, "tech_smes", 2026, Decimal(290)))
    page.package.session.read_terms_again()
    page.refresh()
    assert page.checks.catch_up.text() == "照去年的更正补上 1 处"
    assert "没有带过来" in page.checks.hints.text()
    page.checks.catch_up.click()
    assert page.package.editor.package.handed_down["tech_smes"] == 290
    assert page.checks.catch_up.isHidden()
