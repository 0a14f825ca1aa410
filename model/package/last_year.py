"""What last year leaves to a year's package: archived deliverables, and terms that are over.

The package follows what counts of last year. What it was told is noted in it, so that whatever last
year says otherwise since is told, and what the office decided about the same words is not undone.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from model.domain.package import AcceptedReport, Archived, YearPackage
from model.domain.plan import Measure, Plan, Stage


@dataclass(frozen=True, kw_only=True)
class FinishedMeasures:
    """What the reports of `year` say about its measures: which of them were `asked`, none while
    nobody reported, and in which reports those that are `done` were accepted.
    """

    year: int
    asked: frozenset[str] = frozenset()
    done: Mapping[str, tuple[AcceptedReport, ...]]


@dataclass(frozen=True, kw_only=True)
class _LastWord:
    said: str  # another one as soon as last year says otherwise
    archived: Archived | None = None
    overdue: bool | None = None  # None: last year doesn't say


def following(
    plan: Plan,
    package: YearPackage,
    last: YearPackage | None,
    found: FinishedMeasures,
    same: Collection[str],
    *,
    by: str,
    at: str,
) -> YearPackage:
    """*package* with whatever last year says otherwise than when it was last asked.

    Args:
        last: last year's package in force.
        found: of last year.
        same: items that read as they did last year; about others it says nothing.
        by: who files it.
        at: now, ISO 8601 with offset.
    """
    news = {
        key: word
        for key, word in _last_words(plan, package, last, found, by, at)
        if key in same and package.last_year.get(key) != word.said
    }
    archived = {key: one for key, one in package.archived.items() if key not in news}
    overdue = {key for key in package.overdue if key not in news or news[key].overdue is None}
    for key, word in news.items():
        if word.archived:
            archived[key] = _kept(package.archived.get(key), word.archived)
        if word.overdue:
            overdue.add(key)
    return replace(
        package,
        archived=archived,
        overdue=tuple(sorted(overdue - archived.keys())),
        last_year={**package.last_year, **{key: word.said for key, word in news.items()}},
    )


def _kept(filed: Archived | None, now: Archived) -> Archived:
    """What was *filed* already about the same reports keeps its name and day."""
    same = filed and (filed.year, filed.reports) == (now.year, now.reports)
    return filed if filed and same else now


def _last_words(
    plan: Plan,
    package: YearPackage,
    last: YearPackage | None,
    found: FinishedMeasures,
    by: str,
    at: str,
) -> Iterator[tuple[str, _LastWord]]:
    """Of each measure that may be archived, or over; not of what the office archived itself."""
    for key, measure in plan.measures.items():
        filed = package.archived.get(key)
        if filed and not filed.reports and filed.year == package.year - 1:
            continue
        ended = measure.stage_in(package.year) is Stage.OVER
        if key in found.asked and (measure.once or ended or filed):
            yield key, _of_reports(measure, found, by, at, ended=ended)
        elif last and (before := last.archived.get(key)):
            said = f"{before.year} {_codes(before.reports)}"
            yield key, _LastWord(said=said, archived=before, overdue=False)
        elif last and filed:
            yield key, _LastWord(said="")


def _of_reports(
    measure: Measure, found: FinishedMeasures, by: str, at: str, *, ended: bool
) -> _LastWord:
    done = found.done.get(measure.id, ())
    filed = Archived(year=found.year, reports=done, by=by, at=at) if measure.once and done else None
    return _LastWord(said=_codes(done), archived=filed, overdue=ended and not done)


def _codes(reports: tuple[AcceptedReport, ...]) -> str:
    return " ".join(f"{one.department}:{one.check_code}" for one in reports)
