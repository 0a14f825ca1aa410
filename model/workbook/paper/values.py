"""What may be put into a cell; knows nothing of the library that writes it."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Formula:
    """A live formula without its leading “=”, and what it works out to at export.

    Programs that don't calculate (mail previews, Excel's protected view) show the result.
    """

    text: str
    result: str | Decimal


Value = str | Decimal | Formula | None
