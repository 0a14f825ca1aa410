"""Every failure the user can do something about."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing to put right, and where: ("城管委.xlsx", "指标", "F14")."""

    message: str
    where: tuple[str, ...] = ()

    def __str__(self) -> str:
        return " › ".join((*self.where, self.message))

    def within(self, file: str) -> str:
        """The problem for those who see already that it is about *file*."""
        where = self.where[1:] if self.where[:1] == (file,) else self.where
        return str(Problem(self.message, where))


class AppError(Exception):
    """Not a bug. The summary goes to the screen as it is, the problems under it.

    `code` names what failed for code and for the manual, which never read the summary.
    """

    def __init__(
        self, summary: str, problems: Iterable[Problem] = (), hint: str = "", code: str = ""
    ) -> None:
        super().__init__(summary)
        self.problems = tuple(problems)
        self.hint = hint
        self.code = code


class PlanRejected(AppError):
    """The plan's data files contradict the plan's text, or themselves."""


class RulebookRejected(AppError):
    """A rulebook is incomplete or contradicts itself."""


class StoreUnusable(AppError):
    """The data file can't be opened: too new, foreign, damaged or in use."""


class PackageRejected(AppError):
    """A year's package contradicts the plan or itself, or was edited by hand."""


class WorkbookRejected(AppError):
    """A workbook can't be taken in; nothing was changed."""


class Cancelled(Exception):
    """The user asked a job to stop: neither an error nor a bug."""
