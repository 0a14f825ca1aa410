"""What to look at before the workbook goes out: first what must be put right, then the rest."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QObject, Qt

from model.domain.answers import State, state_of
from model.domain.oddities import oddity
from model.domain.plan import Indicator, Item
from model.domain.submission import COVER
from ui.marks import Mark
from ui.models.row_model import NOWHERE, Index
from ui.models.rows import Row, row_of
from ui.session import Session

FINDING = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, kw_only=True)
class Finding:
    """`hard`: the workbook can't go out like this. `item` COVER: it is on the export page."""

    item: str
    field: str
    about: str
    sentence: str
    hard: bool
    mark: Mark = Mark.WRONG


def findings(session: Session) -> tuple[Finding, ...]:
    """What must be put right first, then what is missing, each in the plan's order."""
    found = [*_hard(session), *_missing(session), *_odd(session), *_unproven(session)]
    return tuple(sorted(found, key=lambda finding: not finding.hard))


def _hard(session: Session) -> Iterator[Finding]:
    for complaint in session.desk.complaints():
        yield Finding(
            item=complaint.item,
            field=complaint.field.key,
            about="报送信息" if complaint.item == COVER else _title(session, complaint.item),
            sentence=complaint.sentence,
            hard=True,
        )
    for item in session.drafts.items:
        for field, typed in session.drafts.of(item).items():
            label = session.desk.form_for(session.plan.item(item)).field(field).label
            yield Finding(
                item=item,
                field=field,
                about=_title(session, item),
                sentence=f"“{label}”填的“{typed}”还不能确定是多少，请改成一个数。",
                hard=True,
            )


def _missing(session: Session) -> Iterator[Finding]:
    rows: Iterator[Row] = (row_of(session, item) for item in session.desk.items)
    for row in rows:
        if row.mark is Mark.OPEN and row.item not in session.drafts.items:
            yield Finding(
                item=row.item,
                field="",
                about=row.text,
                sentence="未填，按未填报送。",
                hard=False,
                mark=Mark.OPEN,
            )


def _odd(session: Session) -> Iterator[Finding]:
    for indicator in session.desk.indicators:
        target = session.desk.target(indicator)
        answer, before = session.answer(indicator.id), session.last_year(indicator.id)
        if sentence := oddity(indicator, target, answer, before):
            yield Finding(
                item=indicator.id,
                field="explanation",
                about=indicator.name,
                sentence=sentence,
                hard=False,
                mark=Mark.WARNED,
            )


def _unproven(session: Session) -> Iterator[Finding]:
    proven = {evidence.item for evidence in session.desk.evidence()}
    for item in session.desk.items:
        done = state_of(session.answer(item.id)) is State.DONE
        if done and item.id not in proven:
            yield Finding(
                item=item.id,
                field="",
                about=_title(session, item.id),
                sentence="填了“完成”，还没有佐证材料。",
                hard=False,
                mark=Mark.WARNED,
            )


def _title(session: Session, item: str) -> str:
    found: Item = session.plan.item(item)
    return found.name if isinstance(found, Indicator) else found.text


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
