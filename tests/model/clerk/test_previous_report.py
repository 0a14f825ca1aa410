from dataclasses import replace

from model.clerk.previous_report import prefill_from
from model.domain.submission import Edition, Submission


def submission(answers):
    return Submission(
        id="1", year=2024, department="csglw", sequence=1, parent=None,
        exported_at="2024-11-22T10:00:00+08:00",
        plan=Edition(id="p", version="1"), rulebook=Edition(id="r", version="1"), answers=answers,
    )  # fmt: skip


def test_that_only_empty_fields_of_unchanged_items_are_filled(plan):
    items = tuple(plan.items_of("csglw"))
    one, two, three = items[:3]
    earlier = submission(
        {
            one.id: {"state": "done", "done": "去年"},
            two.id: {"state": "done"},
            three.id: {"state": "behind"},
            "9.9-99": {"state": "done"},
        }
    )
    measures = {**plan.measures, two.id: replace(plan.measures[two.id], text="另一种说法")}
    before = replace(plan, measures=measures)
    basis = prefill_from(earlier, before, plan, items, {one.id: {"state": "done"}})
    assert basis.changes == {one.id: {"done": "去年"}, three.id: {"state": "behind"}}
    assert basis.changed == (two.id,)
    assert basis.gone == ("9.9-99",)
    assert basis.count == 2


def test_that_the_words_in_the_report_itself_count_more_than_what_is_known_here(plan):
    one, two = tuple(plan.measures_of("csglw"))[:2]
    earlier = submission({one.id: {"done": "去年"}, two.id: {"done": "去年"}})
    words = {one.id: "去年的另一种说法", two.id: f"{two.text[:4]}\n{two.text[4:]}"}
    basis = prefill_from(earlier, plan, plan, (one, two), {}, words)
    assert basis.changed == (one.id,)
    assert basis.changes == {two.id: {"done": "去年"}}


def test_that_a_figure_of_another_year_is_not_taken(plan):
    indicator = next(one for one in plan.indicators_of("csglw") if not one.qualitative)
    earlier = submission({indicator.id: {"value": "12", "basis": "台账"}})
    basis = prefill_from(earlier, plan, plan, (indicator,), {})
    assert basis.changes == {indicator.id: {"basis": "台账"}}


def test_that_words_are_not_filled_in_under_another_state_or_number(plan):
    measure = plan.measures_of("csglw")[0]
    indicator = next(one for one in plan.indicators_of("csglw") if not one.qualitative)
    items = measure, indicator
    report = submission(
        {
            measure.id: {"state": "ongoing", "progress": "47", "done": "正在做"},
            indicator.id: {"value": "12", "basis": "台账"},
        }
    )
    now = {measure.id: {"state": "done"}, indicator.id: {"value": "13"}}
    earlier = prefill_from(report, plan, plan, items, now)
    assert earlier.changes == {indicator.id: {"basis": "台账"}}  # figures differ every year
    assert earlier.contradicted == (measure.id,)
