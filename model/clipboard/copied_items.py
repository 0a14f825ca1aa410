"""Items and their answers as a table for Excel or WPS, which can be pasted in again."""

from collections.abc import Callable, Mapping, Sequence
from html import escape

from model.clipboard.table import Rows
from model.domain.answers import Answer
from model.domain.forms import Choice, Field, Form, Number
from model.domain.plan import Indicator, Item

KEY, PLACE, ITEM, UNIT = "编号", "出处", "事项", "单位"
STYLE = "mso-number-format:'\\@'"  # as text: nothing is taken for a formula, no zero is lost
BREAK = '<br style="mso-data-placement:same-cell">'


def copied_table(
    items: Sequence[Item],
    places: Mapping[str, str],
    form_for: Callable[[Item], Form],
    answers: Callable[[str], Answer],
) -> Rows:
    """A heading and one row per item; empty *answers* give a list to be filled in.

    Args:
        places: where in the plan each item stands, by its id.
    """
    fields: dict[str, Field] = {}
    for item in items:
        for field in form_for(item).fields():
            fields.setdefault(field.key, field)
    measured = any(isinstance(item, Indicator) for item in items)
    head = (KEY, PLACE, ITEM, *((UNIT,) if measured else ()), *map(_heading, fields.values()))
    rows = [head]
    for item in items:
        answer, own = answers(item.id), {field.key for field in form_for(item).fields()}
        unit = (item.unit if isinstance(item, Indicator) else "",) if measured else ()
        said = (_words(fields[key], answer.get(key, "")) if key in own else "" for key in fields)
        rows.append((item.id, places.get(item.id, ""), item.title, *unit, *said))
    return tuple(rows)


def _heading(field: Field) -> str:
    """The field's label, with the choices for people who fill in on paper."""
    if isinstance(field, Choice):
        return f"{field.label}（{'、'.join(field.options.values())}）"
    if isinstance(field, Number) and field.unit == "%":
        return f"{field.label}（%）"
    return field.label


def _words(field: Field, text: str) -> str:
    return field.options.get(text, text) if isinstance(field, Choice) else text


def as_text(rows: Rows) -> str:
    """Cells divided by tabs, as spreadsheets expect."""
    return "\r\n".join("\t".join(map(_quoted, row)) for row in rows)


def _quoted(cell: str) -> str:
    if not any(sign in cell for sign in '\t\n\r"'):
        return cell
    return '"' + cell.replace('"', '""') + '"'


def as_html(rows: Rows) -> str:
    lines = (
        "<tr>"
        + "".join(
            f'<td style="{STYLE}">{escape(cell).replace(chr(10), BREAK)}</td>' for cell in row
        )
        + "</tr>"
        for row in rows
    )
    return f'<meta charset="utf-8"><table border="1">{"".join(lines)}</table>'
