"""Where a number came from: the file as it came, and the cell in it."""

from functools import partial

from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from model.office.original_cells import OriginalCells, find_cells
from model.outputs import Written, write_original
from model.store.receipts import Receipt
from ui.file_dialogs import choose_new_file
from ui.kit.announcement import say
from ui.kit.label import words_label
from ui.kit.layout import row, wide
from ui.kit.metrics import TIGHT
from ui.kit.written import written_words
from ui.pages.office.session import OfficeSession

MARGINS = (16, 10, 16, 10)  # px


class FigureSource(QFrame):
    def __init__(self, room: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("foot")
        self._room = room
        self._department = self._item = ""
        self.words = words_label("", parent=self)
        self.locate = QPushButton("找到单元格", self)
        self.locate.clicked.connect(self._on_find)
        self.save = QPushButton("另存原件…", self)
        self.save.clicked.connect(self._on_save)
        self.review = QPushButton("去复核", self)
        self.review.clicked.connect(self._on_review)
        buttons = (self.locate, self.save, self.review)
        row(wide(self.words), *buttons, spacing=TIGHT, margins=MARGINS, parent=self)

    def show_place(self, department: str, item: str) -> None:
        """*department* "": none chosen yet."""
        self._department, self._item = department, item
        receipt = self._receipt()
        for button in (self.locate, self.save, self.review):
            button.setEnabled(receipt is not None)
        if not department:
            self.words.setText("选一个单位，看它的数从哪个文件来。")
        elif receipt is None:
            self.words.setText(f"{self._room.name(department)}还没有报送。")
        else:
            self.words.setText(f"{self._room.name(department)}　来自 {receipt.file_name}")

    def _receipt(self) -> Receipt | None:
        """Receipt of the file that brought what counts; the first of several copies."""
        body = self._room.body(self._department) if self._department else None
        if body is None or body.digest is None:
            return None
        receipts = self._room.office.receipts
        return next((one for one in receipts if one.verdict.digest == body.digest), None)

    def _on_find(self) -> None:
        receipt = self._receipt()
        if receipt and receipt.sha256:
            job = partial(find_cells, self._room.stored, receipt.sha256, self._item)
            self._room.start(job, self._on_found, self._place)

    def _on_found(self, result: object, place: tuple[str, str]) -> None:
        receipt = self._receipt()
        if isinstance(result, OriginalCells) and receipt and place == self._place:
            name, office = self._room.name(self._department), self._room.office
            where = result.sentence(office.forms.for_item(office.plan.item(self._item)))
            self.words.setText(f"{name}　来自 {receipt.file_name}　{where}")

    def _on_save(self) -> None:
        receipt = self._receipt()
        if receipt is None:
            return
        name = receipt.file_name.rpartition("/")[2]
        chosen = choose_new_file(self._room.session.db, self, "另存原件", name)
        if chosen and receipt.sha256:
            job = partial(write_original, self._room.stored, receipt.sha256, chosen)
            self._room.start(job, self._on_saved, self._place)

    def _on_saved(self, result: object, place: tuple[str, str]) -> None:
        if isinstance(result, Written):
            written = written_words(result.paths[0])
            if place == self._place:
                self.words.setText(written)
            say(self, written)

    @property
    def _place(self) -> tuple[str, str]:
        return self._department, self._item

    def _on_review(self) -> None:
        self._room.open("review", f"{self._department}/{self._item}")
