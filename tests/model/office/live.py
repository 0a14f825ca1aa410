"""The office's year after whatever a test decides: reads are of the latest snapshot."""

from functools import partial

from model.office import reviews, rulings, undo_import
from model.office.changes import OfficeChanges
from model.office.year import OfficeYear


class LiveOffice:
    """Stands for an `OfficeYear` wherever one is read."""

    def __init__(self, *read):
        self.now = OfficeYear.read(*read)

    def __getattr__(self, name):
        return getattr(self.now, name)

    def take(self, changes):
        self.now = self.now.after(changes)
        return changes

    def refresh(self):
        """Read again what another connection may have written."""
        self.take(OfficeChanges(files=True))


class Decisions:
    """What a person decides, each by its name in `reviews` or `rulings`."""

    def __init__(self, office, by="李四"):
        self.office, self.by = office, by

    def __getattr__(self, name):
        return partial(self._decide, getattr(reviews, name, None) or getattr(rulings, name))

    def _decide(self, act, *given, **named):
        changes = self.office.take(act(self.office.now, self.by, *given, **named))
        return changes.slip or changes.count


def undo(office, batch):
    office.take(undo_import.undo_import(office.now, batch))


def redo(office, batch):
    office.take(undo_import.redo_import(office.now, batch))
