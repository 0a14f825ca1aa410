"""Half-written words of the office's fields, saved as they are typed."""

from collections.abc import Mapping

from PySide6.QtCore import QObject

from model.office.half_written import fetch_half_written, save_half_written
from ui.session import Session


class FieldDrafts(QObject):
    """By place: 'review/kjj/m-1'. What was decided is forgotten here."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session

    @property
    def _year(self) -> int:
        profile = self._session.profile
        return profile.year if profile else 0

    def of(self, place: str) -> dict[str, str]:
        """What was written there and not decided; {} where nothing is."""
        return fetch_half_written(self._session.db, self._year, place)

    def keep(self, place: str, written: Mapping[str, str]) -> None:
        if place:
            save_half_written(self._session.db, self._year, place, written)
            self._session.tell_saved()

    def forget(self, place: str) -> None:
        if place and self.of(place):
            save_half_written(self._session.db, self._year, place, {})
