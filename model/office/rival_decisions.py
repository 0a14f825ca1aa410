"""Whose year what two PCs of the office decided differently is about: its 通过 waits for it."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from model.consolidation.sections import section_of
from model.domain.review import Matter, Ruling
from model.domain.review_file import confirmed_subject
from model.office.departments import NOBODY
from model.office.review_exchange import CHAPTER, ReviewExchange
from model.office.second_names import GRADE
from model.office.year import OfficeYear
from model.parts.decisions import REVIEW, Place, RivalDecisions, place_of


def rival_places(office: OfficeYear, department: str) -> Iterator[Place]:
    """Everything about the year of *department* that two PCs decided differently."""
    exchange = ReviewExchange(office)
    for place in dict.fromkeys(one.place for one in exchange.rivals):
        rivals = [one for one in exchange.rivals if one.place == place]
        if department in _bodies(exchange, place, rivals):
            yield place


def _bodies(
    exchange: ReviewExchange, place: Place, rivals: Iterable[RivalDecisions] = ()
) -> Collection[str]:
    """Whom a decision about *place* is about; everybody where it is about the year as a whole, or
    nobody can tell.
    """
    kind, subject, _ = place
    office = exchange.office
    if kind == REVIEW:
        return office.terms.owners(subject)
    matter = Matter(kind)
    if matter is Matter.SENDER:
        said = (one.choice for r in rivals for one in (r.ours, r.theirs) if isinstance(one, Ruling))
        named = {choice for choice in said if choice and choice != NOBODY}
        found: Iterable[str] = (body for one in named for body in office.terms.owners(one))
    elif matter is Matter.CONFIRMED:
        found = _confirmed(exchange, subject)
    else:
        found = _ABOUT[matter](office, subject)
    return tuple(found) or tuple(one.id for one in office.plan.bodies)


def _confirmed(exchange: ReviewExchange, subject: str) -> Iterable[str]:
    if subject.startswith(GRADE):
        return exchange.office.terms.owners(subject.removeprefix(GRADE))
    every = (*exchange.ours, *(one for file in exchange.files for one in file.decisions))
    confirmed = next((one for one in every if confirmed_subject(one) == subject), None)
    return _bodies(exchange, place_of(confirmed)) if confirmed else ()


def _body(office: OfficeYear, subject: str) -> Iterable[str]:
    return office.terms.owners(subject)


def _reviewed(office: OfficeYear, subject: str) -> Iterable[str]:
    """Those with something in a chapter of the plan, or a body."""
    if not subject.startswith(CHAPTER):
        return office.terms.owners(subject)
    plan, chapter = office.plan, subject.removeprefix(CHAPTER)
    return (
        one.id
        for one in plan.bodies
        if any(section_of(plan, item) == chapter for item in plan.items_of(one.id))
    )


def _carrying(office: OfficeYear, item: str) -> Iterable[str]:
    plan = office.plan
    known = item in plan.measures or item in plan.indicators
    return plan.item(item).departments if known else ()


def _seen(office: OfficeYear, key: str) -> Iterable[str]:
    """Those about whom the matter is that was looked at; its key ends in an item or a body, or is
    that of a suspicion that is there.
    """
    suspected = (one.places for one in office.suspicions if one.key == key)
    if places := next(suspected, None):
        return {place.department for place in places}
    subject = key.partition("/")[2]
    return _carrying(office, subject) or office.terms.owners(subject)


def _sender(office: OfficeYear, subject: str) -> Iterable[str]:
    """Whose the report is whose digest *subject* begins with."""
    digest = subject.partition("/")[0]
    return (body for body, came in office.submissions.items() if digest in came)


def _everybody(_: OfficeYear, __: str) -> Iterable[str]:
    return ()


_ABOUT: Mapping[Matter, Callable[[OfficeYear, str], Iterable[str]]] = {
    Matter.FORK: _body,
    Matter.RECEIVED_ON: _body,
    Matter.FALSE_FIGURES: _body,
    Matter.REVIEWER: _reviewed,
    Matter.FIGURE: _carrying,
    Matter.SEEN: _seen,
    Matter.HAND_EDIT: _sender,
    Matter.ORIGIN: _sender,
    Matter.STAMPED: _sender,
    Matter.RANKING: _everybody,
    Matter.FOUR_EYES: _everybody,
}
