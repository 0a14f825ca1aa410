"""The parts of a job in the order of the work: numbered tabs, each with where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from ui.kit.pills import Pills


@dataclass(frozen=True, kw_only=True)
class Step:
    """Where a step stands: so many things to do, else done, else not begun."""

    word: str
    open: int = 0
    done: bool = False

    @property
    def shown(self) -> str:
        """As seen after the number."""
        return f"{self.word} {self.open} 待办" if self.open else self.word + " ✓" * self.done

    @property
    def said(self) -> str:
        """As heard after the number: what is seen, and the words for its sign."""
        state = "没有待办" if self.done else "还没有做"
        return self.shown if self.open else f"{self.shown}，{state}"


class Stepper(Pills):
    """What follows the steps in *aside* is a tab like the others, without number and state."""

    def __init__(
        self, steps: Sequence[str], aside: Sequence[str] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__((*steps, *aside), parent, look="tab")
        self._steps = len(steps)

    def show_steps(self, steps: Sequence[Step]) -> None:
        numbered = list(enumerate(steps, 1))
        self.show_words(
            [f"{number} {step.shown}" for number, step in numbered],
            said=[f"{number} {step.said}" for number, step in numbered],
        )

    @property
    def following(self) -> int | None:
        """The step after the one shown; None: it is the last, or none."""
        number = self.current + 1
        return number if number < self._steps else None
