"""What is copied out as a table comes back as it was, whatever a body is asked."""

import pytest

from forms import FORMS
from model.clipboard.columns import UNUSED, recognised
from model.clipboard.copied_items import as_text, copied_table
from model.clipboard.pasted_answers import placed
from model.clipboard.table import pasted_rows
from model.domain.forms import Choice, Number
from model.domain.plan import Indicator


def answered(form):
    """Every field of *form* answered, each in words of its own."""
    said = {}
    for number, field in enumerate(form.fields(), start=11):
        if isinstance(field, Choice):
            said[field.key] = list(field.options)[-1]
        elif isinstance(field, Number):
            said[field.key] = str(number)
        else:
            said[field.key] = f"第{number}句话，说到“双碳”"
    return said


def kinds(plan):
    """Body -> its measures, and its indicators: what stands on one page."""
    for body in (one.id for one in plan.bodies):
        items = tuple(plan.open_to(body))
        for kind in (True, False):
            shown = [item for item in items if isinstance(item, Indicator) is kind]
            if shown:
                yield body, shown


@pytest.fixture(scope="module")
def pages(today):
    return list(kinds(today))


def table(body, items, answers):
    return copied_table(items, {}, lambda item: FORMS.asked(item, body), answers)


def test_that_all_that_is_copied_comes_back_at_its_field(pages):
    for body, items in pages:

        def form(item, body=body):
            return FORMS.asked(item, body)

        said = {item.id: answered(form(item)) for item in items}
        rows = pasted_rows(as_text(table(body, items, said.__getitem__)))
        columns = recognised(rows, items, [one for item in items for one in form(item).fields()])
        pasting = placed(rows, columns, items, form, lambda _: {})
        took = {}
        for cell in pasting.cells:
            took.setdefault(cell.item, {})[cell.field.key] = cell.text or cell.typed
        assert took == said, body
        assert not pasting.unplaced, body


def test_that_a_heading_names_a_unit_only_where_every_row_has_it(pages):
    seen = set()
    for body, items in pages:
        head = table(body, items, lambda _: {})[0]
        for item in items:
            for field in FORMS.asked(item, body).fields():
                if isinstance(field, Number) and field.key == "value":
                    named = any("（%）" in cell for cell in head if field.label in cell)
                    assert not named or field.unit == "%", (body, item.id)
                    seen.add(named)
    assert seen == {True, False}


def test_that_nobody_reads_the_programs_own_words_in_a_copied_table(pages):
    for body, items in pages:
        rows = table(body, items, lambda _: {})
        told = {cell for row in rows for cell in row}
        assert not told & {item.id for item in items if isinstance(item, Indicator)}, body


def test_that_a_column_is_known_by_the_label_of_any_form_that_asks_it(pages):
    joined = 0
    for body, items in pages:
        fields = [one for item in items for one in FORMS.asked(item, body).fields()]
        for field in fields:
            roles = recognised(((field.label, "事项"), ("1", "2")), items, fields).roles
            assert roles[0] == field.key != UNUSED, (body, field.label)
        joined += len({one.label for one in fields if one.key == "value"}) > 1
    assert joined
