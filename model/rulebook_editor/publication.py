"""A draft frozen as a version, and which version a year is scored by."""

from collections.abc import Mapping

from sqlite_utils import Database

from model.domain.forms import Form
from model.errors import AppError, RulebookRejected
from model.rulebook_editor.keeping import discard_draft
from model.rulebook_editor.versions import Version
from model.rulebook_in_force import edition_of
from model.scoring.dump import rulebook_to_toml
from model.scoring.rulebook import Rulebook
from model.store.closing import is_closed
from model.store.packages import fetch_package
from model.store.rulebooks import keep_rulebook, save_rulebook_of
from model.store.saving import saving
from model.store.settings import save_setting

AUTHOR = "rules.author"


class VersionFixed(AppError):
    """The year is scored by the version it has: it is closed, or its package says so."""


def publish(
    db: Database, book: Rulebook, form: Form, imprint: Mapping[str, str], year: int | None
) -> Version:
    """Freeze *book* under the number of *imprint* and end the draft: all of it, or nothing.

    Args:
        form: what *imprint* answers.
        year: to be scored by it as well; None: none.

    Raises:
        RulebookRejected: number, date, author or reason is missing, or not sound.
        VersionFixed: nothing was changed.
    """
    for field in form.fields():
        text = imprint.get(field.key, "")
        if sentence := field.complaint(text) if text else f"请填写“{field.label}”。":
            raise RulebookRejected(f"没有发布：{sentence}")
    new = book.new_version(
        imprint["version"],
        published=imprint["published"],
        author=imprint["author"],
        reason=imprint["reason"],
    )
    version = Version(rulebook=new, text=rulebook_to_toml(new))
    with saving(db, "规则的新版本"):
        keep_rulebook(db, version.edition, version.text)
        save_setting(db, AUTHOR, new.author)
        if year is not None:
            score_by(db, year, version)
        discard_draft(db)
    return version


def fixed_because(db: Database, year: int) -> str:
    """Why *year* can't be scored by another version from here, as a sentence; "": it can."""
    if is_closed(db, year):
        return f"{year} 年度已经封存，规则不再更换；确需更换，请先解除封存。"
    if fetch_package(db, year):
        return (
            f"{year} 年度的规则由年度任务包规定；要改用别的版本，"
            "请更正任务包、选定那一版，再重新下发。"
        )
    return ""


def score_by(db: Database, year: int, version: Version) -> None:
    """From now on *year* is scored by *version*; other years are not touched.

    Raises:
        VersionFixed: nothing was changed.
    """
    if why := fixed_because(db, year):
        raise VersionFixed(f"{year} 年度评分所用的规则没有改变。", hint=why)
    with saving(db, "评分所用的规则版本"):
        keep_rulebook(db, edition_of(version.rulebook), version.text)
        save_rulebook_of(db, year, version.edition)
