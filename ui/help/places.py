"""Where the manual says more about what the app just said."""

WHAT = "这是什么意思？"
FINDINGS = "findings"
NOT_TAKEN = "files#not-taken"  # 任务包 and 退回单, whose refusals have no codes
NOTICES = "files#notices"


def place_about(error: BaseException) -> str:
    """Of an *error* met while taking in a file."""
    code = getattr(error, "code", "")
    return f"files#{code}" if code else NOT_TAKEN


def place_of_file(code: str, *, accepted: bool) -> str:
    """Of what an office received; *code*: why it was refused, or the gravest remark, or ""."""
    if code:
        return f"files#{code}"
    return NOTICES if accepted else NOT_TAKEN
