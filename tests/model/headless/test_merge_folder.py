"""`merge --data`: what the office's data file knows is gone by, and left alone."""

from contextlib import closing
from dataclasses import replace
from shutil import copytree

import pytest

from main import main
from model.domain.submission import Edition
from model.package.draft import RulebookText
from model.paths import DATA_FILE, RULEBOOK, asset
from model.rulebook_in_force import edition_of, shipped_text
from model.scoring.loader import load_rulebook
from model.store.data_file import open_store
from model.store.keys import pin_key
from model.store.packages import fetch_packages, keep_package
from model.store.receipts import fetch_batches
from model.workbook.reasons import SENTENCES, Reason
from tests.keys import DEPARTMENT_KEYS, OFFICE_KEYS, OTHER_KEYS
from tests.sample_packages import sample_history
from tests.ui.pages.office.mail import Mail

YEAR = 2025


@pytest.fixture(scope="module")
def rulebook(plan):
    return load_rulebook(asset("rules/percent-2025.1.toml"), plan)


@pytest.fixture(scope="module")
def packages(plan, rulebook):
    """Both versions of 2025: the second merges 区商务局 and 区合作交流办."""
    rules = RulebookText(edition=edition_of(rulebook), text=shipped_text(rulebook))
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


def merged(mails, summary, capsys, *before, code=0):
    assert main(["main.py", *before, "merge", str(mails), "-o", str(summary)]) == code
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


def test_that_a_data_folder_without_a_data_file_is_told_and_nothing_written(
    mails, tmp_path, capsys
):
    empty, summary = tmp_path / "空", tmp_path / "汇总.xlsx"
    empty.mkdir()
    words = ["main.py", "--data", str(empty), "merge", str(mails), "-o", str(summary)]
    assert main(words) == 1
    assert f"文件夹“{empty}”里没有自评估的数据" in capsys.readouterr().err
    assert list(empty.iterdir()) == []
    assert not summary.exists()


def test_that_a_report_that_was_merged_is_not_written_over_even_where_files_may_be_replaced(
    mails, tmp_path, capsys
):
    folder = tmp_path / "邮件"
    copytree(mails, folder)
    original = next(folder.iterdir())
    before = original.read_bytes()
    assert main(["main.py", "merge", str(folder), "-o", str(original), "--replace"]) == 1
    assert f"“{original.name}”是收到的报送" in capsys.readouterr().err
    assert original.read_bytes() == before


def test_that_sample_data_in_a_merger_are_told(plan, rulebook, tmp_path, capsys):
    mail = Mail(plan=plan, rulebook=rulebook, year=YEAR)
    folder = tmp_path / "邮件"
    folder.mkdir()
    submission = replace(mail.submission(mail.smallest(1)[0]), evidence=(), sample=True)
    (folder / mail.name(submission)).write_bytes(mail.file(submission))
    said = merged(folder, tmp_path / "汇总.xlsx", capsys)
    assert "注意：1 个单位报的是示例数据" in said


def test_that_it_is_said_by_what_was_scored_where_no_package_is_known(
    mails, data, tmp_path, capsys, plan
):
    brought = load_rulebook(asset(RULEBOOK), plan)
    alone = merged(mails, tmp_path / "一.xlsx", capsys)
    assert "注意：没有 2025年度的任务包，目标和分工按方案原文与建议分工" in alone
    assert f"评分按内置规则“{brought.title}”（{brought.version} 版）" in alone
    assert "请用 --data 指明办公室的数据文件夹后再汇总" in alone
    assert "注意" not in merged(mails, tmp_path / "二.xlsx", capsys, "--data", str(data))


def test_that_files_of_another_year_are_counted_apart_and_told(
    mails, plan, rulebook, tmp_path, capsys
):
    both = tmp_path / "两年"
    copytree(mails, both)
    mail = Mail(plan=plan, rulebook=rulebook, year=YEAR - 1)
    submission = replace(mail.submission(mail.smallest(3)[2]), evidence=())
    (both / mail.name(submission)).write_bytes(mail.file(submission))
    said = merged(both, tmp_path / "汇总.xlsx", capsys, code=1)
    assert "注意：另有其他年度的文件没有列入（2024年度 1 个）" in said
    assert "2025年度：接收 2 个文件，未接收 0 个；已报 2 个单位" in said


def test_that_a_refused_file_is_named_with_its_cure_and_the_rest_summed_up(mails, tmp_path, capsys):
    all_ = tmp_path / "来件"
    copytree(mails, all_)
    (all_ / "扫描件.xlsx").write_bytes(b"%PDF-1.7")
    said = merged(all_, tmp_path / "汇总.xlsx", capsys, code=1)
    (line,) = [one for one in said.splitlines() if "扫描件.xlsx" in one]
    assert line.endswith("".join(SENTENCES[Reason.PDF]))
    assert "2025年度：接收 2 个文件，未接收 1 个" in said


@pytest.mark.parametrize("name", ["没有这个文件夹", "文件.xlsx"])
def test_that_a_folder_that_is_none_is_named_and_nothing_written(name, tmp_path, capsys):
    (tmp_path / "文件.xlsx").write_bytes(b"x")
    assert main(["main.py", "merge", str(tmp_path / name), "-o", str(tmp_path / "总.xlsx")]) == 1
    said = capsys.readouterr()
    assert f"找不到文件夹“{name}”，没有接收任何文件。" in said.out + said.err
    assert not (tmp_path / "总.xlsx").exists()


def test_that_merge_tells_what_is_known_of_the_makers_and_leaves_out_what_waits(
    plan, rulebook, data, tmp_path, capsys
):
    mail = Mail(plan=plan, rulebook=rulebook, year=YEAR)
    first, second = mail.smallest(2)
    folder = tmp_path / "邮件"
    folder.mkdir()
    own, forged = (replace(mail.submission(body), evidence=()) for body in (first, second))
    (folder / "一.xlsx").write_bytes(mail.file(own, DEPARTMENT_KEYS))
    (folder / "二.xlsx").write_bytes(mail.file(forged, OTHER_KEYS))
    said = merged(folder, tmp_path / "没有密钥.xlsx", capsys)
    assert "来源：未核对 2 个（本次没有核对过的密钥可用）。" in said
    with closing(open_store(data / DATA_FILE)) as db:
        pin_key(db, first.id, DEPARTMENT_KEYS.public, "李四")
        pin_key(db, second.id, OFFICE_KEYS.public, "李四")
    said = merged(folder, tmp_path / "有密钥.xlsx", capsys, "--data", str(data), code=1)
    assert "来源：已验证 1 个。" in said
    assert f"待认定，没有计入：{second.name}来件“二.xlsx”" in said
