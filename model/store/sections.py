"""科室 of a department. A section that is gone keeps its name for what it answered.

What is said of sections is logged in the year in which it was said, and undone with it.
"""

import json
from collections.abc import Sequence

from sqlite_utils import Database

from model.domain.section import NO_ITEM, PART, Section
from model.store.edit_log import Key, one_step, record

SECTION = f"{PART}section/"  # and its id, about no item: how the log of edits calls a section
COLUMNS = ("name", "contact", "phone", "head", "place")


def fetch_sections(db: Database, department: str, *, gone: bool = False) -> tuple[Section, ...]:
    """The sections of *department*, in their order; those that are *gone* too, if asked for."""
    rows = db.execute(
        "SELECT id, name, contact, phone, head FROM section"
        " WHERE department = ? AND (gone = 0 OR ?) ORDER BY place, name",
        [department, int(gone)],
    )
    return tuple(
        Section(id=id_, name=name, contact=contact, phone=phone, head=head)
        for id_, name, contact, phone, head in rows
    )


def save_sections(db: Database, year: int, department: str, sections: Sequence[Section]) -> None:
    """Saves *sections* in their order; those of *department* that are not among them are gone.

    Args:
        year: in whose steps it is logged.

    Raises:
        NotSaved: the disk refused; what stood there before still does.
        YearClosed: likewise.
    """
    said: dict[str, str | None] = {
        one.id: None for one in fetch_sections(db, department) if one not in sections
    }
    said |= {one.id: _words(one, place) for place, one in enumerate(sections)}
    with one_step(db, year, department):
        for section, new in said.items():
            if (old := fetch_section_words(db, section)) != new:
                put_section(db, (year, department, NO_ITEM, f"{SECTION}{section}"), old, new)


def fetch_section_words(db: Database, section: str) -> str | None:
    """One section as the log of edits keeps it; None: there is none any more."""
    row = db.execute(
        "SELECT name, contact, phone, head, place FROM section WHERE id = ? AND gone = 0",
        [section],
    ).fetchone()
    return json.dumps(dict(zip(COLUMNS, row, strict=True)), ensure_ascii=False) if row else None


def put_section(db: Database, key: Key, old: str | None, new: str | None) -> None:
    """Changes one section from *old* to *new*, inside a transaction; None: it is gone."""
    _, department, _, field = key
    section = field.removeprefix(SECTION)
    record(db, key, old, new, typed=False)
    if new is None:
        db.execute("UPDATE section SET gone = 1 WHERE id = ?", [section])
        return
    row = {"id": section, "department": department, **json.loads(new), "gone": 0}
    db.table("section").upsert(row, pk="id")


def _words(section: Section, place: int) -> str:
    values = (section.name, section.contact, section.phone, section.head, place)
    return json.dumps(dict(zip(COLUMNS, values, strict=True)), ensure_ascii=False)
