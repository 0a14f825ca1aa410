"""Editions of plans that earlier releases shipped, unchanged.

Years, packages and workbooks of those releases use them for ever (assets/plan/README.md).
"""

import re
import zlib
from functools import lru_cache
from pathlib import Path

from model.domain.plan import Plan
from model.domain.plan_record import PlanRecord
from model.domain.sealed import unseal_as
from model.domain.submission import Edition

NAME = re.compile(r"[\w.\-]{1,64}")


def released_plan(folder: Path, edition: Edition) -> Plan | None:
    """The plan with *edition* in *folder*; None if the folder has no such edition."""
    if not NAME.fullmatch(edition.id) or not NAME.fullmatch(edition.version):
        return None
    return _loaded(folder / f"{edition.id}_{edition.version}.plan")


@lru_cache(maxsize=4)
def _loaded(path: Path) -> Plan | None:
    if not path.is_file():
        return None
    return unseal_as(PlanRecord, zlib.decompress(path.read_bytes())).plan()
