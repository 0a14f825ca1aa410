"""What a record takes, asked before it is kept or written: whatever is kept can be read back."""

from typing import TypeVar

from model.domain.canonical import SealedRecord, Unfit, tidied
from model.domain.review import Review, Ruling
from model.domain.review_file import read_back
from model.domain.sealed import seal_readable
from model.domain.text_kinds import DAYS
from model.errors import AppError

FIELD_WORDS = {  # of a record's text fields -> as people know them
    "answers": "填报内容",
    "basis": "复核依据",
    "by": "经办人",
    "changes": "核改的内容",
    "choice": "决定的内容",
    "contacts": "联系人",
    "cover": "报送信息",
    "decision": "决定",
    "demand": "整改要求",
    "document": "文号",
    "done": "整改情况",
    "due": "期限",
    "email": "邮箱",
    "evidence": "佐证材料",
    "file_name": "文件名",
    "general": "总体意见",
    "issued_on": "材料日期",
    "issuer": "出具单位",
    "later": "延期的理由",
    "made_by": "经办人",
    "measure": "整改措施",
    "name": "名称",
    "note": "备注",
    "on": "日期",
    "pages": "页码",
    "person": "责任人",
    "phone": "联系电话",
    "problem": "存在问题",
    "reason": "理由",
    "reference": "文号、网址或保存处",
    "remark": "复核意见",
    "remarks": "退回意见",
    "replies": "对退回意见的说明",
    "reviewer": "复核人",
    "section": "责任科室",
    "section_name": "科室",
    "self_grade": "等次",
    "sent_by": "发件人",
    "settled": "待定问题的决定",
    "title": "名称",
    "words": "意见或理由",
}

Sealed = TypeVar("Sealed", bound=SealedRecord)
Record = TypeVar("Record")


class Unkeepable(AppError):
    """A record holds what nobody could read back; nothing of it was kept."""


def fit(record: Record) -> Record:
    """*record* with its texts as they are kept: blanks plain where a few words are asked for, and
    without what can't be seen.

    Raises:
        Unkeepable: a text is too long, or not what its field asks for.
    """
    try:
        made = tidied(record)
        if isinstance(made, SealedRecord):
            seal_readable(made)
        elif isinstance(made, Review | Ruling):
            read_back(made)
    except ValueError as error:
        raise _refusal(error) from error
    return made


def payload_of(record: SealedRecord) -> bytes:
    """The bytes as which *record* is kept or goes out, read back once. Raises: Unkeepable."""
    try:
        return seal_readable(record)
    except ValueError as error:
        raise _refusal(error) from error


def _refusal(error: ValueError) -> Unkeepable:
    if not isinstance(error, Unfit) or error.kind is None:
        return Unkeepable(
            "有一处内容保存以后就读不出来，没有保存。",
            hint="请把刚才填写的内容改短、改简单后再试。",
        )
    field = next((FIELD_WORDS[one] for one in reversed(error.path) if one in FIELD_WORDS), "")
    field = f"“{field}”" if field else "有一处内容"
    length, most = len(error.text), error.kind.most
    if error.kind is DAYS:
        return Unkeepable(
            f"{field}写的“{error.text[:20]}”不是日期，没有保存。",
            hint="请改成日期，例如 2027-3-31。",
        )
    if most is not None and length > most:
        return Unkeepable(
            f"{field}最多 {most} 字，现有 {length} 字，多出 {length - most} 字，没有保存。",
            hint="请精简后再试；很长的内容可以另附文件。",
        )
    return Unkeepable(f"{field}里有不能保存的符号，没有保存。", hint="请重新写一遍后再试。")
