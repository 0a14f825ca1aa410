"""Years of an older edition of the plan in an app that brings a newer one."""

from contextlib import closing
from dataclasses import replace

import pytest

from forms import FORMS
from model.clerk.year import ClerkYear
from model.domain.submission import Edition
from model.errors import PackageRejected
from model.jobs import JobContext
from model.office.inbox import receive
from model.office.year import OfficeYear
from model.package.arrival import take_in_package
from model.package.draft import corrected
from model.package.outgoing import package_report
from model.package.senders import senders
from model.paths import asset
from model.plans import PlanLibrary, close
from model.scoring.loader import load_rulebook
from model.store.closed_years import fetch_closed_plan
from model.store.data_file import open_store
from model.store.plans import fetch_plan, keep_plan
from model.workbook.layout import Questionnaire
from model.workbook.package.write import write_package
from tests.model.package.incoming import read
from tests.ui.pages.office.mail import Mail

GONE = "3.1.1-01"
LATER = "2026-03-01T09:00:00+08:00"


@pytest.fixture(scope="module")
def newer(plan):
    measures = {key: measure for key, measure in plan.measures.items() if key != GONE}
    return replace(plan, edition="2026", measures=measures)


@pytest.fixture(scope="module")
def rulebook(plan):
    return load_rulebook(asset("rules/percent-2025.1.toml"), plan)


@pytest.fixture
def db(tmp_path):
    with closing(open_store(tmp_path / "data.db")) as db:
        yield db


def test_that_a_package_keeps_the_words_it_goes_by(db, plan, newer, package):
    take_in_package(PlanLibrary(db, plan), package)
    assert PlanLibrary(db, newer).of_year(2025) == plan
    assert PlanLibrary(db, newer).of_year(2026) == newer
    assert PlanLibrary(db, newer).terms(2025, "kjj").plan.edition == plan.edition
    take_in_package(PlanLibrary(db, newer), corrected(package, at=LATER, reason="更正"))
    assert PlanLibrary(db, newer).of_year(2025) == plan


def test_that_keeping_a_plan_again_keeps_it_once_and_the_last_words_of_an_edition_hold(
    db, plan, newer
):
    for one in (plan, newer, plan):
        keep_plan(db, one)
    assert db.execute("SELECT count(*) FROM plan").fetchone() == (2,)
    put_right = replace(plan, title="更正后的标题")
    keep_plan(db, put_right)
    assert fetch_plan(db, Edition(id=plan.id, version=plan.edition)) == put_right


def test_that_an_edition_never_kept_here_is_refused_and_nothing_is_changed(db, newer, package):
    with pytest.raises(PackageRejected, match=f"{package.plan.version}版"):
        take_in_package(PlanLibrary(db, newer), package)
    assert PlanLibrary(db, newer).of_year(2025) == newer


def test_that_a_year_is_closed_on_the_words_it_went_by(db, plan, newer, package):
    take_in_package(PlanLibrary(db, plan), package)
    close(PlanLibrary(db, newer), 2025)
    assert fetch_closed_plan(db, 2025) == plan


def test_that_a_department_goes_on_with_what_it_was_asked(db, plan, newer, rulebook, package):
    take_in_package(PlanLibrary(db, plan), package)
    desk = ClerkYear(PlanLibrary(db, newer), rulebook, FORMS, "kjj", 2025)
    assert GONE in {measure.id for measure in desk.measures}
    assert desk.next_submission().plan.version == plan.edition


def test_that_files_of_the_older_edition_are_received_and_scored_by_it(
    db, plan, newer, rulebook, package, tmp_path
):
    take_in_package(PlanLibrary(db, plan), package)
    mail = Mail(plan=plan, rulebook=rulebook, year=2025, package=package.edition)
    folder = tmp_path / "邮件"
    folder.mkdir()
    (body,) = mail.smallest(1)
    submission = replace(mail.submission(body), evidence=())
    (folder / mail.name(submission)).write_bytes(mail.file(submission))
    known = senders(PlanLibrary(db, newer)).plan_of
    asked = Questionnaire(plan=newer, forms=FORMS, plan_of=known)
    assert receive(db, asked, [folder], JobContext(), year=2025).accepted == 1
    office = OfficeYear.read(PlanLibrary(db, newer), rulebook, FORMS, 2025)
    assert office.plan.edition == plan.edition
    assert [one.id for one in office.reported] == [body.id]


def test_that_a_corrected_package_of_the_older_edition_is_read(db, plan, newer, package, tmp_path):
    path = tmp_path / "任务包.xlsx"
    write_package(path, package_report(plan, package), JobContext())
    with pytest.raises(PackageRejected):
        read(newer, path)
    assert read(newer, path, kept=(plan,)).package == package
