"""Long words without a blank, as addresses are, broken wherever the line ends."""

import re

LONGEST = 20  # letters that stay together
BREAK = "\u200b"  # may end a line, and can't be seen
RUN = re.compile(rf"[!-~]{{{LONGEST + 1},}}")


def breakable(text: str) -> str:
    """*text* with places to break in its longest words; it looks the same."""
    return RUN.sub(lambda run: BREAK.join(run[0]), text)
