"""All checks, in the order in which people should look at the findings."""

from collections.abc import Callable, Iterator

from model.checks.across_items import (
    all_exact,
    all_full,
    copied_texts,
    odd_phone,
    repeated_texts,
    unanswered,
)
from model.checks.complaints import (
    contested,
    form_complaints,
    large_changes,
    undecided,
    untouched,
)
from model.checks.finding import Finding, Year
from model.checks.single_items import (
    contradictory_answers,
    numbers_and_states,
    odd_values,
    old_evidence,
    open_items,
    unexplained,
    unproven,
    wrong_evidence,
)

Check = Callable[[Year], Iterator[Finding]]
CHECKS: tuple[Check, ...] = (
    form_complaints,
    undecided,
    contested,
    untouched,
    large_changes,
    unanswered,
    odd_values,
    contradictory_answers,
    numbers_and_states,
    unexplained,
    unproven,
    wrong_evidence,
    old_evidence,
    repeated_texts,
    copied_texts,
    odd_phone,
    all_full,
    all_exact,
    open_items,
)


def checked(year: Year) -> tuple[Finding, ...]:
    """The findings that must be corrected first, then the others, check by check in the plan's
    order.
    """
    found = [finding for check in CHECKS for finding in check(year)]
    return tuple(sorted(found, key=lambda finding: not finding.hard))
