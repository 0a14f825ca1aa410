"""The plan's own words on a tinted strip: the passage asked about, and what it stands in."""

from html import escape

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QWidget

from ui.kit.elided_label import ElidedLabel
from ui.kit.focus_order import put_in_order
from ui.kit.label import Markup, words_label
from ui.kit.layout import at_top, column, row, wide
from ui.kit.link import Link
from ui.kit.metrics import BLOCK, HAIR, READING, TIGHT
from ui.theme import colour, px

MARGINS = (BLOCK, TIGHT, BLOCK, TIGHT)


class QuoteStrip(QFrame):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("quote")
        self._place, self._words = words_label("place"), words_label()
        self._more = Link("", self)
        self._more.setCheckable(True)
        self._more.setToolTip("Ctrl+O")
        self._more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._more.toggled.connect(self._show)
        self._line = ElidedLabel("", self)  # instead of both, where the window is low
        self._line.setObjectName("label")
        self._head = row(wide(self._place), wide(self._line), at_top(self._more), spacing=BLOCK)
        column(self._head, self._words, spacing=HAIR, margins=MARGINS, parent=self)
        self._low = False
        self._quotes: tuple[str, ...] = ()
        self._body = self._bracket = ""

    def show_quote(self, place: str, quotes: tuple[str, ...], body: str, bracket: str) -> None:
        """*quotes* are passages of *body*, the whole text of the clause."""
        self._place.setText(place)
        self._quotes, self._body, self._bracket = quotes, body, bracket
        self._show()

    def put_beside(self, link: QWidget) -> None:
        """Puts *link* before the one that opens the whole clause."""
        self._head.insertWidget(self._head.count() - 1, link, alignment=Qt.AlignmentFlag.AlignTop)
        put_in_order(self)

    def set_low(self, low: bool) -> None:
        """Shows the passage on one line until the clause is opened, or all of it."""
        if low != self._low:
            self._low = low
            self._show()

    def toggle(self) -> None:
        self._more.toggle()

    @property
    def words(self) -> str:
        return self._words.text()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._show()

    def _show(self) -> None:
        whole = self._more.isChecked()
        brief = self._low and not whole
        self._line.setText("……".join(quote.replace("\n", "") for quote in self._quotes))
        for part in (self._place, self._words):
            part.setHidden(brief)
        self._line.setVisible(brief)
        self._more.setText("收起" if whole else "整条原文")
        passages = (
            [_highlighted(self._body, self._quotes), escape(self._bracket)]
            if whole
            else [_highlighted(sentence_of(self._body, quote), (quote,)) for quote in self._quotes]
        )
        paragraphs = "".join(
            f'<p style="line-height:{px(READING)}px; margin:0">{words}</p>' for words in passages
        )
        quiet = colour("quiet").name()
        self._words.setText(Markup(f'<div style="color:{quiet}">{paragraphs}</div>'))


def sentence_of(body: str, quote: str) -> str:
    """The sentence or sentences of *body* in which *quote* stands, whole."""
    start = body.find(quote)
    if start < 0:
        return quote
    end = start + len(quote)
    begin = max(body.rfind(stop, 0, start) for stop in "。；\n") + 1
    stops = [at for stop in "。；\n" if (at := body.find(stop, max(end - 1, start))) >= 0]
    return body[begin : min(stops) + 1 if stops else len(body)].strip()


def _highlighted(text: str, quotes: tuple[str, ...]) -> str:
    """*text* as HTML, the passages in full ink and bold."""
    shown = escape(text).replace("\n", "<br>")
    for quote in quotes:
        passage = escape(quote).replace("\n", "<br>")
        strong = f'<b style="color:{colour("ink").name()}">{passage}</b>'
        shown = shown.replace(passage, strong, 1)
    return shown
