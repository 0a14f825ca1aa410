"""The plan as a list to read: its clauses, and the questions it leaves open."""

from collections.abc import Iterator

from model.domain.plan import Clause, Plan
from ui.kit.entry import Aside, Entry

GOALS, OWN = "2", "涉及本单位"


def clause_entries(plan: Plan, department: str) -> Iterator[Entry]:
    indicators = [i for i in plan.indicators.values() if GOALS in i.clauses]
    own = any(department in indicator.departments for indicator in indicators)
    yield Entry(
        key=GOALS,
        title=plan.goals_heading,
        aside=_asides(f"指标 {len(indicators)}", own=own),
        haystack=plan.goals,
    )
    for clause in plan.clauses.values():
        measures, targets = contents_of(plan, clause)
        contents = f"任务 {measures}" + (f"　指标 {targets}" if targets else "")
        yield Entry(
            key=clause.id,
            group=clause.path[-1],
            title=f"{clause.number} {clause.title}".strip(),
            aside=_asides(contents, own=department in clause.departments),
            haystack=f"{clause.body}{clause.bracket}",
        )


def contents_of(plan: Plan, clause: Clause) -> tuple[int, int]:
    """Numbers of measures and of indicators that the clause gave."""
    measures = sum(measure.clause == clause.id for measure in plan.measures.values())
    return measures, sum(clause.id in i.clauses for i in plan.indicators.values())


def question_entries(plan: Plan, department: str, items: set[str]) -> Iterator[Entry]:
    """*items*: ids of what the department has to answer, their clauses included."""
    for number, question in enumerate(plan.questions, start=1):
        yield Entry(
            key=question.id,
            title=f"{number}　{question.question}",
            lines=2,
            aside=_asides(own=not {department, *items}.isdisjoint(question.about)),
            haystack=f"{question.default}{question.reason}",
        )


def _asides(contents: str = "", *, own: bool) -> tuple[Aside, ...]:
    """*own*: the department that fills in is concerned."""
    said = ((OWN if own else "", "accent"), (contents, "quiet"))
    return tuple(Aside(words=words, ink=token) for words, token in said if words)
