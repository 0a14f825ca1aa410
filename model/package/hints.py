"""What the office may want to look at before a package goes out; none of it holds it back."""

from collections.abc import Iterator, Mapping

from model.domain.package import YearPackage
from model.domain.plan import Plan
from model.domain.targets import target_in_force
from model.package.matrix import DutyMatrix
from model.package.shares import sharing
from model.package.workload import USUAL, Load

MOST_NAMES = 6


def hints(
    today: Plan,
    package: YearPackage,
    matrices: tuple[DutyMatrix, ...],
    loads: Mapping[str, Load],
) -> Iterator[str]:
    """A sentence each.

    Args:
        today: the plan in force under *package*; *matrices* and *loads* are of it.
    """
    missing = sum(
        target_in_force(
            indicator, package.year, package.handed_down.get(key), package.baselines.get(key)
        ).missing
        for key, indicator in today.indicators.items()
        if not indicator.qualitative
    )
    if missing:
        yield f"{missing} 项指标还没有下达目标，下达之前不计分。"
    for key in package.shares:
        if key in today.indicators and not (one := sharing(today, package, key)).fits:
            yield f"“{one.indicator.name}”：{one.sentence}"
    heavy = [load for load in loads.values() if load.heavy]
    if heavy:
        names = "、".join(f"{one.department.name} {one.measures} 项" for one in heavy[:MOST_NAMES])
        more = " 等" if len(heavy) > MOST_NAMES else ""
        yield f"{len(heavy)} 个单位超过 {USUAL[1]} 项任务：{names}{more}。可在“职责分工”里认领。"
    idle = [load.department.name for load in loads.values() if load.idle]
    if idle:
        yield f"{len(idle)} 个单位没有任何事项：{'、'.join(idle)}。"
    if shared := sum(one.shared for one in matrices):
        yield f"{shared} 项由多个单位共担，每个单位都要填报。"
