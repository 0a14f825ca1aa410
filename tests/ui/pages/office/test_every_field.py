"""Whatever is typed into any field of the office's pages is there again: after a look at another
row or page, and after a restart.
"""

import pytest

from model.store.settings import Role
from tests.thorough import some
from tests.ui.half_written import lost
from ui.pages.menu import ENTRIES


def begin(page):
    """Opens the year, without which nothing can be typed into its package."""
    opening = getattr(page, "opening", None)
    if opening is not None and opening.isVisible():
        opening.from_plan.click()


@pytest.mark.in_part
@pytest.mark.parametrize("name", some([entry.page for entry in ENTRIES[Role.OFFICE]]))
def test_that_what_is_half_written_waits_in_every_field(
    name, with_few, window, room, open_window, no_message_box
):
    no_message_box.expected = True  # a year is opened
    assert lost(window, name, begin, open_window) == []
