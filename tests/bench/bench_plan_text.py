"""Reading each of the published plans in the tests, text to draft: processor time against 3 s."""

from time import process_time

from model.paths import asset
from model.plan_draft.plan_reader import read_plan_text
from tests.model.plan_draft.reading import TEXTS, text_of

MOST_S = 3.0
ROUNDS = 3


def seconds(text: str) -> float:
    found = []
    for _ in range(ROUNDS):
        started = process_time()
        read_plan_text(text)
        found.append(process_time() - started)
    return min(found)


def main() -> int:
    texts = {name: text_of(name) for name in TEXTS}
    texts["hebei"] = (asset("plan/hebei-2022") / "plan.txt").read_text("utf-8")
    took = {name: seconds(text) for name, text in texts.items()}
    for name, spent in took.items():
        print(f"plan text {name:10} {len(texts[name]):6} letters {spent:6.3f} s of {MOST_S} s")
    return int(max(took.values()) > MOST_S)
