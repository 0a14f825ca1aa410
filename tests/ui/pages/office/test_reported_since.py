"""A form that is open while a newer report comes: what a person typed stays, what nobody touched
follows, that something changed is told, and what is saved is what the form shows. It goes over all
forms of the office about a report; see `FORMS`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import pytest

from model.domain.rectification import RectificationStep
from model.domain.review import Verdict
from model.errors import AppError
from model.office.changes import OfficeChanges
from model.office.rectification import rectification_ledger
from model.office.rulings import note_received_on
from model.office.terms import OfficeTerms
from ui.alerts import Why
from ui.pages.office import review as review_page
from ui.pages.office import slip_panel

BODY, ITEM = "kjj", "tech_smes"
TYPED = "written by hand"


@dataclass(frozen=True, kw_only=True)
class Form:
    """`open` shows the form and returns its page; `typed`: the field that a person writes in;
    `proposed`: what stands in one that nobody touched, "" where there is none; `told`: what is said
    about the change.
    """

    page: str
    open: Callable
    typed: Callable
    told: Callable
    proposed: Callable = lambda _: ""


def _to_item(review, verdict):
    review.show_what(f"{BODY}/{ITEM}")
    if review.panel.decision.isHidden():
        review.panel.act(verdict)


def _to_slip(review):
    review.show_what(BODY)
    review._on_slip()


def _to_matters(review):
    review.show_what(BODY)
    review.whole_year.click()


def _decision(page):
    return page.panel.decision


FORMS = {
    "整改交办": Form(
        page="ledger",
        open=lambda ledger: ledger.list.choose(f"{BODY}/{ITEM}"),
        typed=lambda ledger: ledger.proposal.demand,
        proposed=lambda ledger: ledger.proposal.problem.toPlainText(),
        told=lambda ledger: ledger.proposal._since,
    ),
    "核改": Form(
        page="review",
        open=lambda review: _to_item(review, Verdict.ADJUST),
        typed=lambda review: _decision(review).remark,
        proposed=lambda review: _decision(review).form.editor("value").text,
        told=lambda review: _decision(review)._since,
    ),
    "退回": Form(
        page="review",
        open=lambda review: _to_item(review, Verdict.RETURN),
        typed=lambda review: _decision(review).remark,
        told=lambda review: _decision(review)._since,
    ),
    "退回单": Form(
        page="review",
        open=_to_slip,
        typed=lambda review: review.slip.general,
        told=lambda review: review.slip._since,
    ),
    "全年事项": Form(
        page="review",
        open=_to_matters,
        typed=lambda review: review.matters.false,
        told=lambda review: review.matters._since,
    ),
}


def _words(field) -> str:
    return field.toPlainText() if hasattr(field, "toPlainText") else field.text()


@pytest.fixture
def reports(mail, today, tmp_path):
    """Two reports of one body, one after the other, which say different numbers."""
    first = mail.submission(today.departments[BODY])
    paths = []
    before = None
    for number, value in enumerate(("10", "15"), start=1):
        one = mail.again(before) if before else first
        answer = {"value": value, "basis": "台账", "explanation": f"第{number}次所报的原因。"}
        before = replace(one, answers={**one.answers, ITEM: answer})
        path = tmp_path / f"{number}.xlsx"
        path.write_bytes(mail.file(before))
        paths.append(path)
    return paths


@pytest.fixture
def another(mail, tmp_path):
    """A report of another body."""
    body = next(one for one in mail.smallest(3) if one.id != BODY)
    path = tmp_path / "another.xlsx"
    path.write_bytes(mail.file(mail.submission(body)))
    return path


def begin(form, page, qtbot):
    """The page with *form* open, half written."""
    shown = page(form.page)
    form.open(shown)
    field = form.typed(shown)
    field.setFocus()
    qtbot.keyClicks(field, TYPED)
    return shown


def away(form, page):
    """The page with *form* open again, after something else was looked at."""
    shown = page(form.page)
    if form.page == "ledger":
        shown.list.choose(next(one.key for one in shown.list.shown if one.key != shown.list.key))
    else:
        other = next(b.id for b in shown._room.office.reported if b.id != BODY)
        shown.show_department(other)
    page("inbox")
    page(form.page)
    form.open(shown)
    return shown


@pytest.mark.parametrize("name", FORMS)
def test_that_what_was_typed_stays_the_rest_follows_and_the_change_is_told(
    name, reports, another, page, room, take_in, qtbot
):
    form = FORMS[name]
    take_in(reports[0], another)
    shown = begin(form, page, qtbot)
    before = form.proposed(shown)
    assert not form.told(shown).text()
    take_in(reports[1])
    shown = page(form.page)
    form.open(shown)
    assert _words(form.typed(shown)) == TYPED
    assert form.told(shown).isVisible()
    assert form.told(shown).text()
    if before:
        assert "10" in before
        assert "15" in form.proposed(shown)
    form.typed(shown).setFocus()
    qtbot.keyClicks(form.typed(shown), "!")  # whoever writes on has seen it
    away(form, page)
    assert not form.told(shown).text()


@pytest.mark.parametrize("name", FORMS)
def test_that_what_is_half_written_about_the_same_report_is_no_news(
    name, reports, another, page, room, take_in, qtbot
):
    form = FORMS[name]
    take_in(reports[0], another)
    begin(form, page, qtbot)
    shown = away(form, page)
    assert _words(form.typed(shown)) == TYPED
    assert not form.told(shown).text()


@pytest.mark.parametrize("name", FORMS)
def test_that_nothing_is_told_where_nobody_typed_anything(name, reports, page, room, take_in):
    form = FORMS[name]
    take_in(reports[0])
    form.open(page(form.page))
    take_in(reports[1])
    shown = page(form.page)
    form.open(shown)
    assert not form.told(shown).text()
    assert "10" not in form.proposed(shown)


@pytest.mark.parametrize("name", ["整改交办", "核改", "退回"])
def test_that_whoever_is_writing_when_a_report_comes_writes_on_where_the_cursor_is(
    name, reports, page, room, take_in, qtbot
):
    form = FORMS[name]
    take_in(reports[0])
    shown = begin(form, page, qtbot)
    page("inbox")
    shown = page(form.page)
    field = form.typed(shown)
    field.setFocus()
    room.receive([reports[1]])
    qtbot.waitUntil(lambda: not room.jobs.busy, timeout=60_000)
    assert form.told(shown).text()
    qtbot.keyClicks(field, " on")
    assert _words(field) == f"{TYPED} on"


def test_that_what_is_handed_over_says_what_is_reported_now(reports, page, room, take_in, qtbot):
    take_in(reports[0])
    begin(FORMS["整改交办"], page, qtbot)
    take_in(reports[1])
    ledger = page("ledger")
    ledger.list.choose(f"{BODY}/{ITEM}")
    ledger.proposal.hand_over.click()
    said = rectification_ledger(room.office).lines[0].shortcoming
    assert "完成 15 家" in said.problem
    assert said.demand == TYPED


def test_that_what_is_handed_over_with_others_says_what_is_reported_now(
    reports, page, room, take_in, qtbot
):
    take_in(reports[0])
    begin(FORMS["整改交办"], page, qtbot)
    take_in(reports[1])
    ledger = page("ledger")
    ledger.list.selectAll()
    assert "1 项在您改写以后所报有变化" in ledger.proposal._since.text()
    ledger.proposal.hand_over.click()
    lines = rectification_ledger(room.office).lines
    said = next(one.shortcoming for one in lines if one.shortcoming.item == ITEM)
    assert "完成 15 家" in said.problem
    assert said.demand == TYPED


def test_that_a_demand_that_was_cleared_stays_cleared(reports, page, room, take_in):
    take_in(reports[0])
    ledger = page("ledger")
    asked = next(one for one in ledger._ledger.proposals if one.demand)
    ledger.list.choose(asked.key)
    ledger.proposal.demand.clear()
    ledger.list.choose(next(e.key for e in ledger.list.shown if e.key != asked.key))
    ledger.list.choose(asked.key)
    assert ledger.proposal.demand.toPlainText() == ""
    assert ledger.proposal.problem.toPlainText() == asked.problem


@pytest.mark.parametrize("heirs", [("swj",), ("kjj", "swj"), ()])
def test_that_what_was_begun_about_a_body_goes_to_whoever_alone_goes_on_with_it(
    heirs, page, room, monkeypatch
):
    ledger = page("ledger")
    room.half_written.keep("ledger/own", {"problem": TYPED, "body": "gone"})
    monkeypatch.setattr(OfficeTerms, "owners", lambda _, body: heirs if body == "gone" else (body,))
    ledger.proposal.own.click()
    ledger.proposal.hand_over.click()
    lines = [one.shortcoming.department for one in rectification_ledger(room.office).lines]
    assert lines == (["swj"] if heirs == ("swj",) else [])
    told = ledger.proposal._complaint.text()
    assert bool(lines) or "请选定交办给哪个单位" in told


def test_that_a_correction_is_of_what_its_form_shows(reports, page, room, take_in, qtbot):
    take_in(reports[0])
    shown = begin(FORMS["核改"], page, qtbot)
    _decision(shown).form.editor("basis").show_text("统计年鉴")
    take_in(reports[1])
    shown = page("review")
    told = _decision(shown)._since.text()
    assert "10 家，现在 15 家" in told
    _decision(shown)._on_save()
    one = room.body(BODY).items[ITEM]
    assert one.corrected
    assert (one.answer["value"], one.answer["basis"]) == ("15", "统计年鉴")
    assert one.review.changes == {"basis": "统计年鉴"}


def test_that_a_number_typed_for_a_correction_stays_whatever_is_reported_since(
    reports, page, room, take_in, qtbot
):
    take_in(reports[0])
    shown = begin(FORMS["核改"], page, qtbot)
    _decision(shown).form.editor("value").show_text("12")
    take_in(reports[1])
    shown = page("review")
    assert _decision(shown).form.editor("value").text == "12"
    _decision(shown)._on_save()
    assert room.body(BODY).items[ITEM].answer["value"] == "12"


def test_that_a_correction_that_changes_nothing_is_refused_with_its_reason(
    reports, page, room, take_in, qtbot
):
    take_in(reports[0])
    shown = begin(FORMS["核改"], page, qtbot)
    _decision(shown)._on_save()
    assert "没有改动任何一栏" in _decision(shown).complaint.text()
    assert "采信" in _decision(shown).complaint.text()


def test_that_the_proposed_day_of_receipt_follows_until_somebody_chooses_another(
    reports, page, room, take_in, qtbot
):
    take_in(reports[0])
    review = page("review")
    _to_matters(review)
    matters = review.matters
    qtbot.keyClicks(matters.day_reason, TYPED)
    room.tell(room.decide(note_received_on, BODY, date(2025, 12, 1), "来函"))
    assert matters.day.iso == "2025-12-01"
    matters.day.setFocus()
    matters.day.selectAll()
    qtbot.keyClicks(matters.day, "2025-12-5")
    room.tell(room.decide(note_received_on, BODY, date(2025, 12, 2), "来函"))
    assert matters.day.iso == "2025-12-05"
    assert matters.day_reason.text() == TYPED


def test_that_a_slip_keeps_of_its_proposals_only_what_somebody_changed(
    reports, page, room, take_in, qtbot
):
    take_in(reports[0])
    begin(FORMS["退回单"], page, qtbot)
    kept = room.half_written.of(f"slip/{BODY}")
    assert kept.keys() - {"about"} == {"general"}


def test_that_a_reason_about_a_line_is_told_that_something_was_done_since(
    reports, page, room, take_in, qtbot
):
    take_in(reports[0])
    ledger = page("ledger")
    ledger.list.choose(f"{BODY}/{ITEM}")
    ledger.proposal.hand_over.click()
    ledger.show_what("整改中")
    ledger.list.choose_first()
    panel = ledger.panel
    qtbot.keyClicks(panel.reason, TYPED)
    assert not panel._since.text()
    panel._room.half_written.keep(panel._place, {"reason": TYPED}, about="another act")
    ledger.refresh()
    assert panel.reason.toPlainText() == TYPED
    assert panel._since.text()
    assert RectificationStep.EXTEND in panel.buttons


@pytest.mark.parametrize("kind", ["conflict", "suspicion"])
def test_that_a_note_on_the_page_of_checks_is_told_that_the_reports_changed(
    kind, with_few, page, room
):
    checks = page("checks")
    panel = getattr(checks, kind)
    show = getattr(panel, f"show_{kind}")
    about = next(one for one in getattr(room.office, f"{kind}s") if not getattr(one, "settled", ""))
    show(about)
    panel.seen.note.setText(TYPED)
    panel.seen.edited.emit(TYPED)
    show(about)
    assert not panel._since.text()
    parts = "voices" if kind == "conflict" else "places"
    first, *rest = getattr(about, parts)
    changed = {"value": None} if kind == "conflict" else {}
    now = (replace(first, said="另一个说法", **changed), *rest)
    show(replace(about, **{parts: now}))
    assert panel.seen.note.text() == TYPED
    assert panel._since.text()


def test_that_a_sender_chosen_and_not_confirmed_stays_while_other_files_come(
    reports, page, room, take_in, tmp_path
):
    bad = tmp_path / "新建文件夹.xlsx"
    bad.write_bytes(b"no workbook")
    take_in(bad)
    inbox = page("inbox")
    inbox.list.choose_first()
    part = inbox.file_panel.sender_part
    part.choice.setCurrentIndex(part.choice.findData(BODY))
    inbox.outdate()
    assert part.choice.currentData() == BODY
    key = inbox.list.key
    take_in(reports[0])
    inbox.list.choose(key)
    part.choice.setCurrentIndex(0)


MEANWHILE = {
    "采信其余": lambda review: review._on_rest(),
    "通过": lambda review: review._on_pass(),
    "核准不适用": lambda review: review._on_absence_approved(),
    "退回单": lambda review: review.slip._on_write(),
}


@pytest.mark.parametrize("name", MEANWHILE)
def test_that_nothing_is_done_about_what_changed_while_a_person_was_asked(
    name, with_few, page, room, monkeypatch, tmp_path
):
    review = page("review")
    _to_slip(review)
    before = room.office.reviews, room.office.slips

    def answered(answer):
        def ask(*_, **__):
            room.tell(room.take(OfficeChanges(files=True)))
            return answer

        return ask

    monkeypatch.setattr(review_page, "ask", answered(True))
    monkeypatch.setattr(review_page, "ask_why", answered(Why(by="王芳", reason="一致")))
    monkeypatch.setattr(slip_panel, "choose_folder", answered(tmp_path))
    monkeypatch.setattr(review_page, "pass_obstacles", lambda _: ())
    try:
        MEANWHILE[name](review)
    except AppError:
        pytest.fail("it was asked about and then carried out")
    assert (room.office.reviews, room.office.slips) == before
    told = review.slip._complaint if name == "退回单" else review._complaint
    assert "什么也没有办" in told.text()
