"""Who uses this data file, and for which year."""

from dataclasses import dataclass
from enum import StrEnum

from sqlite_utils import Database

from model.store.saving import saving


class Role(StrEnum):
    CLERK = "部门填报"
    OFFICE = "领导小组办公室"


@dataclass(frozen=True, kw_only=True)
class Profile:
    """What the first start asks. `department` is "" for the office."""

    role: Role
    year: int
    department: str = ""


def fetch_setting(db: Database, key: str) -> str | None:
    row = db.execute("SELECT value FROM setting WHERE key = ?", [key]).fetchone()
    return row[0] if row else None


def save_setting(db: Database, key: str, value: str) -> None:
    with saving(db):
        db.table("setting").upsert({"key": key, "value": value}, pk="key")


def fetch_profile(db: Database) -> Profile | None:
    """None: the first start hasn't asked yet."""
    role, year = fetch_setting(db, "role"), fetch_setting(db, "year")
    if role is None or year is None:
        return None
    return Profile(
        role=Role(role), year=int(year), department=fetch_setting(db, "department") or ""
    )


def save_profile(db: Database, profile: Profile) -> None:
    with saving(db):
        save_setting(db, "role", profile.role.value)
        save_setting(db, "year", str(profile.year))
        save_setting(db, "department", profile.department)
