"""Sample data for the tour, in a folder that is thrown away afterwards.

Every text is marked 示例数据, and so is every workbook that is exported from it.
"""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from model.domain.package import Contact, YearPackage
from model.domain.plan import Department, Plan
from model.jobs import JobContext
from model.office.inbox import receive
from model.package.draft import RulebookText, opened
from model.paths import DATA_FILE
from model.rulebook_in_force import edition_of, shipped_text
from model.samples.answers import sample_answers, sample_evidence
from model.samples.demo import Demo
from model.scoring.rulebook import Rulebook
from model.store.answers import save_answers
from model.store.clock import now
from model.store.data_file import open_store
from model.store.evidence import save_evidence
from model.store.packages import keep_package
from model.store.settings import Profile, Role, save_profile, save_setting
from model.workbook.layout import Questionnaire

OFTEN = 100  # items of the department that is shown: no more than one can take in
REPORTING = 5  # departments: enough for figures that contradict each other
ODD = "新建文件夹(1).xlsx"
MARK = "（示例数据）"
OFFICE = Contact(name="示例经办人", phone="022-00000000", note=MARK)
EXPORT_FOLDER = "export_folder"  # the setting: what is exported goes when the folder goes


@dataclass(frozen=True, kw_only=True)
class SampleYear:
    """The sample data of the tour for one role, in *folder*."""

    questionnaire: Questionnaire
    rulebook: Rulebook
    folder: Path
    role: Role
    year: int

    @property
    def plan(self) -> Plan:
        return self.questionnaire.plan

    @property
    def data_file(self) -> Path:
        return self.folder / DATA_FILE

    def prepare(self, job: JobContext) -> Path:
        """Makes the data file and returns its path.

        Raises:
            AppError: the disk refuses.
        """
        package = self._package()
        if self.role is Role.OFFICE:
            self._write_reports(package, job)
        with closing(open_store(self.data_file)) as db:
            keep_package(db, package)
            save_setting(db, EXPORT_FOLDER, str(self.folder))
            if self.role is Role.CLERK:
                with db.atomic():  # nobody misses what is made up, if the power goes
                    self._fill(db)
            else:
                receive(db, self.questionnaire, [self._reports], job, year=self.year)
                save_profile(db, Profile(role=Role.OFFICE, year=self.year))
        return self.data_file

    @property
    def _reports(self) -> Path:
        return self.folder / "报送"

    def _package(self) -> YearPackage:
        rules = RulebookText(edition=edition_of(self.rulebook), text=shipped_text(self.rulebook))
        return opened(
            self.plan,
            self.year,
            rules,
            deadline=f"{self.year + 1}-01-31",
            at=now(),
            office=OFFICE,
            sample=True,
        )

    def _department(self) -> Department:
        """A department with neither too few nor too many items."""
        return min(self.plan.bodies, key=lambda body: abs(self._work(body) - OFTEN))

    def _work(self, body: Department) -> int:
        """The number of items that *body* answers for."""
        return sum(1 for _ in self.plan.carried_by(body.id))

    def _fill(self, db: Database) -> None:
        body = self._department()
        for year in (self.year - 1, self.year):
            save_answers(db, year, body.id, sample_answers(self.plan, body.id, year))
        for evidence in sample_evidence(self.plan, body.id, self.year):
            save_evidence(db, self.year, body.id, evidence)
        save_profile(db, Profile(role=Role.CLERK, year=self.year, department=body.id))

    def _write_reports(self, package: YearPackage, job: JobContext) -> None:
        """Writes the reports of several departments, and a file that is no workbook."""
        self._reports.mkdir()
        demo = Demo(
            questionnaire=self.questionnaire,
            rulebook=self.rulebook,
            folder=self.folder,
            year=self.year,
        )
        with closing(open_store(self.folder / "各单位.db")) as db, db.atomic():
            keep_package(db, package)
            for done, department in enumerate(demo.departments()[:REPORTING]):
                job.step(done, REPORTING, "正在准备示例数据")
                demo.export(db, department, self._reports)
        (self._reports / ODD).write_text("不是工作簿", "utf-8")
