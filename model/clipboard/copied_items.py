"""Items and their answers as a table for Excel or WPS, which can be pasted in again."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from html import escape

from model.clipboard.columns import comparable
from model.clipboard.table import Rows
from model.domain.answers import Answer
from model.domain.forms import Choice, Field, Form
from model.domain.joint_fields import JointField, joint_fields
from model.domain.plan import Indicator, Item, Measure

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
    own = {item.id: {field.key: field for field in form_for(item).fields()} for item in items}
    fields = joint_fields(field for asked in own.values() for field in asked.values())
    measured = any(isinstance(item, Indicator) for item in items)
    numbers = _numbers(items)
    head = (
        *((KEY,) if any(numbers.values()) else ()),
        PLACE,
        ITEM,
        *((UNIT,) if measured else ()),
        *map(_heading, fields.values()),
    )
    rows = [head]
    for item in items:
        answer, asked = answers(item.id), own[item.id]
        unit = (item.unit if isinstance(item, Indicator) else "",) if measured else ()
        said = (_words(asked[key], answer.get(key, "")) if key in asked else "" for key in fields)
        number = (numbers[item.id],) if any(numbers.values()) else ()
        rows.append((*number, places.get(item.id, ""), item.title, *unit, *said))
    return tuple(rows)


def _numbers(items: Sequence[Item]) -> dict[str, str]:
    """The number that the plan gives each item; an indicator has none and is known by its name, or,
    where another one is called the same, by its id.
    """
    said = Counter(
        words for item in items for words in {comparable(item.title), comparable(item.quote)}
    )
    return {
        item.id: item.id if isinstance(item, Measure) or said[comparable(item.title)] > 1 else ""
        for item in items
    }


def _heading(one: JointField) -> str:
    """The field's label, with the choices for people who fill in on paper."""
    if isinstance(one.field, Choice):
        return f"{one.field.label}（{'、'.join(one.field.options.values())}）"
    return one.heading


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
