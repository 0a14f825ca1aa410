"""A package read from its file as a department's window does it."""

from forms import FORMS
from model.clerk.deliveries import refuse_if_unsound
from model.package.arrival import put_into_force
from model.store.plans import fetch_plans
from model.store.settings import Profile, Role
from model.workbook.layout import Questionnaire
from model.workbook.reasons import Refusal
from model.workbook.sealed import read_file


def read(plan, path, reader=None, kept=()):
    received = read_file(path, Questionnaire(plan=plan, forms=FORMS), reader)
    if isinstance(received, Refusal):
        raise received
    refuse_if_unsound(path.name, received, (plan, *kept))
    return received


def take_in_file(library, path, department, reader):
    received = read(library.shipped, path, reader, fetch_plans(library.db))
    profile = Profile(role=Role.CLERK, year=received.package.year, department=department)
    return put_into_force(library, path.name, received, profile).arrival
