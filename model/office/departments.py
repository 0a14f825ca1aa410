"""Every department of the year, made from what came and what was decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from hashlib import sha256
from time import thread_time

from model.checks import Finding, Kind, Year, checked, year_of
from model.consolidation.conflicts import FigureRuling, How, reported_key
from model.consolidation.reviewed_answers import (
    InSight,
    ItemReview,
    item_reviews,
    passing,
    with_proposals,
)
from model.consolidation.suspicions import Reported, Suspicion, suspicions
from model.consolidation.versions import AHEAD, Versions
from model.domain.answer_status import is_said
from model.domain.answers import NOTHING_SAID, Answer
from model.domain.cell_edit import CellEdit
from model.domain.plan import Item
from model.domain.review import Matter, Review, Ruling, Rulings
from model.domain.review_file import LONGEST_SUBJECT
from model.domain.submission import Origin, Submission
from model.domain.typed_words import is_common
from model.office.cell_decisions import with_cell_decisions, with_lapsed_cells
from model.office.department_year import (
    DepartmentYear,
    EarlyReport,
    FormerReport,
    Timing,
    UndatedReport,
)
from model.office.file_verdicts import bodies_named
from model.office.origins import Origins
from model.office.passed_year import causes_since, change_words
from model.office.records import DayNote, YearDecisions, YearFiles, origins_of, versions_in
from model.office.second_names import SecondNames
from model.office.terms import OfficeTerms
from model.scoring.assess import Assessor
from model.scoring.total_rules import Circumstances
from model.scoring.what_if import Case
from model.store.clock import now
from model.store.closed_years import closed_at
from model.store.receipts import Receipt
from model.store.year_guard import year_lock
from model.workbook.reasons import is_named_feedback

NOBODY = "-"  # the choice of a `Matter.SENDER`: the file is of no department of the year


@dataclass(frozen=True, eq=False)
class Departments:
    """The department years of one snapshot; `known` are those worked out already."""

    terms: OfficeTerms
    files: YearFiles
    decisions: YearDecisions
    known: dict[str, DepartmentYear] = field(default_factory=dict)
    _versions: dict[str, Versions | None] = field(default_factory=dict)

    def of(self, department: str) -> DepartmentYear:
        if department not in self.known:
            self.known[department] = self._made(department)
        return self.known[department]

    def work_out(self, seconds: float) -> bool:
        """Work out department years for so long of the processor's time; whether all are there."""
        until = thread_time() + seconds
        for one in self.terms.plan.bodies:
            if one.id not in self.known:
                self.of(one.id)
                if thread_time() > until:
                    return False
        return True

    @cached_property
    def all(self) -> tuple[DepartmentYear, ...]:
        """Every body, in the order of the plan."""
        return tuple(self.of(one.id) for one in self.terms.plan.bodies)

    @cached_property
    def reported(self) -> tuple[DepartmentYear, ...]:
        return tuple(body for body in self.all if body.versions)

    @cached_property
    def suspicions(self) -> tuple[Suspicion, ...]:
        """What a reviewer looks twice at; no review changes it."""
        reports = {
            body.id: Reported(
                submission=body.shown,
                recomputed=body.recomputed,
                targets=body.assessor.targets,
                gaps=body.evidence_gaps,
            )
            for body in self.reported
            if body.shown and body.recomputed
        }
        return tuple(suspicions(self.terms.plan, reports, self.terms.forms.offered))

    def after(self, decisions: YearDecisions, department: str) -> "Departments":
        """The same files after a decision about *department* ("": about all), which may take the
        ground from a ruling about a number: whom that touches is worked out again, too.
        """
        made = Departments(self.terms, self.files, decisions)
        if department:
            now, then = made._ruled_numbers, self._ruled_numbers
            ruled = {key for key in (*now, *then) if now.get(key) != then.get(key)}
            ruled |= made._waiting_figures ^ self._waiting_figures
            carrying = (self.terms.plan.indicators[key].departments for key in ruled)
            again = {department, *(body for bodies in carrying for body in bodies)}
            made.known.update((key, one) for key, one in self.known.items() if key not in again)
        return made

    @cached_property
    def origins(self) -> Origins:
        return origins_of(self.files, self.decisions)

    def versions(self, department: str) -> Versions | None:
        """None: nothing that counts came yet."""
        if department not in self._versions:
            found = versions_in(self.decisions, department, self.origins)
            self._versions[department] = found
        return self._versions[department]

    @cached_property
    def former(self) -> tuple[Submission, ...]:
        """Reports of departments that have been merged, split or dissolved since."""
        today = {body.id for body in self.terms.plan.bodies}
        return tuple(
            submission
            for department, came in self.files.submissions.items()
            if department not in today
            for digest, submission in came.items()
            if not self.origins.by_digest[digest].void
        )

    @property
    def today(self) -> date:
        """As of when something is late: of a closed year the day on which it was closed."""
        return self.closed_on or datetime.fromisoformat(now()).date()

    @cached_property
    def closed_on(self) -> date | None:
        """None: the year is open. Days late don't go on after it."""
        at = closed_at(self.files.db, self.files.year)
        return _day(at) if at else None

    @cached_property
    def locked(self) -> bool:
        return year_lock(self.files.db, self.files.year) is not None

    @cached_property
    def unreceived(self) -> Mapping[str, tuple[Receipt, ...]]:
        """Department -> files of it that were refused, none taken in since that counts."""
        return self._refused_since[False]

    @cached_property
    def unreceived_feedback(self) -> Mapping[str, tuple[Receipt, ...]]:
        """The same of 整改反馈单, as far as their names say that they are such."""
        return self._refused_since[True]

    @cached_property
    def _refused_since(self) -> Mapping[bool, Mapping[str, tuple[Receipt, ...]]]:
        """Whether it is feedback -> department -> files."""
        found: dict[bool, dict[str, list[Receipt]]] = {False: {}, True: {}}
        for receipt in self._first_receipts:
            origin = self.origins.by_digest.get(receipt.verdict.digest or "")
            if origin and not origin.apart:
                found[False].pop(origin.submission.department, None)
            elif receipt.verdict.accepted and not origin:
                for body in self.terms.owners(self.files.repliers.get(receipt.sha256 or "", "")):
                    found[True].pop(body, None)
            elif not receipt.verdict.accepted and (sender := self.sender_of(receipt)):
                found[is_named_feedback(receipt.short_name)].setdefault(sender, []).append(receipt)
        return {
            kind: {sender: tuple(files) for sender, files in of_kind.items()}
            for kind, of_kind in found.items()
        }

    @cached_property
    def of_other_years(self) -> Mapping[str, tuple[Receipt, ...]]:
        """Department -> files of it that came in the year and are another year's, no report taken
        in since.
        """
        found: dict[str, list[Receipt]] = {}
        for receipt in self.files.stray:
            sender = self.sender_of(receipt)
            if receipt.verdict.file_year != self.files.year and self._is_news(sender, receipt):
                found.setdefault(sender, []).append(receipt)
        return {sender: tuple(files) for sender, files in found.items() if sender}

    def _is_news(self, department: str, receipt: Receipt) -> bool:
        """Whether *receipt* came after the last report of *department* that counts for anything."""
        last = self._last_counting.get(department)
        return last is None or receipt.id > last.id

    @cached_property
    def _last_counting(self) -> Mapping[str, Receipt]:
        """Department -> the receipt of its last report that doesn't stand apart."""
        found = {}
        for receipt in self._first_receipts:
            origin = self.origins.by_digest.get(receipt.verdict.digest or "")
            if origin and not origin.apart:
                found[origin.submission.department] = receipt
        return found

    @cached_property
    def _first_receipts(self) -> tuple[Receipt, ...]:
        """Without what was taken in before: old mail that is dropped in again is no news."""
        taken: set[str] = set()
        found = []
        for receipt in self.files.receipts:
            brought = receipt.verdict.digest or receipt.sha256 or ""
            if receipt.verdict.accepted and brought in taken:
                continue
            if receipt.verdict.accepted:
                taken.add(brought)
            found.append(receipt)
        return tuple(found)

    def sender_of(self, receipt: Receipt) -> str:
        """The department that sent a refused file, or goes on with its work: as the office said,
        else as its name says; "" if unknown.
        """
        ruling = self.sender_ruling(receipt)
        if ruling is not None:
            owners = () if ruling.choice == NOBODY else self.terms.owners(ruling.choice)
            return owners[0] if len(owners) == 1 else ""
        named = bodies_named(self.terms.plan, receipt.file_name)
        return next(iter(named)) if len(named) == 1 else ""

    def sender_ruling(self, receipt: Receipt) -> Ruling | None:
        """What the office said of whose a refused file is; earlier versions kept it by any name."""
        subjects = (sender_key(receipt), receipt.file_name)
        found = (self.decisions.ruling(Matter.SENDER, subject) for subject in subjects)
        return next(filter(None, found), None)

    # One department

    def _made(self, department: str) -> DepartmentYear:
        terms, versions = self.terms, self.versions(department)
        last = self._last_counting.get(department)
        asked = terms.plan.asks(department)
        timing = Timing(
            deadline=terms.deadline if asked else None,
            first_on=self._first_on(department),
            today=self.today,
            locked=self.locked,
        )
        no_reports = DepartmentYear(
            department=terms.plan.departments[department],
            timing=timing,
            assessor=terms.assessor(department),
            asked=asked,
            items={},
            former=self._former(department),
            false_before=self._false_before(department),
            early=self._early(department),
            undated=self._undated(department, timing),
            lapsed_day=self._lapsed_day(department),
            unreceived=self.unreceived.get(department, ()),
            unreceived_feedback=self.unreceived_feedback.get(department, ()),
            last_batch=last.batch if last else 0,
            of_other_years=self.of_other_years.get(department, ()),
            apart=tuple(one for one in self.origins.of(department) if one.pending),
            samples=tuple(one for one in self.origins.of(department) if one.sample),
        )
        return self._reviewed(no_reports, versions) if versions else no_reports

    def _reviewed(self, began: DepartmentYear, versions: Versions) -> DepartmentYear:
        terms, department, assessor = self.terms, began.id, began.assessor
        submission = self._with_cells_decided(versions)
        reviews = self.decisions.reviews.get(department, ())
        items = self._items(department, versions, submission)
        case = self._case(began, items)
        approving = assessor
        if case.approved:
            approving = case.assessor(terms.plan, terms.rulebook, department, terms.year)
        shown = _shown(submission, items)
        year = self._year_checked(shown, assessor)
        made = replace(
            began,
            assessor=approving,
            versions=versions,
            origin=self.origins.by_digest.get(versions.counting_digest),
            submission=submission,
            shown=shown,
            items=items,
            recomputed=assessor.assess(versions.counting.answers),
            reviewed=case.assessed(approving),
            case=case,
            slips=tuple(s for s in self.decisions.slips if s.department == department),
            passing=passing(reviews),
            edits=self._undecided_edits(versions.counting_digest),
            waiting_edits=self._waiting_edits(versions.counting_digest),
            waiting_figures=tuple(key for key in items if key in self._waiting_figures),
            divided=tuple(
                indicator.name
                for indicator in terms.plan.indicators_of(department)
                if indicator.id in terms.shares
                and (ruling := self.decisions.ruling(Matter.FIGURE, indicator.id))
                and FigureRuling.read(ruling.choice).how in {How.VALUE, How.OWNER}
            ),
            mark=terms.senders.mark(submission),
            as_sent=terms.assessment_as_sent(versions.counting),
            findings=tuple(map(_asked_of_office, checked(year))),
            large_changes=tuple(year.told_changes),
            evidence_gaps=year.evidence_gaps,
        )
        return replace(made, since_pass=self._since_pass(made)) if made.pass_lapsed else made

    def _case(self, began: DepartmentYear, items: Mapping[str, ItemReview]) -> Case:
        """What counts of *items*, with what the office knows besides."""
        false = self.decisions.ruling(Matter.FALSE_FIGURES, began.id)
        return Case(
            answers={key: one.answer for key, one in items.items() if one.answer},
            approved=frozenset(key for key, one in items.items() if one.approved),
            unapproved=frozenset(key for key, one in items.items() if one.unapproved),
            handed_down=self.terms.own_targets(began.id),
            baselines=self.terms.in_force.baselines,
            circumstances=Circumstances(
                days_late=began.timing.days_late, false_figures=false.choice if false else ""
            ),
        )

    def items_of(self, department: str) -> Mapping[str, ItemReview]:
        """The items of *department* alone, without the scores that follow; none while nothing
        came.
        """
        versions = self.versions(department)
        if versions is None:
            return {}
        return self._items(department, versions, self._with_cells_decided(versions))

    def _items(
        self, department: str, versions: Versions, submission: Submission
    ) -> dict[str, ItemReview]:
        """*submission*: what counts of *versions*, with the cells that were taken in it."""
        reviews = self.decisions.reviews.get(department, ())
        items = item_reviews(
            tuple(self.terms.plan.items_of(department)),
            submission,
            self._counting(reviews),
            self._as_decided(versions),
            self._figures_for(department),
            versions.counting_digest,
            self.in_sight(department),
        )
        items = with_lapsed_cells(
            items,
            submission,
            versions,
            {digest: self.files.edits(digest) for digest in versions.by_digest},
            self.decisions.counting,
            self._counting(reviews),
        )
        return self._with_proposals(items, submission, reviews)

    def _since_pass(self, made: DepartmentYear) -> str:
        if made.passing is None or made.reviewed is None:
            return ""
        passing, package = made.passing, self.terms.package
        reviews = self.decisions.reviews[made.id]
        causes = [*causes_since(passing, made.items, reviews, self.decisions.history)]
        known = self.terms.senders.versions.get(self.terms.year)
        if package and known and known.touched_since(passing.at, made.id):
            causes.append(f"任务包第{package.version}版")
        return change_words(passing, made.reviewed, causes)

    def in_sight(self, department: str) -> InSight:
        forms = self.terms.forms
        return lambda item, answer: forms.asked(item, department).in_sight(answer)

    @cached_property
    def second_names(self) -> SecondNames:
        return SecondNames(self.decisions.rulings, self.terms.rulebook)

    def _item(self, key: str) -> Item | None:
        plan = self.terms.plan
        return plan.item(key) if key in plan.measures or key in plan.indicators else None

    def _counting(self, reviews: Sequence[Review]) -> tuple[Review, ...]:
        """*reviews* without those that wait for a second name."""
        names = self.second_names
        if not names.on:
            return tuple(reviews)
        return tuple(one for one in reviews if not names.pending(one, self._item(one.item)))

    def _with_proposals(
        self, items: dict[str, ItemReview], submission: Submission, reviews: Sequence[Review]
    ) -> dict[str, ItemReview]:
        names = self.second_names
        if not names.on:
            return items
        latest = {one.item: one for one in reviews}
        proposals = {key: one for key, one in latest.items() if names.pending(one, self._item(key))}
        seconds = {
            key: second
            for key, one in items.items()
            if one.review and (second := names.second(one.review))
        }
        return with_proposals(items, submission, proposals, seconds)

    def _year_checked(self, submission: Submission, assessor: Assessor) -> Year:
        """What the checks look at in *submission*: the department saw the same, or would have."""
        year = year_of(self.terms.plan, self.terms.forms, submission, assessor)
        before = self.files.last_year.get(submission.department, {})
        return replace(year, last_year=before)

    def _former(self, department: str) -> tuple[FormerReport, ...]:
        """The reports of predecessors: they are not counted, what the heir reports is."""
        senders = self.terms.senders
        return tuple(
            FormerReport(
                name=senders.plan_of(one).departments[one.department].name,
                sequence=one.sequence,
                news=self._is_news(department, self._last_counting[one.department])
                if one.department in self._last_counting
                else True,
            )
            for one in self.former
            if department in senders.heirs(one)
        )

    def _false_before(self, department: str) -> tuple[str, ...]:
        """What was established as false of predecessors, by name."""
        return tuple(
            f"{self.terms.name(body)}：{ruling.choice}"
            for (matter, body), ruling in self.decisions.rulings.items()
            if matter is Matter.FALSE_FIGURES
            and body != department
            and department in self.terms.owners(body)
        )

    def _first_on(self, department: str) -> date | None:
        """The day of the first report: as the office noted, else the earliest that
        the files allow.
        """
        noted = self._day_note(department)
        if noted and self._holds(noted, department):
            return date.fromisoformat(noted.on)
        return min(self._days(department).values(), default=None)

    def first_report(self, department: str) -> str:
        """The digest of the report that the day of the first one is of; "": nothing came."""
        days = self._days(department)
        return min(days, key=lambda digest: days[digest], default="")

    def _days(self, department: str) -> Mapping[str, date]:
        """Digest of every report that can count -> the earliest day the files allow. When it was
        exported, only a file with its packet tells: what stands in a cell was typed.
        """
        found = {}
        for one in self.origins.of(department):
            days = [self._taken_on[one.digest]] if one.digest in self._taken_on else []
            if one.submission.origin is Origin.APP and not self._is_early(one.submission):
                days.append(_day(one.submission.exported_at))
            if days and not one.void:
                found[one.digest] = min(days)
        return found

    @cached_property
    def _taken_on(self) -> Mapping[str, date]:
        """Digest of every report -> the day on which the first file came that brought it."""
        found: dict[str, date] = {}
        for receipt in self.files.receipts:
            if digest := receipt.verdict.digest:
                day = _day(receipt.taken_in_at)
                found[digest] = min(found.get(digest, day), day)
        return found

    def _day_note(self, department: str) -> DayNote | None:
        ruling = self.decisions.ruling(Matter.RECEIVED_ON, department)
        return DayNote.read(ruling.choice) if ruling else None

    def _holds(self, noted: DayNote, department: str) -> bool:
        """Whether the report that *noted* was about is here still."""
        came = self._days(department)
        return noted.report in came if noted.report else bool(came)

    def _is_early(self, one: Submission) -> bool:
        """Whether *one* says that it was exported before it can have been; as far as a clock may be
        wrong it may.
        """
        return (
            one.origin is Origin.APP
            and _day(one.exported_at) < self.terms.senders.earliest(one) - AHEAD
        )

    def _early(self, department: str) -> tuple[EarlyReport, ...]:
        noted = self._day_note(department)
        if noted and self._holds(noted, department):
            return ()
        return tuple(
            EarlyReport(
                sequence=one.submission.sequence,
                exported_on=_day(one.submission.exported_at),
                earliest=self.terms.senders.earliest(one.submission),
            )
            for one in self.origins.of(department)
            if not one.void and self._is_early(one.submission)
        )

    def _undated(self, department: str, timing: Timing) -> UndatedReport | None:
        noted = self._day_note(department)
        one = self.origins.by_digest.get(self.first_report(department))
        known = noted and self._holds(noted, department)
        if one is None or known or not timing.days_late or one.submission.origin is Origin.APP:
            return None
        return UndatedReport(sequence=one.submission.sequence, came_on=self._taken_on[one.digest])

    def _lapsed_day(self, department: str) -> str:
        """The day that was noted of a report that is here no more, where another one is."""
        noted = self._day_note(department)
        lapsed = noted and self._days(department) and not self._holds(noted, department)
        return noted.on if noted and lapsed else ""

    def _with_cells_decided(self, versions: Versions) -> Submission:
        """The submission that counts, with the cells that a person decided to take."""
        digest = versions.counting_digest
        edits = self.files.edits(digest)
        return with_cell_decisions(versions.counting, digest, edits, self.decisions.counting)

    def _as_decided(self, versions: Versions) -> Mapping[str, Submission]:
        """Every report of the department, each with the cells that a person decided to take."""
        return {
            digest: with_cell_decisions(
                one, digest, self.files.edits(digest), self.decisions.counting
            )
            for digest, one in versions.by_digest.items()
        }

    def _undecided_edits(self, digest: str) -> tuple[CellEdit, ...]:
        edits = self.files.edits(digest)
        return tuple(edit for edit in edits if not self.decisions.edit_ruling(digest, edit))

    def _waiting_edits(self, digest: str) -> tuple[CellEdit, ...]:
        waits, ruling = self.waits, self.decisions.edit_ruling
        return tuple(edit for edit in self.files.edits(digest) if waits(ruling(digest, edit)))

    def waits(self, ruling: Ruling | None) -> bool:
        """Whether *ruling*, if it still holds, counts only once a second person confirmed it."""
        if ruling is None or not self.second_names.waits(ruling):
            return False
        return ruling.matter is not Matter.FIGURE or self._held(ruling) is not None

    @cached_property
    def _waiting_figures(self) -> frozenset[str]:
        """Indicators about whose number was ruled what nobody confirmed yet."""
        return frozenset(
            subject
            for (matter, subject), ruling in self.decisions.rulings.items()
            if matter is Matter.FIGURE and self.waits(ruling)
        )

    # Numbers that were ruled

    @cached_property
    def rulings_in_force(self) -> Rulings:
        """The rulings that hold: a number that was picked lapses when what it was picked from
        changes, any when the target is divided, and one that names a body speaks of whoever goes
        on with it.
        """
        return {
            (matter, subject): held
            for (matter, subject), ruling in self.decisions.counting.items()
            if (held := self._held(ruling) if matter is Matter.FIGURE else ruling)
        }

    def _held(self, ruling: Ruling) -> Ruling | None:
        """*ruling*, which is about an indicator, as it reads today; None: it doesn't hold."""
        ruled, indicator = FigureRuling.read(ruling.choice), ruling.subject
        asked = self.terms.plan.indicators.get(indicator)
        if asked is None or indicator in self.terms.shares or not ruled.fits(asked):
            return None  # who has a share of the target reports its own number
        if ruled.how is How.OWNER:
            heirs = [one for one in self.terms.owners(ruled.named) if one in asked.departments]
            if len(heirs) != 1:
                return None  # nobody, or several, go on with its number
            return replace(ruling, choice=replace(ruled, named=heirs[0]).choice)
        picked = ruled.how is How.VALUE and ruled.reported
        return None if picked and ruled.reported != self.reported_numbers(indicator) else ruling

    def reported_numbers(self, indicator: str) -> str:
        """A key that is another one as soon as a department that answers for *indicator* reports
        another number.
        """
        said = {
            department: value
            for department in self.terms.plan.indicators[indicator].departments
            if (value := self._own_answer(department, indicator).get("value"))
        }
        return reported_key(said)

    @cached_property
    def _ruled_numbers(self) -> Mapping[str, tuple[str, str]]:
        """Indicator -> the number that holds by a ruling, and whose own it is: "" for nobody's."""
        figures = {}
        for (matter, indicator), ruling in self.rulings_in_force.items():
            if matter is Matter.FIGURE:
                ruled = FigureRuling.read(ruling.choice)
                if ruled.how is How.VALUE:
                    figures[indicator] = ruled.named, ""
                elif ruled.how is How.OWNER:
                    own = self._own_answer(ruled.named, indicator)
                    if "value" in own and is_said(self.terms.plan.item(indicator), own):
                        figures[indicator] = own["value"], ruled.named
        return figures

    def _figures_for(self, department: str) -> Mapping[str, str]:
        """Indicator -> the number that holds for *department*, where the office ruled one."""
        ruled = self._ruled_numbers.items()
        return {indicator: number for indicator, (number, whose) in ruled if whose != department}

    def _own_answer(self, department: str, item: str) -> Answer:
        """The answer of *department* itself that counts, whatever was ruled about figures."""
        versions = self.versions(department)
        if versions is None:
            return NOTHING_SAID
        every = self._counting(self.decisions.reviews.get(department, ()))
        reviews = [r for r in every if r.item == item]
        found = item_reviews(
            [self.terms.plan.item(item)],
            self._with_cells_decided(versions),
            reviews,
            self._as_decided(versions),
            digest=versions.counting_digest,
            in_sight=self.in_sight(department),
        )
        return found[item].answer


def _shown(submission: Submission, items: Mapping[str, ItemReview]) -> Submission:
    """*submission* as its forms show it: what is not shown counts nowhere and is not quoted."""
    hidden = {
        key: one.reported
        for key, one in items.items()
        if one.reported != submission.answers.get(key, NOTHING_SAID)
    }
    shown = {**submission.answers, **hidden}
    kept = {key: answer for key, answer in shown.items() if answer}
    return replace(submission, answers=kept) if hidden else submission


def _asked_of_office(finding: Finding) -> Finding:
    """*finding* as the office is asked: a reviewer looks at a change, whether it is explained or
    not.
    """
    return replace(finding, hard=False) if finding.kind is Kind.LARGE_CHANGE else finding


def sender_key(receipt: Receipt) -> str:
    """The subject under which a decision about the sender of a refused file is
    kept: its content, else its name, or the digest of one that not every reader can read.
    """
    name = receipt.file_name
    plain = is_common(name) and len(name) <= LONGEST_SUBJECT
    by_name = name if plain else sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
    return receipt.sha256 or by_name


def _day(moment: str) -> date:
    return datetime.fromisoformat(moment).date()
