"""Which rulebook a year is scored by: the one its package brought, else the version kept with the
data, for ever, whatever newer app comes along; as long as nothing was scored, the app's own.
"""

from sqlite_utils import Database

from model.domain.submission import Edition
from model.paths import asset
from model.scoring.loader import file_name, parse_rulebook
from model.scoring.rulebook import Rulebook
from model.scoring.rulebook_text import rulebook_to_toml
from model.store.packages import fetch_package
from model.store.rulebooks import (
    fetch_rulebook,
    fetch_rulebook_of,
    keep_rulebook,
    save_rulebook_of,
)
from model.store.transaction import saving

SHIPPED = "rules"


def edition_of(rulebook: Rulebook) -> Edition:
    return Edition(id=rulebook.id, version=rulebook.version)


def edition_in_force(db: Database, year: int) -> Edition | None:
    """The edition from the year's package, else the one kept for *year*; None if there
    is neither.
    """
    package = fetch_package(db, year)
    return package.rulebook if package else fetch_rulebook_of(db, year)


def rulebook_in_force(db: Database, year: int, shipped: Rulebook) -> Rulebook:
    """The rulebook *year* is scored by: its package's, else the one kept for it, else *shipped*.

    Not held against the plan: it was when it was kept, and an old year keeps its score.
    """
    edition = edition_in_force(db, year)
    text = fetch_rulebook(db, edition) if edition else None
    return shipped if text is None else parse_rulebook(text, f"{year}年度的规则")


def keep_at_first_scoring(db: Database, year: int, shipped: Rulebook) -> bool:
    """From now on *year* is scored by the words of *shipped*, if by none yet.

    Returns:
        Whether that is new.
    """
    if fetch_rulebook_of(db, year) is not None:
        return False
    edition = edition_of(shipped)
    with saving(db, "评估规则的版本"):
        if fetch_rulebook(db, edition) is None:
            keep_rulebook(db, edition, shipped_text(shipped))
        save_rulebook_of(db, year, edition)
    return True


def shipped_text(rulebook: Rulebook) -> str:
    """The file of a rulebook that comes with this app, word for word."""
    path = asset(SHIPPED) / file_name(rulebook)
    return path.read_text("utf-8") if path.exists() else rulebook_to_toml(rulebook)
