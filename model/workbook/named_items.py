"""What an item is called where evidence is filed under it: its title, its number, 任务3, or 3."""

from collections import Counter
from collections.abc import Mapping

from model.domain.names import folded
from model.domain.plan import Item
from model.domain.submission import COVER, OVERALL

CALLED = {  # by table; the first is what we write ourselves
    "measure": ("任务", "任务清单"),
    "quantity": ("指标",),
    "quality": ("定性", "定性指标", "指标（定性）"),
    "support": ("配合", "配合事项"),
    "supply": ("供数", "供数指标"),
    "addition": ("补充", "补充事项"),
}

LEAST, CUT = 6, "…."  # letters of a name that was cut; what it may end with


def called(table: str, number: int) -> str:
    """'任务3', the third row of *table*."""
    return f"{CALLED[table][0]}{number}"


def names_of(rows: Mapping[str, tuple[Item, ...]]) -> dict[str, str]:
    """The names that evidence may be filed under, as `compared`, each with its item; 总体情况 with
    `COVER`.

    Args:
        rows: table -> its items in the order of their rows. A bare number names a row where no
            other table has one of that number.
    """
    names = {OVERALL: COVER}
    counts = Counter(place for items in rows.values() for place in range(1, len(items) + 1))
    for table, items in rows.items():
        for number, item in enumerate(items, start=1):
            if counts[number] == 1:
                names[str(number)] = item.id
            names |= {f"{word}{number}": item.id for word in CALLED[table]}
    known = [item for items in rows.values() for item in items]
    names |= {item.id: item.id for item in known} | {item.title: item.id for item in known}
    return {compared(name): item for name, item in names.items()}


def item_called(names: Mapping[str, str], words: str) -> str:
    """The item that *words* name, by a name of `names_of` or the beginning of a single item's;
    "" for none.
    """
    said = compared(words)
    if found := names.get(said, ""):
        return found
    start = said.rstrip(CUT)
    if len(start) < LEAST or not any(map(str.isalpha, start)):
        return ""
    begun = {item for name, item in names.items() if name.startswith(start)}
    return begun.pop() if len(begun) == 1 else ""


def compared(words: str) -> str:
    """*words* as they are compared with a name; a number in a cell may be 3.0."""
    return folded(words).removesuffix(".0")
