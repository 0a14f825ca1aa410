"""What a figure is drawn for: a sheet of paper, or a screen with its colours, letters and room."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

WIDTH = 156 / 25.4  # inches, the text of a 公文 page
LEAST_WIDTH = 3.6  # inches: narrower, the labels of a figure have no room
SMALL_PT = 6.5  # the smallest letters of figures
LEAST_PX = 12  # the smallest letters on a screen
POINTS = 72  # in an inch


@dataclass(frozen=True, kw_only=True)
class FigureLook:
    """`scheme` is one of assets/palette.toml, `width` that of the figure in inches, `tallest` the
    height from which on its rows come closer to each other.
    """

    scheme: str = "light"
    width: float = WIDTH
    tallest: float = 218 / 25.4  # inches, the text of a page, with room for a caption


PAPER = FigureLook()
_look: ContextVar[FigureLook] = ContextVar("look", default=PAPER)  # of this thread


def look() -> FigureLook:
    """The look of what is drawn now."""
    return _look.get()


@contextmanager
def drawn_for(wanted: FigureLook) -> Iterator[None]:
    """What is drawn within has the look *wanted*."""
    before = _look.set(wanted)
    try:
        yield
    finally:
        _look.reset(before)


@dataclass(frozen=True, kw_only=True)
class Screen:
    """Where figures are shown: `room` is the width there is and `small` the size of small text,
    in logical pixels; `ratio` real ones to a logical one.
    """

    scheme: str
    room: int
    small: int = LEAST_PX
    ratio: float = 1.0

    def resolution(self, width: float, smallest: float = SMALL_PT) -> float:
        """Logical pixels per inch of a figure *width* inches wide, with letters of *smallest*
        points: as large as the other text where there is room, never under `LEAST_PX`.
        """
        wanted = min(self.small * POINTS / smallest, self.room / width)
        return max(wanted, LEAST_PX * POINTS / smallest)

    @property
    def filling(self) -> FigureLook:
        """The look of a figure as wide as the room."""
        width = self.room * SMALL_PT / (self.small * POINTS)
        return FigureLook(scheme=self.scheme, width=max(width, LEAST_WIDTH))

    @property
    def page(self) -> FigureLook:
        """The look of a figure as wide as on paper."""
        return FigureLook(scheme=self.scheme)
