"""退回单: the office's remarks on a submission, item by item, and its canonical form."""

from dataclasses import dataclass

from model.domain.canonical import (
    canonical_bytes,
    check_code,
    digest_of,
    rebuilt,
    table_in,
    table_of,
)

SCHEMA = 1
KIND = "return-slip"


@dataclass(frozen=True, kw_only=True)
class Remark:
    """What is to be done about one item."""

    item: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Reply:
    """How a department answered one remark, as its next submission says."""

    slip: str  # id
    item: str
    changed: bool  # what is reported differs from what was returned
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class ReturnSlip:
    """Remarks on one submission. `number` counts the slips of a department's year, from 1."""

    id: str
    year: int
    department: str
    number: int
    submission: str  # digest of what was looked at
    sequence: int  # of that submission
    made_at: str  # ISO 8601 with offset
    remarks: tuple[Remark, ...]
    general: str = ""  # what is not about any one item
    due: str = ""  # ISO date; "" for none
    made_by: str = ""
    phone: str = ""
    sample: bool = False  # 示例数据, to be shown wherever it appears

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical form, hex."""
        return digest_of(canonical(self))

    @property
    def check_code(self) -> str:
        return check_code(self.digest)


def canonical(slip: ReturnSlip) -> bytes:
    """UTF-8 JSON with sorted keys: equal slips give equal bytes."""
    return canonical_bytes({"schema": SCHEMA, "kind": KIND, **table_of(slip)})


def from_canonical(content: bytes) -> ReturnSlip:
    """The slip that *content* is the canonical form of.

    Raises:
        ValueError: it is nothing of the kind; the message says what is wrong, in English.
    """
    table = table_in(content)
    if table.pop("kind", None) != KIND or table.pop("schema", None) != SCHEMA:
        raise ValueError("unknown schema")
    try:
        return rebuilt(ReturnSlip, table)
    except ValueError as error:
        raise ValueError(f"not a return slip: {error}") from error
