"""A package goes out: issued, on paper, for everybody or for each department with its secret."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from pathlib import Path

from sqlite_utils import Database

from model.domain.package import YearPackage
from model.domain.plan import Plan
from model.domain.signature import new_secret
from model.domain.targets import Target, target_in_force
from model.errors import AppError
from model.jobs import JobContext
from model.package.comparison import differences
from model.package.duties import duties_in_force
from model.package.in_force import YearTerms, terms_for
from model.package.validation import refuse_if_wrong, rulebook_of
from model.package.words import reorganisations
from model.store.packages import fetch_draft, fetch_secrets, issue_draft, save_secrets
from model.store.plans import keep_plan
from model.store.transaction import saving
from model.workbook.package.content import PackageReport
from model.workbook.package.write import suggested_package_name, write_package


def package_report(
    plan: Plan,
    package: YearPackage,
    department: str = "",
    *,
    before: YearPackage | None = None,
    secret: str = "",
    file: str = "",
) -> PackageReport:
    """What the workbook of *package* for *department* ("": all) says.

    Args:
        before: the version it corrects, whose differences are told; None: none are.
        file: its name, if it came in one.

    Raises:
        PackageRejected, RulebookRejected: it doesn't fit the plan, or itself.
    """
    refuse_if_wrong(plan, package, file)
    terms = terms_for(package.year, department, plan, package)
    news = differences(plan, before, package, department) if before else ()
    return PackageReport(
        plan=terms.plan,
        package=package,
        rulebook=rulebook_of(package, plan),
        duties=duties_in_force(plan, package),
        targets=_targets(terms, terms.handed_down),
        whole=_targets(terms, package.handed_down),
        news=tuple(difference.sentence for difference in news),
        reorganisations=tuple(sentence for _, sentence in reorganisations(plan, package)),
        department=department if department in terms.plan.departments else "",
        secret=secret,
    )


def _targets(terms: YearTerms, handed_down: Mapping[str, Decimal]) -> dict[str, Target]:
    return {
        indicator.id: target_in_force(
            indicator,
            terms.year,
            handed_down.get(indicator.id),
            terms.baselines.get(indicator.id),
        )
        for indicator in terms.plan.indicators.values()
    }


def issue(db: Database, plan: Plan, year: int) -> YearPackage:
    """Freeze the draft of *year*: it is in force from now on, and never edited again.

    Args:
        plan: what the draft goes by; it is kept with the package.

    Raises:
        AppError: there is no draft, it isn't sound, or the year is closed. The draft stays.
    """
    draft = fetch_draft(db, year)
    if draft is None:
        raise AppError(f"{year}年度没有编制中的任务包。", hint="请先开启年度，或生成更正版。")
    refuse_if_wrong(plan, draft)
    rulebook_of(draft, plan)
    with saving(db, "任务包"):
        keep_plan(db, plan)
        return issue_draft(db, year)


def secrets_of(db: Database, year: int, departments: Collection[str]) -> dict[str, str]:
    """What each of *departments* signs with in *year*; made once, the same over corrections."""
    known = fetch_secrets(db, year)
    made = {body: new_secret() for body in departments if body not in known}
    save_secrets(db, year, made)
    return {body: (known | made)[body] for body in departments}


def write_for_all(
    folder: Path,
    plan: Plan,
    package: YearPackage,
    job: JobContext,
    before: YearPackage | None = None,
) -> tuple[Path, ...]:
    """One file for everybody into *folder*.

    Raises:
        AppError: it can't be written.
    """
    report = package_report(plan, package, before=before)
    path = folder / suggested_package_name(report)
    write_package(path, report, job)
    return (path,)


def write_for_each(
    folder: Path,
    plan: Plan,
    package: YearPackage,
    secrets: dict[str, str],
    job: JobContext,
    before: YearPackage | None = None,
) -> tuple[Path, ...]:
    """One file per department of *secrets* into *folder*, each with its own secret.

    Raises:
        AppError: a file can't be written; those written before it are whole.
        Cancelled: likewise.
    """
    paths = []
    for done, (department, secret) in enumerate(secrets.items()):
        report = package_report(plan, package, department, before=before, secret=secret)
        job.step(done, len(secrets), report.recipient)
        paths.append(folder / suggested_package_name(report))
        write_package(paths[-1], report, JobContext(stop=job.stop))
    return tuple(paths)
