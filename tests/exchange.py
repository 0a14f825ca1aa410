"""Workbooks that go from one system to another: python -m tests.exchange FOLDER.

Writes a whole year of two departments, their 填报模板, the 年度任务包 and a 退回单 into FOLDER,
all signed, or takes in those that another system wrote there and says whether its own would have
the same bytes. make test-windows
lets Windows write and Linux read, and the other way round.
"""

import sys
from pathlib import Path

from model.domain.return_slip import Remark, ReturnSlip
from model.jobs import JobContext
from model.package.outgoing import package_report
from model.paths import PLAN, RULEBOOK, asset
from model.plan.loader import load_plan
from model.scoring.loader import load_rulebook
from model.workbook.intake.worker_client import WorkbookReader
from model.workbook.package.read import ReceivedPackage
from model.workbook.package.write import package_bytes
from model.workbook.report.read import ReceivedReport
from model.workbook.sealed import read
from model.workbook.slip.content import SlipReport
from model.workbook.slip.read import ReceivedSlip
from model.workbook.slip.write import slip_bytes
from tests.keys import OFFICE_KEYS
from tests.model.package.conftest import RULES
from tests.model.workbook.blanks import blank, blank_report
from tests.model.workbook.whole_year import whole_year
from tests.model.workbook.years import YEAR, exported, questionnaire
from tests.sample_packages import sample_history

BODIES = ("csglw", "jyj")


def workbooks() -> dict[str, bytes]:
    """File name -> content, the same on every system and every day."""
    plan = load_plan(asset(PLAN))
    rulebook = load_rulebook(asset(RULEBOOK), plan)
    years = {f"{body}_年度自评估.xlsx": exported(whole_year(plan, body)) for body in BODIES}
    blanks = {f"{body}_填报模板.xlsx": blank(blank_report(plan, rulebook, body)) for body in BODIES}
    package = next(one for one in sample_history(plan, RULES) if one.year == YEAR)
    sent = package_report(plan, package, before=None, keys=OFFICE_KEYS)
    slip = ReturnSlip(
        id="a", year=YEAR, department="jyj", number=1, submission="ab" * 32, sequence=1,
        made_at="2026-01-20T10:00:00+08:00", remarks=(Remark(item="3.1.1-01", text="请补充。"),),
    )  # fmt: skip
    returned = SlipReport(questionnaire=questionnaire(plan), slip=slip, keys=OFFICE_KEYS)
    office = {
        "年度任务包.xlsx": package_bytes(sent, JobContext()),
        "退回单.xlsx": slip_bytes(returned),
    }
    return years | blanks | office


def main(folder: Path) -> int:
    """Exit code: 0 if everything there is as this system would have written it, and is taken in."""
    asked = questionnaire(load_plan(asset(PLAN)))
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
            found = read(name, other, asked, reader)
            same = other == content
            wrong += not (same and is_taken_in(found))
            print(f"{'same bytes' if same else 'OTHER BYTES'}, {type(found).__name__}  {name}")
    return int(wrong > 0)


def is_taken_in(found: object) -> bool:
    """Whether nothing of the file differs from what is sealed in it."""
    match found:
        case ReceivedReport():
            return found.verified
        case ReceivedPackage():
            return found.package.year == YEAR
        case ReceivedSlip():
            return found.slip.year == YEAR
    return False


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    sys.exit(main(Path(sys.argv[1])))
