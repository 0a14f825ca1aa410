"""The scores as a ladder: what gains most stands first."""

from dataclasses import dataclass
from decimal import Decimal

from model.domain.numbers import points_text
from model.domain.plan import Plan
from model.domain.score import Assessment, Score, Standing
from model.scoring.gain_ladder import ladder
from ui.kit.entry import Aside, Entry
from ui.pages.item_rows import section_of


@dataclass(frozen=True, kw_only=True)
class Step:
    """One score, and what it is about in words."""

    score: Score
    gain: Decimal  # [points of the total]
    part: str
    section: str
    place: str
    text: str
    order: int  # among the items of the plan


def steps_of(plan: Plan, assessment: Assessment) -> tuple[Step, ...]:
    """Steps of the ladder: the most to gain first, equals in the plan's order."""
    order = {item: number for number, item in enumerate((*plan.measures, *plan.indicators))}
    return tuple(
        Step(
            score=rung.score,
            gain=rung.gain,
            part=rung.part.title,
            section=section_of(plan, plan.item(rung.score.item).clause),
            place=plan.place(plan.item(rung.score.item).clause),
            text=plan.item(rung.score.item).title,
            order=order[rung.score.item],
        )
        for rung in ladder(assessment)
    )


def figures(step: Step) -> tuple[str, str]:
    """What the item has, and what there is to gain in all; 未填 is never shown as 0."""
    score = step.score
    gain = f"总分可升 {points_text(step.gain)}"
    if score.points is None:
        return score.standing.value, gain if step.gain else "不计入"
    gain = gain if step.gain else "满分"
    return f"{points_text(score.points)} / {points_text(score.maximum)}", gain


def step_entry(step: Step) -> Entry:
    """Entry of a step: what it is about, how much of its points is there, what is to gain."""
    score = step.score
    upper, lower = figures(step)
    counted = "ink" if score.standing is Standing.SCORED else "quiet"
    share = 0.0
    if score.points and score.maximum:
        share = float(min(score.points / score.maximum, Decimal(1)))
    return Entry(
        key=score.item,
        over=step.place,
        title=step.text,
        over_aside=(Aside(words=upper, ink=counted, size="text", bold=True),),
        aside=(Aside(words=lower, ink="behind" if step.gain else "quiet"),),
        bar=share if score.counts else None,
        about=step,
    )
