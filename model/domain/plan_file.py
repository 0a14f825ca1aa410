"""方案数据: a plan's folder, file by file, as it goes from one PC to another."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from model.domain.canonical import SealedRecord
from model.domain.submission import Edition
from model.domain.text_kinds import Label, Moment, Statement, Verbatim

FILES = 200  # of a plan at most
NAME = re.compile(r"(?:sections/)?[\w.\-]{1,64}\.(?:txt|toml)")


@dataclass(frozen=True, kw_only=True)
class PlanFile(SealedRecord):
    """`files` by their names in the folder hold what assets/plan/README.md describes; of which
    `plan` and `title` are said once more, to be known before anything is parsed.
    """

    KIND = "plan-file"
    LONG = frozenset({"files"})

    plan: Edition
    title: Statement
    files: Mapping[str, Verbatim]
    made_at: Moment
    made_by: Label = ""

    def check(self) -> None:
        """Raises: ValueError: names or a number of files that no plan has."""
        if len(self.files) > FILES or not all(map(NAME.fullmatch, self.files)):
            raise ValueError("files that no plan has")
