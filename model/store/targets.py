"""Targets that a data file of an early version held beside the packages; they count nowhere."""

import json
from collections.abc import Mapping

from sqlite_utils import Database

from model.store.settings import fetch_setting

FORMER = "former_targets"


def fetch_former_targets(db: Database, year: int) -> Mapping[str, str]:
    """Indicator id -> what stood there for *year*, in the indicator's unit."""
    rows = json.loads(fetch_setting(db, FORMER) or "[]")
    return {indicator: value for of, indicator, value, _ in rows if of == year}
