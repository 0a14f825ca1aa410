"""A settings row that can't be understood costs the setting, not the start."""

import re

import pytest

from model.store.settings import Profile, Role, fetch_profile, save_profile, save_setting
from tests.thorough import some
from ui import start
from ui.pages.menu import ENTRIES

ASKED = re.compile(r"SELECT value FROM setting WHERE key = '([^']+)'")
WHO = {"role", "year", "department"}
ODD = ["{", "[1]", "null", '{"a": 1}', '{"a": {"b": 1}}', "１", "zz", "-1", "9" * 40, "[" * 5000]


further = pytest.mark.thorough


def visit_every_page(open_window, role):
    window = open_window()
    for entry in ENTRIES[role]:
        window.show_page(entry.page)
    window.close()


@pytest.mark.in_part
@pytest.mark.parametrize(
    "role",
    [
        Role.OFFICE,
        pytest.param(Role.CLERK, marks=further),
        pytest.param(Role.SECTION, marks=further),
    ],
)
def test_that_every_page_opens_whatever_stands_in_a_settings_row(
    open_window, store, department, role, qapp
):
    body = "" if role is Role.OFFICE else department.id
    save_profile(store, Profile(role=role, year=2025, department=body))
    asked = set()
    store.conn.set_trace_callback(lambda sql: asked.update(ASKED.findall(sql)))
    start._dress(qapp, store)
    visit_every_page(open_window, role)
    store.conn.set_trace_callback(None)
    keys = sorted(asked - WHO)
    assert {"scheme", "text_size"} <= asked
    for turn in some((0, 3, 7)):
        for place, key in enumerate(keys):
            save_setting(store, key, ODD[(place + turn) % len(ODD)])
        start._dress(qapp, store)
        visit_every_page(open_window, role)


@pytest.mark.parametrize("key", ["role", "year"])
@pytest.mark.parametrize("odd", ["审计", "二〇二五", "", "-5", "99999", "9" * 5000, "2025.0"])
def test_that_the_first_start_asks_again_where_role_or_year_cannot_be_understood(store, key, odd):
    save_profile(store, Profile(role=Role.OFFICE, year=2025))
    save_setting(store, key, odd)
    assert fetch_profile(store) is None
