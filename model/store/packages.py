"""Packages of each year as they were sent or received, word for word, and the office's draft."""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from sqlite_utils import Database

from model.domain.package import YearPackage
from model.domain.sealed import unseal_own
from model.errors import PackageRejected
from model.record_bounds import payload_of
from model.store.clock import now
from model.store.deliveries import Act, fetch_aside, note_act
from model.store.half_written import forget_package_words
from model.store.kept_record import readable_record
from model.store.rulebooks import (
    fetch_rulebook_of,
    forget_rulebook,
    forget_rulebook_of,
    keep_rulebook,
    save_rulebook_of,
)
from model.store.settings import fetch_setting, save_setting
from model.store.transaction import saving
from model.store.year_guard import year_lock
from model.store.year_settings import BEGUN

log = logging.getLogger(__name__)

DRAFT_ASIDE = "unreadable-draft/"  # what the place of a draft begins with that nobody can read
UNWRITTEN = "package-unwritten/"  # and a digest: a setting


def keep_package(db: Database, package: YearPackage, file_name: str = "") -> bool:
    """Keeps *package* for ever; the package of its year that ranks highest is in force from now on.

    Answers are not touched. The order in which packages come doesn't matter, nor how often.

    Returns:
        Whether it is new here.

    Raises:
        YearClosed: its year takes no other package any more.
        PackageRejected: other words are kept under its rulebook's version already.
    """
    if is_kept(db, package):
        return False
    if lock := year_lock(db, package.year):
        raise lock.refusal("没有接收新的任务包，原有内容未变")
    with saving(db, "任务包"):
        _keep_rules(db, package)
        db.table("package").insert(
            {
                "digest": package.digest,
                "year": package.year,
                "payload": payload_of(package).decode(),
                "file_name": file_name,
                "kept_at": now(),
            }
        )
        newest = fetch_packages(db, package.year)[-1]
        save_rulebook_of(db, package.year, newest.rulebook)
    return True


def _keep_rules(db: Database, package: YearPackage) -> None:
    try:
        keep_rulebook(db, package.rulebook, package.rulebook_text)
    except ValueError as error:
        rules = f"{package.rulebook.version}版"
        raise PackageRejected(
            f"任务包中的评估规则“{rules}”与本机已有的同一版本内容不同，没有启用，原有内容未变。",
            hint="请与领导小组办公室核对；规则有改动时，应另编版本号，再重新发出任务包。",
        ) from error


def fetch_packages(db: Database, year: int) -> tuple[YearPackage, ...]:
    """All packages of *year* that are not set aside; the one in force is the last."""
    aside = fetch_aside(db, year)
    return tuple(one.package for one in fetch_kept(db, year) if one.package.digest not in aside)


def fetch_packages_until(db: Database, year: int) -> tuple[YearPackage, ...]:
    """Those of `fetch_packages` of *year* and of all years before, in order."""
    years = (one for one in fetch_years(db) if one <= year)
    return tuple(package for one in years for package in fetch_packages(db, one))


@dataclass(frozen=True, kw_only=True)
class KeptPackage:
    """A package as it came, in the file `file_name` ("": issued here)."""

    package: YearPackage
    file_name: str
    kept_at: str  # ISO 8601 with offset


def fetch_kept(db: Database, year: int) -> tuple[KeptPackage, ...]:
    """All packages of *year*, those that are set aside too, by rank."""
    rows = db.execute(
        "SELECT payload, digest, file_name, kept_at FROM package WHERE year = ?", [year]
    )
    kept = (
        KeptPackage(package=package, file_name=file_name or "", kept_at=kept_at)
        for payload, digest, file_name, kept_at in rows.fetchall()
        if (package := _kept(payload, digest)) is not None
    )
    return tuple(sorted(kept, key=lambda one: one.package.rank))


def is_kept(db: Database, package: YearPackage) -> bool:
    """Whether *package* came before, be it set aside since."""
    found = db.execute("SELECT 1 FROM package WHERE digest = ?", [package.digest])
    return found.fetchone() is not None


def set_package_aside(db: Database, package: YearPackage, by: str, reason: str) -> None:
    """Keep *package* out of force from now on; the one that ranks next is in force.

    Rules that it alone brought are no longer kept under their version.

    Raises:
        YearClosed, NotSaved: nothing was changed.
    """
    with saving(db, "停用任务包"):
        note_act(db, package.year, package.digest, Act.ASIDE, by, reason)
        rest = fetch_packages(db, package.year)
        if rest:
            save_rulebook_of(db, package.year, rest[-1].rulebook)
        elif fetch_rulebook_of(db, package.year) == package.rulebook:
            forget_rulebook_of(db, package.year)
        others = (one for year in fetch_years(db) for one in fetch_packages(db, year))
        if all(one.rulebook != package.rulebook for one in others):
            forget_rulebook(db, package.rulebook)


def put_package_back(db: Database, package: YearPackage, by: str, reason: str) -> None:
    """Let *package*, which was set aside, count again.

    Raises:
        YearClosed, NotSaved: nothing was changed.
        PackageRejected: other words are kept under its rulebook's version by now.
    """
    with saving(db, "恢复任务包"):
        _keep_rules(db, package)
        note_act(db, package.year, package.digest, Act.BACK, by, reason)
        save_rulebook_of(db, package.year, fetch_packages(db, package.year)[-1].rulebook)


def fetch_package(db: Database, year: int) -> YearPackage | None:
    """The package in force, or None if *year* goes by the plan alone."""
    packages = fetch_packages(db, year)
    return packages[-1] if packages else None


def fetch_years(db: Database) -> tuple[int, ...]:
    """The years that have a package, in order."""
    return tuple(year for (year,) in db.execute("SELECT DISTINCT year FROM package ORDER BY year"))


def fetch_draft(db: Database, year: int) -> YearPackage | None:
    """The package that the office is working on; None where there is none, or none that could be
    read.
    """
    row = db.execute("SELECT payload FROM package_draft WHERE year = ?", [year]).fetchone()
    return _draft(row[0]) if row else None


def _draft(payload: str) -> YearPackage | None:
    try:
        return unseal_own(YearPackage, payload.encode())
    except ValueError as error:
        log.warning("a row is no draft", exc_info=error)
        return None


@lru_cache(maxsize=32)
def _kept(payload: str, digest: str) -> YearPackage | None:
    """The package in *payload*; cached, since the office reads nine years' packages again and
    again.
    """
    return readable_record(YearPackage, payload, digest)


def save_draft(db: Database, draft: YearPackage) -> None:
    """Saves the whole draft in one transaction, at every edit. One that can't be read is kept
    aside, as it is.
    """
    with saving(db, "任务包的修改"):
        _keep_aside_unreadable(db, draft.year)
        db.table("package_draft").upsert(
            {"year": draft.year, "payload": payload_of(draft).decode(), "changed_at": now()},
            pk="year",
        )


def _keep_aside_unreadable(db: Database, year: int) -> None:
    row = db.execute("SELECT payload FROM package_draft WHERE year = ?", [year]).fetchone()
    if row and _draft(row[0]) is None:
        key = f"{BEGUN}{year}/{DRAFT_ASIDE}{sha256(row[0].encode()).hexdigest()}"
        save_setting(db, key, json.dumps({"payload": row[0]}, ensure_ascii=False))


def discard_draft(db: Database, year: int) -> None:
    """With what was begun about it."""
    with saving(db):
        db.execute("DELETE FROM package_draft WHERE year = ?", [year])
        forget_package_words(db, year)


def issue_draft(db: Database, year: int) -> YearPackage:
    """Turns the draft into the package in force, which is never edited again.

    Raises:
        LookupError: there is no draft.
        YearClosed, PackageRejected: as `keep_package`; the draft stays.
    """
    draft = fetch_draft(db, year)
    if draft is None:
        raise LookupError(f"no draft for {year}")
    with saving(db, "任务包"):
        keep_package(db, draft)
        discard_draft(db, year)
        save_setting(db, f"{UNWRITTEN}{draft.digest}", draft.made_at)
    return draft


def is_unwritten(db: Database, package: YearPackage) -> bool:
    """Whether *package* was issued here and none of its files was finished, so that nobody can
    have it.
    """
    return bool(fetch_setting(db, f"{UNWRITTEN}{package.digest}"))


def note_written(db: Database, package: YearPackage) -> None:
    """Notes that the files of *package* lie where the user wanted them."""
    if is_unwritten(db, package):
        save_setting(db, f"{UNWRITTEN}{package.digest}", "")


def fetch_secrets(db: Database, year: int) -> dict[str, str]:
    """Department -> the secret with which it signs its submissions of *year*."""
    rows = db.execute("SELECT department, secret FROM package_secret WHERE year = ?", [year])
    return dict(rows.fetchall())


def save_secrets(db: Database, year: int, secrets: Mapping[str, str]) -> None:
    """Keeps *secrets* of those who have none yet; one that is kept is never replaced."""
    known = fetch_secrets(db, year)
    with saving(db, "报送密钥"):
        db.table("package_secret").upsert_all(
            (
                {"year": year, "department": department, "secret": secret}
                for department, secret in secrets.items()
                if department not in known
            ),
            pk=("year", "department"),
        )
