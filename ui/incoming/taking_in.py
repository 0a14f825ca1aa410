"""A package comes to this PC: read as a job, kept on the GUI thread, and what to do next."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from model.domain.plan import Plan
from model.package.arrival import Arrival, take_in
from model.package.in_force import in_force
from model.package.succession import Inheritance, give_back, take_over, who_answers, who_is_back
from model.store.backups import BackupReason, backed_up
from model.store.settings import Profile, Role
from ui.session import Session

if TYPE_CHECKING:  # it brings the reader of workbooks with it
    from model.workbook.package.read import ReceivedPackage


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A file that turned out to hold a package; nothing is kept yet."""

    path: Path
    received: "ReceivedPackage"


@dataclass(frozen=True, kw_only=True)
class TakenIn:
    """What came of it for those who sit here.

    `heirs` are the departments that the work goes to, or goes back to, where this one is no more;
    `inherited` is what came over from predecessors on this PC. `plan` is the one in force now.
    """

    arrival: Arrival
    plan: Plan
    department: str = ""
    heirs: tuple[str, ...] = ()
    inherited: Inheritance | None = None

    @property
    def year(self) -> int:
        return self.arrival.package.year


def keep(session: Session, opened: Opened) -> TakenIn:
    """Put the package into force; whatever was typed stays.

    Raises:
        PackageRejected, RulebookRejected, YearClosed: nothing was changed.
    """
    backed_up(session.db, BackupReason.BEFORE_PACKAGE)
    received, profile = opened.received, session.profile
    department = profile.department if profile else received.department
    arrival = take_in(
        session.library,
        received.package,
        department=department,
        file_name=opened.path.name,
        secret=received.secret if received.department == department else "",
    )
    words = session.library.of_year(arrival.package.year)
    plan = in_force(words, arrival.package)
    if not profile or profile.role is Role.OFFICE:
        return TakenIn(arrival=arrival, plan=plan, department=department)
    if department in plan.departments:
        inherited = take_over(session.library, arrival.package, department)
        return TakenIn(arrival=arrival, plan=plan, department=department, inherited=inherited)
    heirs = who_answers(arrival.package, department)
    back = who_is_back(arrival.package, arrival.before, department)
    there = tuple(body for body in (*heirs, *back) if body in plan.departments)
    return TakenIn(arrival=arrival, plan=plan, department=department, heirs=there)


def go_on_as(session: Session, taken: TakenIn, heir: str) -> None:
    """Open *heir*'s year, with what was said here under the old name."""
    package = taken.arrival.package
    if heir in who_is_back(package, taken.arrival.before, taken.department):
        give_back(session.library, package, heir, taken.department)
    else:
        take_over(session.library, package, heir)
    session.set_profile(Profile(role=Role.CLERK, year=taken.year, department=heir))
