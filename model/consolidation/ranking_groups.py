"""排名: ranks among comparable departments, ties as 并列, with what was left out beside them."""

from collections import Counter
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
    """Departments of one kind that are ranked among each other."""

    kind: DepartmentKind
    size: str  # how many scored items they have; "" where the kind is not divided by that
    places: tuple[RankedPlace, ...]  # the best first, then those without a score

    @property
    def title(self) -> str:
        """'区政府部门', '区政府部门（计分事项不足 10 项）'."""
        return f"{self.kind}（{self.size}）" if self.size else self.kind.value


def ranking_groups(
    rulebook: Rulebook, departments: Iterable[DepartmentResult]
) -> tuple[RankingGroup, ...]:
    """The groups in the order of the kinds of departments; ranks are among departments of one
    kind that have about as many scored items, as far as the rulebook divides them.
    """
    came = tuple(departments)
    sizes = {one.department.id: _size(rulebook, one) for one in came}
    kinds = {
        one.department.id: f"{one.department.kind}{sizes[one.department.id][1]}" for one in came
    }
    advice = proposals(rulebook, {one.department.id: one.reviewed for one in came}, kinds)
    groups: dict[tuple[DepartmentKind, int, str], list[DepartmentResult]] = {}
    for one in came:
        groups.setdefault((one.department.kind, *sizes[one.department.id]), []).append(one)
    order = [*DepartmentKind]
    divided = Counter(kind for kind, _, _ in groups)
    return tuple(
        RankingGroup(
            kind=kind, size=size if divided[kind] > 1 else "", places=_places(bodies, advice)
        )
        for (kind, _, size), bodies in sorted(
            groups.items(), key=lambda group: (order.index(group[0][0]), group[0][1])
        )
    )


def _size(rulebook: Rulebook, one: DepartmentResult) -> tuple[int, str]:
    """Where *one* stands among its kind by its number of scored items, and in words."""
    weighting = rulebook.weighting
    if weighting is None:
        return 0, ""
    scored = len(one.assessor.subjects)
    bounds = [bound for bound in (weighting.middle_from, weighting.large_from) if bound]
    return sum(scored >= bound for bound in bounds), weighting.size_of(scored)


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
        unsaid=one.unsaid,
        countable=sum((part.countable for part in one.reviewed.parts), Decimal(0)),
        maximum=one.reviewed.maximum,
    )
