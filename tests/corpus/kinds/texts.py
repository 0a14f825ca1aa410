"""Texts: what programs write differently, what people change, what tries to be code."""

from collections.abc import Iterator
from html import escape

from model.workbook.reasons import Notice, Reason
from tests.corpus.base import Base
from tests.corpus.sheets import text, with_cell
from tests.corpus.variant import Expected, Variant, accepted, refused, warned

DONE = ("measure", "box2.5-01", "done")
STATE = ("measure", "box2.5-01", "state")
REMARK = ("cover", "filled_by", "value")


def same(sealed: str) -> dict[str, str]:
    """The same text in other XML."""
    head, tail = escape(sealed[:5]), escape(sealed[5:])
    return {
        "plain": f' t="inlineStr"|<is><t>{escape(sealed)}</t></is>',
        "as_str": f' t="str"|<v>{escape(sealed)}</v>',
        "runs": f' t="inlineStr"|<is><r><t>{head}</t></r><r><rPr><b/></rPr><t>{tail}</t></r></is>',
        "aids": f' t="inlineStr"|<is><t>{escape(sealed)}</t>'
        '<rPh sb="0" eb="1"><t>shi</t></rPh><phoneticPr fontId="1"/></is>',
        "cdata": f' t="inlineStr"|<is><t><![CDATA[{sealed}]]></t></is>',
        "comment": f' t="inlineStr"|<is><t>{head}<!-- x -->{tail}</t></is>',
        "references": ' t="inlineStr"|<is><t>'
        + "".join(f"&#x{ord(letter):X};" for letter in sealed)
        + "</t></is>",
        "blanks_around": text(f" {escape(sealed)}\n"),
        "nul_escaped": text(f"{escape(sealed)}_x0000_"),
        "control_escaped": text(f"{escape(sealed)}_x0001_"),
        "carriage_return": text(f"{escape(sealed)}_x000D_"),
    }


OTHERS = {
    "one_letter": "示",
    "html": "&lt;b&gt;改&lt;/b&gt;",
    "script": "&lt;script&gt;alert(1)&lt;/script&gt;",
    "equals": "=1+1",
    "plus": "+86 22",
    "minus": "-1",
    "at": "@SUM(A1)",
    "tab": "\t=1",
    "fullwidth_equals": "＝1+1",
    "dde": "=cmd|'/c calc'!A1",
    "emoji": "👨‍👩‍👧",
    "beyond_bmp": "𠀀𠀁",
    "variation": "葛\U000e0100",
    "private_use": "\ue000",
    "rtl": "\u202e反\u202c",
    "nfd": "e\u0301",
    "zero_width": "零\u200b宽",
    "bom": "\ufeff首",
    "line_separator": "甲\u2028乙",
    "escaped_letter": "_x0041_",
    "escaped_half": "_xD800_",
    "quotes": "“”‘’\"'",
    "path": "..\\..\\x",
    "sql": "'; DROP TABLE a;--",
    "url": "http://127.0.0.1:9/",
    "mark": "@measure",
    "packet_mark": "@packet",
    "key": "box2.5-02",
    "number": "12",
    "long_999": "长" * 999,
    "noncharacter": "\ufdd0",
}


def variants(base: Base) -> Iterator[Variant]:
    sealed = base.submission.answers[DONE[1]]["done"]
    for name, xml in same(sealed).items():
        yield Variant(
            kind="text",
            name=f"same_{name}",
            make=lambda xml=xml: with_cell(base, *DONE, xml),
            expected=accepted()
            if base.sealed or name not in {"blanks_around", "carriage_return"}
            else _answered(DONE, sealed, ends=name),
        )
    for name, words in OTHERS.items():
        yield Variant(
            kind="text",
            name=f"other_{name}",
            make=lambda words=words: with_cell(base, *DONE, text(words)),
            expected=warned(Notice.HAND_EDIT, edits=[DONE[1:]])
            if base.sealed
            else Expected(
                verdicts=accepted().verdicts, codes=frozenset(), answers={DONE[1:]: _meant(words)}
            ),
        )
    yield from _long(base)
    yield from _choices(base)
    yield from _impossible(base)


def _answered(cell, sealed: str, *, ends: str) -> Expected:
    shown = f" {sealed}\n" if ends == "blanks_around" else f"{sealed}\n"
    return Expected(verdicts=accepted().verdicts, codes=frozenset(), answers={cell[1:]: shown})


def _meant(words: str) -> str:
    plain = words.replace("&lt;", "<").replace("&gt;", ">")
    return {"_x0041_": "A", "_xD800_": "\ufffd"}.get(plain, plain)


def _long(base: Base) -> Iterator[Variant]:
    for length in (1001, 32_767):
        words = "长" * length
        expected = warned(Notice.OUT_OF_BOUNDS, answers={DONE[1:]: words})
        yield Variant(
            kind="text",
            name=f"long_{length}",
            make=lambda words=words: with_cell(base, *DONE, text(words)),
            expected=warned(Notice.HAND_EDIT, edits=[DONE[1:]]) if base.sealed else expected,
        )
    for name, words in {
        "long_32768": "长" * 32_768,
        "long_beyond_bmp": "𠀀" * 16_384,
        "long_a_million": "a" * 10**6,
        "long_ten_million": "ab" * (5 * 10**6),
    }.items():
        yield Variant(
            kind="text",
            name=name,
            make=lambda words=words: with_cell(base, *DONE, text(words)),
            expected=refused(Reason.BAD_CELL, Reason.BOMB),
        )


def _choices(base: Base) -> Iterator[Variant]:
    for name, words, code in (
        ("blanks", " 完成 ", "done"),
        ("zero_width", "完\u200b成", "done"),
        ("other", "滞后", "behind"),
        ("code", "behind", "behind"),
        ("unknown", "已完成", None),
        ("cyrillic", "done".replace("o", "о"), None),  # that is the point
        ("english", "finished", None),
    ):
        if base.sealed:
            folded = code == "done"
            expected = accepted() if folded else warned(Notice.HAND_EDIT, edits=[STATE[1:]])
        elif code is None:
            expected = warned(Notice.DOUBTFUL, answers={STATE[1:]: None})
        elif name == "other":
            expected = Expected(
                verdicts=accepted().verdicts, codes=frozenset(), answers={STATE[1:]: code}
            )
        else:
            expected = warned(Notice.REPAIRED, answers={STATE[1:]: code})
        yield Variant(
            kind="text",
            name=f"choice_{name}",
            make=lambda words=words: with_cell(base, *STATE, text(words)),
            expected=expected,
        )


def _impossible(base: Base) -> Iterator[Variant]:
    for name, words in {
        "raw_control": "甲\x01",
        "raw_nul": "甲\x00",
        "raw_fffe": "甲\ufffe",
        "bad_reference": "&#0;",
        "bad_surrogate_reference": "&#xD800;",
        "unknown_entity": "&nbsp;",
        "half_entity": "&amp",
        "bare_ampersand": "A & B",
    }.items():
        yield Variant(
            kind="text",
            name=f"impossible_{name}",
            make=lambda words=words: with_cell(base, *DONE, text(words)),
            expected=refused(Reason.DAMAGED),
        )
