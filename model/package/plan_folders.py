"""Plans that people bring as folders: tried out in the limited child before they are read."""

import os
from pathlib import Path

from model.domain.plan import Plan
from model.errors import PlanRejected
from model.plan.loader import load_plan
from model.workbook.intake.refused import Refused
from model.workbook.intake.worker_client import WorkbookReader


def load_brought_plan(folder: Path) -> Plan:
    """The plan in *folder*, which came from somebody else.

    Raises:
        PlanRejected: it contradicts itself, or takes too much time or memory.
    """
    try:
        with WorkbookReader() as reader:
            reader.try_out(try_plan, os.fsencode(folder.absolute()))
    except Refused as refused:
        raise PlanRejected(
            f"方案数据“{folder.name}”读取时用的时间或内存太多，未能载入。",
            hint="请向编制方案数据的人要原件。",
        ) from refused
    return load_plan(folder)


def try_plan(folder: bytes) -> None:
    """Reads the plan in *folder*. Raises: whatever it may."""
    load_plan(Path(os.fsdecode(folder)))
