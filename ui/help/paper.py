"""A chapter of the manual as a document: Markdown laid out in the app's type and colours."""

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QImage,
    QImageReader,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFragment,
    QTextFrameFormat,
    QTextImageFormat,
    QTextLength,
    QTextListFormat,
    QTextTable,
)

from model.manual.chapters import FOLDER, ManualChapter, ManualSection
from model.paths import asset
from ui.theme import SIZES, Tokens, px, text_font

READ = QTextDocument.MarkdownFeature.MarkdownDialectGitHub
NO_HTML = QTextDocument.MarkdownFeature.MarkdownNoHTML
LEADING = 118  # percent of what the family itself asks for
SIZE_OF = {1: "title", 2: "heading", 3: "text"}
ABOVE = {1: 0, 2: 28, 3: 18}  # px
MARGIN, INDENT = 24, 26
DOTS = 2.5  # of a printed picture, per pixel
NUMBERS = "①②③④⑤⑥⑦⑧⑨"  # those in a picture, which need no bullets
PROPORTIONAL = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value


def place_of(section: ManualSection) -> str:
    """The name of the section's anchor, in a document of one or many chapters."""
    return f"{section.chapter}.md#{section.anchor}"


class Paper(QTextDocument):
    """Chapters in sequence; printed, each chapter begins a page."""

    def __init__(
        self,
        chapters: Sequence[ManualChapter],
        tokens: Tokens,
        width: int,
        *,
        printed: bool = False,
    ) -> None:
        """*width* is the most a picture may have [px]; *printed* sets sizes for paper, not the
        screen.
        """
        super().__init__()
        self._tokens, self._width = tokens, width
        screen = QGuiApplication.primaryScreen()
        self._dots = DOTS if printed else screen.devicePixelRatio()
        self._scale: Callable[[float], int] = round if printed else px
        font = QFont(text_font())
        font.setPixelSize(self._scale(SIZES["text"]))
        self.setUndoRedoEnabled(False)
        self.setDefaultFont(font)
        self.setDocumentMargin(0 if printed else MARGIN)
        self.setIndentWidth(self._scale(INDENT))
        self.setMarkdown("\n\n".join(one.markdown for one in chapters), READ | NO_HTML)
        sections = (section for chapter in chapters for section in chapter.sections)
        self._dress(sections, printed=printed)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Loads pictures of the manual, and nothing else."""
        file = name.path() if isinstance(name, QUrl) else name
        picture = QImage(str(asset(FOLDER) / file))
        wide = round(self._width * self._dots)
        if picture.width() <= wide:
            return picture
        return picture.scaledToWidth(wide, Qt.TransformationMode.SmoothTransformation)

    def _dress(self, sections: Iterator[ManualSection], *, printed: bool) -> None:
        block, first = self.begin(), True
        while block.isValid():
            if block.blockFormat().headingLevel():
                self._dress_heading(block, next(sections), break_before=printed and not first)
                first = False
            else:
                self._dress_text(block)
            block = block.next()
        for frame in self.rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                self._dress_table(frame)

    def _dress_heading(
        self, block: QTextBlock, section: ManualSection, *, break_before: bool
    ) -> None:
        shape = block.blockFormat()
        shape.setTopMargin(self._scale(ABOVE[section.level]))
        shape.setBottomMargin(self._scale(6))
        if break_before and section.level == 1:
            shape.setPageBreakPolicy(QTextBlockFormat.PageBreakFlag.PageBreak_AlwaysBefore)
        look = QTextCharFormat()
        look.setProperty(
            QTextCharFormat.Property.FontPixelSize, self._scale(SIZES[SIZE_OF[section.level]])
        )
        look.setFontWeight(QFont.Weight.Bold)
        look.setForeground(QColor(self._tokens.ink))
        look.setAnchor(True)
        look.setAnchorNames([place_of(section)])
        cursor = _selected(block)
        cursor.setCharFormat(look)
        cursor.setBlockFormat(shape)

    def _dress_text(self, block: QTextBlock) -> None:
        shape = block.blockFormat()
        quoted = bool(shape.property(QTextBlockFormat.Property.BlockQuoteLevel))
        in_list, in_table = block.textList() is not None, _table_of(block) is not None
        if not _picture_in(block):
            shape.setLineHeight(LEADING, PROPORTIONAL)
        shape.setTopMargin(0)
        shape.setBottomMargin(self._scale(2 if in_table else 4 if in_list else 8))
        if in_list and block.text()[:1] in NUMBERS:
            marks = block.textList().format()
            marks.setStyle(QTextListFormat.Style.ListStyleUndefined)
            block.textList().setFormat(marks)
        if quoted:
            shape.setBackground(QColor(self._tokens.quote))
            shape.setLeftMargin(self._scale(12))
            shape.setRightMargin(0)
        cursor = QTextCursor(block)
        cursor.setBlockFormat(shape)
        for fragment in list(_fragments(block)):
            self._dress_fragment(fragment)

    def _dress_fragment(self, fragment: QTextFragment) -> None:
        look = fragment.charFormat()
        cursor = QTextCursor(self)
        cursor.setPosition(fragment.position())
        cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
        if look.isImageFormat():
            cursor.setCharFormat(self._fitted(look.toImageFormat()))
            return
        look.setForeground(QColor(self._tokens.accent if look.isAnchor() else self._tokens.ink))
        if look.fontFixedPitch():  # a key
            look.setFontFixedPitch(False)
            look.setFontFamilies(self.defaultFont().families())
            look.setBackground(QColor(self._tokens.quote))
        cursor.setCharFormat(look)

    def _fitted(self, look: QTextImageFormat) -> QTextImageFormat:
        size: QSize = QImageReader(str(asset(FOLDER) / look.name())).size()
        width = min(size.width(), self._width)
        look.setWidth(width)
        look.setHeight(size.height() * width / max(1, size.width()))
        look.setAnchor(True)
        look.setAnchorHref(look.name())
        look.setToolTip("点一下看大图")
        return look

    def _dress_table(self, table: QTextTable) -> None:
        shape = table.format()
        shape.setBorder(1)
        shape.setBorderCollapse(True)
        shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        shape.setBorderBrush(QColor(self._tokens.line))
        shape.setCellPadding(self._scale(6))
        shape.setTopMargin(self._scale(4))
        shape.setBottomMargin(self._scale(12))
        shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        table.setFormat(shape)
        for column in range(table.columns()):
            cell = table.cellAt(0, column)
            look = cell.format()
            look.setBackground(QColor(self._tokens.quote))
            cell.setFormat(look)
            bold = QTextCharFormat()
            bold.setFontWeight(QFont.Weight.Bold)
            _selected(cell.firstCursorPosition().block()).mergeCharFormat(bold)


def _selected(block: QTextBlock) -> QTextCursor:
    cursor = QTextCursor(block)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    return cursor


def _fragments(block: QTextBlock) -> Iterator[QTextFragment]:
    place = block.begin()
    while not place.atEnd():
        if place.fragment().isValid():
            yield place.fragment()
        place += 1


def _picture_in(block: QTextBlock) -> bool:
    return any(one.charFormat().isImageFormat() for one in _fragments(block))


def _table_of(block: QTextBlock) -> QTextTable | None:
    return QTextCursor(block).currentTable()
