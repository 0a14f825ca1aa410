"""备份: what copies there are, how to make one more, and how to go back to one."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QPushButton, QWidget

from model.domain.china_time import moment_words
from model.domain.wording import size_words
from model.errors import AppError
from model.evidence_files.handover_files import year_handed_over
from model.own_key import key_brought
from model.store.backups import Backup, BackupReason, backup_at, list_backups
from model.store.handover import ALL, handover_of
from model.store.received_records import received_after, received_words
from model.store.restorations import fetch_restorations, restoration_lines
from model.store.year_copy import years_in
from ui.alerts import Why, ask, ask_why, show_error, tell
from ui.backup_keeper import BackupKeeper
from ui.connection import connect
from ui.file_dialogs import choose_file, choose_folder
from ui.kit.card import Card
from ui.kit.combo import Combo
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

LATEST = 3  # restorations that are told in full

NOBODY = Why(by="", reason="")


@dataclass(frozen=True, kw_only=True)
class Going:
    """A handover that is under way: of `year`, or of everything."""

    place: Path
    year: int
    why: Why
    under_way: bool = False  # to its place; before, a backup is being made


class BackupsPage(Page):
    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("备份与恢复", "立即备份", parent)
        self._session = session
        self._keeper = BackupKeeper(session, self)
        self._keeper.made.connect(self.refresh)
        self._keeper.jobs.ended.connect(self._go_on_handing_over)
        self._keeper.failed.connect(self._say_trouble)
        self._keeper.copied.connect(self._say_copied)
        self._keeper.arrived.connect(self._on_arrived)
        self._keeper.jobs.cancelled.connect(self._on_cancelled)
        connect(self.header.primary.clicked, self, lambda: self._keeper.make(BackupReason.BY_HAND))
        self.table = Table(("时间", "原因", "内容", "大小#"), (180, 120, 0, 100), self)
        self.table.line_chosen.connect(self._on_chosen)
        self._chosen: Backup | None = None
        self._named: dict[int, dict[str, str]] = {}  # year -> what bodies were called then
        self._restore = QPushButton("恢复到这一份…", self)
        self._restore.clicked.connect(self._ask_to_restore)
        self._copy = QPushButton("复制到U盘…", self)
        self._copy.clicked.connect(self._copy_elsewhere)
        self._hand = QPushButton("移交到另一台电脑…", self)
        self._hand.clicked.connect(self._on_hand_over)
        self.what = Combo(self)
        self.what.setAccessibleName("移交哪个年度")
        self._going: Going | None = None  # what is being handed over
        self._fetch = QPushButton("从U盘恢复…", self)
        self._fetch.clicked.connect(self._fetch_from_elsewhere)
        self._restorations = words_label("notes", "", self)
        self._lay_out()
        self.refresh()

    def _lay_out(self) -> None:
        card = Card("", self)
        card.add(
            words_label("help", NOTE),
            self._restorations,
            wide(self.table),
            JobBar(self._keeper.jobs),
            row(self._fetch, self.what, self._hand, REST, self._copy, self._restore, spacing=TIGHT),
        )
        self.lay_out(wide(column(card, margins=PAGE)))

    def refresh(self) -> None:
        """Shows the copies that there are now."""
        try:
            backups = list_backups(self._keeper.folder) if self._keeper.folder else ()
        except AppError as error:
            self._say_trouble(str(error))
            backups = ()
        self._named = {}
        self._backups = {backup.path.name: backup for backup in backups}
        self.table.show_lines([self._line(backup) for backup in backups])
        self._on_chosen(self.table.key)
        self._show_years()
        self._show_restorations()
        if not self._keeper.trouble:
            newest = backups[0].made_at if backups else None
            self.header.show_state(
                f"共 {len(backups)} 份，最近一份 {_moment(newest)}" if newest else "还没有备份"
            )

    @property
    def _names(self) -> dict[str, str]:
        return {body.id: body.name for body in self._session.plan.bodies}

    def _show_restorations(self) -> None:
        """That the data go on from an older state, and what had gone out since: for good."""
        every = fetch_restorations(self._session.db)
        told = ["".join(restoration_lines(one, self._names)) for one in reversed(every[-LATEST:])]
        if len(every) > LATEST:
            told.append(f"更早还恢复过 {len(every) - LATEST} 次。")
        self._restorations.setText("\n".join(told))
        self._restorations.setVisible(bool(told))

    def _show_years(self) -> None:
        """What can be handed over: everything, or a year that is here."""
        years = reversed(years_in(self._session.db.conn))
        self.what.offer([("全部年度", ALL), *((f"{year} 年度", year) for year in years)], ALL)

    def _on_cancelled(self, _: int) -> None:
        self._going = None
        self.refresh()

    def _on_hand_over(self) -> None:
        """Takes a year, or everything, to another PC, and says so here."""
        if self._keeper.jobs.busy:
            return
        year = int(self.what.currentData())
        if handover_of(self._session.db, year):
            self.header.tell(f"{self.what.currentText()}已经移交过")
            return
        whole = year == ALL
        why = ask_why(
            f"把{'这里的全部数据' if whole else f'{year}年度'}移交到另一台电脑？",
            "内容、修改记录、办理记录、密钥和佐证材料写到您选的U盘或文件夹，读回来核对无误，"
            "然后这台电脑上标明“已移交”，只能查看，不能再填再收，收回移交才能继续。"
            "在新电脑的这一页点“从U盘恢复…”。这里的数据不会删除。",
            "选文件夹",
            self,
        )
        if why is None:
            return
        if folder := choose_folder(self._session.db, self, "移交到哪个文件夹"):
            self.hand_over(folder, year, why)

    def hand_over(self, folder: Path, year: int = ALL, why: Why = NOBODY) -> None:
        """Writes *year*, or everything by way of a backup made now, into *folder*."""
        self._session.write_rest()
        self._going = Going(place=folder, year=year, why=why)
        if year == ALL:
            self._keeper.make(BackupReason.BY_HAND)
        else:
            self._going = replace(self._going, under_way=True)
            self._keeper.hand_over(year, folder)

    def _go_on_handing_over(self) -> None:
        """The backup is made: it goes to its place."""
        going = self._going
        if going is None or going.under_way:
            return
        newest = next(iter(self._backups.values()), None)
        if newest is None or self._keeper.trouble:
            self._going = None
            return
        self._going = replace(going, under_way=True)
        self._keeper.copy(newest, going.place)

    def _say_copied(self, copy: Path) -> None:
        going, self._going = self._going, None
        if going is not None:
            self.header.tell(f"已移交到 {copy}，核对无误；请在新电脑上恢复")
            why = going.why
            self._session.hand_over(copy.name, going.year, by=why.by, reason=why.reason)
            return
        self.header.tell(f"已连同佐证材料复制到 {copy}，核对无误")

    def _say_trouble(self, words: str) -> None:
        self._going = None
        self.header.show_state(words)

    def _on_arrived(self, words: str) -> None:
        tell(words, (), self)
        self._session.read_terms_again()

    def _on_chosen(self, key: str) -> None:
        self._chosen = self._backups.get(key)
        for button in (self._restore, self._copy):
            button.setEnabled(self._chosen is not None)

    def _ask_to_restore(self) -> None:
        if self._chosen:
            self._restore_after_asking(self._chosen)

    def _restore_after_asking(self, chosen: Backup) -> None:
        key = key_brought(chosen.path, self._session.db)
        brings = (
            f"这份备份出自另一台电脑，会带来那台电脑的密钥（指纹 {key}），恢复以后用它签名，"
            "本机原来的密钥停用；不是移交给您的，请不要恢复。"
            if key
            else ""
        )
        lost = received_words(received_after(chosen.path, self._session.db))
        gone = f"此后收到的会没有：{lost}；要用的恢复以后再收一次。" if lost else ""
        if ask(
            f"恢复到 {_moment(chosen.made_at)} 的备份？",
            f"那时的内容：{self._words(chosen)}。{gone}{brings}现在的内容会先备份一份，数据文件也会另存在"
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
        if (year := year_handed_over(chosen)) is not None:
            self.take_in(chosen, year)
            return
        try:
            self._restore_after_asking(backup_at(chosen))
        except AppError as error:
            show_error(error, self)

    def take_in(self, path: Path, year: int) -> None:
        """Takes in *year*, handed over in the file at *path*, after asking."""
        if not self._keeper.jobs.busy and ask(
            f"收下移交来的{year}年度？",
            "内容、修改记录、办理记录和佐证材料收到这台电脑上，逐条核对；其他年度的内容不变。",
            "收下",
            self,
        ):
            self._keeper.take_in(path)

    def _words(self, backup: Backup) -> str:
        """What *backup* holds, with the names that bodies had in its year."""
        if backup.contents is None:
            return "读不出来"
        if (year := backup.contents.year) is None:
            return str(backup.contents)
        if year not in self._named:
            bodies = self._session.plans.terms(year).plan.bodies
            self._named[year] = self._names | {body.id: body.name for body in bodies}
        return backup.contents.words(self._named[year])

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
