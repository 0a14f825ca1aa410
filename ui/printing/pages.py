"""Pages of A4, the same on the screen, on paper and in a PDF."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextTable,
    QTextTableCell,
)

from model.files import write_safely

MM = 96 / 25.4  # pixels of the layout
PAPER = QSizeF(210 * MM, 297 * MM)
LEFT, TOP, RIGHT, BOTTOM = 28 * MM, 25 * MM, 20 * MM, 25 * MM  # room for binding at the left
BODY_WIDTH = PAPER.width() - LEFT - RIGHT
FACE = "Hebei Sans"  # bundled
DOTS = 300  # per inch, in a PDF
# What Qt 6.8.0 writes into the Info dictionary, and what it should have written.
DAMAGED, MENDED = b"/Trapped /False\n2\nendobj", b"/Trapped /False\n>>endobj"


class Pages:
    def __init__(self, words: str | QTextDocument, footer: str) -> None:
        """*words* is HTML or a document; *footer* stands at the left of every page's foot."""
        self._footer = footer
        self._document = _document(words) if isinstance(words, str) else words
        self._body = QSizeF(BODY_WIDTH, PAPER.height() - TOP - BOTTOM)
        self._document.setPageSize(self._body)
        _begin_at_the_top(self._document, self._body.height())

    @property
    def count(self) -> int:
        return self._document.pageCount()

    def paint(self, painter: QPainter, page: int) -> None:
        """Paints *page*, from 0, in pixels of 1/96 inch."""
        painter.save()
        painter.translate(LEFT, TOP)
        shown = QRectF(QPointF(0, page * self._body.height()), self._body)
        painter.translate(0, -shown.top())
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = shown  # type: ignore[attr-defined]
        context.palette.setColor(  # type: ignore[attr-defined]
            QPalette.ColorRole.Text, QColor("black")
        )
        painter.setClipRect(shown)
        self._document.documentLayout().draw(painter, context)
        painter.restore()
        font = QFont(self._document.defaultFont())
        font.setPixelSize(12)
        painter.setFont(font)
        painter.setPen(QColor("#444444"))
        foot = QRectF(LEFT, PAPER.height() - BOTTOM + 8 * MM, self._body.width(), 6 * MM)
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft, self._footer)
        number = f"第 {page + 1} 页　共 {self.count} 页"
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight, number)

    def picture(self, page: int, width: int) -> QImage:
        """A picture of *page*, *width* pixels wide."""
        scale = width / PAPER.width()
        image = QImage(width, round(PAPER.height() * scale), QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.scale(scale, scale)
        self.paint(painter, page)
        painter.end()
        return image

    def write_pdf(self, path: Path, title: str) -> None:
        """Writes a PDF, whole or not at all.

        Raises:
            FileNotWritten: with cause and cure.
        """
        write_safely(path, self.pdf(title))

    def pdf(self, title: str) -> bytes:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(buffer)
        writer.setTitle(title)
        writer.setResolution(DOTS)
        a4, portrait = QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait
        writer.setPageLayout(QPageLayout(a4, portrait, QMarginsF()))
        painter = QPainter(writer)
        painter.scale(DOTS / 96, DOTS / 96)
        for page in range(self.count):
            if page:
                writer.newPage()
            self.paint(painter, page)
        painter.end()
        buffer.close()
        return bytes(buffer.data().data()).replace(DAMAGED, MENDED)


def _begin_at_the_top(document: QTextDocument, height: float) -> None:
    """Cells of rows that go on on another page begin at the top of their row: Qt breaks lines by
    pages before it moves what is aligned in the middle, into the foot and the repeated heading.
    """
    tables = (one for one in document.rootFrame().childFrames() if isinstance(one, QTextTable))
    rows = [
        [table.cellAt(row, column) for column in range(table.columns())]
        for table in tables
        for row in range(table.rows())
    ]
    split = [
        cells
        for cells in rows
        if len({page for cell in cells for page in _pages_of(document, cell, height)}) > 1
    ]
    cursor = QTextCursor(document)
    cursor.beginEditBlock()  # it is laid out once
    for cell in (cell for cells in split for cell in cells):
        shape = cell.format().toTableCellFormat()
        shape.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignTop)
        cell.setFormat(shape)
    cursor.endEditBlock()


def _pages_of(document: QTextDocument, cell: QTextTableCell, height: float) -> tuple[int, int]:
    """The pages of the first and the last line of *cell*, as far as its words are laid out."""
    layout = document.documentLayout()
    first = layout.blockBoundingRect(cell.firstCursorPosition().block())
    last = layout.blockBoundingRect(cell.lastCursorPosition().block())
    return int(first.top() // height), int(last.bottom() // height)


def _document(words: str) -> QTextDocument:
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setUndoRedoEnabled(False)
    font = QFont()
    # Ours first: some fonts draw 自 and 人 with look-alikes (Kangxi radicals), which a search in
    # the PDF does not find.
    font.setFamilies([FACE, *font.families()])
    font.setPixelSize(15)
    document.setDefaultFont(font)
    document.setHtml(words)
    return document
