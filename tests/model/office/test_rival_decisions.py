"""What two PCs decided differently holds 通过 back, of whomever it is about."""

import pytest

from model.consolidation.conflicts import FigureRuling, How
from model.consolidation.sections import section_of
from model.domain.review import WHOLE_YEAR, Matter, Review, Ruling, Verdict
from model.domain.review_file import confirmed_subject
from model.errors import AppError
from model.office.decision_words import MATTERS
from model.office.review_exchange import CHAPTER, ReviewExchange
from model.office.reviews import pass_year
from model.office.rival_decisions import rival_places
from model.office.second_names import GRADE
from model.parts.decisions import RivalDecisions, place_of
from tests.model.office.live import Decisions

AT = "2026-01-05T09:00:00+08:00"
GREEN = FigureRuling(how=How.OWNER, named="jyj")
BOTH, EVERYBODY = {"cgw", "jyj"}, {"cgw", "jyj", "tjj"}


@pytest.fixture(autouse=True)
def sent(office, send):
    send("city", "schools")


def rivals(office, monkeypatch, ours, theirs):
    """As if another PC had decided *theirs* instead of *ours*."""
    rival = RivalDecisions(place=place_of(ours), ours=ours, theirs=theirs, missing=(theirs,))
    monkeypatch.setattr(ReviewExchange, "rivals", (rival,))
    return {
        body.id for body in office.bodies if place_of(ours) in rival_places(office.now, body.id)
    }


def ruling(matter, subject, choice):
    return Ruling(matter=matter, subject=subject, choice=choice, by="张三", at=AT)


def cases(office):
    """Matter -> subject, two choices, and whose year that is."""
    digest = office.body("jyj").digest
    chapter = section_of(office.plan, office.plan.item("3.1-01-02"))
    return {
        Matter.FORK: ("cgw", "a b", "b a", {"cgw"}),
        Matter.FIGURE: ("i-green", GREEN.choice, "value:39", BOTH),
        Matter.SEEN: ("FIGURE/i-green", "seen:1", "seen:2", BOTH),
        Matter.RECEIVED_ON: ("cgw", "2026-01-01", "2026-01-02", {"cgw"}),
        Matter.FALSE_FIGURES: ("cgw", "绿地率虚报", "", {"cgw"}),
        Matter.HAND_EDIT: (f"{digest}/i-green/value", "sealed", "found:3", {"jyj"}),
        Matter.SENDER: ("0a", "jyj", "cgw", BOTH),
        Matter.ORIGIN: (digest, "accepted", "refused", {"jyj"}),
        Matter.RANKING: ("", "on", "", EVERYBODY),
        Matter.FOUR_EYES: ("", "on", "", EVERYBODY),
        Matter.CONFIRMED: (f"{GRADE}cgw", "a>b", "b>a", {"cgw"}),
        Matter.STAMPED: (digest, "1A2B", "3C4D", {"jyj"}),
        Matter.REVIEWER: (f"{CHAPTER}{chapter}", "李四", "王五", BOTH),
    }


@pytest.mark.parametrize("matter", Matter)
def test_that_what_two_decided_differently_holds_every_year_back_that_it_is_about(
    office, monkeypatch, matter
):
    subject, one, other, bodies = cases(office)[matter]
    ours, theirs = ruling(matter, subject, one), ruling(matter, subject, other)
    assert rivals(office, monkeypatch, ours, theirs) == bodies
    for body in ("cgw", "jyj"):
        with pytest.raises(AppError) as found:
            pass_year(office.now, "李四", body)
        told = [str(one) for one in found.value.problems]
        assert any(MATTERS[matter] in one and "选定" in one for one in told) is (body in bodies)


@pytest.mark.parametrize("item", ["i-cars", WHOLE_YEAR])
def test_that_different_reviews_hold_back_the_year_of_their_body(office, monkeypatch, item):
    ours, theirs = (
        Review(department="cgw", item=item, verdict=verdict, submission="", basis="")
        for verdict in (Verdict.ADOPT, Verdict.RETURN)
    )
    assert rivals(office, monkeypatch, ours, theirs) == {"cgw"}
    with pytest.raises(AppError) as found:
        pass_year(office.now, "李四", "cgw")
    assert any("两人的复核意见不同" in str(one) for one in found.value.problems)


def test_that_a_confirmation_is_about_whom_the_decision_is_about_that_it_confirms(
    office, monkeypatch
):
    decide = Decisions(office, by="张三")
    decide.rule_figure("i-green", GREEN, "")
    decide.adjust("cgw", "i-cars", {"value": "9"}, "按合同")
    for decision, bodies in (
        (office.ruling(Matter.FIGURE, "i-green"), BOTH),
        (office.reviews["cgw"][-1], {"cgw"}),
    ):
        subject = confirmed_subject(decision)
        ours, theirs = (ruling(Matter.CONFIRMED, subject, choice) for choice in ("yes", ""))
        assert rivals(office, monkeypatch, ours, theirs) == bodies


@pytest.mark.parametrize("key", ["full/jyj", "wording/0a", "SCORE/jyj", "JOINT/3.1-01-02"])
def test_that_what_was_seen_is_about_an_item_a_body_or_who_knows_whom(office, monkeypatch, key):
    about = {"full/jyj": {"jyj"}, "SCORE/jyj": {"jyj"}, "JOINT/3.1-01-02": BOTH}
    ours, theirs = ruling(Matter.SEEN, key, "seen:1"), ruling(Matter.SEEN, key, "")
    assert rivals(office, monkeypatch, ours, theirs) == about.get(key, EVERYBODY)
