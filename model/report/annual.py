"""年度评估报告: an editable Word file in 公文 format. Open matters are told, not hidden."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from model.jobs import JobContext
from model.report.chapters.appendix import (
    append_indicators,
    append_scores,
    behind_table,
    change_text,
    figures_table,
    question_table,
)
from model.report.chapters.findings import findings, open_matters, proposals_text
from model.report.chapters.overview import judgement, opening, refused_words, turnout
from model.report.chapters.results import change, indicators, measures, scores
from model.report.chapters.shortcomings import corrections, next_steps, problems
from model.report.chapters.work_done import work_done
from model.report.chapters.years import years
from model.report.data import ReportData
from model.report.figure_look import FigureLook, drawn_for
from model.report.figures import png_bytes
from model.report.word import Document
from model.report.year_figures import Drawing, drawn

NUMBERS = "一二三四五六七八九十"
BESIDE_WORDS = FigureLook(tallest=4.4)  # inches: half of a page's text
UNDER_HEADING = FigureLook(tallest=6.9)  # inches: on the page with an annex's heading


@dataclass(frozen=True)
class ReportChapter:
    """`figures` holds captions and what is drawn: behind the words, in an annex before them."""

    heading: str
    write: Callable[[Document, ReportData], None]
    figures: tuple[tuple[str, Drawing], ...] = ()


def report_bytes(data: ReportData, job: JobContext) -> bytes:
    """The content of the report's file: equal data give equal bytes."""
    document = Document(title=report_title(data), author=data.office, moment=data.made_at)
    document.headline(report_title(data), _mark(data))
    opening(document, data)
    chapters, attached = list(_chapters(data)), list(_attached(data))
    steps = len(chapters) + len(attached)
    for number, chapter in enumerate(chapters):
        job.step(number, steps, chapter.heading)
        document.heading(1, f"{NUMBERS[number]}、{chapter.heading}")
        chapter.write(document, data)
        _draw(document, chapter, data, BESIDE_WORDS)
    _list(document, [chapter.heading for chapter in attached])
    document.signed(data.office, data.day)
    for number, chapter in enumerate(attached, start=1):
        job.step(len(chapters) + number - 1, steps, chapter.heading)
        document.attachment(str(number), chapter.heading)
        _draw(document, chapter, data, UNDER_HEADING)
        chapter.write(document, data)
    return document.content


def report_title(data: ReportData) -> str:
    return f"{data.place}{data.year}年度碳达峰工作自评估报告"


def _mark(data: ReportData) -> str:
    marks = ["示例数据"] if data.sample else []
    if not data.final:
        marks.append(f"截至{data.day}，尚有未定事项")
    return f"（{'；'.join(marks)}）" if marks else ""


def _chapters(data: ReportData) -> Iterator[ReportChapter]:
    """First what was achieved and what is left to do, then who reported and how it is scored."""
    year = f"{data.year}年度"
    yield ReportChapter("总体评价", judgement)
    yield ReportChapter("目标指标完成情况", indicators)
    yield ReportChapter("重点任务落实情况", work)
    if data.last or data.rectifications:
        heading = "上年问题整改情况" if data.last else "问题整改情况"
        drawings = (("各单位整改进度", Drawing.RECTIFICATION),) if data.rectifications else ()
        yield ReportChapter(heading, corrections, drawings)
    yield ReportChapter("存在的问题和原因", problems)
    yield ReportChapter("下一步工作安排", next_steps)
    yield ReportChapter("报送情况", turnout)
    yield ReportChapter(
        "各单位得分",
        scores,
        ((f"{year}各领域失分", Drawing.LOST),),
    )
    if data.before or data.trends:
        yield ReportChapter("与往年比较", compared)
    if data.ranking_shown:
        yield ReportChapter("建议", proposals_text)


def work(document: Document, data: ReportData) -> None:
    """Writes the counts of all sections, then what was done in each."""
    measures(document, data)
    work_done(document, data)


def compared(document: Document, data: ReportData) -> None:
    if data.before:
        change(document, data)
    if data.trends:
        years(document, data)


def inner_matters(document: Document, data: ReportData) -> None:
    """Writes what the office has to settle: contradictions, open matters, files not taken in."""
    document.heading(1, "一、核对发现的情况")
    findings(document, data)
    document.heading(1, "二、尚未确定的事项")
    open_matters(document, data)
    if data.refused:
        document.heading(1, "三、没有接收的文件")
        document.text(refused_words(data))


def _attached(data: ReportData) -> Iterator[ReportChapter]:
    """What takes a page, figures of a row for each department or indicator, lies here, so that no
    page of the report itself ends early.
    """
    year = f"{data.year}年度"
    matrix = (f"{year}各单位分领域得分率", Drawing.MATRIX)
    spread = (f"{year}复核得分分布", Drawing.DISTRIBUTION)
    moves = (("与上年复核得分比较", Drawing.CHANGE),) if data.before else ()
    reached = (f"{year}指标完成情况", Drawing.INDICATORS)
    yield ReportChapter(f"{year}各单位得分", append_scores, (matrix, spread, *moves))
    yield ReportChapter(f"{year}指标完成情况", append_indicators, (reached,))
    yield ReportChapter("滞后和未启动的任务", behind_table)
    if data.open_figures:
        yield ReportChapter("待核定的指标数", figures_table)
    if data.changes:
        yield ReportChapter("数值大幅变动的指标", change_text)
    if data.annexed:
        yield ReportChapter("内部事项：核对和尚未确定的事项", inner_matters)
    if data.annexed and data.plan.questions:
        yield ReportChapter("方案未明、暂按默认处理的问题", question_table)


def _list(document: Document, titles: list[str]) -> None:
    document.space()
    for number, title in enumerate(titles, start=1):
        document.text(f"{'附件：' if number == 1 else '　　　'}{number}. {title}", keep=True)


def _draw(document: Document, chapter: ReportChapter, data: ReportData, wanted: FigureLook) -> None:
    for caption, drawing in chapter.figures:
        with drawn_for(wanted):
            figure = drawn(drawing, data)
        if figure is not None:
            width, height = figure.get_size_inches()
            document.figure(
                png_bytes(figure), (float(width), float(height)), caption, str(figure.get_label())
            )
