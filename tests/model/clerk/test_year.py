"""What a department's year knows of itself beside what is filled in."""

from contextlib import closing
from dataclasses import replace

import pytest

from forms import FORMS
from model.clerk.year import ClerkYear
from model.plans import PlanLibrary
from model.scoring.kinds import Late
from model.store.data_file import open_store
from model.store.packages import keep_package
from tests.model.scoring.builders import D, total_rule
from tests.model.workbook.years import OPENED, YEAR, make_report, small_plan, small_rulebook

LATE = total_rule("L", Late(each=D("0.5"), cap=D(5)))
LONG_AGO, FAR = "2020-01-31", "2099-01-31"


@pytest.mark.parametrize(
    ("deadline", "rules", "sent", "costs"),
    [
        (LONG_AGO, (LATE,), "", True),
        (LONG_AGO, (), "", False),
        (FAR, (LATE,), "", False),
        (LONG_AGO, (LATE,), "2020-01-31T18:00:00+08:00", False),
        (LONG_AGO, (LATE,), "2020-02-01T08:00:00+08:00", True),
    ],
    ids=["late", "free of charge", "in time", "reported in time", "reported late"],
)
def test_that_being_late_costs_points_where_rules_say_so_and_nothing_came_in_time(
    tmp_path, deadline, rules, sent, costs
):
    book = replace(small_rulebook(), total_rules=rules)
    with closing(open_store(tmp_path / "data.db")) as db:
        keep_package(db, replace(OPENED, deadline=deadline))
        desk = ClerkYear(PlanLibrary(db, small_plan()), book, FORMS, "cgw", YEAR)
        if sent:
            desk.record(replace(make_report().submission, exported_at=sent), "报送.xlsx")
        assert desk.costs_points is costs
