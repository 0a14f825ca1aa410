"""Let a machine live the year, and print what was not as it must be:
`python -m tests.years [--steps N] [--seed N] [--each N] [--on]`.

One seed is one life of *each* steps; a run goes on with the next seed. The same seed and the same
number of steps repeat a life exactly.
"""

import argparse
import os
import sys
import time
import traceback

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import hypothesis
from hypothesis.stateful import run_state_machine_as_test

from tests.years.machine import Years
from tests.years.watch import Complaint
from ui import start
from ui.theme import BUNDLED

FEW = 12  # steps told with a complaint
TOLD = 500  # steps after which a run says how far it is


def main(words: list[str]) -> int:
    """Exit code: 0 every step was as it must be; 1 otherwise."""
    parser = argparse.ArgumentParser(prog="python -m tests.years", description=__doc__)
    parser.add_argument("--steps", type=int, default=20_000)
    parser.add_argument(
        "--each", type=int, default=120, help="steps of one life, after its beginning"
    )
    parser.add_argument("--seed", type=int, default=1, help="of the first life")
    parser.add_argument("--on", action="store_true", help="go on after a complaint, tell them all")
    given = parser.parse_args(words)
    app = start.application(["years"], BUNDLED)
    app.setQuitOnLastWindowClosed(False)
    Years.watch.strict = not given.on
    found: list[str] = []

    def tell(complaint: Complaint) -> None:
        """With what led there: all steps where the run ends by it, else the last few."""
        kept = Years.log if not given.on else Years.log[-FEW:]
        if not found or given.on:
            where = f"seed {seed}, step {len(Years.log)}"
            print(f"\n{where}: {complaint}", *kept, sep="\n    ", flush=True)
        found.append(str(complaint))

    Years.watch.tell = tell
    began, worked = time.monotonic(), time.process_time()
    seed, each, told = given.seed, given.each, 0
    print(f"{given.steps} steps, {given.each} a life, from seed {seed}", flush=True)
    while Years.steps < given.steps:
        try:
            live(seed, min(each, given.steps - Years.steps))
        except Exception as error:  # noqa: BLE001  told, and the next life begins
            if given.on or not found:
                where = f"seed {seed}, step {len(Years.log)}"
                lines = traceback.format_exception(error)
                print(f"\n{where}: {lines[-1]}", "".join(lines), *Years.log[-FEW:], sep="\n    ")
            found.append(repr(error))
        if found and not given.on:
            break
        seed += 1
        if Years.steps // TOLD > told:
            told = Years.steps // TOLD
            print(f"{Years.steps} steps, {len(found)} complaints, seed {seed} next", flush=True)
    took, worked = time.monotonic() - began, time.process_time() - worked
    print(
        f"\n{Years.steps} steps in {took:.0f} s, "
        f"{Years.steps / worked:.1f} in a second of the processor, "
        f"seeds {given.seed} to {seed - 1}, {len(found)} complaints",
        flush=True,
    )
    return 1 if found else 0


def live(seed: int, steps: int) -> None:
    """A life of *steps* steps; raises where it went wrong and that is to end it."""
    settings = hypothesis.settings(
        max_examples=1,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
        report_multiple_bugs=False,
        print_blob=False,
        verbosity=hypothesis.Verbosity.quiet,
    )
    run_state_machine_as_test(hypothesis.seed(seed)(Years), settings=settings)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
