"""What a department has said about a year, as one snapshot."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from model.clerk.rectification import DepartmentRectifications
from model.clerk.returned_items import ReturnedItems
from model.domain.answers import NOTHING_SAID, Answer, Answers, Evidence
from model.domain.forms import Form
from model.domain.numbers import FINE
from model.domain.rectification import ITEM as RECTIFICATION
from model.domain.score import Assessment, Score, Standing
from model.domain.submission import COVER
from model.domain.wording import points_words
from model.scoring.state_by_number import StateByNumber
from model.store.carried_over import Carried


@dataclass(frozen=True, eq=False, kw_only=True)
class YearContents:
    """What a department has said about a year, as the data file has it at one moment.

    A change makes another one; what follows is worked out when first asked for. `own_items` are
    those the department may answer, `form_of` what each of them is asked. `follow`
    gives what the department's own numbers say of the measures that repeat them, `says` whether an
    answer of an item is one.
    """

    own_items: frozenset[str]
    form_of: Callable[[str], Form]
    assess: Callable[[Answers], Assessment]
    follow: Callable[[Answers], Mapping[str, StateByNumber]]
    says: Callable[[str, Answer], bool]
    typed: Answers  # whatever was ever said, the cover form's under `COVER`
    evidence: tuple[Evidence, ...]
    carried: Mapping[str, Carried]
    returned: ReturnedItems
    rectify: Callable[[Answers, tuple[Evidence, ...]], DepartmentRectifications]

    @cached_property
    def rectifications(self) -> DepartmentRectifications:
        return self.rectify(self.typed, self.evidence)

    @cached_property
    def following(self) -> Mapping[str, StateByNumber]:
        """Measure -> the state that it has by the number."""
        return self.follow(self.typed)

    @cached_property
    def overruled(self) -> Mapping[str, Answer]:
        """What was typed of measures whose number says otherwise."""
        return {
            item: self.typed[item]
            for item, one in self.following.items()
            if item in self.typed and one.overrules(self.typed[item])
        }

    @cached_property
    def answers(self) -> Answers:
        """What was typed, and the states that follow from numbers."""
        told = {
            item: one.over(self.typed.get(item, NOTHING_SAID))
            for item, one in self.following.items()
        }
        return {**self.typed, **told}

    @cached_property
    def answers_asked(self) -> Answers:
        """As they count and are sent: nothing that its form doesn't show."""
        own = self.own_items
        shown = {
            key: self.in_sight(key, answer) for key, answer in self.answers.items() if key in own
        }
        return {key: answer for key, answer in shown.items() if answer}

    def in_sight(self, item: str, answer: Answer) -> Answer:
        """What the form of *item* shows of *answer*."""
        return self.form_of(item).in_sight(answer) if item in self.own_items else answer

    @cached_property
    def untouched(self) -> frozenset[str]:
        own = (
            item
            for item, one in self.carried.items()
            if self.typed.get(item) == one.answer
            and self.says(item, self.answers.get(item, NOTHING_SAID))
        )
        return self._with_followers(frozenset(own))

    @cached_property
    def unconfirmed(self) -> frozenset[str]:
        carried = self.carried.items()
        own = (item for item, one in carried if item in self.untouched and "state" in one.fields)
        return self._with_followers(frozenset(own))

    def _with_followers(self, carried: frozenset[str]) -> frozenset[str]:
        """*carried*, and the measures whose state follows from one of them."""
        told = self.following.items()
        return carried | {item for item, one in told if one.indicator in carried}

    @cached_property
    def evidence_sent(self) -> tuple[Evidence, ...]:
        """What goes out with the report: behind items of the department, and behind the year as
        a whole.
        """
        about = {COVER, *self.own_items}
        return tuple(one for one in self.evidence if one.item in about)

    @cached_property
    def evidence_left(self) -> tuple[Evidence, ...]:
        """What goes nowhere: its item is not the department's any more. What stands behind
        shortcomings goes out with the reply about them.
        """
        sent = {one.id for one in self.evidence_sent}
        others = (one for one in self.evidence if one.id not in sent)
        return tuple(one for one in others if not one.item.startswith(RECTIFICATION))

    @cached_property
    def pending(self) -> frozenset[str]:
        replies = self.returned.replies_with(self.answers_asked, self.evidence_sent, self.in_sight)
        return frozenset(
            one.item
            for one in replies
            if not (one.text or (one.changed and self.returned.is_touched(one.item)))
        )

    @cached_property
    def assessment(self) -> Assessment:
        said = self.answers_asked.items()
        held = {item: answer for item, answer in said if item not in self.unconfirmed}
        return _with_carried(self.assess(held), self.unconfirmed)

    @cached_property
    def scores(self) -> Mapping[str, Score]:
        return {score.item: score for score in self.assessment.scores}


def _with_carried(assessment: Assessment, carried: Collection[str]) -> Assessment:
    """*assessment* where the items *carried* from another year say why they earn nothing."""

    def told(score: Score) -> Score:
        if score.item not in carried or score.standing is not Standing.OPEN:
            return score
        most = points_words(score.maximum, FINE)
        return replace(
            score,
            sentence=f"内容沿用自去年，还没有核对，暂不得分，{most}计入满分。",
            advice=f"核对后改写，或确认仍然属实，最多可得 {most}",
        )

    parts = (replace(part, scores=tuple(map(told, part.scores))) for part in assessment.parts)
    return replace(assessment, parts=tuple(parts)) if carried else assessment
