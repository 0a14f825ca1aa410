"""Half-written words of fields that nothing else keeps, saved as they are typed."""

from collections.abc import Mapping

from PySide6.QtCore import QObject

from model.store.half_written import fetch_half_written, fetch_places, save_half_written
from ui.connection import connect
from ui.kit.line_field import LineField
from ui.kit.prose import Prose
from ui.session import Session

ABOUT = "about"  # what the words were about when they were written
NOTHING: Mapping[str, str] = {}


class FieldDrafts(QObject):
    """By place: 'review/kjj/m-1'. What was decided is forgotten here. What one department writes
    waits for that department alone, whoever else fills in on the same PC.
    """

    def __init__(self, session: Session, parent: QObject, *, of_year: bool = True) -> None:
        """*of_year*: what is written belongs to the year that is open, and whose it is."""
        super().__init__(parent)
        self._session, self._of_year = session, of_year

    @property
    def _year(self) -> int:
        profile = self._session.profile
        return profile.year if profile and self._of_year else 0

    @property
    def _whose(self) -> str:
        """What begins each place; "" at the office."""
        profile = self._session.profile
        return f"{profile.department}/" if profile and profile.department and self._of_year else ""

    def of(self, place: str) -> dict[str, str]:
        """What was written there and not decided; {} where nothing is."""
        return fetch_half_written(self._session.db, self._year, self._whose + place)

    def places(self, under: str) -> tuple[str, ...]:
        """The places beginning with *under* where something was written."""
        found = fetch_places(self._session.db, self._year, self._whose + under)
        return tuple(place.removeprefix(self._whose) for place in found)

    def keep(
        self,
        place: str,
        written: Mapping[str, str],
        given: Mapping[str, str] = NOTHING,
        about: str = "",
    ) -> None:
        """Keeps what of *written* a person typed; nothing of a year that is only to be looked at.

        Args:
            given: what stood there before anybody typed, "" where it isn't named. A field that
                still says it is not kept: it goes on saying what is given when it is shown again.
            about: what the words are about, as it stands now; see `is_outdated`.
        """
        if place and not (self._of_year and self._session.closed_words):
            said = {key: text for key, text in written.items() if text != given.get(key, "")}
            if said and about:
                said[ABOUT] = about
            save_half_written(self._session.db, self._year, self._whose + place, said)
            self._session.tell_saved()

    def is_outdated(self, place: str, about: str) -> bool:
        """Whether the words that wait at *place* were written about something else than *about*."""
        return self.of(place).get(ABOUT, about) != about

    def forget(self, place: str) -> None:
        if place and self.of(place):
            save_half_written(self._session.db, self._year, self._whose + place, {})


class HalfWritten(QObject):
    """Fields whose words are kept at a place as they are typed, until they are made use of."""

    def __init__(self, drafts: FieldDrafts, fields: Mapping[str, LineField | Prose]) -> None:
        super().__init__(drafts)
        self._drafts, self._fields, self._place = drafts, dict(fields), ""
        self._given = NOTHING
        for field in self._fields.values():
            connect(field.textChanged, self, self._keep)

    def show(self, place: str, given: Mapping[str, str] = NOTHING) -> None:
        """Shows what was written at *place*, else what is *given*. "": nothing is kept."""
        self._place, self._given = "", given
        written = self._drafts.of(place) if place else {}
        for key, field in self._fields.items():
            text = written.get(key, self._given.get(key, ""))
            if isinstance(field, Prose):
                field.show_text(text)
            else:
                field.setText(text)
        self._place = place

    def forget(self) -> None:
        """Empties the fields: what they said was made use of, or dropped."""
        place, self._place = self._place, ""
        for field in self._fields.values():
            field.clear()
        self._drafts.forget(place)
        self._place = place

    def _keep(self, *_: object) -> None:
        said = {key: _words(field) for key, field in self._fields.items()}
        self._drafts.keep(self._place, said, self._given)


def _words(field: LineField | Prose) -> str:
    return field.toPlainText() if isinstance(field, Prose) else field.text()
