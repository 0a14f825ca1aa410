"""XML that reaches for other files, defines itself to death, or is no XML."""

from collections.abc import Callable, Iterator

from model.workbook.reasons import Reason
from tests.corpus.base import Base
from tests.corpus.sheets import with_part
from tests.corpus.variant import Expected, Variant, accepted, refused

LAUGHS = (
    "<!DOCTYPE a ["
    '<!ENTITY l0 "ha">'
    + "".join(
        f'<!ENTITY l{n} "{"&l" + str(n - 1) + ";" * 1}{(f"&l{n - 1};") * 9}">' for n in range(1, 10)
    )
    + "]>"
)
ALTERNATIVE = (
    b'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    b'<mc:Choice Requires="x"/></mc:AlternateContent>'
)
DOCTYPES = {
    "bare": "<!DOCTYPE a>",
    "entity": '<!DOCTYPE a [<!ENTITY b "c">]>',
    "laughs": LAUGHS,
    "quadratic": f'<!DOCTYPE a [<!ENTITY b "{"x" * 50_000}">]>',
    "file": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
    "http": '<!DOCTYPE a [<!ENTITY b SYSTEM "http://127.0.0.1:9/x">]>',
    "parameter": '<!DOCTYPE a [<!ENTITY % b SYSTEM "http://127.0.0.1:9/x"> %b;]>',
    "external": '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd">',
    "public": '<!DOCTYPE a PUBLIC "-//x//y" "http://127.0.0.1:9/x.dtd">',
}


def variants(base: Base) -> Iterator[Variant]:
    parts = [
        base.part("measure"),
        base.part("packet"),
        "xl/workbook.xml",
        "xl/styles.xml",
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        *(["xl/sharedStrings.xml"] if "xl/sharedStrings.xml" in base.parts else []),
    ]
    for part in parts:
        short = part.rpartition("/")[2]
        wanted = (
            DOCTYPES if part in parts[:3] else {k: DOCTYPES[k] for k in ("bare", "laughs", "file")}
        )
        for name, doctype in wanted.items():
            yield _one(base, f"{name}_{short}", part, _with_doctype(doctype), Reason.DOCTYPE)
        yield _one(
            base,
            f"utf16_{short}",
            part,
            _with_doctype(DOCTYPES["entity"], "utf-16"),
            Reason.DOCTYPE,
        )
        for name, change in BROKEN.items():
            yield _one(base, f"{name}_{short}", part, change, Reason.DAMAGED, Reason.DOCTYPE)
    sheet = base.part("measure")
    for encoding in ("gbk", "utf-7", "utf-32", "iso-8859-1", "ebcdic-cp-us", "nonsense"):
        yield _one(base, f"encoding_{encoding}", sheet, _said_to_be(encoding), Reason.DAMAGED)
    yield _one(base, "really_gbk", sheet, _really("gbk"), Reason.DAMAGED)
    yield Variant(
        kind="xml",
        name="really_utf16",
        expected=accepted(),
        make=lambda: with_part(base, sheet, _really("utf-16")),
    )
    for name, old, new, expected in (
        ("unknown_namespace", b"spreadsheetml/2006/main", b"spreadsheetml/2099/main", None),
        (
            "no_namespace",
            b' xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"',
            b"",
            None,
        ),
        (
            "foreign_cells",
            b"<sheetData>",
            b'<sheetData><x:row xmlns:x="urn:x" r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row>',
            accepted(),
        ),
        (
            "alternate_content",
            b"</sheetData>",
            b"</sheetData>" + ALTERNATIVE,
            accepted(),
        ),
        ("two_sheet_data", b"</sheetData>", b"</sheetData><sheetData></sheetData>", accepted()),
    ):
        yield Variant(
            kind="xml",
            name=name,
            make=lambda old=old, new=new: with_part(
                base,
                sheet,
                lambda xml: xml.replace(b"<sheetData >", b"<sheetData>").replace(old, new, 1),
            ),
            expected=expected or _sheet_gone(base),
        )


def _sheet_gone(base: Base) -> Expected:
    from model.workbook.reasons import Notice
    from tests.corpus.variant import warned

    return warned(Notice.SHEET_MISSING) if base.sealed else refused(Reason.INCOMPLETE)


def _one(base: Base, name: str, part: str, change: Callable[[bytes], bytes], *reasons) -> Variant:
    return Variant(
        kind="xml",
        name=name,
        make=lambda: with_part(base, part, change),
        expected=refused(*reasons),
    )


def _body(xml: bytes) -> str:
    text = xml.decode().removeprefix("\ufeff")
    return text[text.index("?>") + 2 :] if text.startswith("<?xml") else text


def _with_doctype(doctype: str, encoding: str = "utf-8") -> Callable[[bytes], bytes]:
    declared = f'<?xml version="1.0" encoding="{encoding}"?>{doctype}'
    return lambda xml: (declared + _body(xml)).encode(encoding)


def _said_to_be(encoding: str) -> Callable[[bytes], bytes]:
    return lambda xml: f'<?xml version="1.0" encoding="{encoding}"?>{_body(xml)}'.encode()


def _really(encoding: str) -> Callable[[bytes], bytes]:
    declared = f'<?xml version="1.0" encoding="{encoding}"?>'
    return lambda xml: (declared + _body(xml)).encode(encoding, "xmlcharrefreplace")


BROKEN: dict[str, Callable[[bytes], bytes]] = {
    "cut": lambda xml: xml[: len(xml) * 2 // 3],
    "doubled": lambda xml: xml + xml,
    "unclosed": lambda xml: xml[:-3],
    "nothing": lambda xml: b"",
    "junk_after": lambda xml: xml + b"junk",
    "junk_before": lambda xml: b"junk" + xml,
    "nul": lambda xml: xml[:100] + b"\0" + xml[100:],
    "bad_utf8": lambda xml: xml[:-20] + b"\xff\xfe" + xml[-20:],
    "unbound_prefix": lambda xml: xml.replace(b"</", b"<zz:a/></", 1),
    "double_attribute": lambda xml: (
        xml.replace(b' xmlns="', b' a="1" a="2" xmlns="', 1)
        if b' xmlns="' in xml
        else xml.replace(b" xmlns:", b' a="1" a="2" xmlns:', 1)
    ),
    "html": lambda xml: b"<html><body>error 404</body>",
}
