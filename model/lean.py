"""A start without what a start doesn't use."""

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import LazyLoader, find_spec, module_from_spec

NEVER = ("numpy",)  # taken along for column types that nobody here uses
LATE = ("dateutil.parser",)  # for a command line of its own


def import_lean(module: str) -> None:
    """Import *module* as if NEVER were not installed, and LATE when something of it is used.

    sqlite_utils takes both along wherever it finds them: a quarter of the time a start takes.
    Afterwards NEVER can be imported by others.
    """
    if module in sys.modules:
        return
    absent = [name for name in NEVER if name not in sys.modules]
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type]  # how Python notes absence
    for name in LATE:
        _import_late(name)
    try:
        import_module(module)
    finally:
        for name in absent:
            del sys.modules[name]


def _import_late(name: str) -> None:
    spec = None if name in sys.modules else find_spec(name)
    if spec is None or spec.loader is None:
        return
    spec.loader = LazyLoader(spec.loader)
    module = module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)


@contextmanager
def without_collecting() -> Iterator[Callable[[], None]]:
    """Inside, and until what it gives is called, nobody looks for cycles to collect: while a
    program starts, everything made is there to stay, and looking costs a fifth of the time.
    """

    def collect_again() -> None:
        gc.freeze()  # what is there now stays
        gc.enable()

    gc.disable()
    try:
        yield collect_again
    finally:
        gc.enable()
