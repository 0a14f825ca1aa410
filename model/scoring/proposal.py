"""The ranks of departments, and the proposals to commend or admonish them."""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from model.domain.plan import DepartmentKind
from model.domain.score import Assessment
from model.domain.wording import NO_TOTAL, points_words
from model.scoring.rulebook import Rulebook


@dataclass(frozen=True, kw_only=True)
class Rank:
    """名次: 1 is best. Equal totals share a rank, and the ranks that they use up are left out: 1,
    2, 2, 4.
    """

    number: int
    shared: bool = False

    @property
    def text(self) -> str:
        return f"并列第 {self.number}" if self.shared else f"第 {self.number}"


@dataclass(frozen=True, kw_only=True)
class ComparableGroup:
    """同类: bodies of one kind that have about as many scored items, as far as the rulebook divides
    a kind by that. They are ranked, and commended, among each other.
    """

    kind: DepartmentKind
    place: int = 0  # among its kind: that with the fewest items is 0
    size: str = ""  # how many scored items they have; "" where the kind is not divided


def comparable_group(
    rulebook: Rulebook, kind: DepartmentKind, assessment: Assessment
) -> ComparableGroup:
    """The group of a department of *kind* with *assessment* under *rulebook*."""
    weighting = rulebook.weighting
    if weighting is None:
        return ComparableGroup(kind=kind)
    scored = sum(1 for _ in assessment.scores)
    bounds = [bound for bound in (weighting.middle_from, weighting.large_from) if bound]
    return ComparableGroup(
        kind=kind, place=sum(scored >= bound for bound in bounds), size=weighting.size_of(scored)
    )


def ranks(
    assessments: Mapping[str, Assessment], groups: Mapping[str, Hashable] | None = None
) -> dict[str, Rank]:
    """The rank of each department that has a total, in its group (None: all are one)."""
    totals: dict[Hashable, dict[str, Decimal]] = {}
    for department, one in assessments.items():
        if one.total is not None:
            group = groups[department] if groups else None
            totals.setdefault(group, {})[department] = one.total
    return {
        department: Rank(number=ordered.index(total) + 1, shared=ordered.count(total) > 1)
        for group in totals.values()
        for ordered in (sorted(group.values(), reverse=True),)
        for department, total in group.items()
    }


class Advice(StrEnum):
    COMMEND = "建议表彰"
    ADMONISH = "建议通报、约谈"
    NOTHING = "无"


@dataclass(frozen=True, kw_only=True)
class Proposal:
    advice: Advice
    reasons: tuple[str, ...]  # why; for 无 also what stands against 表彰 where the grade would do


def proposals(
    rulebook: Rulebook,
    assessments: Mapping[str, Assessment],
    groups: Mapping[str, Hashable] | None = None,
) -> dict[str, Proposal]:
    """What the rulebook's thresholds propose for each department.

    Args:
        assessments: of all departments that reported, under *rulebook*.
        groups: department -> the group of comparable bodies it belongs to, in which it is ranked,
            and of which a rulebook may commend a share; None: all are one group. The first places
            that a rulebook may commend are those among all.
    """
    named = "同类" if groups else ""
    places, overall = ranks(assessments, groups), ranks(assessments)
    seats = _seats(rulebook, assessments, groups or {})
    return {
        department: _proposal(
            rulebook,
            assessment,
            f"{named}{places[department].text} 名" if department in places else "",
            overall.get(department),
            seats.get(department),
        )
        for department, assessment in assessments.items()
    }


@dataclass(frozen=True, kw_only=True)
class _Seat:
    """Position of a department in its group: `last` is the last position of those with an equal
    score.
    """

    last: int
    quota: int
    level: bool  # others are level with it in total and parts

    @property
    def text(self) -> str:
        words = "总分和各部分得分并列，" if self.level else ""
        return f"{words}同类前 {self.quota} 名中排不进" if self.last > self.quota else ""


def _seats(
    rulebook: Rulebook, assessments: Mapping[str, Assessment], groups: Mapping[str, Hashable]
) -> dict[str, _Seat]:
    """Positions for a rulebook that commends a share of each group; the parts' points break
    ties.
    """
    share = rulebook.proposals.commend_share
    if share is None:
        return {}
    standings: dict[Hashable, dict[str, tuple[Decimal, ...]]] = {}
    for department, one in assessments.items():
        if one.total is not None:
            key = (one.total, *(part.points or Decimal(0) for part in one.parts))
            standings.setdefault(groups.get(department, ""), {})[department] = key
    seats = {}
    for keys in standings.values():
        quota = max(1, int(share * len(keys)))
        for department, key in keys.items():
            not_worse = sum(other >= key for other in keys.values())
            level = sum(other == key for other in keys.values()) > 1
            seats[department] = _Seat(last=not_worse, quota=quota, level=level)
    return seats


def _proposal(
    rulebook: Rulebook,
    assessment: Assessment,
    place: str,
    overall: Rank | None,
    seat: _Seat | None,
) -> Proposal:
    """*place*: the rank in its group, in words; *overall*: that among all."""
    limits = rulebook.proposals
    if overall is None or assessment.total is None:
        scored = any(score.points is not None for score in assessment.scores)
        return Proposal(advice=Advice.NOTHING, reasons=(NO_TOTAL if scored else "尚无得分",))
    reached = f"总分 {points_words(assessment.total)}，等次“{assessment.grade}”"
    if assessment.grade in limits.admonish_grades:
        forced = (a.sentence for a in assessment.adjustments if a.forces == assessment.grade)
        return Proposal(advice=Advice.ADMONISH, reasons=(reached, *forced))
    if assessment.grade not in limits.commend_grades:
        return Proposal(advice=Advice.NOTHING, reasons=(reached,))
    if against := tuple(_against(rulebook, assessment, overall, seat)):
        return Proposal(advice=Advice.NOTHING, reasons=(reached, *against))
    return Proposal(advice=Advice.COMMEND, reasons=(reached, place))


def _against(
    rulebook: Rulebook, assessment: Assessment, rank: Rank, seat: _Seat | None
) -> Iterator[str]:
    """Why a department is not proposed for 表彰 although its grade would allow it."""
    limits = rulebook.proposals
    if limits.commend_best is not None and rank.number > limits.commend_best:
        yield f"全部单位中{rank.text} 名，不在前 {limits.commend_best} 名"
    if seat is not None and seat.text:
        yield seat.text
    if assessment.open_items > limits.commend_open_items:
        yield f"计分事项有 {assessment.open_items} 项按未填计"
