"""What is asked when a draft is published: number, date, author, reason."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from model.domain.forms import Form, Text
from model.scoring.validation import VERSION

NUMBER = re.compile(r"(\d{4})\.(\d{1,3})")


@dataclass(frozen=True, kw_only=True)
class VersionField(Text):
    """A version number nobody has used."""

    taken: Collection[str]

    def complaint(self, text: str) -> str:
        if not VERSION.fullmatch(text):
            return "版本号应写成年份加序号，如 2026.1。"
        if text in self.taken:
            return f"{text} 版已经发布，请换一个版本号。"
        return super().complaint(text)


@dataclass(frozen=True, kw_only=True)
class DateField(Text):
    def complaint(self, text: str) -> str:
        try:
            date.fromisoformat(text)
        except ValueError:
            return "日期应写成 2026-01-31 的样子。"
        return super().complaint(text)


def imprint_form(taken: Collection[str]) -> Form:
    """
    Args:
        taken: numbers of the versions published already.
    """
    return Form(
        id="imprint",
        title="发布",
        sections={
            "": (
                VersionField(key="version", label="版本号", required=True, taken=taken),
                DateField(key="published", label="发布日期", required=True),
                Text(
                    key="author",
                    label="制定单位或制定人",
                    required=True,
                    help="例如：区碳达峰碳中和工作领导小组办公室",
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
