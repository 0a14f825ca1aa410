"""The office at the window: opens and closes years, sends out, takes in, reviews, decides."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from model.consolidation.conflicts import ConflictKind
from model.domain.package import Duty
from model.domain.reorganisation import ChangeKind
from model.domain.review import Verdict
from model.outputs import Output
from model.store.reviews import fetch_reviews
from model.store.settings import Role
from tests.years.mailbag import CLERK
from tests.years.pc import Pc, pump
from ui.pages.office.check_entries import CheckKind
from ui.pages.office.file_entries import FileFilter
from ui.pages.office.ledger import LedgerView
from ui.pages.office.results import VIEWS

BASICS, TARGETS, DUTIES, CHANGES, QUESTIONS, CHECKS, YEARS = range(7)
SHARED = ("tech_smes", "high_tech_firms", "eaglet_firms", "gazelle_firms", "ai_computing_power")
CARRIERS = ("jrj", "szjjb", "kjj", "hzjlb", "swj")
KINDS = tuple(ChangeKind)


class OfficePc(Pc):
    role = Role.OFFICE

    def page(self, name: str):
        """Whoever sits here has said who it is: else it is asked before anything is decided."""
        page = super().page(name)
        if self.room and not self.room.reviewer:
            self.room.set_reviewer("王芳")
        return page

    @property
    def package_page(self):
        return self.page("package")

    @property
    def work(self):
        return self.package_page.package.editor

    @property
    def room(self):
        """What its pages share; None while none of them was opened."""
        return next((p._room for p in self.window._pages.values() if hasattr(p, "_room")), None)

    @property
    def office(self):
        """As the pages see it."""
        return (self.room or self.page("inbox")._room).office

    @property
    def closed(self) -> bool:
        from model.store.closed_years import is_closed

        return is_closed(self.db, self.year)

    # The package

    def open_year(self) -> None:
        page = self.package_page
        if page.package.editor.shown is None:
            after = page.opening.after_last
            (after if after.isVisible() else page.opening.from_plan).click()
            self.settle()

    def draft(self) -> bool:
        """Whether there is one now that can be changed."""
        page = self.package_page
        if page.package.editor.shown is None:
            self.open_year()
        work = page.package.editor
        if work.draft is None and page.header.primary.isVisible():
            page.header.primary.click()
            self.settle()
        return self.package_page.package.editor.editable

    def part(self, number: int):
        page = self.package_page
        page.pills.choose(number)
        self.settle()
        return page.parts[number]

    def set_target(self, which: int, value: str) -> None:
        if self.draft():
            part = self.part(TARGETS)
            part.pills.choose(0)
            part.table.choose(SHARED[which % len(SHARED)])
            self.type_into(part.form.editor("value").box, value)
            part.form.flush()
            self.settle()

    def share(self, which: int, share: int, fill: bool) -> None:
        if not self.draft():
            return
        part = self.part(TARGETS)
        part.pills.choose(0)
        part.table.choose(SHARED[which % len(SHARED)])
        if fill and part.shares.fill.isVisible():
            part.shares.fill.click()
        elif part.shares.isVisible():
            editors = list(part.shares.rows.editors.values())
            if editors:
                editor = editors[share % len(editors)]
                self.type_into(editor.box, str(20 + share))
                editor.settled.emit()
        self.settle()

    def assign(self, which: int, body: int, alone: bool) -> None:
        """Of an indicator's clause: to one body alone, or no more to another."""
        if not self.draft():
            return
        part = self.part(DUTIES)
        part.sides.choose(0)
        part.search.clear()
        part.pills.choose(0)
        indicator = self.work.today.indicators[SHARED[which % len(SHARED)]]
        found = [m for m in self.work.matrices if any(r.item.id == indicator.id for r in m.rows)]
        if not found:
            return
        part.clauses.choose(found[0].key)
        columns = [c.id for c in found[0].columns if c.id in self.work.today.departments]
        named = [c for c in CARRIERS if c in columns] or columns
        if not named:  # all of them went in a reorganisation
            return
        department = named[body % len(named)]
        part.desk.grid.select_columns([department])
        if alone:
            part.desk.grid.set_alone()
        else:
            part.desk.grid.set_duty([*Duty][body % len(Duty)])
        self.settle()

    def reorganise(self, kind: int, first: int, second: int) -> None:
        if not self.draft():
            return
        part = self.part(CHANGES)
        bodies = [b for b in self.work.today.bodies if not b.id.endswith("office")]
        known = [b for b in bodies if b.id in (*CARRIERS, "zzb", "tyj", "dangxiao")] or bodies
        one = known[first % len(known)]
        two = known[second % len(known)]
        what = KINDS[kind % len(KINDS)]
        names = {
            ChangeKind.RENAMED: f"{one.name}（新）",
            ChangeKind.MERGED: f"{one.name}和{two.name}合并局",
            ChangeKind.SPLIT: f"{one.name}甲\n{one.name}乙",
            ChangeKind.DISSOLVED: two.name if two is not one else "",
        }[what]
        before = (one.id, two.id) if what is ChangeKind.MERGED and two is not one else (one.id,)
        part.before.tick_only(*before)
        part.form.choose("kind", what.value)
        for key, words in {"on": f"{self.year}年3月1日", "names": names}.items():
            if not part.form.rows[key].isHidden():
                self.type_into(part.form.editor(key).box, words)
        part.flush()
        self.settle()
        if part.register.isEnabled():
            part.register.click()
        self.settle()

    def take_back_change(self) -> None:
        if self.draft():
            part = self.part(CHANGES)
            if part.table.isVisible() and part.table.count:
                part.table.selectRow(part.table.count - 1)
                if part.take_back.isVisible():
                    self.watch.expected = "之后"
                    part.take_back.click()
            self.settle()

    def undo_package(self) -> None:
        page = self.package_page
        if page.undo.isVisible():
            page.undo.click()
        self.settle()

    def discard(self) -> None:
        page = self.package_page
        if page.discard.isVisible():
            page.discard.click()
        self.settle()

    def choose_rules(self, which: int) -> None:
        if self.draft():
            part = self.part(BASICS)
            place = which % part.rules.count()
            part.rules.setCurrentIndex(place)
            part.rules.activated.emit(place)
            self.settle()

    def set_contact(self, which: int) -> None:
        if self.draft():
            part = self.part(BASICS)
            bodies = self.work.today.bodies
            part.table.choose(bodies[which % len(bodies)].id)
            self.type_into(part.contact.editor("name").box, "王五")
            part.contact.flush()
            self.settle()

    def issue(self, folder: Path, *, each: bool) -> list[Path]:
        """Files that go out; empty where the program holds them back."""
        if self.package_page.package.editor.shown is None:
            return []
        part = self.part(CHECKS)
        button = part.each if each else part.for_all
        if not button.isEnabled():
            return []
        part.send(folder, each=each)
        self.settle()
        return sorted(folder.glob("*.xlsx"))

    def turn_closing(self) -> None:
        """封存, or 解除封存 where it is closed."""
        page = self.package_page
        if page.closing.isVisible():
            page.closing.click()
        self.settle()

    # What came

    def receive(self, *paths: Path) -> None:
        self.page("inbox").receive([*paths])
        self.settle()

    def turn_batch(self, which: int) -> None:
        inbox = self.page("inbox")
        inbox.pills.choose(len(FileFilter))
        batches = self.office.batches
        if batches:
            inbox.batches.choose(str(batches[which % len(batches)].id))
            panel = inbox.batch_panel
            for button in (panel.undo, panel.redo):
                if button.isVisible() and button.isEnabled():
                    button.click()
                    break
        self.settle()
        inbox.pills.choose(0)
        pump()

    # Review

    def body(self, which: int):
        reported = self.office.reported
        return reported[which % len(reported)] if reported else None

    def review(self, which: int, place: int, act: int) -> None:
        if (body := self.body(which)) is None:
            return
        page = self.page("review")
        page.pills.choose(0)
        page.finder.clear()
        page.show_department(body.id)
        self.settle()
        keys = list(body.items)
        if not keys:
            return
        page.list.choose(keys[place % len(keys)])
        verdict = (Verdict.ADOPT, Verdict.ADJUST, Verdict.RETURN, Verdict.APPROVE, Verdict.WITHDRAW)
        letter = "AERNU"[act % 5]
        page.panel.press(letter)
        self.settle()
        if verdict[act % 5] in {Verdict.ADJUST, Verdict.RETURN}:
            self._say_why(page, verdict[act % 5], place)
        self.settle()

    def _say_why(self, page, verdict: Verdict, place: int) -> None:
        decision = page.panel.decision
        if not decision.isVisible():
            return
        if verdict is Verdict.ADJUST and decision.form:
            form = decision.form
            if "value" in form.rows and not form.rows["value"].isHidden():
                self.type_into(form.editor("value").box, str(5 + place % 90))
            elif "state" in form.rows:
                form.choose("state", "done" if form.answer.get("state") != "done" else "ongoing")
                if not form.rows["progress"].isHidden():
                    self.type_into(form.editor("progress").box, "40")
        self.type_into(decision.remark, "请核对数量并补充材料")
        decision.save.click()
        self.settle()
        if decision.isVisible():
            decision.hide()

    def adopt_rest(self, which: int) -> None:
        if body := self.body(which):
            page = self.page("review")
            page.show_department(body.id)
            if page.strip.rest.isEnabled():
                page.strip.rest.click()
            self.settle()

    def turn_passing(self, which: int) -> None:
        if body := self.body(which):
            page = self.page("review")
            page.show_department(body.id)
            page.header.primary.click()
            self.settle()

    def slip(self, which: int, folder: Path) -> Path | None:
        if (body := self.body(which)) is None:
            return None
        page = self.page("review")
        page.show_department(body.id)
        if not page.strip.slip.isEnabled() or not page.strip.slip.isVisible():
            return None
        page.strip.slip.click()
        page.slip.issue(folder)
        self.settle()
        return next(iter(folder.glob("*.xlsx")), None)

    def choose_version(self, which: int) -> None:
        forks = [b for b in self.office.reported if b.versions.undecided]
        if forks:
            page = self.page("review")
            body = forks[which % len(forks)]
            page.show_department(body.id)
            choices = list(page.fork.choices.values())
            if choices and choices[which % len(choices)].isEnabled():
                choices[which % len(choices)].click()
            self.settle()

    def decide_edit(self, take: bool) -> None:
        edited = [b for b in self.office.reported if b.edits]
        if edited:
            page = self.page("review")
            page.show_department(edited[0].id)
            page._on_edits()
            self.settle()
            if page.edits.cards and hasattr(page.edits.cards[0], "reason"):
                card = page.edits.cards[0]
                self.type_into(card.reason, "电话核实")
                (card.take if take else card.keep)()
            self.settle()

    def rule(self, which: int, how: int) -> None:
        page = self.page("checks")
        if not page.header.primary.isVisible():
            return
        page.pills.choose(which % len(CheckKind))
        self.settle()
        if not page.list.entries.shown:
            return
        shown = page.list.entries.shown
        page.list.choose(shown[which % len(shown)].key)
        self.settle()
        panel = page.conflict
        conflict = panel._conflict if panel.isVisible() else None
        if conflict is None or conflict.kind is not ConflictKind.FIGURE:
            return
        if not conflict.open:
            panel._on_taken_back()
        elif panel.owners and how % 3 == 0:
            next(iter(panel.owners.values())).click()
        elif panel.figure.isVisible() and how % 3 == 1 and panel.figure.value:
            self.type_into(panel.figure.value.box, str(10 + how % 50))
            self.type_into(panel.figure.reason, "按统计公报核定")
            panel.figure.pick.click()
        elif panel.figure.isVisible():
            others = list(panel.figure.others.values())
            others[how % len(others)].click()
        self.settle()

    # Whose a file is

    def compare_key(self, which: int) -> None:
        """The fingerprint of a signed file with the paper."""
        inbox = self.page("inbox")
        inbox._room.set_reviewer("王芳")
        places = [place for place, one in enumerate(FileFilter) if one is FileFilter.UNCHECKED]
        inbox.pills.choose(places[0])
        self.settle()
        shown = inbox.list.shown
        if shown and not self.closed:
            inbox.list.choose(shown[which % len(shown)].key)
            self.settle()
            if inbox.file_panel.origin.comparable:
                inbox.file_panel.origin.agree()
        self.settle()
        inbox.pills.choose(0)
        pump()

    def settle_apart(self, accept: bool) -> None:
        """What waits because nobody can tell whose it is: accepted or refused with a reason."""
        inbox = self.page("inbox")
        inbox.pills.choose(tuple(FileFilter).index(FileFilter.APART))
        self.settle()
        if inbox.list.shown and not self.closed:
            act = inbox._on_all_accepted if accept else inbox._on_all_refused
            act()
        self.settle()
        inbox.pills.choose(0)
        pump()

    # 复核分工

    def exchange_decisions(self, path: Path) -> None:
        """Writes what was decided for another reviewer, and takes it in again: nothing changes."""
        page = self.page("review_shares")
        page._room.set_reviewer("王芳")
        before = self.decisions
        page.write(path)
        self.settle()
        if path.exists():
            page.take_in(path)
            self.settle()
            if self.decisions != before:
                self.watch.complain("decisions", "one's own file changed them")

    @property
    def decisions(self) -> list[tuple[str, ...]]:
        return sorted(
            (one.department, one.item, one.verdict.name, one.remark)
            for one in fetch_reviews(self.db, self.year)
        )

    # 整改

    def hand_over(self, which: int, folder: Path) -> list[Path]:
        """One or several shortcomings, and the 整改通知单 that go out."""
        page = self.page("ledger")
        page.by.setText("王芳")
        page.show_what(LedgerView.PROPOSED)
        self.settle()
        clerks = [one for one in page.list.shown if one.key.startswith(f"{CLERK}/")]
        shown = clerks if clerks and which % 2 else page.list.shown
        if shown and not self.closed:
            page.list.choose(shown[which % len(shown)].key)
            if page.proposal.hand_over.isVisible():
                page.proposal.hand_over.click()
            self.settle()
        if page.header.primary.isEnabled():
            page.issue(folder)
            self.settle()
        return sorted(folder.glob("整改通知单_*.xlsx"))

    def work_on_the_ledger(self, which: int) -> None:
        """One of the steps that a line offers."""
        page = self.page("ledger")
        page.by.setText("王芳")
        views = tuple(LedgerView)[1:]
        page.show_what(views[which % len(views)])
        self.settle()
        shown = page.list.shown
        if shown:
            page.list.choose(shown[which % len(shown)].key)
            self.settle()
            panel = page.panel
            buttons = [
                b for b in (*panel.buttons.values(), panel.both, panel.back) if b.isVisible()
            ]
            if panel.reason.isVisible():
                self.type_into(panel.reason, "现场核实过")
            if buttons:
                buttons[which % len(buttons)].click()
            self.settle()

    # What goes out

    def results(self, view: int):
        page = self.page("results")
        if page.pills.isVisible():
            page.pills.choose(view)
            self.settle()
        return page

    def turn_ranking(self) -> None:
        page = self.results(VIEWS.index("排名"))
        if page.ranking.switch_on.isVisible():
            page.ranking.switch_on.click()
        self.settle()

    def prove(self) -> None:
        page = self.results(VIEWS.index("报告与证明"))
        if not self.office.reported:
            return
        page.outputs.proof.verify()
        self.settle()
        if page.outputs.proof.chip.words != "一致":
            proof = page.outputs.proof
            lines = proof._proof.lines if proof._proof else ()
            wrong = [(one.department.name, one.differences) for one in lines if one.differences]
            self.watch.complain("originals", f"{proof.sentence.text()} {wrong[:2]}")

    def write(self, output: Output, path: Path) -> Path | None:
        page = self.results(VIEWS.index("报告与证明"))
        if not self.office.reported:
            return None
        page.outputs.write(output, path)
        self.settle()
        return path if path.exists() else None

    # Rules

    def draft_rules(self, weight: int) -> None:
        page = self.page("rules")
        QApplication.processEvents()
        if page.rules.draft is None:
            if not page.header.primary.isEnabled():
                return
            page.header.primary.click()
            self.settle()
        if page.rules.draft is None:
            return
        draft = page.rules.draft
        grades = draft.entries("grade")
        if len(grades) > 1:
            page.edits._on_edge_moved(0, 85 + weight % 10)
        self.settle()

    def publish_rules(self) -> None:
        page = self.page("rules")
        if page.rules.draft is None:
            return
        for _ in range(3):
            if not page.header.primary.isEnabled() or page.rules.draft is None:
                break
            if page.editor.publishing:
                form = page.editor.publish.form
                for key in form.rows:
                    if not form.rows[key].isHidden() and not form.editor(key).text:
                        self.type_into(form.editor(key).box, "李四")
                form.flush()
            page.header.primary.click()
            self.settle()
