"""What to look at before the workbook goes out: first what must be put right, then the rest."""

from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QObject, Qt

from model.checks import Finding as Found
from model.checks import Kind, checked
from ui.edit_text import title_of
from ui.pages.clerk.row_model import NOWHERE, Index
from ui.session import Session
from ui.status_marks import Mark

FINDING = Qt.ItemDataRole.UserRole
WHOLE = "全年"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """`item` COVER: it is on the export page; "": it is about the year as a whole."""

    found: Found
    about: str
    mark: Mark
    accepted: bool = False

    @property
    def item(self) -> str:
        return self.found.item

    @property
    def field(self) -> str:
        return self.found.field

    @property
    def hard(self) -> bool:
        return self.found.hard

    @property
    def sentence(self) -> str:
        return self.found.sentence


def findings(session: Session) -> tuple[Finding, ...]:
    """What must be put right first; what somebody has looked at and accepted comes last."""
    found = [_shown(session, one) for one in checked(session.year())]
    return tuple(sorted(found, key=lambda one: one.accepted))


def _shown(session: Session, found: Found) -> Finding:
    accepted = not found.hard and found.key in session.accepted
    mark = Mark.WRONG if found.hard else Mark.OPEN if found.kind is Kind.OPEN else Mark.WARNED
    mark = Mark.RETURNED if found.kind is Kind.UNANSWERED else mark
    about = title_of(session, found.item) if found.item else WHOLE
    return Finding(
        found=found, about=about, mark=Mark.TAKEN if accepted else mark, accepted=accepted
    )


class FindingModel(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._findings: tuple[Finding, ...] = ()

    def show_findings(self, found: tuple[Finding, ...]) -> None:
        self.beginResetModel()
        self._findings = found
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._findings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._findings):
            return None
        finding = self._findings[index.row()]
        if role == FINDING:
            return finding
        return (
            f"{finding.about}：{finding.sentence}" if role == Qt.ItemDataRole.DisplayRole else None
        )
