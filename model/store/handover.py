"""移交: that the data were taken to another PC, so that nobody goes on here by mistake."""

import json
from dataclasses import dataclass

from sqlite_utils import Database

from model.store.clock import now
from model.store.settings import read_json, save_setting

SETTING = "handed_over"


@dataclass(frozen=True, kw_only=True)
class Handover:
    """`copy`: the name of the backup that was taken along, checked there."""

    at: str = ""  # ISO 8601 with offset; "": nothing was handed over
    copy: str = ""


def fetch_handover(db: Database) -> Handover:
    return read_json(db, SETTING, Handover, Handover())


def hand_over(db: Database, copy: str) -> None:
    """Notes that *copy* was taken to another PC.

    Raises:
        NotSaved: the disk refused.
    """
    save_setting(db, SETTING, json.dumps({"at": now(), "copy": copy}, ensure_ascii=False))


def take_up_again(db: Database) -> None:
    """Goes on with the data here."""
    save_setting(db, SETTING, "{}")
