"""What parts bring back is joined by what was said, never by when it came."""

import json
from dataclasses import asdict, dataclass, field, replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from model.parts.join import (
    Joined,
    KeptPlace,
    Own,
    PartReturn,
    Place,
    Statement,
    join,
    outcome,
    seen_in,
)
from tests.thorough import tried

X: Place = ("3.1-01", "done")


def statement(part, said, sent=None, seen=frozenset(), place=X):
    return Statement(place=place, part=part, source=part, sent=sent, said=said, seen=seen)


def test_that_what_one_part_alone_says_stands():
    assert outcome(Own(), [statement("a", "建成两处")]).value == "建成两处"


def test_that_a_value_cleared_by_one_part_alone_is_cleared():
    found = outcome(Own(value="旧"), [statement("a", None, sent="旧")])
    assert found.value is None
    assert not found.asked


def test_that_an_emptied_cell_clears_what_others_said_only_when_a_person_says_so():
    back = PartReturn(
        id="r", part="a", source="a", sent={X: "旧"}, said={X: None}, kept=frozenset({X})
    )
    found = join({X: "旧"}, {}, [back])
    assert found.changes == {}
    assert found.asked[X].voices == ("旧", None)
    cleared = join({X: "旧"}, {}, [back], {X: None})
    assert cleared.changes == {X: None}
    assert cleared.asked == {}
    assert join({X: "旧"}, {}, [back], {X: "旧"}).asked == {}


def test_that_equal_words_of_two_parts_are_no_question():
    found = outcome(Own(), [statement("a", "12"), statement("b", "12")])
    assert found.value == "12"
    assert not found.asked


def test_that_two_parts_that_differ_are_asked_and_nothing_is_put_there():
    found = outcome(Own(), [statement("a", "12"), statement("b", "13")])
    assert found.value is None
    assert found.voices == ("12", "13")


def test_that_what_was_said_here_meanwhile_is_asked_too():
    found = outcome(Own(value="11"), [statement("a", "12", sent="10")])
    assert found.value == "11"
    assert found.voices == ("11", "12")


def test_that_a_part_that_was_given_anothers_words_goes_before_them():
    first = statement("a", "12")
    found = outcome(Own(), [first, statement("b", "13", sent="12", seen=frozenset({first.key}))])
    assert found.value == "13"


def test_that_a_part_not_given_anothers_words_is_asked_even_if_it_was_sent_the_same():
    found = outcome(Own(value="12"), [statement("a", "12"), statement("b", "13", sent="12")])
    assert found.voices == ("12", "13")


# Laws, over any number of parts

PLACES = [("3.1-01", "done"), ("3.1-01", "state"), ("3.1-02", "done")]
WORDS = [None, "一", "二", "三"]
places = st.sampled_from(PLACES)
words = st.sampled_from(WORDS)
said = st.dictionaries(places, words)


@dataclass
class Desk:
    """One side of the exchange, as a data file keeps it."""

    values: dict[Place, str] = field(default_factory=dict)
    kept: dict[Place, KeptPlace] = field(default_factory=dict)
    returns: dict[str, PartReturn] = field(default_factory=dict)
    last: Joined = field(default_factory=lambda: Joined(outcomes={}, changes={}, kept={}))

    def edit(self, place: Place, value: str | None) -> None:
        self.values.pop(place, None)
        if value is not None:
            self.values[place] = value

    def send(self, part: str) -> PartReturn:
        """A part with all that stands here, not filled in yet."""
        found = join(self.values, self.kept, self.returns.values())
        sent = dict(self.values)
        seen = seen_in(PLACES, found.outcomes)
        return PartReturn(id=part, part=part, source=part, sent=sent, said={}, seen=seen)

    def receive(self, *returns: PartReturn) -> None:
        for one in returns:
            self.returns[one.id] = one
        self._join()

    def take_back(self, one: PartReturn) -> None:
        del self.returns[one.id]
        self._join()

    def choose(self, place: Place, value: str | None) -> None:
        self._join({place: value})

    def _join(self, chosen: dict[Place, str | None] | None = None) -> None:
        self.last = join(self.values, self.kept, self.returns.values(), chosen)
        for place, value in self.last.changes.items():
            self.edit(place, value)
        for place, kept in self.last.kept.items():
            self.kept.pop(place, None)
            if kept is not None:
                self.kept[place] = kept

    def restart(self) -> None:
        """Only what a data file holds survives."""
        rows = json.loads(json.dumps([[place, asdict(one)] for place, one in self.kept.items()]))
        self.kept = {
            tuple(place): KeptPlace(
                own=row["own"],
                put=row["put"],
                known=tuple(row["known"]),
                taken=tuple(row["taken"]),
            )
            for place, row in rows
        }

    @property
    def state(self) -> object:
        asked = {place: one.voices for place, one in self.last.asked.items()}
        return self.values, asked


def filled(blank: PartReturn, edits: dict[Place, str | None], name: str) -> PartReturn:
    whole = {place: edits.get(place, blank.sent.get(place)) for place in PLACES}
    return replace(blank, id=name, said=whole)


@st.composite
def years(draw):
    """A desk that sent parts at different times, edited between, and what came back."""
    desk = Desk()
    back: list[PartReturn] = []
    for number in range(draw(st.integers(1, 5))):
        for place, value in draw(said).items():
            desk.edit(place, value)
        if back and draw(st.booleans()):
            desk.receive(back[-1])
        blank = desk.send(f"p{number}")
        copies = draw(st.lists(said, min_size=1, max_size=2))
        back += [filled(blank, one, f"p{number}-{n}") for n, one in enumerate(copies)]
        if len(copies) > 1 and draw(st.booleans()):
            unread = draw(st.frozensets(places))
            back[-1] = replace(back[-1], after=frozenset({back[-2].id}), unread=unread)
    for place, value in draw(said).items():
        desk.edit(place, value)
    return desk, back


def copied(desk: Desk) -> Desk:
    return replace(desk, values=dict(desk.values), kept=dict(desk.kept), returns=dict(desk.returns))


@settings(max_examples=tried(60), deadline=None)
@given(years(), st.randoms(use_true_random=False), st.data())
def test_that_order_repetition_subsets_and_restarts_never_matter(year, random: Random, data):
    desk, back = year
    one, other = copied(desk), copied(desk)
    one.receive(*back)
    random.shuffle(back)
    at = data.draw(st.integers(0, len(back)))
    for part in [*back[:at], *back[:at], *back]:
        other.receive(part)
        if random.random() < 0.5:
            other.restart()
    assert other.state == one.state


@settings(max_examples=tried(60), deadline=None)
@given(years())
def test_that_nothing_is_lost_and_nothing_invented(year):
    desk, back = year
    before = dict(desk.values)
    desk.receive(*back)
    for place, found in desk.last.outcomes.items():
        voices = {s.said for one in back for s in one.statements() if s.place == place}
        assert found.value in voices | {before.get(place), found.own.value}
        if found.asked:
            assert len(found.voices) > 1


@settings(max_examples=tried(60), deadline=None)
@given(said, said)
def test_that_what_one_side_alone_changed_arrives_and_what_both_changed_is_asked(ours, theirs):
    desk = Desk(values={PLACES[0]: "一"})
    sent = dict(desk.values)
    blank = desk.send("p")
    for place, value in ours.items():
        desk.edit(place, value)
    back = filled(blank, theirs, "r")
    desk.receive(back)
    for place in PLACES:
        was, here, there = sent.get(place), ours.get(place, sent.get(place)), back.said[place]
        asked = place in desk.last.asked
        if was not in {here, there} and here != there:
            assert asked
            assert desk.values.get(place) == here
        else:
            assert not asked
            assert desk.values.get(place) == (there if here == was else here)


@settings(max_examples=tried(40), deadline=None)
@given(years(), st.data())
def test_that_a_join_can_be_taken_back(year, data):
    desk, back = year
    late = data.draw(st.sampled_from(back))
    rest = [one for one in back if one.id != late.id]
    without = copied(desk)
    without.returns.pop(late.id, None)
    without.receive(*rest)
    desk.receive(*back)
    desk.take_back(late)
    assert desk.state == without.state


@settings(max_examples=tried(40), deadline=None)
@given(years(), words)
def test_that_what_a_person_chose_is_asked_no_more_whatever_comes_again(year, value):
    desk, back = year
    desk.receive(*back)
    for place in list(desk.last.asked):
        desk.choose(place, value)
    for one in back:
        desk.receive(one)
        desk.restart()
    assert not desk.last.asked


@settings(max_examples=tried(40), deadline=None)
@given(years(), said)
def test_that_what_is_said_here_afterwards_stays(year, edits):
    desk, back = year
    desk.receive(*back)
    open_before = set(desk.last.asked)
    sent = {(s.place, s.sent) for one in back for s in one.statements()}
    for place, value in edits.items():
        desk.edit(place, value)
    desk.receive(*back)
    for place, value in edits.items():
        if (place, value) not in sent:  # said as it was sent: only the part says anything new
            assert desk.values.get(place) == value
    assert set(desk.last.asked) <= open_before


def test_that_a_return_that_goes_on_from_another_counts_in_its_place():
    blank = Desk().send("p")
    first = filled(blank, {X: "一", PLACES[1]: "二"}, "r1")
    second = replace(filled(blank, {X: "三"}, "r2"), after=frozenset({"r1"}))
    for order in ([first, second], [second, first]):
        desk = Desk()
        desk.receive(*order)
        assert desk.values == {X: "三"}
        assert not desk.last.asked


def test_that_a_return_takes_nothing_away_of_which_it_lets_nothing_be_known():
    blank = Desk().send("p")
    first = filled(blank, {X: "一", PLACES[1]: "二"}, "r1")
    second = filled(blank, {X: "三"}, "r2")
    desk = Desk()
    desk.receive(first, replace(second, after=frozenset({"r1"}), unread=frozenset({PLACES[1]})))
    assert desk.values == {X: "三", PLACES[1]: "二"}


def test_that_a_hundred_and_fifty_items_over_ten_sections_are_joined_at_once():
    fields = ("state", "progress", "done", "problems", "next_steps")
    returns = [
        PartReturn(
            id=f"r{section}",
            part=f"p{section}",
            source=f"s{section}",
            sent={},
            said={
                (f"i{section}-{item}", key): "做了很多工作" for item in range(15) for key in fields
            },
        )
        for section in range(10)
    ]
    desk = Desk()
    desk.receive(*returns)
    assert len(desk.values) == 750
