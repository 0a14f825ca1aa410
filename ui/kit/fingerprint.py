"""The fingerprint of a key, large, as people compare it with paper."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QWidget

from ui.kit.label import line_label
from ui.kit.layout import REST, row
from ui.kit.metrics import GAP, px
from ui.theme import figure_font

ROOM = 480  # px at the usual text size that the groups of a fingerprint may take


class FingerprintFigures(QWidget):
    """The groups of a fingerprint, large, to be compared one by one."""

    def __init__(self, fingerprint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        wide = QFontMetricsF(figure_font()).horizontalAdvance(fingerprint) > px(ROOM)
        groups = []
        for group in fingerprint.split():
            label = line_label("title" if wide else "figure", group, self)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            groups.append(label)
        self.setObjectName("figures")
        row(*groups, REST, spacing=GAP, parent=self)
        self.setAccessibleName(f"密钥指纹 {fingerprint}")
