"""One department's year on this PC: what it has to answer, what it has said, how it scores."""

import uuid
from collections.abc import Callable, Collection, Mapping
from contextlib import nullcontext, suppress
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from sqlite_utils import Database

from model.clerk.contents import YearContents
from model.clerk.own_report import Brought, OwnReport, held_by, own_report
from model.clerk.previous_report import Prefill
from model.clerk.rectification import DepartmentRectifications
from model.clerk.returned_items import ReturnedItems
from model.clerk.submission_changes import changes_since
from model.clerk.supporters import Supporters
from model.domain.answer_status import AnswerStatus, is_said, standing_of
from model.domain.answers import NOTHING_SAID, Answer, Answers, Evidence
from model.domain.forms import Choice, Form, FormSet
from model.domain.large_change import LargeChange, large_change
from model.domain.numbers import points_text
from model.domain.origin import NO_PROOF, Proof
from model.domain.package import Contact
from model.domain.plan import Department, Indicator, Item, Measure
from model.domain.rectification import ITEM as RECTIFICATION
from model.domain.rectification import RectificationNotice
from model.domain.reorganisation import KnownChange
from model.domain.return_slip import ReturnSlip
from model.domain.score import Assessment, Score
from model.domain.signature import is_secret, signature
from model.domain.submission import COVER, OVERALL, Edition, Origin, Submission
from model.domain.targets import Target, target_in_force
from model.errors import AppError
from model.package.in_force import YearTerms
from model.package.origin_check import remember
from model.package.registry import known_changes
from model.package.succession import Succession, succession
from model.plans import PlanLibrary
from model.record_bounds import Unkeepable, fit
from model.scoring.assess import Assessor
from model.scoring.kinds import Late
from model.scoring.rulebook import Rulebook
from model.scoring.state_by_number import FIELDS, StateByNumber, states_by_number
from model.store import answers as answer_store
from model.store import evidence as evidence_store
from model.store import history
from model.store import submissions as submission_store
from model.store.answers import Changes
from model.store.carried_over import Carried, confirm_carried, fetch_carried, keep_carried
from model.store.clock import now
from model.store.deliveries import Act, note_act
from model.store.edit_log import Edit, one_step
from model.store.explained_values import confirm_explained, fetch_lapsed
from model.store.history import Step
from model.store.packages import (
    fetch_package,
    fetch_packages,
    fetch_packages_until,
    fetch_secrets,
)
from model.store.rectification import keep_notice
from model.store.slips import keep_slip
from model.store.supporters import SupporterReport
from model.store.transaction import saving
from model.store.year_guard import year_lock

if TYPE_CHECKING:  # no start needs them
    from model.checks import Year
    from model.package.arrival import Word


class ClerkYear:
    """What the clerk's pages read and write. Every change is on disk when the call returns."""

    def __init__(
        self,
        library: PlanLibrary,
        rulebook: Rulebook,
        forms: FormSet,
        department: str,
        year: int,
    ) -> None:
        """
        Raises:
            LookupError: the year's package knows *department* no more.
        """
        self.terms = self._terms_of(library, year, department)
        self.plan = self.terms.plan
        self.rulebook = rulebook
        self.forms = forms
        self.year = year
        self.department: Department = self.plan.departments[department]
        self._lock = year_lock(library.db, year)
        self._library, self._db = library, library.db
        self._now = self._read()

    def _terms_of(self, library: PlanLibrary, year: int, department: str) -> YearTerms:
        return library.terms(year, department)

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        return self.plan.measures_of(self.department.id)

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        return self.plan.indicators_of(self.department.id)

    @property
    def items(self) -> tuple[Item, ...]:
        return (*self.measures, *self.indicators)

    @property
    def asked(self) -> tuple[Item, ...]:
        """The items whose answers the year waits for."""
        return self.items

    @cached_property
    def assessor(self) -> Assessor:
        return Assessor(
            self.plan,
            self.rulebook,
            self.department.id,
            self.year,
            handed_down=self.terms.handed_down,
            baselines=self.terms.baselines,
        )

    @property
    def returned(self) -> ReturnedItems:
        """What came back from the office."""
        return self._now.returned

    @property
    def pending(self) -> frozenset[str]:
        """Items that came back, with nothing changed and nothing replied yet."""
        return self._now.pending

    def take_slip(
        self,
        slip: ReturnSlip,
        file_name: str = "",
        proof: Proof = NO_PROOF,
        word: "Word | None" = None,
    ) -> bool:
        """Keep *slip*; whether it is new here.

        Args:
            proof: who made the file.
            word: of the person who was asked; None: nobody had to be.

        Raises:
            AppError: it is another department's or another year's; nothing was changed.
        """
        self.refuse_others_slip(slip, file_name)
        with saving(self._db, "退回单"):
            new = keep_slip(self._db, slip, file_name)
            remember(self._db, slip, slip.department, proof, new=new)
            if new and word:
                note_act(self._db, slip.year, slip.digest, Act.TAKEN, word.by, word.reason)
        self._now = self._read()
        return new

    def refuse_others_slip(self, slip: ReturnSlip, file_name: str = "") -> None:
        """Raises: AppError: *slip* is another department's or another year's."""
        if slip.year != self.year or slip.department not in self.bodies:
            raise AppError(
                f"“{file_name or '退回单'}”不是本单位{self.year}年度的退回单，没有接收。",
                hint="请核对文件；如确是发给本单位的，请在首页选择正确的单位和年度。",
            )

    @cached_property
    def supported(self) -> tuple[Item, ...]:
        """What others answer for, with this department's support."""
        return tuple(self.plan.supported_by(self.department.id))

    @cached_property
    def supporters(self) -> Supporters:
        """What others wrote about the items that the department leads."""
        return Supporters(self._db, self.year, self.department.id)

    def keep_support(self, body: str, report: SupporterReport) -> None:
        """Keep what *body* wrote about the items of this department.

        Raises:
            YearClosed: nothing about the year changes any more.
        """
        self._refuse_if_closed()
        self.supporters.keep(body, report)

    def remove_support(self, body: str) -> None:
        """Keep nothing any more of what *body* wrote. Raises: as `keep_support`."""
        self._refuse_if_closed()
        self.supporters.remove(body)

    @cached_property
    def others(self) -> tuple[Item, ...]:
        """括号内其他任务: what the department may answer and is not asked."""
        return tuple(self.plan.others_of(self.department.id))

    @property
    def listed_measures(self) -> tuple[Item, ...]:
        """The measures it answers for, then those it supports, then the rest of its brackets."""
        return tuple(item for item in self.open_items if isinstance(item, Measure))

    @property
    def listed_indicators(self) -> tuple[Item, ...]:
        return tuple(item for item in self.open_items if isinstance(item, Indicator))

    @cached_property
    def open_items(self) -> tuple[Item, ...]:
        """Everything the department may answer, asked or not."""
        return tuple(self.plan.open_to(self.department.id))

    @cached_property
    def own_items(self) -> frozenset[str]:
        return frozenset(item.id for item in self.open_items)

    @property
    def office(self) -> Contact | None:
        """The office that reports go to, as the package says; None if no package came."""
        package = fetch_package(self._db, self.year)
        return package.office if package else None

    @property
    def deadline(self) -> date | None:
        """The deadline; None if the package hasn't come, or names none."""
        return date.fromisoformat(self.terms.deadline) if self.terms.deadline else None

    @property
    def days_left(self) -> int | None:
        """Days until the deadline; negative after it, None if there is no deadline."""
        return (self.deadline - date.fromisoformat(now()[:10])).days if self.deadline else None

    @property
    def costs_points(self) -> bool:
        """Whether the deadline is over, nothing was reported before, and the rules take points for
        that: the office does, which knows the day on which the report came.
        """
        sent = self.submissions
        first = date.fromisoformat((sent[0].exported_at if sent else now())[:10])
        late = any(isinstance(one.kind, Late) for one in self.rulebook.total_rules)
        return late and self.deadline is not None and first > self.deadline

    def body_name(self, body: str) -> str:
        """What *body* is called, or was while it was there; "" if nothing is known of it."""
        found = self._succession
        made = {one.id: one for change in (*found.withdrawn, *found.changes) for one in change.made}
        every = {**self._library.of_year(self.year).departments, **made, **self.plan.departments}
        return every[body].name if body in every else ""

    def form_for(self, item: Item) -> Form:
        target = self.target(item).value if isinstance(item, Indicator) else None
        return self.forms.asked(item, self.department.id, target)

    def target(self, indicator: Indicator) -> Target:
        """The department's own target; the district's for what the department only supports."""
        own = self.assessor.targets.get(indicator.id)
        return own or target_in_force(
            indicator,
            self.year,
            self.terms.handed_down.get(indicator.id),
            self.terms.baselines.get(indicator.id),
        )

    @property
    def answers(self) -> Answers:
        """Of the year's items only, whatever else was said before the duties changed; what the
        cover form holds is `cover`.
        """
        return self._now.answers_asked

    def answer(self, item: str) -> Answer:
        return self._now.answers.get(item, NOTHING_SAID)

    def follows(self, item: str) -> StateByNumber | None:
        """The state that the measure *item* has by the number it repeats; None: it is typed."""
        return self._now.following.get(item)

    def repeating(self, item: str) -> tuple[str, ...]:
        """The measures of the department whose state may follow from the number of *item*."""
        return tuple(one.id for one in self.measures if item in one.repeats)

    def _follow(self, answers: Answers) -> Mapping[str, StateByNumber]:
        own = self.department.id
        return states_by_number(self.plan, own, self.year, answers, self.assessor.targets)

    def _own(self, item: str, changes: Changes) -> Changes:
        """*changes* without what follows from a number anyway."""
        if self.follows(item) is None:
            return changes
        return {key: text for key, text in changes.items() if key not in FIELDS}

    @property
    def cover(self) -> Answer:
        return self.answer(COVER)

    def save(self, item: str, changes: Changes, *, back: bool = False) -> Answer:
        """Commits the *changes* to one answer; None or "" makes a field not answered again.

        Args:
            back: an editor undid what was typed into it.

        Raises:
            YearClosed: nothing about the year changes any more.
        """
        self._refuse_if_closed()
        changes = self._own(item, changes)
        typed = self._typed(item, changes)
        if item.startswith(RECTIFICATION):
            changes = self._with_shared(item, changes)
        answer = answer_store.save_answer(
            self._db, self.year, self.department.id, item, changes, typed=typed, back=back
        )
        self._now = replace(self._now, typed={**self._now.typed, item: answer})
        return self.answer(item)

    def _with_shared(self, item: str, changes: Changes) -> Changes:
        """*changes*, and what is shown of the shortcoming *item* that was written in another year:
        whoever goes on with it there goes on with all of it.
        """
        stored = answer_store.fetch_answer(self._db, self.year, self.department.id, item)
        shown = self.answer(item)
        return changes if stored == shown else {**dict.fromkeys(stored), **shown, **changes}

    def save_all(self, answers: Mapping[str, Changes], step: str) -> None:
        """Commits changes to many answers, all or none, undone in one go; *step* is its name.

        Raises:
            YearClosed: nothing about the year changes any more.
        """
        self._refuse_if_closed()
        answers = {item: self._own(item, changes) for item, changes in answers.items()}
        with one_step(self._db, self.year, self.department.id, step):
            answer_store.save_answers(self._db, self.year, self.department.id, answers, step)
            said = {item for item, changes in answers.items() if changes}
            if said := self._now.carried.keys() & said:
                confirm_carried(self._db, self.year, self.department.id, said)
        self._now = self._read()

    @property
    def lapsed(self) -> Mapping[str, str]:
        """Indicator -> the value that its explanation was written about, where it is another
        now.
        """
        return fetch_lapsed(self._db, self.year, self.department.id, self.answers)

    def large_change(self, indicator: Indicator, last_year: Answer) -> LargeChange | None:
        """The change of *indicator* that needs a word, said or not; None: there is none."""
        answer, limits = self.answer(indicator.id), self.rulebook.large_change
        return large_change(indicator, self.target(indicator), answer, last_year, limits)

    def confirm_explanation(self, item: str) -> None:
        """Confirms that what is said about *item* holds for its value as it is now.

        Raises:
            YearClosed: nothing about the year changes any more.
        """
        self._refuse_if_closed()
        confirm_explained(self._db, self.year, self.department.id, item)

    def carry(self, basis: Prefill, step: str) -> None:
        """Fills in what *basis* has for what is empty, undone in one go, and marks it as carried.

        Raises:
            YearClosed: nothing about the year changes any more.
        """
        own = {item: self._own(item, basis.changes[item]) for item in basis.items}
        carried = {
            item: Carried(
                fields=tuple(changes),
                answer={**self._now.typed.get(item, NOTHING_SAID), **_said(changes)},
            )
            for item, changes in own.items()
            if changes
        }
        with saving(self._db):
            self.save_all(basis.changes, step)
            keep_carried(self._db, self.year, self.department.id, carried)
        self._now = self._read()

    @property
    def untouched(self) -> frozenset[str]:
        """Items carried over from an earlier year that say what they said right afterwards, and the
        measures whose state follows from them; what says nothing yet, as an indicator without its
        number, is none.
        """
        return self._now.untouched

    @property
    def unconfirmed(self) -> frozenset[str]:
        """The untouched items whose state is another year's: they earn nothing until confirmed."""
        return self._now.unconfirmed

    def confirm(self, *items: str) -> None:
        """Confirms that what was carried over about *items* holds this year, too, and so what the
        state of a measure among them follows from.

        Raises:
            YearClosed: nothing about the year changes any more.
        """
        self._refuse_if_closed()
        step = f"确认 {len(items)} 项沿用" if len(items) > 1 else ""
        followed = (one.indicator for item in items if (one := self.follows(item)))
        with one_step(self._db, self.year, self.department.id, step):
            confirm_carried(self._db, self.year, self.department.id, (*items, *followed))
        self._now = self._read()

    def own_report(self, own: Submission, begun: Answers) -> OwnReport:
        """What *own*, a report of this year, brings, held against what is *begun* here."""
        return own_report(
            own,
            self.submissions,
            self.own_items,
            begun,
            self.evidence(),
            self._never_taken(own),
            history.fetch_last_edits(self._db, self.year, self.department.id),
        )

    def held_by(self, own: Submission) -> tuple[str, ...]:
        """The untouched items that *own*, a report of this year, says as they stand here: whoever
        sent it had confirmed them.
        """
        return held_by(own, self._now.carried, self.answers, self._never_taken(own))

    def _never_taken(self, own: Submission) -> Mapping[str, Collection[str]]:
        """Item -> fields of *own* that follow from a number, there or here."""
        return dict.fromkeys((*self._follow(own.answers), *self._now.following), FIELDS)

    def restore(self, own: Submission, brought: Brought, file_name: str, step: str) -> None:
        """Take over what *brought* has of *own*, a report of this year, with `held_by` it, and go
        on after it: the next one bears the next number.

        Raises:
            YearClosed: nothing about the year changes any more.
        """
        self._refuse_if_closed()
        with saving(self._db):
            with one_step(self._db, self.year, self.department.id, step):
                answer_store.save_answers(
                    self._db, self.year, self.department.id, brought.changes, step
                )
                for piece in brought.pieces:
                    evidence_store.save_evidence(self._db, self.year, self.department.id, piece)
                for piece in brought.dropped:
                    evidence_store.remove_evidence(self._db, piece.id)
                now = answer_store.fetch_answers(self._db, self.year, self.department.id)
                held = held_by(own, self._now.carried, now, self._never_taken(own))
                confirm_carried(self._db, self.year, self.department.id, held)
            if self.goes_on_after(own):
                submission_store.save_submission(self._db, own, file_name)
        self._now = self._read()

    def goes_on_after(self, own: Submission) -> bool:
        """Whether *own* is a report of this year that is not known here and contradicts none; a
        template that was filled in is none that the app wrote.
        """
        known = self.submissions
        return own.origin is Origin.APP and all(
            own.id != one.id and own.sequence != one.sequence for one in known
        )

    def undo(self) -> Step | None:
        """Takes back the last step and returns it; None if there is none.

        Raises:
            YearClosed: nothing about the year changes any more.
        """
        return self._turned(history.undo)

    def redo(self) -> Step | None:
        return self._turned(history.redo)

    @property
    def undoable(self) -> Step | None:
        return history.fetch_undoable(self._db, self.year, self.department.id)

    @property
    def redoable(self) -> Step | None:
        return history.fetch_redoable(self._db, self.year, self.department.id)

    def edits(self, item: str) -> tuple[Edit, ...]:
        """Everything ever said about *item*, the latest first."""
        return history.fetch_edits(self._db, self.year, self.department.id, item)

    def _turned(self, turn: Callable[[Database, int, str], Step | None]) -> Step | None:
        self._refuse_if_closed()
        step = turn(self._db, self.year, self.department.id)
        self._now = self._read()
        return step

    def _typed(self, item: str, changes: Changes) -> bool:
        """Whether *changes* are words or figures, of which more may follow in a moment."""
        form = self._form_of(item)
        chosen = {field.key for field in form.fields() if isinstance(field, Choice)}
        return chosen.isdisjoint(changes)

    def _form_of(self, item: str) -> Form:
        if item == COVER:
            return self.forms.cover
        if item.startswith(RECTIFICATION):
            return self.forms.rectification
        return self.form_for(self.plan.item(item))

    @property
    def closed(self) -> bool:
        """Nothing about the year changes: it was closed, or handed over to another PC."""
        return self._lock is not None

    def _refuse_if_closed(self) -> None:
        if self._lock is not None:
            raise self._lock.refusal("没有改动")

    def _read(self) -> YearContents:
        key = self._db, self.year, self.department.id
        shared = answer_store.fetch_latest_answers(self._db, RECTIFICATION, *key[1:])
        return YearContents(
            own_items=self.own_items,
            form_of=self._asked_of,
            assess=self._assess,
            follow=self._follow,
            says=self._says,
            typed={**answer_store.fetch_answers(*key), **shared},
            evidence=self._evidence(),
            carried=fetch_carried(*key),
            returned=ReturnedItems(*key, self._succession),
            rectify=self._rectify,
        )

    @cached_property
    def _asked_of(self) -> Callable[[str], Form]:
        """What an item is asked, whatever its target."""
        asked = {one.id: self.forms.asked(one, self.department.id) for one in self.open_items}
        return asked.__getitem__

    @cached_property
    def _says(self) -> Callable[[str, Answer], bool]:
        """Whether an answer says how its item stands; of what is only supported all does."""
        mine = {item.id: item for item in self.items}
        return lambda key, answer: key not in mine or is_said(mine[key], answer)

    def _rectify(
        self, written: Answers, evidence: tuple[Evidence, ...]
    ) -> DepartmentRectifications:
        key = self._db, self.year, self.department.id
        return DepartmentRectifications(*key, self._known_changes, written, evidence)

    def _evidence(self) -> tuple[Evidence, ...]:
        """The department's; a shortcoming's, which is one in all years, whenever it was added."""
        own = evidence_store.fetch_evidence(self._db, self.year, self.department.id)
        told = {replace(one, id="") for one in own}  # an heir has copies
        more = evidence_store.fetch_evidence_about(self._db, RECTIFICATION)
        return (*own, *(one for one in more if replace(one, id="") not in told))

    @cached_property
    def _known_changes(self) -> tuple[KnownChange, ...]:
        packages = fetch_packages_until(self._db, self.year)
        newest = packages[-1] if packages and packages[-1].year == self.year else None
        return known_changes(newest, packages)

    @cached_property
    def _succession(self) -> Succession:
        return succession(fetch_packages(self._db, self.year), self.department.id)

    @property
    def bodies(self) -> tuple[str, ...]:
        """The department, and whose work it took over."""
        return (self.department.id, *self.goes_on_from)

    @property
    def goes_on_from(self) -> tuple[str, ...]:
        """The bodies whose work of the year this department took over."""
        return self._succession.bodies

    def took_over(self, body: str, item: str) -> bool:
        """Whether the work of *body* about *item* is this department's now."""
        return self._succession.took_over(body, item)

    @property
    def rectifications(self) -> DepartmentRectifications:
        """What the office handed over to be put right."""
        return self._now.rectifications

    def take_notice(
        self,
        notice: RectificationNotice,
        file_name: str = "",
        proof: Proof = NO_PROOF,
        word: "Word | None" = None,
    ) -> bool:
        """Keep *notice*; whether it is new here. Arguments as for `take_slip`.

        Raises:
            AppError: it is another department's or a later year's; nothing was changed.
        """
        self.refuse_others_notice(notice, file_name)
        with saving(self._db, "整改通知单"):
            new = keep_notice(self._db, self.year, notice, now(), file_name)
            remember(self._db, notice, notice.department, proof, new=new, year=self.year)
            if new and word:
                note_act(self._db, self.year, notice.digest, Act.TAKEN, word.by, word.reason)
        self._now = self._read()
        return new

    def refuse_others_notice(self, notice: RectificationNotice, file_name: str = "") -> None:
        """Raises: AppError: *notice* is another department's or a later year's."""
        self._refuse_if_closed()
        if notice.department not in self.bodies:
            raise AppError(
                f"“{file_name or '整改通知单'}”不是发给本单位的整改通知单，没有接收。",
                hint="请核对文件；如确是发给本单位的，请在首页选择正确的单位。",
            )
        if notice.year > self.year:
            raise AppError(
                f"“{file_name or '整改通知单'}”是{notice.year}年度的整改通知单，没有接收。",
                hint=f"请在首页把年度换成 {notice.year} 年，再打开它。",
            )

    def read_again(self) -> None:
        """Go by what the data file has now: something was recorded by a job."""
        self._now = self._read()

    def _assess(self, answers: Answers) -> Assessment:
        return self.assessor.assess(answers)

    def evidence(self, item: str | None = None) -> tuple[Evidence, ...]:
        return tuple(e for e in self._now.evidence if item in (None, e.item))

    @property
    def evidence_sent(self) -> tuple[Evidence, ...]:
        """What goes out with the next submission, in the order of its sheet."""
        return self._now.evidence_sent

    @property
    def evidence_left(self) -> tuple[Evidence, ...]:
        """What stays behind, its item not being the department's any more."""
        return self._now.evidence_left

    @cached_property
    def evidence_places(self) -> Mapping[str, str]:
        """What evidence may stand behind -> what people call it: the year as a whole, then the
        items.
        """
        return {COVER: OVERALL, **{item.id: item.title for item in self.open_items}}

    def reply(self, item: str, text: str) -> None:
        """Say how the office's remark on *item* was answered; "" takes it back.

        Raises:
            YearClosed: nothing about the year changes any more.
        """
        self._refuse_if_closed()
        self.returned.reply(item, text)
        self._now = self._read()

    def add_evidence(self, *pieces: Evidence) -> None:
        """Adds *pieces*, or replaces those of their ids, in one step of undo."""
        self._refuse_if_closed()
        label = f"添加 {len(pieces)} 份佐证材料" if len(pieces) > 1 else ""
        with one_step(self._db, self.year, self.department.id, label) if label else nullcontext():
            for piece in pieces:
                evidence_store.save_evidence(self._db, self.year, self.department.id, piece)
        self._now = self._read()

    def remove_evidence(self, evidence_id: str) -> None:
        self._refuse_if_closed()
        evidence_store.remove_evidence(self._db, evidence_id)
        self._now = self._read()

    def assessment(self) -> Assessment:
        """The score of what was said for this year: nothing by a state that was only carried."""
        return self._now.assessment

    def score(self, item: str) -> Score | None:
        """The score of *item*; None if the rulebook doesn't score it."""
        return self._now.scores.get(item)

    def why_unscored(self, item: str) -> str:
        """Why *item* earns no points, where it has no score and there is a reason."""
        return self.assessor.unscored.get(item, "")

    def checked_year(
        self,
        last_year: Answers,
        undecided: Mapping[str, Mapping[str, str]],
        contested: Collection[tuple[str, str]] = (),
    ) -> "Year":
        """What the checks look at.

        Args:
            undecided: item -> field -> what could not be taken.
            contested: item and field of which sections said different things.
        """
        from model.checks import Year

        answers, pending = self.answers, self.pending
        return Year(
            plan=self.plan,
            forms=self.forms,
            department=self.department.id,
            number=self.year,
            items=self.items,
            answers=answers,
            cover=self.cover,
            evidence=self.evidence_sent,
            targets=self.assessor.targets,
            assessment=self.assessment(),
            last_year=last_year,
            undecided=undecided,
            untouched=self.untouched,
            contested=contested,
            overruled=self._now.overruled,
            limits=self.rulebook.large_change,
            lapsed=self.lapsed,
            unanswered={
                item: remark.text
                for item, remark in self.returned.remarks.items()
                if item in pending
            },
        )

    def standing(self, item: Item) -> AnswerStatus:
        """Whether *item*, which the department answers for, is answered."""
        if item.id in self.untouched:
            return AnswerStatus.CARRIED
        target = self.assessor.targets.get(item.id)
        return standing_of(item, self.answer(item.id), target)

    def unanswered(self) -> tuple[Item, ...]:
        """The items that are 未填."""
        return tuple(item for item in self.asked if self.standing(item) is AnswerStatus.OPEN)

    def unsaid_support(self) -> tuple[Item, ...]:
        """What it supports others in and says nothing about; it need not."""
        return tuple(item for item in self.supported if not self.answer(item.id))

    @property
    def submissions(self) -> tuple[Submission, ...]:
        return submission_store.fetch_submissions(self._db, self.year, self.department.id)

    @property
    def next_sequence(self) -> int:
        """The number of the next submission. One that the office sent back is counted, be it kept
        here or not.
        """
        sent = self.submissions[-1:]
        return max(self.returned.unknown, *(one.sequence for one in sent), 0) + 1

    def next_submission(self) -> Submission:
        """The present state as the next submission; not recorded yet.

        Where the office sent back one that is not kept here, it goes on after that one, whose id
        nobody here knows.
        """
        before = self.submissions[-1:]
        follows = bool(before) and before[0].sequence > self.returned.unknown
        assessment = self.assessment()
        evidence = self.evidence_sent
        coming = Submission(
            id=uuid.uuid4().hex,
            year=self.year,
            department=self.department.id,
            sequence=self.next_sequence,
            parent=before[0].id if follows else None,
            exported_at=now(),
            plan=Edition(id=self.plan.id, version=self.plan.edition),
            rulebook=Edition(id=self.rulebook.id, version=self.rulebook.version),
            answers=self.answers,
            cover=self.cover,
            evidence=evidence,
            self_total=None if assessment.total is None else points_text(assessment.total),
            self_grade=assessment.grade,
            replies=self.returned.replies_with(self.answers, evidence, self._now.in_sight),
            package=self.terms.package,
            sample=self.terms.sample,
        )
        with suppress(Unkeepable):  # it is told when the submission is recorded
            coming = fit(coming)
        return coming

    @property
    def still_sent(self) -> Submission | None:
        """The last submission, where the year says nothing otherwise since."""
        past = self.submissions[-1:]
        changed = past and any(changes_since(past[0], self.next_submission()))
        return past[0] if past and not changed else None

    def signature(self, submission: Submission) -> str:
        """Of *submission*, with the secret that a package of 0.1.0 brought; "" where none did."""
        secret = fetch_secrets(self._db, self.year).get(self.department.id, "")
        return signature(secret, submission.digest) if is_secret(secret) else ""

    def record(self, submission: Submission, file_name: str) -> None:
        """Remember that *submission* went out as *file_name*."""
        submission_store.save_submission(self._db, submission, file_name)
        self._now = self._read()


def _said(changes: Changes) -> dict[str, str]:
    return {field: text for field, text in changes.items() if text}
