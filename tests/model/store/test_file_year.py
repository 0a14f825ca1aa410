"""What earlier releases kept of received files as sentences is data after the update."""

import json

from sqlite_utils import Database

from model.domain.origin import SignatureKind
from model.store.migrations import STEPS
from model.store.receipts import fetch_receipts


def test_that_files_of_other_years_are_known_by_their_year_after_an_update():
    db = Database(memory=True)
    steps = list(STEPS.values())
    for step in steps[:4]:
        step.migrate(db)
    db.table("batch").insert({"id": 1, "taken_in_at": "2026-01-01T00:00:00+00:00", "origin": ""})
    edits = json.dumps([dict.fromkeys(("sheet", "cell", "item", "field", "label", "sealed"), "")])
    edits = edits.replace("}]", ', "found": "1"}]')
    for code, digest, details in (
        ("other-year", None, ["a.xlsx › 文件是2024年度的。"]),
        ("", "d" * 64, ["来源已验证。", "手工改动，未采用：指标 F5。", "文件是2024年度的。"]),
    ):
        row = {"batch": 1, "file_name": "a.xlsx", "accepted": int(bool(digest)), "message": "m"}
        row["edits"] = edits if digest else "[]"
        told = json.dumps(details, ensure_ascii=False)
        db.table("arrival").insert({**row, "code": code, "digest": digest, "details": told})
    for step in steps[4:]:
        step.migrate(db)
    other, taken = (one.verdict for one in fetch_receipts(db))
    assert other.file_year == 2024
    assert (taken.file_year, taken.details) == (None, ("文件是2024年度的。",))
    assert taken.signature is SignatureKind.SECRET  # 0.1.0 had found its origin verified
