"""Pieces of WordprocessingML as text."""

from html import escape  # xml.sax.saxutils takes half the network along

from model.domain.wording import inner_quotes, parted_numbers
from model.workbook.text import clean

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
HINT = '<w:rFonts w:hint="eastAsia"/>'  # “”——…… in the East Asian face of the style


def run(text: str, properties: str = "") -> str:
    """*text* with its line breaks, without characters that XML can't hold.

    A long list of numbers may be parted, which LibreOffice keeps on one line, so that it tears the
    line before apart.
    """
    face = "" if "<w:rFonts" in properties else HINT
    rpr = f"<w:rPr>{face}{properties}</w:rPr>"
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line, quote=False)}</w:t>'
        for line in parted_numbers(inner_quotes(clean(text))).split("\n")
    )
    return f"<w:r>{rpr}{lines}</w:r>"


def fonts(east_asian: str, latin: str = "Times New Roman") -> str:
    """The faces by name, never by theme; by the hint “”——…… are set in the East Asian one."""
    return (
        f'<w:rFonts w:hint="eastAsia" w:ascii="{escape(latin)}" w:hAnsi="{escape(latin)}"'
        f' w:eastAsia="{escape(east_asian)}" w:cs="{escape(latin)}"/>'
    )


def size(points: float) -> str:
    half = round(points * 2)
    return f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


def paragraph(style: str, content: str, properties: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'
