"""What was typed and could not be taken as a number: kept, so that nothing typed is lost."""

from collections.abc import Mapping

from sqlite_utils import Database

from model.store.settings import read_of_year, save_of_year
from model.store.year_settings import YearSetting

Fields = Mapping[str, str]  # field -> what was typed
NONE: Fields = {}


class NumberDrafts:
    """One department's year's, on disk as soon as they are kept."""

    def __init__(self, db: Database, department: str, year: int) -> None:
        self._db, self._year, self._department = db, year, department
        self._drafts: dict[str, dict[str, str]] = read_of_year(
            db, YearSetting.DRAFTS, year, department, dict[str, dict[str, str]], {}
        )

    def of(self, item: str) -> Fields:
        return self._drafts.get(item, NONE)

    @property
    def all(self) -> Mapping[str, Fields]:
        """By item."""
        return dict(self._drafts)

    @property
    def items(self) -> tuple[str, ...]:
        return tuple(self._drafts)

    def keep(self, item: str, field: str, text: str) -> bool:
        """*text* "": cleared up. False where nothing changes.

        Raises:
            NotSaved, YearClosed: nothing was changed.
        """
        if self.of(item).get(field, "") == text:
            return False
        fields = {**self.of(item), field: text}
        drafts = {**self._drafts, item: {key: words for key, words in fields.items() if words}}
        drafts = {key: words for key, words in drafts.items() if words}
        save_of_year(self._db, YearSetting.DRAFTS, self._year, self._department, drafts)
        self._drafts = drafts
        return True
