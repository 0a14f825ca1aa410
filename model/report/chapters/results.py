"""The year's results: scores, indicators, measures, and the comparison with last year."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from model.consolidation.consolidation import Tally, Told, items_behind
from model.consolidation.sections import place_of
from model.consolidation.target_attainment import Reach
from model.domain.numbers import points_text, rounded
from model.domain.wording import points_words, share_text
from model.report.chapters.appendix import amount
from model.report.data import ReportData
from model.report.word import Document, Grid

NO_GRADE = "不评等次"  # too few items, or nothing to be scored
LAGGING = 5  # clauses named in the text


def scores(document: Document, data: ReportData) -> None:
    departments = data.picture.departments
    totals = data.totals
    if not totals:
        document.text("还没有单位可以计分。")
        return
    grades = Counter(one.reviewed.grade for one in departments if one.reviewed.grade)
    counts = [(grade.name, grades[grade.name]) for grade in data.rulebook.grades]
    counts += [(NO_GRADE, left)] if (left := len(departments) - grades.total()) else []
    said = "、".join(f"{name} {count} 个" for name, count in counts)
    document.text(
        f"已报送的 {len(departments)} 个单位中，复核得分最高 {points_words(max(totals))}，"
        f"最低 {points_words(min(totals))}，平均 {_mean(totals)} 分；等次为{said}。"
        "各单位得分和分领域得分率见附件1。"
    )
    rated = [one for one in departments if one.self_total is not None]
    if differing := sum(one.self_total != one.reviewed.total for one in rated):
        document.text(
            f"其中 {differing} 个单位的复核得分与自评得分不同，逐项情况见各单位复核意见。"
        )
    document.table("各类单位复核得分", _by_kind(data))


def _by_kind(data: ReportData) -> Grid:
    rows = []
    for group in data.groups:
        totals = [t for place in group.places if (t := place.one.reviewed.total) is not None]
        numbers = ["—"] * 3
        if totals:
            numbers = [points_text(max(totals)), points_text(min(totals)), _mean(totals)]
        rows.append([group.title, str(len(group.places)), *numbers])
    return Grid(
        heads=("单位类别", "已报单位", "最高", "最低", "平均"),
        shares=(3.4, 1.5, 1.5, 1.5, 1.5),
        across=("left", *["center"] * 4),
        rows=rows,
    )


def _mean(totals: Sequence[Decimal]) -> str:
    return points_text(rounded(sum(totals, Decimal(0)) / len(totals)))


def indicators(document: Document, data: ReportData) -> None:
    picture = data.picture
    counts = "，".join(f"{reach} {count} 项" for reach, count in picture.reaches)
    document.text(f"方案的 {len(picture.indicators)} 项指标中，{counts}，逐项情况见附件2。")
    missed = [
        f"{one.indicator.name}（{amount(one)}，目标 {one.target.wanted}）"
        if one.value is not None
        else one.indicator.name
        for one in picture.indicators
        if one.reach is Reach.MISSED
    ]
    if missed:
        document.text(f"未达到目标的指标：{'；'.join(missed)}。")


def measures(document: Document, data: ReportData) -> None:
    whole = data.picture.whole
    document.text(
        f"已报送单位承担的 {whole.obligations} 项次任务和指标中，"
        + "，".join(f"{told} {count} 项次" for told, count in whole.counts if count)
        + "。"
    )
    document.table("各领域进展", _by_section(data))
    behind = items_behind(data.picture)
    if behind:
        clauses = Counter(place_of(data.plan, item) for item, _ in behind).most_common(LAGGING)
        named = "、".join(f"{data.plan.place(one)}（{n} 项次）" for one, n in clauses if n > 1)
        most = f"较为集中的是{named}；" if named else ""
        document.text(f"滞后或未启动的共 {len(behind)} 项次，{most}明细见附件3。")


def _by_section(data: ReportData) -> Grid:
    return Grid(
        heads=("领域", "项次", *Told, "得分率"),
        shares=(3.6, 1.1, *[1.1] * len(Told), 1.45),
        across=("left", *["center"] * (len(Told) + 2)),
        rows=[
            _section(section.name, data.picture.section(section.key))
            for section in data.picture.sections
        ],
    )


def _section(name: str, tally: Tally) -> list[str]:
    share = tally.share
    return [
        name,
        str(tally.obligations),
        *(str(count or "") for _, count in tally.counts),
        "—" if share is None else share_text(share),
    ]


def change(document: Document, data: ReportData) -> None:
    gains = {
        one.department.name: total - data.before[one.department.id]
        for one in data.picture.departments
        if one.department.id in data.before and (total := one.reviewed.total) is not None
    }
    up, down = (sum(sign * gain > 0 for gain in gains.values()) for sign in (1, -1))
    document.text(
        f"两年都有得分的 {len(gains)} 个单位中，{up} 个上升、{down} 个下降、"
        f"{len(gains) - up - down} 个持平。"
        "两年所用规则、目标和分工如有调整，得分不完全可比；逐个单位见附件1。"
    )
    ordered = sorted(gains, key=lambda name: gains[name])
    if up and data.ranking_shown:
        document.text(f"上升最多的是{ordered[-1]}（+{points_words(gains[ordered[-1]])}）。")
    if down and data.ranking_shown:
        document.text(f"下降最多的是{ordered[0]}（{points_words(gains[ordered[0]])}）。")
