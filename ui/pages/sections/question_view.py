"""待定: what two sides said differently, side by side, and what else waits for a person."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from model.domain.forms import Text
from model.domain.section import ADDITION, HANDED_BACK, Share
from model.errors import AppError
from model.parts.collection import choose, place_addition
from model.parts.division import Division
from model.parts.join import Place, PlaceOutcome
from model.parts.shares import give
from ui.connection import connect
from ui.edit_text import fields_of, title_of
from ui.kit.empty_state import EmptyState
from ui.kit.entry import Entry
from ui.kit.entry_list import EntryList
from ui.kit.label import show_words, words_label
from ui.kit.layout import REST, Halves, Sheet, at_top, box, clear_layout, column, row, stacked, wide
from ui.kit.link import Link
from ui.kit.metrics import GAP, SNUG, TIGHT, VOICE
from ui.kit.quote_strip import QuoteStrip
from ui.pages.item_words import source_of
from ui.session import Session
from ui.status_marks import Mark

HERE = "本机现有"
CLEARED = "（清空）"
NOTHING = "科室交回的内容与已有的不一样时，在这里并排列出，由你选定；各科室的补充和退回也在这里。"
SUMMED = ("done", "contribution", "explanation")  # fields that take additions
Change = Callable[[Division], Iterable[str]]


@dataclass(frozen=True, kw_only=True)
class Option:
    """One thing that can be chosen: who says what, the button's words, and what it does."""

    who: str
    said: str
    act: str
    change: Change


class QuestionView(QWidget):
    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._division: Division | None = None
        self._options: dict[str, tuple[Option, ...]] = {}
        self.list = EntryList("等你选定的内容", self)
        self.list.chosen.connect(self._show)
        self.list.installEventFilter(self)
        self.sheet = Sheet(self)
        self.quote = QuoteStrip(self.sheet.paper)
        self.sheet.add(self.quote)
        self._title = self.sheet.label("question_heading")
        self._about = self.sheet.label("question")
        self._error = self.sheet.label("complaint")
        self._voices = column(spacing=TIGHT)
        go = Link("到这一项去看", self)
        go.clicked.connect(self._on_go)
        self.sheet.add(self._voices, row(go, REST), REST)
        self.buttons: list[QPushButton] = []
        halves = Halves((9, 11), self, left=(wide(self.list),), right=(wide(self.sheet),))
        empty = EmptyState("circle-check", "没有待定的内容", NOTHING, self)
        self._places = stacked(halves, empty)
        column(wide(self._places), parent=self)
        self.setFocusProxy(self.list)

    def refresh(self, division: Division) -> int:
        """Shows what waits; how many there are."""
        self._division = division
        found = [*self._conflicts(division), *self._additions(division), *self._returned(division)]
        self._options = {entry.key: options for entry, options in found}
        self._places.setCurrentIndex(int(not found))
        self.list.show_entries([entry for entry, _ in found])
        self._show(self.list.key)
        return len(found)

    def _conflicts(self, division: Division) -> Iterable[tuple[Entry, tuple[Option, ...]]]:
        for (item, field), outcome in division.questions:
            if field.startswith(HANDED_BACK):
                continue
            label = "补充" if field.startswith(ADDITION) else self._label(item, field)
            entry = Entry(
                key=f"q {item} {field}", over=label, title=title_of(self._session, item),
                lines=2, mark=Mark.DIFFERENT, about=item,
                note="　/　".join(self._words(item, field, one) for one in outcome.voices),
            )  # fmt: skip
            yield entry, self._voices_of((item, field), outcome, division)

    def _voices_of(
        self, place: Place, outcome: PlaceOutcome, division: Division
    ) -> tuple[Option, ...]:
        def chosen(value: str | None) -> Change:
            def change(now: Division) -> tuple[str, ...]:
                choose(self._session.db, now, {place: value}, self._session.desk.own_items)
                return (place[0],)

            return change

        options = []
        for value in outcome.voices:
            who = [HERE] if outcome.own_counts and value == outcome.own.value else []
            who += [division.name(one.source) for one in outcome.asked if one.said == value]
            said = self._words(*place, value)
            options.append(
                Option(
                    who="、".join(dict.fromkeys(who)), said=said, act="用这个", change=chosen(value)
                )
            )
        return tuple(options)

    def _additions(self, division: Division) -> Iterable[tuple[Entry, tuple[Option, ...]]]:
        for one in division.additions:
            item, section = one.place[0], one.source
            field = self._sums(item)
            entry = Entry(
                key=f"a {item} {section}", over=f"{division.name(section)}补充",
                title=title_of(self._session, item), lines=2, mark=Mark.SENT_AGAIN, about=item,
                note=one.said or "", chip="补充",
            )  # fmt: skip

            def placed(field: str, item: str = item, section: str = section) -> Change:
                limit = self._limit(item, field)

                def change(now: Division) -> tuple[str, ...]:
                    place_addition(self._session.db, now, item, section, field, limit)
                    return (item,)

                return change

            name, said = division.name(section), one.said or ""
            into = self._label(item, field)
            options = [Option(who=name, said=said, act=f"补到“{into}”", change=placed(field))]
            options.append(Option(who="", said="", act="不采用", change=placed("")))
            yield entry, tuple(options if field else options[1:])

    def _returned(self, division: Division) -> Iterable[tuple[Entry, tuple[Option, ...]]]:
        for item, (section, reason) in sorted(division.handed_back.items()):
            name = division.name(section)
            entry = Entry(
                key=f"h {item}", over=f"{name}退回", title=title_of(self._session, item), lines=2,
                mark=Mark.SENT_BACK, note=reason, about=item,
            )  # fmt: skip

            def given(to: str, item: str = item) -> Change:
                def change(now: Division) -> tuple[str, ...]:
                    whose = next(one for one in now.sections if one.id == to)
                    give(self._session.db, now, [item], whose, Share.LEAD)
                    return (item,)

                return change

            yield (
                entry,
                tuple(
                    Option(who=one.name, said="", act="分给它", change=given(one.id))
                    for one in division.sections
                    if one.id != section
                ),
            )

    def _label(self, item: str, field: str) -> str:
        found = fields_of(self._session, item).get(field)
        return found.label if found else "内容"

    def _words(self, item: str, field: str, value: str | None) -> str:
        if value is None:
            return CLEARED
        found = fields_of(self._session, item).get(field)
        return found.words(value) if found else value

    def _sums(self, item: str) -> str:
        """The field of *item* that takes additions; "" for none."""
        fields = fields_of(self._session, item)
        return next((key for key in SUMMED if key in fields), "")

    def _limit(self, item: str, field: str) -> int:
        found = fields_of(self._session, item).get(field)
        return found.max_length if isinstance(found, Text) else 0

    def _show(self, key: str) -> None:
        clear_layout(self._voices)
        self.buttons = []
        show_words(self._error, "")
        entry = self.list.entry
        self.sheet.setVisible(entry is not None)
        if entry is None or key not in self._options:
            return
        item = str(entry.about)
        self.quote.show_quote(*source_of(self._session.plan, self._session.plan.item(item)))
        self._title.setText(entry.title)
        show_words(self._about, entry.over + (f"：{entry.note}" if key.startswith("h") else ""))
        for number, option in enumerate(self._options[key], start=1):
            self._voices.addWidget(self._voice(number, option))

    def _voice(self, number: int, option: Option) -> QWidget:
        button = QPushButton(f"{number}  {option.act}", self)
        button.setEnabled(not self._session.closed_words)
        connect(button.clicked, self, partial(self._on_chosen, option))
        self.buttons.append(button)
        words = column(
            *([words_label("label", option.who)] if option.who else []),
            *([words_label("", option.said)] if option.said else []),
            spacing=SNUG,
        )
        line = row(wide(words), at_top(button), spacing=GAP, margins=VOICE)
        return box(line, "voice")

    def _on_chosen(self, option: Option) -> None:
        try:
            self._session.carry_out(option.change)
        except AppError as error:
            show_words(self._error, f"{error}{error.hint}")

    def _on_go(self) -> None:
        if (entry := self.list.entry) is not None:
            self._session.item_requested.emit(str(entry.about), "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A digit pressed in the list chooses what stands beside it."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        number = event.key() - Qt.Key.Key_1
        plain = event.modifiers() in {
            Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier
        }  # fmt: skip
        if plain and 0 <= number < len(self.buttons):
            if not event.isAutoRepeat():
                self.buttons[number].click()
            return True
        return False
