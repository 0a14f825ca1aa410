"""Editions of plans that earlier releases of the app brought, word for word.

Years, packages and workbooks of those releases go by them for ever (assets/plan/README.md).
"""

import re
import zlib
from functools import lru_cache

from model.domain.plan import Plan
from model.domain.plan_record import from_canonical
from model.domain.submission import Edition
from model.paths import asset

FOLDER = "plan/released"
NAME = re.compile(r"[\w.\-]{1,64}")


def released_plan(edition: Edition) -> Plan | None:
    """The plan of *edition* as an earlier release brought it; None where none did."""
    if not NAME.fullmatch(edition.id) or not NAME.fullmatch(edition.version):
        return None
    return _loaded(edition)


@lru_cache(maxsize=4)
def _loaded(edition: Edition) -> Plan | None:
    path = asset(FOLDER) / f"{edition.id}_{edition.version}.plan"
    return from_canonical(zlib.decompress(path.read_bytes())) if path.is_file() else None
