"""Formulas that show in a 填报模板 what is not answered yet.

A condition is a product or sum of comparisons, so that it serves for one row, as a colour's rule,
and for all rows of a table at once, inside SUMPRODUCT: that much every program computes.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from openpyxl.utils import get_column_letter, quote_sheetname

from model.domain.forms import Choice, Field, Form
from model.workbook.paper.layout import GOES_ON, NUMBERING, fitted
from model.workbook.paper.table import FIRST_COLUMN, FIRST_ROW, Table

LONGEST_FORMULA = 8192  # characters, in Excel
Places = Callable[[str], str]  # a column's key -> its cells


def coloured(table: Table, form: Form) -> Table:
    """Colour the cells of *table* that are not answered yet."""
    if not table.rows:
        return table
    letters = _letters(table)

    def first(key: str) -> str:
        return f"${letters[key]}{FIRST_ROW}"

    conditions = _conditions(form, first)
    own = _own(first(NUMBERING))
    return replace(
        table,
        columns=tuple(
            replace(column, lacking=f"{own}*{conditions[column.key]}>0")
            if column.key in conditions
            else column
            for column in table.columns
        ),
    )


def count(table: Table, form: Form) -> str:
    """The formula for the number of rows of *table* with something not answered."""
    last, letters = fitted(table).last_row, _letters(table)
    sheet = quote_sheetname(table.title)

    def all_rows(key: str) -> str:
        return f"{sheet}!${letters[key]}${FIRST_ROW}:${letters[key]}${last}"

    lacking = "+".join(_conditions(form, all_rows).values())
    return f"SUMPRODUCT({_own(all_rows(NUMBERING))}*((0+{lacking})>0))"


def lacking_formula(counts: Mapping[str, str], cells: Mapping[str, str]) -> str:
    """The formula for the sentence about everything not answered yet.

    Args:
        counts: a table's title -> the formula that counts.
        cells: what is asked for on the cover -> where.
    """
    parts = [f'IF({number}>0,"{title} "&{number}&" 项　","")' for title, number in counts.items()]
    parts += [f'IF({cell}="","{label}　","")' for label, cell in cells.items()]
    said = "&".join(parts)
    formula = f'IF({said}="","全部填写了","还缺：　"&{said})'
    if len(formula) > LONGEST_FORMULA:
        raise ValueError(f"a formula of {len(formula)} characters")
    return formula


def at_first(rows: Mapping[str, int], labels: Sequence[str]) -> str:
    """What `lacking_formula` works out to where nothing is filled in yet."""
    parts = [f"{title} {number} 项　" for title, number in rows.items() if number]
    return "还缺：　" + "".join([*parts, *(f"{label}　" for label in labels)])


def _conditions(form: Form, places: Places) -> dict[str, str]:
    """A field's key -> under which condition its cells still lack something."""
    found = {}
    for asked in form.fields():
        if asked.required:
            when = _asked(form, asked, places)
            found[asked.key] = f'({places(asked.key)}=""){when}'
    some = [*form.fields()]
    if not any(one.required and one.when is None for one in some) and any(
        isinstance(one, Choice) for one in some
    ):
        # A figure, or that there is none to give: one of the two.
        first, other = some[:2]
        found[first.key] = f'({places(first.key)}="")*({places(other.key)}="")'
    return found


def _asked(form: Form, asked: Field, places: Places) -> str:
    if asked.when is None:
        return ""
    key, values = asked.when
    other = form.field(key)
    if not isinstance(other, Choice):
        raise TypeError(f"{asked.key} is asked for by {key}, which is no choice")
    labels = [label for code, label in other.options.items() if code in values]
    either = "+".join(f'({places(key)}="{label}")' for label in labels)
    return f"*((0+{either})>0)"  # a comparison alone is no number, and beyond all numbers


def _own(numbers: str) -> str:
    """Not a row in which the plan's words only go on."""
    return f'({numbers}<>"{GOES_ON}")'


def _letters(table: Table) -> dict[str, str]:
    return {
        column.key: get_column_letter(number)
        for number, column in enumerate(table.columns, start=FIRST_COLUMN)
    }
