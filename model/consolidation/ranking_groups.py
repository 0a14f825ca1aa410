"""排名: ranks among comparable departments, ties as 并列, with what was left out beside them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from model.consolidation.consolidation import DepartmentResult
from model.domain.plan import DepartmentKind
from model.domain.score import Standing
from model.scoring.proposal import (
    ComparableGroup,
    Proposal,
    Rank,
    comparable_group,
    proposals,
    ranks,
)
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
    came = {one.department.id: one for one in departments}
    assessments = {body: one.reviewed for body, one in came.items()}
    groups = {
        body: comparable_group(rulebook, one.department.kind, one.reviewed)
        for body, one in came.items()
    }
    numbers, advice = ranks(assessments, groups), proposals(rulebook, assessments, groups)
    places: dict[ComparableGroup, list[RankedPlace]] = {}
    for body, one in came.items():
        place = _place(one, numbers.get(body), advice[body])
        places.setdefault(groups[body], []).append(place)
    order = [*DepartmentKind]
    divided = Counter(group.kind for group in places)
    return tuple(
        RankingGroup(
            kind=group.kind,
            size=group.size if divided[group.kind] > 1 else "",
            places=tuple(sorted(some, key=lambda p: p.rank.number if p.rank else len(some) + 1)),
        )
        for group, some in sorted(
            places.items(), key=lambda one: (order.index(one[0].kind), one[0].place)
        )
    )


def _place(one: DepartmentResult, rank: Rank | None, proposal: Proposal) -> RankedPlace:
    standings = [score.standing for score in one.reviewed.scores]
    return RankedPlace(
        one=one,
        rank=rank,
        proposal=proposal,
        not_applicable=standings.count(Standing.NOT_APPLICABLE),
        no_target=standings.count(Standing.NO_TARGET),
        unsaid=one.unsaid,
        countable=sum((part.countable for part in one.reviewed.parts), Decimal(0)),
        maximum=one.reviewed.maximum,
    )
