"""A year's package comes to this PC: checked, kept, put into force, and what it changes here."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlite_utils import Database

from model.domain.differences import Difference
from model.domain.origin import NO_PROOF, Proof
from model.domain.package import YearPackage
from model.domain.plan import Plan
from model.domain.rectification import RectificationNotice
from model.package.comparison import differences
from model.package.in_force import in_force
from model.package.origin_check import remember
from model.package.succession import (
    Inheritance,
    give_back,
    is_another_body,
    take_over,
    who_answers,
    who_is_back,
)
from model.package.validation import refuse_if_wrong, rulebook_of
from model.plans import PlanLibrary
from model.store.backups import BackupReason, backed_up
from model.store.clock import now
from model.store.deliveries import Act, note_act
from model.store.packages import fetch_package, keep_package, save_secrets
from model.store.plans import keep_plan
from model.store.rectification import keep_notice
from model.store.settings import Profile, Role
from model.store.transaction import saving

if TYPE_CHECKING:  # it brings the reader of workbooks with it
    from model.workbook.package.read import ReceivedPackage
    from model.workbook.rectification.read import ReceivedNotice


@dataclass(frozen=True, kw_only=True)
class Word:
    """What a person said who was asked whether to take a file in."""

    by: str
    reason: str = ""


class News(StrEnum):
    IN_FORCE = "已启用"
    KNOWN = "已有"
    SUPERSEDED = "已被更新的版本取代"


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """`before` was in force until now (None: the plan alone), `package` is now."""

    received: YearPackage
    news: News
    before: YearPackage | None
    package: YearPackage
    differences: tuple[Difference, ...]  # from `before` to `package`

    @property
    def sentence(self) -> str:
        """What to say on the screen; answers are safe in every case."""
        came = f"{self.received.year}年度任务包第{self.received.version}版"
        match self.news:
            case News.KNOWN:
                newer = f"；现行的是第{self.package.version}版"
                same = self.received.digest == self.package.digest
                return f"{came}以前已经接收{'' if same else newer}，没有变化。"
            case News.SUPERSEDED:
                return f"{came}已存档；现行的是更新的第{self.package.version}版，没有变化。"
        count = len(self.differences)
        if self.before is None:
            against = f"与方案原文相比有 {count} 处不同" if count else "与方案原文一致"
            return f"{came}已启用，是本年度的第一份任务包，{against}；已填的内容都在。"
        changed = f"与此前相比有 {count} 处变化" if count else "与此前相比没有变化"
        return f"{came}已启用，{changed}，已填的内容都在。"


def take_in_package(
    library: PlanLibrary,
    package: YearPackage,
    *,
    department: str = "",
    file_name: str = "",
    secret: str = "",
    proof: Proof = NO_PROOF,
    recipient: str = "",
    word: Word | None = None,
) -> Arrival:
    """Keep *package* and say what it changes for *department* ("": for all).

    A package that is known already changes nothing, whatever lies beside it in the file.

    Args:
        library: has the edition that the package goes by, unless that is not at hand.
        secret: what *department* signed with, if a file of 0.1.0 brought it.
        proof: who made the file, which was made for *recipient*.
        word: of the person who was asked; None: nobody had to be.

    Raises:
        PackageRejected, RulebookRejected, YearClosed: nothing was changed.
    """
    db, plan = library.db, library.edition(package.plan)
    refuse_if_wrong(plan, package, file_name)
    rulebook_of(package, plan)
    before = fetch_package(db, package.year)
    with saving(db, "任务包"):
        keep_plan(db, plan)
        new = keep_package(db, package, file_name)
        if new and secret and department:
            save_secrets(db, package.year, {department: secret})
        remember(db, package, recipient, proof, new=new)
        if new and word:
            note_act(db, package.year, package.digest, Act.TAKEN, word.by, word.reason)
    now = fetch_package(db, package.year) or package
    news = News.IN_FORCE if now == package else News.SUPERSEDED
    return Arrival(
        received=package,
        news=news if new else News.KNOWN,
        before=before,
        package=now,
        differences=()
        if now == before
        else differences(plan, before, now, department, library.edition),
    )


@dataclass(frozen=True, kw_only=True)
class TakenIn:
    """What came of a package for those who sit here.

    `heirs` are the departments that the work goes to, or goes back to, where this one is no more;
    `inherited` is what came over from predecessors on this PC. `plan` is the one in force now.
    """

    arrival: Arrival
    plan: Plan
    department: str = ""
    heirs: tuple[str, ...] = ()
    inherited: Inheritance | None = None
    notice: RectificationNotice | None = None  # that came in the same file, and is kept

    @property
    def year(self) -> int:
        return self.arrival.package.year

    @property
    def changed(self) -> bool:
        """Whether the file brought anything but what is known already."""
        came = self.inherited is not None and bool(self.inherited.answers)
        return self.arrival.news is not News.KNOWN or came


def put_into_force(
    library: PlanLibrary,
    file_name: str,
    received: "ReceivedPackage",
    profile: Profile | None,
    word: Word | None = None,
) -> TakenIn:
    """Keep the package *received* in the file *file_name*; whatever was typed stays.

    Args:
        profile: of those who sit here; None: nobody said yet.
        word: of the person who was asked, where `origin_check` says that one has to be.

    Raises:
        PackageRejected, RulebookRejected, YearClosed: nothing was changed.
    """
    backed_up(library.db, BackupReason.BEFORE_PACKAGE)
    department = profile.department if profile else received.department
    office = profile is not None and profile.role is Role.OFFICE
    enclosed = received.notice if received.notice_fits and not office else None
    with saving(library.db, "任务包"):
        arrival = take_in_package(
            library,
            received.package,
            department=department,
            file_name=file_name,
            secret=received.secret if received.department == department else "",
            proof=received.proof,
            recipient=received.department,
            word=word,
        )
        if enclosed:
            _keep_enclosed(library.db, arrival.received.year, file_name, enclosed)
    notice = enclosed.notice if enclosed else None
    in_force_now = in_force(library.of_year(arrival.package.year), arrival.package)
    if not profile or profile.role is Role.OFFICE:
        return TakenIn(arrival=arrival, plan=in_force_now, department=department, notice=notice)
    another = is_another_body(arrival.package, arrival.before, department)
    if department in in_force_now.departments and not another:
        inherited = take_over(library, arrival.package, department)
        return TakenIn(
            arrival=arrival,
            plan=in_force_now,
            department=department,
            inherited=inherited,
            notice=notice,
        )
    heirs = () if another else who_answers(arrival.package, department)
    back = who_is_back(arrival.package, arrival.before, department)
    there = tuple(body for body in (*heirs, *back) if body in in_force_now.departments)
    return TakenIn(
        arrival=arrival, plan=in_force_now, department=department, heirs=there, notice=notice
    )


def _keep_enclosed(db: Database, year: int, file_name: str, received: "ReceivedNotice") -> None:
    """Keeps the 整改通知单 that came in a package: the word given for the package covers it."""
    notice = received.notice
    new = keep_notice(db, year, notice, now(), file_name)
    remember(db, notice, notice.department, received.proof, new=new, year=year)


def hand_over(library: PlanLibrary, taken: TakenIn, heir: str) -> Inheritance | None:
    """Give *heir* what was said here under the old name; None: it is back, and takes all."""
    package = taken.arrival.package
    if heir in who_is_back(package, taken.arrival.before, taken.department):
        give_back(library, package, heir, taken.department)
        return None
    return take_over(library, package, heir)
