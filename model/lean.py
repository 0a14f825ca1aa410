"""A start without what a start doesn't use."""

import sys
from importlib import import_module


def import_without(absent: str, module: str) -> None:
    """Import *module* as if *absent* were not installed; afterwards *absent* can be imported.

    sqlite_utils takes numpy along wherever it finds it, for column types that nobody here uses:
    a quarter of the time a start takes.
    """
    if absent in sys.modules or module in sys.modules:
        return
    sys.modules[absent] = None  # type: ignore[assignment]  # how Python notes what there isn't
    try:
        import_module(module)
    finally:
        del sys.modules[absent]
