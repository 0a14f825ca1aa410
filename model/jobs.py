"""What a long job and its starter tell each other. No Qt here."""

from dataclasses import dataclass, field
from threading import Event

from model.errors import Cancelled


@dataclass(frozen=True)
class JobProgress:
    done: int
    total: int
    label: str


@dataclass
class JobContext:
    progress: JobProgress | None = None  # the latest; older ones are lost
    stop: Event = field(default_factory=Event)
    wrote: int = 0  # files that are whole, and stay when the rest is cancelled

    def step(self, done: int, total: int, label: str = "") -> None:
        """Say how far the job is. The only place where it can be cancelled."""
        if self.stop.is_set():
            raise Cancelled
        self.progress = JobProgress(done, total, label)
