from datetime import date

import pytest

from model.domain.wording import on_a_line, one_line, until_words, whole_quotes


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 3, 1), "请于2026年3月1日前重报"),
        (date(2026, 3, 4), "应于2026年3月1日前重报，已过 3 天，请尽快重报"),
    ],
)
def test_that_a_day_that_has_passed_is_not_asked_for_any_more(today, words):
    assert until_words("2026-03-01", today, "重报") == words


@pytest.mark.parametrize(
    ("text", "length", "kept"),
    [
        ("关于“区规划”的要求", 5, "关于"),
        ("关于“区规划”的要求", 7, "关于“区规划”"),
        ("反了”的“", 3, "反了”"),
    ],
)
def test_that_no_quote_is_opened_that_is_cut_off(text, length, kept):
    assert text[: whole_quotes(text, length)] == kept


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("已完成 1 个点位\n园林灌溉节能泵更新 12 台", "已完成 1 个点位；园林灌溉节能泵更新 12 台"),
        ("一是排查。\n\n二是整治，\n已完成", "一是排查。二是整治，已完成"),
        ("只有一行", "只有一行"),
        ("", ""),
    ],
)
def test_that_lines_put_after_one_another_stay_apart(words, line):
    assert one_line(words) == line
    assert on_a_line(words, 99) == line
