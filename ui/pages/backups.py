"""备份: what copies there are, how to make one more, and how to go back to one."""

from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QPushButton, QWidget

from model.domain.china_time import moment_words
from model.domain.wording import size_words
from model.errors import AppError
from model.store.backups import Backup, BackupReason, backup_at, list_backups
from ui.alerts import ask, show_error
from ui.backup_keeper import BackupKeeper
from ui.connection import connect
from ui.file_dialogs import choose_file, choose_folder
from ui.kit.card import Card
from ui.kit.job_bar import JobBar
from ui.kit.label import words_label
from ui.kit.layout import REST, column, row, wide
from ui.kit.metrics import PAGE, TIGHT
from ui.kit.page import Page
from ui.kit.table import Table
from ui.kit.table_model import Cell, Line
from ui.session import Session

NOTE = (
    "启动后和每工作半小时，有改动就自动备份一份，旧的逐步精简，佐证材料的文件也在其中。"
    "备份与数据文件在同一台电脑上；重要时刻请再复制一份到U盘，电脑坏了可以从U盘恢复。"
)


class BackupsPage(Page):
    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("备份与恢复", "立即备份", parent)
        self._session = session
        self._keeper = BackupKeeper(session, self)
        self._keeper.made.connect(self.refresh)
        self._keeper.jobs.ended.connect(self._go_on_handing_over)
        self._keeper.failed.connect(self._say_trouble)
        self._keeper.copied.connect(self._say_copied)
        self._keeper.jobs.cancelled.connect(self._on_cancelled)
        connect(self.header.primary.clicked, self, lambda: self._keeper.make(BackupReason.BY_HAND))
        self.table = Table(("时间", "原因", "内容", "大小#"), (180, 120, 0, 100), self)
        self.table.line_chosen.connect(self._on_chosen)
        self._chosen: Backup | None = None
        self._names = {body.id: body.name for body in session.plan.bodies}
        self._restore = QPushButton("恢复到这一份…", self)
        self._restore.clicked.connect(self._ask_to_restore)
        self._copy = QPushButton("复制到U盘…", self)
        self._copy.clicked.connect(self._copy_elsewhere)
        self._hand = QPushButton("移交到另一台电脑…", self)
        self._hand.clicked.connect(self._on_hand_over)
        self._handed = ""  # the name of the copy that is being handed over
        self._place: Path | None = None  # where what is handed over goes
        self._fetch = QPushButton("从U盘恢复…", self)
        self._fetch.clicked.connect(self._fetch_from_elsewhere)
        self._lay_out()
        self.refresh()

    def _lay_out(self) -> None:
        card = Card("", self)
        card.add(
            words_label("help", NOTE),
            wide(self.table),
            JobBar(self._keeper.jobs),
            row(self._fetch, self._hand, REST, self._copy, self._restore, spacing=TIGHT),
        )
        self.lay_out(wide(column(card, margins=PAGE)))

    def refresh(self) -> None:
        """Shows the copies that there are now."""
        try:
            backups = list_backups(self._keeper.folder) if self._keeper.folder else ()
        except AppError as error:
            self._say_trouble(str(error))
            backups = ()
        self._backups = {backup.path.name: backup for backup in backups}
        self.table.show_lines([self._line(backup) for backup in backups])
        self._on_chosen(self.table.key)
        if not self._keeper.trouble:
            newest = backups[0].made_at if backups else None
            self.header.show_state(
                f"共 {len(backups)} 份，最近一份 {_moment(newest)}" if newest else "还没有备份"
            )

    def _on_cancelled(self) -> None:
        self._place, self._handed = None, ""
        self.refresh()

    def _on_hand_over(self) -> None:
        """Takes everything to another PC: data, history, keys, 佐证材料, and says so here."""
        if self._keeper.jobs.busy or not ask(
            "把这里的全部数据移交到另一台电脑？",
            "所有年度的内容、修改记录、密钥和佐证材料复制到您选的U盘或文件夹，读回来核对无误，"
            "然后这台电脑上标明“已移交”。在新电脑的这一页点“从U盘恢复…”。这里的数据不会删除。",
            "选文件夹",
            self,
        ):
            return
        if folder := choose_folder(self._session.db, self, "移交到哪个文件夹"):
            self.hand_over(folder)

    def hand_over(self, folder: Path) -> None:
        """Makes a backup of what is there now, then copies it into *folder*."""
        self._session.write_rest()
        self._place = folder
        self._keeper.make(BackupReason.BY_HAND)

    def _go_on_handing_over(self) -> None:
        """The backup is made: it goes to its place."""
        place, self._place = self._place, None
        if place is None:
            return
        newest = next(iter(self._backups.values()), None)
        if newest is None or self._keeper.trouble:
            return
        self._handed = newest.path.name  # until it is copied, or can't be
        self._keeper.copy(newest, place)

    def _say_copied(self, copy: Path) -> None:
        handed, self._handed = self._handed, ""
        if handed == copy.name:
            self._session.hand_over(handed)
            self.header.tell(f"已移交到 {copy}，核对无误；请在新电脑上恢复")
            return
        self.header.tell(f"已连同佐证材料复制到 {copy}，核对无误")

    def _say_trouble(self, words: str) -> None:
        self._handed = ""
        self.header.show_state(words)

    def _on_chosen(self, key: str) -> None:
        self._chosen = self._backups.get(key)
        for button in (self._restore, self._copy):
            button.setEnabled(self._chosen is not None)

    def _ask_to_restore(self) -> None:
        if self._chosen:
            self._restore_after_asking(self._chosen)

    def _restore_after_asking(self, chosen: Backup) -> None:
        if ask(
            f"恢复到 {_moment(chosen.made_at)} 的备份？",
            f"那时的内容：{self._words(chosen)}。现在的内容会先备份一份，数据文件也会另存在"
            "同一文件夹里，不会删除。窗口会重新打开。",
            "恢复",
            self,
        ):
            self._session.restore_requested.emit(chosen.path)

    def _copy_elsewhere(self) -> None:
        folder = choose_folder(self._session.db, self, "复制到哪个文件夹")
        if not folder or not self._chosen:
            return
        self.header.tell("正在复制…")
        self._keeper.copy(self._chosen, folder)

    def _fetch_from_elsewhere(self) -> None:
        chosen = choose_file(self._session.db, self, "选择U盘上的备份", "备份 (*.db)")
        if not chosen:
            return
        try:
            self._restore_after_asking(backup_at(chosen))
        except AppError as error:
            show_error(error, self)

    def _words(self, backup: Backup) -> str:
        return backup.contents.words(self._names) if backup.contents else "读不出来"

    def _line(self, backup: Backup) -> Line:
        return Line(
            key=backup.path.name,
            cells=(
                Cell(words=_moment(backup.made_at), sort=backup.made_at.timestamp()),
                Cell(words=backup.reason.value),
                Cell(words=self._words(backup)),
                Cell(words=size_words(backup.size), right=True, sort=float(backup.size)),
            ),
        )


def _moment(moment: datetime) -> str:
    return moment_words(moment)
