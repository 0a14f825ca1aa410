"""The main job without a window: several departments' sample years, exported, merged, summed up."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from sqlite_utils import Database

from model.clerk.year import ClerkYear
from model.disk import remove
from model.domain.plan import Department, Plan
from model.domain.submission import COVER
from model.errors import AppError
from model.files import make_folder, write_safely
from model.headless.merge_folder import throwaway
from model.jobs import JobContext
from model.office.inbox import receive
from model.office.year import OfficeYear
from model.outputs import Output, output_bytes
from model.own_key import own_key_pair
from model.package.in_force import in_force
from model.paths import DATA_FILE
from model.plans import PlanLibrary
from model.samples.answers import COVER as SAMPLE_COVER
from model.samples.answers import sample_answers, sample_evidence
from model.scoring.rulebook import Rulebook
from model.store.answers import save_answers
from model.store.data_file import open_store
from model.store.settings import Profile, Role, save_profile
from model.workbook.layout import Questionnaire
from model.workbook.report.content import YearReport
from model.workbook.report.write import suggested_name, write_submission

Say = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Demo:
    """Sample years in *folder*: of each kind of department the one with most work."""

    questionnaire: Questionnaire
    rulebook: Rulebook
    folder: Path
    year: int

    @cached_property
    def plan(self) -> Plan:
        """The plan in force without a package."""
        return in_force(self.questionnaire.plan, None)

    def run(self, say: Say) -> None:
        """Runs the demonstration. Raises: AppError: a file can't be written or is refused."""
        reports, data = self.folder / "报送", self.folder / "数据"
        for folder in (reports, data):
            make_folder(folder)
        if (data / DATA_FILE).exists() and not any(reports.glob("示例_*.xlsx")):
            raise AppError(
                f"文件夹“{data}”里已有数据，不是示例，没有改动。", hint="请换一个文件夹。"
            )
        say(f"以下均为示例数据，不代表任何单位的真实情况（{self.year}年度）。")
        for old in (*reports.glob("示例_*.xlsx"), *data.glob(f"{DATA_FILE}*")):
            remove(old)
        with closing(open_store(data / DATA_FILE)) as db:
            for department in self.departments():
                say(f"已写出 {self.export(db, department, reports)}")
            profile = Profile(role=Role.CLERK, year=self.year, department=department.id)
            save_profile(db, profile)
        say(f"已写出 {self._merge(reports, say)}")
        say(f"打开窗口查看这些示例：main.py --data {data}")

    def departments(self) -> tuple[Department, ...]:
        def work(department: Department) -> int:
            return sum(1 for _ in self.plan.carried_by(department.id))

        busiest: dict[str, Department] = {}
        for body in sorted(self.plan.bodies, key=work):
            busiest[body.kind] = body
        return tuple(body for body in self.plan.bodies if body in busiest.values())

    def export(self, db: Database, department: Department, reports: Path) -> Path:
        """Answers a sample year of *department* in *db* and writes its workbook into *reports*.

        Raises: AppError: it can't be written.
        """
        answers = sample_answers(self.plan, department.id, self.year)
        save_answers(db, self.year, department.id, {**answers, COVER: SAMPLE_COVER})
        forms = self.questionnaire.forms
        desk = ClerkYear(
            PlanLibrary(db, self.questionnaire.plan), self.rulebook, forms, department.id, self.year
        )
        for evidence in sample_evidence(self.plan, department.id, self.year):
            desk.add_evidence(evidence)
        report = YearReport(
            questionnaire=Questionnaire(plan=desk.plan, forms=forms),
            submission=replace(desk.next_submission(), sample=True),
            assessor=desk.assessor,
            keys=own_key_pair(db),
        )
        path = reports / suggested_name(report)
        write_submission(path, report, JobContext())
        desk.record(report.submission, path.name)
        return path

    def _merge(self, reports: Path, say: Say) -> Path:
        path = self.folder / f"示例_{self.year}年度自评估汇总.xlsx"
        with throwaway() as db:
            intake = receive(db, self.questionnaire, [reports], JobContext(), year=self.year)
            if intake.refused:
                raise AppError("示例工作簿没有全部读回。")
            asked = self.questionnaire
            office = OfficeYear.read(
                PlanLibrary(db, asked.plan), self.rulebook, asked.forms, self.year
            )
            for body in office.reported:
                if body.reviewed:
                    say(f"  {body.department.name}：{body.reviewed.sentence}")
            write_safely(path, output_bytes(office, Output.SUMMARY, JobContext()))
        return path
