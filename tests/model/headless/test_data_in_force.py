"""With a data folder, a command goes by what is in force there in that year."""

from contextlib import closing
from dataclasses import replace

import pytest

from forms import FORMS
from main import main
from model.domain.submission import Origin
from model.jobs import JobContext
from model.office.blank_year import blank_report
from model.package.draft import corrected, with_change
from model.package.in_force import in_force
from model.paths import DATA_FILE, PLAN, asset
from model.plan.shipped import load_shipped_plan
from model.scoring.loader import parse_rulebook
from model.store.data_file import open_store
from model.store.packages import fetch_package, keep_package
from model.workbook.layout import Questionnaire
from model.workbook.report.content import YearReport
from model.workbook.report.write import submission_bytes
from tests.model.package.conftest import AT, MERGED, RENAMED, RULES, opened_2025

NAMES = {
    "区商务和合作交流局": "swhz",
    "swhz": "swhz",
    "区商务局": "swhz",
    "区城市运行管理局": "csglw",
}


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """An office's data folder after bodies were renamed and merged."""
    folder = tmp_path_factory.mktemp("office")
    package = replace(opened_2025(load_shipped_plan(asset(PLAN))), sample=False)
    for change in (RENAMED, MERGED):
        package = with_change(corrected(package, at=AT, reason="机构"), change)
    with closing(open_store(folder / DATA_FILE)) as db:
        keep_package(db, package)
    return folder


def blank(data, name):
    with closing(open_store(data / DATA_FILE)) as db:
        plan = load_shipped_plan(asset(PLAN))
        rules = parse_rulebook(RULES.text, "")
        asked = Questionnaire(plan=plan, forms=FORMS)
        return blank_report(name, 2025, asked, rules, made_at=AT, db=db)


@pytest.mark.parametrize("name", NAMES)
def test_that_a_body_is_known_by_its_name_in_force(data, name):
    report = blank(data, name)
    assert report.submission.department == NAMES[name]
    assert list(report.questionnaire.plan.items_of(NAMES[name]))


def test_that_a_template_is_written_for_a_body_that_came_of_a_merger(data, tmp_path, capsys):
    path = tmp_path / "模板.xlsx"
    command = ["--data", str(data), "template", "区商务和合作交流局", "--year", "2025"]
    assert main(["main.py", *command, "-o", str(path)]) == 0
    assert path.stat().st_size
    again = tmp_path / "没有.xlsx"
    assert main(["main.py", *command[2:], "-o", str(again)]) == 1  # by the plan alone
    assert "2025年度没有叫“区商务和合作交流局”的责任单位" in capsys.readouterr().err


def test_that_a_report_of_such_a_body_is_checked_and_merged_by_the_data(data, tmp_path, capsys):
    report = blank(data, "swhz")
    sent = replace(report.submission, id="c" * 32, exported_at="2026-01-05T09:00:00+08:00")
    mails = tmp_path / "报送"
    mails.mkdir()
    (mails / "甲.xlsx").write_bytes(
        submission_bytes(
            YearReport(
                questionnaire=report.questionnaire, submission=sent, assessor=report.assessor
            ),
            JobContext(),
        )
    )
    assert main(["main.py", "check", str(mails / "甲.xlsx")]) != 0  # by the plan alone
    assert "请指明办公室的数据文件夹再核对一次" in capsys.readouterr().err
    command = ["main.py", "--data", str(data)]
    assert main([*command, "check", str(mails / "甲.xlsx")]) == 0
    assert main([*command, "merge", str(mails), "-o", str(tmp_path / "汇总.xlsx")]) == 0
    assert "已报 1 个单位" in capsys.readouterr().out


@pytest.mark.parametrize("by_data", [False, True])
def test_that_a_name_that_only_the_package_gives_is_no_change_by_hand(
    data, tmp_path, capsys, by_data
):
    report = blank(data, "csglw")
    with closing(open_store(data / DATA_FILE)) as db:
        package = fetch_package(db, 2025)
    sent = replace(
        report.submission, id="c" * 32, exported_at="2026-01-05T09:00:00+08:00",
        package=package.edition, origin=Origin.APP,
    )  # fmt: skip
    file = tmp_path / "甲.xlsx"
    asked = replace(report.questionnaire, plan=in_force(report.questionnaire.plan, package))
    file.write_bytes(
        submission_bytes(
            YearReport(questionnaire=asked, submission=sent, assessor=report.assessor),
            JobContext(),
        )
    )
    known = ["--data", str(data)] if by_data else []
    assert main(["main.py", *known, "check", str(file)]) == 0
    assert "手工改动" not in capsys.readouterr().out


def test_that_a_template_by_the_plan_alone_says_so(tmp_path, capsys):
    words = ["template", "区发展改革委", "--year", "2025", "-o", str(tmp_path / "1.xlsx")]
    assert main(["main.py", *words]) == 0
    assert "没有年度任务包里的目标和分工" in capsys.readouterr().err
