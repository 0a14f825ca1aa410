"""复核分工 between the office's PCs: who reviews which department, and decisions joined."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from model.domain.origin import OFFICE as HOLDER
from model.domain.origin import OriginStanding, Proof
from model.domain.review import WHOLE_YEAR, Review, Verdict
from model.domain.review_file import ReviewFile, review_lines
from model.domain.section import PART
from model.domain.submission import Edition
from model.ed25519 import KeyPair
from model.errors import AppError
from model.jobs import JobContext
from model.office.changes import OfficeChanges
from model.office.year import OfficeYear
from model.own_key import own_public_key
from model.parts.decisions import RivalDecisions, join_decisions, latest
from model.store.clock import now
from model.store.edit_log import one_step
from model.store.keys import fetch_pins
from model.store.part_facts import fetch_facts, save_facts
from model.store.parts import fetch_review_files, keep_review_file
from model.store.reviews import fetch_reviews, save_reviews
from model.store.transaction import saving

SHARE = f"{PART}reviewer"  # of a department: the fact that names its reviewer
OFFICE = ""  # whose facts they are


@dataclass(frozen=True, kw_only=True)
class ReviewNews:
    """How many decisions a file would add, about how many items people would be asked, and how
    many departments' years would be passed by it.
    """

    added: int
    asked: int
    passed: int

    @property
    def nothing(self) -> bool:
        return not (self.added or self.asked)


@dataclass(frozen=True, eq=False)
class ReviewExchange:
    """What this PC and the others decided in a year, as the data file has it now."""

    office: OfficeYear

    @cached_property
    def ours(self) -> tuple[Review, ...]:
        return fetch_reviews(self.office.db, self.office.year)

    @cached_property
    def files(self) -> tuple[ReviewFile, ...]:
        """What came from other PCs."""
        return fetch_review_files(self.office.db, self.office.year)

    @cached_property
    def rivals(self) -> tuple[RivalDecisions, ...]:
        """Items about which this PC and another one decided differently; one for each pair."""
        found: dict[str, RivalDecisions] = {}
        for file in self.files:
            for one in join_decisions(self.ours, file.reviews).rivals:
                found["\t".join(review_lines((one.ours, one.theirs)))] = one
        return tuple(sorted(found.values(), key=lambda one: (one.department, one.item)))

    @cached_property
    def shares(self) -> Mapping[str, str]:
        """Department -> who reviews it."""
        facts = fetch_facts(self.office.db, self.office.year, OFFICE)
        return {item: name for (item, field), name in facts.items() if field == SHARE}

    @cached_property
    def decided(self) -> Mapping[str, Mapping[str, int]]:
        """Department -> who decided -> about how many items, as decisions stand now."""
        found: dict[str, dict[str, int]] = {}
        for (department, item), one in latest(self.ours).items():
            if item != WHOLE_YEAR and one.verdict is not Verdict.WITHDRAW:
                by = found.setdefault(department, {})
                by[one.by] = by.get(one.by, 0) + 1
        return found

    def file(self, by: str) -> ReviewFile:
        """All decisions known here, to be taken to another PC."""
        office = self.office
        return ReviewFile(
            id=uuid.uuid4().hex,
            year=office.year,
            plan=Edition(id=office.plan.id, version=office.plan.edition),
            made_by=by,
            made_at=now(),
            lines=review_lines(self.ours),
            shares=dict(self.shares),
            sample=bool(office.package and office.package.sample),
        )

    def news_in(self, file: ReviewFile) -> ReviewNews:
        """What *file* would bring."""
        found = join_decisions(self.ours, file.reviews)
        passed = {
            one.department: one.verdict is Verdict.PASS
            for one in found.added
            if one.item == WHOLE_YEAR
        }
        return ReviewNews(
            added=len(found.added), asked=len(found.rivals), passed=sum(passed.values())
        )

    def is_ours(self, proof: Proof) -> bool:
        """Whether a file with *proof* was signed with the key that this PC signs with, which a copy
        of its data has as well, or with one compared as the office's.
        """
        db = self.office.db
        verified = proof.standing(HOLDER, fetch_pins(db)) is OriginStanding.VERIFIED
        return bool(proof.key) and (verified or proof.key == own_public_key(db))


def share_out(office: OfficeYear, departments: Collection[str], reviewer: str) -> OfficeChanges:
    """Names *reviewer* for *departments*; "": nobody.

    Raises:
        NotSaved, YearClosed: nothing was changed.
    """
    facts = {(one, SHARE): reviewer or None for one in departments}
    with one_step(office.db, office.year, OFFICE, "复核分工"):
        save_facts(office.db, office.year, OFFICE, facts)
    return OfficeChanges()


def take_in(office: OfficeYear, file: ReviewFile, file_name: str, sha256: str) -> OfficeChanges:
    """Joins the decisions of another PC: those made in knowledge of this PC's are added, each with
    its author and time; the others wait for a person. The same file again changes nothing.

    Raises:
        AppError: it is another year's or goes by another plan; nothing was changed.
        NotSaved, YearClosed: nothing was changed.
    """
    if file.year != office.year:
        raise AppError(
            f"“{file_name}”是{file.year}年度的复核意见，没有接收。",
            hint=f"请先转到{file.year}年度，再接收。",
        )
    if (file.plan.id, file.plan.version) != (office.plan.id, office.plan.edition):
        raise AppError(
            f"“{file_name}”依据的方案与本机不同，没有接收。",
            hint="两台电脑须用同一版程序和任务包。",
        )
    if not all(_possible(office, one) for one in file.reviews):
        raise AppError(
            f"“{file_name}”里有不可能的核改，没有接收。",
            hint="请在另一台电脑上重新写出一份；两台电脑须用同一版程序和任务包。",
        )
    exchange = ReviewExchange(office)
    found = join_decisions(exchange.ours, file.reviews)
    new = {body: name for body, name in file.shares.items() if body not in exchange.shares}
    with saving(office.db, "复核意见"):
        save_reviews(office.db, office.year, found.added)
        keep_review_file(office.db, file, file_name, sha256)
        with one_step(office.db, office.year, OFFICE, "复核分工"):
            facts = {(body, SHARE): name for body, name in new.items()}
            save_facts(office.db, office.year, OFFICE, facts)
    return OfficeChanges(count=len(found.added))


def _possible(office: OfficeYear, one: Review) -> bool:
    """Whether the app could have made the decision: each field that it changes can hold it."""
    if not one.changes:
        return True
    plan = office.plan
    if one.item not in plan.measures and one.item not in plan.indicators:
        return False
    form = office.forms.asked(plan.item(one.item), one.department)
    fields = {field.key: field for field in form.fields()}
    return all(
        key in fields and (value is None or fields[key].possible(value))
        for key, value in one.changes.items()
    )


def settle(office: OfficeYear, by: str, rival: RivalDecisions, chosen: Review) -> OfficeChanges:
    """Decides between two decisions. Both stay in the history with their authors and times; the
    chosen one is made again by the person who settles.

    Raises:
        NotSaved, YearClosed: nothing was changed.
    """
    again = replace(chosen, by=by, at=now())
    save_reviews(office.db, office.year, (*rival.missing, again))
    return OfficeChanges(department=rival.department, count=1)


def write_file(
    path: Path, office: OfficeYear, file: ReviewFile, keys: KeyPair, job: JobContext
) -> Path:
    """The decisions as a workbook. Raises: AppError: it can't be written."""
    from model.workbook.review_file.write import write_review_file

    write_review_file(path, file, office.plan, office.forms, keys, job)
    return path
