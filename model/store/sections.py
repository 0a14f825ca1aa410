"""科室 of a department. A section that is gone keeps its name for what it answered."""

from collections.abc import Sequence

from sqlite_utils import Database

from model.domain.section import Section
from model.store.transaction import saving


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


def save_sections(db: Database, department: str, sections: Sequence[Section]) -> None:
    """Saves *sections* in their order; those of *department* that are not among them are gone.

    Raises:
        NotSaved: the disk refused; what stood there before still does.
    """
    with saving(db, "科室"):
        db.execute("UPDATE section SET gone = 1 WHERE department = ?", [department])
        for place, one in enumerate(sections):
            db.table("section").upsert(
                {
                    "id": one.id,
                    "department": department,
                    "name": one.name,
                    "contact": one.contact,
                    "phone": one.phone,
                    "head": one.head,
                    "place": place,
                    "gone": 0,
                },
                pk="id",
            )
