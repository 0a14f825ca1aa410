"""The hidden packet: lost, damaged, forged, of other versions."""

import hashlib
import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator

from model.workbook.reasons import Notice, Reason
from tests.corpus.base import Base
from tests.corpus.sheets import in_rows, saved_by_openpyxl, text, with_cells
from tests.corpus.variant import Expected, Variant, Verdict, accepted, refused, warned


def variants(base: Base) -> Iterator[Variant]:
    def one(name: str, make, expected: Expected) -> Variant:
        return Variant(kind="seal", name=name, make=make, expected=expected)

    unverified = _unverified()
    rows = {
        key: base.tables["packet"].cell(key, "value").found.text
        for key in base.tables["packet"].rows
    }
    for key in ("schema", "sha256", "chunks", "chunk1"):
        yield one(f"without_{key}", lambda k=key: _put(base, {k: ""}), unverified)
    chunk, digest = rows["chunk1"], rows["sha256"]
    for name, changed in {
        "chunk_flipped": {"chunk1": _flipped(chunk)},
        "chunk_cut": {"chunk1": chunk[:-40]},
        "chunk_words": {"chunk1": "请勿改动"},
        "chunk_spaced": {"chunk1": f"{chunk[:99]} {chunk[99:]}"},
        "chunk_not_packed": {"chunk1": b64encode(b"hello").decode()},
        "chunk_bomb": {"chunk1": b64encode(zlib.compress(bytes(20 * 2**20), 9)).decode()},
        "digest_flipped": {"sha256": _flipped(digest)},
        "digest_zero": {"sha256": "0" * 64},
        "digest_words": {"sha256": "无"},
        "count_more": {"chunks": "2"},
        "count_zero": {"chunks": "0"},
        "count_huge": {"chunks": "9" * 30},
        "count_words": {"chunks": "一"},
        "schema_words": {"schema": "新"},
        "schema_zero": {"schema": "0"},
    }.items():
        yield one(name, lambda c=changed: _put(base, c), unverified)
    yield one("digest_upper_case", lambda: _put(base, {"sha256": digest.upper()}), accepted())
    yield one("schema_newer", lambda: _put(base, {"schema": "99"}), refused(Reason.NEWER))
    yield one("schema_older", lambda: _put(base, {"schema": "1"}), warned(Notice.OLDER))
    yield one("emptied", lambda: in_rows(base, "packet", lambda rows: rows[:1]), unverified)
    yield one(
        "rows_reversed", lambda: in_rows(base, "packet", lambda r: r[:1] + r[:0:-1]), accepted()
    )
    yield one(
        "deleted",
        lambda: saved_by_openpyxl(base, lambda book: book.remove(book["数据包"])),
        unverified,
    )
    yield one("more_rows", lambda: _with_row(base, "signature", "ab" * 32), accepted())
    payload = json.loads(zlib.decompress(b64decode(chunk)))
    for name, changes, expected in _forgeries(base):
        yield one(
            name, lambda c=changes: _sealed(base, json.dumps({**payload, **c}).encode()), expected
        )
    for name, content in {
        "no_json": b"{",
        "list": b"[]",
        "empty": b"",
        "words": "无".encode(),
        "bytes": b"\xff\xfe",
        "nothing": b"{}",
        "deep": b"[" * 100_000,
        "null": b"null",
    }.items():
        yield one(
            f"payload_{name}", lambda c=content: _sealed(base, c), refused(Reason.NOT_A_SUBMISSION)
        )
    many = json.dumps({"a": [{}] * 300_000}).encode()
    yield one(
        "payload_many",
        lambda: _sealed(base, many),
        Expected(
            verdicts=frozenset({Verdict.REJECT, Verdict.WARN}), edits=None, data_may_differ=True
        ),
    )


def _unverified() -> Expected:
    """What was merely damaged is read from the cells, all of it."""
    return warned(Notice.UNVERIFIED)


def _forgeries(base: Base) -> Iterator[tuple[str, dict, Expected]]:
    nonsense = refused(Reason.NOT_A_SUBMISSION)
    yield "kind_package", {"kind": "year-package"}, refused(Reason.OTHER_KIND)
    yield "extra_field", {"extra": 1}, nonsense
    yield "year_text", {"year": "2025"}, nonsense
    yield "year_far", {"year": 10**9}, nonsense
    yield "kind_list", {"kind": ["year-package"]}, refused(Reason.OTHER_KIND)
    yield "plan_other", {"plan": {"id": "other", "version": "1"}}, refused(Reason.OTHER_PLAN)
    yield "plan_nonsense", {"plan": 5}, nonsense
    yield "department_unknown", {"department": "nobody"}, refused(Reason.UNKNOWN_DEPARTMENT)
    yield "department_html", {"department": "<b>"}, refused(Reason.UNKNOWN_DEPARTMENT)
    if not base.sealed:
        yield "schema_newer_inside", {"schema": 99}, nonsense
        return
    yield "schema_newer_inside", {"schema": 99}, refused(Reason.NEWER)
    yield "sequence_zero", {"sequence": 0}, nonsense
    yield "sequence_true", {"sequence": True}, nonsense
    yield "total_nan", {"self_total": "NaN"}, nonsense
    yield "moment_words", {"exported_at": "昨天"}, nonsense
    yield "moment_no_zone", {"exported_at": "2025-12-20T09:30:00"}, nonsense
    yield "marked_unverified", {"origin": "cells"}, nonsense
    yield (
        "marked_amended",
        {"amendments": [{"item": "a", "field": "b", "sealed": "", "taken": "", "reason": "x"}]},
        nonsense,
    )
    yield "state_unknown", {"answers": {"box2.5-01": {"state": "超额"}}}, nonsense
    yield "value_words", {"answers": {"sorting_accuracy": {"value": "很多"}}}, nonsense
    yield "value_infinite", {"answers": {"sorting_accuracy": {"value": "Infinity"}}}, nonsense
    yield "value_exponent", {"answers": {"sorting_accuracy": {"value": "1e999999999"}}}, nonsense
    yield "answers_list", {"answers": []}, nonsense
    yield (
        "evidence_twice",
        {
            "evidence": [
                {
                    "id": "e",
                    "item": "a",
                    "title": "b",
                    "reference": "",
                    "file_name": "",
                    "size": 0,
                    "sha256": "",
                }
            ]
            * 2
        },
        nonsense,
    )
    forged = Expected(
        verdicts=frozenset({Verdict.WARN}),
        codes=frozenset({Notice.HAND_EDIT}),
        edits=None,
        data_may_differ=True,
    )
    yield "other_answers", {"answers": {}}, forged
    yield (
        "other_department",
        {"department": "fulian"},
        Expected(verdicts=frozenset({Verdict.WARN}), codes=None, edits=None, data_may_differ=True),
    )
    yield "clock_1970", {"exported_at": "1970-01-01T00:00:00+08:00"}, forged
    yield "other_year", {"year": 2024}, forged


def _put(base: Base, rows: dict[str, str]) -> bytes:
    return with_cells(base, {("packet", key, "value"): text(words) for key, words in rows.items()})


def _sealed(base: Base, payload: bytes) -> bytes:
    """A packet sound in itself that holds *payload*."""
    return _put(
        base,
        {
            "sha256": hashlib.sha256(payload).hexdigest(),
            "chunk1": b64encode(zlib.compress(payload)).decode(),
        },
    )


def _with_row(base: Base, key: str, words: str) -> bytes:
    cells = (f'<c r="{c}1"{text(w).replace("|", ">")}</c>' for c, w in (("A", key), ("B", words)))
    row = f'<row r="1">{"".join(cells)}</row>'.encode()
    return in_rows(base, "packet", lambda rows: [*rows, row])


def _flipped(words: str) -> str:
    middle = len(words) // 2
    return words[:middle] + ("A" if words[middle] != "A" else "B") + words[middle + 1 :]
