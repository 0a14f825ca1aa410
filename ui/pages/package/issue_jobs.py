"""Packages out into files, as jobs; what is heavy is imported here."""

from dataclasses import dataclass
from pathlib import Path

from model.domain.package import YearPackage
from model.domain.plan import Plan
from model.jobs import JobContext
from ui.jobs import Job


@dataclass(frozen=True, kw_only=True)
class Written:
    """What was written, and where."""

    folder: Path
    files: tuple[Path, ...]


def one_for_all_job(
    folder: Path, plan: Plan, package: YearPackage, before: YearPackage | None
) -> Job:
    def write(job: JobContext) -> Written:
        from model.package.outgoing import package_report
        from model.workbook.package.write import suggested_package_name, write_package

        report = package_report(plan, package, before=before)
        path = folder / suggested_package_name(report)
        write_package(path, report, job)
        return Written(folder=folder, files=(path,))

    return write


def one_each_job(
    folder: Path,
    plan: Plan,
    package: YearPackage,
    before: YearPackage | None,
    secrets: dict[str, str],
) -> Job:
    def write(job: JobContext) -> Written:
        from model.package.outgoing import write_for_each

        files = write_for_each(folder, plan, package, secrets, job, before)
        return Written(folder=folder, files=files)

    return write
