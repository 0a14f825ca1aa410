"""The places of the manual that explain what the app just told."""

from model.errors import AppError
from model.files import FileNotWritten

MANUAL = "manual"  # the object name of what opens it
WHAT = "这是什么意思？"
FINDINGS = "findings"
NOT_TAKEN = "files#not-taken"  # 任务包 and 退回单, whose refusals have no codes
NOTICES = "files#notices"
FINGERPRINT = "overview#fingerprint"
BUG = "troubles#程序出了差错"
RECOVERED = "troubles#damaged-start"
NOT_WRITTEN = "export#导出不了"
TROUBLES = "troubles"


def place_about(error: AppError) -> str:
    """The place of the manual that explains *error*; "" where it has none."""
    from model.workbook.reasons import Refusal

    if isinstance(error, Refusal):
        return f"files#{error.code}"
    if isinstance(error, FileNotWritten):
        return NOT_WRITTEN
    return f"{TROUBLES}#{error.code}" if error.code else ""


def place_of_file(code: str, *, accepted: bool) -> str:
    """The place of the manual that explains a file which the office received.

    Args:
        code: why the file was refused, or the gravest remark about it, or "".
    """
    if code:
        return f"files#{code}"
    return NOTICES if accepted else NOT_TAKEN
