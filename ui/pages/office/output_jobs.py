"""What the office sends out, written as jobs: summary, report, opinions, figures."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from forms import FORMS
from model.jobs import JobContext
from model.office.year import OfficeYear
from model.plans import PlanLibrary
from model.report.year_figures import Drawing, drawn
from model.rulebook_in_force import rulebook_in_force
from model.store.settings import fetch_setting
from ui.jobs import Job
from ui.pages.office.jobs import Stored, Written

SCREEN_DPI = 200
ANNEXED, LEFT_OUT = "report_annexed", "no"
Before = Mapping[str, Decimal] | None


class Output(StrEnum):
    """What can be written, by the name it is saved under: '2025年度…'."""

    SUMMARY = "年度自评估汇总.xlsx"
    REPORT = "年度碳达峰工作自评估报告.docx"
    OPINIONS = "年度自评估复核意见.docx"


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """PNG files' contents; what can't be drawn is left out."""

    pictures: dict[Drawing, bytes] = field(default_factory=dict)


def output_job(stored: Stored, output: Output, path: Path) -> Job:
    def write(job: JobContext) -> Written:
        from model.files import write_safely

        with stored.opened() as office:
            content = WRITERS[output](office, stored, job)
        job.step(1, 1, f"写入 {path.name}")
        write_safely(path, content)
        return Written(paths=(path,))

    return write


def _report(office: OfficeYear, stored: Stored, job: JobContext) -> bytes:
    from model.office.report_contents import report_data
    from model.report.annual import report_bytes
    from model.trends import reported_trends

    job.step(0, 1, "汇总全区情况")
    data = report_data(office, _before(office, stored))
    trends = reported_trends(
        PlanLibrary(office.db, stored.plan), stored.rulebook, FORMS, stored.year
    )
    annexed = fetch_setting(office.db, ANNEXED) != LEFT_OUT
    return report_bytes(replace(data, trends=trends, annexed=annexed), job)


def _opinions(office: OfficeYear, _: Stored, job: JobContext) -> bytes:
    from model.office.report_contents import opinion
    from model.report.opinion import opinions_bytes
    from model.store.clock import now

    moment, found = now(), []
    for number, body in enumerate(office.reported):
        job.step(number, len(office.reported), body.department.name)
        found.append(opinion(office, body.id, moment))
    return opinions_bytes(found, f"{office.year}年度自评估复核意见", moment)


def _summary(office: OfficeYear, stored: Stored, job: JobContext) -> bytes:
    from model.office.report_contents import report_data
    from model.report.summary import summary_bytes

    job.step(0, 1, "汇总全区情况")
    return summary_bytes(report_data(office, _before(office, stored)), job)


WRITERS: dict[Output, Callable[[OfficeYear, Stored, JobContext], bytes]] = {
    Output.SUMMARY: _summary,
    Output.REPORT: _report,
    Output.OPINIONS: _opinions,
}


def _before(office: OfficeYear, stored: Stored) -> Before:
    """Last year's totals by department; None: it was not assessed on this PC."""
    from model.office.report_contents import totals

    year = stored.year - 1
    rules = rulebook_in_force(office.db, year, stored.rulebook)
    last = OfficeYear.read(PlanLibrary(office.db, stored.plan), rules, FORMS, year)
    return totals(last) if last.submissions else None


def drawing_job(stored: Stored) -> Job:
    """Every figure, as the report has it."""

    def draw(job: JobContext) -> Drawn:
        from model.office.report_contents import report_data
        from model.report.figures import png_bytes

        pictures = {}
        with stored.opened() as office:
            data = report_data(office, _before(office, stored))
            for number, drawing in enumerate(Drawing):
                job.step(number, len(Drawing), f"绘制{drawing}")
                if figure := drawn(drawing, data):
                    pictures[drawing] = png_bytes(figure, SCREEN_DPI)
        return Drawn(pictures=pictures)

    return draw


def picture_job(stored: Stored, drawing: Drawing, path: Path) -> Job:
    """One figure into a file: PDF or PNG, as its name says."""

    def write(job: JobContext) -> Written:
        from model.files import write_safely
        from model.office.report_contents import report_data
        from model.report.figures import pdf_bytes, png_bytes

        job.step(0, 1, f"绘制{drawing}")
        with stored.opened() as office:
            data = report_data(office, _before(office, stored))
            figure = drawn(drawing, data)
        if figure is None:
            raise LookupError("no such figure this year")
        pdf = path.suffix.lower() == ".pdf"
        write_safely(path, pdf_bytes(figure) if pdf else png_bytes(figure))
        return Written(paths=(path,))

    return write
