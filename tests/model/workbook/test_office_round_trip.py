"""What comes back after other programs saved it. Needs LibreOffice and Gnumeric."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from model.paths import asset
from model.scoring.loader import load_rulebook
from model.workbook.intake.book import read_sheets
from model.workbook.intake.keyed_tables import tables_in
from model.workbook.sealed import read_report
from tests.model.workbook.blanks import as_cells_hold, blank, blank_report, entries_of, filled
from tests.model.workbook.test_round_trip import HARD, NUMBER, POSSIBLE, TEXT
from tests.model.workbook.whole_year import whole_year
from tests.model.workbook.years import exported

pytestmark = pytest.mark.office
PROGRAMS = ["libreoffice", "gnumeric"]
BODIES = ["fgw", "tjj", "zzb", "street-xinkaihe", "csglw"]
LONG = ("长文字，𠀀葛\U000e0100。\n" * 4000)[:26_809]  # 32,767 units of UTF-16: what a cell holds
FEW = settings(
    max_examples=2,
    deadline=None,
    phases=[Phase.generate],  # to shrink would take hours of office programs
    suppress_health_check=list(HealthCheck),
)


def fits(text: str) -> bool:
    """Gnumeric drops whole texts with NUL; LibreOffice takes “_x005F_” for an escape again when it
    writes what it has read right.
    """
    return "\x00" not in text and "_x005F_" not in text


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("body", BODIES)
def test_that_a_resave_accuses_nobody(program, body, plan, resaved, reader):
    report = whole_year(plan, body)
    answers = {item: dict(answer) for item, answer in report.submission.answers.items()}
    texts = [LONG, *filter(fits, HARD)]
    for item, text in zip([key for key in answers if key in plan.measures], texts, strict=False):
        answers[item].update(done=text, problems=text[:500])
    report = whole_year(plan, body, answers=answers)
    found = read_report("a.xlsx", resaved(exported(report), program), report.questionnaire, reader)
    assert found.submission == report.submission
    assert [str(edit) for edit in found.edits] == []
    assert found.warnings == ()


@pytest.mark.parametrize("program", PROGRAMS)
@FEW
@given(texts=st.lists(TEXT.filter(fits), min_size=30, max_size=30), value=NUMBER)
def test_that_any_answers_survive_a_resave(program, plan, resaved, reader, texts, value):
    answers = answers_of(plan, "jyj", texts, value)
    report = whole_year(plan, "jyj", answers=answers, cover={"filled_by": texts[0]})
    found = read_report("a.xlsx", resaved(exported(report), program), report.questionnaire, reader)
    assert found.submission == report.submission
    assert [str(edit) for edit in found.edits] == []


@pytest.mark.parametrize("program", PROGRAMS)
@FEW
@given(texts=st.lists(TEXT.filter(fits), min_size=30, max_size=30), value=POSSIBLE)
def test_that_a_template_saved_elsewhere_says_what_was_typed(
    program, plan, resaved, reader, texts, value
):
    report = blank_report(plan, load_rulebook(asset("rules/percent-2025.1.toml")), "jyj")
    answers = answers_of(plan, "jyj", texts, value)
    typed = entries_of(report.questionnaire, "jyj", answers)
    content = resaved(filled(blank(report), typed), program)
    found = read_report("a.xlsx", content, report.questionnaire, reader)
    assert found.submission.answers == as_cells_hold(answers)
    assert found.doubts == ()


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("complete", [False, True])
def test_that_a_template_filled_in_elsewhere_counts_there_what_it_lacks(
    program, plan, resaved, complete
):
    report = blank_report(plan, load_rulebook(asset("rules/percent-2025.1.toml")), "jyj")
    answers = answers_of(plan, "jyj", ["全部开展。"] * 200, "1")
    answers |= {
        one.id: {"state": "done", "done": "已完成。"}
        for one in plan.indicators_of("jyj")
        if one.qualitative
    }
    cover = {"filled_by": "张三", "phone": "022-1"}
    if not complete:
        answers.popitem()
        first, *_ = plan.measures_of("jyj")
        answers[first.id] = {"state": "behind", "done": "没有填进度。"}
        cover.pop("phone")
    typed = entries_of(report.questionnaire, "jyj", answers, cover=cover)
    tables = tables_in(read_sheets(resaved(filled(blank(report), typed), program)))
    said = tables["cover"].cell("lacks", "value").found.text
    if complete:
        assert said == "全部填写了"
    else:
        assert "任务清单 1 项　" in said
        assert said.endswith("1 项　联系电话　")


def answers_of(plan, body, texts, value):
    answers = {}
    for measure, text in zip(plan.measures_of(body), texts, strict=False):
        answers[measure.id] = {"state": "done", "done": text}
    for indicator in plan.indicators_of(body):
        if not indicator.qualitative:
            answers[indicator.id] = {"value": value, "basis": texts[-1]}
    return answers
