"""The items of the plan that a rule of a draft covers, and the kinds of rule that fit them."""

from model.domain.plan import Direction, Indicator, IndicatorKind, Item, Plan
from model.rulebook_editor.draft import Draft, Path
from model.scoring.kinds import ITEM_KINDS
from model.scoring.rulebook import Covers, Items
from model.scoring.subject import ItemKind


def covers_at(draft: Draft, path: Path) -> Covers:
    """What the rule at *path* covers; conditions with values that mean nothing are left out."""
    at = (*path, "covers")
    binding = draft.value((*at, "binding"))
    directions, kinds = draft.rows((*at, "directions")), draft.rows((*at, "kinds"))
    return Covers(
        items=next((one for one in Items if one == draft.value((*at, "items"))), None),
        directions=tuple(one for one in Direction if one in directions),
        kinds=tuple(one for one in IndicatorKind if one in kinds),
        binding=binding if isinstance(binding, bool) else None,
        ids=tuple(map(str, draft.rows((*at, "ids")))),
        excluding=tuple(map(str, draft.rows((*at, "except")))),
    )


def covered_by(draft: Draft, path: Path, plan: Plan) -> tuple[Item, ...]:
    """The items the rule at *path* covers, in the plan's order."""
    covers = covers_at(draft, path)
    items: tuple[Item, ...] = (*plan.measures.values(), *plan.indicators.values())
    return tuple(item for item in items if covers.matches(item))


def fitting_kinds(draft: Draft, path: Path, plan: Plan) -> tuple[type[ItemKind], ...]:
    """The kinds that can judge every item that the rule at *path* covers; all kinds if it covers
    none.
    """
    judged = {
        item.direction if isinstance(item, Indicator) else None
        for item in covered_by(draft, path, plan)
    }
    return tuple(kind for kind in ITEM_KINDS.values() if judged <= kind.judges)


def item_name(plan: Plan, key: str) -> str:
    """The title of an item, or its id if the plan has no such item."""
    if key not in plan.measures and key not in plan.indicators:
        return key
    item = plan.item(key)
    return item.title
