import pytest

from model.paths import asset
from model.scoring.loader import load_rulebook
from tests.bench.bench_scoring import measured


@pytest.mark.slow  # not that it is; its limits hold for an idle computer without tracing
@pytest.mark.parametrize(
    "name",
    [
        "percent-2025.1",
        "pass-2026.1",
        "percent-2026.1",
        "pass-2026.2",
        "percent-2026.2",
        "pass-2026.3",
        "percent-2026.3",
        "pass-2026.4",
    ],
)
def test_that_scoring_feels_live(name, plan):
    book = load_rulebook(asset(f"rules/{name}.toml"), plan)
    slow = [result.text for result in measured(plan, book) if result.seconds >= result.goal_s]
    assert slow == []
