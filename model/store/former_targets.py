"""Targets that an early version kept beside the packages; they count nowhere."""

import json
from collections.abc import Mapping
from functools import partial

from sqlite_utils import Database

from model.store.settings import read_setting

FORMER = "former_targets"


def fetch_former_targets(db: Database, year: int) -> Mapping[str, str]:
    """Indicator id -> the target that the early version kept for *year*, in the
    indicator's unit.
    """
    return read_setting(db, FORMER, partial(_targets_in, year), {})


def _targets_in(year: int, text: str) -> dict[str, str]:
    try:
        return {
            str(indicator): str(value) for of, indicator, value, _ in json.loads(text) if of == year
        }
    except TypeError as error:
        raise ValueError(text) from error
