"""Who answers now for what somebody else answered before, and which answers go along: to a
successor, and from last year to this.

History stays where it is, under the old id; what a successor takes over is a copy.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from hashlib import sha256

from sqlite_utils import Database

from model.domain.answers import Answer, Answers, Evidence
from model.domain.package import YearPackage
from model.domain.plan import Plan
from model.domain.rectification import ITEM as RECTIFICATION
from model.domain.reorganisation import DepartmentChange, predecessors, successors
from model.domain.submission import COVER
from model.package.in_force import in_force
from model.plans import PlanLibrary
from model.scoring.state_by_number import FIELDS
from model.store.accepted_findings import pass_on_accepted
from model.store.answers import fetch_answers, save_answers
from model.store.carried_over import fetch_carried, fetch_report, keep_carried, keep_report
from model.store.evidence import fetch_evidence, save_evidence
from model.store.explained_values import pass_on_explained
from model.store.number_drafts import NumberDrafts
from model.store.packages import fetch_package, fetch_years
from model.store.part_facts import fetch_facts, save_facts
from model.store.plans import plan_edition
from model.store.settings import is_kept_of_year
from model.store.supporters import pass_on_supporters
from model.store.transaction import saving
from model.store.year_settings import YearSetting


def changes_of_bodies_since(
    now: YearPackage | None, then: YearPackage | None
) -> tuple[DepartmentChange, ...]:
    """The reorganisations that *now* knows and *then* (None: the plan alone) does not."""
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
    return successors(department, changes_of_bodies_since(now, then), item)


def bodies_gone_before(library: PlanLibrary, year: int) -> Mapping[str, str]:
    """Of a year without a package: each body of its plan that an earlier year's package knows no
    more -> the names of those who took over, "" for nobody.
    """
    db = library.db
    if fetch_package(db, year):
        return {}
    earlier = [one for one in fetch_years(db) if one < year]
    package = fetch_package(db, earlier[-1]) if earlier else None
    if package is None:
        return {}
    today = library.terms(package.year).plan.departments
    return {
        body.id: "、".join(
            today[heir].name for heir in who_answers(package, body.id) if heir in today
        )
        for body in library.of_year(year).bodies
        if body.id not in today
    }


def who_is_back(now: YearPackage, before: YearPackage | None, department: str) -> tuple[str, ...]:
    """Predecessors of *department* whose reorganisation *now* took back, though *before* knew it.

    () where nothing of the kind happened.
    """
    undone = [change for change in (before.changes if before else ()) if change not in now.changes]
    return tuple(body for body in predecessors(department, undone) if body != department)


def is_another_body(now: YearPackage, before: YearPackage | None, department: str) -> bool:
    """Whether *department* is not the body under *now* that it was under *before*: early versions
    of the app made one id twice where two PCs each wrote down a reorganisation.
    """
    then, today = (_made_of(package, department) for package in (before, now))
    return bool(then and today) and then != today


def _made_of(package: YearPackage | None, department: str) -> frozenset[str]:
    """The bodies of which *department* was made; none where it is no new body."""
    for change in package.changes if package else ():
        if department in {one.id for one in change.made} - {*change.before}:
            return frozenset(change.before)
    return frozenset()


@dataclass(frozen=True, kw_only=True)
class Succession:
    """Whose work of a year came to `department`: by the reorganisations in force, or back by those
    that were taken back.
    """

    department: str
    changes: tuple[DepartmentChange, ...] = ()  # in force
    withdrawn: tuple[DepartmentChange, ...] = ()

    @cached_property
    def bodies(self) -> tuple[str, ...]:
        """Ids of all bodies from which any of it came."""
        line = (self.department, *predecessors(self.department, self.changes))
        back = (heir for body in line for heir in successors(body, self.withdrawn))
        every = dict.fromkeys((*line, *back))
        return tuple(body for body in every if body != self.department)

    def took_over(self, body: str, item: str) -> bool:
        """Whether the work of *body* about *item* came to the department."""
        if self.department in successors(body, self.changes, item):
            return True
        line = (self.department, *predecessors(self.department, self.changes))
        return any(
            body in successors(one, self.withdrawn, item)
            and self.department in successors(one, self.changes, item)
            for one in dict.fromkeys(line)
        )


def succession(packages: Sequence[YearPackage], department: str) -> Succession:
    """Whose work came to *department*; *packages* are those of the year, the one in force last."""
    changes = packages[-1].changes if packages else ()
    withdrawn: list[DepartmentChange] = []
    for one in packages[:-1]:
        withdrawn += [each for each in one.changes if each not in (*changes, *withdrawn)]
    return Succession(department=department, changes=changes, withdrawn=tuple(withdrawn))


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
    names: Mapping[str, str] = field(default_factory=dict)  # of all bodies there were, by id


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
    since = changes_of_bodies_since(now, then)
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
    made = {body.id: body.name for change in since for body in change.made}
    return Inheritance(
        department=department,
        answers=answers,
        sources=sources,
        rivals=tuple(rivals),
        names={body.id: body.name for body in plan.departments.values()} | made,
    )


def _said(
    item: str,
    department: str,
    since: Collection[DepartmentChange],
    stored: Mapping[str, Answers],
) -> Iterator[tuple[str, Answer]]:
    for body in dict.fromkeys((department, *predecessors(department, since))):
        answer = stored.get(body, {}).get(item)
        if answer and (body == department or department in successors(body, since, item)):
            yield body, answer


def inherited_evidence(
    pieces: Iterable[Evidence], items: Iterable[str], year: int, department: str
) -> tuple[Evidence, ...]:
    """Copies for *department* and *year* of what stands behind *items*, `COVER` being one of them;
    the same copies each time.

    For a successor, and for last year's references taken into this year.
    """
    wanted = set(items)
    return tuple(
        replace(piece, id=sha256(f"{piece.id}|{year}|{department}".encode()).hexdigest()[:32])
        for piece in pieces
        if piece.item in wanted
    )


def take_over(
    library: PlanLibrary,
    now: YearPackage,
    department: str,
    then: YearPackage | None = None,
) -> Inheritance:
    """Copies to *department* what its predecessors on this PC said in the year of *now*.

    What they said stays under their names; what *department* said itself is never replaced.
    Doing it again changes nothing.
    """
    db, year = library.db, now.year
    since = changes_of_bodies_since(now, then)
    found = _inherited(library, year, department, now, then)
    there = {what for what in YearSetting if is_kept_of_year(db, what, year, department)}
    with saving(db, "承接的内容"):
        save_answers(db, year, department, found.answers)
        for source in predecessors(department, since):
            if source != department:
                came = {item for item, gave in found.sources.items() if gave == source}
                takes = partial(_takes, source, department, since)
                step = _Passing(db, year, source, department, frozenset(came), takes)
                _take_what_goes_with_it(step, there)
    return found


def take_over_at_first(library: PlanLibrary, year: int, department: str) -> Inheritance | None:
    """As `take_over`, for whoever is opened here without the package that says whose work it has;
    None where it has something of its own here, or nothing comes to it.
    """
    db, now = library.db, fetch_package(library.db, year)
    if now is None or not predecessors(department, now.changes):
        return None
    if fetch_answers(db, year, department) or fetch_evidence(db, year, department):
        return None
    found = take_over(library, now, department)
    return found if found.answers or found.rivals else None


def _takes(source: str, department: str, since: Sequence[DepartmentChange], item: str) -> bool:
    return department in successors(source, since, item)


@dataclass(frozen=True)
class _Passing:
    """The step of `source`'s year to `department`: the answers to `came` were copied, `takes` says
    whether an item is `department`'s now.
    """

    db: Database
    year: int
    source: str
    department: str
    came: frozenset[str]
    takes: Callable[[str], bool]


def _take_what_goes_with_it(step: _Passing, there: Collection[str] = ()) -> None:
    """Copies what belongs to the answers that came, and what is of the whole department where
    `department` has nothing of the kind yet.

    Args:
        there: settings that the department had before anything came, and had a word in.
    """
    for what, owned in OWNED.items():
        if isinstance(owned, Copied) and not (owned.once and what in there):
            owned.pass_on(step)


def _pass_on_answers(step: _Passing) -> None:
    db, year, department = step.db, step.year, step.department
    own, said = fetch_answers(db, year, department), fetch_answers(db, year, step.source)
    beside = {
        key: said[key]
        for key in said
        if (key == COVER or key.startswith(RECTIFICATION)) and not own.get(key)
    }
    save_answers(db, year, department, beside)


def _pass_on_evidence(step: _Passing) -> None:
    db, year, department = step.db, step.year, step.department
    there = {piece.id for piece in fetch_evidence(db, year, department)}
    pieces = fetch_evidence(db, year, step.source)
    shortcomings = (
        key for key in fetch_answers(db, year, step.source) if key.startswith(RECTIFICATION)
    )
    told = {*step.came, COVER, *shortcomings}  # what stands behind the year as a whole adds up
    for piece in inherited_evidence(pieces, told, year, department):
        if piece.id not in there:
            save_evidence(db, year, department, piece)


def _pass_on_facts(step: _Passing) -> None:
    if not fetch_facts(step.db, step.year, step.department):
        facts = fetch_facts(step.db, step.year, step.source)
        save_facts(step.db, step.year, step.department, facts)


def _pass_on_carried(step: _Passing) -> None:
    carried = fetch_carried(step.db, step.year, step.source)
    mine = {item: one for item, one in carried.items() if item in step.came}
    keep_carried(step.db, step.year, step.department, mine)


def _pass_on_explained(step: _Passing) -> None:
    pass_on_explained(step.db, step.year, step.source, step.department, step.came)


def _pass_on_drafts(step: _Passing) -> None:
    db, year, department = step.db, step.year, step.department
    own = fetch_answers(db, year, department)
    doubts, known = NumberDrafts(db, step.source, year), NumberDrafts(db, department, year)
    for item in doubts.items:
        for key, text in doubts.of(item).items() if not own.get(item) else ():
            if not known.of(item).get(key):
                known.keep(item, key, text)


def _pass_on_accepted(step: _Passing) -> None:
    pass_on_accepted(step.db, step.year, step.source, step.department)


def _pass_on_report(step: _Passing) -> None:
    db, year, department = step.db, step.year - 1, step.department
    said, own = fetch_report(db, year, step.source), fetch_report(db, year, department)
    mine = {item: answer for item, answer in said.items() if item == COVER or step.takes(item)}
    if mine:
        keep_report(db, year, department, {**mine, **own})


def _pass_on_supporters(step: _Passing) -> None:
    pass_on_supporters(step.db, step.year, step.source, step.department, step.takes)


@dataclass(frozen=True)
class Copied:
    """A copy goes to whoever takes over; `once`: only where it had nothing of the kind before."""

    pass_on: Callable[[_Passing], None]
    once: bool = False


@dataclass(frozen=True)
class Stays:
    """It stays under the name of the body; `why` it is not lost to whoever takes over."""

    why: str


OWNED: Mapping[str, Copied | Stays] = {  # table with a department, or setting -> what becomes of it
    "answer": Copied(_pass_on_answers),  # those to items: `take_over` and `give_back`
    "evidence": Copied(_pass_on_evidence),
    "part_fact": Copied(_pass_on_facts),
    YearSetting.ACCEPTED: Copied(_pass_on_accepted, once=True),
    YearSetting.CARRIED: Copied(_pass_on_carried),
    YearSetting.DRAFTS: Copied(_pass_on_drafts),
    YearSetting.EXPLAINED: Copied(_pass_on_explained),
    YearSetting.REPORT: Copied(_pass_on_report, once=True),
    YearSetting.SAMPLES: Stays("of the office, about the year as a whole"),
    YearSetting.SUPPORTERS: Copied(_pass_on_supporters, once=True),
    YearSetting.VOLUMES: Stays("they bear that name; the heir packs its own"),
    "section": Stays("read under all names: `model.parts.division`"),
    "part": Stays("read under all names: `model.parts.division`"),
    "part_return": Stays("read under all names: `model.parts.division`"),
    "return_slip": Stays("read under all names: `model.clerk.returned_items`; replies with it"),
    "rectification": Stays("acts name the body; the ledger knows heirs: `model.domain`"),
    "edit": Stays("history is told under the name of that time"),
    "step": Stays("nothing that another did is undone"),
    "submission": Stays("sent under the name of that time; the heir's reports begin anew"),
    "package_secret": Stays("of 0.1.0: an heir signs with the key of its PC"),
    "received": Stays("at the office, shown to the heir: `model.office.origins`"),
    "review": Stays("at the office, about what was received under that name"),
}


def give_back(
    library: PlanLibrary, now: YearPackage, department: str, source: str
) -> Mapping[str, Answer]:
    """Copies to *department*, which is there again, what *source* said meanwhile about its work.

    What *department* said itself is never replaced; what *source* said stays under its name.
    """
    db, year = library.db, now.year
    own, said = fetch_answers(db, year, department), fetch_answers(db, year, source)
    today = in_force(library.edition(now.plan), now)
    items = {item.id for item in today.open_to(department)}
    answers = {item: said[item] for item in said if item in items and not own.get(item)}
    with saving(db, "承接的内容"):
        save_answers(db, year, department, answers)
        came = frozenset(answers)
        _take_what_goes_with_it(_Passing(db, year, source, department, came, items.__contains__))
    return answers


def _inherited(
    library: PlanLibrary,
    year: int,
    department: str,
    now: YearPackage | None,
    then: YearPackage | None,
) -> Inheritance:
    db, since = library.db, changes_of_bodies_since(now, then)
    bodies = dict.fromkeys((department, *predecessors(department, since)))
    stored = {body: fetch_answers(db, year, body) for body in bodies}
    words = library.edition(now.plan) if now else library.shipped
    return inheritance(words, now, then, department, stored)


@dataclass(frozen=True, kw_only=True)
class LastYearAnswers:
    """What is known of the year before, by item: to be looked at, taken only on purpose."""

    answers: Mapping[str, Answer]
    sources: Mapping[str, str]  # item -> the department that said it then
    evidence: tuple[Evidence, ...]  # made ready for this year: save what is taken
    followed: frozenset[str] = frozenset()  # measures whose state followed from a number

    @property
    def to_carry(self) -> Mapping[str, Answer]:
        """What may be said this year, too: a state that followed from a number will again."""
        return {
            item: {key: text for key, text in answer.items() if key not in FIELDS}
            if item in self.followed
            else answer
            for item, answer in self.answers.items()
        }


def last_year(library: PlanLibrary, year: int, department: str) -> LastYearAnswers:
    """Of *department* itself, else of whomever it took an item over from; nothing about what
    another edition of the plan words differently this year.
    """
    db = library.db
    now, then = fetch_package(db, year), fetch_package(db, year - 1)
    found = _inherited(library, year - 1, department, now, then)
    own = fetch_answers(db, year - 1, department)
    reported = fetch_report(db, year - 1, department)  # where last year was another PC's
    other = _reworded(library, year)
    answers = {
        item: answer
        for item, answer in {**reported, **found.answers, **own}.items()
        if item not in other
    }
    sources = {**dict.fromkeys(reported, department), **found.sources}
    sources |= dict.fromkeys(own, department)
    sources = {item: body for item, body in sources.items() if item in answers}
    pieces = [
        piece
        for body in dict.fromkeys(sources.values())
        for piece in inherited_evidence(
            fetch_evidence(db, year - 1, body),
            [item for item, gave in sources.items() if gave == body],
            year,
            department,
        )
    ]
    return LastYearAnswers(answers=answers, sources=sources, evidence=tuple(pieces))


def _reworded(library: PlanLibrary, year: int) -> frozenset[str]:
    """Ids of the measures, indicators and questions whose words changed since last year."""
    now, then = library.of_year(year), library.of_year(year - 1)
    if plan_edition(now) == plan_edition(then):
        return frozenset()
    from model.package.revision import compared

    found = compared(then, now)
    return frozenset(one.id for part in (found.changed, found.gone) for one in part)
