"""A package goes out: issued, on paper and signed, for everybody or for each department."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import partial
from pathlib import Path

from sqlite_utils import Database

from model.domain.package import YearPackage
from model.domain.plan import Plan
from model.domain.rectification import RectificationNotice
from model.domain.targets import Target, target_in_force
from model.ed25519 import KeyPair
from model.errors import AppError
from model.files import FileNotWritten
from model.jobs import JobContext
from model.package.comparison import differences
from model.package.duties import duties_in_force
from model.package.enclosed_notices import NONE, EnclosedNotices
from model.package.in_force import YearTerms, terms_for
from model.package.validation import refuse_if_wrong, rulebook_of
from model.package.words import ending_words, reorganisations, stage_words
from model.store.packages import fetch_draft, issue_draft
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
    keys: KeyPair | None = None,
    key: str = "",
    file: str = "",
    notice: RectificationNotice | None = None,
) -> PackageReport:
    """What the workbook of *package* for *department* ("": all) says.

    Args:
        before: the version it corrects, whose differences are told; None: none are.
        keys: what the file is to be signed with.
        key: the public key with which a received file was signed.
        file: its name, if it came in one.
        notice: what *department* still has to put right, to travel in its file.

    Raises:
        PackageRejected, RulebookRejected: it doesn't fit the plan, or itself.
    """
    package = package.sent_to(department)
    refuse_if_wrong(plan, package, file)
    terms = terms_for(package.year, department, plan, package)
    same = before is not None and before.plan == package.plan
    news = differences(plan, before, package, department) if same else ()
    return PackageReport(
        plan=terms.plan,
        package=package,
        rulebook=rulebook_of(package, plan),
        duties=duties_in_force(plan, package),
        targets=_targets(terms, terms.handed_down),
        whole=_targets(terms, package.handed_down),
        news=tuple(difference.sentence for difference in news),
        reorganisations=tuple(sentence for _, sentence in reorganisations(plan, package)),
        stages={key: stage_words(measure) for key, measure in terms.plan.measures.items()},
        endings={key: ending_words(ending) for key, ending in package.endings.items()},
        department=department if department in terms.plan.departments else "",
        keys=keys,
        key=key,
        notice=notice,
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


def write_for_all(
    folder: Path,
    plan: Plan,
    package: YearPackage,
    keys: KeyPair,
    job: JobContext,
    before: YearPackage | None = None,
) -> tuple[Path, ...]:
    """One file for everybody into *folder*, signed with the office's *keys*.

    Raises:
        AppError: it can't be written.
    """
    report = package_report(plan, package, before=before, keys=keys)
    path = folder / suggested_package_name(report)
    write_package(path, report, job)
    return (path,)


def write_for_each(
    folder: Path,
    plan: Plan,
    package: YearPackage,
    departments: Iterable[str],
    keys: KeyPair,
    job: JobContext,
    before: YearPackage | None = None,
    enclosed: EnclosedNotices = NONE,
) -> tuple[Path, ...]:
    """One file for each of *departments* into *folder*, signed with the office's *keys*; what it
    still has to put right is in it, and kept as issued before the file has its name.

    Raises:
        AppError: a file can't be written; those written before it are whole.
        Cancelled: likewise.
    """
    paths = []
    bodies = tuple(departments)
    for done, department in enumerate(bodies):
        report = package_report(
            plan, package, department, before=before, keys=keys,
            notice=enclosed.notices.get(department),
        )  # fmt: skip
        job.step(done, len(bodies), report.recipient)
        paths.append(folder / suggested_package_name(report))
        keep = partial(enclosed.keep, department)
        try:
            write_package(paths[-1], report, JobContext(stop=job.stop), keep)
        except FileNotWritten:
            enclosed.forget(department)
            raise
        job.wrote = len(paths)
    return tuple(paths)
