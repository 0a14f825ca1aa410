"""Where the manual says more about what the app just said."""

from model.manual.entries import anchor_of
from model.store.disk_errors import Cause
from model.workbook.files import FileNotWritten
from model.workbook.reasons import Refusal

WHAT = "这是什么意思？"
FINDINGS = "findings"
NOT_TAKEN = "files#not-taken"  # 任务包 and 退回单, whose refusals have no codes
NOTICES = "files#notices"
BUG = "troubles#程序出了差错"
RECOVERED = "troubles#damaged-start"
NOT_WRITTEN = "export#导出不了"


def place_about(error: BaseException) -> str:
    """Of what an *error* says; "": nowhere."""
    if isinstance(error, Refusal):
        return f"files#{error.code}"
    if isinstance(error, FileNotWritten):
        return NOT_WRITTEN
    return place_of_trouble(str(error))


def place_of_trouble(words: str) -> str:
    """Of the disk's trouble that *words* tell of; "": they tell of none."""
    return next((f"troubles#{anchor_of(one)}" for one in Cause if one.value.cause in words), "")


def place_of_file(code: str, *, accepted: bool) -> str:
    """Of what an office received; *code*: why it was refused, or the gravest remark, or ""."""
    if code:
        return f"files#{code}"
    return NOTICES if accepted else NOT_TAKEN
