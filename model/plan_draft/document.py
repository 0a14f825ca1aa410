"""The words of a .docx: its paragraphs in order, tables and text boxes among them; a 分工表 as
`duty_tables.py` says.

The archive and its XML are read with the limits of incoming workbooks: no DTD, no entity, no link
is followed, and only the main part is unpacked. Headers, footers, comments and deleted words are
not read.
"""

import re

from model.errors import AppError
from model.plan_draft.duty_tables import table_lines
from model.workbook.codes import Reason
from model.workbook.intake import limits
from model.workbook.intake.directory import directory
from model.workbook.intake.refused import Refused
from model.workbook.intake.xml import parse

MAIN = "word/document.xml"
SKIPPED = {"Fallback", "instrText"}  # said once more for old programs; codes of fields


def document_text(content: bytes) -> str:
    """The text of the document in *content*, a line for each paragraph.

    Raises:
        Refused: it is no sound .docx.
        AppError: it says nothing but tables, or leaves its numbers to Word.
    """
    if len(content) > limits.FILE:
        raise Refused(Reason.TOO_BIG)
    members, _ = directory(content)
    if sum(member.size for member in members) > limits.TOTAL:
        raise Refused(Reason.BOMB)
    main = next((member for member in members if member.name.lower() == MAIN), None)
    if main is None:
        raise Refused(Reason.OTHER_OFFICE)
    if main.size > limits.PART or main.size > max(limits.RATIO_FROM, limits.RATIO * main.packed):
        raise Refused(Reason.BOMB)
    paragraphs = Paragraphs()
    parse(main.unpacked(content), paragraphs, MAIN)
    return paragraphs.words()


class Paragraphs:
    """Collects the words while the XML is read."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._letters = 0
        self._in_tables = 0  # letters
        self._numbered = 0  # paragraphs whose number is Word's
        self._tables = self._skipping = 0  # depth
        self._reading = False
        self._rows: list[list[str | None]] = []  # of the outermost table
        self._cell: list[str] = []
        self._goes_on = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in SKIPPED:
            self._skipping += 1
        elif name == "tbl":
            self._tables += 1
        elif self._tables == 1 and name in {"tr", "tc", "vMerge"}:
            self._table_part(name, attributes)
        elif name == "t":
            self._reading = True
        elif name == "numPr":
            self._numbered += 1
        elif name in {"tab", "br", "cr"} and not self._skipping:
            self._line.append("\t" if name == "tab" else "\n")

    def end(self, name: str) -> None:
        if name in SKIPPED:
            self._skipping -= 1
        elif name == "tbl":
            self._tables -= 1
            if not self._tables:
                self._lines += table_lines(self._rows)
                self._rows.clear()
        elif name == "tc" and self._tables == 1 and self._rows:
            words = "\n".join(line for line in self._cell if line.strip())
            self._rows[-1].append(None if self._goes_on and not words else words)
        elif name == "t":
            self._reading = False
        elif name == "p":
            self._paragraph("".join(self._line).strip("\t"))
            self._line.clear()

    def _table_part(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "tr":
                self._rows.append([])
            case "tc":
                self._cell, self._goes_on = [], False
            case "vMerge":
                said = (v for k, v in attributes.items() if re.fullmatch("(?:.*[:}|])?val", k))
                self._goes_on = next(said, "") != "restart"

    def _paragraph(self, words: str) -> None:
        if self._tables:
            self._cell.append(words)
        else:
            self._lines.append(words)

    def text(self, text: str) -> None:
        if not self._reading or self._skipping:
            return
        self._letters += len(text)
        if self._letters > limits.CHARACTERS:
            raise Refused(Reason.TOO_MUCH, MAIN)
        self._in_tables += len(text) if self._tables else 0
        self._line.append(text)

    def words(self) -> str:
        if self._letters and self._in_tables * 10 > self._letters * 9:
            raise AppError(
                "文档里几乎只有表格，读不出方案的正文。",
                hint="请用方案的正文；分工表请附在正文后面，放在同一个文件里。",
            )
        text = "\n".join(self._lines)
        if self._numbered > 5 and not any(mark in text for mark in ("一、", "（一）", "(一)")):
            raise AppError(
                "文档的标题序号是 Word 自动编的，文字里没有序号。",
                hint="请在 WPS 或 Word 里另存为纯文本 .txt（序号会变成文字），再读这个 .txt。",
            )
        return text
