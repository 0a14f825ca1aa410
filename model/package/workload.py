"""What each department has to answer for: how many measures and indicators, against the usual."""

from collections.abc import Mapping
from dataclasses import dataclass

from model.domain.package import Duty
from model.domain.plan import Department, Item, Measure, Plan
from model.package.duties import ItemDuties, all_items

USUAL = 40, 120  # measures a clerk gets through in two weeks; a guide, never a rule
USUAL_LED = 10, 60  # likewise, of those it answers for in full


@dataclass(frozen=True, kw_only=True)
class Load:
    """Counts. `shared` are the measures that others carry too.

    With `by_lead` a supporter answers in one field: what it leads, or shares without a lead, is
    the work.
    """

    department: Department
    measures: int = 0
    led: int = 0
    shared: int = 0
    indicators: int = 0
    supported: int = 0  # measures in which it supports whoever leads
    by_lead: bool = False

    @property
    def answered(self) -> int:
        """The measures it answers for in full."""
        return self.measures - self.supported if self.by_lead else self.measures

    @property
    def usual(self) -> tuple[int, int]:
        return USUAL_LED if self.by_lead else USUAL

    @property
    def heavy(self) -> bool:
        return self.answered > self.usual[1]

    @property
    def idle(self) -> bool:
        """It has nothing to fill in."""
        return not self.measures and not self.indicators

    @property
    def sentence(self) -> str:
        """'233 项任务（牵头 0，与其他单位共担 233），23 项指标；通常 40–120 项，偏多'."""
        low, high = self.usual
        if self.by_lead:
            usual = f"；通常牵头 {low}–{high} 项任务，偏多" if self.heavy else ""
            said = f"牵头 {self.answered} 项任务，配合 {self.supported} 项"
            return f"{said}，{self.indicators} 项指标{usual}"
        said = f"{self.measures} 项任务（牵头 {self.led}，与其他单位共担 {self.shared}）"
        usual = f"；通常 {low}–{high} 项任务，偏多" if self.heavy else ""
        return f"{said}，{self.indicators} 项指标{usual}"


def loads(
    today: Plan, duties: Mapping[str, ItemDuties], *, by_lead: bool = False
) -> Mapping[str, Load]:
    """By id, of every department that fills something in, in their order.

    Args:
        today: the plan in force under *duties*.
        by_lead: supporters are asked for less than who leads; see `YearPackage.separate_support`.
    """
    carried: dict[str, list[Item]] = {body.id: [] for body in today.bodies}
    for item in all_items(today):
        for body in item.departments:
            carried[body].append(item)
    return {
        body.id: _load(body, carried[body.id], duties, by_lead=by_lead) for body in today.bodies
    }


def _load(
    body: Department,
    items: list[Item],
    duties: Mapping[str, ItemDuties],
    *,
    by_lead: bool,
) -> Load:
    measures = [item for item in items if isinstance(item, Measure)]
    return Load(
        department=body,
        measures=len(measures),
        led=sum(duties[one.id].get(body.id) is Duty.LEAD for one in measures),
        shared=sum(len(one.departments) > 1 for one in measures),
        indicators=len(items) - len(measures),
        supported=sum(
            duties[one.id].get(body.id) is Duty.SUPPORT and Duty.LEAD in duties[one.id].values()
            for one in measures
        ),
        by_lead=by_lead,
    )
