"""Rows from a spreadsheet become answers; nothing is dropped without a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms import FORMS
from model.clipboard.columns import KEY, UNUSED, WORDS, Columns, recognised
from model.clipboard.pasted_answers import RowFate, placed
from model.clipboard.table import pasted_rows
from model.errors import AppError


@pytest.fixture(scope="module")
def items(plan):
    return plan.measures_of("csglw")


@pytest.fixture(scope="module")
def indicators(plan):
    return [one for one in plan.indicators_of("csglw") if not one.qualitative]


MEASURE = tuple(FORMS.measure.fields())
QUANTITY = tuple(FORMS.quantity.fields())


def paste(text, items, fields=MEASURE, answers=None, **more):
    rows = pasted_rows(text)
    columns = recognised(rows, items, fields)
    said = answers or {}
    return columns, placed(
        rows, columns, items, FORMS.for_item, lambda item: said.get(item, {}), **more
    )


def test_that_cells_with_line_breaks_and_quotes_stay_whole():
    text = '甲\t"第一行\n第二行，称""双碳"""\r\n乙\t丙\r\n\r\n'
    assert pasted_rows(text) == (("甲", '第一行\n第二行，称"双碳"'), ("乙", "丙"))


def test_that_a_blank_row_moves_nothing_up(items):
    _, pasting = paste("完成\n\n滞后", items)
    assert pasting.changes(replacing=False) == {
        items[0].id: {"state": "done"},
        items[2].id: {"state": "behind"},
    }


def test_that_a_lonely_quote_is_a_sign_like_any_other():
    assert pasted_rows('管径 4"\t5\n6\t7') == (('管径 4"', "5"), ("6", "7"))


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            '完成\t"第一行\n第二行"\n完成\t铺设 5"管线\n滞后\t丁\n',
            (("完成", "第一行\n第二行"), ("完成", '铺设 5"管线'), ("滞后", "丁")),
        ),
        ('"无废城市"建设方案\t甲\n"双碳"\t乙', (('"无废城市"建设方案', "甲"), ('"双碳"', "乙"))),
        ('完成\t"\n滞后\t"\n', (("完成", '"'), ("滞后", '"'))),
        ('"\n"\n甲', (('"',), ('"',), ("甲",))),
        ('"\n甲\n"\n乙', (('"',), ("甲",), ('"',), ("乙",))),
        ('甲\t"没有完\n乙\t丙', (("甲", '"没有完'), ("乙", "丙"))),
    ],
)
def test_that_a_quote_that_belongs_to_the_words_shifts_no_row(text, rows):
    assert pasted_rows(text) == rows


def test_that_quotes_are_told_apart_in_no_more_time_than_the_text_is_long():
    assert len(pasted_rows('"甲\n' * 4_000)) == 4_000
    assert pasted_rows('"' * 1_999_999)[0][0].count('"') <= 1_999_999


def test_that_headings_say_what_a_column_is(items):
    text = (
        f"序号\t任务内容\t状态\t完成进度（%）\t工作情况\n1\t{items[3].text}\t进行中\t６０\t已启动"
    )
    columns, pasting = paste(text, items)
    assert columns == Columns(roles=(UNUSED, WORDS, "state", "progress", "done"), headed=True)
    assert pasting.changes(replacing=False) == {
        items[3].id: {"state": "ongoing", "progress": "60", "done": "已启动"}
    }


def test_that_without_headings_the_cells_tell(items):
    text = "\n".join(f"{one.id}\t已完成\t完成了{n}处改造任务" for n, one in enumerate(items[:5]))
    columns, pasting = paste(text, items)
    assert columns.roles == (KEY, "state", "done")
    assert len(pasting.changes(replacing=False)) == 5


def test_that_rows_without_names_go_down_the_list_from_the_chosen_item(items):
    columns, pasting = paste("完成\n推进中\n滞后", items, start=2)
    assert not columns.placed
    assert pasting.changes(replacing=False) == {
        items[2].id: {"state": "done"},
        items[3].id: {"state": "ongoing"},
        items[4].id: {"state": "behind"},
    }


def test_that_rows_beyond_the_last_item_are_said(items):
    _, pasting = paste("完成\n完成", items, start=len(items) - 1)
    assert pasting.unplaced == ((2, "清单到此为止，没有对应的项"),)


def test_that_an_unknown_word_is_asked_and_its_answer_used(items):
    text = f"事项\t状态\n{items[0].text}\t基本完成"
    _, pasting = paste(text, items)
    assert pasting.unknown == ("基本完成",)
    assert pasting.changes(replacing=False) == {}
    _, pasting = paste(text, items, words={"基本完成": "ongoing"})
    assert pasting.changes(replacing=False) == {items[0].id: {"state": "ongoing"}}


def test_that_a_vague_figure_is_asked_and_never_zero(indicators):
    one = indicators[0]
    _, pasting = paste(f"指标\t实际值\n{one.name}\t约12", indicators, QUANTITY)
    assert pasting.changes(replacing=False) == {}
    assert pasting.drafts(replacing=False) == {one.id: {"value": "约12"}}


def test_that_a_figure_that_cannot_be_is_asked_about(indicators):
    one = next(one for one in indicators if one.unit == "%")
    _, pasting = paste(f"指标\t实际值\n{one.name}\t1234", indicators, QUANTITY)
    assert pasting.changes(replacing=False) == {}
    assert pasting.drafts(replacing=False) == {one.id: {"value": "1234"}}


def test_that_figures_are_recognised_and_said(indicators):
    one = next(one for one in indicators if one.unit != "%")
    _, pasting = paste(f"编号\t实际值\n{one.id}\t１，２７０", indicators, QUANTITY)
    assert pasting.changes(replacing=False) == {one.id: {"value": "1270"}}
    assert "1270" in pasting.cells[0].said


def test_that_what_is_answered_already_is_replaced_only_when_wanted(items):
    answers = {items[0].id: {"state": "behind"}}
    text = f"编号\t状态\n{items[0].id}\t完成\n{items[1].id}\t完成"
    _, pasting = paste(text, items, answers=answers)
    assert pasting.changes(replacing=False) == {items[1].id: {"state": "done"}}
    assert pasting.changes(replacing=True).keys() == {items[0].id, items[1].id}


def test_that_nothing_of_a_row_goes_under_another_state(items):
    one, two = items[:2]
    answers = {one.id: {"state": "done"}, two.id: {"state": "ongoing", "progress": "60"}}
    head = "编号\t进展状态\t完成进度\t完成情况\n"
    rows = f"{one.id}\t推进中\t47\t第1项正在做\n{two.id}\t推进中\t60\t过半"
    _, pasting = paste(head + rows, items, answers=answers)
    assert pasting.changes(replacing=False) == {two.id: {"done": "过半"}}
    assert pasting.fates(replacing=False) == {2: RowFate.HELD, 3: RowFate.CLEAR}
    assert pasting.changes(replacing=True)[one.id] == {
        "state": "ongoing",
        "progress": "47",
        "done": "第1项正在做",
    }
    assert pasting.fates(replacing=True)[2] is RowFate.CLEAR
    _, words = paste(f"编号\t完成情况\n{one.id}\t办结", items, answers=answers)
    assert words.changes(replacing=False) == {one.id: {"done": "办结"}}


def test_that_each_row_that_says_something_has_one_fate(items):
    rows = f"9.9.9\t完成\n\t\n{items[0].id}\t基本完成\n{items[1].id}\t完成"
    _, pasting = paste(f"编号\t状态\n{rows}", items)
    assert pasting.fates(replacing=False) == {
        2: RowFate.UNPLACED,
        4: RowFate.DOUBTFUL,
        5: RowFate.CLEAR,
    }


def test_that_a_row_for_nobody_or_for_two_is_said(items):
    _, pasting = paste(f"编号\t状态\n9.9.9\t完成\n{items[0].id}\t完成\n{items[0].id}\t滞后", items)
    assert [number for number, _ in pasting.unplaced] == [2, 4]
    assert "没有编号为“9.9.9”的项" in pasting.unplaced[0][1]
    assert "同一项" in pasting.unplaced[1][1]


@given(st.text('完成滞后\t\n" 12a', max_size=60))
def test_that_every_cell_of_whatever_text_is_used_or_said(plan, text):
    items = plan.measures_of("csglw")
    rows = pasted_rows(text)
    columns = recognised(rows, items, MEASURE)
    pasting = placed(rows, columns, items, FORMS.for_item, lambda _: {})
    assert len({len(row) for row in rows}) <= 1
    placed_items = {cell.item for cell in pasting.cells}
    assert len(placed_items) <= len(rows)
    for cell in pasting.cells:
        assert cell.text or cell.question


@pytest.mark.parametrize("text", ["a" * 2_000_001, "a\n" * 5_001 + "b", "\t" * 300 + "b"])
def test_that_a_copy_larger_than_any_table_of_answers_is_refused(text):
    with pytest.raises(AppError, match="太多"):
        pasted_rows(text)
