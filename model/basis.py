"""An earlier year's report as the basis of this one: what it may fill in, and what it may not."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from model.domain.answers import NOTHING_SAID, Answers
from model.domain.plan import Indicator, Item, Plan
from model.domain.submission import Submission

YEARLY = {"value"}  # figures of another year say nothing about this one


@dataclass(frozen=True, kw_only=True)
class Basis:
    """`changes`: what is empty now and was said then. `changed`: items that read otherwise now."""

    changes: Mapping[str, Mapping[str, str | None]]
    changed: tuple[str, ...]
    gone: tuple[str, ...]  # ids that this year doesn't ask about

    @property
    def count(self) -> int:
        return sum(map(len, self.changes.values()))


def basis_from(
    earlier: Submission,
    before: Plan,
    now: Plan,
    items: tuple[Item, ...],
    answers: Answers,
    words: Mapping[str, str] = MappingProxyType({}),
) -> Basis:
    """What *earlier* may fill in where *answers* say nothing yet.

    Args:
        before, now: the plans that either year went by, as far as they are known here.
        words: item id -> what the plan asked for as the report itself quotes it; counts more
            than *before*.
    """
    own = {item.id: item for item in items}
    changes: dict[str, Mapping[str, str | None]] = {}
    changed: list[str] = []
    for key, said in earlier.answers.items():
        if key not in own:
            continue
        if _plain(words.get(key) or _words(before, key)) != _plain(_words(now, key)):
            changed.append(key)
            continue
        present = answers.get(key, NOTHING_SAID)
        fill = {
            field: text
            for field, text in said.items()
            if field not in present and field not in YEARLY
        }
        if fill:
            changes[key] = fill
    gone = tuple(key for key in earlier.answers if key not in own)
    return Basis(changes=changes, changed=tuple(changed), gone=gone)


def _plain(words: str) -> str:
    """Without what only breaks lines."""
    return "".join(words.split())


def _words(plan: Plan, key: str) -> str:
    try:
        item = plan.item(key)
    except KeyError:
        return ""
    return f"{item.name} {item.quote}" if isinstance(item, Indicator) else item.text
