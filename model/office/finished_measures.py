"""What became of a year's deliverables and terms: what was accepted as done, and what was not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from model.consolidation.reviewed_answers import ReviewStanding
from model.domain.answers import State, state_of
from model.domain.package import AcceptedReport, Archived
from model.domain.plan import Measure, Stage
from model.office.year import OfficeYear


@dataclass(frozen=True, kw_only=True)
class FinishedMeasures:
    """Of one year: `archived` are single deliverables that were done and accepted, by measure;
    `overdue` are those whose term ended with the year, or before, without that.
    """

    archived: Mapping[str, Archived]
    overdue: tuple[str, ...]


def finished_measures(office: OfficeYear, *, by: str, at: str) -> FinishedMeasures:
    """What the year of *office* says about its measures; nothing while nobody reported.

    Args:
        by: who files it.
        at: now, ISO 8601 with offset.
    """
    if not office.reported:
        return FinishedMeasures(archived={}, overdue=())
    asked = [one for one in office.plan.measures.values() if one.stage.asked and one.departments]
    accepted = {one.id: tuple(_accepted(office, one)) for one in asked}
    done = {one.id for one in asked if len(accepted[one.id]) == len(_answering(one))}
    return FinishedMeasures(
        archived={
            one.id: Archived(year=office.year, reports=accepted[one.id], by=by, at=at)
            for one in asked
            if one.once and one.id in done
        },
        overdue=tuple(one.id for one in asked if one.id not in done and _ended(one, office.year)),
    )


def _ended(measure: Measure, year: int) -> bool:
    """Whether *measure* is past its term once *year* is over."""
    return measure.stage_in(year + 1) is Stage.OVER


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
