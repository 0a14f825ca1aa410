"""Archives that say different things to different programs, or would leave their folder."""

from collections.abc import Iterator
from dataclasses import replace

from model.workbook.reasons import Reason
from tests.corpus.base import Base
from tests.corpus.variant import Expected, Variant, accepted, refused
from tests.corpus.zips import Entry, changed, entries, written

NAMES = {
    "traversal": "../../../../tmp/x.xml",
    "traversal_inside": "xl/../../x.xml",
    "absolute": "/etc/x.xml",
    "drive": "C:/x.xml",
    "unc": "//host/x.xml",
    "nul": "xl/x\0.xml",
    "newline": "xl/x\n.xml",
    "rtl": "xl/x\u202elmx.exe",
    "stream": "xl/x.xml:a",
    "escape": "xl/\x1b[2J.xml",
    "empty": "",
    "long": "x" * 300,
}


def variants(base: Base) -> Iterator[Variant]:
    sheet = base.part("quantity")
    data = base.parts[sheet]
    suspicious, damaged = refused(Reason.SUSPICIOUS), refused(Reason.DAMAGED)

    def one(name: str, make, expected: Expected = suspicious) -> Variant:
        return Variant(kind="zip", name=name, make=make, expected=expected)

    def lying(where: str, **said: object):
        return lambda: written(changed(base.parts, sheet, **{where: said}))

    for name, path in NAMES.items():
        member = Entry(name=path.encode(), data=b"<a/>", flags=0x800)
        yield one(f"name_{name}", lambda m=member: written([*entries(base.parts), m]))
    for name, raw, expected in (
        ("gbk", "表.xml".encode("gbk"), accepted()),
        ("backslash", b"xl\\x.xml", accepted()),  # as some programs of Windows write it
        ("backslash_out", b"xl\\..\\..\\x.xml", suspicious),
        ("long_enough", b"x" * 200 + b".xml", accepted()),
    ):
        member = Entry(name=raw, data=b"<a/>")
        yield one(f"name_{name}", lambda m=member: written([*entries(base.parts), m]), expected)
    double = Entry(name=sheet.encode(), data=data.replace(b"83.2", b"99.9"))
    yield one("twice", lambda: written([*entries(base.parts), double]))
    yield one("twice_before", lambda: written([double, *entries(base.parts)]))
    yield one(
        "twice_in_case",
        lambda: written([*entries(base.parts), replace(double, name=sheet.upper().encode())]),
    )
    yield one(
        "symlink",
        lambda: written(
            [
                *entries(base.parts),
                Entry(name=b"xl/link", data=b"/etc/passwd", method=0, attributes=0o120777 << 16),
            ]
        ),
    )
    yield one(
        "encrypted_flag",
        lambda: written(changed(base.parts, sheet, flags=1)),
        refused(Reason.ENCRYPTED),
    )
    yield one(
        "strongly_encrypted",
        lambda: written(changed(base.parts, sheet, flags=0x41)),
        refused(Reason.ENCRYPTED),
    )
    yield one(
        "masked_headers",
        lambda: written(changed(base.parts, sheet, flags=0x2000)),
        refused(Reason.ENCRYPTED),
    )
    yield one("patch_data", lambda: written(changed(base.parts, sheet, flags=0x20)))
    for method in (1, 6, 9, 10, 12, 14, 19, 93, 95, 97, 98, 99):
        yield one(
            f"method_{method}",
            lambda m=method: written(changed(base.parts, sheet, method=m, packed=data)),
        )
    yield one(
        "stored_said_deflated", lambda: written(changed(base.parts, sheet, packed=data)), damaged
    )
    yield one(
        "deflated_said_stored",
        lambda: written(
            changed(base.parts, sheet, method=0, packed=Entry(name=b"", data=data).packing())
        ),
    )
    yield one("wrong_crc", lying("central", crc=1))
    yield one("wrong_crc_local", lying("local", crc=1))
    crc = {"crc": 1}
    yield one(
        "wrong_crc_both",
        lambda: written(changed(base.parts, sheet, central=crc, local=crc)),
        damaged,
    )
    for name, size in (("smaller", len(data) - 100), ("larger", len(data) + 100), ("zero", 0)):
        both = {"size": size}
        yield one(
            f"size_{name}_both",
            lambda b=both: written(changed(base.parts, sheet, central=b, local=b)),
            refused(Reason.SUSPICIOUS, Reason.DAMAGED),
        )
        yield one(f"size_{name}_local", lying("local", size=size))
        yield one(f"size_{name}_central", lying("central", size=size))
    yield one("packed_smaller", lying("central", packed=10))
    yield one("packed_larger", lying("central", packed=10**6))
    yield one("other_name_local", lying("local", name=b"xl/worksheets/sheetX.xml"))
    yield one("other_method_local", lying("local", method=0))
    yield one("other_flags_local", lying("local", flags=0x800))
    yield one("offset_wrong", lying("central", offset=7), damaged)
    yield one("offset_far", lying("central", offset=10**8), damaged)
    yield one("offset_of_another", lying("central", offset=0))
    yield one("zip64_sizes", lying("central", size=0xFFFFFFFF, packed=0xFFFFFFFF))
    rename = b"\x75\x70" + (5 + 8).to_bytes(2, "little") + b"\1" + bytes(4) + b"xl/other"
    yield one("second_name", lying("central", extra=rename))
    yield one("overlap", lambda: _overlapping(base, sheet))
    yield one(
        "truncated_deflate",
        lambda: written(
            changed(base.parts, sheet, packed=Entry(name=b"", data=data).packing()[:-20])
        ),
        damaged,
    )
    yield one(
        "garbage_deflate", lambda: written(changed(base.parts, sheet, packed=b"\xff" * 99)), damaged
    )
    for name, end in {
        "count_more": {"count": len(base.parts) + 1},
        "start_wrong": {"start": 0},
        "size_wrong": {"size": 1},
        "disk": {"disk": 3},
        "start_far": {"start": 0xFFFFFFFF},
    }.items():
        yield one(
            f"end_{name}",
            lambda e=end: written(entries(base.parts), end=e),
            refused(Reason.SUSPICIOUS, Reason.DAMAGED),
        )
    yield one(
        "count_less",
        lambda: written(entries(base.parts), end={"count": 3}),
        refused(Reason.SUSPICIOUS, Reason.DAMAGED, Reason.ARCHIVE),
    )
    fake = b"PK\5\6" + bytes(18)
    yield one(
        "end_in_comment",
        lambda: written(entries(base.parts), comment=fake),
        refused(Reason.SUSPICIOUS, Reason.DAMAGED),
    )
    yield one("hidden_prefix", lambda: written(entries(base.parts), prefix=b"PK\3\4" + bytes(99)))
    for name in (
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "_rels/.rels",
        sheet,
    ):
        yield one(
            f"without_{name.rpartition('/')[2]}",
            lambda n=name: written([e for e in entries(base.parts) if e.name != n.encode()]),
            refused(Reason.DAMAGED, Reason.ARCHIVE),
        )


def _overlapping(base: Base, sheet: str) -> bytes:
    """Two members share bytes: the way of bombs that unpack for ever."""
    members = entries(base.parts)
    place = next(n for n, entry in enumerate(members) if entry.name == sheet.encode())
    before = sum(30 + len(e.name) + len(e.packing()) for e in members[:place])
    return written(
        [
            *members,
            Entry(
                name=b"xl/more.xml",
                data=members[place].data,
                packed=b"",
                central={"offset": before},
                local={},
            ),
        ]
    )
