"""复核: what counts of a submission after the office's decisions. Pure; nothing is overwritten."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from model.domain.answers import NOTHING_SAID, Answer, Answers, claims_not_applicable
from model.domain.plan import Item
from model.domain.review import WHOLE_YEAR, Review, Verdict, basis_of
from model.domain.submission import Submission


class ReviewStanding(StrEnum):
    """The state of the office's review of one item."""

    PENDING = "待审"
    CHANGED = "有变化"  # said otherwise than when the office looked, or returned and sent again
    REVIEWED = "已审"
    RETURNED = "退回"
    UNCONFIRMED = "待确认"  # decided, and a second person has to confirm it


OPEN = {ReviewStanding.PENDING, ReviewStanding.CHANGED, ReviewStanding.UNCONFIRMED}


@dataclass(frozen=True, kw_only=True)
class LapsedCorrection:
    """What the office put in place of something that is reported otherwise by now: field key ->
    text, None for 未填. `cells`: by taking cells that were changed by hand.
    """

    cells: bool
    changes: Mapping[str, str | None]
    reason: str
    by: str
    at: str  # ISO 8601 with offset


@dataclass(frozen=True, kw_only=True)
class ItemReview:
    """One item of a department's year.

    `reported` is what the department says, `answer` what counts: the same, unless the office
    adjusted it. Only what is `reported` is told as the department's word. `before` is what was said
    when the office last looked, where that is something else than what is reported now. What is
    only `proposed` changes neither.
    """

    item: Item
    reported: Answer
    answer: Answer
    standing: ReviewStanding
    review: Review | None = None
    before: Answer | None = None
    proposed: Review | None = None  # decided, and counts once a second person confirmed it
    second: str = ""  # who confirmed `review`
    lapsed: LapsedCorrection | None = None  # a correction of what was reported before

    @property
    def waiting(self) -> bool:
        return self.standing in OPEN

    @property
    def corrected(self) -> bool:
        """Whether the review corrected the answer, apart from figures that were ruled for
        everybody.
        """
        verdict = self.review.verdict if self.review else None
        return verdict is Verdict.ADJUST and self.standing is ReviewStanding.REVIEWED

    @property
    def adjusted(self) -> bool:
        return self.answer != self.reported

    @property
    def approved(self) -> bool:
        """Whether "not applicable" is claimed and the office has adopted the claim."""
        return claims_not_applicable(self.answer) and self.standing is ReviewStanding.REVIEWED

    @property
    def ruled(self) -> bool:
        """Whether the number that counts is one that the office ruled to hold for everybody."""
        return self.adjusted and not self.corrected

    @property
    def unapproved(self) -> bool:
        """Whether "not applicable" is claimed and the office has not adopted the claim."""
        return claims_not_applicable(self.answer) and self.standing is not ReviewStanding.REVIEWED

    @property
    def needs_approval(self) -> bool:
        """Whether "not applicable" is claimed and the office has neither adopted nor refused the
        claim.
        """
        return self.waiting and claims_not_applicable(self.answer)


InSight = Callable[[Item, Answer], Answer]


def _whole(_: Item, answer: Answer) -> Answer:
    return answer


def item_reviews(
    items: Iterable[Item],
    submission: Submission,
    reviews: Iterable[Review],
    earlier: Mapping[str, Submission],
    figures: Mapping[str, str] | None = None,
    digest: str | None = None,
    in_sight: InSight = _whole,
) -> dict[str, ItemReview]:
    """Item id -> the review of each of *items*.

    Args:
        in_sight: what the form of an item shows of an answer: nothing else counts or is quoted,
            though earlier versions sent it. What a review is about is the answer as it was sent.
        digest: of *submission* as it was sent, where cells were amended; None: as it is.
        reviews: of this department, in the order in which they were made.
        earlier: all that it sent, by digest, to show what a review was about.
        figures: indicator -> number that the office ruled to hold, for those who reported one.
    """
    reviews = tuple(reviews)
    latest = {review.item: review for review in reviews}
    digest = submission.digest if digest is None else digest
    past = [review.submission for review in reviews if review.submission != digest]
    looked_at = next((earlier[one] for one in reversed(past) if one in earlier), None)
    sent = _Sent(submission, digest, earlier, looked_at, in_sight)
    found = {}
    for item in items:
        review = latest.get(item.id)
        if review is not None and review.verdict is Verdict.WITHDRAW:
            review = None
        found[item.id] = _item_review(item, sent, review, figures or {})
    return found


def with_proposals(
    items: Mapping[str, ItemReview],
    submission: Submission,
    proposals: Mapping[str, Review],
    seconds: Mapping[str, str],
) -> dict[str, ItemReview]:
    """*items* with what waits for a second name, as far as it is about what is reported now.

    Args:
        proposals: item -> the latest decision about it, where that counts for nothing yet.
        seconds: item -> who confirmed the decision that counts.
    """
    found = {}
    for key, one in items.items():
        proposed = proposals.get(key)
        if proposed is not None and proposed.basis == basis_of(submission, key):
            found[key] = replace(one, standing=ReviewStanding.UNCONFIRMED, proposed=proposed)
        else:
            found[key] = replace(one, second=seconds[key]) if key in seconds else one
    return found


@dataclass(frozen=True)
class _Sent:
    submission: Submission
    digest: str
    earlier: Mapping[str, Submission]
    looked_at: Submission | None  # the last one before, of which the office reviewed something
    in_sight: InSight

    def said(self, submission: Submission, item: Item) -> Answer:
        return self.in_sight(item, submission.answers.get(item.id, NOTHING_SAID))


def _item_review(
    item: Item, sent: _Sent, review: Review | None, figures: Mapping[str, str]
) -> ItemReview:
    reported = sent.said(sent.submission, item)
    ruled = _ruled(reported, figures.get(item.id))
    if review is None:
        then = sent.looked_at
        changed = then and basis_of(then, item.id) != basis_of(sent.submission, item.id)
        return ItemReview(
            item=item,
            reported=reported,
            answer=ruled,
            standing=ReviewStanding.CHANGED if changed else ReviewStanding.PENDING,
            before=sent.said(then, item) if then and changed else None,
        )
    returned = review.verdict is Verdict.RETURN
    sent_again = returned and review.submission != sent.digest
    if sent_again or review.basis != basis_of(sent.submission, item.id):
        then = sent.earlier.get(review.submission)
        return ItemReview(
            item=item,
            reported=reported,
            answer=ruled,
            standing=ReviewStanding.CHANGED,
            review=review,
            before=sent.said(then, item) if then else None,
            lapsed=_lapsed(review),
        )
    adjusted = review.verdict is Verdict.ADJUST
    corrected = sent.in_sight(item, with_changes(reported, review.changes)) if adjusted else ruled
    return ItemReview(
        item=item,
        reported=reported,
        answer=corrected,
        standing=ReviewStanding.RETURNED if returned else ReviewStanding.REVIEWED,
        review=review,
    )


def _lapsed(review: Review) -> LapsedCorrection | None:
    """The correction in *review*, which is about something that is no longer reported."""
    if review.verdict is not Verdict.ADJUST:
        return None
    return LapsedCorrection(
        cells=False,
        changes=review.changes,
        reason=review.remark,
        by=review.by,
        at=review.at,
    )


def _ruled(answer: Answer, figure: str | None) -> Answer:
    """*answer* with the ruled number in place of a reported number; an answer without a number
    stays.
    """
    if figure is None or "value" not in answer:
        return answer
    return {**answer, "value": figure}


def with_changes(answer: Answer, changes: Mapping[str, str | None]) -> Answer:
    """*answer* with some fields changed; None means not answered."""
    merged = {**answer, **changes}
    return {field: text for field, text in merged.items() if text}


def corrected_answers(said: Answers, items: Mapping[str, ItemReview]) -> Answers:
    """What a report *said* with the corrections of the review: what one empties is not said."""
    asked = {key: one.answer if one.corrected else one.reported for key, one in items.items()}
    return {key: answer for key, answer in {**said, **asked}.items() if answer}


def passing(reviews: Iterable[Review]) -> Review | None:
    """The 通过 of a department's year that was not withdrawn, whatever submission it was about."""
    whole = [review for review in reviews if review.item == WHOLE_YEAR]
    return whole[-1] if whole and whole[-1].verdict is Verdict.PASS else None
