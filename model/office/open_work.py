"""What is still open in a year: one declaration for report, summary and whoever closes it."""

from collections import Counter
from collections.abc import Iterator

from model.consolidation.reviewed_answers import ReviewStanding
from model.domain.plan import Department
from model.domain.wording import day_words
from model.office.department_year import DepartmentYear, ReportingState
from model.office.record_check import record_obstacle
from model.office.rectification import answered_rectifications, rectification_ledger
from model.office.review_exchange import ReviewExchange
from model.office.year import OfficeYear
from model.report.data import OpenKind, OpenMatter

STANDING = {  # of a department; None: nothing is open about it as a whole
    ReportingState.MISSING: OpenKind.MISSING,
    ReportingState.UNRECEIVED: OpenKind.MISSING,
    ReportingState.UNPROVED: OpenKind.MISSING,
    ReportingState.WAITING: OpenKind.UNPASSED,
    ReportingState.DOUBTFUL: OpenKind.UNPASSED,
    ReportingState.RETURNED: OpenKind.RETURNED,
    ReportingState.AGAIN: OpenKind.UNPASSED,
    ReportingState.LAPSED: OpenKind.LAPSED,
    ReportingState.PASSED: None,
    ReportingState.NOT_ASKED: None,
}


def open_matters(office: OfficeYear) -> tuple[OpenMatter, ...]:
    """All that somebody has to settle before the figures of *office* are final, by kind."""
    counts: Counter[OpenKind] = Counter()
    concerned: dict[OpenKind, list[Department]] = {}
    for body in office.bodies:
        for kind, count in _of_body(body):
            if count:
                counts[kind] += count
                concerned.setdefault(kind, []).append(body.department)
    figures = {key for body in office.reported for key in body.waiting_figures}
    counts[OpenKind.SECOND] += len(figures)
    counts[OpenKind.RIVALS] = len(ReviewExchange(office).rivals)
    counts[OpenKind.CONFLICTS] = sum(conflict.open for conflict in office.conflicts)
    return tuple(
        OpenMatter(kind=kind, count=counts[kind], departments=tuple(concerned.get(kind, ())))
        for kind in OpenKind
        if counts[kind]
    )


def _of_body(body: DepartmentYear) -> Iterator[tuple[OpenKind, int]]:
    returned = OpenKind.RETURNED if body.count(ReviewStanding.RETURNED) else None
    if standing := STANDING[body.state] or returned:
        yield standing, 1
    yield OpenKind.APART, len(body.apart)
    if body.versions is not None:
        yield OpenKind.FORKED, int(body.versions.undecided)
        yield OpenKind.UNTAKEN, int(bool(body.refused_since))
        yield OpenKind.EDITS, len(body.edits)
        yield OpenKind.WAITING, body.waiting
        yield OpenKind.SECOND, len(body.waiting_edits)


def unfinished(office: OfficeYear) -> Iterator[str]:
    """A sentence for each thing that closing the year would leave as it is."""
    if office.deadline and office.today < office.deadline:
        yield f"报送截止日期（{day_words(office.deadline)}）还没有到。"
    for matter in open_matters(office):
        yield f"{matter.words}。"
    last = office.plan.is_last(office.year)
    if answered := answered_rectifications(office):
        goes_on = "" if last else "；没有销号的，转到下一年度接着办"
        yield f"{answered} 项整改反馈还没有验收{goes_on}。"
    left = sum(one.closing is None for one in rectification_ledger(office).lines)
    if last and left:
        yield f"{left} 项整改事项还没有销号；这是方案的最后一年，封存以后没有年度可以接着办。"
    if obstacle := record_obstacle(office.db):
        yield obstacle.message
