"""What the program does with a stranger's plan, tried out in the limited child before it, which
has nothing but the standard library. As `model.workbook.trials`.
"""

import os
from pathlib import Path

from model.domain.plan_file import PlanFile
from model.domain.sealed import unseal_as
from model.plan.loader import load_plan, load_plan_files


def try_plan(folder: bytes) -> None:
    """Reads the plan in *folder*. Raises: whatever it may."""
    load_plan(Path(os.fsdecode(folder)))


def try_plan_file(payload: bytes) -> None:
    """Reads the plan sealed as *payload*. Raises: whatever it may."""
    load_plan_files("", unseal_as(PlanFile, payload).files)
