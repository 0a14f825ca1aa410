"""What the pages share: whose year is open, its desk, and the news of every change."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from sqlite_utils import Database

from forms import FORMS
from model.clerk.open_year import OpenYear
from model.clerk.own_report import Brought
from model.clerk.previous_report import Prefill, prefill_of
from model.clerk.year import ClerkYear
from model.domain.answers import NOTHING_SAID, Answer, Answers, Evidence
from model.domain.china_time import CHINA, china_day
from model.domain.origin import NO_PROOF, Proof
from model.domain.plan import Plan
from model.domain.rectification import ITEM as RECTIFICATION
from model.domain.rectification import RectificationNotice
from model.domain.return_slip import ReturnSlip
from model.domain.score import Assessment, Score
from model.domain.section import NO_ITEM, SectionSheet
from model.domain.submission import COVER, Submission
from model.evidence_files.folder import FOLDER, EvidenceFiles
from model.package.in_force import YearTerms
from model.parts.division import ContestedFields, Division, fetch_division
from model.plans import PlanLibrary
from model.rulebook_in_force import keep_at_first_scoring
from model.scoring.rulebook import Rulebook
from model.scoring.state_by_number import FIELDS
from model.store.accepted_findings import AcceptedFindings
from model.store.answers import Changes
from model.store.carried_over import keep_report
from model.store.closed_years import YearClosed, is_closed
from model.store.disk_errors import NotSaved
from model.store.handover import ALL, Handover, hand_over, handover_of, take_up_again
from model.store.history import Step
from model.store.number_drafts import NumberDrafts
from model.store.parts import is_any_returned
from model.store.settings import Profile, Role, fetch_profile, save_profile
from model.store.supporters import SupporterReport
from model.store.transaction import path_of
from model.workbook.layout import Questionnaire

if TYPE_CHECKING:  # no start needs them
    from model.checks import Year
    from model.package.arrival import Word
    from model.package.senders import Senders

RETRY_MS = 2000
RETRYING = "窗口先不要关，正在重试。"


@dataclass(frozen=True, kw_only=True)
class SessionChanges:
    """What an operation changed of what the pages share; each page asks whether it is concerned."""

    items: tuple[str, ...] = ()  # about which something is said otherwise; `COVER` is one
    replaced: bool = False  # not by the editor that shows them
    rules: bool = False  # another rulebook is in force
    terms: bool = False  # another package is in force, or the year was closed or opened again
    profile: bool = False  # another year, department or role is open


@dataclass(frozen=True, kw_only=True)
class _Contested:
    """What sections say differently, as it was read while `of` was open; `returned`: the items of
    which anything came back.
    """

    of: OpenYear
    fields: ContestedFields
    returned: frozenset[str]

    def is_about(self, year: OpenYear) -> bool:
        return self.of.profile == year.profile


class Session(QObject):
    """Passes edits to the open year and says what changed. What can't be written is kept and
    retried.
    """

    changed = Signal(object)  # SessionChanges
    saved = Signal(datetime)
    save_failed = Signal(object, str)  # the AppError, and what the app does about it
    item_requested = Signal(str, str)  # item, field or ""
    restore_requested = Signal(object)  # path of a backup
    counted = Signal(object)  # how much waits on pages: page -> number, of what
    page_requested = Signal(str, str)  # page, what to show there or ""
    help_requested = Signal(str)  # a chapter of the manual, or "chapter#section"
    tour_requested = Signal(str)  # name of the Role it is for, "" for the open one
    package_requested = Signal()  # a file with one is to be chosen
    files_dropped = Signal(list)  # of Path, on the office's window
    moved = Signal()  # the data were handed over to another PC, or taken up again
    section_requested = Signal(object)  # ReceivedSectionSheet, to be filled in here
    section_resumed = Signal(object)  # path of the data file in which one is filled in
    basis_requested = Signal()  # last year's answers are to be looked at, and carried over

    def __init__(
        self, plan: Plan, rulebook: Rulebook, db: Database, parent: QObject | None = None
    ) -> None:
        """
        Args:
            plan, rulebook: the shipped ones; years may go by others.
        """
        super().__init__(parent)
        self._open = OpenYear(PlanLibrary(db, plan), rulebook, FORMS, fetch_profile(db))
        self._contested: _Contested | None = None
        self._unwritten: dict[str, dict[str, str | None]] = {}
        self._retry = QTimer(self)
        self._retry.setInterval(RETRY_MS)
        self._retry.timeout.connect(self.write_rest)

    @property
    def db(self) -> Database:
        return self.plans.db

    @property
    def plans(self) -> PlanLibrary:
        return self._open.plans

    @property
    def shipped_rules(self) -> Rulebook:
        return self._open.shipped_rules

    @property
    def profile(self) -> Profile | None:
        return self._open.profile

    @property
    def terms(self) -> YearTerms | None:
        """What the open year goes by: plan, targets, deadline. None: no year is open yet."""
        return self._open.terms

    @property
    def plan(self) -> Plan:
        """The one in force under the open year's package."""
        return self.terms.plan if self.terms else self.plans.shipped

    @property
    def gone(self) -> bool:
        """The open year knows the department no more: it was merged, split or dissolved."""
        department = self.profile.department if self.profile else ""
        return bool(department) and department not in self.plan.departments

    @property
    def rulebook(self) -> Rulebook:
        """The one the open year is scored by."""
        return self._open.rulebook

    @property
    def desk(self) -> ClerkYear:
        """The open department's year. Only where the profile names a department."""
        return self._open.desk

    def read_terms_again(self) -> None:
        """Go by the package that is in force now, or by the year as it was closed or opened.

        Nothing that was typed is touched.
        """
        self.write_rest()
        self._open = replace(self._open)
        self.changed.emit(SessionChanges(terms=True))

    def read_rules_again(self) -> None:
        """Score anew, by the rulebook that is in force now."""
        self._open = replace(self._open)
        self.changed.emit(SessionChanges(rules=True))

    def set_profile(self, profile: Profile) -> None:
        save_profile(self.db, profile)
        self._open = replace(self._open, profile=profile)
        self.changed.emit(SessionChanges(profile=True))

    @property
    def files(self) -> EvidenceFiles:
        """Where the files of 佐证材料 are kept."""
        path = path_of(self.db)
        return EvidenceFiles((path.parent if path else Path()) / FOLDER)

    @property
    def questionnaire(self) -> Questionnaire:
        """What the open department is asked; the office reads files with the plan as it came."""
        if self.profile and self.profile.role is not Role.OFFICE:
            return Questionnaire(plan=self.plan, forms=FORMS)
        return self.senders_questionnaire

    @property
    def senders_questionnaire(self) -> Questionnaire:
        """What files are read with: what the open department is asked, and whoever that plan
        doesn't have, a department that is gone, what it was asked itself.
        """
        known = self._senders()
        if self.profile is None or self.profile.role is Role.OFFICE:
            return Questionnaire(plan=self.plans.shipped, forms=FORMS).as_known_to(known)
        today = self.plan

        def plan_of(report: Submission) -> Plan:
            return today if report.department in today.departments else known.plan_of(report)

        def knows(report: Submission) -> bool:
            then, body = known.plan_of(report).departments, report.department
            return known.knows(report) and then.get(body) == plan_of(report).departments.get(body)

        return Questionnaire(plan=today, forms=FORMS, plan_of=plan_of, knows=knows)

    def name_of(self, department: str) -> str:
        """What *department* is called, or was while it was there; "" for a stranger."""
        return self._senders().name(department)

    def _senders(self) -> "Senders":
        from model.package.senders import senders

        return senders(self.plans)

    @property
    def section(self) -> SectionSheet | None:
        """The section's sheet that is filled in here; None: a whole year is open."""
        return self._open.section

    @property
    def assessment(self) -> Assessment:
        return self.desk.assessment()

    def score(self, item: str) -> Score | None:
        """None: the rulebook doesn't score this item."""
        return self.desk.score(item)

    def save(self, item: str, changes: Changes, *, back: bool = False) -> None:
        """*back*: an editor undid what was typed into it."""
        self._unwritten.setdefault(item, {}).update(changes)
        self.write_rest(back=back)

    def write_rest(self, *, back: bool = False) -> None:
        """Write what is not on disk yet; said at once, and tried again, where that fails."""
        for item in list(self._unwritten):
            try:
                self.desk.save(item, self._unwritten[item], back=back)
                keep_at_first_scoring(self.db, self.desk.year, self.shipped_rules)
            except NotSaved as error:
                self._retry.start()
                self.save_failed.emit(error, RETRYING)
                return
            except YearClosed as error:
                del self._unwritten[item]
                self.save_failed.emit(error, "")
                continue
            del self._unwritten[item]
            self._announce(item)
        self._retry.stop()

    def save_all(self, answers: Mapping[str, Changes], step: str) -> bool:
        """Many answers at once, undone at once; False where the disk refused, and nothing is."""
        return self._replace(lambda: self.desk.save_all(answers, step), lambda _: answers)

    def undo(self) -> Step | None:
        """Take back the last step and say what it was about."""
        return self._turn(self.desk.undoable, self.desk.undo)

    def redo(self) -> Step | None:
        return self._turn(self.desk.redoable, self.desk.redo)

    def _turn(self, step: Step | None, turn: Callable[[], Step | None]) -> Step | None:
        """A field that is taken back takes with it what could not be taken there since."""

        def turned() -> Step | None:
            done = turn()
            for edit in done.edits if done else ():
                self.drafts.keep(edit.item, edit.field, "")
            self.accepted.read_again()
            return done

        return step if self._replace(turned, _items_of) else None

    def _replace(
        self,
        change: Callable[[], Step | None],
        items: Callable[[Step | None], Iterable[str]],
    ) -> bool:
        self.write_rest()
        if not self.everything_written:
            return False
        try:
            changed = items(change())
        except (NotSaved, YearClosed) as error:
            self.save_failed.emit(error, "")
            return False
        self._announce(*changed, replaced=True)
        return True

    @property
    def closed_words(self) -> str:
        """That the open year is only to be looked at, and what to do; "" if it can be changed."""
        if self.profile is None or not is_closed(self.db, self.profile.year):
            return self.moved_words
        if self.profile.role is Role.OFFICE:
            return (
                f"{self.profile.year} 年度已经封存，只能查看。"
                "确需改动，请到“年度任务包”页解除封存。"
            )
        return f"{self.desk.year} 年度已经封存，只能查看。确需更正，请领导小组办公室先解除封存。"

    @property
    def moved_words(self) -> str:
        """That the open year was taken to another PC; "" where it was not."""
        found = self._handover
        if found is None:
            return ""
        who = f"由{found.by}" if found.by else ""
        return (
            f"{self.moved_what}已于{china_day(found.at)}{who}移交到另一台电脑，"
            f"文件是“{found.copy}”。这里只能查看，请到那台电脑上继续。"
        )

    @property
    def moved_what(self) -> str:
        """All that was taken to another PC with the open year, in a few words."""
        found = self._handover
        if found is None:
            return ""
        return "这里各年度的数据" if found.year == ALL else f"{found.year}年度"

    @property
    def _handover(self) -> Handover | None:
        return handover_of(self.db, self.profile.year) if self.profile else None

    def hand_over(self, copy: str, year: int = ALL, *, by: str = "", reason: str = "") -> None:
        """Note that *copy*, with *year* or everything, was taken to another PC; from now on it is
        only to be looked at here.
        """
        self._note(lambda: hand_over(self.db, copy, year, by=by, reason=reason))

    def take_up_again(self, by: str, reason: str) -> None:
        """Go on with the open year here. Raises: AppError: *by* or *reason* is missing."""
        year = self.profile.year if self.profile else ALL
        self._note(lambda: take_up_again(self.db, year, by=by, reason=reason))

    def _note(self, change: Callable[[], None]) -> None:
        try:
            change()
        except NotSaved as error:
            self.save_failed.emit(error, "")
        else:
            self._open = replace(self._open)
            self.moved.emit()

    @property
    def everything_written(self) -> bool:
        return not self._unwritten

    @property
    def division(self) -> Division:
        """The open year as it is divided among the department's sections."""
        desk = self.desk
        return fetch_division(self.db, desk.year, desk.department.id, desk.goes_on_from)

    @property
    def contested(self) -> ContestedFields:
        """Item -> its fields about which sections said different things; read once, and again
        where something came back or was said of an item that came back.
        """
        known = self._contested
        if known is None or known.of is not self._open:
            known = self._contested = self._read_contested()
        return known.fields

    def _read_contested(self) -> "_Contested":
        desk = self.desk
        if self.section or not is_any_returned(self.db, desk.year, desk.bodies):
            return _Contested(of=self._open, fields={}, returned=frozenset())
        division = self.division
        returned = {cell.item for one in division.counting for cell in one.content.said}
        return _Contested(of=self._open, fields=division.contested, returned=frozenset(returned))

    def count_waiting(self, division: Division) -> None:
        """Say in the rail how much of what came back waits for a person."""
        self.counted.emit({"sections": (division.waiting, "待定")})

    def count_rectifications(self) -> None:
        """Say in the rail how much waits to be put right."""
        waiting = sum(one.open for one in self.desk.rectifications.lines)
        self.counted.emit({"rectification": (waiting, "待整改")})

    def carry_out(self, change: Callable[[Division], Iterable[str]]) -> bool:
        """Carry out *change*, which is about the items it returns; False where the disk refused.

        Raises:
            AppError: as *change* says; nothing was changed.
        """
        self.write_rest()
        if not self.everything_written:
            return False
        try:
            items = tuple(change(self.division))
        except (NotSaved, YearClosed) as error:
            self.save_failed.emit(error, "")
            return False
        self._open = replace(self._open)
        self._announce(*items, replaced=True)
        return True

    def add_evidence(self, *pieces: Evidence) -> None:
        """Adds *pieces* in one step, or replaces those of their ids, whatever they stood behind."""
        ids = {piece.id for piece in pieces}
        before = [one.item for one in self.desk.evidence() if one.id in ids]
        items = (*(piece.item for piece in pieces), *before)
        self._do(lambda: self.desk.add_evidence(*pieces), *items)

    def remove_evidence(self, evidence: Evidence) -> None:
        self._do(lambda: self.desk.remove_evidence(evidence.id), evidence.item)

    def _do(self, change: Callable[[], None], *items: str) -> None:
        """Carry out *change*, said to all; what is refused is said at the foot of the rail."""
        try:
            change()
        except (NotSaved, YearClosed) as error:
            self.save_failed.emit(error, "")
        else:
            self._announce(*dict.fromkeys(items))

    def answer(self, item: str) -> Answer:
        """What is said about *item*, not yet written words included."""
        whole: Mapping[str, str | None] = self.desk.answer(item)
        if item in self._unwritten:
            whole = {**whole, **self._unwritten[item]}
        return {field: text for field, text in whole.items() if text}

    def last_year(self, item: str) -> Answer:
        """What was said about *item* for the year before on this PC: by this department, or by
        whomever it took the item over from.
        """
        return self._open.year_before.answers.get(item, NOTHING_SAID)

    def last_years_evidence(self, item: str) -> tuple[Evidence, ...]:
        """What stood behind *item* the year before and is not taken over yet."""
        there = {piece.id for piece in self.desk.evidence(item)}
        pieces = self._open.year_before.evidence
        return tuple(one for one in pieces if one.item == item and one.id not in there)

    def basis(self) -> Prefill:
        """What last year's answers may fill in of what is asked, where nothing is said or begun
        yet.
        """
        return prefill_of(self._open.year_before.to_carry, self.desk.asked, self.begun)

    def basis_of(self, item: str) -> Prefill:
        """The part of `basis` that is about *item*."""
        items = tuple(one for one in self.desk.open_items if one.id == item)
        begun = {item: self.begun_of(item)}
        return prefill_of(self._open.year_before.to_carry, items, begun).of(begun)

    @property
    def begun(self) -> Answers:
        """What is said, what could not be taken as a number included."""
        items = (*(item.id for item in self.desk.open_items), COVER)
        return {item: self.begun_of(item) for item in items}

    def begun_of(self, item: str) -> Answer:
        """What follows from a number is nothing to be filled in, either."""
        told = dict.fromkeys(FIELDS, "") if self.desk.follows(item) else {}
        return {**told, **self.answer(item), **self.drafts.of(item)}

    @property
    def knows_last_year(self) -> bool:
        return bool(self._open.year_before.answers)

    def keep_report(self, year: int, said: Answers) -> None:
        """Have at hand what a workbook of an earlier year says, as if filled in on this PC."""
        keep_report(self.db, year, self.desk.department.id, said)
        self._open = replace(self._open)
        self.show_again()

    def keep_support(self, body: str, report: SupporterReport) -> bool:
        """Keep what *body* wrote about items led here; False where the disk refused."""
        return self._replace(lambda: self.desk.keep_support(body, report), lambda _: report.said)

    def remove_support(self, body: str) -> bool:
        """Keep nothing of what *body* wrote; False where the disk refused."""
        return self._replace(lambda: self.desk.remove_support(body), lambda _: ())

    def carry(self, basis: Prefill, step: str) -> bool:
        """Fill in what *basis* has and mark it as carried; False where the disk refused."""
        return self._replace(lambda: self.desk.carry(basis, step), lambda _: basis.changes)

    def restore(self, own: Submission, brought: Brought, file_name: str, step: str) -> bool:
        """Take over what *brought* has of a report of this very year, and go on after it; what
        could not be taken as a number is replaced with the number.
        """

        def restored() -> None:
            self.desk.restore(own, brought, file_name, step)
            for item, changes in brought.changes.items():
                for field in changes:
                    self.drafts.keep(item, field, "")

        return self._replace(restored, lambda _: (*brought.items, COVER))

    def confirm(self, *items: str) -> None:
        """What was carried over about *items* holds this year, too."""
        followed = (one.indicator for item in items if (one := self.desk.follows(item)))
        said = tuple(dict.fromkeys((*items, *followed)))
        self._replace(lambda: self.desk.confirm(*items), lambda _: said)

    @property
    def untouched(self) -> frozenset[str]:
        """Items carried over that nobody has changed or confirmed."""
        return self.desk.untouched

    @property
    def answers_before(self) -> Answers:
        """Last year's, none where it is not known here."""
        return self._open.year_before.answers

    def year(self) -> "Year":
        """What the checks look at."""
        drafts = {item: self.drafts.of(item) for item in self.drafts.items}
        contested = [(item, field) for item, fields in self.contested.items() for field in fields]
        return self.desk.checked_year(self._open.year_before.answers, drafts, contested)

    def take_slip(
        self,
        slip: ReturnSlip,
        file_name: str,
        proof: Proof = NO_PROOF,
        word: "Word | None" = None,
    ) -> bool:
        """Keep a 退回单; whether it is new here. Arguments as for `ClerkYear.take_slip`.

        Raises:
            AppError: it is another department's or year's; nothing was changed.
        """
        new = self.desk.take_slip(slip, file_name, proof, word)
        self._announce(*(remark.item for remark in slip.remarks), replaced=True)
        return new

    def take_notice(
        self,
        notice: RectificationNotice,
        file_name: str,
        proof: Proof = NO_PROOF,
        word: "Word | None" = None,
    ) -> bool:
        """Keep a 整改通知单; whether it is new here. Arguments as for `ClerkYear.take_slip`.

        Raises:
            AppError: it is another department's or a later year's; nothing was changed.
        """
        new = self.desk.take_notice(notice, file_name, proof, word)
        self.show_rectifications()
        return new

    def show_rectifications(self) -> None:
        """Show anew what is to be put right, a file having come or gone out."""
        self.desk.read_again()
        items = (f"{RECTIFICATION}{one.id}" for one in self.desk.rectifications.lines)
        self._announce(*items, replaced=True)

    def reply(self, item: str, text: str) -> None:
        """Say how the office's remark on *item* was answered."""
        self._do(lambda: self.desk.reply(item, text), item)

    def confirm_explanation(self, item: str) -> None:
        """What is said about *item* holds for its value as it is now."""
        self._do(lambda: self.desk.confirm_explanation(item), item)

    @property
    def pending(self) -> frozenset[str]:
        """Items that came back and were not answered yet."""
        return self.desk.pending

    @property
    def accepted(self) -> AcceptedFindings:
        return self._open.accepted

    def accept(self, *findings: str) -> None:
        """Accept *findings*, by their keys, or don't any more, in one step; what is refused is
        said.
        """
        step = f"核对过 {len(findings)} 处提醒" if len(findings) > 1 else ""
        self._do(lambda: self.accepted.toggle(findings, step), NO_ITEM)

    @property
    def drafts(self) -> NumberDrafts:
        return self._open.drafts

    def save_draft(self, item: str, field: str, text: str) -> None:
        try:
            changed = self.drafts.keep(item, field, text)
        except (NotSaved, YearClosed) as error:
            self.save_failed.emit(error, "")
            return
        if changed:
            self._announce(item)

    def show_again(self) -> None:
        """Have the editors show what is said now: it was changed by another than them."""
        self.changed.emit(SessionChanges(replaced=True))

    def tell_saved(self) -> None:
        """Says that what was done last lies in the file."""
        self.saved.emit(datetime.now(CHINA))

    def _announce(self, *items: str, replaced: bool = False) -> None:
        """Says that *items* changed, and the measures whose state follows from them."""
        desk = self.desk
        items = (*items, *(measure for item in items for measure in desk.repeating(item)))
        items = (*items, *self._settled_or_contested(items, replaced=replaced))
        if replaced:
            self._drop_answered_drafts(items)
        self.tell_saved()
        self.changed.emit(SessionChanges(items=items, replaced=replaced))

    def _settled_or_contested(self, items: Collection[str], *, replaced: bool) -> Iterable[str]:
        """The items about which sections differ since *items* changed, or do no more."""
        before = self._contested
        if before is None or not (replaced or before.returned & set(items)):
            return ()
        self._contested = None
        return before.fields.keys() ^ self.contested.keys() if before.is_about(self._open) else ()

    def _drop_answered_drafts(self, items: Iterable[str]) -> None:
        """Forget what could not be taken at a place where a value stands by now.

        An editor that went on showing it would write it over that value.
        """
        for item in items:
            answer = self.answer(item)
            for field in tuple(self.drafts.of(item)):
                if answer.get(field):
                    self.drafts.keep(item, field, "")


def _items_of(step: Step | None) -> Iterable[str]:
    return dict.fromkeys(edit.item for edit in step.edits) if step else ()
