"""A department chosen from a list that a few letters shorten."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from model.domain.plan import Department, Plan
from ui.kit.search_field import SearchField
from ui.kit.words import MIDDLE_RIGHT, draw_words
from ui.pages.department_model import DEPARTMENT, WORK, DepartmentFilter, DepartmentModel
from ui.theme import colour, px, text_font, washed

ROW = 40  # px
NOT_FOUND = "没有找到这个单位。换单位名称里的一两个字试试，或清空后从列表里选。"


class DepartmentPicker(QWidget):
    chosen = Signal(str)  # id, "" for none

    def __init__(self, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = DepartmentModel(plan, self)
        self._shown = DepartmentFilter(self._model, self)
        words = "输入单位名称的一两个字，例如“城管”"
        self.search = SearchField(words, self, name="查找责任单位")
        self.search.textChanged.connect(self._on_search)
        self.list = QListView(self)
        self.list.setObjectName("departments")
        self.list.setAccessibleName("责任单位")
        self.list.setModel(self._shown)
        self.list.setItemDelegate(_DepartmentDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        self.none = QLabel(NOT_FOUND, self)
        self.none.setObjectName("empty")
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.none.hide()
        column.addWidget(self.none, 1)
        self.setFocusProxy(self.search)

    def show_plan(self, plan: Plan) -> None:
        """Other departments to choose from; none is chosen."""
        self._model.show_plan(plan)

    @property
    def department(self) -> str:
        """The chosen one's id, "" while none is."""
        department = self.list.currentIndex().data(DEPARTMENT)
        return department.id if isinstance(department, Department) else ""

    def show_department(self, department: str) -> None:
        for number in range(self._shown.rowCount()):
            index = self._shown.index(number, 0)
            if index.data(DEPARTMENT).id == department:
                self.list.setCurrentIndex(index)
                self.list.scrollTo(index, QListView.ScrollHint.PositionAtCenter)

    def _on_search(self, words: str) -> None:
        """One that is left is meant; of several, none is, unless it was chosen before."""
        chosen = self.department
        self._shown.show_only(words)
        found = self._shown.rowCount() > 0
        self.list.setVisible(found)
        self.none.setVisible(not found)
        if words and self._shown.rowCount() == 1:
            self.list.setCurrentIndex(self._shown.index(0, 0))
        elif self.department != chosen:
            self.list.setCurrentIndex(QModelIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses the first found, where none is chosen; the arrow goes on to the list."""
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if self._shown.rowCount() and enter and not self.department:
            self.list.setCurrentIndex(self._shown.index(0, 0))
        elif self._shown.rowCount() and event.key() == Qt.Key.Key_Down:
            self.list.setFocus()
            if not self.department:
                self.list.setCurrentIndex(self._shown.index(0, 0))
        else:
            super().keyPressEvent(event)

    def _on_current_changed(self) -> None:
        self.chosen.emit(self.department)


class _DepartmentDelegate(QStyledItemDelegate):
    """Name at the left, how much work at the right."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(200, px(ROW))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        box = QRectF(option.rect)  # type: ignore[attr-defined]
        selected = option.state & QStyle.StateFlag.State_Selected  # type: ignore[attr-defined]
        painter.save()
        if selected:
            painter.fillRect(box, colour("selection"))
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), colour("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:  # type: ignore[attr-defined]
            painter.fillRect(box, washed("accent", 0.05))
        words = box.adjusted(16, 0, -16, 0)
        work = QFontMetricsF(text_font("small")).horizontalAdvance(index.data(WORK))
        font = text_font(bold=bool(selected))
        painter.setFont(font)
        painter.setPen(colour("ink"))
        draw_words(painter, words.adjusted(0, 0, -work - 16, 0), index.data())
        painter.setFont(text_font("small"))
        painter.setPen(colour("quiet"))
        draw_words(painter, words, index.data(WORK), MIDDLE_RIGHT, whole=True)
        painter.restore()
