"""Small files that grow huge, or that keep a reader busy."""

from collections.abc import Callable, Iterator

from model.workbook.reasons import Notice, Reason
from tests.corpus.base import Base
from tests.corpus.sheets import with_part, zipped
from tests.corpus.variant import Expected, Variant, accepted, refused, warned

MB = 2**20
BOMB = refused(Reason.BOMB, Reason.TOO_MUCH, Reason.BLOAT)


def variants(base: Base) -> Iterator[Variant]:
    part = base.part("measure")

    def one(name: str, make, expected: Expected = BOMB) -> Variant:
        return Variant(kind="bomb", name=name, make=make, expected=expected)

    def inside(filler: Callable[[], bytes]):
        return after(filler, end=b"</sheetData>")

    def after(filler: Callable[[], bytes], name: str = part, end: bytes = b"</worksheet>"):
        return lambda: with_part(base, name, lambda xml: xml.replace(end, filler() + end))

    for name, (path, piece, count) in {
        "unused_zeros": ("xl/x.bin", b"\0", 60 * MB),
        "unused_blanks": ("xl/x.xml", b" ", 40 * MB),
        "media": ("xl/media/a.png", b"\0", 49 * MB),
        "strings": ("xl/sharedStrings2.xml", b"<si><t>a</t></si>", 3 * MB),
    }.items():
        yield one(name, lambda p=path, b=piece, n=count: zipped({**base.parts, p: b * n}))
    yield one("many_parts", lambda: zipped({**base.parts, **{f"x{n}": b"" for n in range(600)}}))
    yield one(
        "sixty_thousand_parts",
        lambda: zipped({**base.parts, **{f"x{n}": b"" for n in range(60_000)}}),
    )
    yield one(
        "many_large_parts",
        lambda: zipped({**base.parts, **{f"x{n}.bin": _noise(n) * 60 for n in range(12)}}),
        refused(Reason.BOMB, Reason.TOO_BIG),
    )
    row = len(base.tables["measure"].rows) + 40
    yield one("comment", inside(lambda: b"<!--" + b"x" * (3 * MB) + b"-->"))
    yield one("attribute", inside(lambda: b'<row r="%d" x="' % row + b"y" * (3 * MB) + b'"/>'))
    yield one(
        "many_attributes",
        inside(
            lambda: (
                b'<row r="%d" ' % row + b" ".join(b"a%d='1'" % n for n in range(100_000)) + b"/>"
            )
        ),
    )
    yield one("deep", inside(lambda: b"<a>" * 200_000 + b"</a>" * 200_000))
    yield one("deep_open", inside(lambda: b"<a>" * 200_000))
    yield one("processing_instruction", inside(lambda: b"<?x " + b"y" * (2 * MB) + b"?>"))
    yield one(
        "cdata",
        inside(
            lambda: (
                b'<row r="%d"><c r="A%d" t="inlineStr"><is><t><![CDATA[' % (row, row)
                + b"z" * (2 * MB)
                + b"]]></t></is></c></row>"
            )
        ),
        refused(Reason.BAD_CELL, Reason.BOMB, Reason.TOO_MUCH),
    )
    yield one("blanks_in_sheet", inside(lambda: b" " * (40 * MB)))
    yield one(
        "empty_cells",
        inside(lambda: b'<row r="%d">' % row + b"<c/>" * (2 * MB) + b"</row>"),
        refused(Reason.BOMB, Reason.TOO_MUCH, Reason.SUSPICIOUS),
    )
    yield one("filled_cells", inside(lambda: _filled(row, 330_000)))
    yield one(
        "million_rows",
        inside(lambda: b"".join(b'<row r="%d" ht="20"/>' % n for n in range(row, 1_000_000))),
    )
    yield one(
        "styled_rows",
        inside(
            lambda: b"".join(
                b'<row r="%d" ht="20" customHeight="1"><c r="A%d" s="1"/><c r="B%d" s="1"/></row>'
                % (n, n, n)
                for n in range(row, row + 200_000)
            )
        ),
        accepted(),
    )
    yield one(
        "far_cell",
        inside(lambda: b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        warned(Notice.STRAY),
    )
    yield one("far_row", inside(lambda: b'<row r="500000" spans="1:16384" ht="20"/>'), accepted())
    yield one(
        "beyond_rows",
        inside(lambda: b'<row r="1048577"><c r="A1048577"><v>1</v></c></row>'),
        refused(Reason.SUSPICIOUS),
    )
    yield one(
        "row_99999999",
        inside(lambda: b'<row r="99999999"><c r="A99999999"><v>1</v></c></row>'),
        refused(Reason.SUSPICIOUS),
    )
    for column in (b"XFE", b"ZZZ", b"AAAA"):
        yield one(
            f"column_{column.decode()}",
            inside(lambda c=column: b'<row r="%d"><c r="%s%d"><v>1</v></c></row>' % (row, c, row)),
            refused(Reason.SUSPICIOUS),
        )
    for name, tag in {
        "merge_all": b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        "merge_column": b'<mergeCells count="1"><mergeCell ref="H1:H1048576"/></mergeCells>',
        "hyperlink_all": b'<hyperlinks><hyperlink ref="A1:XFD1048576" location="a"/></hyperlinks>',
        "validation_all": b'<dataValidations count="1"><dataValidation type="list" '
        b'sqref="A1:XFD1048576"/></dataValidations>',
        "filter_all": b'<autoFilter ref="A1:XFD1048576"/>',
        "formats_all": b'<conditionalFormatting sqref="A1:XFD1048576"/>',
        "breaks": b"<rowBreaks>" + b'<brk id="1"/>' * 10_000 + b"</rowBreaks>",
    }.items():
        yield one(name, after(lambda t=tag: t), accepted())
    yield one(
        "many_merges",
        after(
            lambda: (
                b"<mergeCells>"
                + b"".join(b'<mergeCell ref="M%d:N%d"/>' % (n, n) for n in range(1, 100_001))
                + b"</mergeCells>"
            )
        ),
        accepted(),
    )
    for name, ref in (("all", "A1:XFD1048576"), ("a1", "A1"), ("nonsense", "ZZZ0:1A")):
        yield one(
            f"dimension_{name}",
            lambda r=ref: with_part(base, part, lambda xml: _dimension(xml, r.encode())),
            accepted(),
        )
    yield one(
        "many_names",
        after(
            lambda: (
                b"<definedNames>"
                + b"".join(b'<definedName name="n%d">1</definedName>' % n for n in range(100_000))
                + b"</definedNames>"
            ),
            "xl/workbook.xml",
            b"</workbook>",
        ),
    )
    yield one(
        "many_sheets",
        lambda: with_part(
            base,
            "xl/workbook.xml",
            lambda xml: xml.replace(
                b"</sheets>",
                b"".join(
                    b'<sheet name="s%d" sheetId="%d" r:id="rId1"/>' % (n, n)
                    for n in range(100, 3100)
                )
                + b"</sheets>",
            ),
        ),
        refused(Reason.SUSPICIOUS, Reason.TOO_MUCH, Reason.DAMAGED),
    )
    for name, count, expected in (
        ("many_styles", 65_000, accepted()),  # Excel bears 65,490
        ("too_many_styles", 66_000, refused(Reason.BLOAT)),
    ):
        yield one(
            name,
            lambda count=count: with_part(
                base,
                "xl/styles.xml",
                lambda xml: xml.replace(
                    b"</cellXfs>", b'<xf numFmtId="0"/>' * count + b"</cellXfs>"
                ),
            ),
            expected,
        )
    yield one(
        "many_relations",
        lambda: with_part(
            base,
            "xl/_rels/workbook.xml.rels",
            lambda xml: xml.replace(
                b"</Relationships>",
                b"".join(
                    b'<Relationship Id="r%d" Type="t/x" Target="y"/>' % n for n in range(60_000)
                )
                + b"</Relationships>",
            ),
        ),
    )
    yield one(
        "many_types",
        lambda: with_part(
            base,
            "[Content_Types].xml",
            lambda xml: xml.replace(
                b"</Types>",
                b"".join(b'<Default Extension="e%d" ContentType="a/b"/>' % n for n in range(60_000))
                + b"</Types>",
            ),
        ),
    )
    yield one("string_count", lambda: _with_string_count(base), accepted())
    yield one("megabyte_of_strays", inside(lambda: _filled(row, 20_000)), warned(Notice.STRAY))


def _noise(seed: int) -> bytes:
    """A hundred kilobytes that don't pack well."""
    import hashlib

    return b"".join(hashlib.sha256(b"%d.%d" % (seed, n)).digest() for n in range(3200))


def _filled(row: int, count: int) -> bytes:
    return b"".join(
        b'<row r="%d"><c r="B%d" t="inlineStr"><is><t>%d</t></is></c></row>' % (n, n, n * 7919)
        for n in range(row, row + count)
    )


def _dimension(xml: bytes, ref: bytes) -> bytes:
    import re

    return re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="%s"' % ref, xml, count=1)


def _with_string_count(base: Base) -> bytes:
    """Claims four thousand million strings; where there are none, a sheet of none."""
    import re

    name = "xl/sharedStrings.xml"
    if name not in base.parts:
        return zipped({**base.parts, name: b'<sst xmlns="urn:x" uniqueCount="4294967295"/>'})
    return with_part(
        base, name, lambda xml: re.sub(rb'uniqueCount="\d+"', b'uniqueCount="4294967295"', xml)
    )
