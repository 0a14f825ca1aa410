"""建议表彰, 建议通报、约谈, or nothing: proposals with reasons. People decide."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from model.domain.score import Assessment
from model.scoring.ranking import Rank, ranks
from model.scoring.rulebook import Rulebook
from model.scoring.wording import marks


class Advice(StrEnum):
    COMMEND = "建议表彰"
    ADMONISH = "建议通报、约谈"
    NOTHING = "无"


@dataclass(frozen=True, kw_only=True)
class Proposal:
    advice: Advice
    reasons: tuple[str, ...]  # why; for 无 also what stands against 表彰 where the grade would do


def proposals(rulebook: Rulebook, assessments: Mapping[str, Assessment]) -> dict[str, Proposal]:
    """What the rulebook's thresholds propose for each department.

    Args:
        assessments: of all departments that reported, under *rulebook*; they are ranked among
            themselves.
    """
    places = ranks(assessments)
    return {
        department: _proposal(rulebook, assessment, places.get(department))
        for department, assessment in assessments.items()
    }


def _proposal(rulebook: Rulebook, assessment: Assessment, rank: Rank | None) -> Proposal:
    limits = rulebook.proposals
    if rank is None or assessment.total is None:
        return Proposal(advice=Advice.NOTHING, reasons=("尚无得分",))
    reached = f"总分 {marks(assessment.total)}，等次“{assessment.grade}”"
    if assessment.grade in limits.admonish_grades:
        forced = (a.sentence for a in assessment.adjustments if a.forces == assessment.grade)
        return Proposal(advice=Advice.ADMONISH, reasons=(reached, *forced))
    if assessment.grade not in limits.commend_grades:
        return Proposal(advice=Advice.NOTHING, reasons=(reached,))
    if against := tuple(_against(rulebook, assessment, rank)):
        return Proposal(advice=Advice.NOTHING, reasons=(reached, *against))
    return Proposal(advice=Advice.COMMEND, reasons=(reached, f"{rank.text} 名"))


def _against(rulebook: Rulebook, assessment: Assessment, rank: Rank) -> Iterator[str]:
    """What stands against 表彰 although the grade would do."""
    limits = rulebook.proposals
    if limits.commend_best is not None and rank.number > limits.commend_best:
        yield f"{rank.text} 名，不在前 {limits.commend_best} 名"
    if assessment.open_items > limits.commend_open_items:
        yield f"有 {assessment.open_items} 项未填"
