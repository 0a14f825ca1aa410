"""填报模板: what an empty workbook of one department's year is for."""

from dataclasses import dataclass

from model.domain.canonical import SealedRecord
from model.domain.submission import Edition
from model.domain.text_kinds import Key, Moment


@dataclass(frozen=True, kw_only=True)
class Template(SealedRecord):
    """For PCs that can't run the app: the template is filled in by hand and read from its visible
    cells.
    """

    KIND = "template"

    year: int
    department: Key
    made_at: Moment  # ISO 8601 with offset
    plan: Edition
    rulebook: Edition
    package: Edition | None = None
    sample: bool = False
