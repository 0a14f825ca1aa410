"""Type faces and sizes of 公文: 小标宋 二号; 黑体, 楷体 and 仿宋 三号; lines 28.9 points apart."""

from model.report.word.xml import HEAD, NAMESPACES, fonts, size

TITLE_FACE, HEADING_FACE, SUB_FACE, BODY_FACE, FIGURE_FACE = (
    "方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312", "宋体",
)  # fmt: skip
INSTEAD = {TITLE_FACE: "宋体", SUB_FACE: "楷体", BODY_FACE: "仿宋"}  # where a PC lacks the face
NO_2, NO_3, NO_4, SMALL_4, NO_5 = 22.0, 16.0, 14.0, 12.0, 10.5  # points
LINE = 578  # twentieths of a point: 22 lines on a page
INDENT = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
EXACT = f'<w:spacing w:before="0" w:after="0" w:line="{LINE}" w:lineRule="exact"/>'
LOOSE = '<w:spacing w:before="60" w:after="60" w:line="240" w:lineRule="auto"/>'
TIGHT = '<w:spacing w:before="20" w:after="20" w:line="260" w:lineRule="atLeast"/>'
SIGNED = '<w:ind w:right="640"/><w:jc w:val="right"/>'
CENTRED = '<w:jc w:val="center"/>'


def _style(key: str, name: str, paragraph: str, run: str, *, based: str = "Normal") -> str:
    on = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>{on}'
        f"<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _heading(level: int, face: str, extra: str = "") -> str:
    outline = f'<w:outlineLvl w:val="{level - 1}"/>'
    return _style(
        f"Heading{level}", f"heading {level}", f"<w:keepNext/>{EXACT}{INDENT}{outline}",
        f"{fonts(face)}{extra}{size(NO_3)}",
    )  # fmt: skip


def styles_xml() -> str:
    return (
        f"{HEAD}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>"
        f"{fonts(BODY_FACE)}{size(NO_3)}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        f'<w:qFormat/><w:pPr><w:widowControl w:val="0"/>{EXACT}<w:jc w:val="both"/></w:pPr>'
        f"<w:rPr>{fonts(BODY_FACE)}{size(NO_3)}</w:rPr></w:style>"
        + _style(
            "Title", "Title", f'<w:spacing w:before="0" w:after="0" w:line="720"'
            f' w:lineRule="exact"/>{CENTRED}', f"{fonts(TITLE_FACE)}{size(NO_2)}",
        )
        + _style("Subtitle", "Subtitle", f"{EXACT}{CENTRED}", f"{fonts(SUB_FACE)}{size(NO_3)}")
        + _style("Body", "Body Text", f"{EXACT}{INDENT}", "")
        + _style("Signature", "Signature", f"{EXACT}{SIGNED}", "")
        + _style("CoverLine", "Cover Line", f'{EXACT}<w:ind w:left="1600"/>', "")
        + _style(
            "Attachment", "Attachment", f'{EXACT}<w:outlineLvl w:val="0"/>', fonts(HEADING_FACE)
        )
        + _heading(1, HEADING_FACE)
        + _heading(2, SUB_FACE)
        + _heading(3, BODY_FACE, "<w:b/>")
        + _style(
            "Caption", "caption", f"<w:keepLines/>{LOOSE}{CENTRED}",
            f"{fonts(HEADING_FACE)}{size(SMALL_4)}",
        )
        + _style("Picture", "Picture", f"<w:keepNext/>{LOOSE}{CENTRED}", "")
        + _style("Note", "Note", f"<w:keepLines/>{LOOSE}", f"{fonts(SUB_FACE)}{size(NO_5)}")
        + _style("Cell", "Table Text", f'{TIGHT}<w:jc w:val="left"/>', size(NO_5))
        + _style(
            "CellHead", "Table Heading", f"<w:keepNext/>{TIGHT}{CENTRED}",
            f"{fonts(HEADING_FACE)}{size(NO_5)}",
        )
        + _style("Footer", "footer", LOOSE, f"{fonts(FIGURE_FACE, FIGURE_FACE)}{size(NO_4)}")
        + "</w:styles>"
    )  # fmt: skip


def font_table_xml() -> str:
    """The fonts to show on a PC that lacks these."""
    faces = (TITLE_FACE, HEADING_FACE, SUB_FACE, BODY_FACE, FIGURE_FACE)
    entries = "".join(
        f'<w:font w:name="{face}">'
        + (f'<w:altName w:val="{INSTEAD[face]}"/>' if face in INSTEAD else "")
        + '<w:charset w:val="86"/><w:family w:val="auto"/></w:font>'
        for face in faces
    )
    return f"{HEAD}<w:fonts {NAMESPACES}>{entries}</w:fonts>"
