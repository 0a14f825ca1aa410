"""填报模板: what an empty workbook of one department's year is for, and its canonical form."""

from dataclasses import dataclass

from model.domain.canonical import canonical_bytes, rebuilt, table_in, table_of
from model.domain.submission import Edition

SCHEMA = 1
KIND = "template"


@dataclass(frozen=True, kw_only=True)
class Template:
    """For PCs that can't run the app: filled in by hand, read from its visible cells."""

    year: int
    department: str
    made_at: str  # ISO 8601 with offset
    plan: Edition
    rulebook: Edition
    package: Edition | None = None
    sample: bool = False


def canonical(template: Template) -> bytes:
    """UTF-8 JSON with sorted keys: equal templates give equal bytes."""
    return canonical_bytes({"schema": SCHEMA, "kind": KIND, **table_of(template)})


def is_template(content: bytes) -> bool:
    """Whether canonical *content* says that it is one; it may be unsound all the same."""
    if b'"kind"' not in content:
        return False
    try:
        return table_in(content).get("kind") == KIND
    except ValueError:
        return False


def from_canonical(content: bytes) -> Template:
    """The template that *content* is the canonical form of.

    Raises:
        ValueError: it is nothing of the kind; the message says what is wrong, in English.
    """
    table = table_in(content)
    if table.pop("kind", None) != KIND or table.pop("schema", None) != SCHEMA:
        raise ValueError("unknown schema")
    try:
        return rebuilt(Template, table)
    except ValueError as error:
        raise ValueError(f"not a template: {error}") from error
