"""The good workbooks: an export, what other programs make of it, a filled-in 填报模板."""

import io
import re
import subprocess
import zipfile
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from forms import FORMS
from model.domain.submission import Edition, Submission
from model.jobs import JobContext
from model.paths import asset
from model.plan.loader import load_plan
from model.samples.answers import COVER, sample_answers, sample_evidence
from model.scoring.assess import Assessor
from model.scoring.loader import load_rulebook
from model.workbook.intake.book import read_sheets
from model.workbook.intake.keyed_tables import tables_in
from model.workbook.layout import Questionnaire
from model.workbook.template.sheets import BlankReport
from model.workbook.template.write import template_bytes
from tests.model.workbook.blanks import entries_of, filled
from tests.model.workbook.years import exported, make_report

FOLDER = Path(__file__).parent / "bases"
BODY, YEAR = "mzj", 2025
EXPORT, TEMPLATE = "export", "template"
RESAVED = ("libreoffice", "gnumeric", "template-libreoffice")
NAMES = (EXPORT, "libreoffice", "gnumeric", TEMPLATE, "template-libreoffice")


@dataclass(frozen=True)
class Base:
    """One good workbook, and what must be read from it."""

    name: str
    content: bytes
    submission: Submission

    @property
    def sealed(self) -> bool:
        return not self.name.startswith(TEMPLATE)

    @cached_property
    def visible_answers(self) -> dict[str, dict[str, str]]:
        """What the sheets ask about; a year may know more."""
        asked = questionnaire()
        return {
            item: {
                field.key: answer[field.key]
                for field in asked.forms.for_item(asked.plan.item(item)).fields()
                if field.key in answer
            }
            for item, answer in self.submission.answers.items()
        }

    @cached_property
    def parts(self) -> dict[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    @cached_property
    def tables(self):
        return tables_in(read_sheets(self.content))

    def place(self, table: str, row: str, column: str) -> str:
        """'F14'."""
        return self.tables[table].place(row, column)

    def part(self, table: str) -> str:
        """'xl/worksheets/sheet2.xml'."""
        return self.part_of_sheet(self.tables[table].sheet)

    def part_of_sheet(self, name: str) -> str:
        sheets = re.findall(rb"<sheet [^>]*>", self.parts["xl/workbook.xml"])
        sheet = next(tag for tag in sheets if f'name="{name}"'.encode() in tag)
        (relation,) = re.findall(rb'r:id="([^"]+)"', sheet)
        rels = re.findall(rb"<Relationship [^>]*>", self.parts["xl/_rels/workbook.xml.rels"])
        rel = next(tag for tag in rels if b'Id="%s"' % relation in tag)
        (target,) = re.findall(rb'Target="([^"]+)"', rel)
        return f"xl/{target.decode().removeprefix('/xl/')}"


@cache
def questionnaire() -> Questionnaire:
    return Questionnaire(plan=load_plan(asset("plan/hebei-2022")), forms=FORMS)


@cache
def base(name: str) -> Base:
    """Those of other programs lie in bases/, as they saved them: see `refresh`."""
    if name == EXPORT:
        return Base(name, _exported(), _submission())
    if name == TEMPLATE:
        return Base(name, _filled_in(), _submission())
    return Base(name, (FOLDER / f"{name}.xlsx").read_bytes(), _submission())


def bases() -> list[Base]:
    return [base(name) for name in NAMES]


def refresh() -> None:
    """Let LibreOffice and Gnumeric save the files in bases/ again."""
    for name, source in (("libreoffice", EXPORT), ("template-libreoffice", TEMPLATE)):
        path = FOLDER / f"{source}.xlsx"
        path.write_bytes(base(source).content)
        profile = f"-env:UserInstallation={(FOLDER / 'profile').as_uri()}"
        _run(
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            FOLDER / "out",
            path,
        )
        (FOLDER / "out" / path.name).replace(FOLDER / f"{name}.xlsx")
        path.unlink()
    path = FOLDER / "export.xlsx"
    path.write_bytes(base(EXPORT).content)
    _run("ssconvert", "--export-type=Gnumeric_Excel:xlsx2", path, FOLDER / "gnumeric.xlsx")
    path.unlink()
    _run("rm", "-r", FOLDER / "profile", FOLDER / "out")


def _run(*command: object) -> None:
    subprocess.run([str(word) for word in command], check=True, capture_output=True, timeout=180)


@cache
def _submission() -> Submission:
    return _report().submission


@cache
def _report():
    plan = questionnaire().plan
    return make_report(
        sample_answers(plan, BODY, YEAR),
        plan=plan,
        rulebook=load_rulebook(asset("rules/percent-2025.1.toml")),
        body=BODY,
        cover=COVER,
        evidence=tuple(sample_evidence(plan, BODY, YEAR)),
        sample=True,
    )


def _exported() -> bytes:
    return exported(_report())


def _filled_in() -> bytes:
    asked, submission = questionnaire(), _submission()
    rulebook = load_rulebook(asset("rules/percent-2025.1.toml"))
    blank = BlankReport(
        questionnaire=asked,
        submission=Submission(
            id="",
            year=YEAR,
            department=BODY,
            sequence=1,
            parent=None,
            exported_at="2025-12-01T08:00:00+08:00",
            plan=submission.plan,
            rulebook=Edition(id=rulebook.id, version=rulebook.version),
            answers={},
            sample=True,
        ),
        assessor=Assessor(asked.plan, rulebook, BODY, YEAR),
    )
    typed = entries_of(asked, BODY, submission.answers, submission.cover, submission.evidence)
    return filled(template_bytes(blank, JobContext()), typed)
