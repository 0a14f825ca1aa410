"""The year as a state machine: what either person may do next, in any order."""

import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import ClassVar

from hypothesis import reject
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from model.outputs import Output
from model.paths import asset
from model.plan.loader import load_plan
from model.scoring.loader import load_rulebook
from model.store.closed_years import is_closed
from model.store.packages import fetch_package
from model.store.receipts import fetch_batches
from model.store.settings import Profile, Role
from tests.ui.pages.office.mail import Mail
from tests.years.clerk import Clerk
from tests.years.mailbag import CLERK, Mailbag
from tests.years.office import OfficePc
from tests.years.pc import Clock, Pc, pump
from tests.years.truths import Truths
from tests.years.watch import Watch
from tests.years.words import Speech

YEAR, LAST = 2025, 2027
TYPED = {"新"}
FAR = ("90000", "3", "250", "41.5")  # values, most of them far from any target
CLOSED = "已经封存"  # said by whatever would write into such a year
some = st.integers(min_value=0, max_value=2**16)
coin = st.booleans()


class Years(RuleBasedStateMachine):
    """Two PCs. `log`: the steps so far, in words that repeat them."""

    watch: ClassVar[Watch] = Watch()
    log: ClassVar[list[str]] = []
    steps: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        self.at: Pc | None = None
        self._open = ExitStack()

    @initialize(chance=st.integers(min_value=0, max_value=2**32))
    def begin(self, chance: int) -> None:
        if chance == 0:  # the simplest year of all is not worth living
            reject()
        Years.log = []
        if self.watch.strict:
            self.watch.complaints.clear()
        Clock.begin()
        plan = load_plan(asset("plan/hebei-2022"))
        rulebook = load_rulebook(asset("rules/percent-2025.1.toml"), plan)
        folder = Path(self._open.enter_context(tempfile.TemporaryDirectory(prefix="years-")))
        self._open.enter_context(self.watch.on())
        profiles = (
            Profile(role=Role.OFFICE, year=YEAR),
            Profile(role=Role.CLERK, year=YEAR, department=CLERK),
        )
        self.office = OfficePc(folder / "office", plan, rulebook, self.watch, profiles[0])
        self.clerk = Clerk(folder / "clerk", plan, rulebook, self.watch, profiles[1])
        self.bag = Mailbag(folder / "mail", Mail(plan=plan, rulebook=rulebook))
        self.truths = Truths(self.watch, self.office, self.clerk, Speech(plan, TYPED))
        self._live_on(chance)

    def _live_on(self, chance: int) -> None:
        """How far the year is when the life begins: not open, open, reported, reviewed, closed."""
        far = chance % 5
        begun = [
            (self.office_opens_the_year, {}),
            (self.office_shares, {"which": chance, "share": 0, "fill": chance % 2 == 0}),
            (self.office_issues, {"each": 0}),
            (self.clerk_takes_in_a_package, {"which": 0, "answer": 0}),
            (self.clerk_fills_many, {"share": chance}),
        ]
        reported = [
            (self.clerk_exports, {}),
            (self.office_receives_the_clerks, {"which": 0, "how": chance % 8}),
            *((self.office_receives_others, {"which": n, "kind": chance + n}) for n in range(3)),
        ]
        reviewed = [
            (self.office_adopts_the_rest, {"which": 0}),
            (self.office_reviews, {"which": 0, "place": chance, "act": 2}),
            (self.office_sends_a_slip, {"which": 0}),
        ]
        ended = [(self.office_closes_or_opens_the_year, {"sure": 1})]
        for part in (begun, reported, reviewed, ended)[:far]:
            for step, given in part:
                if step is not self.office_receives_the_clerks or self.bag.sent:
                    step(**given)
                    self.all_is_well()

    def _step(self, at: Pc, words: str) -> None:
        """Said before it is done, so that a failure names it."""
        Years.log.append(words)
        Years.steps += 1
        self.at = at
        self.watch.expected = CLOSED if is_closed(at.db, at.year) else ""
        self.watch.agreeing = True
        at.to_rail = False
        at.forward()

    @invariant()
    def all_is_well(self) -> None:
        if self.at is not None:
            at, self.at = self.at, None
            self.truths.look(at)

    def teardown(self) -> None:
        if hasattr(self, "truths"):
            for pc in (self.office, self.clerk):
                pc.window.close()
                pc.window.deleteLater()
                pump()
                pc.db.close()
        self._open.close()

    @property
    def filling(self) -> bool:
        """Whether there is something to fill in: a body may have lost all of it."""
        there = hasattr(self, "clerk") and self.clerk.open_for_work
        return there and bool(self.clerk.desk.items)

    # The office: the package

    @rule(page=some)
    def office_looks(self, page: int) -> None:
        names = (
            "inbox", "board", "review", "checks", "results", "package", "rules", "about", "ledger",
            "review_shares",
        )  # fmt: skip
        name = names[page % len(names)]
        self._step(self.office, f"office_looks({name})")
        self.office.page(name)

    @rule()
    def office_opens_the_year(self) -> None:
        self._step(self.office, "office_opens_the_year")
        self.office.open_year()

    @rule(which=some, value=some)
    def office_sets_a_target(self, which: int, value: int) -> None:
        self._step(self.office, f"office_sets_a_target({which}, {value})")
        self.office.set_target(which, str(50 + value % 300))

    @rule(which=some, share=some, fill=coin)
    def office_shares(self, which: int, share: int, fill: bool) -> None:
        self._step(self.office, f"office_shares({which}, {share}, {fill})")
        self.office.share(which, share % 100, fill)

    @rule(which=some, body=some, alone=coin)
    def office_assigns(self, which: int, body: int, alone: bool) -> None:
        self._step(self.office, f"office_assigns({which}, {body}, {alone})")
        self.office.assign(which, body, alone)

    @rule(kind=some, first=some, second=some)
    def office_reorganises(self, kind: int, first: int, second: int) -> None:
        self._step(self.office, f"office_reorganises({kind % 4}, {first}, {second})")
        self.office.reorganise(kind, first, second)

    @rule()
    def office_takes_back_a_reorganisation(self) -> None:
        self._step(self.office, "office_takes_back_a_reorganisation")
        self.office.take_back_change()

    @rule(which=some)
    def office_changes_basics(self, which: int) -> None:
        self._step(self.office, f"office_changes_basics({which})")
        if which % 2:
            self.office.set_contact(which)
        else:
            self.office.choose_rules(which // 2)

    @rule(discard=st.integers(min_value=0, max_value=9))
    def office_undoes_in_the_package(self, discard: int) -> None:
        self._step(self.office, f"office_undoes_in_the_package({discard})")
        if discard:
            self.office.undo_package()
        else:
            self.office.discard()

    @rule(each=st.integers(min_value=0, max_value=19))
    def office_issues(self, each: int) -> None:
        self._step(self.office, f"office_issues({each})")
        folder = self.bag.place("x").parent
        files = self.office.issue(folder, each=each == 19)
        own = [f for f in files if "金融" in f.name]
        self.bag.packages += own or files[:1]

    @rule(sure=st.integers(min_value=0, max_value=2))
    def office_closes_or_opens_the_year(self, sure: int) -> None:
        self._step(self.office, f"office_closes_or_opens_the_year({sure})")
        self.watch.agreeing = sure > 0
        self.office.turn_closing()

    # The office: what comes

    @precondition(lambda self: self.bag.sent)
    @rule(which=some, how=some)
    def office_receives_the_clerks(self, which: int, how: int) -> None:
        self._step(self.office, f"office_receives_the_clerks({which}, {how})")
        newest = self.bag.sent[-1 - which % min(3, len(self.bag.sent))]
        path = {0: self.bag.edited, 1: lambda p: self.bag.spoilt(p, which)}.get(
            how % 8, lambda p: p
        )(newest)
        self.office.receive(path)

    @rule(which=some, kind=some)
    def office_receives_others(self, which: int, kind: int) -> None:
        self._step(self.office, f"office_receives_others({which}, {kind})")
        year = self.office.year - (kind % 11 == 10)
        package = fetch_package(self.office.db, year)
        path = self.bag.others(which, year, package.edition if package else None, kind)
        if path:
            self.office.receive(path)

    @precondition(lambda self: self.bag.came)
    @rule(which=some)
    def office_receives_again(self, which: int) -> None:
        self._step(self.office, f"office_receives_again({which})")
        self.office.receive(self.bag.came[which % len(self.bag.came)])

    @rule(which=some)
    def office_turns_a_batch(self, which: int) -> None:
        self._step(self.office, f"office_turns_a_batch({which})")
        self.office.turn_batch(which)

    @rule()
    def office_receives_a_forged_one(self) -> None:
        self._step(self.office, "office_receives_a_forged_one")
        if path := self.bag.forged(self.office.year):
            self.office.receive(path)

    @rule(which=some)
    def office_compares_a_key(self, which: int) -> None:
        self._step(self.office, f"office_compares_a_key({which})")
        self.office.compare_key(which)

    @rule(accept=coin)
    def office_says_whose_what_waits_is(self, accept: bool) -> None:
        self._step(self.office, f"office_says_whose_what_waits_is({accept})")
        self.office.settle_apart(accept)

    # The office: 整改

    @rule(which=some)
    def office_hands_over(self, which: int) -> None:
        self._step(self.office, f"office_hands_over({which})")
        files = self.office.hand_over(which, self.bag.place("x").parent)
        self.bag.notices += [one for one in files if "金融" in one.name]

    @rule(which=some)
    def office_works_on_the_ledger(self, which: int) -> None:
        self._step(self.office, f"office_works_on_the_ledger({which})")
        self.office.work_on_the_ledger(which)

    @precondition(lambda self: self.bag.replies)
    @rule(which=some)
    def office_receives_feedback(self, which: int) -> None:
        self._step(self.office, f"office_receives_feedback({which})")
        self.office.receive(self.bag.replies[which % len(self.bag.replies)])

    # The office: review

    @rule()
    def office_exchanges_decisions(self) -> None:
        self._step(self.office, "office_exchanges_decisions")
        self.office.exchange_decisions(self.bag.place("复核意见.xlsx"))

    @rule(which=some, place=some, act=some)
    def office_reviews(self, which: int, place: int, act: int) -> None:
        self._step(self.office, f"office_reviews({which}, {place}, {act % 5})")
        self.office.review(which, place, act)

    @rule(which=some)
    def office_adopts_the_rest(self, which: int) -> None:
        self._step(self.office, f"office_adopts_the_rest({which})")
        self.office.adopt_rest(which)

    @rule(which=some)
    def office_passes(self, which: int) -> None:
        self._step(self.office, f"office_passes({which})")
        self.office.turn_passing(which)

    @rule(which=some)
    def office_sends_a_slip(self, which: int) -> None:
        self._step(self.office, f"office_sends_a_slip({which})")
        if slip := self.office.slip(which, self.bag.place("x").parent):
            self.bag.slips.append(slip)

    @rule(which=some)
    def office_chooses_a_version(self, which: int) -> None:
        self._step(self.office, f"office_chooses_a_version({which})")
        self.office.choose_version(which)

    @rule(take=coin)
    def office_decides_a_hand_edit(self, take: bool) -> None:
        self._step(self.office, f"office_decides_a_hand_edit({take})")
        self.office.decide_edit(take)

    @rule(which=some, how=some)
    def office_rules_a_figure(self, which: int, how: int) -> None:
        self._step(self.office, f"office_rules_a_figure({which}, {how})")
        self.office.rule(which, how)

    # The office: results and rules

    @rule()
    def office_turns_the_ranking(self) -> None:
        self._step(self.office, "office_turns_the_ranking")
        self.office.turn_ranking()

    @rule(view=st.integers(min_value=0, max_value=2))
    def office_looks_at_results(self, view: int) -> None:
        self._step(self.office, f"office_looks_at_results({view})")
        self.office.results(view)

    @rule()
    def office_proves(self) -> None:
        self._step(self.office, "office_proves")
        self.office.prove()

    @rule(what=coin)
    def office_writes(self, what: bool) -> None:
        output = Output.SUMMARY if what else Output.OPINIONS
        self._step(self.office, f"office_writes({output.name})")
        self.office.write(output, self.bag.place(output.value))

    @rule(weight=some)
    def office_drafts_rules(self, weight: int) -> None:
        self._step(self.office, f"office_drafts_rules({weight})")
        self.office.draft_rules(weight)

    @rule()
    def office_publishes_rules(self) -> None:
        self._step(self.office, "office_publishes_rules")
        self.office.publish_rules()

    # The office: the program

    @rule(by=st.sampled_from((1, -1)))
    def office_goes_to_another_year(self, by: int) -> None:
        self._step(self.office, f"office_goes_to_another_year({by})")
        self.office.go_to_year(min(max(self.office.year + by, YEAR), LAST))

    @rule(how=st.integers(min_value=0, max_value=5))
    def office_starts_again(self, how: int) -> None:
        self._step(self.office, f"office_starts_again({how})")
        before = len(fetch_batches(self.office.db))
        self._again(self.office, how)
        if how != 0 and len(fetch_batches(self.office.db)) != before:
            self.watch.complain("lost", "batches, after a restart")

    def _again(self, pc: Pc, how: int) -> None:
        """0: an older backup; 1: a backup is made; 2, 3: killed; else closed and opened."""
        if how == 0 and pc.backups:
            backup = pc.backups[min(1, len(pc.backups) - 1)]
            pc.go_back_to(backup)
            self.truths.closed.clear()
            self.truths.accepted.clear()
            self.truths.marks.clear()
        elif how == 1:
            pc.back_up()
        elif how in {2, 3}:
            pc.kill()
        else:
            pc.restart()

    # The clerk

    @precondition(lambda self: self.filling)
    @rule(page=some)
    def clerk_looks(self, page: int) -> None:
        names = (
            "overview", "measures", "indicators", "score", "export", "rules", "plan", "sections",
            "rectification", "trends",
        )  # fmt: skip
        name = names[page % len(names)]
        self._step(self.clerk, f"clerk_looks({name})")
        self.clerk.page(name)

    @precondition(lambda self: self.filling)
    @rule(place=some, choice=some)
    def clerk_fills(self, place: int, choice: int) -> None:
        self._step(self.clerk, f"clerk_fills({place}, {choice})")
        self.clerk.fill(place, choice)

    @precondition(lambda self: self.filling)
    @rule(share=some)
    def clerk_fills_many(self, share: int) -> None:
        self._step(self.clerk, f"clerk_fills_many({share})")
        self.clerk.fill_many(share)

    @precondition(lambda self: self.filling)
    @rule(place=some, choice=some)
    def clerk_sets_several(self, place: int, choice: int) -> None:
        self._step(self.clerk, f"clerk_sets_several({place}, {choice})")
        self.clerk.set_for_several(place, choice)

    @precondition(lambda self: self.filling)
    @rule(place=some, choice=some)
    def clerk_pastes(self, place: int, choice: int) -> None:
        self._step(self.clerk, f"clerk_pastes({place}, {choice})")
        self.clerk.paste(place, choice)

    @precondition(lambda self: self.filling)
    @rule(place=some)
    def clerk_carries_over(self, place: int) -> None:
        self._step(self.clerk, f"clerk_carries_over({place})")
        self.clerk.carry_over(place)

    @precondition(lambda self: self.filling)
    @rule(back=coin)
    def clerk_undoes(self, back: bool) -> None:
        self._step(self.clerk, f"clerk_undoes({back})")
        if back:
            self.clerk.undo()
        else:
            self.clerk.redo()

    @precondition(lambda self: self.filling)
    @rule(place=some)
    def clerk_sets_a_reminder_aside(self, place: int) -> None:
        self._step(self.clerk, f"clerk_sets_a_reminder_aside({place})")
        if accepted := self.clerk.accept(place):
            self.truths.accept(*accepted)

    @precondition(lambda self: self.filling)
    @rule()
    def clerk_exports(self) -> None:
        self._step(self.clerk, "clerk_exports")
        if path := self.clerk.export(self.bag.place("x").parent):
            self.bag.sent.append(path)

    @precondition(lambda self: self.filling)
    @rule(place=some)
    def clerk_divides_the_work(self, place: int) -> None:
        self._step(self.clerk, f"clerk_divides_the_work({place})")
        self.bag.sheets += self.clerk.divide(place, self.bag.place("x").parent)

    @precondition(lambda self: self.bag.sheets and self.filling)
    @rule(which=some, empty=coin)
    def clerk_takes_in_a_section(self, which: int, empty: bool) -> None:
        self._step(self.clerk, f"clerk_takes_in_a_section({which}, {empty})")
        sheet = self.bag.sheets[-1 - which % min(4, len(self.bag.sheets))]
        self.clerk.take_in(sheet if empty else self.bag.filled(sheet, which), 0)
        if self.clerk.open_for_work:
            self.clerk.settle_questions(which)

    @precondition(lambda self: self.filling)
    @rule(place=some, value=some, still=coin)
    def clerk_explains_a_large_change(self, place: int, value: int, still: bool) -> None:
        self._step(self.clerk, f"clerk_explains_a_large_change({place}, {value}, {still})")
        self.clerk.explain(place, FAR[value % len(FAR)], still)

    @precondition(lambda self: self.filling)
    @rule(place=some, choice=some)
    def clerk_fills_in_the_table(self, place: int, choice: int) -> None:
        self._step(self.clerk, f"clerk_fills_in_the_table({place}, {choice})")
        self.clerk.fill_in_table(place, choice)

    @precondition(lambda self: self.filling)
    @rule()
    def clerk_writes_the_report(self) -> None:
        self._step(self.clerk, "clerk_writes_the_report")
        self.clerk.write_report(self.bag.place("x").parent)

    @precondition(lambda self: self.bag.came and self.filling)
    @rule(which=some)
    def clerk_takes_in_a_supporters_workbook(self, which: int) -> None:
        self._step(self.clerk, f"clerk_takes_in_a_supporters_workbook({which})")
        self.clerk.take_in(self.bag.came[which % len(self.bag.came)], which)

    @precondition(lambda self: self.bag.notices and self.filling)
    @rule(which=some)
    def clerk_takes_in_a_notice(self, which: int) -> None:
        self._step(self.clerk, f"clerk_takes_in_a_notice({which})")
        self.clerk.take_in(self.bag.notices[-1 - which % min(2, len(self.bag.notices))], 0)

    @precondition(lambda self: self.bag.notices and self.filling)
    @rule(which=some)
    def clerk_answers_a_shortcoming(self, which: int) -> None:
        self._step(self.clerk, f"clerk_answers_a_shortcoming({which})")
        words = f"已经整改，第 {which % 5} 次"
        if path := self.clerk.answer_shortcoming(words, self.bag.place("x").parent):
            self.bag.replies.append(path)

    @precondition(lambda self: self.bag.packages)
    @rule(which=some, answer=some)
    def clerk_takes_in_a_package(self, which: int, answer: int) -> None:
        self._step(self.clerk, f"clerk_takes_in_a_package({which}, {answer})")
        newest = self.bag.packages[-1 - which % min(2, len(self.bag.packages))]
        self.clerk.take_in(newest, answer)

    @precondition(lambda self: self.bag.slips and self.filling)
    @rule(which=some)
    def clerk_takes_in_a_slip(self, which: int) -> None:
        self._step(self.clerk, f"clerk_takes_in_a_slip({which})")
        self.clerk.take_in(self.bag.slips[-1 - which % min(2, len(self.bag.slips))], 0)
        if self.filling and which % 2:
            self.clerk.answer_remarks()

    @precondition(lambda self: self.bag.sent and self.filling)
    @rule(which=some)
    def clerk_takes_in_an_own_workbook(self, which: int) -> None:
        self._step(self.clerk, f"clerk_takes_in_an_own_workbook({which})")
        self.clerk.take_in(self.bag.sent[which % len(self.bag.sent)], 0)

    @precondition(lambda self: self.filling)
    @rule(by=st.sampled_from((1, -1)))
    def clerk_goes_to_another_year(self, by: int) -> None:
        self._step(self.clerk, f"clerk_goes_to_another_year({by})")
        self.clerk.go_to_year(min(max(self.clerk.year + by, YEAR), LAST))

    @precondition(lambda self: self.filling)
    @rule(how=st.integers(min_value=0, max_value=5))
    def clerk_starts_again(self, how: int) -> None:
        self._step(self.clerk, f"clerk_starts_again({how})")
        before = self.clerk.on_disk
        self._again(self.clerk, how)
        if how != 0 and self.clerk.open_for_work:
            self.truths.same_after_restart(self.clerk, before)
