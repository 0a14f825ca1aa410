"""`merge --data`: what the office's data file knows is gone by, and left alone."""

from contextlib import closing
from dataclasses import replace

import pytest

from main import main
from model.domain.submission import Edition
from model.package.sample import sample_history
from model.package.years import Rules
from model.paths import DATA_FILE, asset
from model.rulebook_in_force import edition_of, shipped_text
from model.scoring.loader import load_rulebook
from model.store.opening import open_store
from model.store.packages import fetch_packages, keep_package
from model.store.receipts import fetch_batches
from tests.ui.pages.office.mail import Mail

YEAR = 2025


@pytest.fixture(scope="module")
def rulebook(plan):
    return load_rulebook(asset("rules/percent-2025.1.toml"), plan)


@pytest.fixture(scope="module")
def packages(plan, rulebook):
    """Both versions of 2025: the second merges 区商务局 and 区合作交流办."""
    rules = Rules(edition=edition_of(rulebook), text=shipped_text(rulebook))
    return [package for package in sample_history(plan, rules) if package.year == YEAR]


@pytest.fixture(scope="module")
def mails(plan, rulebook, packages, tmp_path_factory):
    """Two departments' files, made under the first version."""
    folder = tmp_path_factory.mktemp("mail")
    named = Edition(id=packages[0].id, version="1")
    mail = Mail(plan=plan, rulebook=rulebook, year=YEAR, package=named)
    for body in mail.smallest(2):
        submission = replace(mail.submission(body), evidence=())
        (folder / mail.name(submission)).write_bytes(mail.file(submission))
    return folder


@pytest.fixture
def data(tmp_path, packages):
    folder = tmp_path / "数据"
    folder.mkdir()
    with closing(open_store(folder / DATA_FILE)) as db:
        for package in packages:
            keep_package(db, package)
    return folder


def merged(mails, summary, capsys, *before):
    assert main(["main.py", *before, "merge", str(mails), "-o", str(summary)]) == 0
    assert summary.stat().st_size > 0
    return capsys.readouterr().out


def test_that_the_packages_of_the_data_folder_say_who_has_to_report(
    mails, data, tmp_path, capsys, plan
):
    count = len(plan.bodies)
    alone = merged(mails, tmp_path / "一.xlsx", capsys)
    assert f"已报 2 个单位，未报 {count - 2} 个" in alone
    known = merged(mails, tmp_path / "二.xlsx", capsys, "--data", str(data))
    assert f"已报 2 个单位，未报 {count - 3} 个" in known


def test_that_the_data_folder_is_not_changed_by_merging(mails, data, tmp_path, capsys, packages):
    merged(mails, tmp_path / "汇总.xlsx", capsys, "--data", str(data))
    with closing(open_store(data / DATA_FILE)) as db:
        assert fetch_batches(db) == ()
        assert fetch_packages(db, YEAR) == tuple(packages)


def test_that_a_data_folder_without_a_data_file_is_as_good_as_none(mails, tmp_path, capsys):
    empty = tmp_path / "空"
    empty.mkdir()
    merged(mails, tmp_path / "汇总.xlsx", capsys, "--data", str(empty))
    assert list(empty.iterdir()) == []
