"""Connections to functions that Qt can't tell the owner of (lambdas, partials), and calls put off.

Qt ends the connection to a bound method together with its object; one to a lambda lasts as long as
the sender, and calls a page that is gone.
"""

from collections.abc import Callable
from inspect import Parameter, signature
from types import FunctionType, MethodType
from weakref import WeakMethod

from PySide6.QtCore import QObject, QTimer, SignalInstance

POSITIONAL = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)


class _Tie(QObject):
    """Calls *act* as long as *owner* lives."""

    def __init__(self, owner: QObject, act: Callable[..., object]) -> None:
        super().__init__(owner)
        self._act = act
        self._wanted = _wanted(act)

    @property
    def slot(self) -> Callable[..., None]:
        """A method that names as much as *act* wants.

        To one that takes whatever comes Qt says nothing of what a signal may leave out, as whether
        a button is down.
        """
        return (self.nothing, self.one, self.two)[self._wanted]

    def nothing(self) -> None:
        self._act()

    def one(self, first: object) -> None:
        self._act(first)

    def two(self, first: object, second: object) -> None:
        self._act(first, second)


def _wanted(act: Callable[..., object]) -> int:
    """How many words *act* can't do without."""
    if isinstance(act, FunctionType):  # as `signature` says it, at a tenth of the time
        return act.__code__.co_argcount - len(act.__defaults__ or ())
    return sum(
        one.kind in POSITIONAL and one.default is Parameter.empty
        for one in signature(act).parameters.values()
    )


def connect(signal: SignalInstance, owner: QObject, act: Callable[..., object]) -> None:
    """*act* is called when *signal* fires, until *owner* is deleted.

    It is given as much of what the signal says as it can't do without.
    """
    tie = _Tie(owner, act)
    signal.connect(tie.slot)
    # Held by Qt until then: else owner and tie hold nothing but each other, and Python may collect
    # a window in the middle of one of its slots.
    owner.destroyed.connect(lambda: tie)


def call_later(ms: int, owner: QObject, act: Callable[[], object]) -> None:
    """Calls *act* once after *ms* milliseconds, unless *owner* is deleted before.

    In place of `QTimer.singleShot` with an owner: there an exception of *act* is told nobody,
    stays with Python, and hangs or ends the program at its next call (PySide6 6.8.0.2).
    """
    timer = QTimer(owner)
    timer.setSingleShot(True)
    # An owner that nobody else holds would be deleted with its own timer, in the midst of that.
    own = isinstance(act, MethodType) and act.__self__ is owner
    due = WeakMethod(act) if own else lambda: act

    def ring() -> None:
        timer.deleteLater()
        if (put_off := due()) is not None:
            put_off()

    connect(timer.timeout, timer, ring)
    timer.start(ms)
