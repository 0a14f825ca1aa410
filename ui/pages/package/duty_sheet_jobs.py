"""任务分解表 out into a file, and back from one, as jobs; what is heavy is imported here."""

from dataclasses import dataclass
from pathlib import Path

from model.domain.package import YearPackage
from model.domain.plan import Plan
from model.jobs import JobContext
from model.store.clock import now
from model.workbook.duty_sheet.read import ReceivedDutySheet
from model.workbook.layout import Questionnaire
from ui.jobs import Job


@dataclass(frozen=True, kw_only=True)
class Returned:
    name: str  # of the file
    sheet: ReceivedDutySheet


def duty_paper_job(path: Path, plan: Plan, package: YearPackage) -> Job:
    def write(job: JobContext) -> Path:
        from model.package.countersignature import duty_paper
        from model.workbook.duty_sheet.write import write_duty_sheet

        write_duty_sheet(path, duty_paper(plan, package, now()), job)
        return path

    return write


def returned_job(path: Path, questionnaire: Questionnaire) -> Job:
    def read(job: JobContext) -> Returned:
        from model.package.countersignature import returned_sheet

        job.step(0, 1, path.name)
        return Returned(name=path.name, sheet=returned_sheet(path, questionnaire))

    return read
