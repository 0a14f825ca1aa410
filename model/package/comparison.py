"""What changed from one version of a package to another: for one department, or for all."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from model.domain.differences import Difference, DifferenceKind
from model.domain.package import Contact, Duty, Settlement, YearPackage
from model.domain.plan import Indicator, Plan
from model.domain.reorganisation import DepartmentChange
from model.domain.submission import Edition
from model.domain.targets import Target, target_in_force
from model.domain.wording import amount_words, day_words
from model.package.draft import contacts_moved, share_moved
from model.package.duties import ItemDuties, all_items, duties_in_force, moved, proposed_duties
from model.package.in_force import in_force
from model.package.words import (
    contact_words,
    duties_words,
    ending_words,
    reorganisations,
    rulebook_words,
    stage_words,
)

ASKED = "照常填报"


Editions = Callable[[Edition], Plan]
"""An edition -> its plan; another one where that is not at hand."""


@dataclass(frozen=True, kw_only=True)
class _Side:
    """The plan and one package over it; without a package the plan alone."""

    plan: Plan
    package: YearPackage | None
    duties: Mapping[str, ItemDuties]

    def target(self, indicator: Indicator, year: int, department: str) -> Target:
        if self.package is None:
            return target_in_force(indicator, year)
        return target_in_force(
            indicator,
            year,
            self.package.in_force_for(self.plan, department).get(indicator.id),
            self.package.baselines.get(indicator.id),
        )


def _side(plan: Plan, package: YearPackage | None, year: int) -> _Side:
    duties = (
        {item.id: proposed_duties(plan, item) for item in all_items(plan)}
        if package is None
        else duties_in_force(plan, package)
    )
    return _Side(plan=in_force(plan, package, year=year), package=package, duties=duties)


class Comparison:
    """Two versions made ready to be asked about one department after the other.

    Args:
        plan: what *after* goes by.
        before: None: until now only the plan was known.
        editions: finds the plan that *before* goes by, where that is another edition; without it
            *after* is compared with the plan alone.
    """

    def __init__(
        self,
        plan: Plan,
        before: YearPackage | None,
        after: YearPackage,
        editions: Editions | None = None,
    ) -> None:
        self._plan = plan
        self._before = before
        self._after = after
        known = before.changes if before else ()
        self._since = [change for change in after.changes if change not in known]
        words, same = _words_of(plan, before, editions)
        self._one = _side(words, before if same else None, after.year)
        self._other = _side(plan, after, after.year)

    def differences(self, department: str = "") -> tuple[Difference, ...]:
        """In the order in which people want to know: bodies, deadline, rules, work, targets.

        Args:
            department: id, before or after; "" for all departments at once, and with them for what
                the office alone keeps: other years' targets, papers, contacts.
        """
        one, other = self._one, self._other
        targets = tuple(_targets(one, other, self._after.year, department))
        changed = {difference.key for difference in targets}
        return (
            *(told for _, told in self._reorganisations()),
            *_terms(self._before, self._after),
            *(
                _own_work(one, other, department)
                if department
                else _all_work(one, other, self._since)
            ),
            *_stages(one, other, department),
            *targets,
            *(() if department else _kept(one, other, self._since, changed)),
            *_endings(one, other, department),
            *_settlements(self._plan, self._before, self._after),
            *(() if department else _people(one, other, self._since)),
        )

    def touching(self, department: str) -> tuple[Difference, ...]:
        """`differences` as far as they touch *department* itself or its work: not what became of
        others, whom to call, or how a question about others' items was settled.
        """
        others = {
            told
            for change, told in self._reorganisations()
            if department not in {*change.before, *change.after}
        }
        questions = self._questions(department)
        return tuple(
            told
            for told in self.differences(department)
            if told not in others
            and told.kind is not DifferenceKind.OFFICE
            and (told.kind is not DifferenceKind.SETTLED or told.key in questions)
        )

    def _reorganisations(self) -> Iterator[tuple[DepartmentChange, Difference]]:
        return _reorganisations(self._plan, self._before, self._after)

    def _questions(self, department: str) -> frozenset[str]:
        """Ids of the questions about *department*, its items or their clauses."""
        own = {department}
        for plan in (self._one.plan, self._other.plan):
            for item in (*plan.items_of(department), *plan.supported_by(department)):
                own |= {item.id, *item.clauses}
        return frozenset(one.id for one in self._plan.questions if own & set(one.about))


def _words_of(
    plan: Plan, before: YearPackage | None, editions: Editions | None
) -> tuple[Plan, bool]:
    """The plan that *before* goes by, and whether it is at hand; else *plan*."""
    if before is None or before.plan == Edition(id=plan.id, version=plan.edition):
        return plan, True
    found = editions(before.plan) if editions else plan
    same = before.plan == Edition(id=found.id, version=found.edition)
    return (found if same else plan), same


def differences(
    plan: Plan,
    before: YearPackage | None,
    after: YearPackage,
    department: str = "",
    editions: Editions | None = None,
) -> tuple[Difference, ...]:
    """See Comparison, for when only one thing is asked."""
    return Comparison(plan, before, after, editions).differences(department)


def _reorganisations(
    plan: Plan, before: YearPackage | None, after: YearPackage
) -> Iterator[tuple[DepartmentChange, Difference]]:
    known = before.changes if before else ()
    for change, sentence in reorganisations(plan, after):
        if change not in known:
            yield change, _reorganisation(change, "", sentence)
    for change, sentence in reorganisations(plan, before):
        if change not in after.changes:
            yield change, _reorganisation(change, sentence, "")


def _reorganisation(change: DepartmentChange, before: str, after: str) -> Difference:
    return Difference(
        kind=DifferenceKind.DEPARTMENT, key=change.before[0], title="", before=before, after=after
    )


def _terms(before: YearPackage | None, after: YearPackage) -> Iterator[Difference]:
    if before and before.plan != after.plan:
        yield _plain(DifferenceKind.PLAN, before.plan.version, after.plan.version)
    was = before.deadline if before else ""
    if was != after.deadline:
        old = day_words(was) if was else ""
        yield _plain(DifferenceKind.DEADLINE, old, day_words(after.deadline))
    if before is None:
        yield _plain(DifferenceKind.RULEBOOK, "", rulebook_words(after))
    elif (before.rulebook, before.rulebook_text) != (after.rulebook, after.rulebook_text):
        old, new = rulebook_words(before), rulebook_words(after)
        yield _plain(DifferenceKind.RULEBOOK, old, new if new != old else f"{new}，条文有改动")
    old_office, office = (
        contact_words(before.office if before else Contact()),
        contact_words(after.office),
    )
    if old_office != office:
        yield _plain(DifferenceKind.OFFICE, old_office, office)


def _plain(kind: DifferenceKind, before: str, after: str) -> Difference:
    return Difference(kind=kind, key="", title="", before=before, after=after)


def _own_work(one: _Side, other: _Side, department: str) -> Iterator[Difference]:
    for item in all_items(other.plan):
        was = one.duties.get(item.id, {}).get(department, Duty.NONE)
        now = other.duties[item.id].get(department, Duty.NONE)
        if was is now:
            continue
        kind = DifferenceKind.DUTY
        if Duty.NONE in {was, now}:
            kind = DifferenceKind.ADDED if was is Duty.NONE else DifferenceKind.REMOVED
        yield Difference(
            kind=kind,
            key=item.id,
            title=item.title,
            before="" if was is Duty.NONE else was.value,
            after="" if now is Duty.NONE else now.value,
        )


def _all_work(one: _Side, other: _Side, since: Sequence[DepartmentChange]) -> Iterator[Difference]:
    """What a reorganisation does by itself is said once, as such, and not again for each item."""
    confirmed = [side.package.duties if side.package else {} for side in (one, other)]
    seen, withdrawn = 0, 0
    for item in all_items(other.plan):
        seen += item.id in confirmed[1] and item.id not in confirmed[0]
        withdrawn += item.id in confirmed[0] and item.id not in confirmed[1]
        former = one.duties.get(item.id, {})
        if moved(former, since, item.id) == dict(other.duties[item.id]):
            continue
        was = duties_words(one.plan.departments, former)
        now = duties_words(other.plan.departments, other.duties[item.id])
        if was != now:
            yield Difference(
                kind=DifferenceKind.DUTY, key=item.id, title=item.title, before=was, after=now
            )
    if seen:
        yield _plain(DifferenceKind.DUTY, "", f"新确认分工 {seen} 项")
    if withdrawn:
        yield _plain(DifferenceKind.DUTY, "", f"取消确认 {withdrawn} 项，按建议分工")


def _stages(one: _Side, other: _Side, department: str) -> Iterator[Difference]:
    """Measures that are asked, archived or past their term otherwise than before."""
    for measure in other.plan.measures.values():
        earlier = one.plan.measures.get(measure.id, measure)
        answering = {*measure.lead, *measure.departments, *measure.outside}
        if department and department not in answering:
            continue
        was, now = stage_words(earlier), stage_words(measure)
        if was != now:
            yield Difference(
                kind=DifferenceKind.STAGE,
                key=measure.id,
                title=measure.title,
                before=was or ASKED,
                after=now or ASKED,
            )


def _endings(one: _Side, other: _Side, department: str) -> Iterator[Difference]:
    """What was chosen for indicators past their last milestone."""
    for indicator in other.plan.indicators.values():
        earlier = one.plan.indicators.get(indicator.id, indicator)
        carrying = {*indicator.departments, *earlier.departments}
        if department and department not in carrying:
            continue
        was, now = (
            ending_words(side.package.endings.get(indicator.id) if side.package else None)
            for side in (one, other)
        )
        if was != now:
            yield Difference(
                kind=DifferenceKind.ENDING,
                key=indicator.id,
                title=indicator.name,
                before=was,
                after=now,
            )


def _targets(one: _Side, other: _Side, year: int, department: str) -> Iterator[Difference]:
    for indicator in other.plan.indicators.values():
        if department and department not in indicator.departments:
            continue
        earlier = one.plan.indicators.get(indicator.id)
        was = one.target(earlier, year, department).text if earlier else ""
        now = other.target(indicator, year, department).text
        if was != now:
            yield Difference(
                kind=DifferenceKind.TARGET,
                key=indicator.id,
                title=indicator.name,
                before=was,
                after=now,
            )


def _kept(
    one: _Side, other: _Side, since: Sequence[DepartmentChange], told: Collection[str]
) -> Iterator[Difference]:
    """What the office keeps of targets beside the district's target of the year.

    Args:
        told: indicators whose target of the year is told already.
    """
    if one.package is None or other.package is None:
        return
    for indicator in other.plan.indicators.values():
        was = _shares(one, one.plan.indicators.get(indicator.id, indicator))
        for change in since:  # what a reorganisation does by itself is no difference
            was = share_moved(indicator, was, change)
        said = [
            {_name(one, other, body): _share(indicator, share) for body, share in shares.items()}
            | _papers(side.package, indicator, told=indicator.id in told)
            for side, shares in ((one, was), (other, _shares(other, indicator)))
            if side.package
        ]
        yield from _apart(indicator, *said)


def _apart(
    indicator: Indicator, was: Mapping[str, str], now: Mapping[str, str]
) -> Iterator[Difference]:
    """What is said of *indicator*, by what it is about."""
    for about in dict.fromkeys((*was, *now)):
        before, after = was.get(about, ""), now.get(about, "")
        if before != after:
            yield Difference(
                kind=DifferenceKind.TARGET,
                key=indicator.id,
                title=f"{indicator.name}（{about}）",
                before=before,
                after=after,
            )


def _name(one: _Side, other: _Side, body: str) -> str:
    known = other.plan.departments.get(body) or one.plan.departments.get(body)
    return known.name if known else ""


def _shares(side: _Side, indicator: Indicator) -> Mapping[str, Decimal]:
    shares = side.package.shares_in_force(side.plan) if side.package else {}
    return shares.get(indicator.id, {})


def _share(indicator: Indicator, share: Decimal) -> str:
    return f"{indicator.direction.value} {amount_words(share, indicator.unit)}"


def _papers(package: YearPackage, indicator: Indicator, *, told: bool) -> dict[str, str]:
    """The paper of the target handed down, the district's own targets by year, the baseline;
    without what makes the target of the year where that is *told*.
    """
    found = {}
    if handed := package.targets.get(indicator.id):
        on = day_words(handed.on) if handed.on else ""
        found["下达文件"] = "　".join(filter(None, (handed.document, on)))
    for year, value in package.breakdown.get(indicator.id, {}).items():
        if not (told and year == package.year):
            found[f"{year}年自定目标"] = amount_words(value, indicator.unit)
    base = package.baselines.get(indicator.id)
    if base and not told:
        found["基线"] = f"{base.year}年 {amount_words(base.value, indicator.unit)}"
    return found


def _people(one: _Side, other: _Side, since: Sequence[DepartmentChange]) -> Iterator[Difference]:
    if one.package is None or other.package is None:
        return
    was, now = one.package.contacts, other.package.contacts
    for change in since:
        was = contacts_moved(was, change)
    for body in dict.fromkeys((*was, *now)):
        before, after = (contact_words(held.get(body, Contact())) for held in (was, now))
        if before != after:
            yield Difference(
                kind=DifferenceKind.CONTACT,
                key=body,
                title=_name(one, other, body),
                before=before,
                after=after,
            )
    maker = _plain(DifferenceKind.MAKER, one.package.made_by, other.package.made_by)
    if maker.before != maker.after:
        yield maker


def _settlements(
    plan: Plan, before: YearPackage | None, after: YearPackage
) -> Iterator[Difference]:
    for question in plan.questions:
        was = before.settled.get(question.id) if before else None
        now = after.settled.get(question.id)
        if was != now:
            yield Difference(
                kind=DifferenceKind.SETTLED,
                key=question.id,
                title=question.question,
                before=_settled(was, now),
                after=_settled(now, was),
            )


def _settled(one: Settlement | None, other: Settlement | None) -> str:
    """What was decided, and by whom where the decision itself is the same."""
    if one is None:
        return ""
    same = other and other.decision == one.decision
    return f"{one.decision}（{one.by}，{day_words(one.on)}）" if same else one.decision
