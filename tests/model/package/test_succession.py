from dataclasses import replace

import pytest

from model.domain.answers import Evidence
from model.package.draft import with_change
from model.package.succession import (
    changes_of_bodies_since,
    inheritance,
    inherited_evidence,
    who_answers,
)
from tests.model.package.conftest import DISSOLVED, MERGED, RENAMED, SPLIT

ITEM, OTHER = "3.1.1-01", "3.1.1-02"


@pytest.fixture(scope="module")
def merged(package):
    return with_change(package, MERGED)


@pytest.fixture(scope="module")
def split(package):
    return with_change(package, SPLIT)


def test_that_nobody_else_answers_while_nothing_changes(package):
    assert who_answers(package, "swj") == who_answers(None, "swj") == ("swj",)


def test_that_the_successor_answers_since_the_change_and_not_before(package, merged):
    assert who_answers(merged, "swj") == ("swhz",)
    assert who_answers(package, "swj") == ("swj",)


def test_that_who_was_asked_after_the_change_answers_for_itself(split):
    """What 区住房建设委 answered once it was split stays with it."""
    assert who_answers(split, "zjw", "3.3.3-01") == ("fgj",)
    assert who_answers(split, "zjw", "3.3.3-01", then=split) == ("zjw",)
    assert changes_of_bodies_since(split, split) == ()


def test_that_a_renamed_body_goes_on_with_its_own_answers(plan, package):
    renamed = with_change(package, RENAMED)
    stored = {"csglw": {ITEM: {"state": "done"}}}
    assert who_answers(renamed, "csglw") == ("csglw",)
    assert inheritance(plan, renamed, package, "csglw", stored).answers == {}


def test_that_a_successor_takes_over_what_only_one_of_them_said(plan, package, merged):
    stored = {"swj": {ITEM: {"state": "done"}}, "hzjlb": {OTHER: {"state": "behind"}}}
    found = inheritance(plan, merged, package, "swhz", stored)
    assert found.answers == {ITEM: {"state": "done"}, OTHER: {"state": "behind"}}
    assert found.sources == {ITEM: "swj", OTHER: "hzjlb"}
    assert found.rivals == ()


def test_that_equal_answers_are_no_dispute(plan, package, merged):
    stored = {"swj": {ITEM: {"state": "done"}}, "hzjlb": {ITEM: {"state": "done"}}}
    found = inheritance(plan, merged, package, "swhz", stored)
    assert found.answers == {ITEM: {"state": "done"}}


def test_that_different_answers_wait_side_by_side_for_a_person(plan, package, merged):
    stored = {"swj": {ITEM: {"state": "done"}}, "hzjlb": {ITEM: {"state": "behind"}}}
    found = inheritance(plan, merged, package, "swhz", stored)
    assert found.answers == {}
    (rival,) = found.rivals
    assert rival.answers == {"hzjlb": {"state": "behind"}, "swj": {"state": "done"}}


def test_that_an_answer_of_its_own_is_never_replaced(plan, package, merged):
    stored = {"swhz": {ITEM: {"state": "behind"}}, "swj": {ITEM: {"state": "done"}}}
    found = inheritance(plan, merged, package, "swhz", stored)
    assert found.answers == {}
    assert found.rivals[0].answers.keys() == {"swhz", "swj"}


def test_that_a_split_off_body_takes_over_only_what_moved(plan, package, split):
    stored = {"zjw": {f"3.3.3-0{n}": {"state": "done"} for n in (1, 2, 3)}}
    found = inheritance(plan, split, package, "fgj", stored)
    assert found.answers.keys() == {"3.3.3-01", "3.3.3-02"}


def test_that_a_dissolved_bodys_answers_go_where_its_work_went(plan, package):
    dissolved = with_change(package, DISSOLVED)
    stored = {"szjjb": {ITEM: {"state": "done"}, OTHER: {"state": "done"}}}
    assert inheritance(plan, dissolved, package, "kjj", stored).answers.keys() == {ITEM}
    assert inheritance(plan, dissolved, package, "fgw", stored).answers == {}


def test_that_nothing_comes_from_somebody_elses_predecessor(plan, package, merged):
    stored = {"swj": {ITEM: {"state": "done"}}}
    assert inheritance(plan, merged, package, "kjj", stored).answers == {}


def test_that_evidence_goes_along_as_the_same_copies_each_time():
    pieces = [Evidence(id="a", item=ITEM, title="总结"), Evidence(id="b", item=OTHER, title="x")]
    once = inherited_evidence(pieces, [ITEM], 2025, "swhz")
    assert once == inherited_evidence(pieces, [ITEM], 2025, "swhz")
    (copy,) = once
    assert replace(copy, id="a") == pieces[0]
    assert copy.id not in {"a", inherited_evidence(pieces, [ITEM], 2026, "swhz")[0].id}
