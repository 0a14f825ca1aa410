"""Columns that people insert, delete, move, copy."""

import re
from collections.abc import Iterator

from model.workbook.reasons import Notice, Reason
from tests.corpus.base import RESAVED, Base
from tests.corpus.kinds.tables import items_of, table_gone
from tests.corpus.sheets import (
    in_columns,
    letters_of,
    moved,
    number_of,
    put,
    text,
    with_part,
    zipped,
)
from tests.corpus.variant import Variant, accepted, one_of, refused, warned

one = one_of("structure")


def variants(base: Base) -> Iterator[Variant]:
    for place in (1, 2, 5, 8):
        yield one(
            f"columns_inserted_{place}",
            lambda p=place: in_columns(base, "measure", lambda n: n + 2 if n >= p else n),
            accepted(),
        )
    yield one(
        "columns_inserted_cover", lambda: in_columns(base, "cover", lambda n: n + 1), accepted()
    )
    yield one(
        "columns_inserted_packet", lambda: in_columns(base, "packet", lambda n: n + 3), accepted()
    )
    last = max(number_of(place) for place in base.tables["measure"].letters.values())
    yield one(
        "columns_reversed",
        lambda: in_columns(base, "measure", lambda n: last + 2 - n if n > 1 else n),
        accepted(),
    )
    yield one(
        "keys_moved_to_end",
        lambda: in_columns(base, "measure", lambda n: n + 20 if n == 1 else n),
        accepted(),
    )
    letters = base.tables["measure"].letters
    state, number = number_of(letters["state"]), number_of(letters["no"])
    yield one(
        "column_deleted",
        lambda: in_columns(base, "measure", lambda n: None if n == state else n - (n > state)),
        warned(
            Notice.HAND_EDIT,
            edits=[
                (item, "state")
                for item in items_of(base)
                if "state" in base.submission.answers.get(item, {})
            ],
        )
        if base.sealed
        else refused(Reason.INCOMPLETE),
    )
    yield one(
        "column_of_numbers_deleted",
        lambda: in_columns(base, "measure", lambda n: None if n == number else n - (n > number)),
        # Printed, so missed; but not in an earlier version's exports, which others saved again.
        accepted() if base.sealed and base.name in RESAVED else warned(Notice.PRINTED),
    )
    yield one(
        "column_of_keys_deleted",
        lambda: in_columns(base, "measure", lambda n: None if n == 1 else n - 1),
        table_gone(base),
    )
    yield one(
        "column_copied", lambda: _column_copied(base, state, last + 1), refused(Reason.AMBIGUOUS)
    )
    yield one(
        "column_added",
        lambda: _with_cells(
            base, {f"{letters_of(last + 1)}5": "备注", f"{letters_of(last + 1)}4": "备注"}
        ),
        warned(Notice.STRAY),
    )


def _column_copied(base: Base, column: int, to: int) -> bytes:
    def change(sheet: bytes) -> bytes:
        def doubled(match: re.Match) -> bytes:
            cell = match[0]
            copy = re.search(
                rb'<c r="%s\d+".*?(?:/>|</c>)' % letters_of(column).encode(), cell, re.DOTALL
            )
            if copy is None:
                return cell
            extra = moved(copy[0], lambda _: to)
            return cell.replace(b"</row>", extra + b"</row>")

        return re.sub(rb"<row .*?</row>", doubled, sheet, flags=re.DOTALL)

    return with_part(base, base.part("measure"), change)


def _with_cells(base: Base, cells: dict[str, str]) -> bytes:
    part = base.part("measure")
    sheet = base.parts[part]
    for ref, words in cells.items():
        sheet = put(sheet, ref, text(words))
    return zipped({**base.parts, part: sheet})
