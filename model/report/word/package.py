"""The parts of a Word file in one archive: equal content gives equal bytes."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from html import escape

from model.report.word.styles import FIGURE_FACE, NO_4, font_table_xml, styles_xml
from model.report.word.xml import HEAD, NAMESPACES, fonts, paragraph, run, size

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PARTS = {  # relation id -> kind, part, content type
    "rIdStyles": ("styles", "styles.xml", "styles"),
    "rIdFonts": ("fontTable", "fontTable.xml", "fontTable"),
    "rIdSettings": ("settings", "settings.xml", "settings"),
    "rIdFooterOdd": ("footer", "footer1.xml", "footer"),
    "rIdFooterEven": ("footer", "footer2.xml", "footer"),
}
SETTINGS = (
    f"{HEAD}<w:settings {NAMESPACES}><w:evenAndOddHeaders/>"
    '<w:characterSpacingControl w:val="compressPunctuation"/>'
    "<w:compat><w:doNotExpandShiftReturn/></w:compat></w:settings>"
)
EARLIEST = (1980, 1, 1, 0, 0, 0)  # what a zip archive can say


def word_file(
    document: str, pictures: Sequence[bytes], title: str, author: str, moment: str
) -> bytes:
    utc = datetime.fromisoformat(moment).astimezone(UTC)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in _parts(document, pictures, title, author, utc):
            member = zipfile.ZipInfo(name, max(utc.timetuple()[:6], EARLIEST))
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0
            archive.writestr(member, content, compresslevel=6)
    return target.getvalue()


def _parts(
    document: str, pictures: Sequence[bytes], title: str, author: str, utc: datetime
) -> Iterator[tuple[str, str | bytes]]:
    yield "[Content_Types].xml", _content_types()
    yield (
        "_rels/.rels",
        _relations(
            {
                "rId1": (f"{OFFICE}/officeDocument", "word/document.xml"),
                "rId2": (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            }
        ),
    )
    yield "docProps/core.xml", _core(title, author, utc)
    yield "word/document.xml", document
    own = {key: (f"{OFFICE}/{kind}", part) for key, (kind, part, _) in PARTS.items()}
    own |= {
        f"rIdPicture{number}": (f"{OFFICE}/image", f"media/figure{number}.png")
        for number in range(1, len(pictures) + 1)
    }
    yield "word/_rels/document.xml.rels", _relations(own)
    yield "word/styles.xml", styles_xml()
    yield "word/fontTable.xml", font_table_xml()
    yield "word/settings.xml", SETTINGS
    yield "word/footer1.xml", _footer("right")
    yield "word/footer2.xml", _footer("left")
    for number, picture in enumerate(pictures, start=1):
        yield f"word/media/figure{number}.png", picture


def _content_types() -> str:
    overrides = "".join(
        f'<Override PartName="/word/{part}" ContentType="{WORD}.{kind}+xml"/>'
        for _, part, kind in PARTS.values()
    )
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/>'
        '<Override PartName="/docProps/core.xml"'
        ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        f"{overrides}</Types>"
    )


def _relations(targets: dict[str, tuple[str, str]]) -> str:
    entries = "".join(
        f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{entries}</Relationships>'


def _core(title: str, author: str, utc: datetime) -> str:
    stamp = utc.strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title, quote=False)}</dc:title>"
        f"<dc:creator>{escape(author, quote=False)}</dc:creator>"
        "<dc:language>zh-CN</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{stamp}</dcterms:modified>'
        "</cp:coreProperties>"
    )


def _footer(side: str) -> str:
    """— 1 —, one character away from the outer edge."""
    look = fonts(FIGURE_FACE, FIGURE_FACE) + size(NO_4)
    number = (
        f'<w:r><w:rPr>{look}</w:rPr><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:rPr>{look}</w:rPr><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        f'<w:r><w:rPr>{look}</w:rPr><w:fldChar w:fldCharType="separate"/></w:r>'
        f"{run('1', look)}"
        f'<w:r><w:rPr>{look}</w:rPr><w:fldChar w:fldCharType="end"/></w:r>'
    )
    content = run("— ", look) + number + run(" —", look)
    inset = f'<w:ind w:{side}Chars="100" w:{side}="280"/><w:jc w:val="{side}"/>'
    return f"{HEAD}<w:ftr {NAMESPACES}>{paragraph('Footer', content, inset)}</w:ftr>"
