from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.domain.answers import Evidence
from model.domain.sealed import seal, unseal_as
from model.domain.submission import Edition, Submission

SUBMISSION = Submission(
    id="0123",
    year=2025,
    department="csglw",
    sequence=2,
    parent="0122",
    exported_at="2026-01-15T09:30:00+08:00",
    plan=Edition(id="hebei-2022", version="2022"),
    rulebook=Edition(id="percent", version="2025.1"),
    answers={"3.1.1-01": {"state": "done", "done": "建成"}},
    cover={"filled_by": "王"},
    evidence=(Evidence(id="e", item="3.1.1-01", title="总结"),),
    self_total="87.50",
    self_grade="完成",
)
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
answers = st.dictionaries(texts, st.dictionaries(texts, texts, min_size=1))


@given(answers)
def test_that_the_canonical_form_brings_back_an_equal_submission(found):
    submission = replace(SUBMISSION, answers=found)
    assert unseal_as(Submission, seal(submission)) == submission


def test_that_the_order_of_entry_does_not_change_the_check_code():
    one = replace(SUBMISSION, answers={"a": {"x": "1", "y": "2"}, "b": {"x": "3"}})
    other = replace(SUBMISSION, answers={"b": {"x": "3"}, "a": {"y": "2", "x": "1"}})
    assert one.check_code == other.check_code


def test_that_one_changed_letter_changes_the_check_code():
    changed = replace(SUBMISSION, answers={"3.1.1-01": {"state": "done", "done": "建成。"}})
    assert changed.check_code != SUBMISSION.check_code


def test_that_the_check_code_reads_in_four_groups_of_four():
    groups = SUBMISSION.check_code.split(" ")
    assert [len(group) for group in groups] == [4, 4, 4, 4]
    assert SUBMISSION.digest.upper().startswith("".join(groups))


def test_that_an_item_with_nothing_said_leaves_no_trace():
    blank = replace(SUBMISSION, answers={**SUBMISSION.answers, "3.1.1-02": {}})
    assert blank.digest == SUBMISSION.digest


WHOLE = seal(SUBMISSION)


@pytest.mark.parametrize(
    "content",
    [
        b"{}",
        b"[]",
        b'{"schema": 99}',
        b'{"schema": 1}',
        WHOLE.replace(b'"year":2025', b'"yaer":2025'),
        WHOLE.replace(b'"year":2025', b'"year":"2025"'),
        WHOLE.replace(b'"sequence":2', b'"sequence":true'),
        WHOLE.replace(b'"state":"done"', b'"state":1'),
        WHOLE.replace(b'"size":0', b'"size":"0"'),
        WHOLE.replace(b'"self_total":"87.50"', b'"self_total":87.5'),
        WHOLE.replace(b'"parent":"0122"', b'"parent":[]'),
    ],
)
def test_that_anything_else_is_refused(content):
    assert content != WHOLE
    with pytest.raises(ValueError, match=r"schema|not a submission"):
        unseal_as(Submission, content)


def test_that_a_submission_names_the_package_it_was_filled_in_under():
    under = replace(SUBMISSION, package=Edition(id="2025", version="2"))
    assert unseal_as(Submission, seal(under)) == under
    assert under.check_code != SUBMISSION.check_code


def test_that_check_codes_of_files_without_a_package_stay_as_they_were():
    assert b"package" not in seal(SUBMISSION)
    assert SUBMISSION.check_code == "FE2A 0729 6E07 F848"
