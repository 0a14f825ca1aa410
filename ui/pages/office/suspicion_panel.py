"""One suspicion with its places; it proves nothing and has no consequence by itself."""

from functools import partial

from PySide6.QtWidgets import QWidget

from model.consolidation.suspicions import Suspicion, SuspicionPlace
from model.domain.review import Matter
from model.office.decision_words import item_title
from model.office.rulings import mark_seen, take_back
from ui.connection import connect
from ui.kit.label import show_words, words_label
from ui.kit.layout import REST, Sheet, add, box, clear_layout, column, row, wide
from ui.kit.link import Link
from ui.kit.metrics import HAIR, TIGHT
from ui.pages.office.session import SINCE, OfficeSession
from ui.pages.office.settled_part import SettledPart

MOST = 30  # places shown one by one
WARNING = "疑点只供抽查，不说明填报有误，也不影响得分。"


class SuspicionPanel(Sheet):
    def __init__(self, room: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._room = room
        self._suspicion: Suspicion | None = None
        self._title = self.label("question_heading")
        self.label("notes", WARNING)
        self._since = self.label("question")
        self.seen = SettledPart(self.paper)
        self.seen.marked.connect(self._on_seen)
        self.seen.taken_back.connect(self._on_taken_back)
        self.seen.edited.connect(self._on_edited)
        self._places = column(spacing=TIGHT)
        self.add(self.seen, self._places, REST)

    def show_suspicion(self, suspicion: Suspicion) -> None:
        if self._suspicion is None or suspicion.key != self._suspicion.key:
            self.to_top()
        self._suspicion = suspicion
        self._title.setText(suspicion.sentence)
        ruling = self._room.office.seen(suspicion)
        note = self._room.half_written.of(self._written_at).get("note", "")
        outdated = self._room.half_written.is_outdated(self._written_at, suspicion.seen)
        show_words(self._since, SINCE if outdated and not ruling else "")
        self.seen.show_ruling("已阅，维持原样" if ruling else "", ruling, marking=True, note=note)
        self.seen.setEnabled(not self._room.closed)
        clear_layout(self._places)
        for place in suspicion.places[:MOST]:
            add(self._places, self._place(place))
        if len(suspicion.places) > MOST:
            more = f"……共 {len(suspicion.places)} 处，这里列出前 {MOST} 处。"
            add(self._places, words_label("notes", more))

    def _place(self, place: SuspicionPlace) -> QWidget:
        title = item_title(self._room.office, place.item)
        heading = words_label("notes", f"{self._room.name(place.department)}　{title}")
        look = Link("去看", self)
        connect(look.clicked, self, partial(self._look, place))
        said = words_label("quoted", place.said)
        return box(column(row(wide(heading), look), said, spacing=HAIR))

    def _look(self, place: SuspicionPlace) -> None:
        self._room.open("review", f"{place.department}/{place.item}".rstrip("/"))

    @property
    def _written_at(self) -> str:
        return f"seen/{self._suspicion.key}" if self._suspicion else ""

    def _on_edited(self, note: str) -> None:
        about = self._suspicion.seen if self._suspicion else ""
        self._room.half_written.keep(self._written_at, {"note": note}, about=about)

    def _on_seen(self, reason: str) -> None:
        if self._suspicion and self._room.is_named(self):
            changes = self._room.decide(mark_seen, self._suspicion, reason)
            self._room.half_written.forget(self._written_at)
            self._room.tell(changes)

    def _on_taken_back(self) -> None:
        if self._suspicion and self._room.is_named(self):
            self._room.tell(self._room.decide(take_back, Matter.SEEN, self._suspicion.key))
