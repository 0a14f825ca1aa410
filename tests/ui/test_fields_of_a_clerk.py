"""Whatever is typed into any field of a department's pages is there again: after a look at another
row or page, and after a restart.
"""

import pytest
from PySide6.QtWidgets import QLineEdit

from model.store.settings import Profile, Role, save_profile
from tests.thorough import some
from tests.ui.half_written import fields, lost, shown, words_of
from ui.field_drafts import FieldDrafts
from ui.pages.clerk.received_part import Deed, DeedForm
from ui.pages.menu import ENTRIES


def begin(page):
    """Chooses a state, which more is asked beside."""
    panel = getattr(page, "panel", None)
    if (form := getattr(panel, "form", None)) is not None:
        form.choose("state", "ongoing")


@pytest.mark.in_part
@pytest.mark.parametrize("name", some([entry.page for entry in ENTRIES[Role.CLERK]]))
def test_that_what_is_half_written_waits_in_every_field(name, clerk, open_window):
    assert lost(open_window(), name, begin, open_window) == []


@pytest.mark.parametrize("other", [(2025, "kjj"), (2026, "cgw")])
def test_that_nobody_sees_what_another_department_or_year_has_half_written(
    other, store, open_window
):
    def drafts(year, department):
        save_profile(store, Profile(role=Role.CLERK, year=year, department=department))
        window = open_window()
        return FieldDrafts(window.session, window)

    own, another = drafts(2025, "cgw"), None
    own.keep("any/place", {"name": "市容科"})
    another = drafts(*other)
    assert (another.of("any/place"), another.places("any/")) == ({}, ())
    another.keep("any/place", {"name": "另一科"})
    another.forget("any/place")
    again = drafts(2025, "cgw")
    assert again.of("any/place") == {"name": "市容科"}
    assert again.places("any/") == ("any/place",)


@pytest.mark.in_part
@pytest.mark.parametrize("name", some([entry.page for entry in ENTRIES[Role.CLERK]]))
def test_that_no_field_shows_what_another_department_wrote_in_it(name, store, plan, open_window):
    def page(department):
        save_profile(store, Profile(role=Role.CLERK, year=2025, department=department))
        found = shown(open_window(), name)
        begin(found)
        return found

    one, other = (body.id for body in plan.bodies[:2])
    first = page(one)
    for number, key in enumerate(fields(first)):
        if (field := fields(first).get(key)) is not None:
            if isinstance(field, QLineEdit):
                field.setText(f"甲写的{number}")
            else:
                field.setPlainText(f"甲写的{number}")
    first.flush()
    assert [
        words_of(one) for one in fields(page(other)).values() if "甲写的" in words_of(one)
    ] == []


def test_that_why_a_file_is_set_aside_waits_for_the_file_until_it_is_said(clerk, open_window):
    window = open_window()
    drafts = FieldDrafts(window.session, window)
    form, done = DeedForm(drafts, window), []
    one, other = (
        Deed(
            key=key, question="停用？", yes="停用", by="王芳", hint="例如",
            carry_out=lambda by, why: done.append((by, why)),
        )
        for key in ("a", "b")
    )  # fmt: skip
    form.ask(one)
    form.reason.setText("不是办公室发的")
    form.ask(other)
    assert (form.by.text(), form.reason.text()) == ("王芳", "")
    form.ask(one)
    assert form.reason.text() == "不是办公室发的"
    form.yes.click()
    assert done == [("王芳", "不是办公室发的")]
    form.ask(one)
    assert form.reason.text() == ""
