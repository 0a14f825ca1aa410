"""What a person reads who is asked about a file's maker, as golden text."""

from collections.abc import Iterator
from pathlib import Path

from model.domain.origin import NO_PROOF, OFFICE, OriginStanding, PinnedKey, Proof, Signed
from model.domain.return_slip import Remark, ReturnSlip
from model.package.origin_check import Asked, OriginCheck, OriginFork
from tests.golden.sentences import compare
from tests.keys import OFFICE_KEYS, OTHER_KEYS
from ui.incoming.origin_words import package_question, slip_question

SIGNED = Proof(signed=Signed(key=OFFICE_KEYS.public, signature="0" * 128), fits=True)
PIN = PinnedKey(
    holder=OFFICE, key=OTHER_KEYS.public, pinned_at="2026-03-01T09:00:00+08:00", pinned_by="王芳"
)
CHECKS = {
    Asked.COMPARE: OriginCheck(standing=OriginStanding.UNCHECKED, proof=SIGNED, pinned=None),
    Asked.NEW_KEY: OriginCheck(standing=OriginStanding.MISMATCH, proof=SIGNED, pinned=PIN),
    Asked.UNSIGNED: OriginCheck(standing=OriginStanding.UNSIGNED, proof=NO_PROOF, pinned=None),
    Asked.NO_LONGER_SIGNED: OriginCheck(
        standing=OriginStanding.UNSIGNED, proof=NO_PROOF, pinned=PIN
    ),
    Asked.FORK: OriginCheck(
        standing=OriginStanding.VERIFIED, proof=SIGNED, pinned=PIN, forks=tuple(OriginFork)
    ),
}
SLIP = ReturnSlip(
    id="s1", year=2025, department="kjj", number=2, submission="0" * 64, sequence=1,
    made_at="2026-01-20T10:00:00+08:00", made_by="李四",
    remarks=(Remark(item="3.1-01", text="请补充。"),),
)  # fmt: skip


def test_that_what_is_asked_about_a_file_is_what_was_read_and_approved(version, monkeypatch):
    monkeypatch.setattr("ui.incoming.origin_words.now", lambda: "2026-02-01T09:00:00+08:00")
    compare("origins", _told(version(2024)))


def _told(package) -> Iterator[tuple[str, str, str]]:
    for asked, check in CHECKS.items():
        assert check.asked is asked
        for name, question in (
            ("package", package_question(Path("任务包.xlsx"), package, check)),
            ("slip", slip_question(Path("退回单.xlsx"), SLIP, check)),
        ):
            answers = " / ".join(question.answers.values())
            words = f"{question.title}\n{question.said}\n[{question.reason_hint}] {answers}"
            yield f"{asked.value} {name}", words, words
