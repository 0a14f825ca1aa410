"""Whatever is typed into any field of a department's pages is there again: after a look at another
row or page, and after a restart.
"""

import pytest

from model.store.settings import Role
from tests.ui.half_written import lost
from ui.field_drafts import FieldDrafts
from ui.pages.clerk.received_part import Deed, DeedForm
from ui.pages.menu import ENTRIES


def begin(page):
    """Chooses a state, which more is asked beside."""
    panel = getattr(page, "panel", None)
    if (form := getattr(panel, "form", None)) is not None:
        form.choose("state", "ongoing")


@pytest.mark.parametrize("name", [entry.page for entry in ENTRIES[Role.CLERK]])
def test_that_what_is_half_written_waits_in_every_field(name, clerk, open_window):
    assert lost(open_window(), name, begin, open_window) == []


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
