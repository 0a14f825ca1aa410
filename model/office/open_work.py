"""What is still open in a year, to be said before it is closed."""

from collections.abc import Iterator

from model.domain.wording import day_words
from model.office.department_year import ReportingState
from model.office.record_check import record_obstacle
from model.office.rectification import answered_rectifications, rectification_ledger
from model.office.year import OfficeYear


def unfinished(office: OfficeYear) -> Iterator[str]:
    """A sentence for each thing that closing the year would leave as it is."""
    if office.deadline and office.today < office.deadline:
        yield f"报送截止日期（{day_words(office.deadline)}）还没有到。"
    reported = office.reported
    if missing := sum(not body.versions for body in office.expected):
        yield f"{missing} 个单位还没有报送。"
    if waiting := sum(body.waiting for body in reported):
        yield f"{waiting} 项还没有复核。"
    lapsed = sum(body.state is ReportingState.LAPSED for body in reported)
    if returned := sum(not body.passed for body in reported) - lapsed:
        yield f"已报送的单位中，{returned} 个还没有通过。"
    if lapsed:
        yield f"{lapsed} 个单位通过以后计分的内容有变化，还没有再看。"
    if open_ := sum(conflict.open for conflict in office.conflicts):
        yield f"{open_} 处数据不一致还没有核定。"
    if apart := sum(len(body.apart) for body in office.bodies):
        yield f"{apart} 份来件还没有认定是不是该单位报的。"
    last = office.plan.is_last(office.year)
    if answered := answered_rectifications(office):
        goes_on = "" if last else "；没有销号的，转到下一年度接着办"
        yield f"{answered} 项整改反馈还没有验收{goes_on}。"
    left = sum(one.closing is None for one in rectification_ledger(office).lines)
    if last and left:
        yield f"{left} 项整改事项还没有销号；这是方案的最后一年，封存以后没有年度可以接着办。"
    if obstacle := record_obstacle(office.db):
        yield obstacle.message
