"""The draft in the data file: one at a time, beside the version it is made from."""

from sqlite_utils import Database

from model.rulebook_editor.draft import Draft, draft_from
from model.store.saving import saving
from model.store.settings import fetch_setting, save_setting

DRAFT, BASE = "rules.draft", "rules.base"


def fetch_drafts(db: Database) -> tuple[Draft, Draft] | None:
    """The version it is made from, and the draft; None: there is none."""
    base, draft = fetch_setting(db, BASE), fetch_setting(db, DRAFT)
    return (draft_from(base), draft_from(draft)) if base and draft else None


def begin_draft(db: Database, text: str) -> None:
    """A draft made from the version *text*; another one is lost."""
    with saving(db, "规则草稿"):
        save_setting(db, BASE, text)
        save_setting(db, DRAFT, text)


def save_draft(db: Database, draft: Draft) -> None:
    """Raises: NotSaved: the disk refused; trying again is safe."""
    if draft.text != fetch_setting(db, DRAFT):
        save_setting(db, DRAFT, draft.text)


def discard_draft(db: Database) -> None:
    with saving(db, "规则草稿"):
        save_setting(db, BASE, "")
        save_setting(db, DRAFT, "")
