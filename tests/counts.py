"""What something costs in calls, statements and rows: the same on every machine, loaded or idle."""

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).parent.parent
OURS = tuple(f"{ROOT / room}/" for room in ("forms", "model", "ui"))


@dataclass
class Counts:
    calls: Counter[str] = field(default_factory=Counter)  # of our functions, by file and name
    statements: list[str] = field(default_factory=list)  # of SQL, as SQLite was told

    def of(self, function) -> int:
        code = function.__code__
        return self.calls[f"{code.co_filename}:{code.co_qualname}"]

    @property
    def summary(self) -> str:
        """What a failing test shows: where the calls were."""
        most = [
            f"{count:6} {name.removeprefix(str(ROOT))}"
            for name, count in self.calls.most_common(12)
        ]
        return "\n".join((f"{self.calls.total()} calls", *most, *self.statements))


@contextmanager
def counted(db=None) -> Iterator[Counts]:
    """Counts what is called inside, in this thread; with *db*, what is asked of it as well."""
    counts = Counts()

    def seen(frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        if event == "call" and code.co_filename.startswith(OURS):
            counts.calls[f"{code.co_filename}:{code.co_qualname}"] += 1

    before = sys.getprofile()
    if db is not None:
        db.conn.set_trace_callback(counts.statements.append)
    sys.setprofile(seen)
    try:
        yield counts
    finally:
        sys.setprofile(before)
        if db is not None:
            db.conn.set_trace_callback(None)
