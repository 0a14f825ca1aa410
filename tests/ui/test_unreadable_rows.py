"""A row that nobody can understand costs itself: neither the start nor a page."""

import pytest

from model.store.integrity import LABELS
from model.store.row_checksums import SCHEMA
from model.store.settings import Profile, Role, save_profile
from tests.thorough import some
from ui.pages.menu import ENTRIES

ODD = ["昨天", "", "{", '{"a": 1}', "null", "长" * 50_000]
LEFT = {SCHEMA, "_sqlite_migrations", "own_key", "round", "closing"}  # hold no words of people
TABLES = sorted(LABELS.keys() - LEFT)
KINDS = {  # what a row has to say of itself to be looked at at all
    "rectification": [{"kind": kind, "file": ""} for kind in ("act", "notice", "reply")],
    "part_return": [{"department": "", "part": "reviews"}, {}],
    "setting": [{"key": "report.2025.x"}],
    "batch": [{"in_progress": None, "undone_at": None}],
}


def put_nonsense(db, table, odd, department):
    """Adds rows to *table* that hold *odd* wherever a text can stand, sealed as any other row."""
    columns = db.execute("SELECT name, type FROM pragma_table_info(?)", [table]).fetchall()
    for number, given in enumerate(KINDS.get(table, [{}]), start=1):
        held = {"INTEGER": number, "BLOB": odd.encode()}
        row = {name: held.get(kind, odd) for name, kind in columns}
        place = {"year": 2025, "department": department}
        row |= {key: value for key, value in place.items() if key in row} | given
        names, places = ", ".join(row), ", ".join("?" * len(row))
        db.execute(f"INSERT OR REPLACE INTO {table} ({names}) VALUES ({places})", [*row.values()])
    db.conn.commit()


@pytest.mark.in_part
@pytest.mark.parametrize("odd", some(ODD), ids=lambda odd: odd[:8])
@pytest.mark.parametrize("role", [Role.OFFICE, Role.CLERK])
def test_that_the_start_and_every_page_stand_a_row_of_nonsense_in_every_table(
    open_window, store, department, role, odd
):
    body = "" if role is Role.OFFICE else department.id
    save_profile(store, Profile(role=role, year=2025, department=body))
    store.execute("PRAGMA foreign_keys = OFF")
    for table in TABLES:
        put_nonsense(store, table, odd, department.id)
    window = open_window()
    for entry in ENTRIES[role]:
        window.show_page(entry.page)
    window.close()
