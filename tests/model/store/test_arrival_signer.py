"""What earlier releases said of signatures is data after the update, and changes no former year."""

import json

import pytest
from sqlite_utils import Database

from model.domain.origin import SignatureKind
from model.store.migrations import STEPS
from model.store.receipts import fetch_receipts
from model.store.record_chain import chain_state

BEFORE = list(STEPS).index("m0009_arrival_signer")


@pytest.mark.parametrize(
    ("message", "details", "kind"),
    [
        ("区教育局 2025年度第1次报送，来源已验证", [], SignatureKind.SECRET),
        ("区教育局 2025年度第1次报送", ["来源不符：签名不是…"], SignatureKind.FORMER_BROKEN),
        ("区教育局 2025年度第1次报送", ["来源未验证：…"], SignatureKind.FORMER),
        ("区教育局 2025年度第1次报送", [], SignatureKind.FORMER),
    ],
)
def test_that_what_was_said_of_a_signature_is_kept(message, details, kind):
    db = Database(memory=True)
    steps = list(STEPS.values())
    for step in steps[:BEFORE]:
        step.migrate(db)
    db.table("batch").insert({"id": 1, "taken_in_at": "2026-01-01T00:00:00+08:00", "origin": ""})
    db.table("arrival").insert(
        {
            "batch": 1, "file_name": "a.xlsx", "accepted": 1, "message": message,
            "digest": "d" * 64, "details": json.dumps(details, ensure_ascii=False),
        }
    )  # fmt: skip
    for step in steps[BEFORE:]:
        step.migrate(db)
    (receipt,) = fetch_receipts(db)
    assert receipt.verdict.signature is kind
    assert chain_state(db.conn).holds
