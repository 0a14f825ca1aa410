"""The points of parts, and the total before total rules."""

from dataclasses import dataclass
from decimal import Decimal

from model.domain.numbers import rounded
from model.domain.score import PartScore, Score, Standing
from model.domain.wording import points_words
from model.scoring.rulebook import Part


def part_score(part: Part, scores: tuple[Score, ...]) -> PartScore:
    earned = sum((s.points for s in scores if s.points is not None), Decimal(0))
    countable = sum((s.maximum for s in scores if s.counts), Decimal(0))
    scored = any(s.points is not None for s in scores)
    points = rounded(part.maximum * earned / countable) if scored else None
    return PartScore(
        id=part.id,
        title=part.title,
        maximum=part.maximum,
        points=points,
        sentence=_part_sentence(part, scores, earned, countable, points),
        scores=scores,
    )


def _part_sentence(
    part: Part,
    scores: tuple[Score, ...],
    earned: Decimal,
    countable: Decimal,
    points: Decimal | None,
) -> str:
    if not scores:
        return f"没有{part.title}项目，不计入总分。"
    if not countable:
        return f"{part.title}没有可计分的项目（{_left_out(scores)}），不计入总分。"
    waiting = [s.maximum for s in scores if s.standing is Standing.OPEN]
    if points is None:
        return f"{part.title}尚未填报，共 {len(waiting)} 项待填。"
    words = f"各项得分合计 {points_words(earned)}"
    if countable != part.maximum:
        words += f" ÷ 计入满分 {points_words(countable)} × {points_words(part.maximum)}"
        words += f" = {points_words(points)}"
        words += f"（{_left_out(scores)}，不计入满分）"
    if waiting:
        words += f"；{len(waiting)} 项未填，暂不得分（{points_words(sum(waiting, Decimal(0)))}）"
    return f"{words}。"


def _left_out(scores: tuple[Score, ...]) -> str:
    counts = {
        standing: sum(score.standing is standing for score in scores)
        for standing in (Standing.NOT_APPLICABLE, Standing.NO_TARGET)
    }
    return "、".join(f"{standing.value} {count} 项" for standing, count in counts.items() if count)


@dataclass(frozen=True, kw_only=True)
class BaseTotal:
    """The total before total rules, scaled up to the maximum if parts are left out."""

    points: Decimal
    calculation: str  # without its result: '指标 36.20 分 + 任务 51.30 分'
    note: str = ""  # why it was made up


def base_total(parts: tuple[PartScore, ...], maximum: Decimal) -> BaseTotal:
    counting = [part for part in parts if part.countable]
    points = sum((part.points or Decimal(0) for part in counting), Decimal(0))
    full = sum((part.maximum for part in counting), Decimal(0))
    calculation = " + ".join(
        f"{part.title} {points_words(part.points or Decimal(0))}" for part in counting
    )
    if full == maximum:
        return BaseTotal(points=points, calculation=calculation)
    dropped = "、".join(part.title for part in parts if not part.countable)
    plain = calculation if len(counting) == 1 else f"（{calculation}）"
    return BaseTotal(
        points=rounded(maximum * points / full),
        calculation=f"{plain} ÷ {points_words(full)} × {points_words(maximum)}",
        note=f"（{dropped}没有可计分的项目，按其余部分折算）",
    )
