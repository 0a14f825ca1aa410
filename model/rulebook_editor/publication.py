"""Publishing a draft as a version, and choosing the version that a year is scored by."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from model.domain.forms import Day, Form, Text
from model.domain.wording import OFFICE
from model.errors import AppError, RulebookRejected
from model.rulebook_editor.draft import discard_rulebook_draft
from model.rulebook_editor.versions import Version
from model.rulebook_in_force import edition_of
from model.scoring.rulebook import Rulebook
from model.scoring.rulebook_text import rulebook_to_toml
from model.scoring.validation import VERSION
from model.store.closed_years import is_closed
from model.store.packages import fetch_package
from model.store.rulebooks import keep_rulebook, save_rulebook_of
from model.store.settings import save_setting
from model.store.transaction import saving

NUMBER = re.compile(r"(\d{4})\.(\d{1,3})")


@dataclass(frozen=True, kw_only=True)
class VersionField(Text):
    """A version number that is not used yet."""

    taken: Collection[str]

    def complaint(self, text: str) -> str:
        if not VERSION.fullmatch(text):
            return "版本号应写成年份加序号，如 2026.1。"
        if text in self.taken:
            return f"{text} 版已经发布，请换一个版本号。"
        return super().complaint(text)


def imprint_form(taken: Collection[str]) -> Form:
    """The form that publishing asks to be filled in.

    Args:
        taken: numbers of the versions that are already published.
    """
    return Form(
        id="imprint",
        title="发布",
        sections={
            "": (
                VersionField(key="version", label="版本号", required=True, taken=taken),
                Day(key="published", label="发布日期", required=True),
                Text(
                    key="author",
                    label="制定单位或制定人",
                    required=True,
                    help=f"例如：{OFFICE}",
                    max_length=100,
                ),
                Text(
                    key="reason",
                    label="为什么有这一版",
                    required=True,
                    help="改了什么、为什么改、经谁同意",
                    lines=3,
                ),
            )
        },
    )


def next_number(year: int, taken: Collection[str]) -> str:
    """The first free number of *year*: 2025.2 after 2025.1."""
    found = (NUMBER.fullmatch(version) for version in taken)
    used = [int(number[2]) for number in found if number and int(number[1]) == year]
    return f"{year}.{max(used, default=0) + 1}"


AUTHOR = "rules.author"


class VersionFixed(AppError):
    """The version of the year is fixed: the year is closed, or its package names the version."""


def publish(
    db: Database, book: Rulebook, form: Form, imprint: Mapping[str, str], year: int | None
) -> Version:
    """Publishes *book* with *imprint* and ends the draft, in one transaction.

    Args:
        form: the form that *imprint* answers.
        year: a year to be scored by the new version; None for no year.

    Raises:
        RulebookRejected: number, date, author or reason is missing or not valid.
        VersionFixed: the version of *year* is fixed; nothing was changed.
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
        discard_rulebook_draft(db)
    return version


def fixed_because(db: Database, year: int) -> str:
    """Why *year* can't be given another version here, as a sentence; "" if it can."""
    if is_closed(db, year):
        return f"{year} 年度已经封存，规则不再更换；确需更换，请先解除封存。"
    if fetch_package(db, year):
        return (
            f"{year} 年度的规则由年度任务包规定；要改用别的版本，"
            "请更正任务包、选定那一版，再重新下发。"
        )
    return ""


def score_by(db: Database, year: int, version: Version) -> None:
    """Scores *year* by *version*; other years do not change.

    Raises:
        VersionFixed: the version of *year* is fixed; nothing was changed.
    """
    if why := fixed_because(db, year):
        raise VersionFixed(f"{year} 年度评分所用的规则没有改变。", hint=why)
    with saving(db, "评分所用的规则版本"):
        keep_rulebook(db, edition_of(version.rulebook), version.text)
        save_rulebook_of(db, year, version.edition)
