"""The commands without a window. Each prints what it found and returns the exit code."""

import json
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from sqlite_utils import Database

from model.consolidation.attachments import passed_over, read_every
from model.headless.arguments import SAMPLE_YEAR, Arguments
from model.headless.catalogue import catalogue
from model.headless.loads_table import loads_table
from model.headless.named_data import named_data_file
from model.headless.named_plan import named_plan, usual_year
from model.headless.outputs import refuse_harm
from model.headless.verdicts import verdict
from model.jobs import JobContext
from model.office.blank_year import blank_report
from model.package.senders import senders
from model.paths import data_folder
from model.plans import PlanLibrary, plan_in_use, refuse_other_year
from model.samples.demo import Demo
from model.scoring.rulebook import Rulebook
from model.store.clock import now
from model.store.data_file import open_store
from model.workbook.intake.worker_client import WorkbookReader
from model.workbook.layout import Questionnaire
from model.workbook.reasons import Reason, Refusal
from model.workbook.report.read import ReceivedReport
from model.workbook.sealed import Sealed, read_file
from model.workbook.template.write import write_template

DONE, REFUSED = 0, 1


def carry_out(arguments: Arguments, questionnaire: Questionnaire, rulebook: Rulebook) -> int:
    """Runs the command and returns its exit code. Raises: AppError: nothing could be done."""
    refuse_harm(arguments)
    match arguments.command:
        case "plan":
            plan = named_plan(arguments.folder) if arguments.folder else questionnaire.plan
            if arguments.loads:
                if arguments.year is not None:
                    refuse_other_year(plan, arguments.year)
                print("\n".join("\t".join(line) for line in loads_table(plan, arguments.year)))
            else:
                print(json.dumps(catalogue(plan), ensure_ascii=False, indent=1))
        case "plan-draft":
            from model.headless.plan_draft import draft_plan

            draft_plan(arguments)
        case "plan-file":
            from model.headless.plan_file import plan_file

            plan_file(arguments)
        case "check":
            return check(arguments, questionnaire)
        case "template":
            return template(arguments, questionnaire, rulebook)
        case "merge":
            from model.headless.merge_folder import merge

            return merge(arguments, questionnaire, rulebook)
        case "demo":
            return demo(arguments.folder, arguments.year, questionnaire, rulebook)
        case _:
            print("没有找到显示器，不打开窗口，改为在示例数据上走一遍填报、评分、导出、合并。")
            folder = (arguments.data or data_folder()) / "示例"
            return demo(folder, arguments.year, questionnaire, rulebook)
    return DONE


def demo(folder: Path, year: int | None, questionnaire: Questionnaire, rulebook: Rulebook) -> int:
    year = year or usual_year(questionnaire.plan, SAMPLE_YEAR)
    refuse_other_year(questionnaire.plan, year)
    Demo(questionnaire=questionnaire, rulebook=rulebook, folder=folder, year=year).run(print)
    return DONE


def template(arguments: Arguments, questionnaire: Questionnaire, rulebook: Rulebook) -> int:
    """Writes the 填报模板 and returns the exit code. If a data folder is named, the package and
    rules of the year stored there are used.
    """
    with _data(arguments.data) as db:
        plan = plan_in_use(db, questionnaire.plan) if db else questionnaire.plan
        report = blank_report(
            arguments.department,
            arguments.year or usual_year(plan, SAMPLE_YEAR),
            replace(questionnaire, plan=plan),
            rulebook,
            made_at=now(),
            db=db,
        )
    write_template(arguments.output, report, JobContext())
    print(f"已写出 {arguments.output}")
    if arguments.data is None:
        print(
            "没有用 --data 指明数据文件夹：按方案和建议分工写出，没有年度任务包里的目标和分工。"
            "发给单位以前，请指明办公室的数据文件夹再写一次。",
            file=sys.stderr,
        )
    return DONE


@contextmanager
def _data(folder: Path | None) -> Iterator[Database | None]:
    """The data file whose packages are used, or None for the plan alone."""
    path = named_data_file(folder)
    if path is None:
        yield None
        return
    with closing(open_store(path)) as db:
        yield db


BY_THE_PLAN = (
    "没有用 --data 指明数据文件夹：只认得方案原有的单位。机构调整后的新单位，"
    "请指明办公室的数据文件夹再核对一次。"
)


def check(arguments: Arguments, questionnaire: Questionnaire) -> int:
    """`check_files`, each read as its sender saw it, by the packages in the data folder that is
    named.
    """
    with _data(arguments.data) as db:
        if db:
            library = PlanLibrary(db, plan_in_use(db, questionnaire.plan))
            questionnaire = replace(questionnaire, plan=library.shipped)
            questionnaire = questionnaire.as_known_to(senders(library))
        return check_files(arguments.files, questionnaire, "" if db else BY_THE_PLAN)


def check_files(files: list[Path], questionnaire: Questionnaire, strange: str) -> int:
    """Prints one JSON line per file, also in zips and mails, and returns the exit code: REFUSED if
    a file was refused. *strange* is said at the end where the body of one is not known.
    """
    worst, strangers = DONE, False
    with WorkbookReader() as reader:
        for path in files:
            for place, found in _found(path, questionnaire, reader):
                print(json.dumps(verdict(place, found), ensure_ascii=False))
                worst = worst if isinstance(found, ReceivedReport) else REFUSED
                strangers |= _is_a_stranger(found)
    if strangers and strange:
        print(strange, file=sys.stderr)
    return worst


def _is_a_stranger(found: Sealed | Refusal) -> bool:
    return isinstance(found, Refusal) and found.code is Reason.UNKNOWN_DEPARTMENT


def _found(
    path: Path, questionnaire: Questionnaire, reader: WorkbookReader
) -> Iterator[tuple[Path, Sealed | Refusal]]:
    """The content of the file, or of each file in it if it is a zip or a mail."""
    if passed_over(path.name) or path.is_symlink():
        yield path, read_file(path, questionnaire, reader)
        return
    for one, found in read_every([path], questionnaire, reader):
        yield path.parent / one.name, found
