"""What an earlier year's report may fill in this year, and what it may not."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from model.domain.answers import FACTS, NOTHING_SAID, Answer, Answers, contradicts
from model.domain.plan import Indicator, Item, Plan
from model.domain.submission import COVER, PEOPLE, Submission

YEARLY = frozenset({"value", "explanation"})  # another year's figures, and why they were so
LASTING = frozenset(FACTS) - {"value", "progress"}  # facts that words of another year fit or not


@dataclass(frozen=True, kw_only=True)
class Prefill:
    """`changes`: what is empty now and was said then, the cover form's under `COVER`.

    `changed`: items that read otherwise now. `gone`: ids that this year doesn't ask about.
    `contradicted`: items that have room for words, but say otherwise now how they stand.
    """

    changes: Mapping[str, Mapping[str, str | None]]
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    contradicted: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        return sum(map(len, self.changes.values()))

    @property
    def items(self) -> tuple[str, ...]:
        """Ids of the items that get something; the cover is not an item."""
        return tuple(item for item in self.changes if item != COVER)

    def of(self, items: Collection[str]) -> "Prefill":
        """The part that is about *items*."""
        return Prefill(changes={key: self.changes[key] for key in self.changes if key in items})


def prefill_of(said: Answers, items: tuple[Item, ...], answers: Answers) -> Prefill:
    """What a year that asked in the same words may fill in where *answers* say nothing yet.

    Both hold the cover form's answer under `COVER`.
    """
    own = dict.fromkeys(item.id for item in items)
    kept = {key: said.get(key, NOTHING_SAID) for key in own}
    changes, contradicted = _fillings(kept, answers)
    cover = said.get(COVER, NOTHING_SAID)
    contacts = {field: text for field, text in cover.items() if field in PEOPLE}
    if fill := _filling(contacts, answers.get(COVER, NOTHING_SAID)):
        changes[COVER] = fill
    gone = tuple(key for key in said if key not in own and key != COVER)
    return Prefill(changes=changes, gone=gone, contradicted=contradicted)


def prefill_from(
    earlier: Submission,
    before: Plan,
    now: Plan,
    items: tuple[Item, ...],
    answers: Answers,
    words: Mapping[str, str] = MappingProxyType({}),
) -> Prefill:
    """What *earlier* may fill in where *answers* say nothing yet.

    Args:
        before, now: the plans that either year went by, as far as they are known here.
        words: item id -> what the plan asked for as the report itself quotes it; counts more
            than *before*.
    """
    said = said_in_the_same_words(earlier, before, now, words)
    found = prefill_of(said, items, answers)
    own = {item.id for item in items}
    changed = tuple(key for key in earlier.answers if key in own and key not in said)
    gone = tuple(key for key in earlier.answers if key not in own)
    return replace(found, changed=changed, gone=gone)


def said_in_the_same_words(
    earlier: Submission,
    before: Plan,
    now: Plan,
    words: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, Answer]:
    """The answers of *earlier* to what is still asked as it was then, and its cover."""
    said = {
        key: answer
        for key, answer in earlier.answers.items()
        if _plain(words.get(key) or _words(before, key)) == _plain(_words(now, key))
    }
    return {**said, COVER: earlier.cover} if earlier.cover else said


def _fillings(
    said: Answers, present: Answers
) -> tuple[dict[str, Mapping[str, str | None]], tuple[str, ...]]:
    """What *said* fills in, and the items that get nothing since they stand otherwise now."""
    changes: dict[str, Mapping[str, str | None]] = {}
    contradicted = []
    for key, one in said.items():
        now = present.get(key, NOTHING_SAID)
        if fill := _filling(one, now, YEARLY):
            if contradicts(one, now, LASTING):
                contradicted.append(key)
            else:
                changes[key] = fill
    return changes, tuple(contradicted)


def _filling(
    said: Answer, present: Answer, never: Collection[str] = frozenset()
) -> dict[str, str | None]:
    return {
        field: text
        for field, text in said.items()
        if text and field not in present and field not in never
    }


def _plain(words: str) -> str:
    """Returns *words* without blanks and line breaks."""
    return "".join(words.split())


def _words(plan: Plan, key: str) -> str:
    try:
        item = plan.item(key)
    except KeyError:
        return ""
    return f"{item.name} {item.quote}" if isinstance(item, Indicator) else item.text
