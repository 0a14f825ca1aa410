"""The program as a whole, called as a person at a terminal would."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from main import main
from model.headless.arguments import has_display, parse_arguments
from tests.systems import linux_alone

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("示例")
    assert main(["main.py", "demo", str(folder)]) == 0
    return folder


def reports(demo) -> list[Path]:
    return sorted((demo / "报送").glob("*.xlsx"))


def test_that_the_demo_exports_several_departments_and_a_summary(demo):
    assert len(reports(demo)) >= 3
    assert [path.name for path in demo.glob("*.xlsx")] == ["示例_2025年度自评估汇总.xlsx"]


def test_that_every_file_of_the_demo_says_that_it_is_a_sample(demo):
    assert all(path.name.startswith("示例") for path in demo.rglob("*.xlsx"))


def test_that_checking_good_files_accepts_each_on_a_line_of_json(demo, capsys):
    assert main(["main.py", "check", *map(str, reports(demo))]) == 0
    verdicts = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [verdict["verdict"] for verdict in verdicts] == ["accept"] * len(reports(demo))
    assert [Path(verdict["file"]) for verdict in verdicts] == reports(demo)


def test_that_a_refused_file_has_code_cause_and_cure_and_exit_code_1(demo, tmp_path, capsys):
    letter = tmp_path / "通知.xlsx"
    letter.write_bytes(b"%PDF-1.4 ...")
    assert main(["main.py", "check", str(reports(demo)[0]), str(letter)]) == 1
    good, bad = map(json.loads, capsys.readouterr().out.splitlines())
    assert good["verdict"] == "accept"
    assert (bad["verdict"], bad["code"]) == ("reject", "pdf")
    assert "通知.xlsx" in bad["message"]


def test_that_merging_counts_who_reported_and_writes_the_summary(demo, tmp_path, capsys):
    summary = tmp_path / "汇总.xlsx"
    assert main(["main.py", "merge", str(demo / "报送"), "-o", str(summary)]) == 0
    assert f"已报 {len(reports(demo))} 个单位" in capsys.readouterr().out
    assert summary.stat().st_size > 0


def test_that_merging_goes_on_past_a_bad_file_and_says_so(demo, tmp_path, capsys):
    mails = tmp_path / "邮件"
    mails.mkdir()
    (mails / "好.xlsx").write_bytes(reports(demo)[0].read_bytes())
    (mails / "坏.xlsx").write_bytes(reports(demo)[0].read_bytes()[:5000])
    assert main(["main.py", "merge", str(mails), "-o", str(tmp_path / "汇总.xlsx")]) == 1
    said = capsys.readouterr().out
    assert "接收 1 个文件，未接收 1 个" in said
    assert "坏.xlsx" in said


def test_that_a_folder_without_workbooks_gives_no_summary(tmp_path, capsys):
    assert main(["main.py", "merge", str(tmp_path), "-o", str(tmp_path / "汇总.xlsx")]) == 1
    assert "没有可以接收的工作簿" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_that_the_catalogue_is_json_with_every_part_and_a_schema_version(plan, capsys):
    assert main(["main.py", "plan"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["schema"] == 1
    assert {key: len(found[key]) for key in found if key not in {"schema", "plan"}} == {
        "clauses": len(plan.clauses),
        "measures": len(plan.measures),
        "indicators": len(plan.indicators),
        "departments": len(plan.departments),
        "open_questions": len(plan.questions),
    }


def test_that_a_reader_who_has_had_enough_is_no_failure():
    """As `main.py plan | head` is."""
    program = Path(__file__).parent.parent / "main.py"
    with subprocess.Popen(
        [sys.executable, program, "plan"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as run:
        assert run.stdout.read(100).startswith(b"{")
        run.stdout.close()
        assert run.stderr.read() == b""
    assert run.returncode == 0


def test_that_the_loads_of_all_bodies_are_a_table(plan, capsys):
    assert main(["main.py", "plan", "--loads", "--year", "2025"]) == 0
    head, *lines, total = [
        line.split("\t") for line in capsys.readouterr().out.strip().splitlines()
    ]
    assert {line[0] for line in lines} == {body.name for body in plan.bodies}
    assert head[:2] == ["责任单位", "牵头任务"]
    led = [int(line[1]) for line in lines]
    assert led == sorted(led, reverse=True)
    assert max(led) <= 60
    assert [int(cell) for cell in total[1:]] == [
        sum(int(line[column]) for line in lines) for column in range(1, len(head))
    ]
    assert sum(map(int, total[1:5])) < int(total[5]) / 2


def test_that_an_unsound_plan_folder_is_refused_with_its_mistakes(tmp_path, capsys):
    assert main(["main.py", "plan", str(tmp_path)]) == 1
    assert "plan.toml › 缺少这个文件" in capsys.readouterr().err


def test_that_a_file_dragged_onto_the_program_is_taken_in_by_the_window():
    arguments = parse_arguments(["--data", "数据", "退回单.xlsx"])
    assert not arguments.command
    assert arguments.data == Path("数据")
    assert arguments.package == Path("退回单.xlsx")
    assert parse_arguments(["check", "甲.xlsx"]).package is None


def test_that_wrong_words_give_exit_code_2():
    with pytest.raises(SystemExit) as ended:
        main(["main.py", "explode"])
    assert ended.value.code == 2


@pytest.mark.parametrize(
    ("environment", "shown"),
    [({}, False), ({"DISPLAY": ":0"}, True), ({"WAYLAND_DISPLAY": "wayland-0"}, True)],
)
@linux_alone
def test_that_a_window_needs_a_display(environment, shown):
    assert has_display(environment) is shown


@linux_alone
def test_that_without_a_display_the_main_job_is_done_and_said(tmp_path):
    hidden = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "LANG": "C.UTF-8"}
    done = subprocess.run(
        [sys.executable, "main.py", "--data", str(tmp_path / "数据")],
        cwd=ROOT,
        env=hidden,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    assert "没有找到显示器" in done.stdout
    written = [Path(line.split(" ", 1)[1]) for line in done.stdout.splitlines() if "已写出" in line]
    assert len(written) >= 4
    assert all(path.is_file() for path in written)
    assert {path.name for path in tmp_path.iterdir()} == {"数据"}


def test_that_a_report_is_written_with_the_summary_when_asked_for(demo, tmp_path, capsys):
    summary, report = tmp_path / "汇总.xlsx", tmp_path / "报告.docx"
    words = ["merge", str(demo / "报送"), "-o", str(summary), "--report", str(report)]
    assert main(["main.py", *words]) == 0
    assert report.read_bytes().startswith(b"PK")
    assert f"已写出 {report}" in capsys.readouterr().out


def test_that_a_bug_in_a_command_is_said_and_ends_it_without_a_box(demo, monkeypatch, capsys):
    def broken(*_):
        raise ZeroDivisionError("nobody thought of it")

    monkeypatch.setattr("model.headless.commands.carry_out", broken)
    assert main(["main.py", "plan"]) == 1
    said = capsys.readouterr().err
    assert "程序内部出错" in said
    assert "nobody thought of it" in said
