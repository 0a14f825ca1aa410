"""校验: what must be put right, what is to be looked at, what was looked at."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ui.connection import connect
from ui.help.places import FINDINGS
from ui.models.findings import Finding, FindingModel, findings
from ui.session import Session
from ui.widgets.card import Card
from ui.widgets.finding_list import FindingList
from ui.widgets.link import Link
from ui.widgets.pills import Pills

MUST, MAY, SEEN = range(3)


class CheckCard(Card):
    chosen = Signal(object)  # Finding
    accepted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("一、导出前检查", parent)
        self._session = session
        self._found: tuple[Finding, ...] = ()
        self._verdict = QLabel(self)
        self._verdict.setObjectName("help")
        self._verdict.setWordWrap(True)
        self.pills = Pills(("必须改正", "提醒", "已核对"), self)
        self.pills.chosen.connect(self._show)
        self.model = FindingModel(self)
        self.list = FindingList(self.model, self)
        self.list.chosen.connect(self.chosen)
        self.list.accepted.connect(self._on_accepted)
        self.what = Link("这些提示是什么意思？", self)
        connect(self.what.clicked, self, lambda: session.help_requested.emit(FINDINGS))
        self.column.addWidget(self._verdict)
        row = QHBoxLayout()
        row.addWidget(self.pills, 1)
        row.addWidget(self.what, 0, Qt.AlignmentFlag.AlignVCenter)
        self.column.addLayout(row)
        self.column.addWidget(self.list, 1)

    @property
    def hard(self) -> int:
        """How many findings hold the export back."""
        return len(self._views[MUST])

    def hint(self, item: str, field: str) -> str:
        """What may be looked at once more there; "" where nothing is, or somebody did."""
        soft = (one for one in self._views[MAY] if (one.item, one.field) == (item, field))
        return next((one.sentence for one in soft), "")

    def refresh(self) -> None:
        """Check again; what must be put right is shown first, as long as there is any."""
        before = self.hard
        self._found = findings(self._session)
        views = self._views
        words = ("必须改正", "提醒", "已核对")
        self.pills.show_words([f"{w} {len(v)}" for w, v in zip(words, views, strict=True)])
        if self.hard and not before:
            self.pills.choose(MUST)
        elif self.pills.current == MUST and not self.hard:
            self.pills.choose(MAY)
        self._show()
        soft = len(views[MAY])
        self._verdict.setText(
            f"有 {self.hard} 处必须改正，改好后才能导出；另有 {soft} 处提醒。点一下跳到该处。"
            if self.hard
            else f"没有必须改正的问题。有 {soft} 处提醒，不影响导出；"
            "核对无误的，指着它点右边的“没有问题”，或按空格。"
            if soft
            else "检查通过，可以导出。"
        )

    @property
    def _views(self) -> tuple[list[Finding], list[Finding], list[Finding]]:
        return (
            [one for one in self._found if one.hard],
            [one for one in self._found if not (one.hard or one.accepted)],
            [one for one in self._found if one.accepted],
        )

    def _show(self) -> None:
        self.model.show_findings(tuple(self._views[self.pills.current]))

    def _on_accepted(self, finding: Finding) -> None:
        row = self.list.currentIndex().row()
        self._session.accepted.toggle(finding.found.key)
        self.refresh()
        self.list.setCurrentIndex(self.model.index(min(row, self.model.rowCount() - 1)))
