"""失分领域 and 一图读懂: what they say is what window and report say."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from model.consolidation.consolidation import Told
from model.domain.numbers import points_text
from model.report.chapters.overview import judged, judgement, judgement_words
from model.report.figures import lost_by_section
from model.report.figures.matplotlib_parts import Text
from model.report.figures.one_page import _lines
from model.report.year_figures import Drawing, drawn, finding_of
from tests.model.report.test_tallies import Page, data

__all__ = ["data"]  # a fixture


def words_of(figure) -> list[str]:
    return [text.get_text() for text in figure.findobj(Text) if text.get_text()]


def test_that_points_lost_and_earned_make_up_all_that_count(data):
    lost = lost_by_section(data.picture)
    whole = data.picture.whole
    assert sum((points for points, _, _ in lost), Decimal(0)) == whole.countable - whole.earned
    assert [points for points, _, _ in lost] == sorted((one[0] for one in lost), reverse=True)
    told = " ".join(words_of(drawn(Drawing.LOST, data)))
    for points, _, _ in lost:
        assert f"失 {points_text(points)} 分" in told
    assert lost[0][2] in finding_of(Drawing.LOST, data)


def test_that_the_page_says_what_the_report_says(data):
    told = words_of(drawn(Drawing.ONE_PAGE, data))
    flat, found, whole = "".join(told), judged(data), data.picture.whole
    page = Page()
    judgement(page, data)
    assert judgement_words(data) in page.words
    assert judgement_words(data) in flat
    assert f"完成 {whole.told[Told.DONE]} 项次" in flat
    assert f"完成 {whole.told[Told.DONE]} 项次" in page.words
    assert f"{found.reached} / {found.due}" in told
    assert f"{whole.share:.1%}" in told
    assert f"得分率 {whole.share:.1%}" in page.words
    grades = re.findall(r"　(\d+) 个", flat)
    assert sum(map(int, grades)) == len(data.picture.departments)


def test_that_samples_are_marked_on_the_page(data):
    flat = "".join(words_of(drawn(Drawing.ONE_PAGE, replace(data, sample=True))))
    assert "示例数据" in flat
    assert "示例数据" not in "".join(words_of(drawn(Drawing.ONE_PAGE, data)))


def test_that_everything_stays_on_the_page(data):
    figure = drawn(Drawing.ONE_PAGE, data)
    figure.draw_without_rendering()
    width, height = figure.get_size_inches() * figure.dpi
    for text in figure.findobj(Text):
        if text.get_text():
            box = text.get_window_extent()
            assert box.x0 >= 0, text
            assert box.x1 <= width, text
            assert box.y0 >= 0, text
            assert box.y1 <= height, text


@pytest.mark.parametrize("room", [6, 11, 30])
def test_that_lines_keep_numbers_whole_and_begin_with_no_closing_sign(room):
    words = "城镇新建建筑中绿色建筑面积占比：80%，目标 ≥ 100%；另有2000年底前建成的住宅。"
    lines = _lines(words, room)
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")
    assert not any(line[0] in "，。；：、）" for line in lines)
    assert any("100%" in line for line in lines)
