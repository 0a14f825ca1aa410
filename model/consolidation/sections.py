"""The plan's sections in the order of the text: 二, 三（一）… 五; the columns of a matrix."""

from dataclasses import dataclass

from model.domain.plan import Indicator, Item, Plan, is_box, numbered, step_number, step_title


@dataclass(frozen=True, kw_only=True)
class PlanSection:
    """`key` is how people cite the section: 三（一）; a 专栏 belongs to the section it
    stands in.
    """

    key: str
    title: str  # 产业绿色低碳转型行动

    @property
    def name(self) -> str:
        """三（一）产业绿色低碳转型行动; 四、政策保障."""
        return numbered(self.key, self.title)


def sections(plan: Plan) -> tuple[PlanSection, ...]:
    """The sections that ask a department for something."""
    goals, title = _cited((plan.goals_heading,))
    found = {goals: PlanSection(key=goals, title=title)}
    for clause in plan.clauses.values():
        key, title = _cited(clause.path)
        found.setdefault(key, PlanSection(key=key, title=title))
    items: list[Item] = [*plan.measures.values(), *plan.indicators.values()]
    asked = {section_of(plan, item) for item in items}
    return tuple(section for key, section in found.items() if key in asked)


def section_of(plan: Plan, item: Item) -> str:
    """The key of the section of *item*; for an indicator, of its first place that is a clause."""
    places = item.clauses
    for place in places:
        if place in plan.clauses:
            return _cited(plan.clauses[place].path)[0]
    return _cited((plan.goals_heading,))[0]


def place_of(plan: Plan, item: Item) -> str:
    """The clause of *item*; for an indicator, its first place that is a clause, else its first
    place.
    """
    if not isinstance(item, Indicator):
        return item.clause
    known = (place for place in item.clauses if place in plan.clauses)
    return next(known, item.sources[0].place)


def _cited(path: tuple[str, ...]) -> tuple[str, str]:
    steps = [step for step in path if not is_box(step)][:2]
    title = step_title(steps[-1])
    return "".join(step_number(step) for step in steps) or title, title
