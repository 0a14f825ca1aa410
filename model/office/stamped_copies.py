"""盖章件: the scan of the printed, stamped workbook, tied to a report by the check code on it.

Nobody verifies the seal here: compared is only the code that a person read off the paper.
"""

import re
from dataclasses import dataclass

from model.domain.canonical import check_code
from model.domain.letter_widths import narrow
from model.domain.review import Matter, Ruling
from model.domain.submission import Submission
from model.errors import AppError
from model.fingerprint import Fingerprint
from model.office.changes import OfficeChanges
from model.office.rulings import rule_stamped
from model.office.year import OfficeYear

DIGITS = re.compile(r"[0-9A-F]{16}", re.ASCII)
NOT_VERIFIED = "程序不识别印章、不验证真伪，只比对件上印的校验码。"


@dataclass(frozen=True, kw_only=True)
class StampedCopy:
    """The scan that was attached to a report. `code` is the one on it, 16 digits."""

    code: str
    sha256: str
    file_name: str
    by: str
    at: str  # ISO 8601 with offset

    def fits(self, submission: Submission) -> bool:
        return self.code == _digits(submission.check_code)

    def words(self, submission: Submission) -> str:
        """'盖章件已附（校验码一致）', or what is printed on it instead."""
        if self.fits(submission):
            return "盖章件已附（校验码一致）"
        printed = check_code(self.code.lower())
        return f"盖章件已附（校验码不一致：件上印的是 {printed}，应为 {submission.check_code}）"


def stamped_copy(office: OfficeYear, submission: Submission) -> StampedCopy | None:
    ruling = office.ruling(Matter.STAMPED, submission.digest)
    return _read(ruling) if ruling else None


def attach_stamped(
    office: OfficeYear, by: str, submission: Submission, file: Fingerprint, code: str
) -> OfficeChanges:
    """Attaches *file*, which is kept already, in place of another one.

    Args:
        code: as a person read it off the paper.

    Raises:
        AppError: it is no check code.
    """
    digits = _digits(code)
    if not DIGITS.fullmatch(digits):
        raise AppError(
            "没有附上盖章件：校验码应是 16 位数字和字母。",
            hint="请照盖章件页脚上印的校验码填写，例如 3F2A 91C0 77BE 0D14。",
        )
    return rule_stamped(office, by, submission.digest, f"{digits}/{file.sha256}", file.name)


def remove_stamped(office: OfficeYear, by: str, submission: Submission) -> OfficeChanges:
    """Takes the scan off the report; that it was there stays in the history."""
    return rule_stamped(office, by, submission.digest, "", "")


def _read(ruling: Ruling) -> StampedCopy:
    code, _, sha256 = ruling.choice.partition("/")
    return StampedCopy(
        code=code, sha256=sha256, file_name=ruling.reason, by=ruling.by, at=ruling.at
    )


def _digits(code: str) -> str:
    return "".join(narrow(code).split()).replace("-", "").upper()
