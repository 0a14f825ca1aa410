"""Whom a draft is tried on: everybody who reported, or a year made up for everybody."""

from model.domain.plan import Plan
from model.domain.review import Matter
from model.merge.reviewing import counting_answers
from model.office.body import Body
from model.office.office import Office
from model.sample import sample_answers
from model.scoring.circumstances import Circumstances
from model.scoring.what_if import Case


def cases_of(office: Office) -> dict[str, Case]:
    """Everybody who reported, as the office's decisions left it."""
    return {body.id: _case(office, body) for body in office.reported}


def _case(office: Office, body: Body) -> Case:
    false = office.ruling(Matter.FALSE_FIGURES, body.id)
    return Case(
        answers=counting_answers(body.items, approval=office.rulebook.weighting is not None),
        handed_down=office.own_targets(body.id),
        baselines=office.terms.baselines,
        circumstances=Circumstances(
            days_late=body.timing.days_late, false_figures=false.choice if false else ""
        ),
    )


def sample_cases(plan: Plan, year: int) -> dict[str, Case]:
    """示例数据 for everybody: to be shown as such wherever it appears."""
    return {body.id: Case(answers=sample_answers(plan, body.id, year)) for body in plan.bodies}


def holds_samples(office: Office) -> bool:
    return any(body.submission.sample for body in office.reported if body.submission)
