"""Everything that must be put right before a draft can be published, each leading to its field."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from model.rulebook_editor.validation import Complaint
from ui.kit.label import Markup, line_label, words_label
from ui.kit.layout import column
from ui.kit.metrics import EDGE, GAP, HAIR
from ui.theme import colour

MOST = 6
MARGINS = (EDGE, 10, EDGE, GAP)


class Problems(QFrame):
    """Hidden while there are none."""

    chosen = Signal(object)  # Complaint

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rule_problems")
        self._complaints: tuple[Complaint, ...] = ()
        self._heading, self._lines = line_label("problems_heading"), words_label()
        links = Qt.TextInteractionFlag
        self._lines.setTextInteractionFlags(
            links.LinksAccessibleByKeyboard | links.LinksAccessibleByMouse
        )
        self._lines.linkActivated.connect(self._on_link)
        column(self._heading, self._lines, spacing=HAIR, margins=MARGINS, parent=self)
        self.hide()

    def show_complaints(self, complaints: Sequence[Complaint]) -> None:
        self._complaints = tuple(complaints)
        self.setVisible(bool(complaints))
        self._heading.setText(f"{len(complaints)} 处问题，改好才能发布")
        ink = colour("ink").name()
        lines = [
            f'<a href="{n}" style="color:{ink}; text-decoration:none">· {_words(complaint)}</a>'
            for n, complaint in enumerate(complaints[:MOST])
        ]
        if (rest := len(complaints) - MOST) > 0:
            lines.append(f"另有 {rest} 处")
        self._lines.setText(Markup("<br>".join(lines)))

    def _on_link(self, number: str) -> None:
        self.chosen.emit(self._complaints[int(number)])


def _words(complaint: Complaint) -> str:
    place = f"{complaint.entry.title}：" if complaint.entry else ""
    return escape(f"{place}{complaint.sentence}")
