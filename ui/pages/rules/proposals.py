"""Proposals per department with their reasons; people decide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QObject, Qt

from model.rulebook_editor.trial import Effect
from model.scoring.proposal import Advice
from ui.pages.clerk.row_model import NOWHERE, Index

PROPOSAL = Qt.ItemDataRole.UserRole
ORDER = tuple(Advice)


@dataclass(frozen=True, kw_only=True)
class ProposalLine:
    department: str
    name: str
    advice: Advice
    before: Advice
    reasons: str

    @property
    def changed(self) -> bool:
        return self.advice is not self.before

    @property
    def words(self) -> str:
        before = f"（原为{self.before}）" if self.changed else ""
        return f"{self.name}，{self.advice}{before}，{self.reasons}"


def proposal_lines(effect: Effect, names: Mapping[str, str]) -> tuple[ProposalLine, ...]:
    """Who is to be commended first, then who is to be admonished; within each by rank."""
    places = {change.department: change.after.rank for change in effect.changes}

    def weight(line: ProposalLine) -> tuple[int, int]:
        rank = places[line.department]
        return ORDER.index(line.advice), rank.number if rank else len(places)

    lines = (
        ProposalLine(
            department=department,
            name=names[department],
            advice=proposal.advice,
            before=effect.proposals_before[department].advice,
            reasons="；".join(proposal.reasons),
        )
        for department, proposal in effect.proposals_after.items()
    )
    return tuple(sorted(lines, key=weight))


def counts(lines: Sequence[ProposalLine]) -> Mapping[Advice, int]:
    return {advice: sum(line.advice is advice for line in lines) for advice in Advice}


class ProposalModel(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[ProposalLine, ...] = ()

    @property
    def lines(self) -> tuple[ProposalLine, ...]:
        return self._lines

    def show_lines(self, lines: Sequence[ProposalLine]) -> None:
        if tuple(lines) != self._lines:
            self.beginResetModel()
            self._lines = tuple(lines)
            self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        line = self._lines[index.row()]
        match role:
            case Qt.ItemDataRole.UserRole:
                return line
            case Qt.ItemDataRole.DisplayRole:
                return line.words
            case Qt.ItemDataRole.ToolTipRole:
                return line.reasons.replace("；", "\n")
            case _:
                return None
