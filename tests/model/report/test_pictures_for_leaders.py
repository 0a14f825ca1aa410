"""失分领域 and 一图读懂: what they say is what window and report say."""

import random
import re
from dataclasses import replace
from decimal import Decimal

import pytest

from model.consolidation.consolidation import Told
from model.domain.numbers import points_text
from model.domain.rectification import (
    Feedback,
    FeedbackState,
    RectificationAct,
    RectificationStep,
    Shortcoming,
    ShortcomingCause,
    ledger,
)
from model.report.chapters.overview import judged, judgement, judgement_words
from model.report.chapters.shortcomings import corrections
from model.report.figures import lost_by_section
from model.report.figures.canvas import in_lines, shortened
from model.report.figures.matplotlib_parts import Text
from model.report.figures.rectification import MOST, NAME_LENGTH
from model.report.summary.book import _rectifications
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
    assert f"{found.targets.reached} / {found.targets.known}" in told
    assert f"{whole.share:.1%}" in told
    assert f"得分率 {whole.share:.1%}" in page.words
    grades = re.findall(r"　(\d+) 个", flat)
    assert sum(map(int, grades)) == len(data.picture.departments)


def act(key: str, line: str, step: RectificationStep, **more) -> RectificationAct:
    at = f"2026-06-01T10:00:0{tuple(RectificationStep).index(step)}+08:00"
    return RectificationAct(id=key, shortcoming=line, step=step, by="王五", at=at, **more)


@pytest.fixture(scope="module")
def ledgers(data):
    """The 整改台账 of thirty bodies, some of them late: *data* with it."""
    steps, acts, chance = RectificationStep, [], random.Random(7)
    for number in range(1, 61):
        body, key = chance.choice(data.plan.bodies[:30]).id, f"s{number}"
        assigned = Shortcoming(
            year=2026, number=number, department=body, cause=ShortcomingCause.BEHIND, problem="慢"
        )
        due = chance.choice(("2026-10-31", "2026-12-31"))
        acts.append(act(key, key, steps.ASSIGN, due=due, assigned=assigned))
        told = Feedback(state=FeedbackState.DONE, done="已改")
        more = [
            act(f"f{key}", key, steps.FEEDBACK, department=body, feedback=told),
            act(f"a{key}", key, steps.ACCEPT, about=f"f{key}"),
            act(f"c{key}", key, steps.CLOSE),
        ]
        acts += more[: chance.randrange(4)]
    return replace(data, rectifications=ledger(acts))


def test_that_the_progress_of_rectification_is_told_alike_everywhere(ledgers):
    found, lines = ledgers.rectified, ledgers.rectifications
    assert found.assigned == len(lines) == 60
    assert found.closed == sum(one.closing is not None for one in lines)
    assert found.late == sum(bool(one.days_late(ledgers.today)) for one in lines)
    assert 0 < found.late < found.open
    title = finding_of(Drawing.RECTIFICATION, ledgers)
    assert found.words in title
    page = Page()
    corrections(page, ledgers)
    assert f"{found.words}。" in page.words
    assert found.words in _rectifications(ledgers).note
    rows = ledgers.rectified_by_body
    assert [sum(one.at[stage] for _, one in rows) for stage in found.at] == [*found.at.values()]
    told = words_of(drawn(Drawing.RECTIFICATION, ledgers))
    assert rows[0][1].late
    for name, one in rows[:MOST]:
        late = f"，逾期 {one.late}" if one.late else ""
        assert shortened(name, NAME_LENGTH) in told
        assert f"交办 {one.assigned}，销号 {one.closed}{late}" in told
    assert f"其余 {len(rows) - MOST} 个单位见整改台账" in told
    whole = f"交办 {found.assigned}，销号 {found.closed}，逾期 {found.late}"
    assert whole in words_of(drawn(Drawing.ONE_PAGE, ledgers))


def test_that_nothing_is_drawn_of_a_year_without_shortcomings(data):
    assert drawn(Drawing.RECTIFICATION, data) is None
    assert "整改进度" not in words_of(drawn(Drawing.ONE_PAGE, data))


def test_that_samples_are_marked_on_the_page(data):
    flat = "".join(words_of(drawn(Drawing.ONE_PAGE, replace(data, sample=True))))
    assert "示例数据" in flat
    assert "示例数据" not in "".join(words_of(drawn(Drawing.ONE_PAGE, data)))


@pytest.mark.parametrize("drawing", [Drawing.ONE_PAGE, Drawing.RECTIFICATION])
def test_that_everything_stays_on_the_page(ledgers, drawing):
    figure = drawn(drawing, ledgers)
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
    lines = in_lines(words, room)
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")
    assert not any(line[0] in "，。；：、）" for line in lines)
    assert any("≥ 100%" in line for line in lines)
