"""Loads a plan's data files (assets/plan/<id>/) and checks them against its text.

assets/plan/README.md describes the files. If anything contradicts the text or another entry, the
plan is refused with all problems at once, each with file, entry and cure.
"""

import logging
from collections.abc import Iterable, Mapping
from pathlib import Path

from model.domain.plan import DutyProposal, Indicator, Measure, OpenQuestion, Plan
from model.errors import PlanRejected
from model.plan.bodies import DepartmentNames
from model.plan.clauses import Clauses
from model.plan.duties import FILE as DUTIES
from model.plan.duties import duty_proposals
from model.plan.flaws import PlanFlaw
from model.plan.folder import KINDS, PlanFolder
from model.plan.indicators import GOALS, Indicators

log = logging.getLogger(__name__)

SCHEMA = 1
HEAD = {"schema", "id", "title", "issuer", "issued", "edition", "years", "sections", "goals"}


def load_plan(path: Path) -> Plan:
    """The plan in the folder *path*.

    Raises:
        PlanRejected: with one Problem per contradiction found.
    """
    return _loaded_from(PlanFolder(path))


def load_plan_files(name: str, files: Mapping[str, str]) -> Plan:
    """As `load_plan`, of a folder whose *files* came in one file called *name*."""
    return _loaded_from(PlanFolder(Path(name), files))


def _loaded_from(folder: PlanFolder) -> Plan:
    try:
        return _loaded(folder)
    except PlanRejected:
        raise
    except Exception as error:  # it costs this folder alone
        log.exception("a plan's folder made no sense", exc_info=error)
        folder.complain(PlanFlaw.NO_SENSE, folder.name)
        folder.refuse_if_wrong()
        raise


def _loaded(folder: PlanFolder) -> Plan:
    head = folder.table("plan.toml", HEAD)
    if head.get("schema", SCHEMA) != SCHEMA:
        folder.complain(PlanFlaw.OTHER_SCHEMA, "plan.toml", schema=SCHEMA)
    folder.check_keys(head.get("goals", {}), {"heading", "until"}, set(), "plan.toml", "goals")
    years = head.get("years", ())
    if len(years) != 2 or years[0] > years[1]:
        folder.complain(PlanFlaw.OTHER_TYPE, "plan.toml", key="years", what=KINDS["years"][0])
    folder.refuse_if_wrong()
    text = folder.text("plan.txt")
    goals = _goals(folder, text, head["goals"]["heading"], head["goals"]["until"])
    bodies = DepartmentNames(folder)
    found = Clauses(folder, head["sections"], text, bodies)
    indicators = Indicators(folder, goals, found.clauses, bodies).indicators
    questions = _questions(
        folder, {GOALS, *bodies.by_id, *found.clauses, *found.measures, *indicators}
    )
    duties = duty_proposals(folder, found.clauses, found.measures, indicators, bodies)
    _check_links(folder, found.measures, indicators, questions, duties)
    folder.refuse_if_wrong()
    return Plan(
        id=head["id"],
        title=head["title"],
        issuer=head["issuer"],
        issued=head["issued"],
        edition=head["edition"],
        years=(head["years"][0], head["years"][1]),
        text=text,
        goals=goals,
        departments=bodies.by_id,
        clauses=found.clauses,
        measures=found.measures,
        indicators=indicators,
        questions=questions,
        proposals=duties,
        goals_heading=head["goals"]["heading"].rstrip("。"),
    )


def _check_links(
    folder: PlanFolder,
    measures: Mapping[str, Measure],
    indicators: Mapping[str, Indicator],
    questions: Iterable[OpenQuestion],
    duties: Mapping[str, DutyProposal],
) -> None:
    """Adds a flaw for each link to an indicator or open question that does not exist."""
    for measure in measures.values():
        for key in measure.repeats:
            if key not in indicators:
                folder.complain(PlanFlaw.NO_SUCH_LINK, measure.id, key="repeats", value=key)
    known = {question.id for question in questions}
    for item, proposal in duties.items():
        if proposal.question and proposal.question not in known:
            folder.complain(
                PlanFlaw.NO_SUCH_LINK, DUTIES, item, key="question", value=proposal.question
            )


def _goals(folder: PlanFolder, text: str, heading: str, until: str) -> str:
    start = text.find(heading)
    end = text.find(until, start)
    if min(start, end) < 0:
        folder.complain(PlanFlaw.NO_GOALS, "plan.toml", "goals", heading=heading, until=until)
    return text[start + len(heading) : end].strip()


def _questions(folder: PlanFolder, known: set[str]) -> tuple[OpenQuestion, ...]:
    name, required = "questions.toml", {"id", "question", "default", "reason", "about"}
    questions = []
    for where, entry in folder.entries(name, "question", required, set()):
        for about in entry["about"]:
            if about not in known:
                folder.complain(PlanFlaw.ABOUT_NOTHING, *where, value=about)
        questions.append(OpenQuestion(**{**entry, "about": tuple(entry["about"])}))
    return tuple(questions)
