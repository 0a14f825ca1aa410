"""What the printing added is taken out, listed, and nothing else is touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.plan_draft.clean_text import Cut, cleaned
from tests.model.plan_draft.reading import TEXTS, text_of


@pytest.mark.parametrize("name", TEXTS)
def test_that_each_letter_of_the_clean_text_stands_at_its_place_in_the_original(name):
    source = cleaned(text_of(name))
    for position, letter in enumerate(source.text):
        assert source.original[source.origin(position)] == letter


@pytest.mark.parametrize("name", TEXTS)
def test_that_clean_text_and_removals_together_are_the_original(name):
    source = cleaned(text_of(name))
    assert len(source.text) + sum(len(one.words) for one in source.removals) == len(source.original)


@given(st.text(alphabet="一二、（）。，- 1\n区局年至", max_size=120))
def test_that_any_text_can_be_put_together_again(text):
    source = cleaned(text)
    assert len(source.text) + sum(len(one.words) for one in source.removals) == len(text)
    assert all(source.original[source.origin(p)] == s for p, s in enumerate(source.text))


@pytest.mark.parametrize("mark", ["- 3 -", "—3—", "第 3 页", "3", "3 / 12", "第3页 共12页"])
def test_that_a_page_number_in_a_sentence_is_taken_out_and_listed(mark):
    text = f"一、任务\n推动新能源汽车推广应用，加快建设充电桩和\n{mark}\n换电站，优化布局。"
    source = cleaned(text)
    assert source.text.endswith("加快建设充电桩和换电站，优化布局。")
    assert [one.cut for one in source.removals] == [Cut.PAGE]


def test_that_running_heads_beside_page_numbers_are_taken_out():
    page = "推动工作，加快建设各类充电桩和换电站，优- {n}某市人民政府发布\n某市文件\n化布局。\n"
    source = cleaned("一、任务\n" + "".join(page.format(n=n) for n in range(1, 5)))
    assert source.text == "一、任务\n" + "推动工作，加快建设各类充电桩和换电站，优化布局。\n" * 4


def test_that_headings_and_paragraphs_keep_their_lines():
    text = "一、任务\n（一）推广\n1.建桩\n推广新能源汽车，加快建设各类充电桩和换电站。\n2.换\n"
    assert cleaned(text).text == text


def test_that_numbers_at_the_begin_of_a_line_go_on_with_their_sentence():
    text = "一、任务\n推进湿垃圾集中资源化利用设施建设，力争利用能力达到\n1.1万吨/日，打通出路。"
    assert "力争利用能力达到1.1万吨/日" in cleaned(text).text


CONTENTS = "某市方案\n目  录\n一、总体要求……1\n二、重点任务……2\n（一）绿色出行……2\n"
BODY = "一、总体要求\n坚持绿色发展。\n二、重点任务\n（一）绿色出行。推广新能源汽车。\n"


def test_that_a_table_of_contents_is_taken_out_and_listed():
    source = cleaned(CONTENTS + BODY)
    assert source.text == f"某市方案\n\n{BODY}"
    assert [one.cut for one in source.removals] == [Cut.CONTENTS]


def test_that_a_heading_printed_twice_is_kept_once():
    source = cleaned(
        "一、任务\n（一）绿色出行。\n（一）绿色出行。推广新能源汽车。\n二、保障\n二、保障\n办好。"
    )
    assert source.text == "一、任务\n（一）绿色出行。推广新能源汽车。\n二、保障\n办好。"
    assert [one.cut for one in source.removals] == [Cut.DOUBLED, Cut.DOUBLED]
