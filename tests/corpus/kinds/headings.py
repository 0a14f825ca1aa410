"""Names and headings that people retype: what matters is found by hidden keys."""

import re
from collections.abc import Iterator

from model.workbook.reasons import Notice, Reason
from tests.corpus.base import Base
from tests.corpus.sheets import put, text, with_part, zipped
from tests.corpus.variant import Variant, accepted, refused, warned

DEPARTMENT = ("cover", "department", "value")


def variants(base: Base) -> Iterator[Variant]:
    for name, cell, words in (
        ("heading", "E4", "进 展 状 态"),
        ("heading_nfd", "G4", "完成情况\u0301"),
        ("title", "B2", "新的标题"),
        ("note", "B3", ""),
        ("context", "D5", "改过的方案要求"),
    ):
        if name == "context" and base.sealed:
            continue  # see structure: locked cells
        printed = name == "context"  # the plan's own words, which somebody reads and signs
        expected = warned(Notice.PRINTED) if printed else accepted()
        yield _in_sheet(base, name, "measure", cell, words, expected)
    for name, sheet in (("renamed", "任务清单"), ("packet_renamed", "数据包")):
        yield Variant(
            kind="heading",
            name=f"sheet_{name}",
            make=lambda sheet=sheet: with_part(
                base, "xl/workbook.xml", lambda xml: _renamed(xml, sheet)
            ),
            expected=accepted(),
        )
    for name, words in (
        ("blanks", " 区民政局 "),
        ("zero_width", "区民\u200b政局"),
        ("other", "区教育局"),
        ("cyrillic", "区民政局a".replace("a", "а")),
        ("empty", ""),
        ("html", "&lt;b&gt;区民政局&lt;/b&gt;"),
    ):
        folded = name in {"blanks", "zero_width"}
        if base.sealed:
            same = name == "blanks"
            expected = accepted() if same else warned(Notice.HAND_EDIT, edits=[DEPARTMENT[1:]])
        else:
            expected = accepted() if folded or name == "empty" else warned(Notice.DOUBTFUL)
        yield _in_sheet(
            base, f"department_{name}", "cover", base.place(*DEPARTMENT), words, expected
        )
    yield _in_sheet(
        base,
        "mark_lost",
        "measure",
        "A1",
        "@Measure",
        warned(Notice.SHEET_MISSING, Notice.EXTRA_SHEET)
        if base.sealed
        else refused(Reason.INCOMPLETE),
    )
    column = base.tables["measure"].letters["state"]
    yield _in_sheet(
        base,
        "key_lost",
        "measure",
        f"{column}1",
        "State",
        warned(Notice.HAND_EDIT, edits=_states(base))
        if base.sealed
        else refused(Reason.INCOMPLETE),
    )


def _states(base: Base) -> list[tuple[str, str]]:
    asked = base.tables["measure"].rows
    return [
        (item, "state")
        for item, answer in base.submission.answers.items()
        if item in asked and "state" in answer
    ]


def _in_sheet(base: Base, name: str, table: str, cell: str, words: str, expected) -> Variant:
    def make() -> bytes:
        part = base.part(table)
        return zipped({**base.parts, part: put(base.parts[part], cell, text(words))})

    return Variant(kind="heading", name=name, make=make, expected=expected)


def _renamed(xml: bytes, sheet: str) -> bytes:
    return re.sub(rb'name="%s"' % sheet.encode(), 'name="新名字"'.encode(), xml, count=1)
