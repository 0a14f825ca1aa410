"""While items are open a department is told a provisional grade, in one wording everywhere."""

import ast
import io
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

import model.domain.score
from model.clerk.export import Exported, mail_text
from model.workbook.layout import facts
from tests.model.workbook.damage import place_of
from tests.model.workbook.years import ANSWERS, exported, make_report
from ui.printing.year_document import front_words, paper_words

ROOT = Path(model.domain.score.__file__).parents[2]
TOLD = (  # what a department sees of its own year, or sends
    *ROOT.glob("ui/pages/clerk/*.py"),
    *ROOT.glob("ui/printing/*.py"),
    *ROOT.glob("model/clerk/*.py"),
    *ROOT.glob("model/workbook/report/*.py"),
    ROOT / "model/report/self_report.py",
    ROOT / "ui/main_window.py",
)
AS_IT_IS = {  # sealed, or compared: read by programs
    "model/clerk/year.py": 1,
    "model/workbook/report/score_sheet.py": 1,
    "model/workbook/report/without_seal.py": 1,
    "model/report/self_report.py": 2,  # none, or final
}


@pytest.fixture(params=["whole", "with an open item"])
def report(request):
    left = dict(list(ANSWERS.items())[1:])
    return make_report(ANSWERS if request.param == "whole" else left)


def told(report):
    return report.assessment.grade_words


def test_that_a_grade_is_provisional_exactly_while_scored_items_are_open():
    found = make_report().assessment
    assert found.grade
    for open_items in (0, 1):
        scores = tuple(
            replace(one, standing=model.domain.score.Standing.OPEN) if n < open_items else one
            for n, one in enumerate(found.parts[0].scores)
        )
        part = replace(found.parts[0], scores=scores)
        one = replace(found, parts=(part,))
        assert one.provisional is bool(one.open_items)
        assert ("暂为" in one.grade_words) is one.provisional
        assert ("等次暂定" in one.sentence_words) is one.provisional


def test_that_a_grade_on_claims_that_nobody_approved_is_provisional():
    found = make_report().assessment
    assert replace(found, claimed=0).provisional is bool(found.open_items)
    assert replace(found, claimed=2).provisional


def test_that_cover_score_sheet_mail_and_print_say_what_the_window_says(report):
    submission, provisional = report.submission, report.assessment.provisional
    book = load_workbook(io.BytesIO(content := exported(report)))
    for table, row, column in (("cover", "self_grade", "value"), ("score", "grade", "points")):
        sheet, cell = place_of(content, table, row, column)
        value = book[sheet][cell]
        beside = [str(one.value) for one in book[sheet][value.row] if one.value]
        assert value.value == report.assessment.grade
        assert any("暂定" in one for one in beside) is provisional
    front = front_words(report.questionnaire, submission, report.assessor, "x")
    whole = paper_words(report.questionnaire, submission, report.assessor, "x")
    mail = mail_text(
        Exported(submission=submission, path=Path("a.xlsx"), office="办", grade=told(report)),
        "城管委",
    )
    for words in (front, whole, mail):
        assert told(report) in words
        assert ("暂为" in words) is provisional
    assert facts(report.questionnaire, submission)["self_grade"][1] == report.assessment.grade


def test_that_nothing_a_department_is_told_takes_the_grade_as_it_is():
    found = {}
    for path in TOLD:
        tree = ast.parse(path.read_text("utf-8"))
        taken = [
            node
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute) and node.attr in {"grade", "self_grade"}
            and ast.unparse(node.value) not in {"self", "rule", "exported"}
        ]  # fmt: skip
        if taken:
            found[path.relative_to(ROOT).as_posix()] = len(taken)
    assert found == AS_IT_IS
