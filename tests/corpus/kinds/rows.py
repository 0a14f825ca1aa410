"""Rows that people insert, delete, sort, copy."""

from collections.abc import Iterator

from model.workbook.reasons import Notice, Reason
from tests.corpus.base import Base
from tests.corpus.kinds.tables import items_of, table_gone
from tests.corpus.sheets import (
    in_rows,
)
from tests.corpus.variant import Expected, Variant, accepted, one_of, refused, warned

one = one_of("structure")

BLANK = b'<row r="1"></row>'
FILLED = b'<row r="1"><c r="E1" t="inlineStr"><is><t>\xe8\xa1\xa5\xe5\x85\x85</t></is></c></row>'


def variants(base: Base) -> Iterator[Variant]:
    for place in (0, 1, 4, 5, 9):
        for count in (1, 3):
            yield one(
                f"rows_inserted_{place}_{count}",
                lambda p=place, c=count: in_rows(
                    base, "measure", lambda rows: rows[:p] + [BLANK] * c + rows[p:]
                ),
                accepted(),
            )
    for table in ("cover", "quantity", "evidence"):
        yield one(
            f"rows_inserted_{table}",
            lambda t=table: in_rows(
                base, t, lambda rows: [rows[0], BLANK, *rows[1:4], BLANK, *rows[4:]]
            ),
            accepted(),
        )
    yield one(
        "rows_inserted_filled",
        lambda: in_rows(base, "measure", lambda rows: [*rows[:7], FILLED, *rows[7:]]),
        warned(Notice.STRAY),
    )
    yield one(
        "rows_reversed",
        lambda: in_rows(base, "measure", lambda rows: rows[:4] + rows[:3:-1]),
        accepted(),
    )
    yield one(
        "rows_sorted",
        lambda: in_rows(
            base, "measure", lambda rows: rows[:4] + sorted(rows[4:], key=lambda row: row[-200:])
        ),
        accepted(),
    )
    yield one(
        "rows_rotated",
        lambda: in_rows(base, "quantity", lambda rows: [*rows[:4], *rows[6:], *rows[4:6]]),
        accepted(),
    )
    for name, places in (("first", [4]), ("second", [5]), ("three", [6, 7, 8])):
        yield one(
            f"rows_deleted_{name}",
            lambda p=places: in_rows(
                base, "measure", lambda rows: [r for n, r in enumerate(rows) if n not in p]
            ),
            _rows_gone(base, places),
        )
    yield one(
        "rows_deleted_title",
        lambda: in_rows(base, "measure", lambda rows: rows[:1] + rows[4:]),
        accepted(),
    )
    yield one(
        "row_of_keys_deleted",
        lambda: in_rows(base, "measure", lambda rows: rows[1:]),
        table_gone(base),
    )
    yield one(
        "row_copied",
        lambda: in_rows(base, "measure", lambda rows: [*rows[:6], rows[5], *rows[6:]]),
        refused(Reason.AMBIGUOUS),
    )
    yield one(
        "row_copied_to_end",
        lambda: in_rows(base, "quantity", lambda rows: [*rows, rows[5]]),
        refused(Reason.AMBIGUOUS),
    )


def _rows_gone(base: Base, places: list[int]) -> Expected:
    gone = [items_of(base)[place - 4] for place in places]
    answers = base.visible_answers
    cells = [(item, field) for item in gone for field in answers.get(item, {})]
    if base.sealed:
        return warned(Notice.HAND_EDIT, edits=cells)
    return warned(Notice.ROW_MISSING, answers=dict.fromkeys(cells))
