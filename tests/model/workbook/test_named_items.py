import pytest

from model.domain.submission import COVER
from model.workbook.named_items import compared, item_called, names_of


@pytest.fixture(scope="module")
def rows(plan):
    return {"measure": plan.measures_of("csglw")[:5], "quantity": plan.indicators_of("csglw")[:2]}


@pytest.mark.parametrize(
    ("words", "table", "place"),
    [
        ("任务5", "measure", 4), ("任务清单 ５", "measure", 4), ("指标2", "quantity", 1),
        ("5", "measure", 4), (" 3.0 ", "measure", 2), ("５", "measure", 4),
        ("2", "", 0), ("任务9", "", 0), ("9", "", 0), ("", "", 0), ("0", "", 0),
    ],
)  # fmt: skip
def test_that_a_row_is_named_by_its_number_where_that_can_mean_no_other(rows, words, table, place):
    wanted = rows[table][place].id if table else ""
    assert names_of(rows).get(compared(words), "") == wanted


def test_that_the_beginning_of_one_items_title_names_it(rows):
    names, titles = names_of(rows), [one.title for items in rows.values() for one in items]
    item = rows["measure"][0]
    short = item.title[: len(item.title) - 2]
    assert sum(title.startswith(short) for title in titles) == 1
    for words in (item.title, short, f"{short}…", f"{short}..."):
        assert item_called(names, words) == item.id
    for words in (short[:3], "", f"没有{short}", item.id[:-1]):
        assert item_called(names, words) == ""
    twice = {"绿化覆盖率一": "a", "绿化覆盖率二": "b", "绿化覆盖率二期": "b"}
    assert item_called(twice, "绿化覆盖率…") == ""
    assert item_called({**twice, "绿化覆盖率统计": "b"}, "绿化覆盖率统") == "b"


def test_that_a_bare_number_names_any_row_where_there_is_one_table_alone(rows):
    alone = names_of({"measure": rows["measure"]})
    assert [alone[str(number)] for number in range(1, 6)] == [one.id for one in rows["measure"]]


def test_that_title_plan_number_and_the_whole_are_names_too(rows):
    names = names_of(rows)
    for item in rows["measure"]:
        assert names[compared(item.title)] == names[compared(item.id)] == item.id
    assert names[compared("总体情况")] == COVER
