"""Key pairs of this year's people, for tests: the office, two departments, somebody else."""

import io

import openpyxl

from model.domain.origin import OFFICE
from model.ed25519 import KeyPair
from model.jobs import JobContext
from model.store.keys import pin_key, save_seed
from model.workbook.keys import PACKET, TITLES
from model.workbook.slip.content import SlipReport
from model.workbook.slip.write import write_slip

OFFICE_KEYS, DEPARTMENT_KEYS, OTHER_KEYS = (KeyPair(pair * 32) for pair in ("0a", "1b", "2c"))
COMPARED_BY = "王芳"


def know_the_office(db, keys=OFFICE_KEYS):
    """Let *db* be of a department that compared the office's key with the paper."""
    pin_key(db, OFFICE, keys.public, COMPARED_BY)


def sign_as(db, keys):
    """Let the installation of *db* sign with *keys*."""
    save_seed(db, keys.seed)


def send_slip(path, questionnaire, slip, keys=OFFICE_KEYS):
    """Write *slip* to *path* as the office does; None: unsigned, as 0.1.0 did."""
    report = SlipReport(questionnaire=questionnaire, slip=slip, keys=keys)
    write_slip(path, report, JobContext())


def with_packet_rows(content, rows):
    """The workbook *content* with *rows* of its packet added, replaced, or removed (None)."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book[TITLES[PACKET]]
    for key, text in rows.items():
        places = [cell.row for cell in sheet["A"] if cell.value == key]
        place = places[0] if places else sheet.max_row + 1
        sheet.cell(place, 1).value = key if text is not None else None
        sheet.cell(place, 2).value = text
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def let_in(sheet, reason="已打电话核实"):
    """Answer a sheet that asks who made a file: it is the office's."""
    sheet.origin.name.setText(COMPARED_BY)
    sheet.origin.reason.setText(reason)
    sheet.press(sheet.answers[0])
