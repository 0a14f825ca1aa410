"""What a department says otherwise than in an earlier submission of the same year."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from model.domain.answers import NOTHING_SAID
from model.domain.submission import COVER, Submission

REPLY = "reply"


@dataclass(frozen=True, kw_only=True)
class SubmissionChange:
    """One field that differs; None means not answered. `field` "" stands for 佐证材料,
    told by title, REPLY for what is said about a remark of the office.
    """

    item: str
    field: str
    before: str | None
    after: str | None


def changes_since(before: Submission, now: Submission) -> Iterator[SubmissionChange]:
    """Every change, item by item, the cover last; also of what was exported and is
    no longer asked.
    """
    items = dict.fromkeys((*now.answers, *before.answers))
    for item in items:
        yield from _changed(
            item, before.answers.get(item, NOTHING_SAID), now.answers.get(item, NOTHING_SAID)
        )
    old = {one.id: one for one in before.evidence}
    new = {one.id: one for one in now.evidence}
    for key in dict.fromkeys((*old, *new)):
        if old.get(key) != new.get(key):
            piece, other = old.get(key), new.get(key)
            yield SubmissionChange(
                item=(other or piece).item,  # type: ignore[union-attr]  # one of them is there
                field="",
                before=piece.title if piece else None,
                after=other.title if other else None,
            )
    said = {(one.slip, one.item): one.text for one in before.replies}
    for one in now.replies:  # to what waits still; what was answered is gone by itself
        old_text = said.get((one.slip, one.item), "")
        if one.text != old_text:
            yield SubmissionChange(
                item=one.item, field=REPLY, before=old_text or None, after=one.text or None
            )
    yield from _changed(COVER, before.cover, now.cover)


def _changed(
    item: str, before: Mapping[str, str], after: Mapping[str, str]
) -> Iterator[SubmissionChange]:
    for field in dict.fromkeys((*before, *after)):
        if before.get(field) != after.get(field):
            yield SubmissionChange(
                item=item, field=field, before=before.get(field), after=after.get(field)
            )
