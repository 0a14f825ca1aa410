"""What holds after every step, whatever was done."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from PySide6.QtWidgets import QLabel, QWidget

from forms import FORMS
from model.checks.finding import Kind
from model.clerk.submission_changes import changes_since
from model.domain.numbers import number_text, points_text
from model.domain.review import Matter
from model.office.board import rates
from model.office.department_year import DepartmentYear, ReportingState
from model.office.rectification import rectification_ledger
from model.office.report_contents import opinion, report_data
from model.office.year import OfficeYear
from model.plans import PlanLibrary
from model.rulebook_in_force import rulebook_in_force
from model.scoring.state_by_number import FIELDS
from model.store.answers import fetch_answers
from model.store.closed_years import is_closed
from model.store.packages import fetch_packages
from tests.years.clerk import Clerk
from tests.years.office import TARGETS, OfficePc
from tests.years.pc import Pc
from tests.years.watch import Watch
from tests.years.words import Speech, shown_words
from ui.pages.office.board_lines import score_words

EVERY = 4  # states of the disk, of which one is held against what goes out on paper


def reported_by(office: OfficeYear) -> list[DepartmentYear]:
    """Those who reported; nobody else's year is worked out for it."""
    known = office.plan.departments
    return [office.body(one) for one in office.submissions if one in known]


def state_of(pc: Pc) -> tuple[int, int]:
    """Another one as soon as anything was written, by whichever connection."""
    (elsewhere,) = pc.db.execute("PRAGMA data_version").fetchone()
    return pc.db.conn.total_changes, elsewhere


def office_of(pc: Pc, year: int) -> OfficeYear:
    """The year as it is on disk; nothing that a page remembers."""
    brought = pc.window.session.plans.shipped
    rules = rulebook_in_force(pc.db, year, pc.window.session.shipped_rules)
    return OfficeYear.read(PlanLibrary(pc.db, brought), rules, FORMS, year)


def ledger_lines(office: OfficeYear) -> tuple[str, ...]:
    lines = rectification_ledger(office).lines
    return tuple(f"{one.shortcoming.label} {one.bearer} {one.standing} {one.due}" for one in lines)


@dataclass(frozen=True, kw_only=True)
class Held:
    """A year's scores and files, as they were when it was closed."""

    scores: tuple[tuple[str, ...], ...]
    files: tuple[str, ...]
    packages: tuple[str, ...]
    rules: str
    ledger: tuple[str, ...]  # 整改台账

    @classmethod
    def of(cls, office: OfficeYear) -> "Held":
        return cls(
            scores=tuple(
                (
                    body.id, body.digest or "", body.state.value, score_words(body.reviewed),
                    score_words(body.recomputed),
                    *(f"{key} {one.standing} {one.answer}" for key, one in body.items.items()),
                )
                for body in reported_by(office)
            ),
            files=tuple(sorted(d for came in office.submissions.values() for d in came)),
            packages=tuple(one.digest for one in fetch_packages(office.db, office.year)),
            rules=f"{office.rulebook.id} {office.rulebook.version}",
            ledger=ledger_lines(office),
        )  # fmt: skip

    def unlike(self, other: "Held") -> Iterator[str]:
        for name in ("files", "packages", "rules", "ledger"):
            if getattr(self, name) != getattr(other, name):
                yield f"{name}: {getattr(self, name)} → {getattr(other, name)}"[:300]
        before, after = ({one[0]: one for one in held.scores} for held in (self, other))
        for body in before.keys() | after.keys():
            was, now = before.get(body, ()), after.get(body, ())
            if was != now:
                changed = [f"{a} → {b}" for a, b in zip(was, now, strict=False) if a != b]
                yield f"{body}: {changed[:2] or 'came or went'}"[:300]


@dataclass
class Truths:
    """Looks at both PCs after each step and complains to *watch*."""

    watch: Watch
    office: OfficePc
    clerk: Clerk
    speech: Speech
    closed: dict[int, Held] = field(default_factory=dict)
    accepted: dict[tuple[int, str, str, str], object] = field(default_factory=dict)
    said: dict[tuple[int, str], dict] = field(default_factory=dict)
    marks: dict[str, object] = field(default_factory=dict)
    seen: int = 0  # states of the office's disk
    _known: dict[tuple[object, ...], OfficeYear] = field(default_factory=dict)

    def on_disk(self, year: int) -> OfficeYear:
        """The office's *year* as it is on disk, worked out once for each state of the disk."""
        key = (self.office.window, state_of(self.office), year)
        if key not in self._known:
            self._known = {one: held for one, held in self._known.items() if one[:2] == key[:2]}
            self._known[key] = office_of(self.office, year)
        return self._known[key]

    def look(self, at: Pc) -> None:
        """After a step at one of the PCs."""
        self.watch.settle()
        self._words(at)
        self._focus(at)
        if at is self.office:
            self._closed_years()
            self._shares()
            self._numbers()
            self._chosen_versions()
        elif self.clerk.open_for_work:
            self._clerk_numbers()
            self._export_card()
            self._accepted()
        self.watch.settle()

    def _words(self, pc: Pc) -> None:
        proper = pc.window.page == "about"  # programs and licences go by their own names
        for name, text in () if proper else shown_words(pc.window):
            if text and (odd := self.speech.odd(text)):
                place = f"{pc.role.name.lower()} {pc.window.page} {name}"
                self.watch.complain("words", f"{place}: “{odd}” in “{text[:120]}”")
        for words in self.watch.boxes:
            if odd := self.speech.odd(words):
                self.watch.complain("words", f"box: “{odd}” in “{words[:120]}”")
        self.watch.boxes.clear()

    def _focus(self, pc: Pc) -> None:
        window = pc.window
        at = window.focusWidget()
        if window.rail is None and at is not None and not at.isVisible():
            self.watch.complain("focus", f"{pc.role.name.lower()}: what can't be seen")
        if window.rail is None or window.incoming.sheet is not None:
            return
        place = f"{pc.role.name.lower()} {window.page}"
        if at is None:
            self.watch.complain("focus", f"{place}: nowhere")
        elif window.rail.isAncestorOf(at) and not pc.to_rail:
            text = getattr(at, "text", lambda: "")()
            self.watch.complain("focus", f"{place}: on the rail, {type(at).__name__} {text}")
        elif not at.isVisible() or not at.isEnabled():
            name = f"{type(at).__name__} {at.objectName()}"
            self.watch.complain("focus", f"{place}: {name}, which can't be seen or used")

    # The office

    def _closed_years(self) -> None:
        for year in range(*self.office.window.session.plans.shipped.years):
            if not is_closed(self.office.db, year):
                self.closed.pop(year, None)
            elif year not in self.closed:
                self.closed[year] = Held.of(self.on_disk(year))
            else:
                now = Held.of(self.on_disk(year))
                for words in self.closed[year].unlike(now):
                    self.watch.complain("closed year", f"{year} {words}")
                self.closed[year] = now

    def _shares(self) -> None:
        """What a body is measured by is a number that the page of targets shows."""
        page = self.office.window._pages.get("package")
        if (
            page is None
            or page.package.editor.shown is None
            or self.office.window.page != "package"
        ):
            return
        work = page.package.editor
        part = page.parts[TARGETS]
        held = {indicator for indicator, shares in work.package.shares.items() if shares}
        if self.marks.get("shares") == work.package.shares or not held:
            return
        self.marks["shares"] = work.package.shares
        made = (body for change in work.package.changes for body in change.made)
        names = {body.id: body.name for body in (*work.plan.departments.values(), *made)}
        before = page.pills.current
        page.pills.choose(TARGETS)
        part.pills.choose(0)
        for indicator in sorted(held & work.today.indicators.keys()):
            part.table.choose(indicator)
            box = part.shares
            rows = box.rows.editors if box.isVisible() else {}
            words = "".join(_texts(box)) if box.isVisible() else ""
            for department, value in work.package.shares[indicator].items():
                named = f"{names.get(department, department)} {number_text(value)}" in words
                if department not in rows and not named:
                    self.watch.complain(
                        "hidden share", f"{work.year} {indicator} {department} {value}"
                    )
        page.pills.choose(before)

    def _numbers(self) -> None:
        """The same in the window, on disk, in the summary, the report and the opinions."""
        pc = self.office
        room = pc.room
        if room is None:
            return
        held, fresh = room.office, self.on_disk(pc.year)
        ledger = pc.window._pages.get("ledger")
        if ledger is not None and ledger.isVisible() and ledger_lines(held) != ledger_lines(fresh):
            self.watch.complain("numbers", f"ledger: {ledger_lines(held)}, {ledger_lines(fresh)}")
        self._board(fresh)
        self._review(fresh)
        for body in reported_by(fresh):
            one = held.body(body.id) if body.id in held.plan.departments else None
            words = one and (score_words(one.reviewed), one.state, one.digest)
            if words != (score_words(body.reviewed), body.state, body.digest):
                self.watch.complain(
                    "numbers",
                    f"{body.id}: window {words}, disk "
                    f"{score_words(body.reviewed), body.state, body.digest}",
                )
        self._papers(fresh)

    def _papers(self, office: OfficeYear) -> None:
        """Summary, report and opinions are made of these."""
        if not reported_by(office) or self.marks.get("papers") is office:
            return
        self.marks["papers"] = office
        self.seen += 1
        if self.seen % EVERY:
            return
        data = report_data(office, None)
        totals = {one.department.id: one.reviewed.total for one in data.picture.departments}
        for body in office.reported:
            if body.reviewed is None:
                continue
            if totals.get(body.id) != body.reviewed.total:
                self.watch.complain("numbers", f"{body.id}: summary {totals.get(body.id)}")
            said = opinion(office, body.id)
            if said.reviewed.total != body.reviewed.total:
                self.watch.complain("numbers", f"{body.id}: opinion {said.reviewed.total}")
        turnout = data.turnout
        if len(turnout.expected) - len(turnout.missing) != len(office.reported):
            self.watch.complain("numbers", "the report counts others than the board")

    def _board(self, office: OfficeYear) -> None:
        page = self.office.window._pages.get("board")
        if page is None or not page.isVisible():
            return
        found = rates(office.bodies)
        for state in ReportingState:
            shown = page.bar.parts[state].count
            if shown != found.states[state]:
                self.watch.complain("numbers", f"board {state}: {shown}, {found.states[state]}")
        for key in page.table.keys:
            if key not in {body.id for body in office.bodies}:
                self.watch.complain("numbers", f"board: {key} is no more")

    def _review(self, office: OfficeYear) -> None:
        page = self.office.window._pages.get("review")
        if page is None or not page.isVisible() or page.department not in office.submissions:
            return
        body = office.body(page.department)
        shown = page.strip.trio.words
        if score_words(body.reviewed) != shown[-1]:
            self.watch.complain(
                "numbers", f"review {body.id}: {shown}, disk {score_words(body.reviewed)}"
            )

    def _chosen_versions(self) -> None:
        page = self.office.window._pages.get("review")
        if page is None or not page.isVisible() or not page.department:
            return
        office = self.on_disk(self.office.year)
        if page.department not in office.plan.departments:
            return
        body = office.body(page.department)
        ruling = office.ruling(Matter.FORK, body.id)
        says = any("选定" in words for words in _texts(page.fork) if "请选定" not in words)
        if says and ruling and ruling.choice.split(" ")[0] != body.digest:
            self.watch.complain("stale choice", f"{body.id}: chosen {ruling.choice[:9]}, counts "
                                f"{(body.digest or '')[:9]}")  # fmt: skip

    # The clerk

    def _clerk_numbers(self) -> None:
        session = self.clerk.window.session
        terms = session.plans.terms(self.clerk.year, self.clerk.department)
        if self.clerk.department not in terms.plan.departments:
            return
        on_disk = fetch_answers(self.clerk.db, self.clerk.year, self.clerk.department)
        for item in session.desk.items:
            follows = FIELDS if session.desk.follows(item.id) else ()  # from a number, unstored
            shown, kept = (
                {key: text for key, text in said.items() if key not in follows}
                for said in (session.answer(item.id), on_disk.get(item.id, {}))
            )
            if shown != kept:
                self.watch.complain("lost", f"{item.id}: shown is not what is on disk")
        total = session.desk.assessment().total
        rail = self.clerk.window.rail
        said = any(s.points is not None for s in session.assessment.scores)
        if rail and said and total is not None and points_text(total) not in rail._score.text():
            self.watch.complain("numbers", f"rail {rail._score.text()}, desk {total}")
        key = (self.clerk.year, self.clerk.department)
        self.said[key] = on_disk

    def _export_card(self) -> None:
        """What is offered for the mail is what the answers say now."""
        page = self.clerk.window._pages.get("export")
        if page is None or not page.isVisible() or not page.result.copy.isVisible():
            return
        desk = self.clerk.desk
        past = desk.submissions
        changed = [*changes_since(past[-1], desk.next_submission())] if past else []
        if changed:
            self.watch.complain(
                "stale export", f"the mail of 第{past[-1].sequence}次 is offered after "
                "changes",
            )  # fmt: skip

    def accept(self, kind: str, item: str, field_: str) -> None:
        """The clerk set a reminder aside, which is about what is said there now."""
        self.accepted[self.clerk.year, kind, item, field_] = self._value(kind, item, field_)

    def _value(self, kind: str, item: str, field: str) -> object:
        """What the finding is about: words said twice, here or last year, are about that field,
        missing evidence is about the state, a missing explanation about state and number, others
        may be about all of the answer.
        """
        session = self.clerk.window.session
        known = {one.id for one in session.desk.items}
        said = dict(session.answer(item)) if item in known else None
        about = {
            Kind.REPEATED.name: field,
            Kind.COPIED.name: field,
            Kind.UNPROVEN.name: "state",
        }
        if said and kind == Kind.UNEXPLAINED.name:
            return said.get("state"), said.get("value")
        return said.get(about[kind]) if said and kind in about else said

    def _accepted(self) -> None:
        page = self.clerk.window._pages.get("export")
        if page is None or not page.isVisible():
            return
        shown = {
            (self.clerk.year, one.found.kind.name, one.item, one.field): one.sentence
            for one in page.check._found
            if one.accepted and one.item
        }
        for key in [k for k in self.accepted if k[0] == self.clerk.year and k not in shown]:
            del self.accepted[key]
        for key, then in self.accepted.items():
            if key in shown and then != (now := self._value(*key[1:])):
                self.watch.complain(
                    "stale acceptance", f"{key[1]} {key[2]} {key[3]}: {then} then, {now} now"
                )

    def same_after_restart(self, clerk: Clerk, before: dict) -> None:
        after = fetch_answers(clerk.db, clerk.year, clerk.department)
        if before != after:
            lost = [key for key in before if before[key] != after.get(key)]
            self.watch.complain("lost", f"after a restart: {lost[:5]}")


def _texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
