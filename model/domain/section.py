"""科室: the sections of a department, and who of them answers for what."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from model.domain.answers import Answer, Answers, Evidence
from model.domain.canonical import LATER, SealedRecord
from model.domain.cell_edit import CellEdit
from model.domain.names import same_person
from model.domain.numbers import VERSIONS, YEARS
from model.domain.plan import AnyItem, Department, DepartmentKind, Plan
from model.domain.submission import Edition
from model.domain.targets import Baseline
from model.domain.text_kinds import Day, Key, Moment

NO_ITEM = ""  # what is noted of parts and not of an item is about it
PART = "part/"  # how fields begin that are about parts and not answers
ADDITION = f"{PART}addition/"  # and a section's id: what it adds to an item that another leads
HANDED_BACK = f"{PART}handed-back/"  # and a section's id: why the item is none of its business

OTHERS = "other-bodies"  # whoever leads what the department of a sheet only supports
TELLING = 8  # characters that two people hardly ever write alike


class Share(StrEnum):
    """What a section has to do with an item."""

    LEAD = "lead"  # it answers
    ADD = "add"  # another one answers, it adds to that (跨科室)


SHARE_LABELS = {Share.LEAD: "填报", Share.ADD: "补充"}


@dataclass(frozen=True, kw_only=True)
class Section:
    """One section of a department."""

    id: str
    name: str
    contact: str = ""
    phone: str = ""
    head: str = ""  # 科室负责人


@dataclass(frozen=True, kw_only=True)
class SectionSheet(SealedRecord):
    """科室表: what was sent to a section. `answers` is what its cells said when it was sent.

    `number` counts the sheets that a section got in a year, from 1.
    """

    KIND = "section-sheet"

    id: Key
    year: int
    department: Key
    section: Key
    section_name: str
    number: int
    made_at: Moment
    plan: Edition
    led: tuple[str, ...]  # items that the section answers for
    added: tuple[str, ...]  # items to which it adds
    answers: Answers
    package: Edition | None = None
    due: Day = ""
    sent_by: str = ""  # to whom it goes back
    phone: str = ""
    sample: bool = False  # 示例数据, to be shown wherever it appears
    # What the section sees beside its items where it fills them in in the app.
    department_name: str = field(default="", metadata=LATER)
    supported: tuple[str, ...] | None = field(default=None, metadata=LATER)  # of `led`; None: ?
    last_year: Answers = field(default_factory=dict, metadata=LATER)
    handed_down: Mapping[str, Decimal] = field(default_factory=dict, metadata=LATER)
    baselines: Mapping[str, Baseline] = field(default_factory=dict, metadata=LATER)
    leaders: Mapping[str, str] = field(default_factory=dict, metadata=LATER)  # of `added`: names

    def check(self) -> None:
        """Raises: ValueError: a year or a number that no sheet has."""
        if self.year not in YEARS or self.number not in VERSIONS:
            raise ValueError("a year or number out of range")

    @property
    def items(self) -> tuple[str, ...]:
        return (*self.led, *self.added)

    def asked_under(self, plan: Plan) -> Plan:
        """*plan* in which the department is asked about the items of this sheet, as it was when it
        was sent, and about nothing else.
        """
        own = self.department
        others = Department(id=OTHERS, name="其他单位", kind=DepartmentKind.GOVERNMENT)
        departments = {**plan.departments, OTHERS: others}
        if own not in departments:  # registered by a package that isn't here
            name = self.department_name or own
            departments[own] = Department(id=own, name=name, kind=DepartmentKind.GOVERNMENT)
        return replace(
            plan,
            departments=departments,
            measures={
                key: self._asked(replace(one, outside=_without(one.outside, own)))
                for key, one in plan.measures.items()
            },
            indicators={key: self._asked(one) for key, one in plan.indicators.items()},
        )

    def _asked(self, item: AnyItem) -> AnyItem:
        own = self.department
        if item.id not in self.items:
            rest = _without(item.departments, own)
            lead = _without(item.lead, own) if rest else ()
            return replace(item, departments=rest, lead=lead, others=_without(item.others, own))
        if self.supported is None:
            return item
        leads: tuple[str, ...] = (own,)
        if item.id in self.supported:
            leads = _without(item.lead or item.departments, own) or (OTHERS,)
        return replace(item, departments=tuple(dict.fromkeys((*leads, own))), lead=leads, others=())


@dataclass(frozen=True, kw_only=True)
class SaidCell:
    """What came back in one cell otherwise than it was sent; None: nothing any more."""

    item: str
    field: str
    said: str | None


@dataclass(frozen=True, kw_only=True)
class SectionReturn:
    """What came back in a section's sheet, as it is kept.

    `doubts` are cells that say nothing certain; nothing was taken from them. `saved_at`: when the
    file was saved last, as it says itself, UTC. `gone`: items whose rows were not there. `lost`:
    fields whose columns were not.
    """

    filled_by: str = ""
    phone: str = ""
    signed_by: str = ""  # 科室负责人
    said: tuple[SaidCell, ...] = ()
    doubts: tuple[CellEdit, ...] = ()
    remarks: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    saved_at: Moment = field(default="", metadata=LATER)
    gone: tuple[str, ...] = field(default=(), metadata=LATER)
    lost: tuple[str, ...] = field(default=(), metadata=LATER)

    def goes_on_from(self, earlier: "SectionReturn") -> bool:
        """Whether this is *earlier* filled in further or corrected: saved later, with something
        said at most of its places, by the same person or with words that nobody types twice.

        Two people's copies of one sheet are not: what they say differently is asked.
        """
        if not (earlier.saved_at and earlier.saved_at < self.saved_at):
            return False
        now = {(one.item, one.field): one.said for one in self.said}
        before = {
            (one.item, one.field): one.said
            for one in earlier.said
            if one.item not in self.gone and one.field not in self.lost
        }
        again = before.keys() & now.keys()
        copied = any(
            len(before[place] or "") >= TELLING and before[place] == now[place] for place in again
        )
        one_hand = bool(self.filled_by) and same_person(self.filled_by, earlier.filled_by)
        return 2 * len(again) >= len(before) and (one_hand or copied)


@dataclass(frozen=True, kw_only=True)
class SectionFilling:
    """What a section says in its sheet, as the cells show it.

    `answers`: by item, with `addition` and `handed_back` as the columns are called. `about`: of the
    sheet as a whole.
    """

    answers: Answers = field(default_factory=dict)
    about: Answer = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()


def _without(bodies: tuple[str, ...], body: str) -> tuple[str, ...]:
    return tuple(one for one in bodies if one != body)


Shares = Mapping[str, Mapping[str, Share]]
"""Item -> section -> its share."""
