"""What became of a year's measures: which were accepted as done, in which reports, and which
were put right since.
"""

from collections.abc import Iterable, Iterator, Mapping

from model.consolidation.reviewed_answers import ReviewStanding
from model.domain.answers import State, state_of
from model.domain.package import AcceptedReport
from model.domain.plan import Measure
from model.office.year import OfficeYear
from model.package.enclosed_notices import lines_of_year
from model.package.last_year import FinishedMeasures


def finished_measures(office: OfficeYear) -> FinishedMeasures:
    """What the year of *office* says about its measures; nothing while nobody reported."""
    if not any(office.versions(one.id) for one in office.plan.bodies):
        return FinishedMeasures(year=office.year, done={})
    asked = [one for one in office.plan.measures.values() if one.stage.asked and one.departments]
    accepted = {one.id: tuple(_accepted(office, one)) for one in asked}
    return FinishedMeasures(
        year=office.year,
        asked=frozenset(accepted),
        done={one.id: accepted[one.id] for one in asked if _is_done(one, accepted[one.id])},
        rectified=frozenset(_rectified(office, asked, accepted)),
    )


def _rectified(
    office: OfficeYear,
    asked: Iterable[Measure],
    accepted: Mapping[str, tuple[AcceptedReport, ...]],
) -> Iterator[str]:
    """Of *asked* those that everybody did who answers for them, some by 整改 that was accepted and
    closed, in the year itself or in the one after.
    """
    years = (office.year, office.year + 1)
    lines = {
        one.id: one for year in years for one in lines_of_year(office.db, year, office.package)
    }
    closed = {
        (body, one.shortcoming.item)
        for one in lines.values()
        if one.closing and one.shortcoming.year == office.year
        for body in (one.shortcoming.department, one.bearer)
    }
    for measure in asked:
        left = {*_answering(measure)} - {one.department for one in accepted[measure.id]}
        if left and all((body, measure.id) in closed for body in left):
            yield measure.id


def _is_done(measure: Measure, accepted: tuple[AcceptedReport, ...]) -> bool:
    return len(accepted) == len(_answering(measure))


def _answering(measure: Measure) -> tuple[str, ...]:
    return measure.lead or measure.departments


def _accepted(office: OfficeYear, measure: Measure) -> Iterator[AcceptedReport]:
    """The reports in which those who answer for *measure* were accepted with 完成."""
    for department in _answering(measure):
        body = office.body(department)
        one = body.items.get(measure.id)
        if one is None or body.versions is None:
            continue
        looked_at = body.passed or one.standing is ReviewStanding.REVIEWED
        if looked_at and state_of(one.answer) is State.DONE:
            sent = body.versions.counting
            yield AcceptedReport(
                department=department, sequence=sent.sequence, check_code=sent.check_code
            )
