"""From answers to points, grade and proposals, every step in words and as a formula.

Start with `assess.Assessor`. Rulebooks are data (`rulebook`, read by `loader`); each kind of rule
is one class in `kinds`, whose arithmetic is written once (`arithmetic`) and serves the app as
exact numbers and the workbook as Excel formulas (`sheet`).

What sources leave open, and how it is settled here:

Rounding. An item's points are rounded half up to 0.01, once. A part's points are rounded once more
after its denominator is known, and the total only if it is scaled up for a part that is left out.
Sums are exact. The rounded total determines the grade; a limit belongs to the better grade.

Maxima. The points of a part are divided by weight in whole cents (largest remainder, ties to the
first in the plan's order) and never depend on answers.

Met and full. If points follow a rate (R1, R2, R6), only a met target earns full points: an unmet
target whose points round up to full gets a cent less. 超过 50% is not met by 50%.

Zero and negative targets. A target at or below zero has no ratio: if it is met, the item earns
full points, otherwise none. An actual of 0 meets every upper limit. A negative actual for a
positive target earns nothing. A deviation from a target of 0 is either none or too much. R6 needs
no ratio.

Reduction rates. A target of 降低 14.5% is a value like any other: the rate of completion is the
actual reduction divided by the target reduction; an increase (negative) earns nothing.

Exact targets (=), 清零 included, are met or not; more is no better than less.

Four states. An item that is not answered (未填) has no points and stays in the denominator. 0 is
an answer. Items that are not applicable (不适用) or whose target is not handed down (目标未下达)
leave numerator and denominator; not handed down is checked first. An item whose points depend on
progress is not answered until its progress is known.

Parts. A part in which nothing counts is left out, and the other parts are scaled up to the full
total, visibly. A part in which nothing is answered yet has no points, but it counts. If nothing at
all is answered, there is no total.

Targets in force. Without a baseline the value is compared with the next milestone, and the
sentence says 阶段目标未分解; on the path, the target is rounded to the indicator's decimals. A
milestone that still lies ahead causes no veto, and 推进中 is then no failure (R9).

Total rules act in three phases: on points (bonus, lateness), on the total (veto to zero), on the
grade. The total stays between 0 and the ceiling after each phase. Rules can only lower a grade;
the worst forced grade holds. A veto says whether it lowers the grade or sets the total to zero.

Bonus. It is given for whole steps beyond the target, with a cap per item and in all; not for
targets at or below zero, exact targets, 不适用 or 目标未下达. It lifts no total above the ceiling
(100).

Veto. An item vetoes if it is answered and missed, and its target is due in the year. In 百分制 an
item that is not answered does not veto, because it already costs its points; where items are
counted (R14) it is missed: leaving a figure out must not serve better than reporting it.

False figures are established by the office (Circumstances): the total becomes 0 in 百分制, the
grade 不合格 in 达标制. Lateness costs points for each day, up to a cap.

达标制. Control indicators are the binding indicators of the plan, supporting indicators the
others. The total is the rate of items met and serves for ranking; only counts determine the grade.

Review. Reviewers correct answers, with reasons, and the rules score them again; nobody writes
points. So a reviewed score has the same sentences as a self-score.
"""
