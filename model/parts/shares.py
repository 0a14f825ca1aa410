"""A department's sections, and who of them answers for what: given, taken away, taken over from
last year. Each is a step that can be undone.
"""

import uuid
from collections.abc import Collection, Mapping, Sequence

from sqlite_utils import Database

from model.domain.section import Section, Share, Shares
from model.parts.division import Division, fetch_division
from model.store.edit_log import one_step
from model.store.part_facts import SHARE, save_facts
from model.store.sections import fetch_sections, save_sections


def add_section(db: Database, division: Division, name: str) -> Section:
    """The section called *name*, added after the others; one that was deleted comes back as it
    was, for the sheets that it got are its own still.

    Raises:
        NotSaved, YearClosed: nothing was changed.
    """
    today = {one.id for one in division.sections}
    every = fetch_sections(db, division.department, gone=True)
    gone = (one for one in every if one.name == name and one.id not in today)
    section = next(gone, Section(id=uuid.uuid4().hex, name=name))
    with one_step(db, division.year, division.department, f"添加科室“{name}”"):
        _keep(db, division, (*division.sections, section))
    return section


def change_section(db: Database, division: Division, section: Section) -> None:
    """Says otherwise what *section* is called and who is to be asked there.

    Raises:
        NotSaved, YearClosed: nothing was changed.
    """
    before = division.name(section.id)
    label = f"修改科室“{before}”的信息"
    if section.name != before:
        label = f"科室“{before}”改名为“{section.name}”"
    every = tuple(section if one.id == section.id else one for one in division.sections)
    with one_step(db, division.year, division.department, label):
        _keep(db, division, every)


def remove_section(db: Database, division: Division, section: str) -> None:
    """Deletes *section*; nobody answers for its items any more. What came of it stays.

    Raises:
        NotSaved, YearClosed: nothing was changed.
    """
    facts: dict[tuple[str, str], str | None] = {
        (item, f"{SHARE}{section}"): None
        for item, shares in division.shares.items()
        if section in shares
    }
    rest = tuple(one for one in division.sections if one.id != section)
    label = f"删除科室“{division.name(section)}”"
    with one_step(db, division.year, division.department, label):
        _keep(db, division, rest)
        save_facts(db, division.year, division.department, facts)


def _keep(db: Database, division: Division, sections: tuple[Section, ...]) -> None:
    save_sections(db, division.year, division.department, sections)


def give(
    db: Database, division: Division, items: Collection[str], section: Section, share: Share
) -> None:
    """Gives *items* to *section*, in one step that can be undone. One section leads an item: the
    one that led it before has nothing more to do with it.

    Raises:
        NotSaved, YearClosed: nothing was changed.
    """
    facts: dict[tuple[str, str], str | None] = {}
    for item in items:
        if share is Share.LEAD and (before := division.leader(item)):
            facts[item, f"{SHARE}{before}"] = None
        facts[item, f"{SHARE}{section.id}"] = share.value
    verb = "分给" if share is Share.LEAD else "请补充："
    _save(db, division, facts, f"{len(items)} 项{verb}{section.name}")


def take_away(db: Database, division: Division, items: Collection[str]) -> None:
    """Takes *items* away from all sections, in one step."""
    facts: dict[tuple[str, str], str | None] = {
        (item, f"{SHARE}{section}"): None
        for item in items
        for section in division.shares.get(item, {})
    }
    _save(db, division, facts, f"{len(items)} 项收回分工")


def last_years(db: Database, division: Division, items: Sequence[str]) -> Shares:
    """The shares of the year before for those of *items* that nobody has now, as far as their
    sections still exist.
    """
    before = fetch_division(db, division.year - 1, division.department, division.before).shares
    return {
        item: before[item] for item in items if item in before and not division.shares.get(item)
    }


def give_as_last_year(db: Database, division: Division, shares: Shares) -> None:
    """Gives what `last_years` found, in one step."""
    facts: dict[tuple[str, str], str | None] = {
        (item, f"{SHARE}{section}"): share.value
        for item, of_item in shares.items()
        for section, share in of_item.items()
    }
    _save(db, division, facts, f"{len(shares)} 项按去年分工")


def _save(
    db: Database,
    division: Division,
    facts: Mapping[tuple[str, str], str | None],
    label: str,
) -> None:
    with one_step(db, division.year, division.department, label):
        save_facts(db, division.year, division.department, facts)
