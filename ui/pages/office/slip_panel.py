"""退回单: what goes back to one department, until when, written as one file."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from model.consolidation.reviewed_answers import ReviewStanding
from model.domain.forms import plain_phone
from model.domain.return_slip import ReturnSlip
from model.domain.wording import day_words
from model.errors import AppError
from model.files import try_writing
from model.office.board import correct_words
from model.office.corrections import slip_words
from model.office.department_year import DepartmentYear
from model.office.reviews import issue_slip
from model.outputs import Written, write_slip_file
from ui.file_dialogs import choose_folder
from ui.kit.date_field import DateField, today
from ui.kit.grown_width import fix_width
from ui.kit.label import show_words, words_label
from ui.kit.layout import REST, Sheet, column, row, wide
from ui.kit.line_field import LineField
from ui.kit.link import Link
from ui.kit.metrics import BLOCK, SNUG, WORD_BUTTON
from ui.kit.prose import Prose
from ui.kit.sent_part import SentPart
from ui.pages.office.session import MEANWHILE, SINCE, OfficeSession

SLIP = "退回单.xlsx"  # as a file is called that can't be written
GENERAL = 10_000  # characters; with the corrections a slip takes 40,000
DAYS = 7  # to answer in, unless said otherwise


class SlipPanel(Sheet):
    closed = Signal()

    def __init__(self, room: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._room = room
        self._department = self._about = ""
        self._given: dict[str, str] = {}  # what is proposed
        self._title, self._remarks = words_label("question_heading"), words_label("quoted")
        self._corrected = words_label("notes")
        back = Link("返回逐项复核", self)
        back.clicked.connect(self.closed)
        self.general = Prose(2, self.paper)
        self.general.setAccessibleName("总体意见")
        self.general.limit(GENERAL)
        self.due = DateField(today().addDays(DAYS), self)
        self.due.setAccessibleName("重报期限")
        self.phone = LineField(parent=self)
        self.phone.setAccessibleName("办公室联系电话")
        self.phone.setPlaceholderText("办公室联系电话")
        self.general.textChanged.connect(self._keep)
        self.phone.textEdited.connect(self._keep)
        self.due.date_changed.connect(self._keep)
        self.write = QPushButton("生成退回单…", self)
        fix_width(self.write, WORD_BUTTON)
        self.write.clicked.connect(self._on_write)
        self._since = words_label("question")
        self._complaint, self._earlier = words_label("complaint"), words_label("notes")
        self.sent = SentPart(self.paper)
        general = words_label("label", "总体意见（可以不写）")
        about = (self._since, general, self.general, self._fields())
        done = (self._complaint, self.sent, self._earlier)
        head = (row(wide(self._title), back), self._remarks, self._corrected)
        self.add(*head, *about, self.write, *done, REST)

    def _fields(self) -> QHBoxLayout:
        labelled = (
            column(words_label("label", words), field, spacing=SNUG)
            for words, field in (("重报期限", self.due), ("联系电话", self.phone))
        )
        return row(*map(wide, labelled), spacing=BLOCK)

    def show_body(self, body: DepartmentYear) -> None:
        place = f"slip/{body.id}"
        self._about = body.digest or ""
        if body.id != self._department:
            self._department = ""  # nothing that is shown now was written
            self.sent.hide()
            self._given = {"phone": self._own_phone, "due": self._usual_due}
            written = {**self._given, **self._room.half_written.of(place)}
            self.general.show_text(written.get("general", ""))
            self.phone.setText(written["phone"])
            passed = written["due"] < today().toString(Qt.DateFormat.ISODate)
            self.due.show_iso(self._usual_due if passed else written["due"])
        self._department = body.id
        outdated = self._room.half_written.is_outdated(place, self._about)
        show_words(self._since, SINCE if outdated else "")
        for field in (self.general, self.phone, self.due):
            field.setReadOnly(self._room.closed)
        self.write.setEnabled(not self._room.closed)
        returned = [one for one in body.items.values() if one.standing is ReviewStanding.RETURNED]
        self._title.setText(f"退回{body.department.name}　{len(returned)} 项")
        lines = [
            f"{number}.　{one.item.title}\n　　{one.review.remark}"
            for number, one in enumerate(returned, start=1)
            if one.review
        ]
        nothing = "还没有退回的事项。在清单上选一项，按 R 写明意见；也可以只写总体意见。"
        corrected = slip_words(self._room.office, body)
        self._remarks.setText("\n".join(lines) or nothing)
        show_words(self._corrected, f"退回单里还写明：{corrected}" if corrected else "")
        show_words(self._complaint, "")
        earlier = (
            f"第{slip.number}号　{day_words(slip.made_at)}　{slip.scope}" for slip in body.slips
        )
        show_words(self._earlier, "\n".join(("已发出的退回单", *earlier)) if body.slips else "")

    @property
    def _own_phone(self) -> str:
        """The office's: as its package says, else as the slip before said."""
        office = self._room.office
        package, slips = office.package, office.slips
        said = (package.office.phone if package else "", *(one.phone for one in reversed(slips)))
        return next(filter(None, said), "")

    @property
    def _usual_due(self) -> str:
        return today().addDays(DAYS).toString(Qt.DateFormat.ISODate)

    def _keep(self) -> None:
        if self._department:
            written = {
                "general": self.general.toPlainText(),
                "phone": self.phone.text(),
                "due": self.due.iso,
            }
            place = f"slip/{self._department}"
            self._room.half_written.keep(place, written, self._given, self._about)

    def _on_write(self) -> None:
        office = self._room.office
        if chosen := choose_folder(self._room.session.db, self, "退回单存到哪个文件夹"):
            if office is self._room.office:
                self.issue(chosen)
            else:
                show_words(self._complaint, MEANWHILE)

    def issue(self, folder: Path) -> None:
        """Keeps the slip as sent, and writes its file into *folder*; none where it takes none."""
        if self._room.jobs.busy:
            return
        try:
            try_writing(folder / SLIP)
            changes = self._room.decide(
                issue_slip,
                self._department,
                general=self.general.toPlainText(),
                due=self.due.asked_for(),
                phone=plain_phone(self.phone.text()),
            )
        except AppError as error:
            show_words(self._complaint, f"{error}{error.hint}")
            return
        self._room.half_written.forget(f"slip/{self._department}")
        if slip := changes.slip:
            job = partial(write_slip_file, self._room.stored, slip, folder)
            self._room.start(job, self._on_written, slip)
        self._room.tell(changes)

    def _on_written(self, result: object, slip: ReturnSlip) -> None:
        if isinstance(result, Written) and slip.department == self._department:
            name = self._room.name(slip.department)
            due = f"{day_words(slip.due)}前" if slip.due else ""
            self.sent.show_file(
                result.paths[0],
                f"{name}：\n　　贵单位{slip.year}年度碳达峰自评估工作簿（第{slip.sequence}次报送）"
                f"经复核，需要修改（{slip.scope}），详见所附退回单。"
                f"{correct_words(self._room.body(slip.department), due)}",
            )
