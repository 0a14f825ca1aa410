"""A file is read as its sender saw the year, whatever came since."""

from dataclasses import replace

import pytest

from forms import FORMS
from model.clerk.year import ClerkYear
from model.consolidation.conflicts import ConflictKind
from model.domain.origin import OriginStanding
from model.jobs import JobContext
from model.office.department_year import ReportingState
from model.office.inbox import receive
from model.office.year import OfficeYear
from model.package.draft import RulebookText
from model.paths import asset
from model.plans import PlanLibrary
from model.rulebook_in_force import edition_of, rulebook_in_force, shipped_text
from model.samples.answers import sample_answers
from model.scoring.loader import load_rulebook
from model.store.answers import save_answers
from model.store.data_file import open_store
from model.store.packages import keep_package, save_secrets
from model.workbook.layout import Questionnaire
from model.workbook.report.content import YearReport
from model.workbook.report.write import suggested_name, write_submission
from tests.sample_packages import sample_history

MERGED_INTO = "swhzj"


@pytest.fixture(scope="session")
def rulebook(plan):
    return load_rulebook(asset("rules/percent-2025.1.toml"), plan)


@pytest.fixture(scope="session")
def history(plan, rulebook):
    return tuple(
        sample_history(
            plan, RulebookText(edition=edition_of(rulebook), text=shipped_text(rulebook))
        )
    )


@pytest.fixture
def pc(tmp_path, plan, rulebook):
    """Makes a data file that knows some packages."""
    made = []

    def pc(*packages):
        db = open_store(tmp_path / f"{len(made)}.db")
        made.append(db)
        for package in packages:
            keep_package(db, package)
        return db

    yield pc
    for db in made:
        db.close()


def send(plan, rulebook, db, department, year, folder):
    save_answers(db, year, department, sample_answers(plan, department, year))
    desk = ClerkYear(
        PlanLibrary(db, plan), rulebook_in_force(db, year, rulebook), FORMS, department, year
    )
    submission = replace(desk.next_submission(), sample=False)
    report = YearReport(
        questionnaire=Questionnaire(plan=desk.plan, forms=FORMS),
        submission=submission,
        assessor=desk.assessor,
        signature=desk.signature(submission),
    )
    folder.mkdir(exist_ok=True)
    write_submission(folder / suggested_name(report), report, JobContext())
    return submission


def take_in(plan, db, year, folder):
    receive(db, Questionnaire(plan=plan, forms=FORMS), [folder], JobContext(), year=year)


def of(history, year):
    return [package for package in history if package.year == year]


def test_that_a_file_under_an_older_version_is_taken_in_and_marked(
    plan, rulebook, history, pc, tmp_path
):
    first, second = of(history, 2024)
    send(plan, rulebook, pc(first), "fgw", 2024, tmp_path / "mail")
    db = pc(first, second)
    take_in(plan, db, 2024, tmp_path / "mail")
    office = OfficeYear.read(PlanLibrary(db, plan), rulebook, FORMS, 2024)
    body = office.body("fgw")
    assert any("依据第1版任务包填报" in note for note in body.notes())
    assert not any("任务包" in doubt for doubt in body.doubts())
    assert not office.receipts[0].verdict.details


def test_that_a_file_under_the_old_name_is_recognised(plan, rulebook, history, pc, tmp_path):
    send(plan, rulebook, pc(), "csglw", 2024, tmp_path / "mail")
    db = pc(*of(history, 2024))
    take_in(plan, db, 2024, tmp_path / "mail")
    details = (
        OfficeYear.read(PlanLibrary(db, plan), rulebook, FORMS, 2024).receipts[0].verdict.details
    )
    assert "文件用的是原名“区城市管理委”，现为“区城市运行管理局”。" in details


def test_that_a_file_of_a_merged_department_is_kept_and_shown_to_its_heir(
    plan, rulebook, history, pc, tmp_path
):
    first, second = of(history, 2025)
    send(plan, rulebook, pc(first), "swj", 2025, tmp_path / "mail")
    db = pc(first, second)
    take_in(plan, db, 2025, tmp_path / "mail")
    office = OfficeYear.read(PlanLibrary(db, plan), rulebook, FORMS, 2025)
    assert office.receipts[0].verdict.accepted
    assert [one.department for one in office.departments.former] == ["swj"]
    heir = office.body(MERGED_INTO)
    assert heir.submission is None
    assert any("以原单位名义报送过第1次" in doubt for doubt in heir.doubts())


def test_that_so_is_one_that_names_a_package_nobody_here_knows(
    plan, rulebook, history, pc, tmp_path
):
    first, second = of(history, 2025)
    send(plan, rulebook, pc(replace(first, id="lost")), "swj", 2025, tmp_path / "mail")
    db = pc(first, second)
    take_in(plan, db, 2025, tmp_path / "mail")
    office = OfficeYear.read(PlanLibrary(db, plan), rulebook, FORMS, 2025)
    assert office.receipts[0].verdict.accepted
    assert any("以原单位名义" in doubt for doubt in office.body(MERGED_INTO).doubts())


def test_that_a_signature_tells_who_made_a_file(plan, rulebook, history, pc, tmp_path):
    (package,) = of(history, 2023)
    secret = "ab" * 32
    signing, silent, office = pc(package), pc(package), pc(package)
    save_secrets(signing, 2023, {"fgw": secret})
    save_secrets(office, 2023, {"fgw": secret, "kjj": secret})
    send(plan, rulebook, signing, "fgw", 2023, tmp_path / "mail")
    send(plan, rulebook, silent, "kjj", 2023, tmp_path / "mail")
    take_in(plan, office, 2023, tmp_path / "mail")
    year = OfficeYear.read(PlanLibrary(office, plan), rulebook, FORMS, 2023)
    (signed,), (silent_one,) = (year.departments.origins.of(body) for body in ("fgw", "kjj"))
    assert (signed.standing, signed.pending) == (OriginStanding.VERIFIED, False)
    assert (silent_one.standing, silent_one.pending) == (OriginStanding.UNSIGNED, True)
    assert year.body("kjj").state is ReportingState.UNPROVED


def test_that_only_the_years_own_items_are_sent(plan, rulebook, history, pc):
    first, second = of(history, 2026)
    db = pc(first, second)
    save_answers(db, 2026, "zjw", sample_answers(plan, "zjw", 2026))
    desk = ClerkYear(
        PlanLibrary(db, plan), rulebook_in_force(db, 2026, rulebook), FORMS, "zjw", 2026
    )
    assert desk.answer("3.3.3-01")
    submission = desk.next_submission()
    assert "3.3.3-01" not in submission.answers
    assert submission.package == second.edition
    assert submission.sample


def test_that_new_rules_of_the_office_are_no_doubt_about_anybody(
    plan, rulebook, history, pc, tmp_path
):
    (first,) = of(history, 2023)
    text = first.rulebook_text.replace('version = "2025.1"', 'version = "2025.2"')
    text = text.replace("maximum = 40", "maximum = 50").replace("maximum = 60", "maximum = 50")
    newer = replace(first.rulebook, version="2025.2")
    second = replace(
        first, version=2, rulebook=newer, rulebook_text=text, made_at="2023-12-30T08:00:00+08:00"
    )
    assert text != first.rulebook_text
    for body in ("fgw", "kjj"):
        send(plan, rulebook, pc(first), body, 2023, tmp_path / "mail")
    db = pc(first, second)
    take_in(plan, db, 2023, tmp_path / "mail")
    office = OfficeYear.read(
        PlanLibrary(db, plan), rulebook_in_force(db, 2023, rulebook), FORMS, 2023
    )
    body = office.body("fgw")
    assert body.differs
    assert body.differs_by_office
    assert not [one for one in body.doubts() if "规则" in one or "复算" in one]
    assert any("办公室调整所致" in note for note in body.notes())
    scores = [one for one in office.conflicts if one.kind is ConflictKind.SCORE]
    assert {one.subject for one in scores} == {"fgw", "kjj"}
    assert not any(one.open for one in scores)
