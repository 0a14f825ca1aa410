import pytest

from model.domain.plan_record import PlanRecord
from model.domain.sealed import seal, unseal_as


def test_that_a_plan_reads_back_equal_and_in_the_order_of_the_text(plan):
    again = unseal_as(PlanRecord, seal(PlanRecord.of(plan))).plan()
    assert again == plan
    for name in ("departments", "clauses", "measures", "indicators"):
        assert list(getattr(again, name)) == list(getattr(plan, name))


@pytest.mark.parametrize("content", [b"{}", b'{"kind":"plan","schema":1}', b'{"kind":"plan"}'])
def test_that_anything_else_is_refused(content):
    with pytest.raises(ValueError, match=r"."):
        unseal_as(PlanRecord, content).plan()
