"""Who works with the data: is told what is done, and tries again when something is refused."""

import os
from collections.abc import Callable
from typing import TypeVar

from model.errors import AppError

T = TypeVar("T")


class GaveUp(Exception):
    """However often it was tried."""


class User:
    """Says through *pipe* what was acknowledged, and what was refused in which words."""

    def __init__(self, pipe: int, tries: int = 1) -> None:
        self._pipe = pipe
        self._tries = tries

    def does(self, what: str, operation: Callable[[], T]) -> T:
        """Acknowledge *what* once *operation* has returned; "": it is nothing to be kept."""
        for _ in range(self._tries):
            try:
                result = operation()
            except AppError as error:
                told = " ".join([str(error), *map(str, error.problems), error.hint])
                self.say("TOLD", told)
            else:
                if what:
                    self.say("DONE", what)
                return result
        raise GaveUp

    def say(self, kind: str, words: str) -> None:
        # Not by write(), which may be refused.
        os.writev(self._pipe, [f"{kind} {words.replace(chr(10), ' ')}\n".encode()])
