"""The board of sections: who has what, what came back, who is late; the words for chat or mail."""

from collections.abc import Iterable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from model.domain.china_time import short_day_words
from model.parts.board import SectionLine, SectionState, section_lines
from model.parts.collection import take_back
from model.parts.dispatch import SentSheet, reminder_words
from model.parts.division import Division
from model.parts.shares import add_section, remove_section
from model.store.clock import now
from model.store.settings import fetch_setting, save_setting
from ui.field_drafts import FieldDrafts, HalfWritten
from ui.kit.date_field import DateField, today
from ui.kit.empty_state import EmptyState
from ui.kit.label import line_label, show_words, words_label
from ui.kit.layout import REST, Halves, column, row, stacked, wide
from ui.kit.line_field import LineField
from ui.kit.metrics import TIGHT, TOOLS
from ui.kit.table import Table
from ui.kit.table_model import Cell, Line
from ui.pages.sections.section_panel import SectionPanel
from ui.pages.sections.text_panel import TextPanel
from ui.session import Session
from ui.status_marks import Mark

HEADINGS = ("科室", "状态", "事项#", "还缺#", "待定#", "逾期#", "交回#")
WIDTHS = (0, 92, 54, 50, 50, 58, 62)
MARK_OF = {
    SectionState.NOTHING: Mark.NOT_APPLICABLE,
    SectionState.UNSENT: Mark.OPEN,
    SectionState.WAITING: Mark.UNREPORTED,
    SectionState.PARTLY: Mark.ONGOING,
    SectionState.HANDED_BACK: Mark.SENT_BACK,
    SectionState.DONE: Mark.TAKEN,
}
ORDER = {state: float(place) for place, state in enumerate(SectionState)}
LONGEST = 30  # characters of a name
DUE = "sections_due"  # setting, with the year and the department
NONE = (
    "把科室添加进来，把任务分给它们，每个科室得到一张只有自己事项的表，"
    "用 WPS 就能填；交回的表拖进窗口，逐栏并入。"
)


class BoardView(QWidget):
    send_requested = Signal(str)  # a section's id

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.lines: tuple[SectionLine, ...] = ()
        self._reminding = False  # the words beside the table are about who is awaited
        self.name, add = LineField(parent=self), QPushButton("添加科室", self)
        self.name.setPlaceholderText("科室名称，例如 市容科")
        self.name.setAccessibleName("要添加的科室的名称")
        self.name.setMaxLength(LONGEST)
        self._written = HalfWritten(FieldDrafts(session, self), {"name": self.name})
        self._written.show("section/new")
        self.name.returnPressed.connect(self._on_add)
        self.name.textEdited.connect(self._forget_complaint)
        self._complaint = words_label("complaint", parent=self)
        self._complaint.hide()
        add.clicked.connect(self._on_add)
        self._add = add
        self.date = DateField(today().addDays(7), self)
        self.date.setAccessibleName("请科室在此日前交回")
        self.date.date_changed.connect(self._on_due)
        self.open = QPushButton("打开交回的表…", self)
        self.open.clicked.connect(session.package_requested)
        self.remind = QPushButton("催办…", self)
        self.remind.clicked.connect(self._on_remind)
        self.table = Table(HEADINGS, WIDTHS, self)
        self.table.setAccessibleName("各科室的进度")
        self.table.line_chosen.connect(self._on_line)
        self.table.clicked.connect(self.show_panel)  # the one that is chosen already, too
        self.panel, self.texts = SectionPanel(session, self), TextPanel(self)
        self.panel.send_requested.connect(self.send_requested)
        self.panel.remove_requested.connect(self._on_remove)
        self.panel.taken_back.connect(self._on_take_back)
        self.texts.closed.connect(self.show_panel)
        empty = EmptyState("users", "还没有科室", NONE, self)
        self._places = stacked(self.table, empty)
        self._panels = stacked(self.panel, self.texts)
        due = row(
            line_label("label", "请在此日前交回"),
            self.date,
            self.open,
            self.remind,
            REST,
            spacing=TIGHT,
        )
        naming = row(wide(self.name), add, spacing=TIGHT)
        tools = column(naming, self._complaint, due, spacing=TIGHT, margins=TOOLS)
        self._halves = Halves((11, 9), self, left=(tools, wide(self._places)))
        self._halves.add_right(wide(self._panels))
        column(wide(self._halves), parent=self)
        self.setFocusProxy(self.name)
        self._show_due()

    def decided_due(self) -> str:
        """ISO date. Raises: AppError: what stands there is none, or has passed."""
        return self.date.asked_for()

    def refresh(self, division: Division) -> tuple[SectionLine, ...]:
        desk, today = self._session.desk, date.fromisoformat(now()[:10])
        unanswered = {item.id for item in desk.unanswered()}
        self.lines = section_lines(division, [item.id for item in desk.items], unanswered, today)
        self.table.show_lines([_line(one) for one in self.lines])
        self._places.setCurrentIndex(int(not self.lines))
        open_ = not self._session.closed_words
        for part in (self.name, self._add, self.date, self.open):
            part.setEnabled(open_)
        awaited = any(one.awaited for one in self.lines)
        self.remind.setEnabled(awaited)
        if self._reminding and self._panels.currentWidget() is self.texts:
            self._show_reminders()
            self._panels.setCurrentWidget(self.texts if awaited else self.panel)
        self._show_panel(division)
        return self.lines

    def flush(self) -> None:
        self.panel.flush()

    def show_sent(self, sent: Sequence[SentSheet]) -> None:
        """Shows the words that go with the sheets just written."""
        self._reminding = False
        folder = sent[0].path.parent if sent else None
        self.texts.show_texts(
            f"已写出 {len(sent)} 个科室的表",
            [(f"{one.section.name}　{one.path.name}", one.words) for one in sent],
            folder,
        )
        self._panels.setCurrentWidget(self.texts)

    def _show_panel(self, division: Division) -> None:
        line = next((one for one in self.lines if one.section.id == self.table.key), None)
        self.panel.show_line(line, division)
        told = self._panels.currentWidget() is self.texts
        self._halves.right.setVisible(line is not None or told)

    def _on_line(self, _section: str) -> None:
        self.flush()
        self.show_panel()

    def show_panel(self, *_: object) -> None:
        """Shows the section that is chosen, in place of words to be copied."""
        self._panels.setCurrentWidget(self.panel)
        self._show_panel(self._session.division)

    def show_section(self, section: str) -> None:
        """Shows *section*, by id; "": the one that is chosen."""
        self.table.choose(section)
        self.show_panel()

    def _forget_complaint(self) -> None:
        show_words(self._complaint, "")

    def _on_add(self) -> None:
        name = self.name.text().strip()
        if not name:
            return
        self.name.stay()
        if any(one.name == name for one in self._session.division.sections):
            show_words(self._complaint, f"已经有“{name}”了，没有再添加。")
            self.name.selectAll()
            return
        self._forget_complaint()
        self._written.forget()
        made: list[str] = []

        def change(division: Division) -> tuple[str, ...]:
            made.append(add_section(self._session.db, division, name).id)
            return ()

        self._session.carry_out(change)
        for section in made:
            self.table.choose(section)

    def _on_remove(self, section: str) -> None:
        def change(division: Division) -> Iterable[str]:
            items = {item for item, shares in division.shares.items() if section in shares}
            remove_section(self._session.db, division, section)
            return items

        self._session.carry_out(change)

    def _on_take_back(self, back: str) -> None:
        def change(division: Division) -> tuple[str, ...]:
            found = next(one for one in division.counting if one.id == back)
            take_back(self._session.db, division, found, self._session.desk.own_items)
            return tuple({cell.item for cell in found.content.said})

        self._session.carry_out(change)

    def _on_remind(self) -> None:
        self._reminding = True
        self._show_reminders()
        self._panels.setCurrentWidget(self.texts)

    def _show_reminders(self) -> None:
        """Shows what to write to those who are awaited now."""
        awaited = [one for one in self.lines if one.awaited and one.sent]
        self.texts.show_texts(
            f"催办 {len(awaited)} 个科室",
            [
                (
                    "　".join(
                        filter(None, (one.section.name, one.section.contact, one.section.phone))
                    ),
                    reminder_words(one.sent.sheet, len(one.missing), returned=one.back is not None),
                )
                for one in awaited
                if one.sent
            ],
        )

    @property
    def _due_key(self) -> str:
        desk = self._session.desk
        return f"{DUE}_{desk.year}_{desk.department.id}"

    def _on_due(self) -> None:
        save_setting(self._session.db, self._due_key, self.date.iso)

    def _show_due(self) -> None:
        kept = fetch_setting(self._session.db, self._due_key)
        self.date.show_iso(kept or "")


def _line(one: SectionLine) -> Line:
    return Line(
        key=one.section.id,
        cells=(
            Cell(words=one.section.name),
            Cell(words=one.state.value, mark=MARK_OF[one.state], sort=ORDER[one.state]),
            _count(len(one.led) + one.added),
            _count(len(one.missing)),
            _count(one.asked),
            Cell(
                words=f"{one.days_late} 天" if one.days_late else "",
                right=True,
                sort=float(one.days_late),
            ),
            Cell(words=_day(one.back.received_at) if one.back else "", right=True),
        ),
    )


def _day(moment: str) -> str:
    return short_day_words(moment)


def _count(number: int) -> Cell:
    return Cell(words=str(number) if number else "", right=True, sort=float(number))
