"""From a dropped file to the package in force."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from model.domain.package import YearPackage
from model.domain.plan import Plan
from model.package.arrival import Arrival, take_in
from model.package.outgoing import package_report
from model.plans import PlanLibrary
from model.store.plans import fetch_plans, plan_edition
from model.workbook.intake.worker_client import WorkbookReader
from model.workbook.package.content import PackageReport
from model.workbook.package.read import ReceivedPackage, read_package
from model.workbook.report.read import load_content


def read(
    plan: Plan,
    path: Path,
    reader: WorkbookReader | None = None,
    kept: Iterable[Plan] = (),
) -> ReceivedPackage:
    """The package in the file at *path*; nothing is kept yet.

    Args:
        plan: the shipped one.
        kept: earlier editions; a package of one of them is read by it.

    Raises:
        Refusal, PackageRejected, RulebookRejected: with file, sheet, cell, cause and cure.
    """
    return read_content(plan, path.name, load_content(path), reader, kept)


def read_content(
    plan: Plan,
    name: str,
    content: bytes,
    reader: WorkbookReader | None = None,
    kept: Iterable[Plan] = (),
) -> ReceivedPackage:
    """The package in *content*, which came as a file called *name*; otherwise like `read`."""
    return read_package(name, content, partial(_report, (plan, *kept), name), reader)


def _report(
    plans: tuple[Plan, ...], file: str, package: YearPackage, department: str
) -> PackageReport:
    plan = next((plan for plan in plans if plan_edition(plan) == package.plan), plans[0])
    return package_report(plan, package, department, file=file)


def take_in_file(
    library: PlanLibrary,
    path: Path,
    department: str = "",
    reader: WorkbookReader | None = None,
) -> Arrival:
    """Read the file at *path* and put its package into force for *department* ("": the office).

    A file made for another department brings the same package; its secret is left alone.

    Raises:
        Refusal, PackageRejected, RulebookRejected, YearClosed: nothing was changed.
    """
    received = read(library.shipped, path, reader, fetch_plans(library.db))
    return take_in(
        library,
        received.package,
        department=department,
        file_name=path.name,
        secret=received.secret if received.department == department else "",
    )
