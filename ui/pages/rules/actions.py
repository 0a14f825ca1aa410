"""What changes more than a value: beginning, discarding, publishing, choosing, files."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from model.errors import AppError
from model.rulebook_editor.editor import RulebookEditor
from model.rulebook_editor.versions import Version
from model.scoring.loader import file_name
from ui.alerts import ask, show_error
from ui.pages.rules.files import export_rulebook, import_rulebook
from ui.pages.rules.outline_entries import short_title
from ui.session import Session

DRAFT_FILE = "规则草稿.toml"


class RulesActions(QObject):
    done = Signal(object)  # Version to be shown now, None for the draft
    in_force_changed = Signal()
    written = Signal(object)  # Path

    def __init__(self, session: Session, rules: RulebookEditor, page: QWidget) -> None:
        super().__init__(page)
        self._session = session
        self._rules = rules
        self._page = page

    def begin(self, version: Version) -> None:
        """Begins a draft from *version*; discards the present one if people agree."""
        if self._rules.differences and not self._give_up("重新起草"):
            return
        self._rules.begin(version)
        self.done.emit(None)

    def discard(self) -> None:
        if not self._rules.differences or self._give_up("放弃草稿"):
            self._rules.discard()
            self.done.emit(self._rules.in_force)

    def _give_up(self, yes: str) -> bool:
        count = len(self._rules.differences)
        return ask(
            "放弃现在的草稿吗？",
            f"草稿里改过的 {count} 处不再保留。需要留底的，先把草稿导出为文件。",
            yes,
            self._page,
        )

    def publish(self, imprint: Mapping[str, str], *, for_the_year: bool) -> None:
        try:
            version = self._rules.publish(imprint, for_the_year=for_the_year)
        except AppError as error:
            show_error(error, self._page)
            return
        self._announce(version)

    def use(self, version: Version) -> None:
        year, now = self._rules.year, self._rules.in_force
        agreed = ask(
            f"{year} 年度改用 {short_title(version)} 评分吗？",
            f"{year} 年度现按 {short_title(now)} 评分。改用后，本机上 {year} 年度全部得分、等次、"
            "名次按新的规则重新计算，其他年度不变。各单位的电脑要收到选定这一版的任务包，"
            "才会按同一版计分。",
            "改用",
            self._page,
        )
        if not agreed:
            return
        try:
            self._rules.score_by(version)
        except AppError as error:
            show_error(error, self._page)
            return
        self._announce(self._rules.version(version.edition))

    def _announce(self, version: Version) -> None:
        self._session.read_rules_again()
        self.in_force_changed.emit()
        self.done.emit(version)

    def take_in(self) -> None:
        if version := import_rulebook(self._session.db, self._rules, self._page):
            self.done.emit(version)

    def write_out(self, version: Version | None) -> None:
        """Writes *version* to a file, or the draft (None)."""
        draft = self._rules.draft
        if version:
            name, text = file_name(version.rulebook), version.text
        elif draft:
            name, text = DRAFT_FILE, draft.text
        else:
            return
        if path := export_rulebook(self._session.db, name, text, self._page):
            self.written.emit(path)
