"""The report counts the measures that the year asks, and says what became of the others."""

from collections import Counter

from model.domain.plan import Stage
from model.report.chapters.overview import out_of_year


def test_that_what_the_year_does_not_ask_is_counted_by_reason():
    stages = Counter({Stage.RUNNING: 400, Stage.OVER: 7, Stage.ARCHIVED: 2, Stage.OVERDUE: 1})
    assert out_of_year(stages) == (
        "方案的其余任务不在本年度填报范围：已过期限 7 项、已完成归档 2 项；"
        "1 项任务过了方案写明的期限没有完成，按逾期继续填报。"
    )
    assert out_of_year(Counter({Stage.RUNNING: 400})) == ""
