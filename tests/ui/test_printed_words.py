"""What is printed can be searched and read: no line is cut, none lies on another."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QTextTable

from forms import FORMS
from model.office.blank_year import blank_report
from model.paths import asset
from model.samples.answers import COVER, sample_answers
from model.scoring.loader import load_rulebook
from model.workbook.layout import Questionnaire
from ui.printing.pages import Pages
from ui.printing.year_document import paper_words

YEAR = 2025
WORDS = "组织开展了专项行动，形成台账，逐项销号。"


def test_that_paper_is_written_with_the_font_that_has_no_look_alikes(qapp):
    pages = Pages("<p>自评 人 一</p>", "脚注")
    assert pages._document.defaultFont().families()[0] == "Hebei Sans"


def lines_of(table, row, column):
    """The lines of a cell from top to bottom, in pixels of the whole document."""
    cell, layout = table.cellAt(row, column), table.document().documentLayout()
    block, last = cell.firstCursorPosition().block(), cell.lastCursorPosition().block()
    while True:
        place = layout.blockBoundingRect(block).topLeft()
        for number in range(block.layout().lineCount()):
            yield block.layout().lineAt(number).rect().translated(place)
        if block == last:
            return
        block = block.next()


@pytest.mark.parametrize("body", ["csglw", "zjw", "fgw"])
@pytest.mark.parametrize("times", [1, 3, 9])
def test_that_no_line_of_a_table_is_cut_by_a_page_or_lies_in_a_repeated_heading(
    qapp, plan, today, body, times
):
    rules = load_rulebook(asset("rules/percent-2026.3.toml"), plan)
    asked = Questionnaire(plan=today, forms=FORMS)
    report = blank_report(body, YEAR, asked, rules, made_at="2026-01-05T09:00:00+08:00")
    said = {
        item: {
            key: text + WORDS * (times * n % 17) if key == "done" else text
            for key, text in answer.items()
        }
        for n, (item, answer) in enumerate(sample_answers(plan, body, YEAR).items())
    }
    sent = replace(report.submission, answers=said, cover=COVER)
    pages = Pages(paper_words(asked, sent, report.assessor, "草稿"), "脚注")
    height, seen = pages._body.height(), set()
    tables = [
        one for one in pages._document.rootFrame().childFrames() if isinstance(one, QTextTable)
    ]
    for table in tables:
        heads = table.format().headerRowCount()
        layout = pages._document.documentLayout()
        begins = int(layout.frameBoundingRect(table).top() // height)
        deep = (
            max(
                line.bottom()
                for column in range(table.columns())
                for line in lines_of(table, 0, column)
            )
            - layout.frameBoundingRect(table).top()
            if heads
            else 0
        )
        for row in range(heads, table.rows()):
            for column in range(table.columns()):
                for line in lines_of(table, row, column):
                    page = int(line.top() // height)
                    assert line.bottom() <= (page + 1) * height + 0.5, (row, column)
                    above = deep if page > begins else 0
                    assert line.top() >= page * height + above - 0.5, (row, column)
                    seen.add(page)
    assert len(seen) > 2
