"""What goes out of the office as files, for window and command line alike.

Each function that writes is a job: on a connection of its own, with what is heavy imported when it
starts.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import partial
from pathlib import Path

from model.domain.rectification import RectificationNotice
from model.domain.return_slip import ReturnSlip
from model.files import FileNotWritten
from model.jobs import JobContext
from model.office.board import ContactLine
from model.office.record_check import record_code
from model.office.stored_year import StoredYear
from model.office.year import OfficeYear
from model.own_key import own_key_pair
from model.report.data import RecordCode, ReportData
from model.report.figure_look import Screen, drawn_for
from model.report.year_figures import Drawing, drawn
from model.rulebook_in_force import rulebook_in_force
from model.store.clock import now
from model.store.rectification import forget_unwritten, keep_notice
from model.store.settings import fetch_setting

ANNEXED, LEFT_OUT = "report_annexed", "no"


class Output(StrEnum):
    """What can be written, by the name it is saved under: '2025年度…'."""

    SUMMARY = "年度自评估汇总.xlsx"
    REPORT = "年度碳达峰工作自评估报告.docx"
    OPINIONS = "年度自评估复核意见.docx"
    LEDGER = "年度整改台账.xlsx"


@dataclass(frozen=True, kw_only=True)
class Written:
    """Files that a job wrote."""

    paths: tuple[Path, ...]

    @property
    def folder(self) -> Path:
        return self.paths[0].parent


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """PNG files' contents; what can't be drawn is left out."""

    pictures: Mapping[Drawing, bytes] = field(default_factory=dict)


# Summary, report and opinions


def write_output(stored: StoredYear, output: Output, path: Path, job: JobContext) -> Written:
    from model.files import write_safely

    with stored.opened() as office:
        content = output_bytes(office, output, job, record_code(office.db))
    job.step(1, 1, f"写入 {path.name}")
    write_safely(path, content)
    return Written(paths=(path,))


Writer = Callable[[OfficeYear, JobContext, RecordCode | None], bytes]


def output_bytes(
    office: OfficeYear, output: Output, job: JobContext, record: RecordCode | None = None
) -> bytes:
    """The content of the file *output* about the year of *office*.

    Args:
        record: printed in it; None where the data file is thrown away, and its acts with it.
    """
    writers: Mapping[Output, Writer] = {
        Output.SUMMARY: _summary,
        Output.REPORT: _report,
        Output.OPINIONS: _opinions,
        Output.LEDGER: _ledger,
    }
    return writers[output](office, job, record)


def _summary(office: OfficeYear, job: JobContext, record: RecordCode | None) -> bytes:
    from model.report.summary import summary_bytes

    return summary_bytes(_data(office, job, record), job)


def _report(office: OfficeYear, job: JobContext, record: RecordCode | None) -> bytes:
    from model.report.annual import report_bytes
    from model.trends import reported_trends

    data = _data(office, job, record)
    library = office.terms.plans
    trends = reported_trends(library, office.rulebook, office.forms, office.year)
    annexed = fetch_setting(office.db, ANNEXED) != LEFT_OUT
    return report_bytes(replace(data, trends=trends, annexed=annexed), job)


def _opinions(office: OfficeYear, job: JobContext, record: RecordCode | None) -> bytes:
    from model.office.report_contents import opinion
    from model.report.opinion import opinions_bytes

    moment, found = now(), []
    for number, body in enumerate(office.reported):
        job.step(number, len(office.reported), body.department.name)
        found.append(opinion(office, body.id, moment, record))
    return opinions_bytes(found, f"{office.year}年度自评估复核意见", moment)


def _ledger(office: OfficeYear, job: JobContext, record: RecordCode | None) -> bytes:
    from model.office.rectification import ledger_bytes

    return ledger_bytes(office, job, record)


def _data(office: OfficeYear, job: JobContext, record: RecordCode | None) -> ReportData:
    job.step(0, 1, f"汇总{office.plan.whole}情况")
    return year_data(office, record)


def year_data(office: OfficeYear, record: RecordCode | None = None) -> ReportData:
    """The year as it stands now, beside last year's totals where they are known here."""
    from model.office.report_contents import report_data, totals

    year = office.year - 1
    rules = rulebook_in_force(office.db, year, office.rulebook)
    last = OfficeYear.read(office.terms.plans, rules, office.forms, year)
    if not last.submissions:
        return report_data(office, record=record)
    return replace(report_data(office, totals(last), record=record), last=last.picture)


# Figures


def draw_all(stored: StoredYear, screen: Screen, job: JobContext) -> Drawn:
    """Every figure, as the report has it, in the colours and letters of *screen*."""
    from model.report.figures import png_bytes, smallest_letters

    pictures = {}
    with stored.opened() as office, drawn_for(screen.page):
        data = year_data(office)
        for number, drawing in enumerate(Drawing):
            job.step(number, len(Drawing), f"绘制{drawing}")
            if figure := drawn(drawing, data):
                width = float(figure.get_figwidth())
                resolution = screen.resolution(width, smallest_letters(figure))
                pictures[drawing] = png_bytes(figure, resolution * screen.ratio)
    return Drawn(pictures=pictures)


def write_figure(stored: StoredYear, drawing: Drawing, path: Path, job: JobContext) -> Written:
    """Writes one figure: PDF or PNG, as the name of *path* says."""
    from model.files import write_safely
    from model.report.figures import pdf_bytes, png_bytes

    job.step(0, 1, f"绘制{drawing}")
    with stored.opened() as office:
        figure = drawn(drawing, year_data(office))
    if figure is None:
        raise LookupError("no such figure this year")
    pdf = path.suffix.lower() == ".pdf"
    write_safely(path, pdf_bytes(figure) if pdf else png_bytes(figure))
    return Written(paths=(path,))


# To and about single departments


def write_slip_file(stored: StoredYear, slip: ReturnSlip, folder: Path, job: JobContext) -> Written:
    """Writes the 退回单 into *folder*, under the name it suggests itself."""
    from model.workbook.slip.content import SlipReport
    from model.workbook.slip.write import suggested_slip_name, write_slip

    with stored.opened() as office:
        report = SlipReport(
            questionnaire=replace(stored.questionnaire, plan=office.plan),
            slip=slip,
            submission=office.submissions.get(slip.department, {}).get(slip.submission),
            keys=own_key_pair(office.db),
        )
    path = folder / suggested_slip_name(report)
    write_slip(path, report, job)
    return Written(paths=(path,))


def write_notice_files(
    stored: StoredYear, notices: Sequence[RectificationNotice], folder: Path, job: JobContext
) -> Written:
    """Writes the 整改通知单 into *folder*, under the names they suggest themselves; each is kept as
    issued before its file has its name.

    Raises:
        AppError: a file can't be written; its notice, and those after it, are not issued.
    """
    from model.workbook.rectification.content import NoticeReport
    from model.workbook.rectification.write import suggested_notice_name, write_notice

    paths = []
    with stored.opened() as office:
        for done, notice in enumerate(notices):
            report = NoticeReport(plan=office.plan, notice=notice, keys=own_key_pair(office.db))
            job.step(done, len(notices), report.department)
            paths.append(folder / suggested_notice_name(report))
            keep = partial(keep_notice, office.db, office.year, notice, notice.made_at)
            try:
                write_notice(paths[-1], report, JobContext(stop=job.stop), keep)
            except FileNotWritten:
                forget_unwritten(office.db, notice)
                raise
            job.wrote = len(paths)
    return Written(paths=tuple(paths))


def write_template_file(
    stored: StoredYear, department: str, folder: Path, job: JobContext
) -> Written:
    """Writes a 填报模板 for *department* into *folder*, for PCs that can't run the app."""
    from model.office.blank_year import blank_report
    from model.workbook.template.write import suggested_template_name, write_template

    with stored.opened() as office:
        report = blank_report(
            department,
            stored.year,
            stored.questionnaire,
            stored.rulebook,
            made_at=now(),
            db=office.db,
        )
    path = folder / suggested_template_name(report)
    write_template(path, report, job)
    return Written(paths=(path,))


def write_original(stored: StoredYear, sha256: str, path: Path, job: JobContext) -> Written:
    """Writes a file that came, byte for byte."""
    from model.files import write_safely

    with stored.opened() as office:
        content = office.original(sha256)
    job.step(0, 1, f"写入 {path.name}")
    write_safely(path, content)
    return Written(paths=(path,))


def write_contacts(path: Path, year: int, lines: Sequence[ContactLine], job: JobContext) -> Written:
    """Writes the 催报联系表."""
    from model.files import write_safely
    from model.office.contact_sheet import contact_sheet

    write_safely(path, contact_sheet(year, lines, job))
    return Written(paths=(path,))
