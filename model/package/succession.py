"""Who answers now for what somebody else answered before, and which answers go along.

History stays where it is, under the old id; what a successor takes over is a copy.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from model.domain.answers import Answer, Answers, Evidence
from model.domain.package import YearPackage
from model.domain.plan import Plan
from model.domain.reorganisation import DepartmentChange, predecessors, successors
from model.domain.submission import COVER
from model.package.in_force import in_force


def changes_since(
    now: YearPackage | None, then: YearPackage | None
) -> tuple[DepartmentChange, ...]:
    """The reorganisations that *now* knows and *then* (None: the plan alone) did not."""
    known = then.changes if then else ()
    return tuple(change for change in (now.changes if now else ()) if change not in known)


def who_answers(
    now: YearPackage | None,
    department: str,
    item: str | None = None,
    then: YearPackage | None = None,
) -> tuple[str, ...]:
    """Ids of those who answer under *now* for what *department* answered under *then*.

    Several after a split, to be asked about; () where nobody took over.
    """
    return successors(department, changes_since(now, then), item)


def who_is_back(now: YearPackage, before: YearPackage | None, department: str) -> tuple[str, ...]:
    """Ids of those that *department* was made of, where *now* took back what *before* knew.

    () where nothing of the kind happened.
    """
    undone = [change for change in (before.changes if before else ()) if change not in now.changes]
    return tuple(body for body in predecessors(department, undone) if body != department)


@dataclass(frozen=True, kw_only=True)
class Rival:
    """One item about which several predecessors said different things: a person decides."""

    item: str
    answers: Mapping[str, Answer]  # by department


@dataclass(frozen=True, kw_only=True)
class Inheritance:
    """What a department may take over. Its own answers are never replaced."""

    department: str
    answers: Answers  # those it has no answer of its own for
    sources: Mapping[str, str]  # item -> the department that gave the answer
    rivals: tuple[Rival, ...]


def inheritance(
    plan: Plan,
    now: YearPackage | None,
    then: YearPackage | None,
    department: str,
    stored: Mapping[str, Answers],
) -> Inheritance:
    """What comes to *department* under *now* from what was *stored* under *then*.

    Args:
        stored: department -> its answers, *department*'s own among them.
    """
    since = changes_since(now, then)
    own = stored.get(department, {})
    answers: dict[str, Answer] = {}
    sources: dict[str, str] = {}
    rivals: list[Rival] = []
    for item in in_force(plan, now).open_to(department):
        said = dict(_said(item.id, department, since, stored))
        if len({tuple(sorted(answer.items())) for answer in said.values()}) > 1:
            rivals.append(Rival(item=item.id, answers=said))
        elif said and not own.get(item.id):
            source = next(iter(said))
            answers[item.id], sources[item.id] = said[source], source
    return Inheritance(
        department=department, answers=answers, sources=sources, rivals=tuple(rivals)
    )


def _said(
    item: str,
    department: str,
    since: Iterable[DepartmentChange],
    stored: Mapping[str, Answers],
) -> Iterator[tuple[str, Answer]]:
    for body in dict.fromkeys((department, *predecessors(department, since))):
        answer = stored.get(body, {}).get(item)
        if answer and (body == department or department in successors(body, since, item)):
            yield body, answer


def inherited_evidence(
    pieces: Iterable[Evidence], items: Iterable[str], year: int, department: str
) -> tuple[Evidence, ...]:
    """Copies for *department* and *year* of what stands behind *items*; the same copies each time.

    For a successor, and for last year's references taken into this year.
    """
    wanted = set(items) - {COVER}
    return tuple(
        replace(piece, id=sha256(f"{piece.id}|{year}|{department}".encode()).hexdigest()[:32])
        for piece in pieces
        if piece.item in wanted
    )
