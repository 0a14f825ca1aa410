"""佐证材料 for the mail: how much there is, and packing it into volumes a mail takes."""

from contextlib import suppress
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from model.domain.answers import Evidence
from model.domain.wording import size_words
from model.evidence_files.folder import total_size
from model.evidence_files.volumes import Packed, write_volumes
from model.jobs import JobContext
from model.store.clock import now
from model.store.closed_years import YearClosed
from model.store.disk_errors import NotSaved
from model.store.packed_volumes import (
    PackedVolumes,
    evidence_digest,
    fetch_packed_volumes,
    keep_packed_volumes,
)
from model.store.settings import fetch_setting, save_setting
from ui.alerts import show_error
from ui.connection import connect
from ui.jobs import JobRunner
from ui.kit.card import Card
from ui.kit.combo import Combo
from ui.kit.job_bar import JobBar
from ui.kit.label import show_words, words_label
from ui.kit.layout import REST, add, row
from ui.kit.metrics import TIGHT
from ui.session import Session

LIMIT = "volume_mb"
LIMITS = (10, 20, 50, 100)  # MB a mail takes
MB = 1 << 20
LEFT = "份的事项不再由本单位填报，不报送，见“二、报送信息”。"


class EvidenceParcelCard(Card):
    packed = Signal(object)  # Packed

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("四、佐证材料", parent)
        self._session = session
        self._folder = Path()
        self._begun: tuple[Evidence, ...] = ()  # what is being packed
        self._packed = fetch_packed_volumes(session.db, *self._year)
        self.jobs = JobRunner(self)
        self.jobs.succeeded.connect(self._on_packed)
        connect(self.jobs.failed, self, partial(show_error, parent=self))
        self._words, self._result = words_label(), words_label("help")
        self._result.hide()
        add(self.column, self._words, self._row(), JobBar(self.jobs, self), self._result)

    def _row(self) -> QHBoxLayout:
        self.limit = Combo(self)
        self.limit.setAccessibleName("每个压缩包的大小上限")
        for size in LIMITS:
            self.limit.addItem(f"每卷不超过 {size} MB", size)
        places = {str(size): place for place, size in enumerate(LIMITS)}
        self.limit.setCurrentIndex(places.get(fetch_setting(self._session.db, LIMIT) or "", 1))
        self.limit.currentIndexChanged.connect(self._on_limit)
        self.pack = QPushButton("打包佐证材料", self)
        self.pack.clicked.connect(self.start)
        return row(self.limit, self.pack, REST, spacing=TIGHT)

    def refresh(self, folder: Path) -> None:
        """*folder*: where volumes go."""
        self._folder = folder
        desk = self._session.desk
        pieces, filed = desk.evidence_sent, self.filed
        size, noted = total_size(filed), len(pieces) - len(filed)
        left, over = desk.evidence_left, size > self.limit.currentData() * MB
        self._words.setText(
            "还没有佐证材料。"
            if not pieces
            else f"{noted} 份都只写了文号或保存处，没有文件要打包。"
            if not filed
            else f"文件 {len(filed)} 份，共 {size_words(size)}"
            + ("，一封邮件放不下，打包时自动分卷" if over else "")
            + (f"；另有 {noted} 份只写了文号或保存处，没有文件可发" if noted else "")
            + "。"
            + (f"另有 {len(left)} {LEFT}" if left else "")
        )
        self.pack.setEnabled(bool(filed) and not self.jobs.busy)
        self.limit.setEnabled(bool(filed))

    def start(self) -> None:
        if self.jobs.busy:
            return
        session, desk = self._session, self._session.desk
        stem = f"{desk.department.name}_{desk.year}年度佐证材料"
        pieces, files, limit = desk.evidence_sent, session.files, self.limit.currentData() * MB
        folder, moment = self._folder, now()
        titles, self._begun = desk.evidence_places, pieces

        def job(context: JobContext) -> Packed:
            return write_volumes(folder, stem, pieces, titles, files, limit, moment, context)

        self.jobs.start(job)

    @property
    def filed(self) -> tuple[Evidence, ...]:
        """What goes out and has a file to be packed."""
        return tuple(one for one in self._session.desk.evidence_sent if one.file_name)

    @property
    def volumes(self) -> tuple[str, ...]:
        """Names of the files that hold what goes out now; none where that is not packed."""
        return self._packed.names if self._packed.hold(self._session.desk.evidence_sent) else ()

    @property
    def _year(self) -> tuple[int, str]:
        return self._session.desk.year, self._session.desk.department.id

    def _on_packed(self, packed: Packed) -> None:
        names = tuple(path.name for path in packed.volumes)
        self._packed = PackedVolumes(of=evidence_digest(self._begun), names=names)
        with suppress(NotSaved, YearClosed):  # else it is not known after a restart, no more
            keep_packed_volumes(self._session.db, *self._year, self._packed)
        folder = packed.volumes[0].parent if packed.volumes else self._folder
        big = f"；{'、'.join(packed.too_big)} 超过上限，单独成卷" if packed.too_big else ""
        told = "、".join(names)
        show_words(self._result, f"已打包 {len(names)} 卷：{told}，在 {folder}{big}。")
        self.packed.emit(packed)

    def _on_limit(self) -> None:
        save_setting(self._session.db, LIMIT, str(self.limit.currentData()))
        self.refresh(self._folder)
