"""Two different packages with one number went out: two PCs corrected the same version, or one went
on from a backup. Whose report was filled in by which is the office's matter.
"""

from dataclasses import replace
from decimal import Decimal

import pytest

from forms import FORMS
from model.consolidation.conflicts import ConflictKind
from model.domain.numbers import points_text
from model.domain.package import HandedDown
from model.domain.reorganisation import ChangeKind
from model.package.draft import with_change
from model.package.editor import PackageEditor
from model.package.in_force import in_force, terms_for
from model.package.reorganisation import written_down
from model.package.versions import Footing
from model.plans import PlanLibrary
from model.scoring.assess import Assessor
from model.store.packages import keep_package
from tests.model.office.live import LiveOffice
from tests.model.workbook.years import (
    OPENED,
    YEAR,
    exported,
    make_report,
    small_plan,
    small_rulebook,
)

PLAN = small_plan()


def second(at, **changes):
    made_at = f"2025-12-{at}T09:00:00+08:00"
    return replace(OPENED, version=2, parent=OPENED.digest, made_at=made_at, **changes)


def with_target(at, value):
    return second(at, targets={"i-cars": HandedDown(value=Decimal(value))})


LOST, NOW = with_target("05", "11"), with_target("06", "12")


def report_under(package, answers, body="cgw"):
    """As *body* fills it in and scores itself by *package*."""
    terms = terms_for(YEAR, body, PLAN, package)
    rules = small_rulebook()
    own = Assessor(terms.plan, rules, body, YEAR, handed_down=terms.handed_down).assess(answers)
    total = None if own.total is None else points_text(own.total)
    return exported(
        make_report(
            answers, plan=terms.plan, body=body, id=f"{body}1", package=package.edition,
            self_total=total, self_grade=own.grade, evidence=(),
        )
    )  # fmt: skip


ELEVEN = {"i-cars": {"value": "11", "explanation": "按目标购置"}}
MEASURE = {"3.1-01-01": {"state": "done", "done": "全部开展"}}


@pytest.fixture
def packages():
    return (OPENED, LOST, NOW)


@pytest.fixture
def office(db, packages):
    for package in packages:
        keep_package(db, package)
    return LiveOffice(PlanLibrary(db, PLAN), small_rulebook(), FORMS, YEAR)


def test_that_a_report_by_the_other_one_is_known_and_no_doubt_about_its_sender(office, send):
    assert office.package == NOW
    send(a=report_under(LOST, ELEVEN))
    body = office.body("cgw")
    assert body.differs
    assert body.differs_by_office
    assert (body.mark.footing, body.mark.doubtful) == (Footing.RIVAL, False)
    assert "下发过 2 份不同的第2版任务包，该单位依据的不是现行的这一份" in body.mark.sentence
    assert body.mark.sentence in [*body.notes()]
    assert [*body.doubts()] == []
    scores = [one for one in office.conflicts if one.kind is ConflictKind.SCORE]
    assert not any(one.open for one in scores)


def test_that_a_report_by_the_one_in_force_needs_no_word(office, send):
    send(a=report_under(NOW, ELEVEN))
    body = office.body("cgw")
    assert (body.mark.footing, body.mark.sentence) == (Footing.CURRENT, "")
    assert not body.differs


def test_that_where_nobody_can_tell_that_is_said_and_only_to_whom_it_matters(office, send):
    """The same score by both; another body's score neither of them touches."""
    send(a=report_under(LOST, MEASURE), b=report_under(LOST, {}, body="jyj"))
    mark = office.body("cgw").mark
    assert "看不出依据的是哪一份" in mark.sentence
    assert not mark.doubtful
    assert office.body("jyj").mark.sentence == ""


def test_that_what_fits_neither_is_a_doubt_as_ever(office, send):
    wrong = make_report(
        ELEVEN, id="x", package=NOW.edition, self_total="99.00", self_grade="优秀", evidence=()
    )
    send(a=exported(wrong))
    body = office.body("cgw")
    assert not body.differs_by_office
    assert any("不一致" in one for one in body.doubts())


def test_that_the_office_is_told_on_the_packages_page(office):
    editor = PackageEditor.read(office.terms.plans, YEAR)
    assert editor.rivals == (LOST,)
    assert any(
        "下发过 2 份不同的第2版" in one and LOST.check_code in one and NOW.check_code in one
        for one in editor.hints
    )


@pytest.mark.parametrize(
    "packages",
    [
        tuple(
            with_change(
                draft,
                written_down(PLAN, draft, ChangeKind.MERGED, "2025-12-01", before, [name]),
                PLAN,
            )
            for draft, before, name in (
                (second("05"), ("cgw", "tjj"), "城管和统计局"),
                (second("06"), ("jyj", "tjj"), "教育和统计局"),
            )
        )
    ],
)
def test_that_a_new_body_of_the_other_one_is_known_by_its_own_plan(office, send, packages):
    lost, now = packages
    (body,) = lost.changes[0].after
    send(a=report_under(lost, MEASURE, body=body))
    (sent,) = office.submissions[body].values()
    senders = office.terms.senders
    assert senders.package_of(sent) == lost
    assert senders.plan_of(sent) == in_force(PLAN, lost)
    assert body not in office.plan.departments
    assert now.changes[0].after[0] != body
