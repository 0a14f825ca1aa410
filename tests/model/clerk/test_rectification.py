"""A shortcoming is one in all years in which it is open: written about, answered and shown."""

from contextlib import closing

import pytest

from forms import FORMS
from model.clerk.year import ClerkYear
from model.domain.answers import Evidence
from model.domain.rectification import (
    ITEM,
    RectificationAct,
    RectificationStep,
    Shortcoming,
    ShortcomingCause,
)
from model.plans import PlanLibrary
from model.store import edit_log
from model.store.closed_years import close_year
from model.store.data_file import open_store
from model.store.rectification import keep_reply, save_acts
from tests.model.workbook.years import YEAR, small_plan, small_rulebook

KEY = "s1"
WHAT = f"{ITEM}{KEY}"
DONE = {"state": "done", "measure": "补购一辆", "done": "车辆已到位。", "person": "李四"}
HANDED_OVER = RectificationAct(
    id=KEY,
    shortcoming=KEY,
    step=RectificationStep.ASSIGN,
    by="王芳",
    at="2026-01-05T09:00:00+08:00",
    due="2026-06-30",
    assigned=Shortcoming(
        year=YEAR, number=1, department="cgw", cause=ShortcomingCause.BEHIND, problem="慢",
        demand="加快",
    ),
)  # fmt: skip


@pytest.fixture
def db(tmp_path):
    with closing(open_store(tmp_path / "a.db")) as db:
        save_acts(db, YEAR, [HANDED_OVER])
        yield db


@pytest.fixture
def at(monkeypatch):
    """Sets the clock of what is typed, to a minute."""

    def set_(minute):
        monkeypatch.setattr(edit_log, "now", lambda: f"2026-01-06T09:{minute:02}:00+08:00")

    return set_


def desk_in(db, year):
    return ClerkYear(PlanLibrary(db, small_plan()), small_rulebook(), FORMS, "cgw", year)


def sent(desk):
    reply = desk.rectifications.reply(desk.forms.rectification, "张三", "022-2", sample=False)
    keep_reply(desk._db, reply.year, reply, reply.made_at)
    desk.read_again()


@pytest.mark.parametrize(("one", "other"), [(YEAR, YEAR + 1), (YEAR + 1, YEAR)])
def test_that_what_was_written_or_sent_in_one_year_is_known_in_the_other(db, at, one, other):
    at(1)
    desk = desk_in(db, one)
    desk.save(WHAT, DONE)
    desk.add_evidence(Evidence(id="e1", item=WHAT, title="照片"))
    there = desk_in(db, other)
    assert there.answer(WHAT) == DONE
    assert [piece.title for piece in there.rectifications.pieces(KEY)] == ["照片"]
    (line,) = there.rectifications.lines
    assert there.rectifications.unsent(line)
    desk = desk_in(db, one)
    sent(desk)
    (line,) = desk_in(db, other).rectifications.lines
    assert not line.open
    assert not there.rectifications.unsent(line)
    assert line.feedback.feedback.files[0].name == "照片"


def test_that_whoever_goes_on_in_another_year_goes_on_with_all_of_it(db, at):
    at(1)
    desk_in(db, YEAR).save(WHAT, DONE)
    at(2)
    later = desk_in(db, YEAR + 1)
    assert later.save(WHAT, {"done": "两辆都到位。"}) == {**DONE, "done": "两辆都到位。"}
    at(3)
    later.save(WHAT, {"person": None})
    earlier = desk_in(db, YEAR)
    assert earlier.answer(WHAT) == {"state": "done", "measure": "补购一辆", "done": "两辆都到位。"}
    at(4)
    earlier.save(WHAT, {"measure": "补购两辆"})
    assert desk_in(db, YEAR + 1).answer(WHAT)["measure"] == "补购两辆"
    assert later.undo()
    assert "person" in desk_in(db, YEAR + 1).answer(WHAT)


def test_that_a_closed_year_shows_what_was_known_when_it_was_closed(db):
    close_year(db, YEAR, small_plan(), None)
    desk = desk_in(db, YEAR + 1)
    desk.save(WHAT, DONE)
    sent(desk)
    (line,) = desk_in(db, YEAR).rectifications.lines
    assert line.open
