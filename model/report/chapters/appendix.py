"""附件: the long tables of the report."""

from model.consolidation.conflicts import Conflict
from model.consolidation.consolidation import items_behind
from model.consolidation.ranking_groups import RankedPlace
from model.consolidation.sections import place_of
from model.consolidation.target_attainment import IndicatorYear, Reach
from model.domain.targets import Basis
from model.domain.wording import amount_words, clause
from model.report.data import ReportData, total_text
from model.report.word import Cell, Document, Grid

INKS = {
    Reach.REACHED: "2A7549",
    Reach.EARLY: "2A7549",
    Reach.MISSED: "B3382C",
    Reach.NOT_DUE: "2B6390",
    Reach.CONFLICT: "6A3D86",
    Reach.PART: "6A3D86",
    Reach.UNREPORTED: "B3382C",
}
QUIET = "5C6B70"
MOST_BEHIND = 60  # lines; all of them are in the 汇总工作簿
SCORE_HEADS = ("单位", "自评", "复算", "复核", "等次", "未填", "未计分")


def append_scores(document: Document, data: ReportData) -> None:
    ranked = data.ranking_shown
    heads = ("名次", *SCORE_HEADS) if ranked else SCORE_HEADS
    rows: list[list[str | Cell]] = []
    for group in data.groups:
        title = f"{group.title}　{len(group.places)} 个"
        rows.append([Cell(text=title, fill="EEF2EF", strong=True, span=len(heads))])
        rows += [_place(data, place) for place in data.places(group)]
    order = (
        "名次在任务可比的同类单位中排列，同分并列。"
        if ranked
        else "各单位按方案顺序排列，不作排名。"
    )
    document.table(
        "",
        Grid(
            heads=heads,
            shares=(*(1.6,)[:ranked], 4.2, 1.3, 1.3, 1.3, 1.7, 1.0, 1.2),
            across=(*("center",)[:ranked], "left", "right", "right", "right", *["center"] * 3),
            rows=rows,
            note="注：“未计分”为不适用和目标未下达的项数，不计入满分，其余项目按比例折算；"
            f"未填的项目中计分的暂不得分，仍计入满分。{order}",
        ),
    )


def _place(data: ReportData, place: RankedPlace) -> list[str | Cell]:
    """What is in doubt says so: its score may yet change."""
    one, left_out = place.one, place.not_applicable + place.no_target
    rank = [place.rank.text if place.rank else "—"] if data.ranking_shown else []
    return [
        *rank,
        f"{one.department.name}{data.doubt(one.department.id)}",
        total_text(one.self_total),
        total_text(one.recomputed.total),
        total_text(one.reviewed.total),
        one.reviewed.grade or "—",
        str(place.unsaid or ""),
        str(left_out or ""),
    ]


def append_indicators(document: Document, data: ReportData) -> None:
    document.table(
        "",
        Grid(
            heads=("指标", "年度目标", f"{data.plan.whole}值", "结果", "数据来源"),
            shares=(3.6, 2.6, 1.6, 1.8, 2.6),
            across=("left", "left", "right", "center", "left"),
            rows=[_indicator(data, one) for one in data.picture.indicators],
        ),
    )


def _indicator(data: ReportData, one: IndicatorYear) -> list[str | Cell]:
    return [
        one.indicator.name,
        goal(data, one),
        amount(one),
        Cell(text=one.result, across="center", ink=INKS.get(one.reach, QUIET)),
        one.note or "—",
    ]


def goal(data: ReportData, one: IndicatorYear) -> str:
    """'≥ 280 家（津科发〔2026〕12号）'."""
    said = ground(data, one)
    return f"{one.target.wanted}（{said}）" if said else one.target.wanted


def ground(data: ReportData, one: IndicatorYear) -> str:
    """The source of the target: the document that handed it down, else the plan's milestone."""
    handed = one.target.basis is Basis.PACKAGE
    return (handed and data.documents.get(one.indicator.id)) or one.target.note


def amount(one: IndicatorYear) -> str:
    """'256 家'."""
    return "—" if one.value is None else amount_words(one.value, one.indicator.unit)


def change_text(document: Document, data: ReportData) -> None:
    """Writes the numbers far from last year's or from the target, with the department's word."""
    untold = sum(not one.words for one in data.changes)
    document.text(
        f"与去年、与目标相差很大的指标数共 {len(data.changes)} 处，"
        + (f"其中 {untold} 处报送单位还没有说明。" if untold else "报送单位都作了说明。")
    )
    document.table(
        "",
        Grid(
            heads=("单位", "指标", "数值", "说明"),
            shares=(2, 2.8, 3.6, 3.4),
            rows=[
                [
                    data.name(one.department),
                    data.plan.item(one.indicator).title,
                    clause(one.change.sentence),
                    one.words or "未说明",
                ]
                for one in data.changes[:MOST_BEHIND]
            ],
            note=f"注：共 {len(data.changes)} 处，其余见汇总工作簿“大幅变动”表。"
            if len(data.changes) > MOST_BEHIND
            else "",
        ),
    )


def behind_table(document: Document, data: ReportData) -> None:
    behind = items_behind(data.picture)
    if not behind:
        document.text("各单位没有滞后或未启动的事项。")
        return
    document.table(
        "",
        Grid(
            heads=("单位", "条款", "任务或指标", "状态", "所报原因"),
            shares=(2.0, 2.2, 4.4, 1.2, 2.6),
            across=("left", "left", "left", "center", "left"),
            rows=[
                [
                    one.department.name,
                    data.plan.place(place_of(data.plan, item)),
                    item.title,
                    one.told(item),
                    one.said(item.id, "problems") or "—",
                ]
                for item, one in behind[:MOST_BEHIND]
            ],
            note=f"共 {len(behind)} 项次，其余 {len(behind) - MOST_BEHIND} 项次见汇总工作簿。"
            if len(behind) > MOST_BEHIND
            else "",
        ),
    )


def figures_table(document: Document, data: ReportData) -> None:
    document.table(
        "",
        Grid(
            heads=("指标", "各单位所报"),
            shares=(3, 7),
            rows=[[one.title, voices(data, one)] for one in data.open_figures],
        ),
    )


def voices(data: ReportData, conflict: Conflict) -> str:
    """'256 家（区科技局、区商务局）；270 家（区发展改革委）'."""
    by_word: dict[str, list[str]] = {}
    for voice in conflict.voices:
        by_word.setdefault(voice.words, []).append(data.name(voice.department))
    return "；".join(f"{said}（{'、'.join(names)}）" for said, names in by_word.items())


def question_table(document: Document, data: ReportData) -> None:
    document.text("方案有下列各处没有写明，评估中暂按默认办法处理，请领导小组明确。")
    document.table(
        "",
        Grid(
            heads=("问题", "暂按此处理"),
            shares=(5, 5),
            rows=[[one.question, one.default] for one in data.plan.questions],
        ),
    )
