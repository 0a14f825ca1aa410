"""How much each department is asked by the proposal of duties (`main.py plan --loads`)."""

from collections.abc import Iterator

from model.domain.plan import Indicator, Item, Plan, supplied
from model.package.in_force import in_force

HEADINGS = ("责任单位", "牵头任务", "负责指标", "配合事项", "供数指标", "按括号")


def loads_table(plan: Plan, year: int | None = None) -> Iterator[tuple[str, ...]]:
    """Lines of cells: headings, a line for each department, and the sums.

    Args:
        year: counts what this year asks; None: of all years.
    """
    today = in_force(plan, None, year=year)
    rows = {
        body.name: (
            *_counts(today.items_of(body.id)),
            *_helped(today.supported_by(body.id)),
            sum(body.id in item.departments for item in plan.measures.values())
            + sum(body.id in item.departments for item in plan.indicators.values()),
        )
        for body in today.bodies
    }
    yield HEADINGS
    for name, row in sorted(rows.items(), key=lambda pair: -pair[1][0]):
        yield (name, *map(str, row))
    yield ("合计", *(str(sum(column)) for column in zip(*rows.values(), strict=True)))


def _counts(items: Iterator[Item]) -> tuple[int, int]:
    """Measures and indicators."""
    found = tuple(items)
    indicators = sum(isinstance(item, Indicator) for item in found)
    return len(found) - indicators, indicators


def _helped(items: Iterator[Item]) -> tuple[int, int]:
    """What is supported in words, and with numbers."""
    found = tuple(items)
    numbers = sum(map(supplied, found))
    return len(found) - numbers, numbers
