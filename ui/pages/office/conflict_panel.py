"""One conflict: the plan's words, every department's word, and how it is to be read."""

from decimal import Decimal
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from model.consolidation.conflicts import NUMBERS, Conflict, ConflictKind, FigureRuling, How, Voice
from model.domain.plan import Indicator
from model.domain.review import Matter
from model.domain.targets import target_in_force
from model.errors import AppError
from model.office.decision_words import ruled_words
from model.office.rulings import confirm_ruling, mark_seen, rule_figure, take_back
from ui.connection import connect
from ui.kit.label import show_words, words_label
from ui.kit.layout import REST, Part, Sheet, add, box, clear_layout, column, row, wide
from ui.kit.link import Link
from ui.kit.metrics import GAP, VOICE
from ui.kit.quote_strip import QuoteStrip
from ui.pages.item_words import source_of, target_words
from ui.pages.office.district_figure import DistrictFigurePart
from ui.pages.office.session import SINCE, OfficeSession
from ui.pages.office.settled_part import SettledPart


class ConflictPanel(Sheet):
    decided = Signal()

    def __init__(self, room: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._room = room
        self._conflict: Conflict | None = None
        self.owners: dict[str, QPushButton] = {}
        self.quote = QuoteStrip(self.paper)
        self.add(self.quote)
        self._title, self._target = self.label("question_heading"), self.label()
        self._sentence, self._voices = self.label("question"), column()
        self._since = words_label("question")
        self.figure = DistrictFigurePart(self.paper)
        self.figure.ruled.connect(self._on_ruled)
        self.figure.edited.connect(self._on_figure_edited)
        self.seen = SettledPart(self.paper)
        self.seen.marked.connect(self._on_seen)
        self.seen.taken_back.connect(self._on_taken_back)
        self.seen.confirmed.connect(self._on_confirmed)
        self.seen.edited.connect(self._on_note_edited)
        self.add(self._voices, self._since, self.figure, self.seen, REST)

    def show_conflict(self, conflict: Conflict) -> None:
        if self._conflict is None or conflict.key != self._conflict.key:
            self.to_top()
            self.figure.clear()
        self._conflict = conflict
        office, plan = self._room.office, self._room.office.plan
        about_item = conflict.kind is not ConflictKind.SCORE
        self.quote.setVisible(about_item)
        show_words(self._target, "")
        if about_item:
            item = plan.item(conflict.subject)
            self.quote.show_quote(*source_of(plan, item))
            if isinstance(item, Indicator):
                handed = office.package.handed_down if office.package else {}
                target = target_in_force(item, office.year, handed.get(item.id))
                show_words(self._target, target_words(item, target))
        self._title.setText(conflict.title)
        self._sentence.setText(conflict.sentence)
        clear_layout(self._voices)
        self.owners = {}
        figure = conflict.kind in NUMBERS
        ruling = office.ruling(*self._ruled_on)
        waits = office.waits(ruling)
        choosing = figure and conflict.open and not waits and not self._room.closed
        for voice in sorted(conflict.voices, key=_place if figure else _sent):
            add(self._voices, self._voice(conflict, voice, choosing=choosing))
        self.figure.setVisible(choosing)
        if figure and isinstance(item := plan.item(conflict.subject), Indicator):
            self.figure.show_indicator(plan, item)
        written = self._room.half_written.of(self._written_at)
        outdated = self._room.half_written.is_outdated(self._written_at, conflict.seen)
        show_words(self._since, SINCE if outdated and conflict.open else "")
        self.figure.show_written(written)
        note = written.get("note", "")
        self.seen.show_ruling(
            ruled_words(office, ruling) if ruling and waits else conflict.settled,
            ruling,
            marking=conflict.kind is not ConflictKind.FIGURE and not waits,
            note=note,
            waits=waits,
            second=office.second_names.second(ruling) if ruling and conflict.settled else "",
        )
        self.seen.setEnabled(not self._room.closed)

    def _voice(self, conflict: Conflict, voice: Voice, *, choosing: bool) -> QWidget:
        score = conflict.kind is ConflictKind.SCORE
        name = self._room.name(voice.department) if voice.department else "按规则复算"
        if score and voice.department:
            name = f"{name}自评"
        said = words_label("label" if voice.value is not None else "", voice.words)
        parts: list[Part] = [wide(words_label("", name), 5), wide(said, 4)]
        if choosing:
            parts.append(self._owner(voice, name))
        if voice.department:
            look = Link("去看", self)
            look.setAccessibleName(f"去看：{name}")
            item = "" if score else f"/{conflict.subject}"
            connect(look.clicked, self, partial(self._look, voice.department, item))
            look.setEnabled(self._room.body(voice.department).versions is not None)
            parts.append(look)
        return box(row(*parts, spacing=GAP, margins=VOICE), "voice")

    def _owner(self, voice: Voice, name: str) -> QPushButton:
        """Button that says whose number holds; it keeps its place where there is none."""
        owner = QPushButton("以此为准", self)
        owner.setObjectName("quiet")
        owner.setAccessibleName(f"以此为准：{name}，{voice.said}")
        owner.setToolTip("以这个单位的数为准，其他单位按它的数计")
        kept = owner.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        owner.setSizePolicy(kept)
        owner.setVisible(voice.value is not None)
        if voice.value is not None:
            self.owners[voice.department] = owner
            ruling = FigureRuling(how=How.OWNER, named=voice.department)
            connect(owner.clicked, self, partial(self._on_ruled, ruling, ""))
        return owner

    @property
    def _written_at(self) -> str:
        return f"conflict/{self._conflict.key}" if self._conflict else ""

    def _on_figure_edited(self) -> None:
        self._keep(self.figure.written)

    def _on_note_edited(self, note: str) -> None:
        self._keep({"note": note})

    def _keep(self, written: dict[str, str]) -> None:
        before = self._room.half_written.of(self._written_at)
        about = self._conflict.seen if self._conflict else ""
        self._room.half_written.keep(self._written_at, {**before, **written}, about=about)

    def _look(self, department: str, item: str) -> None:
        self._room.open("review", f"{department}{item}")

    def _on_ruled(self, ruling: FigureRuling, reason: str) -> None:
        if self._conflict is None or not self._room.is_named(self):
            return
        try:
            changes = self._room.decide(rule_figure, self._conflict.subject, ruling, reason)
        except AppError as error:
            self.figure.show_complaint(f"{error}{error.hint}")
            return
        self._room.half_written.forget(self._written_at)
        self._room.tell(changes)
        self.decided.emit()

    def _on_seen(self, reason: str) -> None:
        if self._conflict and self._room.is_named(self):
            changes = self._room.decide(mark_seen, self._conflict, reason)
            self._room.half_written.forget(self._written_at)
            self._room.tell(changes)
            self.decided.emit()

    def _on_confirmed(self) -> None:
        """A second person agrees with the number that was ruled."""
        if self._conflict is None or not self._room.is_named(self):
            return
        ruling = self._room.office.ruling(Matter.FIGURE, self._conflict.subject)
        if ruling is None:
            return
        try:
            self._room.tell(self._room.decide(confirm_ruling, ruling))
        except AppError as error:
            self.seen.complain(f"{error}{error.hint}")
            return
        self.decided.emit()

    def _on_taken_back(self) -> None:
        if self._conflict is None or not self._room.is_named(self):
            return
        self._room.tell(self._room.decide(take_back, *self._ruled_on))
        self.decided.emit()

    @property
    def _ruled_on(self) -> tuple[Matter, str]:
        """What a ruling about the conflict is kept under."""
        if self._conflict is None:
            return Matter.SEEN, ""
        office, figure = self._room.office, (Matter.FIGURE, self._conflict.subject)
        kind, holding = self._conflict.kind, office.departments.rulings_in_force
        ruled = figure in holding or office.waits(office.ruling(*figure))
        if kind is ConflictKind.FIGURE or (kind is ConflictKind.SUPPLIED and ruled):
            return figure
        return Matter.SEEN, self._conflict.key


def _sent(voice: Voice) -> bool:
    return not voice.sent


def _place(voice: Voice) -> tuple[bool, bool, Decimal]:
    """The place among the voices: equal numbers together, the largest first, then who is silent."""
    return not voice.sent, voice.value is None, -(voice.value or Decimal(0))
