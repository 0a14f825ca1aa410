"""排名: ranks among departments of one kind, ties as 并列, with what was left out beside them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from model.consolidation.consolidation import DepartmentResult
from model.domain.plan import DepartmentKind
from model.domain.score import Standing
from model.scoring.proposal import Proposal, Rank, proposals, ranks
from model.scoring.rulebook import Rulebook


@dataclass(frozen=True, kw_only=True)
class RankedPlace:
    """One department in its group. `rank` is None if nothing can be scored."""

    one: DepartmentResult
    rank: Rank | None
    proposal: Proposal
    not_applicable: int  # items left out of the denominator
    no_target: int
    unsaid: int
    countable: Decimal  # points that could be earned, before they are made up to the maximum
    maximum: Decimal


@dataclass(frozen=True, kw_only=True)
class RankingGroup:
    kind: DepartmentKind
    places: tuple[RankedPlace, ...]  # the best first, then those without a score


def ranking_groups(
    rulebook: Rulebook, departments: Iterable[DepartmentResult]
) -> tuple[RankingGroup, ...]:
    """The groups in the order of the kinds of departments; ranks are among departments
    of one kind.
    """
    came = tuple(departments)
    kinds = {one.department.id: one.department.kind.value for one in came}
    advice = proposals(rulebook, {one.department.id: one.reviewed for one in came}, kinds)
    by_kind: dict[DepartmentKind, list[DepartmentResult]] = {}
    for one in came:
        by_kind.setdefault(one.department.kind, []).append(one)
    return tuple(
        RankingGroup(kind=kind, places=_places(by_kind[kind], advice))
        for kind in DepartmentKind
        if kind in by_kind
    )


def _places(
    bodies: list[DepartmentResult], advice: Mapping[str, Proposal]
) -> tuple[RankedPlace, ...]:
    numbers = ranks({one.department.id: one.reviewed for one in bodies})
    last = len(bodies) + 1
    places = [_place(one, numbers.get(one.department.id), advice) for one in bodies]
    return tuple(sorted(places, key=lambda p: p.rank.number if p.rank else last))


def _place(one: DepartmentResult, rank: Rank | None, advice: Mapping[str, Proposal]) -> RankedPlace:
    standings = [score.standing for score in one.reviewed.scores]
    return RankedPlace(
        one=one,
        rank=rank,
        proposal=advice[one.department.id],
        not_applicable=standings.count(Standing.NOT_APPLICABLE),
        no_target=standings.count(Standing.NO_TARGET),
        unsaid=standings.count(Standing.OPEN),
        countable=sum((part.countable for part in one.reviewed.parts), Decimal(0)),
        maximum=one.reviewed.maximum,
    )
