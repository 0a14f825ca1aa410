"""How much is tried: a part in `make test`, all of it in `make test-thorough`.

A test marked `thorough` runs there alone. One marked `in_part`, or made by hypothesis, runs in
both, with fewer examples in the first.
"""

import os

THOROUGH = bool(os.environ.get("THOROUGH"))
LEAST = 5


def tried(whole: int, share: int = 3) -> int:
    """How many of *whole* examples are tried: one in *share* and at least a few, or all."""
    return whole if THOROUGH else max(whole // share, min(whole, LEAST))


def some(cases, share: int = 3):
    """Those of *cases* that are tried: one in *share* from the first on, or all."""
    return list(cases)[:: 1 if THOROUGH else share]
