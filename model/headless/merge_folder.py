"""The command `merge`: a folder merged as the office does, in a data file that is thrown away."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlite_utils import Database

from model.domain.origin import LABELS
from model.errors import AppError, Problem
from model.files import write_safely
from model.headless.arguments import Arguments
from model.headless.named_data import named_data_file
from model.jobs import JobContext
from model.office.department_year import apart_words
from model.office.inbox import receive
from model.office.year import OfficeYear
from model.outputs import Output, output_bytes
from model.paths import DATA_FILE
from model.plans import PlanLibrary, plan_in_use, refuse_other_year
from model.rulebook_in_force import rulebook_in_force
from model.scoring.rulebook import Rulebook
from model.store.backups import copy_database
from model.store.data_file import open_store
from model.store.keys import forget_own_keys
from model.store.packages import fetch_package
from model.store.receipts import Receipt, fetch_receipts
from model.workbook.layout import Questionnaire
from model.workbook.text import readable

DONE, REFUSED = 0, 1


def merge(arguments: Arguments, questionnaire: Questionnaire, rulebook: Rulebook) -> int:
    """Writes the summary and returns the exit code: REFUSED if a file was refused.

    The summary is written even if files were refused. If a data folder is named, the packages,
    rules and decisions stored there are used; the folder is not changed.
    """
    with throwaway(arguments.data) as db:
        job = JobContext()
        questionnaire = replace(questionnaire, plan=plan_in_use(db, questionnaire.plan))
        library = PlanLibrary(db, questionnaire.plan)
        if arguments.year is not None:
            refuse_other_year(library.of_year(arguments.year), arguments.year)
        intake = receive(db, questionnaire, [_folder(arguments.folder)], job)
        receipts = fetch_receipts(db, intake.batch)
        if not intake.accepted:
            raise AppError(
                f"文件夹“{arguments.folder.name}”里没有可以接收的工作簿，没有写出汇总。",
                [Problem(line) for receipt in receipts for line in _problems(receipt)],
            )
        _refuse_originals(arguments, receipts)
        year = arguments.year or _commonest_year(db, intake.batch)
        rules = rulebook_in_force(db, year, rulebook)
        office = OfficeYear.read(library, rules, questionnaire.forms, year)
        write_safely(arguments.output, output_bytes(office, Output.SUMMARY, job))
        if arguments.report:
            write_safely(arguments.report, output_bytes(office, Output.REPORT, job))
        for receipt in receipts:
            print(*_problems(receipt), sep="\n", end="\n" * (not receipt.verdict.accepted))
        others = _of_other_years(db, intake.batch, year)
        print(*_basis(db, year, rules), *_about_others(others), *_about_samples(office), sep="\n")
        accepted = intake.accepted - sum(others.values())
        print(
            f"{year}年度：接收 {accepted} 个文件，未接收 {intake.refused} 个；"
            f"已报 {len(office.reported)} 个单位，"
            f"未报 {len(office.expected) - len(office.reported)} 个。"
        )
        print(*_about_origins(office), sep="\n")
        for path in filter(None, (arguments.output, arguments.report)):
            print(f"已写出 {path}")
        apart = any(body.apart for body in office.bodies)
        return REFUSED if intake.refused or others or apart else DONE


def _refuse_originals(asked: Arguments, receipts: Sequence[Receipt]) -> None:
    """Raises: AppError: what is to be written would take the place of what was merged."""
    merged = {receipt.sha256 for receipt in receipts if receipt.verdict.accepted}
    for path in filter(None, (asked.output, asked.report)):
        if path.is_file() and sha256(path.read_bytes()).hexdigest() in merged:
            raise AppError(
                f"“{path.name}”是收到的报送，不能又写到它上面，没有写出汇总。",
                hint="请换一个文件名。",
            )


def _about_origins(office: OfficeYear) -> Iterator[str]:
    """What is known of the makers of what counts, and what waits for a person, not counted."""
    standings = Counter(body.origin.standing for body in office.bodies if body.origin)
    if standings:
        told = "，".join(f"{LABELS[one]} {standings[one]} 个" for one in LABELS if standings[one])
        known = "" if office.decisions.pins else "（本次没有核对过的密钥可用）"
        yield f"来源：{told}{known}。"
    for body in office.bodies:
        for one in body.apart:
            yield f"待认定，没有计入：{body.department.name}{apart_words(one)}。"
        if body.versions and body.versions.undecided:
            yield f"待选定：{body.department.name}有 {len(body.versions.ends)} 份互不衔接的报送。"


def _folder(folder: Path) -> Path:
    if not folder.is_dir():
        raise AppError(
            f"找不到文件夹“{readable(folder.name)}”，没有接收任何文件。",
            hint="请检查文件夹是否存在、U盘或网络盘是否已断开、是否有读取权限。",
        )
    return folder


@contextmanager
def throwaway(data: Path | None = None) -> Iterator[Database]:
    """An empty data file, or a copy of the one in the folder *data*."""
    with TemporaryDirectory(prefix="hebei-") as name:
        path = Path(name) / DATA_FILE
        if (source := named_data_file(data)) is not None:
            with closing(open_store(source)) as kept:
                copy_database(kept.conn, path)
        with closing(open_store(path)) as db:
            forget_own_keys(db)  # nothing is signed here, and they stay in the data file
            yield db


def _of_other_years(db: Database, batch: int, year: int) -> dict[int, int]:
    """Year -> the number of files of *batch* that are of this year and not of *year*."""
    rows = db.execute(
        "SELECT r.year, count(*) FROM arrival a JOIN received r ON r.digest = a.digest"
        " WHERE a.batch = ? AND r.year <> ? GROUP BY r.year ORDER BY r.year",
        [batch, year],
    )
    return {int(other): int(count) for other, count in rows}


def _about_others(others: dict[int, int]) -> Iterator[str]:
    if others:
        named = "、".join(f"{year}年度 {count} 个" for year, count in others.items())
        yield f"注意：另有其他年度的文件没有列入（{named}）；要汇总它们，请用 --year 指明年度。"


def _about_samples(office: OfficeYear) -> Iterator[str]:
    samples = [body for body in office.reported if body.submission and body.submission.sample]
    if samples:
        yield f"注意：{len(samples)} 个单位报的是示例数据，汇总里标了“示例数据”。"


def _basis(db: Database, year: int, rules: Rulebook) -> Iterator[str]:
    """The rules by which the year was scored, told if no package of the year is known."""
    if fetch_package(db, year) is None:
        yield (
            f"注意：没有 {year}年度的任务包，目标和分工按方案原文与建议分工，"
            f"评分按内置规则“{rules.title}”（{rules.version} 版）。"
            "任务包如有下达的目标、确认的分工，结果会不同；"
            "请用 --data 指明办公室的数据文件夹后再汇总。"
        )


def _commonest_year(db: Database, batch: int) -> int:
    rows = db.execute(
        "SELECT r.year FROM arrival a JOIN received r ON r.digest = a.digest WHERE a.batch = ?",
        [batch],
    )
    return int(Counter(year for (year,) in rows).most_common(1)[0][0])


def _problems(receipt: Receipt) -> list[str]:
    """The reason why a file was refused, with the cure; nothing for an accepted file."""
    verdict = receipt.verdict
    if verdict.accepted:
        return []
    return [f"{receipt.file_name}：{verdict.message}{verdict.hint}", *verdict.details]
