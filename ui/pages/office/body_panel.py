"""One body on the board: its doubts, its versions, its slips, and what to do about it."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from model.domain.china_time import china_time
from model.domain.wording import day_words
from model.office.board import contacts, reminder
from model.office.department_year import DepartmentYear, ReportingState
from model.outputs import Written, write_template_file
from ui.file_dialogs import choose_folder
from ui.kit.chip import Chip
from ui.kit.label import show_words
from ui.kit.layout import REST, Sheet, row
from ui.kit.metrics import TIGHT
from ui.kit.written import WrittenLine
from ui.pages.office.board_lines import MARK_OF, overall_words, score_words, self_words
from ui.pages.office.session import OfficeSession
from ui.pages.office.stamped_part import StampedPart
from ui.theme import icon


class BodyPanel(Sheet):
    def __init__(self, room: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._room = room
        self._department = ""
        self._chip = Chip(self.paper)
        self.add(self._chip)
        self._name, self._kind = self.label("question_heading"), self.label("notes")
        self._doubts, self._notes = self.label("detail"), self.label("notes")
        self._scores, self._versions = self.label(), self.label("notes")
        self._overall = self.label("notes")
        self.stamped = StampedPart(room, self)
        self.add(self.stamped)
        self._contact, self._reminder = self.label("notes"), self.label("quoted")
        self.add(self._buttons())
        self._done, self.written = self.label("said"), WrittenLine(self.paper)
        self.add(self.written, REST)
        self.show_body("")

    def _buttons(self) -> QHBoxLayout:
        self.review = QPushButton("去复核", self)
        self.review.clicked.connect(self._on_review)
        self.copy = QPushButton(icon("copy", "ink", 16), "复制催报文字", self)
        self.copy.clicked.connect(self._on_copy)
        self.template = QPushButton("填报模板…", self)
        self.template.setToolTip(
            "给不能运行本程序的电脑：一张空表，用 WPS 填写，填好同样拖进收件页"
        )
        self.template.clicked.connect(self._on_template)
        return row(self.review, self.copy, self.template, REST, spacing=TIGHT)

    def show_body(self, department: str) -> None:
        self._department = department
        self.paper.setVisible(bool(department))
        if not department:
            return
        office, body = self._room.office, self._room.body(department)
        self._chip.show_mark(MARK_OF[body.state])
        self._name.setText(body.department.name)
        items = sum(1 for _ in office.plan.items_of(department))
        self._kind.setText(f"{body.department.kind.value}　应填 {items} 项")
        show_words(self._doubts, "\n".join(f"·　{doubt}" for doubt in body.doubts()))
        show_words(self._notes, "\n".join(f"·　{note}" for note in body.notes()))
        show_words(
            self._scores,
            f"自评　{self_words(body)}\n复算　{score_words(body.recomputed)}\n"
            f"复核　{score_words(body.reviewed)}"
            if body.versions
            else "",
        )
        show_words(self._versions, "\n".join(history(body)))
        show_words(self._overall, overall_words(body))
        self.stamped.show_report(body.versions.counting if body.versions else None)
        line = next(iter(contacts((body,), office.year, office.package)), None)
        who = (line.name, line.phone, line.email) if line else ()
        show_words(self._contact, "联系人　" + "　".join(filter(None, who)) if any(who) else "")
        text = reminder(body, office.year, office.package.office if office.package else None)
        show_words(self._reminder, text)
        self.copy.setVisible(bool(text))
        self.review.setVisible(body.versions is not None)
        show_words(self._done, "")
        self.written.hide()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._reminder.text())
        show_words(self._done, "已复制，可以贴到邮件或工作群里。")

    def _on_template(self) -> None:
        if chosen := choose_folder(self._room.session.db, self, "填报模板存到哪个文件夹"):
            self.write_template(chosen)

    def write_template(self, folder: Path) -> None:
        job = partial(write_template_file, self._room.stored, self._department, folder)
        self._room.start(job, self._on_written, self._department)

    def _on_written(self, result: object, department: str) -> None:
        if isinstance(result, Written) and department == self._department:
            self.written.show_file(result.paths[0])

    def _on_review(self) -> None:
        self._room.open("review", self._department)


def history(body: DepartmentYear) -> Iterator[str]:
    """Lines of what came and what went back, in order."""
    timing = body.timing
    if timing.first_on:
        late = f"，逾期 {timing.days_late} 天" if timing.days_late else ""
        yield f"首次报送 {day_words(timing.first_on)}{late}"
    if body.versions:
        for digest, one in body.versions.by_digest.items():
            yield (
                f"第{one.sequence}次　{day_words(one.exported_at)}导出　{one.check_code[:9]}"
                f"　{body.versions.standing(digest)}"
            )
    for slip in body.slips:
        due = f"，要求{day_words(slip.due)}前重报" if slip.due else ""
        yield f"退回单第{slip.number}号　{day_words(slip.made_at)}　{slip.scope}{due}"
    if body.passing and (body.passed or body.pass_lapsed):
        by = f"　{body.passing.by}" if body.passing.by else ""
        since = "　以后有变化" if body.state is ReportingState.LAPSED else ""
        yield f"通过　{china_time(body.passing.at)}{by}{since}"
