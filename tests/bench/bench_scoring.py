"""How long scoring takes on the real plan: python -m tests.bench.bench_scoring.

CPU time, the best of several runs, so that a busy computer says the same as an idle one.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import count as count_up
from time import process_time

from model.domain.plan import Indicator, Plan
from model.paths import asset
from model.plan.loader import load_plan
from model.scoring.assess import Assessor
from model.scoring.loader import load_rulebook
from model.scoring.rulebook import Rulebook
from model.scoring.what_if import Case, Sandbox

YEAR = 2025
DEPARTMENTS = 60
STATES = ("done", "ongoing", "behind", "not_started")


@dataclass(frozen=True)
class Measured:
    what: str
    seconds: float
    goal_s: float

    @property
    def text(self) -> str:
        mark = "" if self.seconds < self.goal_s else "  TOO SLOW"
        return f"{self.what}: {self.seconds * 1000:.2f} ms (goal {self.goal_s * 1000:g} ms){mark}"


def answered_year(plan: Plan, department: str, dice: random.Random) -> dict[str, dict[str, str]]:
    """An answer to every item of *department*."""
    return {
        item.id: {"value": str(dice.randint(0, 300))}
        if isinstance(item, Indicator) and not item.qualitative
        else {"state": dice.choice(STATES), "progress": str(dice.randint(0, 100))}
        for item in plan.items_of(department)
    }


def all_cases(plan: Plan, dice: random.Random) -> dict[str, Case]:
    """Sixty departments: the plan's, the first few of them once more under other names."""
    names = [department.id for department in plan.bodies]
    cases = {name: Case(answers=answered_year(plan, name, dice)) for name in names}
    for name in sorted(names)[: max(0, DEPARTMENTS - len(names))]:
        twin = Case(answers=cases[name].answers, items=[i.id for i in plan.items_of(name)])
        cases[f"{name}-twin"] = twin
    return cases


def best_of(runs: int, job: Callable[[], object]) -> float:
    """CPU seconds of the quickest run."""
    spent = []
    for _ in range(runs):
        start = process_time()
        job()
        spent.append(process_time() - start)
    return min(spent)


def measured(plan: Plan, rulebook: Rulebook, runs: int = 5) -> list[Measured]:
    dice = random.Random(1)
    largest = max(plan.bodies, key=lambda d: len(list(plan.items_of(d.id)))).id
    answers = answered_year(plan, largest, dice)
    count = len(answers)
    handed_down = {i.id: Decimal(15) for i in plan.indicators.values() if i.kind == "上级下达"}
    assessor, *fresh = (
        Assessor(plan, rulebook, largest, YEAR, handed_down=handed_down) for _ in range(runs + 1)
    )
    assessor.assess(answers)
    edited = next(key for key, answer in answers.items() if "state" in answer)
    edits = ({"state": "ongoing", "progress": str(n)} for n in count_up())
    sandbox = Sandbox(plan, rulebook, YEAR, all_cases(plan, dice))
    draft = replace(rulebook, total_rules=rulebook.total_rules[1:])
    return [
        Measured(
            f"prepare the largest department ({count} items)",
            best_of(runs, lambda: Assessor(plan, rulebook, largest, YEAR)),
            0.005,
        ),
        Measured(
            f"score its full year ({count} items)",
            best_of(runs, lambda: fresh.pop().assess(answers)),
            0.005,
        ),
        Measured(
            "score it again after one edit",
            best_of(runs, lambda: assessor.assess({**answers, edited: next(edits)})),
            0.002,
        ),
        Measured(
            f"score {len(sandbox.before)} departments under a draft rulebook",
            best_of(runs, lambda: sandbox.assessments(draft)),
            0.15,
        ),
    ]


def main() -> None:
    plan = load_plan(asset("plan/hebei-2022"))
    for name in (
        "percent-2025.1",
        "pass-2026.1",
        "percent-2026.1",
        "pass-2026.2",
        "percent-2026.2",
        "pass-2026.3",
        "percent-2026.3",
        "pass-2026.4",
    ):
        rulebook = load_rulebook(asset(f"rules/{name}.toml"), plan)
        print(rulebook.title)
        for result in measured(plan, rulebook):
            print(f"  {result.text}")


if __name__ == "__main__":
    main()
