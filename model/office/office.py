"""The office's year on this PC: what every body sent, and what the office made of it."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import TypeVar

from sqlite_utils import Database

from model.domain.answers import NOTHING_SAID, Answer
from model.domain.forms import FormSet
from model.domain.plan import Plan
from model.domain.return_slip import ReturnSlip
from model.domain.review import Matter, Review, Ruling, Rulings
from model.domain.submission import Submission, from_canonical
from model.merge.conflicts import Conflict, FigureRuling, How, Said, conflicts
from model.merge.groups import Group, groups
from model.merge.picture import Picture, picture
from model.merge.reviewing import counting_answers, item_reviews, passing
from model.merge.suspicions import Reported, Suspicion, suspicions
from model.merge.versions import Choice, Versions, versions_by_digest
from model.office.amending import amended, subject_of
from model.office.body import Body, Timing
from model.package.closing import terms_of
from model.package.in_force import YearTerms
from model.package.senders import senders
from model.package.versions import Mark
from model.scoring.assess import Assessor
from model.scoring.circumstances import Circumstances
from model.scoring.rulebook import Rulebook
from model.store import receipts as receipt_store
from model.store import reviews as review_store
from model.store.clock import now
from model.store.packages import fetch_package
from model.store.receipts import Batch, EditedCell, Receipt
from model.store.slips import fetch_slips
from model.store.targets import fetch_targets
from model.workbook.layout import Questionnaire

T = TypeVar("T")
CAME = {"batches", "receipts", "received"}  # no decision changes them


class Office:
    """What the office's pages read; `model.office.deciding` writes. Call `refresh` after imports.

    Made with the plan as the app brings it; `plan` is the one in force under the year's package.

    Everything is worked out when first asked for, and kept until something changes.
    """

    def __init__(
        self, plan: Plan, rulebook: Rulebook, forms: FormSet, db: Database, year: int
    ) -> None:
        self.rulebook = rulebook
        self.forms = forms
        self.year = year
        self.db = db
        self.package = fetch_package(db, year)
        self.terms: YearTerms = terms_of(db, plan, year)
        self.senders = senders(db, plan)
        self.plan = self.terms.plan
        self._assessors: dict[str, Assessor] = {}
        self._parsed: dict[str, Submission] = {}  # by digest; contents never change
        self._kept: dict[str, object] = {}
        self._bodies: dict[str, Body] = {}

    def refresh(self) -> None:
        """Read again what another connection may have written."""
        self._kept.clear()
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

    def _once(self, key: str, make: Callable[[], T]) -> T:
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]  # type: ignore[return-value]

    def questionnaire(self, department: str) -> Questionnaire:
        """What *department* was asked when it made what counts; today's where nothing came."""
        versions = self.versions(department)
        plan = self.senders.plan_of(versions.counting) if versions else self.plan
        return Questionnaire(plan=plan, forms=self.forms)

    def mark(self, submission: Submission) -> Mark:
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

    # What came

    @property
    def batches(self) -> tuple[Batch, ...]:
        return self._once("batches", lambda: receipt_store.fetch_batches(self.db))

    @property
    def receipts(self) -> tuple[Receipt, ...]:
        """Every file of every batch that counts, in the order in which they came."""
        return self._once("receipts", lambda: receipt_store.fetch_receipts(self.db))

    def original(self, sha256: str) -> bytes:
        """Raises: LookupError: it was not kept."""
        return receipt_store.fetch_original(self.db, sha256)

    @property
    def submissions(self) -> Mapping[str, Mapping[str, Submission]]:
        """Department -> digest -> what it sent."""
        return self._once("received", self._fetch_submissions)

    def _fetch_submissions(self) -> dict[str, dict[str, Submission]]:
        found: dict[str, dict[str, Submission]] = {}
        for digest, payload in receipt_store.fetch_received(self.db, self.year):
            if digest not in self._parsed:
                self._parsed[digest] = from_canonical(payload.encode())
            submission = self._parsed[digest]
            found.setdefault(submission.department, {})[digest] = submission
        return found

    def trust(self, digest: str, submission: Submission) -> None:
        """Go by *submission*, just read from its original, instead of what was kept of it."""
        self._parsed[digest] = submission
        self.refresh()

    # What was decided

    @property
    def reviews(self) -> Mapping[str, tuple[Review, ...]]:
        """Department -> every review, in order."""
        return self._once("reviews", self._fetch_reviews)

    def _fetch_reviews(self) -> dict[str, tuple[Review, ...]]:
        found: dict[str, list[Review]] = {}
        for review in review_store.fetch_reviews(self.db, self.year):
            found.setdefault(review.department, []).append(review)
        return {department: tuple(reviews) for department, reviews in found.items()}

    @property
    def history(self) -> tuple[Ruling, ...]:
        """Every ruling ever made, those taken back included."""
        return self._once("history", lambda: review_store.fetch_rulings(self.db, self.year))

    @property
    def rulings(self) -> Rulings:
        def latest() -> Rulings:
            found = {(ruling.matter, ruling.subject): ruling for ruling in self.history}
            return {key: ruling for key, ruling in found.items() if ruling.choice}

        return self._once("rulings", latest)

    def ruling(self, matter: Matter, subject: str) -> Ruling | None:
        return self.rulings.get((matter, subject))

    # The bodies

    @property
    def bodies(self) -> tuple[Body, ...]:
        """Everybody who has to report, in the order of the plan."""
        return tuple(self.body(one.id) for one in self.plan.bodies)

    @property
    def reported(self) -> tuple[Body, ...]:
        return tuple(body for body in self.bodies if body.versions)

    def body(self, department: str) -> Body:
        if department not in self._bodies:
            self._bodies[department] = self._make_body(department)
        return self._bodies[department]

    def assessor(self, department: str) -> Assessor:
        if department not in self._assessors:
            own = self.package.handed_down_to(department) if self.package else {}
            self._assessors[department] = Assessor(
                self.plan,
                self.rulebook,
                department,
                self.year,
                handed_down={**fetch_targets(self.db, self.year), **own},
                baselines=self.terms.baselines,
            )
        return self._assessors[department]

    def versions(self, department: str) -> Versions | None:
        """None: nothing came yet."""
        came = self.submissions.get(department)
        if not came:
            return None
        ruling = self.ruling(Matter.FORK, department)
        return versions_by_digest(came, _choice(ruling.choice) if ruling else None)

    def _make_body(self, department: str) -> Body:
        assessor, versions = self.assessor(department), self.versions(department)
        items = tuple(self.plan.items_of(department))
        timing = Timing(
            deadline=self.deadline, first_on=self._first_on(department), today=self.today
        )
        if versions is None:
            return Body(
                department=self.plan.departments[department],
                timing=timing,
                assessor=assessor,
                items={},
                remarks=self._former_remarks(department),
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
        false = self.ruling(Matter.FALSE_FIGURES, department)
        circumstances = Circumstances(
            days_late=timing.days_late, false_figures=false.choice if false else ""
        )
        return Body(
            department=self.plan.departments[department],
            timing=timing,
            assessor=assessor,
            versions=versions,
            submission=submission,
            items=reviewed,
            recomputed=assessor.assess(versions.counting.answers),
            reviewed=assessor.assess(counting_answers(reviewed), circumstances),
            circumstances=circumstances,
            slips=tuple(s for s in self._slips if s.department == department),
            passing=passing(reviews),
            edits=self._undecided_edits(versions.counting_digest),
            remarks=(
                *filter(None, (self.mark(submission).sentence,)),
                *self._former_remarks(department),
            ),
        )

    def _former_remarks(self, department: str) -> tuple[str, ...]:
        """That predecessors reported: their words are not counted until their heir reports."""
        return tuple(
            f"{self.senders.plan_of(one).departments[one.department].name}（已调整）以原单位名义"
            f"报送过第{one.sequence}次，没有计入，请由承接单位核对后一并报送。"
            for one in self.former
            if department in self.senders.heirs(one)
        )

    @property
    def _slips(self) -> tuple[ReturnSlip, ...]:
        return self._once("slips", lambda: fetch_slips(self.db, self.year))

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

    def edits(self, digest: str) -> tuple[EditedCell, ...]:
        """Cells changed by hand in any file that brought the submission *digest*."""
        came = (r.verdict.edits for r in self.receipts if r.verdict.digest == digest)
        return tuple(dict.fromkeys(edit for edits in came for edit in edits))

    def edit_ruling(self, digest: str, edit: EditedCell) -> Ruling | None:
        """What was decided about one such cell; None: nothing yet."""
        return self.ruling(Matter.HAND_EDIT, subject_of(digest, edit))

    def _undecided_edits(self, digest: str) -> tuple[EditedCell, ...]:
        edits = self.edits(digest)
        return tuple(edit for edit in edits if not self.edit_ruling(digest, edit))

    def _amended(self, versions: Versions) -> Submission:
        """What counts, with the cells that were decided for."""
        digest = versions.counting_digest
        return amended(versions.counting, digest, self.edits(digest), self.rulings)

    # What contradicts

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Settled ones included."""
        return self._once("conflicts", self._find_conflicts)

    def _find_conflicts(self) -> tuple[Conflict, ...]:
        said = {
            body.id: Said(
                answers=body.submission.answers,
                self_total=body.self_total,
                self_grade=body.submission.self_grade,
                recomputed=body.recomputed,
            )
            for body in self.reported
            if body.submission
        }
        shares = self.package.shares if self.package else None
        return tuple(conflicts(self.plan, said, self.rulings, shares))

    @property
    def suspicions(self) -> tuple[Suspicion, ...]:
        """Those looked at included; see `seen`."""
        return self._once("suspicions", self._find_suspicions)

    def _find_suspicions(self) -> tuple[Suspicion, ...]:
        reports = {
            body.id: Reported(
                submission=body.submission,
                recomputed=body.recomputed,
                targets=body.assessor.targets,
            )
            for body in self.reported
            if body.submission and body.recomputed
        }
        return tuple(suspicions(self.plan, reports))

    def seen(self, key: str) -> Ruling | None:
        """Who looked at a conflict or suspicion and left it as it is; None: nobody yet."""
        return self.ruling(Matter.SEEN, key)

    # Results

    @property
    def picture(self) -> Picture:
        """The district's year, as it stands now."""
        return self._once("picture", self._draw_picture)

    def _draw_picture(self) -> Picture:
        package = self.package
        return picture(
            self.plan,
            self.year,
            (year for body in self.reported if (year := body.year)),
            self.rulings,
            {**fetch_targets(self.db, self.year), **(package.handed_down if package else {})},
            package.shares if package else None,
        )

    @property
    def groups(self) -> tuple[Group, ...]:
        """Bodies ranked among their kind; to be shown only when `ranking_shown`."""
        return self._once("groups", lambda: groups(self.rulebook, self.picture.departments))

    @property
    def ranking_shown(self) -> bool:
        """Off until the office switches it on."""
        return self.ruling(Matter.RANKING, "") is not None

    def _figure_rulings(self) -> dict[str, FigureRuling]:
        return {
            subject: FigureRuling.read(ruling.choice)
            for (matter, subject), ruling in self.rulings.items()
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
        found = item_reviews([self.plan.item(item)], versions.counting, reviews, versions.by_digest)
        return found[item].answer


def _day(moment: str) -> date:
    return datetime.fromisoformat(moment).date()


def _choice(text: str) -> Choice:
    chosen, *over = text.split(" ")
    return Choice(chosen=chosen, over=frozenset(over))


def choice_text(chosen: str, over: Iterable[str]) -> str:
    """A fork's decision as it is kept; `_choice` reads it."""
    return " ".join((chosen, *sorted(over)))
