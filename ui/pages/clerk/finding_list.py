"""Findings to jump to, and to set aside once they were looked at."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QListView, QWidget

from ui.pages.clerk.finding_delegate import ACCEPT, FindingDelegate
from ui.pages.clerk.findings import FINDING, Finding, FindingModel
from ui.theme import px

ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class FindingList(QListView):
    chosen = Signal(object)  # Finding
    accepted = Signal(object)  # Finding: looked at, in order; or no longer

    def __init__(self, model: FindingModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(FindingDelegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("检查结果：回车跳到该项，空格表示已核对")
        self.clicked.connect(self._on_clicked)
        self.activated.connect(self._choose)
        self._pressed_at = 0.0

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position().x()
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self._accept(self.currentIndex())
        elif event.key() in ENTER and self.currentIndex().isValid():
            self._choose(self.currentIndex())  # and not to the field after the one it leads to
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Nothing: letters belong to fields."""

    def _on_clicked(self, index: QModelIndex) -> None:
        finding: Finding = index.data(FINDING)
        if not finding.hard and self._pressed_at > self.viewport().width() - px(ACCEPT):
            self._accept(index)
        else:
            self._choose(index)
        self._pressed_at = 0.0

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(index.data(FINDING))

    def _accept(self, index: QModelIndex) -> None:
        finding: Finding = index.data(FINDING)
        if not finding.hard:
            self.accepted.emit(finding)
