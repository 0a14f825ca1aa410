"""Opening a year and correcting it. Each gives a package that nobody has sent out yet."""

import uuid
from dataclasses import dataclass, replace
from datetime import datetime

from model.domain.package import Contact, Duties, YearPackage
from model.domain.plan import Plan
from model.domain.submission import Edition
from model.package.duties import duties_in_force, prefilled
from model.package.revision import PlanRevision, compared


@dataclass(frozen=True, kw_only=True)
class Rules:
    """A published rulebook, word for word."""

    edition: Edition
    text: str


@dataclass(frozen=True, kw_only=True)
class Opening:
    """A year opened from last year's package.

    `revision` is None under the same plan edition. Otherwise what it lists as changed, new or
    gone was not carried over: it stands as the new plan says and waits for a person.
    `last_duties` are last year's for those items, to be shown beside.
    """

    package: YearPackage
    revision: PlanRevision | None = None
    last_duties: Duties | None = None

    @property
    def unconfirmed(self) -> frozenset[str]:
        """Ids of what somebody has to look at."""
        if self.revision is None:
            return frozenset()
        return frozenset(one.id for one in (*self.revision.changed, *self.revision.added))


def opened(
    plan: Plan,
    year: int,
    rules: Rules,
    *,
    deadline: str,
    at: str,
    office: Contact = Contact(),  # noqa: B008  # frozen
    made_by: str = "",
    sample: bool = False,
) -> YearPackage:
    """The first version for *year* from the plan alone, its proposal of duties not yet confirmed.

    Args:
        deadline: ISO date.
        at: now, ISO 8601 with offset.
    """
    package = YearPackage(
        id=uuid.uuid4().hex,
        year=year,
        version=1,
        parent=None,
        opened_at=at,
        made_at=at,
        plan=Edition(id=plan.id, version=plan.edition),
        rulebook=rules.edition,
        rulebook_text=rules.text,
        deadline=deadline,
        made_by=made_by,
        office=office,
        sample=sample,
        separate_support=True,
    )
    return prefilled(plan, package)


def opened_after(
    last: YearPackage,
    plan: Plan,
    *,
    deadline: str,
    at: str,
    rules: Rules | None = None,
    last_plan: Plan | None = None,
) -> Opening:
    """The first version for the year after *last*.

    Contacts, duties, baselines, the district's own breakdown, settled questions and departments'
    changes are carried over; targets handed down and departments' shares are the year's own.

    Args:
        rules: None: last year's.
        last_plan: the plan that *last* goes by, where that is another edition.

    Raises:
        ValueError: *last* goes by another edition than *plan* and *last_plan*.
    """
    edition = Edition(id=plan.id, version=plan.edition)
    package = replace(
        last,
        id=uuid.uuid4().hex,
        year=last.year + 1,
        version=1,
        parent=None,
        opened_at=at,
        made_at=at,
        plan=edition,
        rulebook=rules.edition if rules else last.rulebook,
        rulebook_text=rules.text if rules else last.rulebook_text,
        deadline=deadline,
        reason="",
        targets={},
        shares={},
        separate_support=True,
        duties=_decided(last, last_plan or plan),
    )
    if last.plan == edition:
        return Opening(package=prefilled(plan, package))
    if last_plan is None or last.plan != Edition(id=last_plan.id, version=last_plan.edition):
        raise ValueError("last year's plan is needed to compare the words")
    revision = compared(last_plan, plan)
    return Opening(
        package=prefilled(plan, _carried(package, revision)),
        revision=revision,
        last_duties=duties_in_force(last_plan, last),
    )


def _decided(last: YearPackage, last_plan: Plan) -> Duties:
    """The duties in *last* that somebody decided: a mere copy of the bracket is no decision."""
    if last.separate_support:
        return last.duties
    copied = duties_in_force(last_plan, replace(last, duties={}))
    return {key: duties for key, duties in last.duties.items() if duties != copied.get(key)}


def _carried(package: YearPackage, revision: PlanRevision) -> YearPackage:
    """*package* without whatever it says about things whose words are not the same any more."""
    same = revision.same
    return replace(
        package,
        duties={item: duties for item, duties in package.duties.items() if item in same},
        baselines={key: value for key, value in package.baselines.items() if key in same},
        breakdown={key: value for key, value in package.breakdown.items() if key in same},
        settled={key: value for key, value in package.settled.items() if key in same},
    )


def corrected(package: YearPackage, *, at: str, reason: str, made_by: str = "") -> YearPackage:
    """The next version of *package*, to be edited. Never older than what it corrects."""
    moments = (package.made_at, at)
    return replace(
        package,
        version=package.version + 1,
        parent=package.digest,
        made_at=max(moments, key=datetime.fromisoformat),
        reason=reason,
        made_by=made_by or package.made_by,
    )
