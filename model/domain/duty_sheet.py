"""任务分解表（会签稿）: what was printed in it, to tell what came back changed."""

from collections.abc import Mapping
from dataclasses import dataclass

from model.domain.canonical import canonical_bytes, rebuilt, table_in, table_of
from model.domain.submission import Edition

SCHEMA = 1
KIND = "duty-sheet"


@dataclass(frozen=True, kw_only=True)
class DutySheet:
    """`lead` and `support` are the words of those cells, by item."""

    year: int
    made_at: str  # ISO 8601 with offset
    plan: Edition
    lead: Mapping[str, str]
    support: Mapping[str, str]


def canonical(sheet: DutySheet) -> bytes:
    """UTF-8 JSON with sorted keys: equal sheets give equal bytes."""
    return canonical_bytes({"schema": SCHEMA, "kind": KIND, **table_of(sheet)})


def from_canonical(content: bytes) -> DutySheet:
    """The sheet that *content* is the canonical form of.

    Raises:
        ValueError: it is nothing of the kind; the message says what is wrong, in English.
    """
    table = table_in(content)
    if table.pop("kind", None) != KIND or table.pop("schema", None) != SCHEMA:
        raise ValueError("unknown schema")
    return rebuilt(DutySheet, table)
