"""复核分工 between the office's PCs: who reviews what, and decisions joined."""

import json
import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from model.consolidation.sections import section_of
from model.domain.names import spelled_alike
from model.domain.origin import OFFICE as HOLDER
from model.domain.origin import OriginStanding, Proof
from model.domain.plan import Item
from model.domain.return_slip import ReturnSlip
from model.domain.review import WHOLE_YEAR, Matter, Review, Ruling, Verdict
from model.domain.review_file import Decision, ReviewFile, is_readable, line_of, review_lines
from model.domain.sealed import unseal_as
from model.domain.section import PART
from model.domain.submission import Edition
from model.ed25519 import KeyPair
from model.errors import AppError
from model.jobs import JobContext
from model.office.changes import OfficeChanges
from model.office.decision_ranges import possible
from model.office.department_year import DepartmentYear
from model.office.named import named
from model.office.year import OfficeYear
from model.own_key import own_public_key
from model.parts.decisions import RivalDecisions, join_decisions, latest, place_of
from model.record_bounds import Unkeepable, fit, payload_of
from model.store.clock import now
from model.store.keys import fetch_pins
from model.store.part_facts import fetch_facts, save_facts
from model.store.parts import fetch_review_files, keep_review_file
from model.store.reviews import fetch_reviews, fetch_rulings, save_reviews, save_ruling
from model.store.slips import fetch_slips, keep_slip
from model.store.transaction import saving

CHAPTER = "chapter/"  # and a section's key: what a share is about that is no department
JOINED = f"{PART}joined"  # about a file that came: what it added, as lines
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
    def ours(self) -> tuple[Decision, ...]:
        """Every decision known here, those of one kind in the order in which they came about."""
        db, year = self.office.db, self.office.year
        return (*fetch_reviews(db, year), *fetch_rulings(db, year))

    @property
    def reviews(self) -> tuple[Review, ...]:
        return tuple(one for one in self.ours if isinstance(one, Review))

    @cached_property
    def files(self) -> tuple[ReviewFile, ...]:
        """What came from other PCs."""
        return fetch_review_files(self.office.db, self.office.year)

    @cached_property
    def rivals(self) -> tuple[RivalDecisions, ...]:
        """What this PC and another one decided differently; one for each pair."""
        return join_decisions(self.ours, *(file.decisions for file in self.files)).rivals

    @cached_property
    def shares(self) -> "ReviewShares":
        given = {
            one.subject: one.choice
            for one in self.ours
            if isinstance(one, Ruling) and one.matter is Matter.REVIEWER
        }
        passed = {
            owner: reviewer
            for body, reviewer in given.items()
            if reviewer and not body.startswith(CHAPTER)
            for owner in self.office.terms.owners(body)
        }
        alike = spelled_alike((*passed.values(), *given.values()))
        return ReviewShares({key: alike[name] for key, name in {**passed, **given}.items()})

    @cached_property
    def decided(self) -> Mapping[str, Mapping[str, int]]:
        """A department, or CHAPTER and a section's key -> who decided -> about how many of the
        items that wait no more; `waiting` has the others.
        """
        found: dict[str, dict[str, int]] = {}
        plan, alike = self.office.plan, spelled_alike(one.by for one in self.reviews)
        waits = {
            (body.id, key): one.waiting
            for body in self.office.reported
            for key, one in body.items.items()
        }
        for (department, item), one in latest(self.reviews).items():
            if waits.get((department, item), True):
                continue
            known = item in plan.measures or item in plan.indicators
            chapter = [f"{CHAPTER}{section_of(plan, plan.item(item))}"] if known else []
            for subject in (department, *chapter):
                by, name = found.setdefault(subject, {}), alike[one.by]
                by[name] = by.get(name, 0) + 1
        return found

    @cached_property
    def waiting(self) -> Mapping[str, int]:
        """A department, or CHAPTER and a section's key -> how many reported items wait."""
        found: dict[str, int] = {}
        office = self.office
        for body in office.reported:
            for one in body.items.values():
                for subject in (body.id, f"{CHAPTER}{section_of(office.plan, one.item)}"):
                    found[subject] = found.get(subject, 0) + one.waiting
        return found

    @cached_property
    def readable(self) -> tuple[Decision, ...]:
        """Those of `ours` that others can read: an earlier version kept others, too."""
        return tuple(one for one in self.ours if is_readable(one))

    @property
    def left_out(self) -> int:
        """How many decisions can't be taken to another PC."""
        return len(self.ours) - len(self.readable)

    def file(self, by: str) -> ReviewFile:
        """All decisions known here that can be read, to be taken to another PC."""
        office = self.office
        return fit(
            ReviewFile(
                id=uuid.uuid4().hex,
                year=office.year,
                plan=Edition(id=office.plan.id, version=office.plan.edition),
                made_by=by,
                made_at=now(),
                lines=review_lines(one for one in self.readable if isinstance(one, Review)),
                rulings=tuple(line_of(one) for one in self.readable if isinstance(one, Ruling)),
                slips=tuple(_sealed_slips(office)),
                sample=bool(office.package and office.package.sample),
            )
        )

    def news_in(self, file: ReviewFile) -> ReviewNews:
        """What *file* would bring."""
        lists = [one.decisions for one in self.files]
        found = join_decisions(self.ours, *lists, file.decisions)
        before = {line_of(one.theirs) for one in self.rivals}
        asked = [one for one in found.rivals if line_of(one.theirs) not in before]
        passed = {
            one.department: one.verdict is Verdict.PASS
            for one in found.added
            if isinstance(one, Review) and one.item == WHOLE_YEAR
        }
        return ReviewNews(added=len(found.added), asked=len(asked), passed=sum(passed.values()))

    def is_ours(self, proof: Proof) -> bool:
        """Whether a file with *proof* was signed with the key that this PC signs with, which a copy
        of its data has as well, or with one compared as the office's.
        """
        db = self.office.db
        verified = proof.standing(HOLDER, fetch_pins(db)) is OriginStanding.VERIFIED
        return bool(proof.key) and (verified or proof.key == own_public_key(db))


@dataclass(frozen=True)
class ReviewShares:
    """Who reviews what: the subject of a share -> a name, "" for nobody. A chapter of the plan that
    is given to somebody goes before the department. Whoever goes on with the work of a body goes on
    with its reviewer.
    """

    by_subject: Mapping[str, str]

    def __bool__(self) -> bool:
        return any(self.by_subject.values())

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(sorted({name for name in self.by_subject.values() if name}))

    def of(self, subject: str) -> str:
        """Who a department, or CHAPTER and a section's key, was given to; "" for nobody."""
        return self.by_subject.get(subject, "")

    def reviewer(self, department: str, chapter: str) -> str:
        """Who reviews the items of *department* in *chapter*; "" for nobody."""
        return self.of(f"{CHAPTER}{chapter}") or self.of(department)


def reviewer_of(office: OfficeYear, shares: ReviewShares, department: str, item: Item) -> str:
    """Who reviews one item; "" for nobody."""
    return shares.reviewer(department, section_of(office.plan, item)) if shares else ""


def reviewers_words(office: OfficeYear, shares: ReviewShares, body: DepartmentYear) -> str:
    """Who reviews *body*, and how much waits for each where it is several: '张三 3、李四 12'."""
    if not shares:
        return ""
    waiting: dict[str, int] = {}
    for one in body.items.values():
        name = reviewer_of(office, shares, body.id, one.item)
        waiting[name] = waiting.get(name, 0) + one.waiting
    if not waiting:
        return shares.of(body.id)
    if len(waiting) == 1:
        return next(iter(waiting))
    return "、".join(f"{name or '未分'} {count or '已审完'}" for name, count in waiting.items())


def share_out(
    office: OfficeYear, by: str, subjects: Collection[str], reviewer: str
) -> OfficeChanges:
    """Gives departments, or chapters of the plan (CHAPTER and a section's key), to *reviewer*; "":
    to nobody.

    Raises:
        NotSaved, YearClosed: nothing was changed.
    """
    given = ReviewExchange(office).shares
    with saving(office.db, "复核分工"):
        for one in subjects:
            if given.of(one) != reviewer:
                _save_ruling(office, Matter.REVIEWER, one, reviewer, by)
    return OfficeChanges()


def _save_ruling(office: OfficeYear, matter: Matter, subject: str, choice: str, by: str) -> None:
    ruling = fit(Ruling(matter=matter, subject=subject, choice=choice, by=named(by), at=now()))
    save_ruling(office.db, office.year, ruling)


def take_in(office: OfficeYear, file: ReviewFile, file_name: str, sha256: str) -> OfficeChanges:
    """Joins the decisions of another PC: those made in knowledge of this PC's are added, each with
    its author and time; the others wait for a person. The same file again changes nothing.

    Raises:
        AppError: it is another year's or goes by another plan; nothing was changed.
        NotSaved, YearClosed: nothing was changed.
    """
    slips = _refuse_if_unfit(office, file, file_name)
    with saving(office.db, "复核意见"):
        keep_review_file(office.db, file, file_name, sha256)
        for slip in slips:
            keep_slip(office.db, slip)
        added = _join_all(office)
        if added:
            lines = json.dumps([line_of(one) for one in added], ensure_ascii=False)
            save_facts(office.db, office.year, OFFICE, {(file.digest, JOINED): lines})
    return OfficeChanges(count=len(added))


def _refuse_if_unfit(office: OfficeYear, file: ReviewFile, file_name: str) -> list[ReturnSlip]:
    """The slips in *file*. Raises: AppError: it can't be joined here."""
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
    if not all(possible(office, one) for one in file.decisions):
        raise AppError(
            f"“{file_name}”里有本机不可能作出的核改或裁定，没有接收。",
            hint="两台电脑须用同一版程序和任务包；那台电脑上有本机没有的来件的，请收它的复核包。",
        )
    try:
        slips = [unseal_as(ReturnSlip, one.encode()) for one in file.slips]
    except ValueError:
        slips = None
    if slips is None or any(one.year != office.year for one in slips):
        raise AppError(
            f"“{file_name}”里的退回单不完整，没有接收。", hint="请在另一台电脑上重新写出一份。"
        )
    return slips


def _sealed_slips(office: OfficeYear) -> Iterator[str]:
    """The slips issued here; one that an earlier version kept and nobody else can read went to
    nobody.
    """
    for slip in fetch_slips(office.db, office.year):
        with suppress(Unkeepable):
            yield payload_of(slip).decode()


def _join_all(office: OfficeYear) -> tuple[Decision, ...]:
    """Adds whatever the files that came allow by now, inside a transaction."""
    exchange = ReviewExchange(office)
    added = join_decisions(exchange.ours, *(one.decisions for one in exchange.files)).added
    _save(office, added)
    return added


def _save(office: OfficeYear, decisions: Iterable[Decision]) -> None:
    kept = tuple(decisions)
    save_reviews(office.db, office.year, [one for one in kept if isinstance(one, Review)])
    for one in kept:
        if isinstance(one, Ruling):
            save_ruling(office.db, office.year, one)


def settle(office: OfficeYear, by: str, rival: RivalDecisions, chosen: Decision) -> OfficeChanges:
    """Decides between two decisions. Both stay in the history with their authors and times; the
    chosen one is made again by the person who settles.

    Raises:
        NotSaved, YearClosed: nothing was changed.
    """
    with saving(office.db, "复核意见"):
        _save(office, (*rival.missing, replace(chosen, by=named(by), at=now())))
        _join_all(office)
    return OfficeChanges(count=1)


@dataclass(frozen=True, kw_only=True)
class TakenFile:
    """A file of decisions that came, and how many of those it added still stand."""

    file: ReviewFile
    standing: int


def taken_files(exchange: ReviewExchange) -> tuple[TakenFile, ...]:
    """All files of decisions that came, in their order."""
    office = exchange.office
    facts = fetch_facts(office.db, office.year, OFFICE)
    added = {
        item: set(json.loads(text)) for (item, field), text in facts.items() if field == JOINED
    }
    last = {place_of(one): line_of(one) for one in exchange.ours}.values()
    return tuple(
        TakenFile(file=file, standing=sum(line in added.get(file.digest, ()) for line in last))
        for file in exchange.files
    )


def take_back(office: OfficeYear, by: str, file: ReviewFile) -> OfficeChanges:
    """Takes back what *file* added, as far as nobody decided otherwise since: what stood before
    stands again. All of it stays in the history.

    Raises:
        NotSaved, YearClosed: nothing was changed.
    """
    facts = fetch_facts(office.db, office.year, OFFICE)
    lines = set(json.loads(facts.get((file.digest, JOINED), "[]")))
    known: dict[object, list[Decision]] = {}
    for one in ReviewExchange(office).ours:
        known.setdefault(place_of(one), []).append(one)
    back = []
    for decisions in known.values():
        if line_of(decisions[-1]) in lines:
            before = [one for one in decisions if line_of(one) not in lines]
            back.append(_again(decisions[-1], before, named(by)))
    _save(office, back)
    return OfficeChanges(count=len(back))


def _again(last: Decision, before: Sequence[Decision], by: str) -> Decision:
    """The decision by which what stood *before* stands again instead of *last*."""
    if before:
        return replace(before[-1], by=by, at=now())
    if isinstance(last, Ruling):
        return replace(last, choice="", reason="", by=by, at=now())
    nothing = Verdict.REOPEN if last.item == WHOLE_YEAR else Verdict.WITHDRAW
    return replace(last, verdict=nothing, changes={}, remark="", by=by, at=now())


def write_file(
    path: Path, office: OfficeYear, file: ReviewFile, keys: KeyPair, job: JobContext
) -> Path:
    """The decisions as a workbook. Raises: AppError: it can't be written."""
    from model.workbook.review_file.write import write_review_file

    write_review_file(path, file, office.plan, office.forms, keys, job)
    return path
