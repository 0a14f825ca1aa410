"""Workbooks that go from one system to another: python -m tests.exchange FOLDER.

Writes a whole year of two departments, and their 填报模板, into FOLDER, or takes in those that
another system wrote there and says whether its own would have the same bytes. make test-windows
lets Windows write and Linux read, and the other way round.
"""

import sys
from pathlib import Path

from forms import FORMS
from model.paths import PLAN, RULEBOOK, asset
from model.plan.loader import load_plan
from model.scoring.loader import load_rulebook
from model.workbook.intake.worker_client import WorkbookReader
from model.workbook.layout import Questionnaire
from model.workbook.sealed import read_report
from tests.model.workbook.blanks import blank, blank_report
from tests.model.workbook.whole_year import whole_year
from tests.model.workbook.years import exported

BODIES = ("csglw", "jyj")


def workbooks() -> dict[str, bytes]:
    """File name -> content, the same on every system and every day."""
    plan = load_plan(asset(PLAN))
    rulebook = load_rulebook(asset(RULEBOOK), plan)
    years = {f"{body}_年度自评估.xlsx": exported(whole_year(plan, body)) for body in BODIES}
    blanks = {f"{body}_填报模板.xlsx": blank(blank_report(plan, rulebook, body)) for body in BODIES}
    return years | blanks


def main(folder: Path) -> int:
    """Exit code: 0 if everything there is as this system would have written it, and is taken in."""
    questionnaire = Questionnaire(plan=load_plan(asset(PLAN)), forms=FORMS)
    folder.mkdir(parents=True, exist_ok=True)
    wrong = 0
    with WorkbookReader() as reader:
        for name, content in workbooks().items():
            path = folder / name
            if not path.exists():
                path.write_bytes(content)
                print(f"written  {path.name}: {len(content)} bytes")
                continue
            other = path.read_bytes()
            found = read_report(name, other, questionnaire, reader)
            same = other == content
            wrong += not (same and found.verified)
            print(
                f"{'same bytes' if same else 'OTHER BYTES'}, "
                f"{len(found.submission.answers)} answers  {name}"
            )
    return int(wrong > 0)


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    sys.exit(main(Path(sys.argv[1])))
