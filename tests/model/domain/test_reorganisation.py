from model.domain.plan import Department, DepartmentKind
from model.domain.reorganisation import (
    ChangeKind,
    DepartmentChange,
    predecessors,
    reorganised,
    successors,
)


def body(id_, name="", **more):
    return Department(id=id_, name=name or id_.upper(), kind=DepartmentKind.GOVERNMENT, **more)


ALL = Department(id="all", name="各部门", kind=DepartmentKind.COLLECTIVE, members=("a", "b", "c"))
BODIES = {"a": body("a"), "b": body("b", aliases=("老B",)), "c": body("c"), "all": ALL}
RENAMED = DepartmentChange(
    kind=ChangeKind.RENAMED, on="2023-01-01", before=("a",), after=("a",), made=(body("a", "新A"),)
)
MERGED = DepartmentChange(
    kind=ChangeKind.MERGED, on="2024-01-01", before=("a", "b"), after=("d",), made=(body("d"),)
)
SPLIT = DepartmentChange(
    kind=ChangeKind.SPLIT,
    on="2025-01-01",
    before=("c",),
    after=("c", "e"),
    made=(body("e"),),
    moves={"one": ("e",), "two": ("c", "e")},
)
DISSOLVED = DepartmentChange(
    kind=ChangeKind.DISSOLVED, on="2026-01-01", before=("d",), after=("c", "e"), moves={"x": ("e",)}
)
EVERYTHING = (DISSOLVED, SPLIT, MERGED, RENAMED)  # in any order


def test_that_whom_nothing_happened_to_answers_for_itself():
    assert successors("b", ()) == ("b",)
    assert successors("b", (RENAMED,)) == ("b",)


def test_that_a_renamed_body_keeps_its_id_and_answers_to_its_old_name():
    after = reorganised(BODIES, (RENAMED,))
    assert (after["a"].name, after["a"].aliases) == ("新A", ("A",))
    assert successors("a", (RENAMED,)) == ("a",)


def test_that_work_of_merged_bodies_goes_to_the_one_that_comes_after():
    assert successors("a", (MERGED,), "any") == successors("b", (MERGED,), "any") == ("d",)


def test_that_the_body_after_a_merger_is_found_by_all_earlier_names():
    after = reorganised(BODIES, (RENAMED, MERGED))
    assert list(after) == ["d", "c", "all"]
    assert set(after["d"].aliases) == {"新A", "A", "B", "老B"}


def test_that_a_body_can_take_in_another_and_stay_itself():
    absorbed = DepartmentChange(
        kind=ChangeKind.MERGED, on="2024-01-01", before=("a", "b"), after=("b",)
    )
    after = reorganised(BODIES, (absorbed,))
    assert list(after) == ["b", "c", "all"]
    assert after["b"].aliases == ("老B", "A")
    assert successors("a", (absorbed,)) == ("b",)


def test_that_a_split_moves_only_what_is_written_down():
    assert successors("c", (SPLIT,), "one") == ("e",)
    assert successors("c", (SPLIT,), "two") == ("c", "e")
    assert successors("c", (SPLIT,), "three") == ("c",)
    assert successors("c", (SPLIT,)) == ("c", "e")


def test_that_nobody_inherits_what_a_dissolved_body_left_unassigned():
    assert successors("d", (DISSOLVED,), "x") == ("e",)
    assert successors("d", (DISSOLVED,), "y") == ()


def test_that_changes_follow_each_other_by_date_however_they_are_listed():
    assert successors("a", EVERYTHING, "x") == ("e",)
    assert successors("a", EVERYTHING) == ("c", "e")
    assert list(reorganised(BODIES, EVERYTHING)) == ["c", "e", "all"]


def test_that_collectives_follow_their_members():
    assert reorganised(BODIES, EVERYTHING)["all"].members == ("c", "e")


def test_that_predecessors_are_those_whose_answers_one_goes_on_from():
    assert predecessors("b", ()) == ("b",)
    assert predecessors("d", (MERGED,)) == ("a", "b")
    assert predecessors("e", EVERYTHING) == ("c", "a", "b")
