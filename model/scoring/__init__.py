"""From answers to points, grade and proposals, every step in words and as a formula.

Start with `assess.Assessor`. Rulebooks are data (`rulebook`, read by `loader`); each kind of rule
is one class in `kinds`, whose arithmetic is written once (`arithmetic`) and serves the app as
exact numbers and the workbook as Excel formulas (`sheet`).

What sources leave open, and how it is settled here:

Rounding. An item's points are rounded half up to 0.01, once; a part's points once more after its
denominator is known; the total only where it is made up for a part that dropped out. Sums are
exact. Grades are read off the rounded total, and an edge belongs to the better grade.

Maxima. A part's points are shared out by weight in whole cents (largest remainder, ties to the
first in the plan's order) and never depend on answers.

Met and full. Where points follow a rate (R1, R2, R6), only a met target earns full points: an
unmet one that rounds up to them gets a cent less. 超过 50% is not met by 50%.

Zero and negative targets. No ratio is taken of a target at or below zero: met is full, unmet is
nothing. An actual of 0 meets every upper limit. A negative actual towards a positive target
earns nothing. Deviation from a target of 0 is none or too much. R6 needs no ratio at all.

Reduction rates. A target of 降低 14.5% is a value like any other: the rate of completion is the
actual reduction over the target reduction; an increase (negative) earns nothing.

Exact targets (=), 清零 included, are met or not; more is no better than less.

Four states. 未填 has no points, and stays in the denominator. 0 is an answer. 不适用 and
目标未下达 leave numerator and denominator; not handed down goes before not applicable. A state
whose points depend on progress is 未填 until there is a progress.

Parts. Nothing that counts: the part drops out and the rest is made up to the full total, in the
open. Nothing answered yet: no points, though it counts. Nothing answered at all: no total.

Targets in force. Without a baseline the next milestone itself is held against the value, and the
sentence says 阶段目标未分解; on the path, the target is rounded to the indicator's decimals.
Such a milestone still ahead is no ground for a veto, and does not make 推进中 a failure (R9).

Total rules act in three phases: points (bonus, lateness), then the total (veto to zero), then
the grade. The total stays between 0 and the ceiling after each. Rules only ever lower a grade;
the worst forced one holds. A veto says whether it lowers the grade or sets the total to zero.

Bonus. Whole steps beyond the target, capped per item and in all; none for targets at or below
zero, exact ones, 不适用, 目标未下达. It lifts no total above the ceiling (100).

Veto. Answered and missed, with a target due in the year. 未填 is no veto in 百分制, where it
already costs the points; where items are counted (R14), 未填 is missed: a figure left out must
not serve better than one reported.

False figures are established by the office (Circumstances): the total becomes 0 in 百分制, the
grade 不合格 in 达标制. Lateness costs points by the day, up to a cap.

达标制. Control indicators are the plan's binding ones, supporting indicators the others. The
total is a rate of items met, for ranking; the grade comes from counts alone.

Review. Reviewers correct answers, with reasons, and the rules score them again; nobody writes
points. So a reviewed score has the same sentences as a self-score.
"""
