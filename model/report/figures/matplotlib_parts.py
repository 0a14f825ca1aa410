"""Matplotlib, imported so that no file lying around is obeyed; other modules take it from here.

By itself Matplotlib reads the `matplotlibrc` of the working directory, of the environment and of
the user's folders, and runs `fc-list` wherever PATH leads. A line in such a file can make it run
`latex`. Imported from within the folder of its own defaults it reads those alone.
"""

import os
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from importlib.util import find_spec
from pathlib import Path

HEARD = ("PATH", "MATPLOTLIBRC", "MPLBACKEND")  # of the environment, at the import


@contextmanager
def _among_its_own_defaults() -> Iterator[None]:
    spec = find_spec("matplotlib")
    if spec is None or spec.origin is None:
        raise ImportError("Matplotlib is missing")
    held = {name: os.environ.pop(name) for name in HEARD if name in os.environ}
    os.environ["PATH"] = ""
    try:
        with chdir(Path(spec.origin).parent / "mpl-data"):
            yield
    finally:
        del os.environ["PATH"]
        os.environ.update(held)


with _among_its_own_defaults():
    import matplotlib as mpl
    from matplotlib.axes import Axes
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties, fontManager
    from matplotlib.patches import Rectangle
    from matplotlib.text import Annotation, Text
    from matplotlib.ticker import MaxNLocator
    from matplotlib.transforms import Bbox

__all__ = [
    "Annotation",
    "Axes",
    "Bbox",
    "Figure",
    "FigureCanvasAgg",
    "FontProperties",
    "MaxNLocator",
    "Rectangle",
    "Text",
    "fontManager",
    "mpl",
]
