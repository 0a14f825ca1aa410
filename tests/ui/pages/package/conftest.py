"""Nine sample years of packages, and files of them as they come by mail."""

import pytest

from model.jobs import JobContext
from model.package.draft import RulebookText
from model.package.outgoing import package_report
from model.rulebook_in_force import edition_of, shipped_text
from model.store.settings import Profile, Role, save_profile
from model.workbook.package.write import package_bytes
from tests.keys import OFFICE_KEYS, with_packet_rows
from tests.sample_packages import sample_history
from ui.pages.package.page import PackagePage
from ui.session import Session


@pytest.fixture(scope="session")
def rules(rulebook):
    return RulebookText(edition=edition_of(rulebook), text=shipped_text(rulebook))


@pytest.fixture(scope="session")
def history(plan, rules):
    return tuple(sample_history(plan, rules))


@pytest.fixture(scope="session")
def version(history):
    """The package of a year and version."""
    table = {(package.year, package.version): package for package in history}
    return lambda year, number=1: table[year, number]


@pytest.fixture(scope="session")
def written(plan):
    """What the workbook of a package holds; equal packages are written once."""
    known = {}

    def written(package, department, keys):
        about = (package.digest, department, keys)
        if about not in known:
            report = package_report(plan, package, department, keys=keys)
            known[about] = package_bytes(report, JobContext())
        return known[about]

    return written


@pytest.fixture
def file_of(written, tmp_path):
    """The workbook of a package, for a department or for all."""

    def file_of(package, department="", secret="", name="任务包.xlsx", keys=OFFICE_KEYS):
        path = tmp_path / name
        path.write_bytes(written(package, department, keys))
        if secret:  # as 0.1.0 gave it out
            path.write_bytes(with_packet_rows(path.read_bytes(), {"secret": secret}))
        return path

    return file_of


@pytest.fixture
def page_of(qtbot, plan, rulebook, store):
    pages = []

    def page_of(year, brought=plan):
        save_profile(store, Profile(role=Role.OFFICE, year=year))
        page = PackagePage(Session(brought, rulebook, store))
        qtbot.addWidget(page)
        page.resize(1180, 768)
        page.show()
        pages.append(page)
        return page

    yield page_of
    for page in pages:
        page.checks.jobs.close()
