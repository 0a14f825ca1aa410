"""Catches files dropped on the window, and shows meanwhile where they would land.

No field takes anything that is dropped: all of it comes here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from model.errors import AppError
from model.store.settings import Role
from ui.kit.label import Label
from ui.kit.page import Page
from ui.session import Session
from ui.theme import colour, px, washed

if TYPE_CHECKING:  # no start needs it
    from ui.incoming.files import IncomingFiles

OURS = {".xlsx", ".zip", ".eml"}  # may hold a package, a slip, a workbook
TAKE_IN = "松手就接收"
TO_THE_OFFICE = "松手就收件"
OUR_OWN_ELSE = "松手就接收；不是任务包、退回单的，作为{}的佐证材料"
NO_USE = (
    "任务包、退回单、往年的工作簿（xlsx、zip、eml）拖到哪里都能接收；其他文件请拖到任务清单或指标填报里"
    "要证明的那一项上，作为它的佐证材料；证明全年工作的，拖到“导出”页的右半边。"
)
NOT_HERE = "这类文件请拖到任务清单、指标填报里要证明的那一项上"
ONE_BY_ONE = 50  # files that may be ours, each of which is read and told of by itself
MANY = "一次拖进了 {} 个文件，没有接收。"
CHOOSE = "请只拖入任务包、退回单、工作簿；要一起接收的，可以放在一个文件夹里拖进来。"
ROOM = 24  # px around the words


@dataclass(frozen=True, kw_only=True)
class Landing:
    """Where dropped files would land, in words, and what would be done with them."""

    words: str
    area: QRect  # in the window
    attach: Callable[[Sequence[Path]], None] | None = None


class FileCatcher(QObject):
    """One per window."""

    def __init__(
        self,
        session: Session,
        incoming: Callable[[], "IncomingFiles"],
        page: Callable[[], QWidget | None],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._incoming = incoming
        self._page = page
        self._window = window
        self.hint = DropHint(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.DragLeave:
            self.hint.hide()
        if not isinstance(event, QDropEvent) or not (paths := local_files(event.mimeData())):
            return False
        event.setDropAction(Qt.DropAction.CopyAction)  # the file stays where it is
        event.accept()
        landing = self._landing(paths, event.position().toPoint())
        if event.type() is QEvent.Type.Drop:
            self.hint.hide()
            self._take(paths, landing)
        else:
            self.hint.show_landing(landing)
        return True

    @property
    def _office(self) -> bool:
        profile = self._session.profile
        return profile is not None and profile.role is Role.OFFICE

    def _landing(self, paths: Sequence[Path], at: QPoint) -> Landing:
        page, everywhere = self._page(), self._window.rect()
        if isinstance(page, Page):
            corner = page.mapTo(self._window, QPoint(0, 0))
            if words := page.taking(paths):
                area = QRect(corner, page.size())
                return Landing(words=words, area=area, attach=page.take_files)
            if not self._office and (found := self._proof(page, paths, at - corner)):
                return replace(found, area=found.area.translated(corner))
        if self._office:
            return Landing(words=TO_THE_OFFICE, area=everywhere)
        if any(map(may_be_ours, paths)):
            return Landing(words=TAKE_IN, area=everywhere)
        return Landing(words=self._session.closed_words or NOT_HERE, area=everywhere)

    def _proof(self, page: Page, paths: Sequence[Path], at: QPoint) -> Landing | None:
        """What files become 佐证材料 of that fall on the point *at* of *page*; None: of nothing."""
        if self._session.closed_words or self._incoming().sheet is not None:
            return None
        if (proof := page.proof_at(at)) is None:
            return None
        ours = all(map(may_be_ours, paths))
        words = OUR_OWN_ELSE.format(proof.whose) if ours else f"松手就作为{proof.whose}的佐证材料"
        return Landing(words=words, area=proof.area, attach=proof.attach)

    def _take(self, paths: list[Path], landing: Landing) -> None:
        if self._office:
            if landing.attach:
                landing.attach(paths)
            else:
                self._session.files_dropped.emit(paths)
            return
        others = [path for path in paths if not may_be_ours(path)]
        if len(paths) - len(others) > ONE_BY_ONE:
            self._incoming().tell(AppError(MANY.format(len(paths) - len(others)), hint=CHOOSE))
            return
        for path in paths:
            if path not in others:
                self._incoming().take_in(path, landing.attach)
        if others and landing.attach:
            landing.attach(others)
        elif others:
            names = "、".join(f"“{path.name}”" for path in others[:3])
            more = f"等 {len(others)} 个文件" if len(others) > 3 else ""
            hint = self._session.closed_words or NO_USE
            self._incoming().tell(AppError(f"{names}{more}没有用上。", hint=hint))


class DropHint(QWidget):
    """Covers the place where files would land, and says what becomes of them."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._words = Label(parent=self)
        self._words.setObjectName("drop_words")
        self._words.setWordWrap(True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hide()

    @property
    def words(self) -> str:
        return self._words.text()

    def show_landing(self, landing: Landing) -> None:
        self.setGeometry(landing.area)
        self._words.setText(landing.words)
        wide = min(self.width() - 2 * px(ROOM), px(460))
        high = self._words.heightForWidth(wide)
        self._words.setGeometry((self.width() - wide) // 2, (self.height() - high) // 2, wide, high)
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("accent"), 2, Qt.PenStyle.DashLine))
        painter.setBrush(washed("accent", 0.10))
        painter.drawRoundedRect(self.rect().adjusted(4, 4, -4, -4), 8, 8)


def may_be_ours(path: Path) -> bool:
    return path.suffix.lower() in OURS or path.is_dir()


def local_files(mime: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
