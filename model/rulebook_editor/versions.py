"""Published versions: those kept in the data file, and those shipped with the app."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sqlite_utils import Database

from model.domain.plan import Plan
from model.domain.submission import Edition
from model.errors import RulebookRejected
from model.files import write_safely
from model.paths import asset
from model.rulebook_in_force import SHIPPED, edition_of
from model.scoring.loader import parse_rulebook, rulebook_text, version_key
from model.scoring.rulebook import Rulebook
from model.store.rulebooks import fetch_rounds, fetch_rulebook, fetch_rulebooks, keep_rulebook
from model.workbook.intake.refused import Refused
from model.workbook.intake.worker_client import WorkbookReader
from model.workbook.trials import try_rulebook

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Version:
    """A published rulebook, word for word."""

    rulebook: Rulebook
    text: str
    shipped: bool = False  # comes with this app
    years: tuple[int, ...] = ()  # that are scored by it

    @property
    def edition(self) -> Edition:
        return edition_of(self.rulebook)


def list_versions(db: Database) -> tuple[Version, ...]:
    """All versions, the newest first; a kept version hides a shipped one with the same number."""
    shipped = {edition_of(book): text for book, text in _shipped()}
    kept = fetch_rulebooks(db)
    rounds = fetch_rounds(db)
    versions = []
    for edition, text in {**shipped, **kept}.items():
        try:
            book = _read(text, f"评估规则 {edition.version}版")
        except RulebookRejected as error:
            log.warning("a row is no rulebook", exc_info=error)
            continue
        years = tuple(year for year, scored_by in rounds.items() if scored_by == edition)
        versions.append(Version(rulebook=book, text=text, shipped=edition in shipped, years=years))
    return tuple(sorted(versions, key=_age, reverse=True))


def _age(version: Version) -> tuple[object, ...]:
    book = version.rulebook
    return book.published, version_key(book.version), book.id


def _shipped() -> Iterable[tuple[Rulebook, str]]:
    for path in sorted(asset(SHIPPED).glob("*.toml")):
        text = path.read_text("utf-8")
        yield _read(text, path.name), text


@lru_cache(maxsize=64)
def _read(text: str, name: str) -> Rulebook:
    """Versions never change, and the list of them is made again after each step of a draft."""
    return parse_rulebook(text, name)


def take_in_rulebook(db: Database, path: Path, plan: Plan) -> Edition:
    """Keeps the rulebook file *path* as a published version; no year is scored by it yet.

    Raises:
        RulebookRejected: it has flaws, or a version with the same number and other content is kept.
    """
    text = rulebook_text(path)
    try:
        with WorkbookReader() as reader:
            reader.try_out(try_rulebook, text.encode())
    except Refused as refused:
        raise RulebookRejected(
            f"“{path.name}”读取时用的时间或内存太多，不像评估规则文件，没有导入。",
            hint="请向发来文件的人要原件。",
        ) from refused
    rulebook = parse_rulebook(text, path.name, plan)
    edition = edition_of(rulebook)
    kept = fetch_rulebook(db, edition)
    same = kept is None or parse_rulebook(kept, path.name) == rulebook
    if not same:
        raise RulebookRejected(
            f"“{path.name}”没有导入：已有“{rulebook.title}”{rulebook.version} 版，内容与它不同。"
            "已发布的版本不能改写。",
            hint="请对方换一个版本号另存，或在文件中改 version 后再导入。",
        )
    if kept is None:
        keep_rulebook(db, edition, text)
    return edition


def write_out(text: str, path: Path) -> None:
    """Writes the text of a rulebook to *path*, completely or not at all.

    Raises:
        FileNotWritten: the disk refused; a file that had this name is unchanged.
    """
    write_safely(path, text.encode("utf-8"))
