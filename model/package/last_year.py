"""What a year's package has from last year: archived deliverables, terms that are over, what was
fixed then.

It follows what counts of last year. What it was told of measures is noted in it, so that whatever
last year says otherwise since is told, and what the office decided about the same words stays.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from model.domain.package import AcceptedReport, Archived, YearPackage
from model.domain.plan import Measure, Plan, Stage

Held = TypeVar("Held")
RECTIFIED = "rectified"  # what last year says of what was put right


@dataclass(frozen=True, kw_only=True)
class FinishedMeasures:
    """What the reports of `year` say about its measures: which of them were `asked`, none while
    nobody reported, and in which reports those that are `done` were accepted. Of those that are
    `rectified` whatever was not done then was put right since, and closed.
    """

    year: int
    asked: frozenset[str] = frozenset()
    done: Mapping[str, tuple[AcceptedReport, ...]]
    rectified: frozenset[str] = frozenset()


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


def caught_up(
    package: YearPackage, last: Sequence[YearPackage], same: Collection[str]
) -> YearPackage:
    """*package* with what last year's package corrected after *package* was opened from it, as far
    as nobody has said otherwise here.

    Args:
        last: last year's packages, the one in force last.
        same: see `following`.
    """
    opened = datetime.fromisoformat(package.opened_at)
    known = [one for one in last if datetime.fromisoformat(one.made_at) <= opened]
    if not known or known[-1] == last[-1]:
        return package
    then, now = known[-1], last[-1]
    return replace(
        package,
        baselines=_followed(package.baselines, then.baselines, now.baselines, same),
        breakdown=_followed(package.breakdown, then.breakdown, now.breakdown, same),
        settled=_followed(package.settled, then.settled, now.settled, same),
        endings=_followed(package.endings, then.endings, now.endings, same),
    )


def _followed(
    own: Mapping[str, Held],
    then: Mapping[str, Held],
    now: Mapping[str, Held],
    same: Collection[str],
) -> Mapping[str, Held]:
    """*own* with what is otherwise *now* than *then*, where *own* still says what was said then."""
    asked = {*then, *now} & {*same}
    news = {key for key in asked if then.get(key) != now.get(key) and own.get(key) == then.get(key)}
    rest = {key: held for key, held in own.items() if key not in news}
    return {**rest, **{key: now[key] for key in news if key in now}} if news else own


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
    rectified = measure.id in found.rectified
    said = _codes(done) or RECTIFIED * rectified
    return _LastWord(said=said, archived=filed, overdue=ended and not done and not rectified)


def _codes(reports: tuple[AcceptedReport, ...]) -> str:
    return " ".join(f"{one.department}:{one.check_code}" for one in reports)
