"""Every reported value is found again in the file that brought it, cell by cell."""

import io

import pytest
from openpyxl import load_workbook

from forms import FORMS
from model.domain.forms import Choice, Number
from model.office.original_cells import OriginalCells, cells_of_item
from tests.model.office.conftest import FILES
from tests.model.workbook.damage import edited


def shown(field, text: str) -> object:
    """What a person sees in the cell."""
    if isinstance(field, Choice):
        return field.options[text]
    return float(text) if isinstance(field, Number) else text


@pytest.mark.parametrize("body", ["cgw", "jyj"])
def test_that_every_value_that_counts_stands_in_the_cell_that_is_named(
    office, send, one_reader, body
):
    send("city", "schools")
    submission = office.body(body).submission
    (receipt,) = [r for r in office.receipts if r.verdict.digest == submission.digest]
    content = office.original(receipt.sha256)
    book = load_workbook(io.BytesIO(content))
    assert submission.answers
    for item, answer in submission.answers.items():
        form = FORMS.for_item(office.plan.item(item))
        found = cells_of_item(content, item, form, one_reader)
        for key, text in answer.items():
            assert book[found.sheet][found.cells[key]].value == shown(form.field(key), text)


def test_that_a_place_is_told_in_words_people_use(office, one_reader):
    form = FORMS.for_item(office.plan.item("i-cars"))
    words = cells_of_item(FILES["city"], "i-cars", form, one_reader).sentence(form)
    assert words.startswith("在“指标”表：")
    assert "实际完成值 " in words


def test_that_a_row_that_was_deleted_is_said_to_be_gone(office, one_reader):
    form = FORMS.for_item(office.plan.item("i-cars"))
    place = cells_of_item(FILES["city"], "i-cars", form, one_reader)
    row = int(place.cells["value"].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    content = edited(FILES["city"], lambda book: book[place.sheet].delete_rows(row))
    gone = cells_of_item(content, "i-cars", form, one_reader)
    assert gone == OriginalCells()
    assert "找不到这一行" in gone.sentence(form)
