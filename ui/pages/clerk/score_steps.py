"""The scores as a ladder: what gains most stands first."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from model.domain.numbers import points_text
from model.domain.plan import Plan
from model.domain.score import Assessment, Score, Standing
from model.scoring.gain_ladder import ladder, within_room
from ui.kit.entry import Aside, Entry
from ui.pages.item_rows import section_of
from ui.status_marks import Mark

NO_GAIN = "没有可升的"
CAPPED = "总分已封顶"  # what is not full adds nothing
NO_MARKS: Mapping[str, Mark] = {}
FIGURES, GAIN = 92, 92  # px, the columns of points


@dataclass(frozen=True, kw_only=True)
class Step:
    """One score, and what it is about in words."""

    score: Score
    gain: Decimal  # [points of the total]
    part: str
    section: str
    place: str
    text: str
    mark: Mark | None  # how the item stands
    order: int  # among the items of the plan
    open: bool = False  # 未填, as everywhere
    room: Decimal | None = None  # [points] by which the total can rise before its ceiling

    @property
    def cause(self) -> str:
        """What is in the way of its points: 未启动, 未达标; 没有可升的 where nothing is."""
        return self.mark.word if self.gain and self.mark else NO_GAIN


def steps_of(
    plan: Plan,
    assessment: Assessment,
    marks: Mapping[str, Mark] = NO_MARKS,
    open_: Collection[str] = (),
) -> tuple[Step, ...]:
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
            mark=marks.get(rung.score.item),
            order=order[rung.score.item],
            open=rung.score.item in open_,
            room=assessment.room,
        )
        for rung in ladder(assessment)
    )


def by_cause(steps: Iterable[Step]) -> list[Step]:
    """*steps* by what is in the way, the cause that costs most first."""
    costs: dict[str, Decimal] = {}
    kept = list(steps)
    for step in kept:
        costs[step.cause] = costs.get(step.cause, Decimal(0)) + step.gain
    return sorted(kept, key=lambda step: (-costs[step.cause], step.cause))


def told_of(entries: Sequence[Entry]) -> str:
    """'6 项，共可升 12.30' of the steps of one cause."""
    steps = [entry.about for entry in entries if isinstance(entry.about, Step)]
    total = sum((step.gain for step in steps), Decimal(0))
    gain = within_room(total, steps[0].room) if steps else total
    return f"{len(steps)} 项" + (f"，共可升 {points_text(gain)}" if gain else "")


def figures(step: Step) -> tuple[str, str]:
    """What the item has, and what there is to gain in all; 未填 is never shown as 0."""
    score = step.score
    gain = f"总分可升 {points_text(step.gain)}"
    if score.points is None:
        stands = Mark.CARRIED.word if step.mark is Mark.CARRIED else score.standing.value
        return stands, gain if step.gain else "不计入"
    gain = gain if step.gain else CAPPED if score.gain else "满分"
    return f"{points_text(score.points)} / {points_text(score.maximum)}", gain


def step_entry(step: Step) -> Entry:
    """Entry of a step: what it is about, how much of its points is there, what is to gain."""
    score = step.score
    upper, lower = figures(step)
    counted = "ink" if score.standing is Standing.SCORED else "quiet"
    return Entry(
        key=score.item,
        group=step.cause,
        title=step.text,
        mark=step.mark,
        chip="",
        aside=(
            Aside(words=upper, ink=counted, size="text", bold=True, width=FIGURES),
            Aside(words=lower, width=GAIN),
        ),
        haystack=step.place,
        tip=step.place,
        about=step,
    )
