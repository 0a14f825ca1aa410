from dataclasses import replace

from model.clerk.submission_changes import REPLY, SubmissionChange, changes_since
from model.domain.answers import Evidence
from model.domain.return_slip import Reply
from model.domain.submission import Edition, Submission

FIRST = Submission(
    id="1", year=2025, department="csglw", sequence=1, parent=None,
    exported_at="2025-11-22T10:00:00+08:00",
    plan=Edition(id="p", version="1"), rulebook=Edition(id="r", version="1"),
    answers={"a": {"state": "done", "done": "好"}, "b": {"value": "0"}},
    cover={"filled_by": "王"}, evidence=(Evidence(id="e", item="a", title="总结"),),
)  # fmt: skip


def test_that_the_same_again_is_no_change():
    assert [*changes_since(FIRST, replace(FIRST, id="2", sequence=2))] == []


def test_that_every_difference_is_told_once_the_cover_last():
    now = replace(
        FIRST,
        answers={"a": {"state": "behind", "done": "好"}, "c": {"state": "done"}},
        cover={"filled_by": "李"},
        evidence=(Evidence(id="f", item="c", title="批文"),),
    )
    assert [*changes_since(FIRST, now)] == [
        SubmissionChange(item="a", field="state", before="done", after="behind"),
        SubmissionChange(item="c", field="state", before=None, after="done"),
        SubmissionChange(item="b", field="value", before="0", after=None),
        SubmissionChange(item="a", field="", before="总结", after=None),
        SubmissionChange(item="c", field="", before=None, after="批文"),
        SubmissionChange(item="cover", field="filled_by", before="王", after="李"),
    ]


def test_that_words_about_a_remark_alone_are_news_until_they_went_out():
    waiting = (Reply(slip="s", item="a", changed=False), Reply(slip="s", item="b", changed=False))
    now = replace(FIRST, replies=(replace(waiting[0], text="以年鉴为准"), waiting[1]))
    assert [*changes_since(FIRST, replace(FIRST, replies=waiting))] == []
    assert [*changes_since(FIRST, now)] == [
        SubmissionChange(item="a", field=REPLY, before=None, after="以年鉴为准")
    ]
    assert [*changes_since(now, FIRST)] == []
