"""The sentences for what the child process noticed in a file."""

from collections.abc import Iterable, Iterator

from model.workbook.intake.notes import Note
from model.workbook.reasons import REMARKS, FileRemark, Notice


def remark(code: Notice, text: str = "") -> FileRemark:
    """A remark with *text*, or with the sentence of its code."""
    return FileRemark(code, text or REMARKS[code][0])


def about_notes(notes: Iterable[Note]) -> Iterator[FileRemark]:
    for note in notes:
        place = f"{note.sheet} {note.cell}".strip()
        at = f"{place}：" if place else ""
        match note.code:
            case Notice.STRAY:
                yield remark(note.code, f"{place}：表格以外的内容“{note.detail}”没有读取。")
            case Notice.COMMENT:
                what = "批注" if note.cell else "文本框"
                yield remark(note.code, f"{at}{what}“{note.detail}”没有读取。")
            case Notice.EXTRA_SHEET:
                yield remark(note.code, f"多出的工作表“{note.sheet}”没有读取。")
            case Notice.HIDDEN:
                what = f"的{note.detail}" if note.detail else "表"
                yield remark(note.code, f"“{place}”{what}被隐藏，已一并读取。")
            case code:
                yield remark(code)
