"""What the supporters of an item wrote, on the PC of the department that leads it."""

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property

from sqlite_utils import Database

from model.clerk.previous_report import said_in_the_same_words
from model.domain.answers import Answer
from model.domain.forms import FormSet
from model.domain.origin import OriginStanding
from model.domain.plan import Plan, answers_for
from model.domain.submission import Submission
from model.store.plans import plan_edition
from model.store.supporters import SupporterReport, fetch_supporters, save_supporters

LONGEST = 2000  # characters kept of one field: twice what a form lets in


class Supporters:
    """The newest workbook of each body that wrote about items of *department*.

    Nothing of it is an answer, and nothing of it is scored.
    """

    def __init__(self, db: Database, year: int, department: str) -> None:
        self._db = db
        self._year = year
        self._department = department

    @cached_property
    def reports(self) -> Mapping[str, SupporterReport]:
        """Body id -> what is kept of it."""
        return fetch_supporters(self._db, self._year, self._department)

    def about(self, item: str) -> Mapping[str, SupporterReport]:
        """Body id -> its report, of those that say something about *item*."""
        return {body: one for body, one in self.reports.items() if one.said.get(item)}

    def newer_than(self, body: str, exported_at: str) -> bool:
        """Whether a report of *body* is kept that was exported later."""
        kept = self.reports.get(body)
        return kept is not None and _moment(kept.exported_at) > _moment(exported_at)

    def keep(self, body: str, report: SupporterReport) -> None:
        """Keep *report* in place of what *body* wrote before. Raises: NotSaved."""
        self._save({**self.reports, body: report})

    def remove(self, body: str) -> None:
        """Keep nothing of *body* any more. Raises: NotSaved."""
        self._save({key: one for key, one in self.reports.items() if key != body})

    def _save(self, reports: Mapping[str, SupporterReport]) -> None:
        save_supporters(self._db, self._year, self._department, reports)
        self.__dict__.pop("reports", None)


def written_for(
    department: str,
    report: Submission,
    plan: Plan,
    forms: FormSet,
    words: Mapping[str, str],
    standing: OriginStanding,
) -> SupporterReport | None:
    """What *report*, of another body, says about the items that *department* answers for.

    Args:
        plan: the plan in force here.
        words: item id -> what the plan asked for, as the report itself quotes it: looked at where
            it goes by another edition.
        standing: of the origin of its file.

    Returns:
        None: it says nothing about them, or is of a body that the plan doesn't know.
    """
    if report.department not in plan.departments or report.department == department:
        return None
    said = dict(report.answers)
    if report.plan != plan_edition(plan):
        same = said_in_the_same_words(report, plan, plan, words)
        said = {item: answer for item, answer in same.items() if item in words}
    found: dict[str, Answer] = {}
    for item in plan.items_of(department):
        if answers_for(item, report.department):
            continue
        form = forms.asked(item, report.department)
        answer = said.get(item.id, {})
        kept = {
            field.key: answer[field.key][:LONGEST]
            for field in form.fields()
            if answer.get(field.key)
        }
        if kept and report.department in {*item.departments, *item.others}:
            found[item.id] = kept
    if not found:
        return None
    return SupporterReport(
        exported_at=report.exported_at,
        sequence=report.sequence,
        check_code=report.check_code,
        standing=standing,
        said=found,
    )


def _moment(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()
