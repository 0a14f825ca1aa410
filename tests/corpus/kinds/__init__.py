"""The kinds of bad workbooks, each in a module of its own."""

from collections.abc import Iterator

from tests.corpus.base import Base
from tests.corpus.kinds import (
    active,
    bombs,
    book_sheets,
    cells,
    columns,
    container,
    contradictions,
    controls,
    formulas,
    headings,
    hidden,
    looks,
    names,
    office,
    rows,
    seal,
    texts,
    xml_attacks,
    zip_attacks,
)
from tests.corpus.variant import Variant

KINDS = (
    controls,
    container,
    zip_attacks,
    bombs,
    xml_attacks,
    active,
    cells,
    texts,
    looks,
    formulas,
    headings,
    rows,
    columns,
    hidden,
    book_sheets,
    contradictions,
    seal,
    office,
    names,
)


def variants(base: Base) -> Iterator[Variant]:
    """Everything but random mutations."""
    for kind in KINDS:
        yield from kind.variants(base)
