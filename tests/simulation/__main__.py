"""Prints what old and new rulebooks make of made-up years: `python -m tests.simulation`."""

import argparse
import random

from model.package.duties import all_items
from model.package.in_force import in_force
from model.paths import asset
from model.plan.loader import load_plan
from model.scoring.loader import load_rulebook
from tests.simulation.agreement import disagreements
from tests.simulation.measures import best_gain, rank_correlation, spreads
from tests.simulation.years import answers_of, assessors, truth_of


def main() -> None:
    words = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    words.add_argument("--year", type=int, default=2025)
    words.add_argument("--draws", type=int, default=30)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument(
        "--engines", type=int, default=0, metavar="N",
        help="instead: hold N departments' scores against their sheets' formulas",
    )  # fmt: skip
    said = words.parse_args()
    if said.engines:
        found = list(disagreements(said.engines, said.seed))
        print(f"{said.engines} departments, app against sheet: {len(found)} cells differ")
        for one in found[:20]:
            print(f"  {one}")
        raise SystemExit(bool(found))
    bracket = load_plan(asset("plan/hebei-2022"))
    proposed = in_force(bracket, None, year=said.year)
    before, asked = (
        sum(len(item.departments) for item in all_items(plan)) for plan in (bracket, proposed)
    )
    print(f"answers asked: {before} by the brackets, {asked} by the proposal")
    for body in proposed.bodies:
        carried = sum(body.id in item.departments for item in all_items(proposed))
        led = sum(1 for _ in proposed.items_of(body.id))
        print(f"  {body.name}: {led} in full, {carried - led} in support")
    for plan, name in ((bracket, "percent-2025.1"), (proposed, "percent-2025.1"),
                       (proposed, "percent-2026.2"), (bracket, "pass-2026.1"),
                       (proposed, "pass-2026.1"),
                       (proposed, "pass-2026.3")):  # fmt: skip
        book = load_rulebook(asset(f"rules/{name}.toml"), plan)
        how = "brackets" if plan is bracket else "proposal"
        print(f"{name}, duties by {how}, {said.year}:")
        found = spreads(plan, book, said.year, said.draws, said.seed)
        print("  spread of totals, of the bodies with fewer items and with more:")
        for group, one in found.items():
            who = group or "everybody, whether ranked together or not"
            print(f"    {who}: {one.small:.2f} and {one.large:.2f}, ratio {one.ratio:.2f}")
        print("  rank correlation with the work done: "
              f"{rank_correlation(plan, book, said.year, said.draws, said.seed):.3f}")  # fmt: skip
        dice, best, better = random.Random(said.seed), 0.0, 0
        for body, assessor in assessors(plan, book, said.year).items():
            honest = answers_of(assessor, truth_of(plan, body, dice.uniform(0.5, 1.0), dice))
            gain = best_gain(assessor, honest)
            better += gain.better_grade
            best = max(best, float(gain.points))
        print(f"  best gain by other words: {best:.2f} points; {better} bodies get a better grade")


if __name__ == "__main__":
    main()
