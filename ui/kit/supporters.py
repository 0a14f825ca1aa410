"""配合单位所写: what others wrote about an item, each with who and when."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.connection import connect
from ui.kit.label import line_label, plain_tip, words_label
from ui.kit.layout import add, at_top, clear_layout, column, row, wide
from ui.kit.link import Link
from ui.kit.metrics import GAP, HAIR, TIGHT

HEADING = "配合单位所写"


@dataclass(frozen=True, kw_only=True)
class Written:
    """What one body wrote. `about`: when, and how far it is sure that it was this body.

    `remove`: what taking it away means, for a tool tip; "" where it can't be.
    """

    key: str
    name: str
    about: str
    said: str
    remove: str = ""


class SupportersPart(QWidget):
    """Hidden where nobody wrote anything."""

    removed = Signal(str)  # key

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = column(spacing=TIGHT)
        self._shown: tuple[Written, ...] = ()
        column(line_label("label", HEADING), self._rows, spacing=TIGHT, parent=self)
        self.hide()

    def show_written(self, written: Iterable[Written]) -> None:
        """Shows *written*, one under another."""
        shown = tuple(written)
        self.setVisible(bool(shown))
        if shown == self._shown:
            return
        self._shown = shown
        clear_layout(self._rows)
        self.links: list[Link] = []
        for one in shown:
            head = row(wide(words_label("notes", f"{one.name}　{one.about}")), spacing=GAP)
            if one.remove:
                add(head, at_top(self._link(one)))
            add(self._rows, column(head, words_label("quoted", one.said), spacing=HAIR))

    def _link(self, one: Written) -> Link:
        link = Link("移除", self)
        link.setToolTip(plain_tip(one.remove))
        link.setAccessibleName(f"移除{one.name}所写的")
        connect(link.clicked, self, partial(self._on_removed, one.key))
        self.links.append(link)
        return link

    def _on_removed(self, key: str, *_: object) -> None:
        self.removed.emit(key)

    @property
    def words(self) -> str:
        """All that stands here."""
        return "\n".join(f"{one.name}　{one.about}\n{one.said}" for one in self._shown)
