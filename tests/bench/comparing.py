"""Ours and something everybody knows, side by side: the ratio holds where milliseconds don't."""

import statistics
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

Samples = list[float]


@dataclass(frozen=True)
class Ratio:
    """A row of the table. Both sides were measured in turns, in the same unit."""

    what: str
    ours: float
    against: str
    theirs: float
    unit: str
    goal: float | None = None  # ours is to be at most so many times theirs; None: only told

    @property
    def ratio(self) -> float:
        return self.ours / self.theirs

    @property
    def line(self) -> str:
        goal = "" if self.goal is None else f"≤ {self.goal:g}"
        mark = "" if self.goal is None else "ok" if self.ratio <= self.goal else "OVER"
        return (
            f"{self.what:52} {self.ours:9.2f} {self.unit:3} "
            f"{self.against:38} {self.theirs:9.2f} {self.unit:3} "
            f"{self.ratio:8.2f} {goal:>8} {mark}"
        ).rstrip()

    def as_json(self) -> dict[str, object]:
        return asdict(self)


HEADING = f"{'what':52} {'ours':>13} {'against':38} {'theirs':>13} {'ratio':>9} {'goal':>8}"


def in_turns(rounds: int, *sides: Callable[[], float]) -> list[Samples]:
    """What each side returned, *rounds* times in turns, after one round that doesn't count."""
    samples: list[Samples] = [[] for _ in sides]
    for number in range(rounds + 1):
        for side, found in zip(sides, samples, strict=True):
            value = side()
            if number:
                found.append(value)
    return samples


def median(samples: Sequence[float]) -> float:
    return statistics.median(samples)


def p95(samples: Sequence[float]) -> float:
    return sorted(samples)[int(len(samples) * 0.95)]
