"""The fingerprint that a person compares with paper, and who compared it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from model.package.origin_check import Asked, OriginCheck
from ui.connection import connect
from ui.incoming.origin_words import COMPARES, pin_words
from ui.kit.chip import Chip
from ui.kit.field_row import FieldRow
from ui.kit.fingerprint import FingerprintFigures
from ui.kit.grown_width import set_least_width
from ui.kit.label import line_label
from ui.kit.layout import REST, column, row, wide
from ui.kit.line_field import LineField
from ui.kit.link import Link
from ui.kit.metrics import CARD, GAP, NAME, TIGHT
from ui.status_marks import ORIGIN_MARKS


class OriginPart(QFrame):
    """What is known of the maker of a file, and lines for who answers and why."""

    changed = Signal()
    help_wanted = Signal()

    def __init__(
        self, check: OriginCheck, name: str, reason_hint: str, parent: QWidget | None = None
    ) -> None:
        """
        Args:
            name: of whoever sits here, as far as it is known.
            reason_hint: what the reason should say; "": none is asked for.
        """
        super().__init__(parent)
        self.setObjectName("card")
        self._check = check
        self._mark = Chip(self)
        self._mark.show_mark(ORIGIN_MARKS[check.standing])
        shown: list[QWidget] = []
        if check.proof.fingerprint:
            shown.append(FingerprintFigures(check.proof.fingerprint, self))
        if check.pinned and check.asked is Asked.NEW_KEY:
            former = f"以前的指纹：{check.former_fingerprint}　{pin_words(check.pinned)}"
            shown.append(line_label("help", former, self))
        self.name, self.reason = LineField(name, self), LineField(parent=self)
        set_least_width(self.name, NAME)
        self.name.setMaxLength(20)
        self.reason.setMaxLength(100)
        self.reason.setPlaceholderText(reason_hint)
        self._reasoned = bool(reason_hint)
        who = FieldRow("核对人" if check.asked in COMPARES else "核实人", self.name, self)
        why = FieldRow("原因" if check.asked is Asked.NEW_KEY else "核实情况", self.reason, self)
        why.setVisible(self._reasoned)
        heading = "办公室密钥指纹" if check.proof.fingerprint else "来源"
        explain = Link("什么是密钥指纹？", self)
        explain.clicked.connect(self.help_wanted)
        head = row(line_label("label", heading, self), self._mark, REST, explain, spacing=TIGHT)
        fields = row(who, *((wide(why),) if self._reasoned else (REST,)), spacing=GAP)
        column(head, *shown, fields, spacing=TIGHT, margins=CARD, parent=self)
        for field in (self.name, self.reason):
            connect(field.textChanged, self, lambda _: self.changed.emit())

    @property
    def by(self) -> str:
        return self.name.text().strip()

    @property
    def why(self) -> str:
        return self.reason.text().strip()

    @property
    def ready(self) -> bool:
        """Whether it says who answers, and why where a reason is needed."""
        return bool(self.by) and (bool(self.why) or not self._reasoned)

    @property
    def first(self) -> QWidget:
        """What is to be filled in first."""
        return self.reason if self.by and self._reasoned else self.name
