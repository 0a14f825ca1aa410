"""A new year finds last year's answers and the references behind them, to be taken on purpose."""

from model.domain.answers import Evidence
from model.store.answers import save_answers
from model.store.evidence import fetch_evidence, save_evidence
from model.store.packages import keep_package
from model.store.settings import Profile, Role, save_profile

SAID = {"state": "done", "done": "已办结"}


def test_that_last_years_evidence_is_offered_and_taken_over_once(open_window, store, version, plan):
    keep_package(store, version(2025))
    item = plan.measures_of("kjj")[0].id
    save_answers(store, 2024, "kjj", {item: SAID})
    save_evidence(store, 2024, "kjj", Evidence(id="e1", item=item, title="总结", reference="1号"))
    save_profile(store, Profile(role=Role.CLERK, year=2025, department="kjj"))
    window = open_window()
    window.show_page("measures")
    entry = window.page_named("measures")
    entry.show_item(item)
    part = entry.panel._evidence
    assert part.list.last_years.text() == "沿用去年的 1 份材料"
    assert fetch_evidence(store, 2025, "kjj") == ()
    part.list.last_years.click()
    (taken,) = fetch_evidence(store, 2025, "kjj")
    assert (taken.title, taken.reference, taken.item) == ("总结", "1号", item)
    assert not part.list.last_years.isVisible()
    assert [piece.id for piece in fetch_evidence(store, 2024, "kjj")] == ["e1"]
