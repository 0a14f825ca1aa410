"""From a dropped file to the package in force."""

from functools import partial
from pathlib import Path

from sqlite_utils import Database

from model.domain.package import YearPackage
from model.domain.plan import Plan
from model.package.arrival import Arrival, take_in
from model.package.outgoing import package_report
from model.workbook.child import WorkbookReader
from model.workbook.package_content import PackageReport
from model.workbook.package_reading import ReceivedPackage, read_package


def read(plan: Plan, path: Path, reader: WorkbookReader | None = None) -> ReceivedPackage:
    """The package in the file at *path*; nothing is kept yet.

    Raises:
        Refusal, PackageRejected, RulebookRejected: with file, sheet, cell, cause and cure.
    """
    return read_package(path, partial(_report, plan, path.name), reader)


def _report(plan: Plan, file: str, package: YearPackage, department: str) -> PackageReport:
    return package_report(plan, package, department, file=file)


def take_in_file(
    db: Database,
    plan: Plan,
    path: Path,
    department: str = "",
    reader: WorkbookReader | None = None,
) -> Arrival:
    """Read the file at *path* and put its package into force for *department* ("": the office).

    A file made for another department brings the same package; its secret is left alone.

    Raises:
        Refusal, PackageRejected, RulebookRejected, YearClosed: nothing was changed.
    """
    received = read(plan, path, reader)
    return take_in(
        db,
        plan,
        received.package,
        department=department,
        file_name=path.name,
        secret=received.secret if received.department == department else "",
    )
