"""The office's pages as they look in the middle of a year, for make screenshots."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import QDate

from model.domain.package import Contact, YearPackage
from model.domain.review import Verdict
from model.jobs import JobContext
from model.office.department_year import ReportingState
from model.office.inbox import receive
from model.package.draft import RulebookText, opened
from model.plans import PlanLibrary
from model.rulebook_in_force import edition_of, shipped_text
from model.samples.answers import sample_answers
from model.store.data_file import open_store
from model.store.packages import keep_package
from tests.model.office.live import Decisions, LiveOffice
from tests.ui.pages.office.mail import Mail, whole_mailbox
from ui.pages.office.file_entries import FileFilter
from ui.pages.office.ledger import LedgerView

MOST, BIGGER, BEFORE = 40, 6, 20
CALLED = Contact(name="示例联系人", phone="022-00000000", email="lianxi@example.cn")


def package_of(mail: Mail) -> YearPackage:
    rules = RulebookText(edition=edition_of(mail.rulebook), text=shipped_text(mail.rulebook))
    made = opened(
        mail.plan, mail.year, rules, deadline=f"{mail.year + 1}-01-31",
        at=f"{mail.year}-11-01T09:00:00+08:00", office=CALLED, sample=True,
    )  # fmt: skip
    return replace(made, contacts={body.id: CALLED for body in mail.plan.bodies})


def filled_file(path: Path, mail: Mail, folder: Path) -> None:
    """A data file with last year's reports and this year's sixty-odd mails, partly reviewed."""
    bodies = {body.id: body for body in mail.smallest(MOST)}
    bodies |= {body.id: body for body in mail.plan.bodies[:BIGGER]}
    ordered = [body for body in mail.plan.bodies if body.id in bodies]
    package = package_of(mail)
    mail = replace(mail, package=package.edition)
    post = whole_mailbox(folder / "邮件", mail, ordered)
    last = folder / "上年"
    last.mkdir()
    for number, body in enumerate(ordered[:BEFORE]):
        said = sample_answers(mail.plan, body.id, mail.year - 1)
        if number % 3 == 0:  # some stood worse a year ago
            said = dict(list(said.items())[: len(said) * 2 // 3])
        sent = f"{mail.year - 1}-12-20T09:30:00+08:00"
        one = mail.submission(body, said, year=mail.year - 1, exported_at=sent, package=None)
        (last / mail.name(one)).write_bytes(mail.file(one))
    with closing(open_store(path)) as db:
        keep_package(db, package)
        for year, source in ((mail.year - 1, last), (mail.year, post)):
            receive(db, mail.questionnaire, [source], JobContext(), year=year)
        _review(
            LiveOffice(
                PlanLibrary(db, mail.plan), mail.rulebook, mail.questionnaire.forms, mail.year
            )
        )


def _review(office: LiveOffice) -> None:
    decide = Decisions(office, by="李四")
    waiting = [body for body in office.reported if body.state is ReportingState.WAITING]
    for body in waiting[:8]:
        for key, one in body.items.items():
            if one.needs_approval:
                decide.approve(body.id, key)
        decide.pass_year(body.id)
    for body in waiting[8:11]:
        first, second, *_ = body.items
        decide.return_item(body.id, first, "请补充佐证材料，写明数量和时间。")
        decide.adjust(body.id, second, _lower(office, body.id, second), "按现场核查情况核改")
        decide.adopt_the_rest(body.id)
        decide.issue_slip(body.id, due="2026-02-20", phone="022-00000000")
    for body in waiting[11:14]:
        decide.adopt(body.id, *list(body.items)[: len(body.items) // 2])


def _lower(office: LiveOffice, department: str, item: str) -> dict[str, str | None]:
    answer = office.body(department).items[item].answer
    if "value" in answer:
        return {"value": str(Decimal(answer["value"]) * Decimal("0.9"))}
    return {"state": "ongoing", "progress": "40"}


Keep = Callable[[str], str]
CHECKS = ("figures", "supplied", "joint", "parts", "repeated", "scores", "suspicions")


def draw_empty(window, keep: Keep) -> Iterator[str]:
    for page in ("inbox", "board", "review", "checks", "results", "ledger"):
        window.show_page(page)
        yield keep(page)


def draw_filled(window, keep: Keep, wait: Callable[..., None]) -> Iterator[str]:
    """*wait* for the jobs of a page."""
    window.show_page("inbox")
    yield keep("inbox")
    inbox = window.page_named("inbox")
    inbox.pills.choose(list(FileFilter).index(FileFilter.REFUSED))
    yield keep("inbox-refused")
    inbox.pills.choose(len(FileFilter))
    inbox.batches.choose_first()
    yield keep("inbox-batches")
    window.show_page("board")
    yield keep("board")
    board = window.page_named("board")
    board.bar.choose(ReportingState.RETURNED)
    board.table.selectRow(0)
    yield keep("board-returned")
    board.bar.choose("")
    board.header.primary.click()
    yield keep("board-reminders")
    yield from _draw_review(window, keep)
    yield from _draw_checks(window, keep)
    yield from _draw_results(window, keep, wait)
    yield from _draw_ledger(window, keep)


def _draw_review(window, keep: Keep) -> Iterator[str]:
    window.show_page("review")
    review = window.page_named("review")
    office = review._room.office
    by_state = {body.state: body for body in office.reported}
    waiting = by_state.get(ReportingState.WAITING) or by_state[ReportingState.DOUBTFUL]
    review.show_department(waiting.id)
    yield keep("review")
    review.panel.act(Verdict.RETURN)
    yield keep("review-returning")
    review.panel.act(Verdict.ADJUST)
    yield keep("review-adjusting")
    for body in (body for body in office.reported if body.versions.undecided):
        review.show_department(body.id)
        yield keep("review-fork")
        break
    for body in (body for body in office.reported if body.edits):
        review.show_department(body.id)
        review._on_edits()
        yield keep("review-edits")
        break
    if ReportingState.RETURNED in by_state:
        review.show_department(by_state[ReportingState.RETURNED].id)
        review.strip.slip.click()
        yield keep("review-slip")


def _draw_checks(window, keep: Keep) -> Iterator[str]:
    window.show_page("checks")
    checks = window.page_named("checks")
    for number, name in enumerate(CHECKS):
        checks.pills.choose(number)
        yield keep(f"checks-{name}")


def _draw_results(window, keep: Keep, wait: Callable[..., None]) -> Iterator[str]:
    window.show_page("results")
    results = window.page_named("results")
    yield keep("results")
    body = results._room.office.reported[0]
    results.district.show_item(next(iter(body.items)))
    results.district.trace.locate.click()
    wait(results._room.jobs)
    yield keep("results-item")
    for number, name in enumerate(("indicators", "ranking-off", "figures", "outputs"), start=1):
        results.pills.choose(number)
        wait(results._room.jobs)
        yield keep(f"results-{name}")
    results.outputs.proof.verify()
    wait(results._room.jobs)
    yield keep("results-proof")
    results.pills.choose(2)
    results._room.set_reviewer("李四")  # who switches it on
    results.ranking.switch_on.click()
    results.ranking.table.selectRow(0)
    yield keep("results-ranking")


def _draw_ledger(window, keep: Keep) -> Iterator[str]:
    window.show_page("ledger")
    ledger = window.page_named("ledger")
    ledger.by.setText("王芳")
    yield keep("ledger")
    first, second, *_ = (one.key for one in ledger._ledger.proposals)
    for key, due in ((first, QDate(2025, 6, 30)), (second, QDate(2099, 3, 31))):
        ledger.list.choose(key)
        ledger.proposal.due.set_date(due)
        ledger.proposal.hand_over.click()
    ledger.show_what(LedgerView.OPEN)
    ledger.list.choose_first()
    yield keep("ledger-open")
    ledger.list.selectAll()
    yield keep("ledger-several")
