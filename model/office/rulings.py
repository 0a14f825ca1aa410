"""What the office decides: every decision is on disk when the call returns, with who and when."""

from datetime import date
from decimal import Decimal

from model.consolidation.conflicts import Conflict, FigureRuling, How
from model.consolidation.suspicions import Suspicion
from model.domain.cell_edit import CellEdit
from model.domain.numbers import number_text
from model.domain.review import (
    Matter,
    Ruling,
)
from model.errors import AppError
from model.office.bodies import NOBODY, choice_text, sender_key
from model.office.cell_decisions import FOUND, SEALED, subject_of
from model.office.reviews import Reviews
from model.store.clock import now
from model.store.receipts import Receipt
from model.store.reviews import save_ruling
from model.store.transaction import saving


class Decisions(Reviews):
    """Writes for *office* what *by*, a person, decides."""

    def choose_version(self, department: str, digest: str, reason: str = "") -> None:
        """Of the ends of a fork the content *digest* counts; the others stay on file."""
        versions = self.office.versions(department)
        if versions is None or digest not in versions.by_digest:
            raise ValueError("not one of its versions")
        ends = {d for d, one in versions.by_digest.items() if one in versions.ends}
        others = (ends | versions.rejected) - {digest}
        self._rule(Matter.FORK, department, choice_text(digest, others), reason)
        self.office.forget()

    def rule_figure(self, indicator: str, ruling: FigureRuling, reason: str) -> None:
        """Which number holds for an indicator.

        Raises:
            AppError: a value is picked without a reason, or is none.
        """
        if ruling.how is How.VALUE and not reason.strip():
            raise AppError("核定数值须写明理由。", hint="请填写后再保存。")
        if ruling.how is How.VALUE:
            ruling = FigureRuling(
                how=How.VALUE,
                named=number_text(Decimal(ruling.named)),
                reported=self.office.reported_numbers(indicator),
            )
        self._rule(Matter.FIGURE, indicator, ruling.choice, reason.strip())
        self.office.forget()

    def take_cell(self, digest: str, edit: CellEdit, reason: str, value: str | None = None) -> None:
        """采用表内值: what stands in the cell holds, not what was sealed.

        Args:
            value: what the cell means, canonical; None: what the app read from it.

        Raises:
            AppError: no reason is given, or nobody has said what the cell means.
        """
        taken = edit.taken if value is None else value
        if edit.fixed:
            raise AppError("这一处不是填报内容，不能改用表内值。", hint="确有错误的，请退回重报。")
        if taken is None or not reason.strip():
            raise AppError("采用表内值须写明理由和确切内容。", hint="请填写后再保存。")
        self._rule(Matter.HAND_EDIT, subject_of(digest, edit), f"{FOUND}{taken}", reason.strip())
        self.office.forget()

    def keep_sealed(self, digest: str, *edits: CellEdit) -> None:
        """采用封存值: what the app exported holds."""
        with saving(self.office.db, "办公室的决定"):
            for edit in edits:
                self._rule(Matter.HAND_EDIT, subject_of(digest, edit), SEALED, "")
        self.office.forget()

    def take_back(self, matter: Matter, subject: str) -> None:
        """A ruling no longer holds; it stays in the history."""
        self._rule(matter, subject, "", "")
        self.office.forget()

    def mark_seen(self, matter: Conflict | Suspicion, reason: str = "") -> None:
        """Looked at, and left as it is."""
        self._rule(Matter.SEEN, matter.key, matter.seen, reason)
        self.office.forget()

    def note_received_on(self, department: str, on: date, reason: str = "") -> None:
        """The first report really came on that day, whatever the files say.

        Raises:
            AppError: the day lies ahead, or there is no reason.
        """
        if not reason.strip():
            raise AppError("登记实际收到日须写明理由。", hint="请填写后再保存。")
        if on > self.office.today:
            raise AppError("实际收到日不能晚于今天。", hint="请核对日期。")
        self._rule(Matter.RECEIVED_ON, department, on.isoformat(), reason)
        self.office.forget()

    def name_sender(self, receipt: Receipt, department: str) -> None:
        """A file that could not be taken in is of *department*; "": of no body of the year."""
        self._rule(Matter.SENDER, sender_key(receipt), department or NOBODY, "")
        self.office.forget()

    def note_false_figures(self, department: str, what: str) -> None:
        """虚报瞒报 was established; the rulebook says what follows.

        Raises:
            AppError: it is not said what.
        """
        if not what.strip():
            raise AppError("认定虚报瞒报须写明查实的情况。", hint="请填写后再保存。")
        self._rule(Matter.FALSE_FIGURES, department, what.strip(), "")
        self.office.forget()

    def show_ranking(self, *, shown: bool) -> None:
        self._rule(Matter.RANKING, "", "on" if shown else "", "")
        self.office.forget()

    def _rule(self, matter: Matter, subject: str, choice: str, reason: str) -> None:
        ruling = Ruling(
            matter=matter, subject=subject, choice=choice, reason=reason, by=self.by, at=now()
        )
        with saving(self.office.db, "办公室的决定"):
            save_ruling(self.office.db, self.office.year, ruling)
