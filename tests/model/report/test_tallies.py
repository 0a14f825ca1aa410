"""The same numbers in window, summary and report, on a year of the real plan full of everything."""

import random
import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest

from model.consolidation.consolidation import DepartmentResult, Told, items_behind, picture
from model.consolidation.ranking_groups import ranking_groups
from model.consolidation.target_attainment import Reach, due_targets, indicator_years
from model.domain.numbers import rounded
from model.domain.plan import Indicator
from model.domain.score import Standing
from model.domain.targets import Basis
from model.domain.wording import share_text
from model.package.in_force import as_proposed
from model.paths import asset
from model.report.chapters.appendix import append_scores
from model.report.chapters.findings import open_matters, proposals_text
from model.report.chapters.overview import judgement
from model.report.chapters.results import indicators, measures
from model.report.data import ReportData, Turnout
from model.report.figures.indicators import without_bars
from model.report.summary.figures import indicator_table
from model.report.summary.overview import overview_table
from model.report.summary.scores import summary_scores
from model.report.year_figures import Drawing, finding_of
from model.scoring.assess import Assessor
from model.scoring.loader import load_rulebook
from model.scoring.proposal import Advice, Proposal
from tests.thorough import some
from ui.pages.office.result_lines import (
    clause_lines,
    indicator_line,
    item_lines,
    items_by_clause,
    section_lines,
)

YEAR = 2026
STATES = ("done", "ongoing", "behind", "not_started", "not_applicable", "", "")


def answered(chance: random.Random, item) -> dict[str, str]:
    words = chance.choice(({}, {"explanation": "统计局3月才公布", "done": "正在做"}))
    if isinstance(item, Indicator) and not item.qualitative:
        kind = chance.choice(("value", "value", "not_applicable", ""))
        number = {"value": str(min(chance.randrange(400), item.at_most or 400))}
        return {"value": number, "": {}}.get(kind, {"state": kind}) | words
    state = chance.choice(STATES)
    half_way = state in {"ongoing", "behind"} and chance.random() < 0.8
    progress = {"progress": str(chance.randrange(100))} if half_way else {}
    return {"state": state, **progress, **words} if state else words


@pytest.fixture(scope="module", params=range(4))
def data(request, plan):
    """Every other of whole brackets, as the first release asked, the others as is proposed."""
    asked = as_proposed(plan) if request.param % 2 else plan
    return made_up(asked, "percent-2025.1", YEAR, request.param)


def made_up(plan, rules, year, seed, bodies=12) -> ReportData:
    chance = random.Random(seed)
    rulebook = load_rulebook(asset(f"rules/{rules}.toml"), plan)
    years = []
    for body in chance.sample(plan.bodies, bodies):
        judge = Assessor(plan, rulebook, body.id, year)
        said = {item.id: answered(chance, item) for item in plan.items_of(body.id)}
        score = judge.assess({key: answer for key, answer in said.items() if answer})
        answers = {key: answer for key, answer in said.items() if answer}
        years.append(
            DepartmentResult(
                department=body,
                answers=answers,
                reported=answers,
                recomputed=score,
                reviewed=score,
                assessor=judge,
            )
        )
    return ReportData(
        plan=plan, year=year, rulebook=rulebook, turnout=Turnout(expected=plan.bodies),
        picture=picture(plan, year, years, {}), groups=ranking_groups(rulebook, years),
        made_at="2026-11-28T10:00:00+08:00",
    )  # fmt: skip


class Page:
    """Takes down what a chapter writes."""

    def __init__(self):
        self.words, self.grids = "", {}

    def text(self, *paragraphs):
        self.words += "".join(paragraphs)

    note = text

    def table(self, title, grid):
        self.grids[title] = grid

    def heading(self, *_):
        pass


def written(chapter, data) -> Page:
    page = Page()
    chapter(page, data)
    return page


def number(text: object) -> int:
    return int(str(text) or 0)


def test_that_every_obligation_is_told_once_in_window_sheet_and_report(data):
    page = written(measures, data)
    grid = page.grids["各领域进展"]
    for line, row in zip(section_lines(data.picture), grid.rows, strict=True):
        shown = [number(cell.words) for cell in line.cells[1:-1]]
        assert shown == [number(cell) for cell in row[1:-1]]
        assert shown[0] == sum(shown[1:])
        inner = [*clause_lines(data.picture, line.key)]
        assert shown[0] == sum(number(one.cells[1].words) for one in inner)
    notes = {row.key: row.values.get("note", "") for row in overview_table(data, 5).rows}
    for section, row in zip(data.picture.sections, grid.rows, strict=True):
        counted = {told: number(n) for told, n in zip(Told, row[2:-1], strict=True) if number(n)}
        words = "".join(f"，{told} {count}" for told, count in counted.items())
        assert notes[f"section.{section.key}"] == f"共 {row[1]} 项次{words}"
    whole = dict(data.picture.whole.counts)
    said = [int(n) for n in re.findall(r"(\d+) 项次", page.words)]
    assert said[0] == sum(whole.values())
    told = [count for count in whole.values() if count]
    assert said[1 : 1 + len(told)] == told


def test_that_what_is_unanswered_is_one_number_everywhere(data):
    whole = data.picture.whole.unsaid
    assert sum(one.unsaid for one in data.picture.departments) == whole
    places = [place for group in data.groups for place in group.places]
    assert sum(place.unsaid for place in places) == whole
    scores = summary_scores(data, {one.department.id: "A1" for one in data.picture.departments})
    assert sum(row.values["open"] or 0 for row in scores.rows) == whole
    (grid,) = written(append_scores, data).grids.values()
    column = grid.heads.index("未填")
    assert sum(number(row[column]) for row in grid.rows if len(row) > column) == whole
    window = (one for section in data.picture.sections for one in items_in(data, section.key))
    assert sum(number(line.cells[2 + [*Told].index(Told.UNSAID)].words) for line in window) == whole
    assert f"还有 {whole} 项次未填" in written(open_matters, data).words


def items_in(data, section):
    for clause in items_by_clause(data.plan, section):
        yield from item_lines(data.picture, section, clause)


def test_that_what_is_behind_is_as_many_as_are_counted_behind(data):
    told = dict(data.picture.whole.counts)
    late = told[Told.BEHIND] + told[Told.NOT_STARTED]
    assert len(items_behind(data.picture)) == late
    words = written(measures, data).words
    assert f"滞后或未启动的共 {late} 项次" in words
    assert "报为" not in words  # the office may have corrected it
    if told[Told.UNSAID]:
        assert f"还有 {told[Told.UNSAID]} 项次未填" in written(open_matters, data).words


def test_that_the_results_of_indicators_add_up_and_are_the_same_everywhere(data):
    counted = dict(data.picture.reaches)
    assert sum(counted.values()) == len(data.plan.indicators)
    window = [indicator_line(one).cells[4].words for one in data.picture.indicators]
    for reach in Reach:
        assert sum(words.startswith(reach) for words in window) == counted.get(reach, 0)
    rows = overview_table(data, 5).rows
    sheet = {row.key: row.values["number"].result for row in rows if row.key.startswith("reach.")}
    assert sheet == {f"reach.{one.name}": Decimal(counted.get(one, 0)) for one in Reach}
    words = "，".join(f"{reach} {count} 项" for reach, count in counted.items())
    assert words in written(indicators, data).words
    assert words in indicator_table(data).note
    drawn, aside = finding_of(Drawing.INDICATORS, data), without_bars(data.picture)
    told: Counter[str] = Counter()
    for number, reach in re.findall(r"(\d+) 项(\w+)", drawn + aside.partition("：")[2]):
        told[reach] += int(number)
    assert told == {str(reach): count for reach, count in counted.items()}
    bars = [one for one in data.picture.indicators if one.target.value is not None]
    assert sum(map(int, re.findall(r"(\d+) 项", drawn))) == len(bars)
    assert f"另有 {len(data.picture.indicators) - len(bars)} 项" in aside
    said = f"{counted[Reach.NO_TARGET]} 项指标的目标上级尚未下达"
    assert said in written(open_matters, data).words


@pytest.mark.in_part
@pytest.mark.parametrize("rules", some(sorted(one.stem for one in asset("rules").glob("*.toml"))))
@pytest.mark.parametrize("year", [2023, 2025, 2026])
def test_that_every_rate_counts_what_is_due_in_the_year_and_nothing_that_lies_ahead(
    plan, rules, year
):
    data = made_up(plan, rules, year, seed=year, bodies=len(plan.bodies))
    every, due = data.picture.indicators, data.picture.due
    known = [one for one in every if one.reach in {Reach.REACHED, Reach.MISSED}]
    assert not [one for one in known if one.target.ahead]
    assert (due.reached + due.missed, due.early) == (len(known), data.picture.reached(Reach.EARLY))
    early = [one for one in every if one.reach is Reach.EARLY]
    assert all(one.target.ahead for one in early)
    assert early or year > 2023
    share = share_text(due.share)
    said = written(judgement, data).words
    assert f"{due.known} 项指标达到 {due.reached} 项（{share}），未达到 {due.missed} 项" in said
    assert (f"{due.early} 项提前达到" in said) is bool(due.early)
    rows = {row.key: row.values for row in overview_table(data, 5).rows}
    of_due = f"占应在{year}年达到、有数据的 {due.known} 项的"
    assert rows["reach.REACHED"]["note"] == f"{of_due} {share}"
    missed = share_text(Decimal(due.missed) / due.known)
    assert rows["reach.MISSED"]["note"] == f"{of_due} {missed}"
    others = [reach for reach in Reach if reach not in {Reach.REACHED, Reach.MISSED}]
    assert not [one for one in others if "占" in rows[f"reach.{one.name}"]["note"]]
    drawn = finding_of(Drawing.INDICATORS, data) + without_bars(data.picture)
    assert due.known == sum(map(int, re.findall(r"(\d+) 项[已未]达到", drawn)))
    names = [one.indicator.name for one in early]
    listed = written(indicators, data).words.partition("未达到目标的指标：")[2]
    assert not [name for name in names if name in listed]


def test_that_a_share_is_rounded_once_and_reads_alike_in_sheet_and_report(data):
    rows = {row.key: row.values["number"] for row in overview_table(data, 5).rows}
    for section, line in zip(data.picture.sections, section_lines(data.picture), strict=True):
        share = data.picture.section(section.key).share
        if share is not None:
            cell = rows[f"section.{section.key}"].result
            assert share_text(share) == share_text(cell) == line.cells[-1].words
            assert cell == rounded(cell, 3)


def test_that_halves_of_a_tenth_of_a_percent_go_up():
    assert share_text(Decimal("0.8965")) == "89.7%"
    assert share_text(Decimal("0.89649")) == "89.6%"


def test_that_what_is_due_later_is_never_called_missed(data):
    ahead = [one for one in data.picture.indicators if one.target.basis is Basis.UNDIVIDED]
    assert ahead
    assert not [one for one in ahead if one.reach is Reach.MISSED]
    missed = written(indicators, data).words.partition("未达到目标的指标：")[2]
    assert not [one for one in ahead if one.indicator.name in missed]


def test_that_whose_grade_would_do_and_who_is_not_proposed_is_named_with_the_reason(data):
    (group, *_), place = data.groups, data.groups[0].places[0]
    advice = Proposal(advice=Advice.NOTHING, reasons=("总分 95.00 分", "有 2 项未填"))
    near = replace(group, places=(replace(place, proposal=advice),))
    words = written(proposals_text, replace(data, groups=(near,))).words
    assert f"等次达到、没有列入的 1 个：{place.one.department.name}（有 2 项未填）。" in words
    away = replace(advice, reasons=advice.reasons[:1])
    none = replace(group, places=(replace(place, proposal=away),))
    assert "没有列入" not in written(proposals_text, replace(data, groups=(none,))).words


def test_that_what_waits_for_approval_is_counted_as_said_not_to_apply(plan, data):
    one = next(one for one in data.picture.departments if one.unsaid > 1)
    away = next(score.item for score in one.scores.values() if score.standing is Standing.OPEN)
    claiming = replace(one, claimed=frozenset({away}))
    assert claiming.unsaid == one.unsaid - 1
    before, after = (picture(plan, YEAR, [it], {}).whole.told for it in (one, claiming))
    assert after[Told.UNSAID] == before[Told.UNSAID] - 1
    assert after[Told.NOT_APPLICABLE] == before[Told.NOT_APPLICABLE] + 1
    told = replace(data, picture=picture(plan, YEAR, [claiming], {}))
    assert "还有 1 项次报为不适用、没有核准" in written(open_matters, told).words


@pytest.mark.parametrize("year", [2024, YEAR])
def test_that_what_is_due_and_what_is_not_are_all_there_are(plan, data, year):
    """Whoever takes what lies ahead, was not handed down or is asked no more from all has what is
    due, whatever nobody said yet, or nobody can tell.
    """
    not_due = {Reach.EARLY, Reach.NOT_DUE, Reach.NO_TARGET, Reach.AWAY, Reach.LEFT}
    said = {one.department.id: one.answers for one in data.picture.departments}
    for answers in ({}, said):
        for undecided in ((), plan.indicators):
            shown = indicator_years(plan, year, answers, {}, {}, {}, {}, undecided)
            found = tuple(shown)
            due = sum(one.reach not in not_due for one in found)
            assert due_targets(found).due == due
    open_ = [one.result for one in found if one.target.ahead and not one.indicator.qualitative]
    assert {*open_} <= {"尚未到期（数据待核定）"}
    assert bool(open_) == (year == 2024)


def test_that_a_peak_of_2030_in_progress_is_not_due_in_2026(plan, data):
    peak = plan.indicators["carbon_peak"]
    body = plan.departments[peak.departments[0]]
    judge = Assessor(plan, data.rulebook, body.id, YEAR)
    answers = {peak.id: {"state": "ongoing", "progress": "62"}}
    score = judge.assess(answers)
    one = DepartmentResult(
        department=body,
        answers=answers,
        reported=answers,
        recomputed=score,
        reviewed=score,
        assessor=judge,
    )
    shown = picture(plan, YEAR, [one], {})
    found = next(i for i in shown.indicators if i.indicator.id == peak.id)
    assert (found.reach, found.result) == (Reach.NOT_DUE, "尚未到期（推进中 62%）")
