"""Whether a decision that came in a file is one that the app itself could have made here."""

from collections.abc import Callable, Mapping

from model.consolidation.conflicts import FigureRuling, How
from model.domain.numbers import is_sane
from model.domain.review import FOUND, Matter, Review, Ruling
from model.domain.review_file import Decision
from model.domain.text_kinds import is_day, is_decided, is_key, is_label
from model.office.cell_decisions import SEALED
from model.office.origins import ACCEPTED, REFUSED
from model.office.records import DayNote
from model.office.second_names import ON
from model.office.year import OfficeYear


def possible(office: OfficeYear, one: Decision) -> bool:
    """Whether the app could have made *one* about the year of *office*."""
    if isinstance(one, Review):
        return not one.changes or _holds(office, one.department, one.item, one.changes)
    if not one.choice:
        return True
    return _RANGES.get(one.matter, _words)(office, one)


def _holds(
    office: OfficeYear, department: str, item: str, values: Mapping[str, str | None]
) -> bool:
    """Whether each field of the item's form can hold its value."""
    plan = office.plan
    if item not in plan.measures and item not in plan.indicators:
        return False
    form = office.forms.asked(plan.item(item), department)
    fields = {field.key: field for field in form.fields()}
    return all(
        key in fields and (value is None or fields[key].possible(value))
        for key, value in values.items()
    )


def _figure(office: OfficeYear, one: Ruling) -> bool:
    try:
        ruled = FigureRuling.read(one.choice)
    except ValueError:
        return False
    indicator = office.plan.indicators.get(one.subject)
    if indicator is None:
        return False
    if ruled.how is How.OWNER:
        return ruled.named in office.plan.departments
    if ruled.how is How.VALUE:
        owner = next(iter(indicator.departments), "")
        number = is_sane(ruled.named)
        return number and _holds(office, owner, one.subject, {"value": ruled.named})
    return True


def _hand_edit(office: OfficeYear, one: Ruling) -> bool:
    """Only a cell of a report that is here, of an answer or a cover, holding what it can hold."""
    digest, _, key = one.subject.partition("/")
    department = next((body for body, came in office.submissions.items() if digest in came), "")
    edit = next((edit for edit in office.edits(digest) if edit.key == key), None)
    if one.choice == SEALED:
        return True
    if not department or edit is None or edit.fixed or not one.choice.startswith(FOUND):
        return False
    value = one.choice.removeprefix(FOUND)
    plan = office.plan
    if edit.item in plan.measures or edit.item in plan.indicators:
        return _holds(office, department, edit.item, {edit.field: value or None})
    return True


def _words(_: OfficeYear, one: Ruling) -> bool:
    return is_decided(one.choice)


_RANGES: Mapping[Matter, Callable[[OfficeYear, Ruling], bool]] = {
    Matter.FIGURE: _figure,
    Matter.HAND_EDIT: _hand_edit,
    Matter.RECEIVED_ON: lambda _, one: is_day(DayNote.read(one.choice).on),
    Matter.SENDER: lambda _, one: is_key(one.choice),
    Matter.ORIGIN: lambda _, one: one.choice in {ACCEPTED, REFUSED},
    Matter.RANKING: lambda _, one: one.choice == ON,
    Matter.FOUR_EYES: lambda _, one: one.choice == ON,
    Matter.CONFIRMED: lambda _, one: is_label(one.choice),
    Matter.REVIEWER: lambda _, one: is_label(one.choice),
}
