"""What is still to be put right travels in the next year's package, to a PC that knew nothing."""

from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest

from forms import FORMS
from model.clerk.deliveries import read_for_clerk
from model.clerk.year import ClerkYear
from model.domain.rectification import (
    Feedback,
    FeedbackState,
    RectificationAct,
    RectificationStep,
    Shortcoming,
    ShortcomingCause,
)
from model.errors import AppError
from model.jobs import JobContext
from model.package.arrival import put_into_force
from model.package.draft import with_change
from model.package.enclosed_notices import enclosed_notices, lines_of_year
from model.package.hints import about_rectification
from model.package.outgoing import write_for_each
from model.paths import asset
from model.plans import PlanLibrary
from model.scoring.loader import load_rulebook
from model.store.data_file import open_store
from model.store.packages import fetch_package
from model.store.rectification import fetch_notices, save_acts
from model.store.settings import Profile, Role
from model.workbook.layout import Questionnaire
from tests.keys import OFFICE_KEYS, OTHER_KEYS, with_packet_rows
from tests.model.package.conftest import MERGED
from tests.model.package.incoming import read

STEPS = RectificationStep


def act(key, line, step, at, **more):
    return RectificationAct(id=key, shortcoming=line, step=step, by="王芳", at=at, **more)


def assigned(number, department):
    key = f"s{number}"
    one = Shortcoming(
        year=2024, number=number, department=department, cause=ShortcomingCause.BEHIND,
        problem="进度慢", demand="加快",
    )  # fmt: skip
    at = "2025-02-01T09:00:00+08:00"
    return act(key, key, STEPS.ASSIGN, at, due="2025-06-30", assigned=one)


ACTS = (
    assigned(1, "kjj"),
    assigned(2, "kjj"),
    assigned(3, "jrj"),
    act("a2", "s2", STEPS.ACCEPT, "2025-03-01T09:00:00+08:00", words="现场看过"),
    act("c2", "s2", STEPS.CLOSE, "2025-03-02T09:00:00+08:00"),
    act("a3", "s3", STEPS.ACCEPT, "2025-03-01T09:00:00+08:00", words="现场看过"),
    act("c3", "s3", STEPS.CLOSE, "2025-03-02T09:00:00+08:00"),
)


@pytest.fixture
def db(tmp_path):
    with closing(open_store(tmp_path / "办公室.db")) as db:
        save_acts(db, 2024, ACTS)
        yield db


@pytest.fixture
def package(package):
    return replace(package, year=2025)


def written(db, plan, package, tmp_path, bodies=("kjj",), keys=OFFICE_KEYS):
    enclosed = enclosed_notices(db, package, bodies, tmp_path / "办公室.db")
    tmp_path = tmp_path / keys.public[:8].replace("/", "_")
    tmp_path.mkdir(exist_ok=True)
    return write_for_each(tmp_path, plan, package, bodies, keys, JobContext(), enclosed=enclosed)


def test_that_a_new_pc_knows_what_is_open_once_it_has_the_package(db, plan, package, tmp_path):
    (path,) = written(db, plan, package, tmp_path)
    received = read(plan, path)
    assert received.notice_fits
    with closing(open_store(tmp_path / "新电脑.db")) as new:
        library = PlanLibrary(new, plan)
        taken = put_into_force(library, path.name, received, None)
        assert taken.notice == received.notice.notice
        desk = ClerkYear(
            library, load_rulebook(asset("rules/percent-2025.1.toml"), plan), FORMS, "kjj", 2025
        )
        (line,) = [one for one in desk.rectifications.lines if one.open]
        assert (line.shortcoming.label, line.due) == ("2024-001", "2025-06-30")
        said = Feedback(state=FeedbackState.DONE, done="已加快")
        desk.save(f"rectification/{line.id}", {"state": said.state.value, "done": said.done})
        assert desk.rectifications.unsent(line)


def test_that_an_app_that_knows_no_notices_reads_the_package_as_ever(db, plan, package, tmp_path):
    (path,) = written(db, plan, package, tmp_path)
    plain = write_for_each(tmp_path, plan, package, ["kjj"], OFFICE_KEYS, JobContext())[0]
    with_notice, without = read(plan, path), read(plan, plain)
    assert with_notice.package == without.package
    assert with_notice.package.digest == without.package.digest
    assert with_notice.proof.fits
    shown = {key: table.rows for key, table in without.tables.items() if key != "packet"}
    assert shown == {key: with_notice.tables[key].rows for key in shown}


def test_that_what_was_told_is_enclosed_again_as_it_was(db, plan, package, tmp_path):
    first = read(plan, written(db, plan, package, tmp_path)[0])
    again = read(
        plan, written(db, plan, replace(package, version=2, parent=package.digest), tmp_path)[0]
    )
    assert first.notice.notice == again.notice.notice
    assert [kept.notice for kept in fetch_notices(db, 2025)] == [first.notice.notice]


def test_that_who_takes_work_over_is_late_with_it_from_the_day_it_was_told(
    db, plan, package, tmp_path, monkeypatch
):
    save_acts(db, 2024, [assigned(4, "swj")])
    package = with_change(package, MERGED)
    clock = "model.package.enclosed_notices.now"
    monkeypatch.setattr(clock, lambda: "2025-07-10T09:00:00+08:00")
    own, taken_over = (one for one in lines_of_year(db, 2025, package) if not one.closing)
    day, later = date(2025, 7, 10), date(2025, 7, 13)
    assert (own.days_late(later), taken_over.days_late(later)) == (0, 0)  # nobody was told
    written(db, plan, package, tmp_path, ["kjj", "swhz"])
    own, taken_over = (one for one in lines_of_year(db, 2025, package) if not one.closing)
    assert (own.bearer, taken_over.bearer) == ("kjj", "swhz")
    assert (own.days_late(day), taken_over.days_late(day)) == (10, 0)
    assert (own.days_late(later), taken_over.days_late(later)) == (13, 3)


def test_that_a_notice_of_another_hand_in_the_file_is_refused(db, plan, package, tmp_path):
    (path,) = written(db, plan, package, tmp_path)
    strange = written(db, plan, package, tmp_path, keys=OTHER_KEYS)[0]
    rows = read(plan, strange).tables["packet"]
    found = {cell.row: cell.found.text for cell in rows.cells() if cell.row.startswith("notice.")}
    path.write_bytes(with_packet_rows(path.read_bytes(), found))
    asked = Questionnaire(plan=plan, forms=FORMS)
    (refused,) = read_for_clerk(path, asked, [plan], JobContext()).refused
    assert "签名后被改动过" in str(refused)


def test_that_a_file_that_is_not_written_issues_no_notice(db, plan, package, tmp_path):
    (tmp_path / "没有").touch()
    enclosed = enclosed_notices(db, package, ["kjj"], tmp_path / "办公室.db")
    with pytest.raises(AppError):
        write_for_each(
            tmp_path / "没有", plan, package, ["kjj"], OFFICE_KEYS, JobContext(),
            enclosed=enclosed,
        )  # fmt: skip
    assert fetch_notices(db, 2025) == ()


def test_that_the_office_itself_keeps_no_notice_of_another_pc(db, plan, package, tmp_path):
    (path,) = written(db, plan, package, tmp_path)
    with closing(open_store(tmp_path / "二号.db")) as second:
        library = PlanLibrary(second, plan)
        profile = Profile(role=Role.OFFICE, year=2025)
        put_into_force(library, path.name, read(plan, path), profile)
        assert fetch_package(second, 2025)
        assert fetch_notices(second, 2025) == ()


def test_that_the_office_is_told_which_files_carry_what_is_open(db, package):
    assert enclosed_notices(db, package, ["kjj", "jrj"]).notices.keys() == {"kjj"}
    lines = lines_of_year(db, 2025, None)
    (said,) = about_rectification(lines)
    assert said.startswith("1 项整改事项还没有销号，涉及 1 个单位")
    assert [*about_rectification([one for one in lines if one.closing])] == []
