"""河北区's own text, read anew, beside the catalogue that people made of it."""

from time import process_time

import pytest

from model.domain.plan import DepartmentKind
from model.paths import asset
from model.plan_draft.plan_reader import read_plan_text


@pytest.fixture(scope="module")
def draft():
    return read_plan_text((asset("plan/hebei-2022") / "plan.txt").read_text("utf-8"))


def test_that_nothing_of_the_text_is_taken_for_a_page_mark(draft):
    assert draft.text == draft.source.original


def test_that_title_issuer_date_and_years_are_those_of_the_catalogue(draft, plan):
    assert (draft.title, draft.issuer, draft.issued) == (plan.title, plan.issuer, plan.issued)
    assert draft.years == plan.years


def test_that_all_48_clauses_are_found_with_their_ids_paths_and_bodies(draft, plan):
    found = {clause.id: (clause.path, clause.body, clause.found.words) for clause in draft.clauses}
    assert found == {key: (c.path, c.body, c.bracket) for key, c in plan.clauses.items()}
    assert len(found) == 48


def test_that_every_body_of_the_brackets_is_found(draft, plan):
    read = {name for body in draft.bodies for name in (body.name, *body.aliases)}
    named = {name for clause in plan.clauses.values() for name in clause.named}
    for body in (plan.departments[key] for key in named):
        assert read & {body.name, *body.aliases}, body.name
    known = {name for body in plan.departments.values() for name in (body.name, *body.aliases)}
    assert read <= known


def test_that_bodies_get_the_kind_they_have(draft, plan):
    kinds = {body.name: body.kind for body in plan.departments.values()}
    read = {body.name: body.kind for body in draft.bodies if body.name in kinds}
    wrong = [name for name, kind in read.items() if kinds[name] is not kind]
    assert wrong == ["各街道办事处"]  # a person says which streets those are
    assert kinds["各街道办事处"] is DepartmentKind.COLLECTIVE


def stated(indicator, milestone, draft):
    """Whether the draft states the same value, unit, year and direction by the same words."""
    quote = milestone.quote or indicator.quote
    places = {source.place for source in indicator.sources}
    return any(
        (one.year, one.value, target.unit, target.direction)
        == (milestone.year, milestone.value, indicator.unit, indicator.direction)
        and one.place in places
        and (one.quote in quote or quote in one.quote or one.quote[-6:] in quote)
        for target in draft.targets
        for one in target.milestones
    )


def test_that_nine_targets_in_ten_are_found_with_value_unit_year_and_direction(draft, plan):
    targets = [
        (indicator, milestone)
        for indicator in plan.indicators.values()
        for milestone in indicator.milestones
        if not milestone.hold  # says only that the level is kept
    ]
    found = sum(stated(*target, draft) for target in targets)
    assert found >= 0.95 * len(targets)
    assert len(draft.targets) <= 1.2 * len(plan.indicators)


def test_that_strictness_is_read(draft, plan):
    strict = {t.milestones[0].quote for t in draft.targets if any(m.strict for m in t.milestones)}
    assert len(strict) == sum(indicator.strict for indicator in plan.indicators.values())


def agreement(draft, plan) -> tuple[float, float]:
    """Shares of the catalogue's measures: those cut exactly alike, and those of which a proposal
    of its own covers more than half, with less than half of anything else.
    """
    exact = alike = 0
    for clause in draft.clauses:
        proposed = [(m.start - clause.start, m.end - clause.start) for m in clause.measures]
        offset = draft.text.find(clause.body, clause.start) - clause.start
        position, used = 0, set()
        for measure in (m for m in plan.measures.values() if m.clause == clause.id):
            start = clause.body.find(measure.quote, position) + offset
            end = start + len(measure.quote)
            position = end - offset
            shares = {
                (a, b): (min(b, end) - max(a, start)) / (max(b, end) - min(a, start))
                for a, b in proposed
                if (a, b) not in used
            }
            best = max(shares, key=lambda span: shares[span], default=None)
            exact += best == (start, end)
            if best is not None and shares[best] >= 0.5:
                alike += 1
                used.add(best)
    return exact / len(plan.measures), alike / len(plan.measures)


def test_that_four_measures_in_five_are_cut_as_people_cut_them(draft, plan):
    exact, alike = agreement(draft, plan)
    assert exact >= 0.81
    assert alike >= 0.94


def test_that_the_split_is_neither_coarser_nor_finer_than_peoples(draft, plan):
    proposed = sum(len(clause.measures) for clause in draft.clauses)
    assert 0.9 <= proposed / len(plan.measures) <= 1.1


def test_that_reading_a_text_takes_less_than_three_seconds_of_processor_time(plan):
    started = process_time()
    read_plan_text(plan.text)
    assert process_time() - started < 3
