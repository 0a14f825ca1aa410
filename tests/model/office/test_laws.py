"""Laws over random sets of submissions: what people do in whatever order, the outcome is one."""

import hashlib
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given, settings
from hypothesis import strategies as st

from forms import FORMS
from model.consolidation.conflicts import FigureRuling, How
from model.consolidation.reviewed_answers import ReviewStanding
from model.domain.review import Matter, Verdict, basis_of
from model.errors import AppError
from model.office.year import OfficeYear
from model.plans import PlanLibrary
from model.store.data_file import open_store
from model.store.receipts import FileVerdict, Taken, finish_batch, keep_files, start_batch
from tests.model.office.live import Decisions, LiveOffice, redo, undo
from tests.model.workbook.years import ANSWERS, YEAR, make_report, small_plan, small_rulebook
from tests.thorough import tried

RULES = small_rulebook()
GREEN = replace(small_plan().indicators["i-green"], unit="公顷")  # what adds up
PLAN = replace(small_plan(), indicators={**small_plan().indicators, "i-green": GREEN})


def sent(body, key, parent=None, sequence=1, **values):
    answers = {**(ANSWERS if body == "cgw" else {}), "i-green": {"value": values.pop("green")}}
    day = 10 + sequence
    return make_report(
        answers, body=body, id=key, parent=parent, sequence=sequence,
        exported_at=f"2025-12-{day}T09:30:00+08:00",
    ).submission  # fmt: skip


POOL = [
    sent("cgw", "a1", green="38"),
    sent("cgw", "a2", "a1", 2, green="39"),
    sent("cgw", "a3", "a2", 3, green="39"),
    sent("cgw", "x2", "a1", 2, green="37"),  # a fork
    sent("jyj", "b1", green="38"),
    sent("jyj", "b4", "b3", 4, green="40"),  # a gap before it
]
some = st.lists(st.sampled_from(range(len(POOL))), min_size=1, max_size=6)


@cache
def an_empty_file() -> bytes:
    """Making one takes longer than all that is done with it."""
    with TemporaryDirectory() as folder:
        open_store(Path(folder) / "data.db").close()
        return (Path(folder) / "data.db").read_bytes()


@contextmanager
def an_office():
    with TemporaryDirectory() as folder:
        path = Path(folder) / "data.db"
        path.write_bytes(an_empty_file())
        with closing(open_store(path)) as db:
            db.execute("PRAGMA synchronous = OFF")
            yield LiveOffice(PlanLibrary(db, PLAN), RULES, FORMS, YEAR)


def received_as(submission, name) -> Taken:
    """As if *submission* had been read from a file that says no more than its digest."""
    content = submission.digest.encode()
    return Taken(
        file_name=name,
        verdict=FileVerdict(message="", digest=submission.digest),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        submission=submission,
    )


def take_in(office, numbers) -> int:
    batch = start_batch(office.db, "邮件")
    files = [received_as(POOL[number], f"{number}.xlsx") for number in numbers]
    keep_files(office.db, batch, files)
    finish_batch(office.db, batch)
    office.refresh()
    return batch


def outcome(office):
    return {
        body.id: (
            body.digest,
            body.state,
            body.versions and [end.id for end in body.versions.ends],
            {key: (one.answer, one.standing) for key, one in body.items.items()},
            body.reviewed and body.reviewed.total,
        )
        for body in office.bodies
    }, [(conflict.key, conflict.settled) for conflict in office.conflicts]


@settings(max_examples=tried(10), deadline=None)
@given(st.lists(some, min_size=1, max_size=3), st.randoms(use_true_random=False))
def test_that_neither_order_nor_repetition_nor_batches_matter(batches, dice):
    everything = [number for numbers in batches for number in numbers]
    shuffled = [*everything, *everything]
    dice.shuffle(shuffled)
    with an_office() as one, an_office() as other:
        for numbers in batches:
            take_in(one, numbers)
        take_in(other, shuffled)
        assert outcome(one) == outcome(other)


@settings(max_examples=tried(10), deadline=None)
@given(st.lists(some, min_size=2, max_size=4), st.data())
def test_that_an_undone_batch_might_as_well_never_have_come(batches, data):
    gone = data.draw(st.sets(st.sampled_from(range(len(batches))), min_size=1))
    with an_office() as one, an_office() as other:
        taken = [take_in(one, numbers) for numbers in batches]
        before = outcome(one)
        for number in gone:
            undo(one, taken[number])
        for number, numbers in enumerate(batches):
            if number not in gone:
                take_in(other, numbers)
        assert outcome(one) == outcome(other)
        for number in gone:
            redo(one, taken[number])
        assert outcome(one) == before


rulings = st.sampled_from(
    [
        FigureRuling(how=How.OWNER, named="jyj"),
        FigureRuling(how=How.VALUE, named="38.5"),
        FigureRuling(how=How.SUM),
        FigureRuling(how=How.EACH),
    ]
)


@settings(max_examples=tried(10), deadline=None)
@given(st.lists(some, min_size=1, max_size=3), rulings, st.data())
def test_that_a_ruling_holds_whether_it_was_made_before_or_after_the_mail(batches, ruling, data):
    """A number that was picked holds as long as the numbers that it was picked from."""
    when = data.draw(st.integers(0, len(batches)))
    picked = ruling.how is How.VALUE
    with an_office() as one, an_office() as other:
        for number, numbers in enumerate([*batches, []]):
            if number == when:
                Decisions(one).rule_figure("i-green", ruling, "按统计公报")
                then = one.departments.reported_numbers("i-green")
            take_in(one, numbers)
        if picked and one.departments.reported_numbers("i-green") != then:
            assert "办公室核定" not in {found.note for found in one.picture.indicators}
            return
        if not picked:
            Decisions(other).rule_figure("i-green", ruling, "按统计公报")
        take_in(other, [number for numbers in reversed(batches) for number in numbers])
        if picked:
            Decisions(other).rule_figure("i-green", ruling, "按统计公报")
        assert outcome(one) == outcome(other)
        green = [i for i in one.picture.indicators if i.indicator.id == "i-green"]
        assert green == [i for i in other.picture.indicators if i.indicator.id == "i-green"]


decision = st.tuples(
    st.sampled_from(["cgw", "jyj"]),
    st.sampled_from(["i-green", "i-cars", "3.1-01-02"]),
    st.sampled_from([Verdict.ADOPT, Verdict.ADJUST, Verdict.RETURN]),
)
step, green = st.one_of(some, decision), st.just("i-green")


def decide(office, body, item, verdict) -> bool:
    if item not in office.body(body).items:
        return False
    clerk = Decisions(office, by="李四")
    if verdict is Verdict.ADOPT:
        clerk.adopt(body, item)
    elif verdict is Verdict.ADJUST:
        changes = {"value": "30"} if item.startswith("i-") else {"state": "behind"}
        clerk.adjust(body, item, changes, "按台账")
    else:
        clerk.return_item(body, item, "请核对")
    return True


@settings(max_examples=tried(15), deadline=None)
@given(st.lists(step, min_size=2, max_size=9))
def test_that_nothing_reviewed_is_lost_whatever_comes_afterwards(steps):
    with an_office() as office:
        decided = []
        for one in steps:
            if isinstance(one, list):
                take_in(office, one)
            elif decide(office, *one):
                decided.append(one)
        history = [(r.department, r.item, r.verdict) for rs in office.reviews.values() for r in rs]
        assert sorted(history) == sorted(decided)
        for body, item, _ in decided:
            check(office.body(body), item)


acts = st.one_of(
    st.tuples(st.just("rule_figure"), st.just("i-green"), rulings, st.just("按年鉴")),
    st.tuples(st.sampled_from(["withdraw", "confirm"]), decision.map(lambda one: one[0]), green),
    st.tuples(st.just("confirm_ruling"), green),
    st.tuples(st.just("switch_four_eyes"), st.just("按制度"), st.booleans()),
    st.tuples(st.just("pass_year"), decision.map(lambda one: one[0])),
)


@settings(max_examples=tried(15), deadline=None)
@example([("cgw", "i-green", Verdict.ADJUST), ("withdraw", "cgw", "i-green")])
@given(st.lists(st.one_of(decision, decision, acts), min_size=2, max_size=9))
def test_that_the_window_shows_after_each_decision_what_is_on_disk(steps):
    with an_office() as office:
        take_in(office, [1, 4])
        Decisions(office).rule_figure("i-green", FigureRuling(how=How.VALUE, named="30"), "按年鉴")
        for one in steps:
            outcome(office)  # everything is worked out, as the pages have it
            with suppress(AppError):
                carry_out(office, *one)
            read = OfficeYear.read(office.terms.plans, RULES, FORMS, YEAR)
            assert outcome(office) == outcome(read), one


def carry_out(office, act, *given):
    if isinstance(given[-1], Verdict):
        decide(office, act, *given)
    elif act == "switch_four_eyes":
        Decisions(office).switch_four_eyes(given[0], on=given[1])
    elif act == "confirm_ruling":
        ruling = office.ruling(Matter.FIGURE, "i-green")
        Decisions(office, by="王五").confirm_ruling(ruling)
    else:
        clerk = Decisions(office, by="王五" if act == "confirm" else "李四")
        getattr(clerk, act)(*given)


def check(body, item):
    """The last review stands as long as the department says the same, else both are shown."""
    one = body.items[item]
    same = one.review.basis == basis_of(body.submission, item)
    returned = one.review.verdict is Verdict.RETURN
    if same and not (returned and one.review.submission != body.digest):
        assert one.standing in {ReviewStanding.REVIEWED, ReviewStanding.RETURNED}
    else:
        assert one.standing is ReviewStanding.CHANGED
        then = body.versions.by_digest[one.review.submission]
        assert one.before == then.answers.get(item, {})
        assert one.answer == one.reported


@settings(max_examples=tried(8), deadline=None)
@given(st.lists(some, min_size=1, max_size=3), st.data())
def test_that_what_somebody_reviewed_can_not_be_undone(batches, data):
    with an_office() as office:
        taken = [take_in(office, numbers) for numbers in batches]
        bodies = [body for body in office.reported if "i-green" in body.items]
        body = data.draw(st.sampled_from(bodies))
        Decisions(office).adopt(body.id, "i-green")
        for batch in taken:
            try:
                undo(office, batch)
            except AppError:
                continue
        assert body.digest in office.submissions[body.id]


@settings(max_examples=tried(8), deadline=None)
@given(st.lists(some, min_size=1, max_size=3))
def test_that_every_reported_value_leads_back_to_its_original(batches):
    with an_office() as office:
        for numbers in batches:
            take_in(office, numbers)
        for body in office.reported:
            files = [r for r in office.receipts if r.verdict.digest == body.digest]
            assert files
            for receipt in files:
                content = office.original(receipt.sha256)
                assert hashlib.sha256(content).hexdigest() == receipt.sha256
                (sent,) = [one for one in POOL if one.digest == content.decode()]
                assert sent.answers == body.submission.answers
