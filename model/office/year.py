"""The office's year on this PC at one moment: what every department sent, and what follows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from sqlite_utils import Database

from model.consolidation.conflicts import Conflict, ConflictKind, Said, conflicts
from model.consolidation.consolidation import Consolidation, picture
from model.consolidation.ranking_groups import RankingGroup, ranking_groups
from model.consolidation.reviewed_answers import corrected_answers
from model.consolidation.suspicions import Suspicion
from model.consolidation.versions import Versions
from model.domain.cell_edit import CellEdit
from model.domain.forms import FormSet
from model.domain.package import YearPackage
from model.domain.plan import Plan
from model.domain.return_slip import ReturnSlip
from model.domain.review import Matter, Review, Ruling, still_seen
from model.domain.submission import Submission
from model.office.cell_decisions import edit_sentence
from model.office.changes import OfficeChanges
from model.office.department_year import DepartmentYear
from model.office.departments import Departments
from model.office.item_flags import ItemFlags, flags_of
from model.office.last_year import LastYear
from model.office.records import YearDecisions, YearFiles
from model.office.second_names import SecondNames
from model.office.terms import OfficeTerms
from model.plans import PlanLibrary
from model.scoring.rulebook import Rulebook
from model.store import receipts as receipt_store
from model.store.receipts import Batch, FileVerdict, Receipt
from model.workbook.layout import Questionnaire


@dataclass(frozen=True, eq=False)
class OfficeYear:
    """What the office's pages read. Nothing in it changes: `after` a change there is another one.

    Everything is worked out when first asked for.
    """

    terms: OfficeTerms
    files: YearFiles
    decisions: YearDecisions
    departments: Departments
    as_reported: Departments  # the same, or as they were before a review, which changes no report
    last_year: LastYear
    _flags: dict[str, ItemFlags] = field(default_factory=dict)  # by department

    @classmethod
    def read(
        cls, library: PlanLibrary, rulebook: Rulebook, forms: FormSet, year: int
    ) -> "OfficeYear":
        """*year* as the data file of *library* has it now, scored by *rulebook*."""
        terms = OfficeTerms(library, rulebook, forms, year)
        files, decisions = YearFiles(library.db, year), YearDecisions(library.db, year)
        departments = Departments(terms, files, decisions)
        return cls(terms, files, decisions, departments, departments, LastYear(terms, files))

    def after(self, changes: OfficeChanges) -> "OfficeYear":
        """The year once *changes* are on disk; what they don't concern is not worked out again."""
        if changes.ledger:
            return self
        files, decisions = self.files, YearDecisions(self.db, self.year)
        last = self.last_year
        if changes.files:
            files = YearFiles(self.db, self.year, files.parsed)
            last = LastYear(self.terms, files)
            departments = Departments(self.terms, files, decisions)
        else:
            departments = self.departments.after(decisions, changes.department)
        reported = self.as_reported if changes.department else departments
        return OfficeYear(self.terms, files, decisions, departments, reported, last)

    def trusting(self, read: Mapping[str, Submission]) -> "OfficeYear":
        """The year by submissions just *read* from originals, instead of what was kept of them.

        Args:
            read: by digest.
        """
        files = YearFiles(self.db, self.year, {**self.files.parsed, **read})
        departments = Departments(self.terms, files, self.decisions)
        last = LastYear(self.terms, files)
        return OfficeYear(self.terms, files, self.decisions, departments, departments, last)

    # What the year goes by

    @property
    def db(self) -> Database:
        return self.terms.plans.db

    @property
    def year(self) -> int:
        return self.terms.year

    @property
    def plan(self) -> Plan:
        """The plan in force under the year's package."""
        return self.terms.plan

    @property
    def package(self) -> YearPackage | None:
        return self.terms.package

    @property
    def rulebook(self) -> Rulebook:
        return self.terms.rulebook

    @property
    def forms(self) -> FormSet:
        return self.terms.forms

    @property
    def deadline(self) -> date | None:
        return self.terms.deadline

    @property
    def today(self) -> date:
        return self.departments.today

    def name(self, department: str) -> str:
        return self.terms.name(department)

    def questionnaire(self, department: str) -> Questionnaire:
        """What *department* was asked when it made what counts; today's where nothing came."""
        versions = self.versions(department)
        plan = self.terms.senders.plan_of(versions.counting) if versions else self.plan
        return Questionnaire(plan=plan, forms=self.forms)

    # What came

    @property
    def batches(self) -> tuple[Batch, ...]:
        return self.files.batches

    @property
    def receipts(self) -> tuple[Receipt, ...]:
        return self.files.receipts

    @property
    def stray(self) -> tuple[Receipt, ...]:
        return self.files.stray

    @property
    def waiting_strays(self) -> tuple[Receipt, ...]:
        """Those of `stray` that were not taken in where they belong."""
        return self.files.waiting

    @property
    def submissions(self) -> Mapping[str, Mapping[str, Submission]]:
        return self.files.submissions

    def edits(self, digest: str) -> tuple[CellEdit, ...]:
        return self.files.edits(digest)

    def original(self, sha256: str) -> bytes:
        """Raises: LookupError: it was not kept."""
        return receipt_store.fetch_original(self.db, sha256)

    def versions(self, department: str) -> Versions | None:
        return self.departments.versions(department)

    def sender_of(self, receipt: Receipt) -> str:
        return self.departments.sender_of(receipt)

    # What was decided

    @property
    def reviews(self) -> Mapping[str, tuple[Review, ...]]:
        return self.decisions.reviews

    @property
    def history(self) -> tuple[Ruling, ...]:
        return self.decisions.history

    @property
    def slips(self) -> tuple[ReturnSlip, ...]:
        return self.decisions.slips

    def ruling(self, matter: Matter, subject: str) -> Ruling | None:
        return self.decisions.ruling(matter, subject)

    def edit_ruling(self, digest: str, edit: CellEdit) -> Ruling | None:
        return self.decisions.edit_ruling(digest, edit)

    def remarks_on(self, verdict: FileVerdict) -> tuple[str, ...]:
        """What a person has to look at in a file, or decided about it, the gravest first."""
        digest = verdict.digest or ""
        edits = (self._edit_sentence(digest, one) for one in verdict.edits)
        return (*edits, *verdict.details)

    def _edit_sentence(self, digest: str, edit: CellEdit) -> str:
        ruling = self.edit_ruling(digest, edit)
        return edit_sentence(edit, ruling, waits=self.waits(ruling))

    def waits(self, ruling: Ruling | None) -> bool:
        """Whether *ruling* counts for nothing until a second person confirmed it."""
        return self.departments.waits(ruling)

    @property
    def second_names(self) -> SecondNames:
        """Which decisions need a second name (复核两人制)."""
        return self.departments.second_names

    @property
    def ranking_shown(self) -> bool:
        """Off until the office switches it on."""
        return self.ruling(Matter.RANKING, "") is not None

    def seen(self, suspicion: Suspicion) -> Ruling | None:
        """That a person has looked at it as it is now; None: nobody, or it was otherwise then."""
        ruling = self.ruling(Matter.SEEN, suspicion.key)
        return ruling if still_seen(ruling, suspicion.seen) else None

    # What follows

    def body(self, department: str) -> DepartmentYear:
        return self.departments.of(department)

    @property
    def bodies(self) -> tuple[DepartmentYear, ...]:
        """Every body, in the order of the plan."""
        return self.departments.all

    @property
    def expected(self) -> tuple[DepartmentYear, ...]:
        """Everybody who has to report, or did so unasked, in the order of the plan."""
        return tuple(body for body in self.bodies if body.expected)

    @property
    def reported(self) -> tuple[DepartmentYear, ...]:
        return self.departments.reported

    def flags(self, department: str) -> ItemFlags:
        """What stands out about single items of *department*; see `flags_of`."""
        if department not in self._flags:
            body = self.body(department)
            self._flags[department] = flags_of(body, self.conflicts, self.unseen_suspicions)
        return self._flags[department]

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Settled ones included."""
        said = {
            body.id: Said(
                answers=corrected_answers(body.shown.answers, body.items),
                corrected={key for key, one in body.items.items() if one.corrected},
                self_total=body.self_total,
                self_grade=body.self_grade,
                recomputed=body.recomputed if body.differs else None,
                by_office=body.differs_by_office,
                targets=body.assessor.targets,
            )
            for body in self.reported
            if body.submission and body.shown
        }
        rulings = self.departments.rulings_in_force
        return tuple(conflicts(self.plan, said, rulings, self.terms.shares))

    @property
    def suspicions(self) -> tuple[Suspicion, ...]:
        """Those looked at included; see `seen`."""
        return self.as_reported.suspicions

    @property
    def unseen_suspicions(self) -> tuple[Suspicion, ...]:
        return tuple(one for one in self.suspicions if self.seen(one) is None)

    @cached_property
    def picture(self) -> Consolidation:
        """The district's year, as it stands now."""
        package = self.package
        return picture(
            self.plan,
            self.year,
            (year for body in self.reported if (year := body.year)),
            self.departments.rulings_in_force,
            package.handed_down if package else {},
            self.terms.shares,
            self.terms.in_force.baselines,
            {c.subject for c in self.conflicts if c.open and c.kind is ConflictKind.FIGURE},
        )

    @cached_property
    def groups(self) -> tuple[RankingGroup, ...]:
        """Departments ranked among their kind; to be shown only when `ranking_shown`."""
        return ranking_groups(self.rulebook, self.picture.departments)
