"""Our modules' sources, which Qt's binding needn't read."""

import sys

from PySide6 import QtCore

ROOMS = ("ui", "main")  # that import Qt
SEARCH = "_mod_uses_pyside"


def spare_sources() -> None:
    """Say which modules use Qt, instead of having the source of each read and searched for it.

    The binding asks for the sake of its optional spellings (snake_case), which nobody here uses.
    """
    assert QtCore  # noqa: S101  with which the module below comes
    features = sys.modules.get("shibokensupport.feature")
    if hasattr(features, SEARCH):
        setattr(features, SEARCH, lambda module: module.__name__.partition(".")[0] in ROOMS)
