"""What a command may write, and what it leaves alone."""

import pytest

from main import main
from model.errors import AppError
from model.headless.arguments import parse_arguments
from model.headless.outputs import WRITTEN, refuse_harm

PLAN_TEXT = "方案.txt"


@pytest.fixture
def place(tmp_path, monkeypatch):
    """Where the command is called, with files that are somebody's."""
    monkeypatch.chdir(tmp_path)
    for name in (PLAN_TEXT, "甲.xlsx", "报告.docx", "更正.toml"):
        (tmp_path / name).write_text(name)
    (tmp_path / "报送").mkdir()
    (tmp_path / "方案").mkdir()
    return tmp_path


def words_of(command):
    return command.split()


OVER_OTHERS = (
    "template 区司法局 -o 甲.xlsx",
    "merge 报送 -o 甲.xlsx",
    "merge 报送 -o 新.xlsx --report 报告.docx",
    "plan-file 方案 -o 甲.xlsx",
    f"plan-draft {PLAN_TEXT} -o 新 --workbook 甲.xlsx",
    f"plan-draft {PLAN_TEXT} -o 新 --edited 改.xlsx --second 乙.xlsx --differences 甲.xlsx",
)
OVER_OWN = (
    f"plan-draft {PLAN_TEXT} -o 新 --workbook {PLAN_TEXT} --replace",
    f"plan-draft {PLAN_TEXT} -o 新 --corrections 更正.toml --workbook ./更正.toml --replace",
    f"plan-draft {PLAN_TEXT} -o 新 --edited 甲.xlsx --differences 甲.xlsx --replace",
    "merge 报送 -o 甲.xlsx --report 甲.xlsx --replace",
    "--plan 甲.xlsx template 区司法局 -o 甲.xlsx --replace",
)


def refused(command):
    with pytest.raises(AppError) as told:
        refuse_harm(parse_arguments(words_of(command)))
    return str(told.value)


@pytest.mark.parametrize("command", OVER_OTHERS)
def test_that_a_file_that_is_there_is_left_unless_it_is_given_up(place, command):
    assert "已经在那里，没有覆盖" in refused(command)
    refuse_harm(parse_arguments([*words_of(command), "--replace"]))


@pytest.mark.parametrize("command", OVER_OWN)
def test_that_nothing_is_written_over_what_is_read_or_twice(place, command):
    assert "换一个" not in refused(command)
    assert {path.read_text() for path in place.glob("*.*")} == {
        PLAN_TEXT, "甲.xlsx", "报告.docx", "更正.toml"
    }  # fmt: skip


def test_that_every_kind_of_output_is_tried_above():
    tried = {name for name in WRITTEN for one in OVER_OTHERS if f"--{name} 甲" in one}
    assert {*tried, "output", "report"} == set(WRITTEN)


@pytest.mark.parametrize(
    "command",
    [
        "template 区司法局 --year 99999 -o 新.xlsx",
        "merge 报送 --year 1900 -o 新.xlsx",
        "plan --loads --year 1999",
        "demo 示例 --year 2031",
    ],
)
def test_that_a_year_the_plan_does_not_run_is_named_and_nothing_written(place, command, capsys):
    before = sorted(place.rglob("*"))
    assert main(["main.py", *words_of(command)]) == 1
    assert "年度请写 2022 到 2030 之间的一年" in capsys.readouterr().err
    assert sorted(place.rglob("*")) == before


@pytest.mark.parametrize(
    "command", ["--data 没有 template 区司法局 -o 新.xlsx", "--data 没有 plan-file 方案 -o 新.xlsx"]
)
def test_that_a_data_folder_that_is_not_there_is_named(place, command, capsys):
    assert main(["main.py", *words_of(command)]) == 1
    assert "文件夹“没有”里没有自评估的数据" in capsys.readouterr().err
    assert not (place / "新.xlsx").exists()


def test_that_a_folder_that_is_a_file_is_told_without_a_traceback(place, capsys):
    assert main(["main.py", "demo", "甲.xlsx"]) == 1
    assert "Traceback" not in capsys.readouterr().err
    assert (place / "甲.xlsx").read_text() == "甲.xlsx"


def test_that_the_sample_does_not_take_the_place_of_real_data(place, capsys):
    data = place / "示例" / "数据"
    data.mkdir(parents=True)
    (data / "自评估数据.db").write_bytes(b"real")
    assert main(["main.py", "demo", "示例"]) == 1
    assert "不是示例" in capsys.readouterr().err
    assert (data / "自评估数据.db").read_bytes() == b"real"
