"""Who decides: nothing is recorded that nobody answers for."""

from model.domain.typed_words import is_blank
from model.errors import AppError


def named(by: str) -> str:
    """*by*, as it is. Raises: AppError: it names nobody."""
    if is_blank(by):
        raise AppError("还没有写明是谁办理的，没有保存。", hint="请先填写办理人的姓名。")
    return by
