"""What is established about a department's whole year: when its report came, and false figures."""

from collections.abc import Callable
from datetime import date
from typing import Concatenate

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from model.domain.china_time import china_time
from model.domain.review import Matter, Ruling
from model.domain.text_kinds import STATEMENT
from model.domain.wording import day_words
from model.errors import AppError
from model.office.changes import OfficeChanges
from model.office.department_year import DepartmentYear
from model.office.records import DayNote
from model.office.rulings import note_false_figures, note_received_on, take_back
from model.office.year import OfficeYear
from ui.kit.date_field import DateField, today
from ui.kit.label import show_words
from ui.kit.layout import REST, Sheet, row, wide
from ui.kit.line_field import LineField
from ui.kit.metrics import TIGHT
from ui.pages.office.board_lines import overall_words
from ui.pages.office.session import SINCE, Given, OfficeSession

MATTERS = {Matter.RECEIVED_ON: "实际收到日", Matter.FALSE_FIGURES: "虚报瞒报"}
DAY, DAY_REASON, FALSE_FIGURES = "day", "day_reason", "false"  # what is half written
RECEIVED = "实际收到日：逾期天数从这一天算；没有写的，按最早的导出或收件日期算。"
FALSE = "虚报瞒报：经办公室查实的，写明查实了什么；评估规则规定总分如何处理。"


class YearRulingsPanel(Sheet):
    """Asks for the reason of each decision; earlier decisions stay in sight."""

    closed = Signal()

    def __init__(self, room: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._room = room
        self._department = self._about = ""
        self._first_on = ""  # the day that is proposed
        self._title, self._overall = self.label("question_heading"), self.label("notes")
        self.label("notes", RECEIVED)
        self.day = DateField(today(), self.paper)
        self.day.setAccessibleName("实际收到日")
        self.day_reason = LineField(parent=self.paper)
        self.day_reason.setMaxLength(STATEMENT)
        self.day_reason.setPlaceholderText("理由（必填），例如：12月30日收到邮件，附件当天打不开")
        self.save_day = QPushButton("登记实际收到日", self.paper)
        self.drop_day = QPushButton("撤销", self.paper)
        self._row(self.day, self.day_reason, self.save_day, self.drop_day)
        self.label("notes", FALSE)
        self.false = LineField(parent=self.paper)
        self.false.setMaxLength(STATEMENT)
        self.false.setPlaceholderText("查实的情况和依据（必填）")
        self.save_false = QPushButton("认定虚报瞒报", self.paper)
        self.drop_false = QPushButton("撤销", self.paper)
        self._row(self.false, self.save_false, self.drop_false)
        self._since, self._complaint = self.label("question"), self.label("complaint")
        self._history = self.label("notes")
        self.back = QPushButton("返回", self.paper)
        self.add(self.back, REST)
        self.save_day.clicked.connect(self._on_day)
        self.drop_day.clicked.connect(self._on_drop_day)
        self.save_false.clicked.connect(self._on_false)
        self.drop_false.clicked.connect(self._on_drop_false)
        self.back.clicked.connect(self.closed)
        self.day.date_changed.connect(self._keep)
        for field in (self.day_reason, self.false):
            field.textEdited.connect(self._keep)

    def _row(self, *parts: QWidget) -> None:
        shares = (wide(part, int(isinstance(part, LineField))) for part in parts)
        self.add(row(*shares, spacing=TIGHT))

    def show_body(self, body: DepartmentYear) -> None:
        office = self._room.office
        other = body.id != self._department
        untouched = self.day.iso == self._first_on and not self.day.isModified()
        self._about = body.digest or ""
        self._first_on = (body.timing.first_on or office.today).isoformat()
        if other:
            self._department = body.id
            written = self._room.half_written.of(self._place)
            self.day_reason.setText(written.get(DAY_REASON, ""))
            self.false.setText(written.get(FALSE_FIGURES, ""))
            self.day.show_iso(written.get(DAY, self._first_on))
        elif untouched:
            self.day.show_iso(self._first_on)
        outdated = self._room.half_written.is_outdated(self._place, self._about)
        show_words(self._since, SINCE if outdated else "")
        self._title.setText(f"{body.department.name}　全年事项")
        show_words(self._overall, overall_words(body))
        received, false = (office.ruling(matter, body.id) for matter in MATTERS)
        self.drop_day.setVisible(received is not None)
        self.drop_false.setVisible(false is not None)
        editable = not self._room.closed
        for part in (self.save_day, self.drop_day, self.save_false, self.drop_false):
            part.setEnabled(editable)
        self.day.setEnabled(editable)
        for field in (self.day_reason, self.false):
            field.setReadOnly(not editable)
        said = [
            _line(one) for one in office.history if one.matter in MATTERS and one.subject == body.id
        ]
        show_words(self._history, "经过：\n" + "\n".join(said) if said else "")
        show_words(self._complaint, "")

    @property
    def _place(self) -> str:
        return f"matters/{self._department}"

    def _keep(self) -> None:
        reason, false = self.day_reason.text(), self.false.text()
        day = self.day.iso if reason else self._first_on
        written = {DAY: day, DAY_REASON: reason, FALSE_FIGURES: false}
        given = {DAY: self._first_on}
        self._room.half_written.keep(self._place, written, given, self._about)

    def finish(self) -> bool:
        """Saves what the cursor is in; False: nothing is asked."""
        fields = {
            self.day: self.save_day,
            self.day_reason: self.save_day,
            self.false: self.save_false,
        }
        if save := next((save for field, save in fields.items() if field.hasFocus()), None):
            save.click()
        return self.isVisible()

    def _on_day(self) -> None:
        reason = self.day_reason.text()

        def note(office: OfficeYear, by: str) -> OfficeChanges:
            on = date.fromisoformat(self.day.decided())
            return note_received_on(office, by, self._department, on, reason)

        if self._decide(note):
            self.day_reason.clear()
            self._keep()

    def _on_false(self) -> None:
        if self._decide(note_false_figures, self._department, self.false.text()):
            self.false.clear()
            self._keep()

    def _on_drop_day(self) -> None:
        self._take_back(Matter.RECEIVED_ON)

    def _on_drop_false(self) -> None:
        self._take_back(Matter.FALSE_FIGURES)

    def _take_back(self, matter: Matter) -> None:
        self._decide(take_back, matter, self._department)

    def _decide(
        self,
        act: Callable[Concatenate[OfficeYear, str, Given], OfficeChanges],
        *given: Given.args,
        **named: Given.kwargs,
    ) -> bool:
        """Whether it was decided; if not, it is said why."""
        if not self._room.is_named(self):
            return False
        try:
            changes = self._room.decide(act, *given, **named)
        except AppError as error:
            show_words(self._complaint, f"{error}{error.hint}")
            return False
        self._room.tell(changes)
        return True


def _line(one: Ruling) -> str:
    """'2026年1月5日 10:30　王芳　实际收到日 2025年12月30日：邮件当天收到'."""
    who = "　".join(filter(None, (china_time(one.at), one.by)))
    if not one.choice:
        return f"{who}　撤销{MATTERS[one.matter]}"
    received = one.matter is Matter.RECEIVED_ON
    said = f" {day_words(DayNote.read(one.choice).on)}" if received else f"：{one.choice}"
    return f"{who}　{MATTERS[one.matter]}{said}" + (f"：{one.reason}" if one.reason else "")
