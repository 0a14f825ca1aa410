from forms import FORMS
from model.domain.answers import State, state_of
from model.samples.answers import COVER, MARK, sample_answers, sample_evidence


def test_that_sample_years_satisfy_the_forms(plan):
    for body in plan.bodies:
        for item, answer in sample_answers(plan, body.id, 2025).items():
            assert not [*FORMS.for_item(plan.item(item)).complaints(answer)], item
    assert not [*FORMS.cover.complaints(COVER)]


def test_that_every_text_of_a_sample_year_says_that_it_is_one(plan):
    texts = [
        answer[key]
        for answer in sample_answers(plan, "csglw", 2025).values()
        for key in ("done", "problems", "next_steps", "reason", "basis", "explanation")
        if key in answer
    ]
    texts += [evidence.title for evidence in sample_evidence(plan, "csglw", 2025)]
    assert texts
    assert all(text.startswith(MARK) for text in texts)


def test_that_a_sample_year_shows_every_state_and_leaves_some_items_open(plan):
    answers = sample_answers(plan, "csglw", 2025)
    states = {state_of(answers.get(m.id, {})) for m in plan.measures_of("csglw")}
    assert states == {*State, None}


def test_that_a_sample_year_is_the_same_every_time(plan):
    assert sample_answers(plan, "swj", 2025) == sample_answers(plan, "swj", 2025)
    assert sample_answers(plan, "swj", 2025) != sample_answers(plan, "swj", 2024)
