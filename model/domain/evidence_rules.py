"""What is expected of the evidence behind an item: what counts, how much, of when, by whom."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from model.domain.answers import Answer, Evidence, State, state_of, value_of
from model.domain.documents import document_year
from model.domain.evidence_catalogue import latest_year
from model.domain.plan import Indicator, Item


class EvidenceNeed(StrEnum):
    """What is claimed, the gravest first: the more it earns, the more it has to be proven."""

    SCORED_NUMBER = "计分指标"
    DONE = "完成的任务"
    ONGOING = "推进中的任务"


@dataclass(frozen=True, kw_only=True)
class EvidenceRule:
    """`counts` and `issued_by` are words for people; `at_least` is a number of pieces; with
    `in_year` one of them has to be of the assessed year.
    """

    need: EvidenceNeed
    counts: str
    at_least: int
    in_year: bool
    issued_by: str

    @property
    def words(self) -> str:
        """'统计报表……，至少 1 份，应是本年度的；由……出具。'"""
        of_year = "，应有本年度的" if self.in_year else ""
        return f"{self.counts}，至少 {self.at_least} 份{of_year}；出具单位：{self.issued_by}。"


@dataclass(frozen=True, kw_only=True)
class EvidenceGap:
    """What an item lacks. `former` are the years of pieces that are all of earlier years."""

    rule: EvidenceRule
    item: str
    pieces: int
    former: tuple[int, ...] = ()

    @property
    def bare(self) -> bool:
        """Whether pieces are missing, rather than of the wrong year."""
        return self.pieces < self.rule.at_least


def need_of(item: Item, answer: Answer, *, scored: bool) -> EvidenceNeed | None:
    """What *answer* claims that wants evidence; None: nothing."""
    state = state_of(answer)
    if state is State.NOT_APPLICABLE:
        return None
    if isinstance(item, Indicator) and value_of(answer) is not None:
        return EvidenceNeed.SCORED_NUMBER if scored else None
    if state is State.DONE:
        return EvidenceNeed.DONE
    return EvidenceNeed.ONGOING if state is State.ONGOING else None


def year_of(piece: Evidence) -> int | None:
    """The year of *piece*: of its date, else the latest that its words tell; None: nobody says."""
    return document_year(piece.issued_on) or latest_year(piece)


def evidence_gaps(
    claims: Iterable[tuple[str, EvidenceNeed]],
    evidence: Iterable[Evidence],
    rules: Iterable[EvidenceRule],
    year: int,
) -> Iterator[EvidenceGap]:
    """What the items lack, the gravest first, within that in the order of *claims*.

    Args:
        claims: items and what is claimed of them.
        year: that is assessed.
    """
    pieces: dict[str, list[Evidence]] = {}
    for one in evidence:
        pieces.setdefault(one.item, []).append(one)
    claims = tuple(claims)
    for rule in rules:
        for item in (key for key, need in claims if need is rule.need):
            found = pieces.get(item, [])
            if len(found) < rule.at_least:
                yield EvidenceGap(rule=rule, item=item, pieces=len(found))
                continue
            years = [year_of(one) for one in found]
            known = tuple(one for one in years if one is not None)
            if rule.in_year and len(known) == len(years) and max(known) < year:
                yield EvidenceGap(rule=rule, item=item, pieces=len(found), former=known)
