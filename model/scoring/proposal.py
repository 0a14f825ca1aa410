"""The ranks of departments, and the proposals to commend or admonish them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from model.domain.score import Assessment
from model.domain.wording import points_words
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


def ranks(assessments: Mapping[str, Assessment]) -> dict[str, Rank]:
    """The rank of each department that has a total."""
    totals = {d: a.total for d, a in assessments.items() if a.total is not None}
    ordered = sorted(totals.values(), reverse=True)
    return {
        department: Rank(number=ordered.index(total) + 1, shared=ordered.count(total) > 1)
        for department, total in totals.items()
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
    groups: Mapping[str, str] | None = None,
) -> dict[str, Proposal]:
    """What the rulebook's thresholds propose for each department.

    Args:
        assessments: of all departments that reported, under *rulebook*; they are ranked among
            themselves.
        groups: department -> the group of comparable bodies it belongs to, for a rulebook that
            commends a share of each; None: all are one group.
    """
    places = ranks(assessments)
    seats = _seats(rulebook, assessments, groups or {})
    return {
        department: _proposal(rulebook, assessment, places.get(department), seats.get(department))
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
    rulebook: Rulebook, assessments: Mapping[str, Assessment], groups: Mapping[str, str]
) -> dict[str, _Seat]:
    """Positions for a rulebook that commends a share of each group; the parts' points break
    ties.
    """
    share = rulebook.proposals.commend_share
    if share is None:
        return {}
    standings: dict[str, dict[str, tuple[Decimal, ...]]] = {}
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
    rulebook: Rulebook, assessment: Assessment, rank: Rank | None, seat: _Seat | None
) -> Proposal:
    limits = rulebook.proposals
    if rank is None or assessment.total is None:
        return Proposal(advice=Advice.NOTHING, reasons=("尚无得分",))
    reached = f"总分 {points_words(assessment.total)}，等次“{assessment.grade}”"
    if assessment.grade in limits.admonish_grades:
        forced = (a.sentence for a in assessment.adjustments if a.forces == assessment.grade)
        return Proposal(advice=Advice.ADMONISH, reasons=(reached, *forced))
    if assessment.grade not in limits.commend_grades:
        return Proposal(advice=Advice.NOTHING, reasons=(reached,))
    if against := tuple(_against(rulebook, assessment, rank, seat)):
        return Proposal(advice=Advice.NOTHING, reasons=(reached, *against))
    return Proposal(advice=Advice.COMMEND, reasons=(reached, f"{rank.text} 名"))


def _against(
    rulebook: Rulebook, assessment: Assessment, rank: Rank, seat: _Seat | None
) -> Iterator[str]:
    """Why a department is not proposed for 表彰 although its grade would allow it."""
    limits = rulebook.proposals
    if limits.commend_best is not None and rank.number > limits.commend_best:
        yield f"{rank.text} 名，不在前 {limits.commend_best} 名"
    if seat is not None and seat.text:
        yield seat.text
    if assessment.open_items > limits.commend_open_items:
        yield f"有 {assessment.open_items} 项未填"
