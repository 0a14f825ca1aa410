"""Macros, embedded objects, links and other things that act by themselves."""

from collections.abc import Iterator

from model.workbook.reasons import Notice, Reason
from tests.corpus.base import Base
from tests.corpus.sheets import with_part, zipped
from tests.corpus.variant import Expected, Variant, refused, warned

PARTS = {
    "vba": ("xl/vbaProject.bin", Reason.MACROS),
    "vba_elsewhere": ("macros/vbaProject.bin", Reason.MACROS),
    "vba_signature": ("xl/vbaProjectSignature.bin", Reason.MACROS),
    "vba_upper": ("xl/VBAPROJECT.BIN", Reason.MACROS),
    "xlm": ("xl/macrosheets/sheet1.xml", Reason.MACROS),
    "activex": ("xl/activeX/activeX1.xml", Reason.MACROS),
    "ole": ("xl/embeddings/oleObject1.bin", Reason.EMBEDDED),
    "embedded_exe": ("xl/embeddings/setup.exe", Reason.EMBEDDED),
    "dialog": ("xl/dialogsheets/sheet1.xml", Reason.MACROS),
    "ribbon": ("customUI/customUI.xml", Reason.MACROS),
    "connections": ("xl/connections.xml", Reason.ACTIVE),
    "query": ("xl/queryTables/queryTable1.xml", Reason.ACTIVE),
    "data_model": ("xl/model/item.data", Reason.ACTIVE),
    "web_extension": ("xl/webextensions/a.xml", Reason.ACTIVE),
}
RELATION = (
    '<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/{}" Target="{}"{}/></Relationships>'
)
LINK = (
    b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">%s</externalLink>'
)
BOOK = b'<externalBook r:id="rId1"><sheetNames><sheetName val="a"/></sheetNames></externalBook>'
DDE = (
    b'<ddeLink ddeService="cmd" ddeTopic="/c calc"><ddeItems><ddeItem name="A0"/></ddeItems>'
    b"</ddeLink>"
)
OLE = b'<oleLink r:id="rId1" progId="Package"/>'


def variants(base: Base) -> Iterator[Variant]:
    def one(name: str, make, expected: Expected) -> Variant:
        return Variant(kind="active", name=name, make=make, expected=expected)

    for name, (part, reason) in PARTS.items():
        yield one(name, lambda p=part: zipped({**base.parts, p: b"<a/>"}), refused(reason))
    for name, word in {
        "type_macro_book": "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        "type_vba": "application/vnd.ms-office.vbaProject",
        "type_xlm": "application/vnd.ms-excel.intlmacrosheet+xml",
        "type_binary": "application/vnd.ms-excel.sheet.binary.macroEnabled.main",
    }.items():
        yield one(
            name,
            lambda w=word: with_part(
                base,
                "[Content_Types].xml",
                lambda xml: xml.replace(
                    b"</Types>",
                    f'<Override PartName="/xl/a.bin" ContentType="{w}"/></Types>'.encode(),
                ),
            ),
            refused(Reason.MACROS),
        )
    for name in ("Auto_Open", "_xlnm.Auto_Open", "AUTO_CLOSE", "auto_activate"):
        tag = f'<definedName name="{name}" hidden="1">1</definedName>'.encode()
        yield one(
            f"name_{name}",
            lambda t=tag: with_part(
                base,
                "xl/workbook.xml",
                lambda xml: xml.replace(
                    b"</workbook>", b"<definedNames>" + t + b"</definedNames></workbook>"
                ),
            ),
            refused(Reason.ACTIVE),
        )
    yield one("link", lambda: _linked(base, BOOK), warned(Notice.EXTERNAL_LINK))
    yield one("link_dde", lambda: _linked(base, DDE), refused(Reason.ACTIVE))
    yield one("link_ole", lambda: _linked(base, OLE), refused(Reason.ACTIVE))
    for kind in ("image", "oleObject", "attachedTemplate", "frame", "externalLinkPath"):
        yield one(
            f"remote_{kind}",
            lambda k=kind: _related(base, k, "http://127.0.0.1:9/x", ' TargetMode="External"'),
            warned(Notice.EXTERNAL_LINK),
        )
    yield one(
        "remote_file",
        lambda: _related(base, "image", "file://///127.0.0.1/share/x", ' TargetMode="External"'),
        warned(Notice.EXTERNAL_LINK),
    )
    for kind in ("vbaProject", "xlMacrosheet"):
        yield one(
            f"relation_{kind}",
            lambda k=kind: _related(base, k, "x.bin", ""),
            refused(Reason.MACROS),
        )
    yield one(
        "relation_connections",
        lambda: _related(base, "connections", "x.xml", ""),
        refused(Reason.ACTIVE),
    )
    yield one(
        "remote_main",
        lambda: with_part(
            base,
            "_rels/.rels",
            lambda xml: xml.replace(
                b'Target="xl/workbook.xml"', b'Target="http://127.0.0.1:9/" TargetMode="External"'
            ).replace(
                b'Target="/xl/workbook.xml"', b'Target="http://127.0.0.1:9/" TargetMode="External"'
            ),
        ),
        refused(Reason.DAMAGED),
    )


def _related(base: Base, kind: str, target: str, mode: str) -> bytes:
    relation = RELATION.format(kind, target, mode).encode()
    return with_part(
        base, "xl/_rels/workbook.xml.rels", lambda xml: xml.replace(b"</Relationships>", relation)
    )


def _linked(base: Base, inside: bytes) -> bytes:
    relation = RELATION.format("externalLink", "externalLinks/externalLink1.xml", "").encode()
    name = "xl/_rels/workbook.xml.rels"
    return zipped(
        {
            **base.parts,
            name: base.parts[name].replace(b"</Relationships>", relation),
            "xl/externalLinks/externalLink1.xml": LINK % inside,
        }
    )
