"""A faster start: without what a start does not use."""

import gc
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

NEVER = ("numpy",)  # taken along for column types that nobody here uses
LATE: Mapping[str, Mapping[str, object]] = {  # for a command line of its own
    "dateutil.parser": {},
    "click": {"Group": object},  # an annotation
}


class LateModule(ModuleType):
    """A stand-in that imports a module when something of it is used, but for what is `known`."""

    def __init__(self, name: str, known: Mapping[str, object]) -> None:
        super().__init__(name)
        vars(self).update(known)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  as modules have it
        if name.startswith("__"):
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:  # wanted sooner than was thought
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


def import_without_extras(module: str) -> None:
    """Import *module* as if NEVER were not installed, and LATE when something of it is used.

    sqlite_utils takes both along wherever it finds them: a quarter of the time a start takes.
    Afterwards others can import either.
    """
    if module in sys.modules:
        return
    instead = dict.fromkeys(NEVER) | {name: LateModule(name, known) for name, known in LATE.items()}
    instead = {name: one for name, one in instead.items() if name not in sys.modules}
    sys.modules.update(instead)  # type: ignore[arg-type]  # None is how Python notes absence
    try:
        import_module(module)
    finally:
        for name, one in instead.items():
            if sys.modules.get(name) is one:
                sys.modules.pop(name, None)


@contextmanager
def gc_paused() -> Iterator[Callable[[], None]]:
    """Pauses the garbage collector inside, and until the given function is called: objects made at
    the start stay, and looking for cycles costs a fifth of the time.
    """

    def collect_again() -> None:
        gc.freeze()  # what is there now stays
        gc.enable()

    gc.disable()
    try:
        yield collect_again
    finally:
        gc.enable()
