"""A Word file under construction: headings, paragraphs, tables, figures, page numbers."""

from dataclasses import dataclass, field

from model.report.word.package import word_file
from model.report.word.table import Grid
from model.report.word.xml import HEAD, NAMESPACES, paragraph, run

EMU = 914_400  # to the inch
NUMBERED = (
    '<w:footerReference w:type="default" r:id="rIdFooterOdd"/>'
    '<w:footerReference w:type="even" r:id="rIdFooterEven"/>'
)
PAGE = (  # GB/T 9704: 37, 26, 35 and 28 mm; 22 lines
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1985" w:left="1588" w:header="851"'
    ' w:footer="1417" w:gutter="0"/>{first}'
)
BLANK = '<w:highlight w:val="yellow"/>'
BREAK = (  # begins a page and takes none of it: at the end of a full one it would make a blank one
    '<w:p><w:pPr><w:pageBreakBefore/><w:spacing w:before="0" w:after="0" w:line="20"'
    ' w:lineRule="exact"/></w:pPr></w:p>'
)
AFTER_TABLE = paragraph("Note", "")


@dataclass
class Document:
    """`moment` (ISO 8601 with offset) is the date of everything in the file. A `cover` is a first
    page without a number.
    """

    title: str
    author: str
    moment: str
    numbered: bool = True  # its pages, in the footer
    cover: bool = False
    _body: list[str] = field(default_factory=list)
    _pictures: list[bytes] = field(default_factory=list)
    _tables: int = 0

    def headline(self, text: str, below: str = "") -> None:
        """Adds the title at the top of a page; *below* it a date or a mark."""
        self._body.append(paragraph("Title", run(text)))
        if below:
            self._body.append(paragraph("Subtitle", run(below)))
        self.space()

    def heading(self, level: int, text: str) -> None:
        """Adds a heading of *level* 1 (一、黑体), 2 (（一）楷体) or 3 (1. 仿宋加粗)."""
        self._body.append(paragraph(f"Heading{level}", run(text)))

    def text(self, *sentences: str, keep: bool = False) -> None:
        """Adds a paragraph; *keep* holds it on the page of the next one."""
        more = "<w:keepNext/>" if keep else ""
        self._body.append(paragraph("Body", run("".join(sentences)), more))

    def paragraphs(self, text: str) -> None:
        """Adds each line of *text* as a paragraph."""
        for line in filter(None, map(str.strip, text.split("\n"))):
            self.text(line)

    def run_in(self, heading: str, text: str) -> None:
        """Adds a paragraph that begins with a *heading* in bold."""
        self._body.append(paragraph("Body", run(heading, "<w:b/>") + run(text)))

    def to_write(self, what: str) -> None:
        """Adds a marked place where a person has *what* to write."""
        self._body.append(paragraph("Body", run(f"【请补写：{what}】", BLANK)))

    def labelled(self, label: str, text: str) -> None:
        """Adds a line of a cover: what it is about, and the words on a line."""
        self._body.append(paragraph("CoverLine", run(f"{label}：") + run(text)))

    def drop(self, lines: int) -> None:
        """Leaves *lines* empty."""
        for _ in range(lines):
            self.space()

    def addressed(self, text: str) -> None:
        """Adds the addressee, from the left edge."""
        self._body.append(paragraph("Normal", run(text)))

    def note(self, text: str) -> None:
        self._body.append(paragraph("Note", run(text)))

    def attachment(self, number: str, title: str) -> None:
        """Adds 附件1 on a page of its own, with its title."""
        self.new_page()
        self._body.append(paragraph("Attachment", run(f"附件{number}")))
        self.headline(title)

    def signed(self, *lines: str) -> None:
        self._body.append(paragraph("Normal", "", "<w:keepNext/>"))
        *before, last = lines
        for line in before:
            self._body.append(paragraph("Signature", run(line), "<w:keepNext/>"))
        self._body.append(paragraph("Signature", run(last)))

    def space(self) -> None:
        self._body.append(paragraph("Normal", ""))

    def new_page(self) -> None:
        if self._body[-1:] == [AFTER_TABLE]:
            self._body.pop()
        self._body.append(BREAK)

    def table(self, caption: str, grid: Grid) -> None:
        """Adds a table. The caption stands above it, numbered 表1; without a caption there is no
        number.
        """
        if caption:
            self._tables += 1
            head = run(f"表{self._tables}　{caption}")
            self._body.append(paragraph("Caption", head, "<w:keepNext/>"))
        self._body.append(grid.xml)
        self._body.append(AFTER_TABLE)

    def figure(
        self, png: bytes, size: tuple[float, float], caption: str, finding: str = ""
    ) -> None:
        """Adds a figure of *size* inches. The caption stands below it, numbered 图1; *finding* is
        what it shows, for those who can't see it.
        """
        self._pictures.append(png)
        number = len(self._pictures)
        drawing = _drawing(number, size, f"{caption}：{finding}" if finding else caption)
        self._body.append(paragraph("Picture", f"<w:r>{drawing}</w:r>"))
        self._body.append(paragraph("Caption", run(f"图{number}　{caption}")))

    @property
    def content(self) -> bytes:
        """The content of the file: equal documents give equal bytes."""
        body = "".join(self._body)
        first = "<w:titlePg/>" if self.cover else ""
        page = f"<w:sectPr>{NUMBERED if self.numbered else ''}{PAGE.format(first=first)}</w:sectPr>"
        xml = f"{HEAD}<w:document {NAMESPACES}><w:body>{body}{page}</w:body></w:document>"
        return word_file(xml, self._pictures, self.title, self.author, self.moment)


def _drawing(number: int, size: tuple[float, float], caption: str) -> str:
    wide, high = (round(inches * EMU) for inches in size)
    words = caption.replace("&", "").replace('"', "").replace("<", "")
    return (
        '<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{wide}" cy="{high}"/>'
        f'<wp:docPr id="{number}" name="图{number}" descr="{words}"/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="figure{number}.png"/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rIdPicture{number}"/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
        f'<a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
