"""Two reviewers decide on two PCs; what either knew of the other goes before it."""

from dataclasses import dataclass, field, replace
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from model.domain.review import WHOLE_YEAR, Review, Verdict
from model.domain.review_file import review_line, review_of
from model.parts.decisions import join_decisions, latest
from tests.thorough import tried

A = Review(
    department="fgw", item="3.1-01", verdict=Verdict.ADOPT, submission="s", basis="b", by="张三",
    at="2026-02-01T09:00:00+08:00",
)  # fmt: skip
B = replace(A, verdict=Verdict.RETURN, remark="请补充", by="李四", at="2026-02-01T10:00:00+08:00")
C = replace(A, verdict=Verdict.ADJUST, changes={"state": "ongoing", "progress": None}, by="张三",
            at="2026-02-02T09:00:00+08:00")  # fmt: skip


def test_that_a_decision_goes_into_a_line_and_comes_out_of_it():
    for one in (A, B, C):
        assert review_of(review_line(one)) == one


def test_that_a_decision_made_knowing_ours_is_taken():
    assert join_decisions([A], [A, B]).added == (B,)


def test_that_an_older_list_changes_nothing():
    found = join_decisions([A, B], [A])
    assert (found.added, found.rivals) == ((), ())


def test_that_two_decisions_of_which_neither_knew_are_asked():
    found = join_decisions([A, B], [A, C])
    (rival,) = found.rivals
    assert (rival.ours, rival.theirs, rival.missing) == (B, C, (C,))
    assert found.added == ()


def test_that_two_who_passed_one_report_are_not_asked_by_what_each_counted():
    passed = replace(A, item=WHOLE_YEAR, verdict=Verdict.PASS, basis="ab 74.22 合格")
    other = replace(passed, by="李四", basis="cd 58.92 不合格", at=B.at)
    found = join_decisions([passed], [other])
    assert (found.added, found.rivals) == ((other,), ())


def test_that_the_same_decision_of_two_people_is_no_question():
    found = join_decisions([A], [replace(A, by="李四", at="2026-02-03T09:00:00+08:00")])
    assert len(found.added) == 1
    assert not found.rivals


SAID = st.sampled_from([Verdict.ADOPT, Verdict.APPROVE, Verdict.WITHDRAW])
ITEMS, PCS = "12", "甲乙丙"
CLOCK = count(1)


def made(who: str, item: str, verdict: Verdict) -> Review:
    at = f"2026-02-01T09:{next(CLOCK) // 60 % 60:02}:{next(CLOCK) % 60:02}+08:00"
    return replace(A, item=item, verdict=verdict, by=f"{who}{next(CLOCK)}", at=at)


@dataclass
class Pc:
    """What one PC keeps: its decisions, and the files that came, each as it was written."""

    name: str
    known: list[Review] = field(default_factory=list)
    files: list[tuple[Review, ...]] = field(default_factory=list)

    def decide(self, item, verdict):
        self.known.append(made(self.name, item, verdict))

    @property
    def file(self):
        return tuple(self.known)

    def receive(self, file):
        self.files += [file] if file not in self.files else []
        self.known += join_decisions(self.known, *self.files).added

    @property
    def rivals(self):
        return join_decisions(self.known, *self.files).rivals

    def settle(self, rival, *, theirs: bool):
        chosen = rival.theirs if theirs else rival.ours
        self.known += [*rival.missing, made(self.name, chosen.item, chosen.verdict)]
        self.known += join_decisions(self.known, *self.files).added

    @property
    def said(self):
        return {item: one.verdict for (_, item), one in latest(self.known).items()}

    @property
    def asked(self):
        return {one.place[2] for one in self.rivals}


PC = st.integers(0, 2)
STEP = st.one_of(
    st.tuples(st.just("decide"), PC, st.sampled_from(ITEMS), SAID),
    st.tuples(st.just("write"), PC),
    st.tuples(st.just("receive"), PC, st.integers(0, 9)),
    st.tuples(st.just("settle"), PC, st.booleans()),
)


def played(steps) -> tuple[list[Pc], list[tuple[Review, ...]]]:
    """Three PCs and all files written between them, after *steps*."""
    pcs, files = [Pc(name) for name in PCS], []
    for step in steps:
        match step:
            case "decide", at, item, verdict:
                pcs[at].decide(item, verdict)
            case "write", at:
                files.append(pcs[at].file)
            case "receive", at, which if files:
                pcs[at].receive(files[which % len(files)])
            case "settle", at, theirs if pcs[at].rivals:
                pcs[at].settle(pcs[at].rivals[0], theirs=theirs)
    return pcs, files


def exchange(pcs):
    for one in pcs:
        for other in pcs:
            if other is not one:
                other.receive(one.file)


@settings(max_examples=tried(120), deadline=None)
@given(st.lists(STEP, max_size=24))
def test_that_three_pcs_agree_once_all_is_exchanged_and_settled_by_one(steps):
    pcs, _ = played(steps)
    for _ in range(4):
        exchange(pcs)
        while pcs[0].rivals:
            pcs[0].settle(pcs[0].rivals[0], theirs=True)
    assert pcs[0].said == pcs[1].said == pcs[2].said
    assert not any(pc.rivals for pc in pcs)
    for pc in pcs:
        lines = [review_line(one) for one in pc.known]
        assert len(lines) == len(set(lines))


@settings(max_examples=tried(120), deadline=None)
@given(st.lists(STEP, max_size=16), st.randoms(use_true_random=False))
def test_that_order_and_repetition_of_what_comes_make_no_difference(steps, random):
    pcs, files = played(steps)
    one = Pc("丁", list(pcs[0].known), list(pcs[0].files))
    other = Pc("丁", list(pcs[0].known), list(pcs[0].files))
    again = [*files, *files]
    random.shuffle(again)
    for file in files:
        one.receive(file)
    for file in again:
        other.receive(file)
    assert one.asked == other.asked
    open_ = one.asked
    assert {k: v for k, v in one.said.items() if k not in open_} == {
        k: v for k, v in other.said.items() if k not in open_
    }
    before = list(one.known)
    for file in again:
        one.receive(file)
    assert one.known == before


@settings(max_examples=tried(120), deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(ITEMS), SAID), max_size=4),
    st.lists(st.tuples(PC, st.sampled_from(ITEMS), SAID), max_size=8),
)
def test_that_what_one_alone_changed_arrives_and_what_two_changed_is_asked(before, after):
    pcs = [Pc(name) for name in PCS]
    for item, verdict in before:
        pcs[0].decide(item, verdict)
    exchange(pcs)
    base = pcs[0].said
    for at, item, verdict in after:
        pcs[at].decide(item, verdict)
    meant = [pc.said for pc in pcs]
    exchange(pcs)
    for item in ITEMS:
        said = [(at, verdict) for at, one, verdict in after if one == item]
        changers = {at for at, verdict in said if verdict != base.get(item)}
        wanted = {meant[at][item] for at in changers}
        if not changers:
            assert all(pc.said.get(item) == base.get(item) for pc in pcs)
        elif len(wanted) == 1:
            assert all(pc.said[item] in wanted for pc in pcs)
            assert not any(item in pc.asked for pc in pcs)
        else:
            assert any(item in pc.asked for pc in pcs)
