"""Taking in a workbook: from a file to the submission that was sealed in it."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from model.domain.submission import Submission, from_canonical
from model.errors import Problem
from model.workbook import packet
from model.workbook.child import WorkbookReader
from model.workbook.comparing import HandEdit, hand_edits, missing_sheets
from model.workbook.intake import limits
from model.workbook.intake.book import read_sheets
from model.workbook.intake.keyed import Keyed, keyed_cells
from model.workbook.intake.refused import Refused
from model.workbook.intake.sniffing import named
from model.workbook.layout import PACKET, VALUE, Questionnaire
from model.workbook.reasons import Reason, Refusal
from model.workbook.soundness import contradictions, reason_against, strangers


@dataclass(frozen=True, kw_only=True)
class Received:
    """What a workbook holds. The submission is the sealed one, whatever the cells say."""

    submission: Submission
    sha256: str  # of the file
    edits: tuple[HandEdit, ...] = ()
    warnings: tuple[str, ...] = ()
    signature: str = ""  # as found, whoever made it; see model.domain.signing


def read_submission(
    path: Path, questionnaire: Questionnaire, reader: WorkbookReader | None = None
) -> Received:
    """The submission in the workbook at *path*.

    Args:
        reader: kept by those who read many files; None: one is started for this file.

    Raises:
        Refusal: with code, cause and cure.
    """
    content = load_content(path)
    if reader is None:
        with WorkbookReader() as own:
            return read_content(path.name, content, questionnaire, own)
    return read_content(path.name, content, questionnaire, reader)


def load_content(path: Path) -> bytes:
    """The file's bytes, not one too many."""
    if (reason := named(path.name)) is not None:
        raise Refusal(path.name, reason)
    try:
        with path.open("rb") as file:
            content = file.read(limits.FILE + 1)
    except OSError as error:
        raise Refusal(path.name, Reason.UNREADABLE) from error
    if len(content) > limits.FILE:
        raise Refusal(path.name, Reason.TOO_BIG)
    return content


def read_content(
    name: str, content: bytes, questionnaire: Questionnaire, reader: WorkbookReader
) -> Received:
    """The submission in the workbook *content*, which came as a file called *name*."""
    cells = cells_of(name, content, reader)
    submission = _unsealed(name, cells)
    questionnaire = questionnaire.under(submission)
    if (reason := reason_against(questionnaire, submission)) is not None:
        raise Refusal(name, reason)
    if problems := [Problem(text, (name,)) for text in contradictions(questionnaire, submission)]:
        raise Refusal(name, Reason.NOT_A_SUBMISSION, problems)
    edits = tuple(hand_edits(questionnaire, submission, cells))
    return Received(
        submission=submission,
        sha256=hashlib.sha256(content).hexdigest(),
        edits=edits,
        signature=packet_rows(cells).get(packet.SIGNATURE, ""),
        warnings=(
            *(
                f"没有找到“{title}”表，无法核对其中是否有手工改动。"
                for title in missing_sheets(questionnaire, submission, cells)
            ),
            *_about_strangers(strangers(questionnaire, submission)),
            *(f"手工改动，未采用：{edit}" for edit in edits),
        ),
    )


def cells_of(name: str, content: bytes, reader: WorkbookReader) -> list[Keyed]:
    """The keyed cells of the workbook *content*, which came as a file called *name*.

    Raises:
        Refusal: it is no workbook, or none that can be read safely.
    """
    try:
        return reader.cells(content)
    except Refused as refused:
        problems = [Problem(refused.detail, (name, *refused.where))] if refused.detail else []
        raise Refusal(name, refused.code, problems) from refused


def _about_strangers(count: int) -> Iterator[str]:
    if count:
        yield f"有 {count} 项填报不在该单位的职责分工之内，没有计入；双方的方案数据可能不同。"


def packet_rows(cells: list[Keyed]) -> dict[str, str]:
    """What the hidden sheet says, by row."""
    return {
        cell.row: cell.found.text
        for cell in cells
        if cell.table == PACKET and cell.column == VALUE and not cell.found.formula
    }


def sealed_payload(name: str, cells: list[Keyed]) -> bytes:
    """What was sealed in the workbook called *name*, whatever it is.

    Raises:
        Refusal: there is no seal, it is broken, or a later version of the app made it.
    """
    try:
        return packet.unpacked(packet_rows(cells))
    except packet.SealMissing as error:
        raise Refusal(name, Reason.NO_SEAL) from error
    except (packet.SealBroken, ValueError) as error:
        raise Refusal(name, Reason.BROKEN_SEAL) from error
    except packet.SchemaUnknown as error:
        raise Refusal(name, Reason.NEWER) from error


def _unsealed(name: str, cells: list[Keyed]) -> Submission:
    payload = sealed_payload(name, cells)
    try:
        return from_canonical(payload)
    except ValueError as error:
        raise Refusal(name, Reason.NOT_A_SUBMISSION) from error


def verify(content: bytes, questionnaire: Questionnaire, submission: Submission) -> None:
    """Read back what the app itself is about to write, in this process.

    Raises:
        RuntimeError: it doesn't say what was to be written. Our bug.
    """
    cells = keyed_cells(read_sheets(content))
    if _unsealed("", cells) != submission or any(hand_edits(questionnaire, submission, cells)):
        raise RuntimeError("the workbook written is not the submission")
