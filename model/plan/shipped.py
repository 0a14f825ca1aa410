"""The shipped plan without reading its text at each start: from a record of what was read of it.

The record lies beside the plan's folder and begins with the SHA-256 of the files it was made from.
Where one of them has changed since, the folder is read. `make record` makes it anew.
"""

import hashlib
import zlib
from contextlib import suppress
from pathlib import Path

from model.domain.canonical import table_in
from model.domain.plan import Plan
from model.domain.plan_record import PlanRecord


def load_shipped_plan(folder: Path) -> Plan:
    """The plan in *folder*, as `model.plan.loader.load_plan` reads it.

    Raises:
        PlanRejected: likewise.
    """
    with suppress(OSError, ValueError, zlib.error):
        made_from, _, packed = record_of(folder).read_bytes().partition(b"\n")
        if made_from.decode() == digest_of_files(folder):
            return PlanRecord.from_table(table_in(zlib.decompress(packed))).plan()
    from model.plan.loader import load_plan

    return load_plan(folder)


def record_of(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.record")


def digest_of_files(folder: Path) -> str:
    """SHA-256 of the names and contents of all files in *folder*, hex."""
    found = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        found.update(f"{path.relative_to(folder).as_posix()}\n{len(content)}\n".encode() + content)
    return found.hexdigest()
