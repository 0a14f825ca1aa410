"""Every word in sight, and which of them no clerk would use."""

import re
from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from model.domain.plan import Plan

MOST = 400  # rows of a list
ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.ToolTipRole,
)
TAG = re.compile(r"<[^<>]*>|&\w+;")
PATH = re.compile(r"(?<!\w)(?:[A-Z]:)?(?:[/\\][^\s/\\，。“”]+)+")
FILE = re.compile(r"[^\s“”/\\]*\.(?:xlsx|docx|db|toml|pdf|png|zip|eml|xls|csv)\b", re.IGNORECASE)
MAIL = re.compile(r"\S+@\S+")
CODE = re.compile(r"\b[0-9A-Fa-f]{4}\b|\b[0-9a-f]{8,}\b")  # a check code, a hash
ENGLISH = re.compile(r"[A-Za-z][a-z]+|[A-Z]{4,}")
KNOWN = {
    "Ctrl", "Shift", "Alt", "Esc", "Enter", "Tab", "Excel", "Word", "SHA", "WPS", "PUE", "Del",
    "zip", "xlsx", "rar", "Windows", "Linux", "Qt", "UTF", "Home", "End", "Ins", "CPU", "IBus",
    "Markdown", "OFD", "LibreOffice", "SQLite", "Python", "PySide", "Unicode", "PDF", "ICP",
    "DMS", "Mac", "macOS",
}  # fmt: skip
TOKEN = re.compile(r"[A-Za-z][\w-]*", re.ASCII)
ITEM = re.compile(r"\b\d+(?:\.\d+)+-\d+\b")


def shown_words(window: QWidget) -> Iterator[tuple[str, str]]:
    """Each text in sight, with the kind of widget that shows it; typed words are left out."""
    for widget in (window, *window.findChildren(QWidget)):
        if not widget.isVisible():
            continue
        name = f"{type(widget).__name__} {widget.objectName()}".strip()
        for text in (widget.toolTip(), widget.accessibleName()):
            yield name, text
        if isinstance(widget, QLabel | QAbstractButton):
            yield name, widget.text()
        elif isinstance(widget, QLineEdit | QPlainTextEdit):
            yield name, widget.placeholderText()
        elif isinstance(widget, QComboBox):
            yield from ((name, widget.itemText(number)) for number in range(widget.count()))
        elif isinstance(widget, QAbstractItemView) and widget.model():
            yield from ((name, text) for text in _rows(widget.model()))


def _rows(model: QAbstractItemModel) -> Iterator[str]:
    root = QModelIndex()
    columns = model.columnCount(root) if isinstance(model, QAbstractTableModel) else 1
    for row in range(min(model.rowCount(root), MOST)):
        for column in range(columns):
            index = model.index(row, column, root)
            for role in ROLES:
                if isinstance(text := index.data(role), str):
                    yield text


class Speech:
    """Tells words that only a programmer would use."""

    def __init__(self, plan: Plan, brought: set[str]) -> None:
        """*brought*: words that people typed themselves."""
        ids = {*plan.departments, *plan.indicators, *plan.clauses}
        self._ids = {key for key in ids if re.search("[A-Za-z]{3}|_", key)}
        self._plan_words = set(ENGLISH.findall("".join(_plan_texts(plan)))) | brought
        self._fine: set[str] = set()

    def odd(self, text: str) -> str:
        """The first word of *text* that nobody in an office would use; "" where there is none."""
        if text in self._fine:
            return ""
        plain = text
        for noise in (TAG, PATH, FILE, MAIL, CODE):
            plain = noise.sub(" ", plain)
        found = next((word for word in TOKEN.findall(plain) if word in self._ids), "")
        if not found and (item := ITEM.search(plain)):
            found = item.group()
        if not found:
            english = (w for w in ENGLISH.findall(plain) if w not in KNOWN | self._plan_words)
            found = next(english, "")
        if not found:
            self._fine.add(text)
        return found


def _plan_texts(plan: Plan) -> Iterator[str]:
    for indicator in plan.indicators.values():
        yield indicator.name
        yield indicator.unit
    for measure in plan.measures.values():
        yield measure.text
