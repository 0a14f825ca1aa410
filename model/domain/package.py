"""年度任务包: what the office sends out for one year."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Self

from model.domain.canonical import LATER, SealedRecord, digest_of, seal
from model.domain.numbers import VERSIONS, YEARS
from model.domain.plan import Plan, answering
from model.domain.reorganisation import DepartmentChange
from model.domain.submission import Edition
from model.domain.targets import Baseline
from model.domain.text_kinds import Day, Key, Moment, Verbatim


class Duty(StrEnum):
    """职责分工: the part that a department has in one measure or indicator in one year."""

    LEAD = "牵头"
    SUPPORT = "配合"
    NONE = "不承担"


Duties = Mapping[str, Mapping[str, Duty]]
"""Item id -> department id -> Duty, as the office confirmed it. An absent item goes by the plan's
proposal or, in packages without `separate_support`, by its bracket; an item that names nobody who
leads or supports is carried by nobody, listed, and never scored."""


@dataclass(frozen=True, kw_only=True)
class Contact:
    name: str = ""
    phone: str = ""
    email: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class HandedDown:
    """A target of the year, as a higher authority set it."""

    value: Decimal  # in the indicator's unit
    document: str = ""  # 文号
    on: str = ""  # ISO date


@dataclass(frozen=True, kw_only=True)
class Settlement:
    """The office's decision about one of the plan's open questions."""

    decision: str
    by: str
    on: Day


class EndingChoice(StrEnum):
    """What becomes of an indicator after its last milestone."""

    TARGET = "续设目标"
    HOLD = "按巩固"
    LEAVE = "退出"


@dataclass(frozen=True, kw_only=True)
class Ending:
    """The office's choice of an ending, with who chose it and when."""

    choice: EndingChoice
    by: str
    at: Moment


@dataclass(frozen=True, kw_only=True)
class AcceptedReport:
    """The report in which the office accepted something as done."""

    department: str
    sequence: int  # 第几次报送
    check_code: str


@dataclass(frozen=True, kw_only=True)
class Archived:
    """已完成归档: a single deliverable that was done and accepted, with who filed it and when."""

    year: int  # of the reports
    reports: tuple[AcceptedReport, ...]  # none where the office says so itself
    by: str
    at: Moment


@dataclass(frozen=True, kw_only=True)
class YearPackage(SealedRecord):
    """Everything the office fixes for one year.

    `id` names the year's opening and stays the same over its corrections; `parent` is the digest
    of the version this one corrects, None for the first.
    """

    KIND = "year-package"
    LONG = frozenset({"rulebook_text"})

    id: str
    year: int
    version: int  # from 1
    parent: Key | None
    opened_at: Moment  # ISO 8601 with offset, of version 1
    made_at: Moment  # ISO 8601 with offset
    plan: Edition
    rulebook: Edition
    rulebook_text: Verbatim  # TOML
    deadline: str  # ISO date
    made_by: str = ""
    reason: str = ""  # 变更说明, in the office's own words
    office: Contact = Contact()
    contacts: Mapping[str, Contact] = field(default_factory=dict)  # by department
    targets: Mapping[str, HandedDown] = field(default_factory=dict)  # by indicator
    breakdown: Mapping[str, Mapping[int, Decimal]] = field(default_factory=dict)
    shares: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict)
    baselines: Mapping[str, Baseline] = field(default_factory=dict)  # by indicator
    duties: Duties = field(default_factory=dict)
    settled: Mapping[str, Settlement] = field(default_factory=dict)  # by open question
    changes: tuple[DepartmentChange, ...] = ()
    sample: bool = False  # 示例数据, to be shown wherever it appears
    # 牵头 and 配合 are asked different questions, and an item the package is silent about goes by
    # the plan's proposal; False in packages of the first release: everybody is asked in full.
    separate_support: bool = field(default=False, metadata=LATER)
    # By indicator past its last milestone; one with EndingChoice.LEAVE is carried by nobody.
    endings: Mapping[str, Ending] = field(default_factory=dict, metadata=LATER)
    # The years in a measure's own words decide whether it is asked; False in earlier packages.
    by_years: bool = field(default=False, metadata=LATER)
    archived: Mapping[str, Archived] = field(default_factory=dict, metadata=LATER)  # by measure
    overdue: tuple[str, ...] = field(
        default=(), metadata=LATER
    )  # measures asked on after their term

    # Measure -> what last year said of it when the office last took that over, to tell it from what
    # last year says by now; see model/package/last_year.py.
    last_year: Mapping[str, str] = field(default_factory=dict, metadata=LATER)

    # Contacts are none of a department's business but its own: they are left out of the digest, and
    # of what is sent to others. False in packages before that, whose digests cover them.
    contacts_apart: bool = field(default=False, metadata=LATER)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical form, hex, of what is the same for everybody."""
        whole = replace(self, contacts={}) if self.contacts_apart and self.contacts else self
        return digest_of(seal(whole))

    def sent_to(self, department: str) -> Self:
        """The package as *department* ("": everybody) gets it: with no other's contact."""
        own = {body: one for body, one in self.contacts.items() if body == department}
        return replace(self, contacts=own) if self.contacts_apart else self

    @property
    def edition(self) -> Edition:
        """The package's id and version, as submissions filled in under the package name it."""
        return Edition(id=self.id, version=str(self.version))

    def check(self) -> None:
        """Raises: ValueError: a year or a version that no package has."""
        if self.year not in YEARS or self.version not in VERSIONS:
            raise ValueError("a year or version out of range")
        self.edition.check()

    @cached_property
    def rank(self) -> tuple[bool, datetime, int, datetime, str]:
        """A rank among the packages of a year: the package with the highest rank is in force.

        Real before sample, a year opened anew before an earlier opening, then the version; the
        rest only makes the order of arrival irrelevant where two corrected the same version.
        """
        opened, made = map(datetime.fromisoformat, (self.opened_at, self.made_at))
        return (not self.sample, opened, self.version, made, self.digest)

    @property
    def handed_down(self) -> Mapping[str, Decimal]:
        """Indicator -> target of the package's year: from above, else the district's
        own breakdown.
        """
        own = {
            indicator: by_year[self.year]
            for indicator, by_year in self.breakdown.items()
            if self.year in by_year
        }
        return own | {indicator: target.value for indicator, target in self.targets.items()}

    def shares_in_force(self, plan: Plan) -> Mapping[str, Mapping[str, Decimal]]:
        """Indicator -> shares of the departments among whom its target is divided today: of those
        who are scored by it. Indicators whose target is not divided are left out.

        Args:
            plan: the one in force under this package.
        """
        found = {}
        for indicator, shares in self.shares.items():
            known = plan.indicators.get(indicator)
            carriers = answering(known) if known else ()
            several = len(carriers) > 1
            held = {body: value for body, value in shares.items() if several and body in carriers}
            if held:
                found[indicator] = held
        return found

    def in_force_for(self, plan: Plan, department: str) -> Mapping[str, Decimal]:
        """Indicator -> target in force for *department*: its own share, if the target
        is divided.
        """
        return {**self.handed_down} | {
            indicator: shares[department]
            for indicator, shares in self.shares_in_force(plan).items()
            if department in shares
        }
