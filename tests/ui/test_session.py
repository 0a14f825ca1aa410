"""What the open year of a PC knows of files that are opened there."""

from dataclasses import replace

import pytest

from model.domain.submission import Edition, Submission
from model.package.draft import with_change
from model.store.packages import keep_package
from model.store.settings import Profile, Role, save_profile
from tests.model.package.conftest import RENAMED, opened_2025
from ui.session import Session


@pytest.fixture
def sent(plan):
    """By 区城市管理委, before it was renamed."""
    return Submission(
        id="1", year=2025, department="csglw", sequence=1, parent=None,
        exported_at="2025-12-22T10:00:00+08:00", rulebook=Edition(id="r", version="1"),
        plan=Edition(id=plan.id, version=plan.edition), answers={},
    )  # fmt: skip


@pytest.mark.parametrize("role", [Role.CLERK, Role.OFFICE])
def test_that_a_name_is_held_against_what_its_sender_was_called_only_where_that_is_known(
    store, plan, rulebook, sent, role
):
    first = opened_2025(plan)
    second = with_change(replace(first, version=2, parent=first.digest), RENAMED)
    save_profile(
        store, Profile(role=role, year=2025, department="csglw" if role is Role.CLERK else "")
    )
    for package in (first, second):
        keep_package(store, package)
    asked = Session(plan, rulebook, store).senders_questionnaire
    earlier = replace(sent, package=first.edition)
    unknown = replace(sent, package=Edition(id="nobody's", version="7"))
    assert asked.certain(replace(sent, package=second.edition))
    assert not asked.certain(unknown)
    assert not asked.certain(replace(unknown, department="nobody"))
    if role is Role.OFFICE:  # which reads each as its sender saw it
        assert asked.certain(earlier)
        assert asked.under(earlier).plan.departments["csglw"].name == "区城市管理委"
    else:  # by today's name, which the earlier file does not bear
        assert not asked.certain(earlier)
