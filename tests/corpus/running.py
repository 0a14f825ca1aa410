"""Putting variants to the reader, and holding what it says against what it must say."""

import os
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from model.domain.cell_edit import CellEdit
from model.domain.submission import Origin, Submission
from model.workbook.intake.worker_client import WorkbookReader
from model.workbook.reasons import CURES, Refusal, words_of
from model.workbook.sealed import Sealed, read_file
from tests.corpus.base import Base, questionnaire
from tests.corpus.variant import ItemField, Variant, Verdict

SECONDS, CHILD_MB, PARENT_MB = 5.0, 256, 20


@dataclass(frozen=True)
class Outcome:
    """What was said of one variant; `disagreements` in words, none if all is well."""

    base: str
    kind: str
    name: str
    verdict: Verdict | None
    code: str
    seconds: float
    disagreements: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.base} {self.kind} {self.name}"


@dataclass
class Runner:
    """Reads files one after the other in one child process, as the office does."""

    child_kb: int = 0
    reader: WorkbookReader = field(default_factory=WorkbookReader)

    def try_out(self, base: Base, variant: Variant, folder: Path) -> Outcome:
        """Write the variant into *folder*, read it, and take it away again."""
        path = folder / variant.file_name
        path.write_bytes(variant.make())
        try:
            return self.read(base, variant, path)
        finally:
            path.unlink()

    def read(self, base: Base, variant: Variant, path: Path) -> Outcome:
        """Read the variant that was written to *path*."""
        start = time.perf_counter()
        try:
            arrival = read_file(path, questionnaire(), self.reader)
        except Exception as error:  # noqa: BLE001  # exactly that must never happen
            said = f"traceback: {error!r:.200}"
            spent = time.perf_counter() - start
            return Outcome(base.name, variant.kind, variant.name, None, "", spent, (said,))
        spent = time.perf_counter() - start
        self.child_kb = max(self.child_kb, _peak_kb(self.reader))
        verdict, codes = said_of(arrival)
        wrong = tuple(disagreements(base, variant, arrival))
        if spent > SECONDS:
            wrong += (f"took {spent:.1f} s",)
        code = "+".join(sorted(codes))
        return Outcome(base.name, variant.kind, variant.name, verdict, code, spent, wrong)


def said_of(arrival: Sealed | Refusal) -> tuple[Verdict, set[str]]:
    if isinstance(arrival, Refusal):
        return Verdict.REJECT, {arrival.code.value}
    codes = {remark.code.value for remark in arrival.remarks}
    return (Verdict.WARN if codes else Verdict.ACCEPT), codes


def disagreements(base: Base, variant: Variant, arrival: Sealed | Refusal) -> Iterator[str]:
    expected = variant.expected
    verdict, codes = said_of(arrival)
    if verdict not in expected.verdicts:
        yield f"{verdict} {'+'.join(sorted(codes))}, not {'/'.join(sorted(expected.verdicts))}"
    elif expected.codes is not None:
        fits = codes <= expected.codes if verdict is Verdict.REJECT else codes == expected.codes
        if not fits:
            yield f"{'+'.join(sorted(codes))}, not {'+'.join(sorted(expected.codes))}"
    if isinstance(arrival, Refusal):
        yield from _about_words(arrival)
        return
    edits = arrival.edits
    if expected.edits is not None and (found := _cells(edits)) != expected.edits:
        yield f"edits {sorted(found ^ expected.edits)[:3]}"
    if not expected.data_may_differ and arrival.verified:
        yield from _about_data(base, variant, arrival.submission)


def _cells(edits: Iterable[CellEdit]) -> set[ItemField]:
    return {(edit.item, edit.field) for edit in edits}


def _about_data(base: Base, variant: Variant, found: Submission) -> Iterator[str]:
    if found.origin is Origin.APP:
        if found != base.submission:
            yield "the submission is another one"
        return
    wanted = {item: dict(answer) for item, answer in base.visible_answers.items()}
    cover = dict(base.submission.cover)
    for (item, key), text in variant.expected.answers.items():
        answer = wanted.setdefault(item, {})
        answer[key] = text
        if text is None:
            del answer[key]
    wanted = {item: answer for item, answer in wanted.items() if answer}
    if found.answers != wanted:
        items = [
            i for i in found.answers.keys() | wanted.keys() if found.answers.get(i) != wanted.get(i)
        ]
        yield f"other answers about {sorted(items)[:3]}"
    if found.cover != cover:
        yield "another cover"


def _about_words(arrival: Sealed | Refusal) -> Iterator[str]:
    """A refusal is one of the documented ones, in Chinese, with its cure; nothing of Python's."""
    refusal = arrival
    told = {words_of(refusal.code, maker, refusal.kind) for maker in CURES}
    if (refusal.sentence, refusal.hint) not in told:
        yield f"undocumented words: {refusal}"
    words = " ".join(map(str, (refusal, refusal.hint, *refusal.problems)))
    for word in ("Error", "Traceback", "Exception", "None", "object at"):
        if word in words:
            yield f"{word} in: {words[:200]}"


def _peak_kb(reader: WorkbookReader) -> int:
    process = reader._process
    if process is None or sys.platform != "linux":
        return 0
    try:
        status = Path(f"/proc/{process.pid}/status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in status.splitlines() if "VmHWM" in line), 0)


def memory_mb() -> float:
    """Of this process, now [MB]."""
    if sys.platform != "linux":
        return 0.0
    pages = int(Path(f"/proc/{os.getpid()}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
