"""Contradictions, undecided matters, and what the rules propose."""

import re
from collections.abc import Iterator, Sequence

from model.consolidation.conflicts import NUMBERS, Conflict, ConflictKind
from model.consolidation.ranking_groups import RankedPlace
from model.consolidation.target_attainment import Reach
from model.report.chapters.appendix import voices
from model.report.data import OpenKind, ReportData, department_names
from model.report.word import Document, Grid
from model.scoring.proposal import Advice

MOST = 15  # of a kind, in the report; all of them are in the 汇总工作簿


def findings(document: Document, data: ReportData) -> None:
    settled = [one for one in data.conflicts if not one.open]
    if not data.conflicts and not data.suspicions:
        document.text("核对没有发现各单位数据相互矛盾的情况。")
        return
    kinds = "、".join(_counted(data.conflicts))
    document.text(
        f"核对共发现 {len(data.conflicts)} 处不一致（{kinds}），"
        f"已核定 {len(settled)} 处，尚待核定 {len(data.open_conflicts)} 处。"
    )
    ruled = [one for one in settled if one.kind in NUMBERS]
    if ruled:
        document.table(
            "已核定的指标数",
            Grid(
                heads=("指标", "各单位所报", "核定", "理由"),
                shares=(2.4, 3.6, 2.2, 2.6),
                rows=[
                    [one.title, voices(data, one), one.settled, one.reason or "—"]
                    for one in ruled[:MOST]
                ],
            ),
        )
    if data.suspicions:
        document.heading(2, "提请注意的情况")
        document.text("以下情况经比对发现，仅提请核查，不影响得分，也不作为结论。")
        for number, one in enumerate(data.suspicions[:MOST], start=1):
            document.text(f"{number}. {one.kind.value}。{one.sentence}")
        if len(data.suspicions) > MOST:
            document.text(f"其余 {len(data.suspicions) - MOST} 处见汇总工作簿。")


def _counted(conflicts: Sequence[Conflict]) -> Iterator[str]:
    for kind in ConflictKind:
        if count := sum(one.kind is kind for one in conflicts):
            yield f"{kind.value} {count} 处"


def open_matters(document: Document, data: ReportData) -> None:
    """Writes every open matter."""
    lines = list(_open(data))
    if not lines:
        document.text("各单位均已报送并通过复核，没有未确定的事项。")
        return
    for number, line in enumerate(lines, start=1):
        document.text(f"{number}. {line}")


def _open(data: ReportData) -> Iterator[str]:
    for one in data.open_matters:
        names = department_names(one.departments, 50) if one.departments else ""
        if one.kind is OpenKind.CONFLICTS:
            where = "，指标数见附件4" if data.open_figures else ""
            names = "、".join(_counted(data.open_conflicts)) + where
        yield f"{one.words}{f'：{names}' if names else ''}。"
    if data.plan.questions:
        count = len(data.plan.questions)
        yield f"方案有 {count} 处没有写明，评估中暂按默认办法处理，请领导小组明确。"
    if no_target := data.picture.reached(Reach.NO_TARGET):
        yield f"{no_target} 项指标的目标上级尚未下达，下达之前不计分。"
    unsaid = data.picture.whole.unsaid
    if unsaid:
        yield f"已报送单位还有 {unsaid} 项次未填，其中计分的暂不得分，仍计入满分。"
    if claimed := sum(len(one.claimed) for one in data.picture.departments):
        yield f"还有 {claimed} 项次报为不适用、没有核准，核准以前不得分，仍计入满分。"


# The plan's own words on what 表彰 and 问责 rest.
GROUNDS = re.compile(r"(?:按照|根据|依据)[^，。；\n]{0,10}考核结果")


def proposals_text(document: Document, data: ReportData) -> None:
    if said := GROUNDS.search(data.plan.text):
        document.text(
            f"方案规定表彰奖励和通报批评、约谈问责“{said[0]}”进行，本评估的得分只供研究时参考。"
        )
    document.text(
        f"按《{data.rulebook.title}》（{data.rulebook.version} 版）的条件，拟提出以下建议，"
        "供领导小组研究；是否采用、如何表述，由领导小组决定。"
    )
    places = [place for group in data.groups for place in group.places]
    for advice in (Advice.COMMEND, Advice.ADMONISH):
        chosen = [place for place in places if place.proposal.advice is advice]
        document.heading(2, f"{advice.value}（{len(chosen)} 个）")
        if chosen:
            document.table("", _proposed(data, chosen))
        else:
            document.text("没有符合条件的单位。")
        if advice is Advice.COMMEND and (near := [*map(_held_back, filter(_nearly, places))]):
            document.text(f"等次达到、没有列入的 {len(near)} 个：{'；'.join(near)}。")


def _nearly(place: RankedPlace) -> bool:
    """Whether its grade would do, and something else stands against it."""
    proposal = place.proposal
    return proposal.advice is Advice.NOTHING and len(proposal.reasons) > 1


def _held_back(place: RankedPlace) -> str:
    _, *against = place.proposal.reasons
    return f"{place.one.department.name}（{'，'.join(against)}）"


def _proposed(data: ReportData, places: list[RankedPlace]) -> Grid:
    """Those that have not passed bear their state: what is proposed for them may yet change."""
    states = {line.department.id: line.state for line in data.bodies}
    unsure = {
        one.department.id: f"（{states.get(one.department.id, '未通过')}）"
        for one in (place.one for place in places)
        if not one.passed
    }
    return Grid(
        heads=("单位", "理由"),
        shares=(3, 7),
        rows=[
            [
                f"{p.one.department.name}{unsure.get(p.one.department.id, '')}",
                "；".join(p.proposal.reasons),
            ]
            for p in places
        ],
        note="注：注有状态的单位还没有通过，得分还会变，通过以后再定。" if unsure else "",
    )
