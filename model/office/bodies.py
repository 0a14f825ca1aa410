"""Every body of the year made up from what came and what was decided."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from model.checks import Finding, checked, year_of
from model.consolidation.conflicts import FigureRuling, How, reported_key
from model.consolidation.reviewed_answers import counting_answers, item_reviews, passing
from model.consolidation.versions import VersionChoice, Versions, versions_by_digest
from model.domain.answers import NOTHING_SAID, Answer, claims_not_applicable
from model.domain.forms import FormSet
from model.domain.review import Matter, Ruling, Rulings
from model.domain.score import Assessment
from model.domain.submission import Submission
from model.office.cell_decisions import with_cell_decisions
from model.office.department_year import DepartmentYear, Timing
from model.office.file_verdicts import bodies_named
from model.office.records import CAME, Records
from model.package.in_force import YearTerms, terms_for
from model.package.senders import senders
from model.package.validation import body_name
from model.package.versions import PackageStanding
from model.plans import PlanLibrary
from model.scoring.assess import Assessor
from model.scoring.loader import parse_rulebook
from model.scoring.rulebook import Rulebook
from model.scoring.total_rules import Circumstances
from model.store.clock import now
from model.store.packages import fetch_package
from model.store.receipts import Receipt
from model.workbook.layout import Questionnaire

NOBODY = "-"  # the choice of a `Matter.SENDER`: the file is of no body of the year


class Bodies(Records):
    """Made with the plan as the app brings it; `plan` is the one in force under the package."""

    def __init__(self, library: PlanLibrary, rulebook: Rulebook, forms: FormSet, year: int) -> None:
        super().__init__(library.db, year)
        self.library = library
        self.rulebook = rulebook
        self.forms = forms
        self.package = fetch_package(library.db, year)
        self.terms: YearTerms = library.terms(year)
        self.senders = senders(library)
        self.plan = self.terms.plan
        self._assessors: dict[str, Assessor] = {}
        self._judges_then: dict[tuple[str, str], Assessor] = {}
        self._bodies: dict[str, DepartmentYear] = {}

    def refresh(self) -> None:
        """Read again what another connection may have written."""
        super().refresh()
        self._bodies.clear()

    def forget(self, department: str | None = None) -> None:
        """Work out again what depends on decisions about *department*, or about everybody."""
        owners = {ruled.named for ruled in self._figure_rulings().values()}
        stays = CAME if department is None else {*CAME, "suspicions"}
        self._kept = {key: kept for key, kept in self._kept.items() if key in stays}
        if department is None or department in owners:
            self._bodies.clear()
        else:
            self._bodies.pop(department, None)

    @property
    def bodies(self) -> tuple[DepartmentYear, ...]:
        """Everybody who has to report, in the order of the plan."""
        return tuple(self.body(one.id) for one in self.plan.bodies)

    @property
    def reported(self) -> tuple[DepartmentYear, ...]:
        return tuple(body for body in self.bodies if body.versions)

    def body(self, department: str) -> DepartmentYear:
        if department not in self._bodies:
            self._bodies[department] = self._make_body(department)
        return self._bodies[department]

    def assessor(self, department: str) -> Assessor:
        if department not in self._assessors:
            self._assessors[department] = self._new_assessor(department)
        return self._assessors[department]

    def _new_assessor(self, department: str, approved: Collection[str] = ()) -> Assessor:
        """*approved*: ids of the items that the office adopted as 不适用."""
        return Assessor(
            self.plan,
            self.rulebook,
            department,
            self.year,
            handed_down=self.own_targets(department),
            baselines=self.terms.baselines,
            approved=approved,
        )

    def name(self, department: str) -> str:
        """What *department* is called, or was before it was merged, split or dissolved."""
        known = self.plan.departments.get(department)
        if known or self.package is None:
            return known.name if known else department
        return body_name(self.library.shipped, self.package, department)

    def own_targets(self, department: str) -> Mapping[str, Decimal]:
        """Indicator -> what the package asks of *department*."""
        return self.package.in_force_for(self.plan, department) if self.package else {}

    def versions(self, department: str) -> Versions | None:
        """None: nothing came yet."""
        came = self.submissions.get(department)
        if not came:
            return None
        ruling = self.ruling(Matter.FORK, department)
        return versions_by_digest(came, _choice(ruling.choice) if ruling else None)

    def questionnaire(self, department: str) -> Questionnaire:
        """What *department* was asked when it made what counts; today's where nothing came."""
        versions = self.versions(department)
        plan = self.senders.plan_of(versions.counting) if versions else self.plan
        return Questionnaire(plan=plan, forms=self.forms)

    def mark(self, submission: Submission) -> PackageStanding:
        """Under which version of the package *submission* was filled in."""
        return self.senders.mark(submission)

    @property
    def former(self) -> tuple[Submission, ...]:
        """What came from departments that have been merged, split or dissolved since."""
        today = {body.id for body in self.plan.bodies}
        return tuple(
            submission
            for department, came in self.submissions.items()
            if department not in today
            for submission in came.values()
        )

    @property
    def deadline(self) -> date | None:
        return date.fromisoformat(self.terms.deadline) if self.terms.deadline else None

    @property
    def today(self) -> date:
        return datetime.fromisoformat(now()).date()

    def _make_body(self, department: str) -> DepartmentYear:
        assessor, versions = self.assessor(department), self.versions(department)
        items = tuple(self.plan.items_of(department))
        timing = Timing(
            deadline=self.deadline, first_on=self._first_on(department), today=self.today
        )
        if versions is None:
            return DepartmentYear(
                department=self.plan.departments[department],
                timing=timing,
                assessor=assessor,
                items={},
                remarks=self._former_remarks(department),
                unreceived=self.unreceived.get(department, ()),
            )
        submission, reviews = self._amended(versions), self.reviews.get(department, ())
        reviewed = item_reviews(
            items,
            submission,
            reviews,
            versions.by_digest,
            self._figures_for(department),
            versions.counting_digest,
        )
        approved = {
            key
            for key, one in reviewed.items()
            if claims_not_applicable(one.answer) and not one.unapproved
        }
        approving = self._new_assessor(department, approved) if approved else assessor
        false = self.ruling(Matter.FALSE_FIGURES, department)
        circumstances = Circumstances(
            days_late=timing.days_late, false_figures=false.choice if false else ""
        )
        return DepartmentYear(
            department=self.plan.departments[department],
            timing=timing,
            assessor=approving,
            versions=versions,
            submission=submission,
            items=reviewed,
            recomputed=assessor.assess(versions.counting.answers),
            reviewed=approving.assess(
                counting_answers(reviewed, approval=assessor.needs_approval), circumstances
            ),
            circumstances=circumstances,
            slips=tuple(s for s in self.slips if s.department == department),
            passing=passing(reviews),
            edits=self._undecided_edits(versions.counting_digest),
            remarks=self._former_remarks(department),
            mark=self.mark(submission),
            as_sent=self._as_sent(versions.counting),
            unreceived=self.unreceived.get(department, ()),
            findings=self._findings(submission, assessor),
        )

    def _findings(self, submission: Submission, assessor: Assessor) -> tuple[Finding, ...]:
        """What the department was shown by the checks, or would have been."""
        year = year_of(self.plan, self.forms, submission, assessor)
        before = self.last_year.get(submission.department, {})
        return checked(replace(year, last_year=before))

    def _as_sent(self, sent: Submission) -> Assessment | None:
        """By the package and rules it was filled in under; None: those in force, or not known."""
        package = self.senders.package_of(sent)
        now = self.package.edition if self.package else None
        if package is None or (package.edition == now and sent.rulebook == package.rulebook):
            return None
        key = sent.department, package.digest
        if key not in self._judges_then:
            words = self.senders.versions[sent.year].plan  # the edition the year goes by
            terms = terms_for(self.year, sent.department, words, package)
            self._judges_then[key] = Assessor(
                terms.plan,
                parse_rulebook(package.rulebook_text, ""),
                sent.department,
                self.year,
                handed_down=terms.handed_down,
                baselines=terms.baselines,
            )
        return self._judges_then[key].assess(sent.answers)

    @property
    def unreceived(self) -> Mapping[str, tuple[Receipt, ...]]:
        """Department -> files of it that were refused, none taken in since."""
        return self._once("unreceived", self._find_unreceived)

    def _find_unreceived(self) -> dict[str, tuple[Receipt, ...]]:
        found: dict[str, list[Receipt]] = {}
        for receipt in self.receipts:
            if receipt.verdict.accepted:
                for department, sent in self.submissions.items():
                    if receipt.verdict.digest in sent:
                        found.pop(department, None)
            elif sender := self.sender_of(receipt):
                found.setdefault(sender, []).append(receipt)
        return {sender: tuple(files) for sender, files in found.items()}

    def sender_of(self, receipt: Receipt) -> str:
        """Whose refused file that is: as the office said, else as its name says; "": unknown."""
        ruling = self.ruling(Matter.SENDER, sender_key(receipt))
        if ruling is not None:
            return "" if ruling.choice == NOBODY else ruling.choice
        named = bodies_named(self.plan, receipt.file_name)
        return next(iter(named)) if len(named) == 1 else ""

    def _former_remarks(self, department: str) -> tuple[str, ...]:
        """That predecessors reported: their words are not counted until their heir reports."""
        return tuple(
            f"{self.senders.plan_of(one).departments[one.department].name}（已调整）以原单位名义"
            f"报送过第{one.sequence}次，没有计入，请由承接单位核对后一并报送。"
            for one in self.former
            if department in self.senders.heirs(one)
        )

    def _first_on(self, department: str) -> date | None:
        """When it first reported: as the office noted, else as the file says, if that can be."""
        noted = self.ruling(Matter.RECEIVED_ON, department)
        if noted:
            return date.fromisoformat(noted.choice)
        came = self.submissions.get(department)
        if not came:
            return None
        exported = min(_day(one.exported_at) for one in came.values())
        taken = [_day(r.taken_in_at) for r in self.receipts if r.verdict.digest in came]
        return min([exported, *taken])

    def _amended(self, versions: Versions) -> Submission:
        """What counts, with the cells that were decided for."""
        digest = versions.counting_digest
        return with_cell_decisions(versions.counting, digest, self.edits(digest), self.rulings)

    @property
    def rulings_in_force(self) -> Rulings:
        """Those that hold: a number that was picked lapses when what it was picked from changes."""
        return self._once("rulings in force", self._find_rulings)

    def _find_rulings(self) -> Rulings:
        return {
            (matter, subject): ruling
            for (matter, subject), ruling in self.rulings.items()
            if matter is not Matter.FIGURE or self._holds(subject, ruling)
        }

    def _holds(self, indicator: str, ruling: Ruling) -> bool:
        ruled = FigureRuling.read(ruling.choice)
        known = ruled.how is How.VALUE and ruled.reported and indicator in self.plan.indicators
        return not known or ruled.reported == self.reported_numbers(indicator)

    def reported_numbers(self, indicator: str) -> str:
        """Another key as soon as a body that answers for *indicator* reports another number."""
        said = {
            department: value
            for department in self.plan.indicators[indicator].departments
            if (value := self._own_answer(department, indicator).get("value"))
        }
        return reported_key(said)

    def _figure_rulings(self) -> dict[str, FigureRuling]:
        return {
            subject: FigureRuling.read(ruling.choice)
            for (matter, subject), ruling in self.rulings_in_force.items()
            if matter is Matter.FIGURE
        }

    def _figures_for(self, department: str) -> Mapping[str, str]:
        """Indicator -> the number that holds for *department*, where the office ruled one."""
        figures = {}
        for indicator, ruled in self._figure_rulings().items():
            if ruled.how is How.VALUE:
                figures[indicator] = ruled.named
            elif ruled.how is How.OWNER and ruled.named != department:
                number = self._own_answer(ruled.named, indicator).get("value")
                if number is not None:
                    figures[indicator] = number
        return figures

    def _own_answer(self, department: str, item: str) -> Answer:
        """What counts of what *department* said itself, whatever was ruled about figures."""
        versions = self.versions(department)
        if versions is None:
            return NOTHING_SAID
        reviews = [r for r in self.reviews.get(department, ()) if r.item == item]
        found = item_reviews(
            [self.plan.item(item)],
            self._amended(versions),
            reviews,
            versions.by_digest,
            digest=versions.counting_digest,
        )
        return found[item].answer


def sender_key(receipt: Receipt) -> str:
    """What a decision about the sender of a refused file is filed under: its content."""
    return receipt.sha256 or receipt.file_name


def _day(moment: str) -> date:
    return datetime.fromisoformat(moment).date()


def _choice(text: str) -> VersionChoice:
    chosen, *over = text.split(" ")
    return VersionChoice(chosen=chosen, over=frozenset(over))


def choice_text(chosen: str, over: Iterable[str]) -> str:
    """A fork's decision as it is kept; `_choice` reads it."""
    return " ".join((chosen, *sorted(over)))
