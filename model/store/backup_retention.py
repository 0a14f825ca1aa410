"""Which backups are kept: all backups of two days, then fewer and fewer, up to nine months back;
and what a person made.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

ALL_OF = timedelta(days=2)
OF_THE_ROUND = timedelta(days=180)  # how long a round lasts, from package to report
NEWEST = 5  # kept whatever the calendar says: a clock may be wrong


@dataclass(frozen=True, kw_only=True, order=True)
class Slot:
    """The facts about a backup by which it is kept or removed."""

    number: int
    made_at: datetime
    before_something: bool = False
    by_hand: bool = False
    size: int = 0  # bytes


def superfluous(slots: Iterable[Slot], now: datetime, at_most: int) -> set[int]:
    """The numbers of the backups to remove, so that the remaining backups take *at_most* bytes.

    Kept are the newest five; all of two days; the last one of each of 12 days, 10 weeks and 9
    months before; those made before an import, a merge and the like in this round; and those that
    a person made, as long as there is room.
    """
    newest_first = sorted(slots, reverse=True)
    kept = [*newest_first[:NEWEST]]
    ladder = _Ladder()
    for slot in newest_first[NEWEST:]:
        age = now - slot.made_at
        if (
            age < ALL_OF
            or slot.by_hand
            or (slot.before_something and age < OF_THE_ROUND)
            or ladder.has_room(slot.made_at)
        ):
            kept.append(slot)
    return {slot.number for slot in newest_first} - set(_within(kept, at_most))


def _within(kept: list[Slot], at_most: int) -> Iterable[int]:
    total = 0
    for rank, slot in enumerate(kept):
        total += slot.size
        if rank < NEWEST or total <= at_most:
            yield slot.number


Period = tuple[int, ...]
PERIODS: tuple[tuple[int, Callable[[datetime], Period]], ...] = (
    (12, lambda moment: (moment.year, moment.month, moment.day)),
    (10, lambda moment: moment.isocalendar()[:2]),
    (9, lambda moment: (moment.year, moment.month)),
)


class _Ladder:
    """Room for 12 days, then 10 weeks, then 9 months; backups are offered from newest to oldest."""

    def __init__(self) -> None:
        self._taken: list[set[Period]] = [set() for _ in PERIODS]

    def has_room(self, made_at: datetime) -> bool:
        for (room, period), taken in zip(PERIODS, self._taken, strict=True):
            if period(made_at) in taken:
                return False
            if len(taken) < room:
                taken.add(period(made_at))
                return True
        return False
