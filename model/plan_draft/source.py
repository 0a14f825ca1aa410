"""The words in a file: plain text in the usual encodings, or a Word document."""

import codecs
from pathlib import Path

from model.domain.typed_words import is_unseen
from model.errors import AppError
from model.plan_draft.document import document_text
from model.plan_draft.duty_tables import with_duty_tables
from model.workbook.codes import Reason
from model.workbook.intake import limits
from model.workbook.intake.refused import Refused

LETTERS = 400_000  # of text; no plan is as long
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
ENCODINGS = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")
COMMON = "，。、（）的年市区和发展"  # in any plan; rare where the encoding was guessed wrong
UNREADABLE = "请用 .docx，或在记事本里另存为 UTF-8 的 .txt。"
BLANKS = "\n\t \u3000"  # that a plan's text is set with; others come of copying
CHINESE = 0.3  # of the letters of a Chinese text at the least
FOREIGN = (  # first bytes, what it is, the cure
    (
        b"%PDF",
        "PDF 文件",
        "请用 WPS 或 Word 打开它，另存为 .docx；扫描件里没有文字，请向印发单位要电子版。",
    ),
    (b"\xd0\xcf\x11\xe0", "旧格式的 Word 或 WPS 文件", "请用 WPS 或 Word 打开它，另存为 .docx。"),
    (b"{\\rtf", "RTF 文件", "请用 WPS 或 Word 打开它，另存为 .docx。"),
    (b"\x89PNG", "图片", "图片里没有文字，请用 .docx 或 .txt 的电子版。"),
    (b"\xff\xd8\xff", "图片", "图片里没有文字，请用 .docx 或 .txt 的电子版。"),
    (b"Rar!", "压缩包", "请先解压，再选里面的 .docx 或 .txt。"),
    (b"<html", "网页", "请在浏览器里全选、复制，粘贴到记事本里存成 .txt。"),
    (b"<!doctype", "网页", "请在浏览器里全选、复制，粘贴到记事本里存成 .txt。"),
)
OFTEN = {
    Reason.BOMB: "展开后大得不正常，没有打开。",
    Reason.TOO_BIG: "文件太大，没有打开。",
    Reason.ENCRYPTED: "文件加了密码，请先去掉密码。",
    Reason.DOCTYPE: "文件里有不该有的声明，没有打开。",
    Reason.TOO_MUCH: "文件里的内容多得不正常，没有打开。",
    Reason.OTHER_OFFICE: "这不是 Word 文档，请用 .docx 或 .txt。",
}


def read_source(path: Path) -> str:
    """The words of the file, its lines parted by line feeds.

    Raises:
        AppError: the file can't be read, or holds no text that could be a plan.
    """
    try:
        if path.stat().st_size > limits.FILE:
            raise AppError(f"“{path.name}”太大，不像一份方案。", hint="请只选方案的正文。")
        content = path.read_bytes()
    except OSError as error:
        raise AppError(
            f"“{path.name}”打不开。", hint="请检查文件是否还在、是否正被别的程序占用。"
        ) from error
    return source_text(content, path.name)


def source_text(content: bytes, name: str) -> str:
    """As `read_source`, of a file's *content*."""
    head = content[:64].lstrip().lower()
    for mark, kind, cure in FOREIGN:
        if head.startswith(mark.lower()):
            raise AppError(f"“{name}”是{kind}，读不出方案的文字。", hint=cure)
    try:
        text = document_text(content) if content.startswith(b"PK") else _decoded(content, name)
    except Refused as refused:
        told = OFTEN.get(refused.code, "文件已损坏，或者不是 Word 文档。")
        raise AppError(
            f"“{name}”没有读：{told}", hint="请用 WPS 打开它，另存为 .docx 再试。"
        ) from refused
    return with_duty_tables(_sound(text.replace("\r\n", "\n").replace("\r", "\n"), name))


def _decoded(content: bytes, name: str) -> str:
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, errors="replace")
    found = {}
    for encoding in ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" and "\0" not in text:
            return text  # nothing else decodes so by chance
        found[sum(text.count(letter) for letter in COMMON) / max(1, len(text))] = text
    if not found:
        raise AppError(f"“{name}”里读不出中文。", hint=UNREADABLE)
    return found[max(found)]


def _sound(text: str, name: str) -> str:
    if not text.strip():
        raise AppError(f"“{name}”里没有文字。", hint="扫描件、图片里没有文字，请用电子版。")
    if len(text) > LETTERS:
        raise AppError(
            f"“{name}”有 {len(text)} 字，不像一份方案。",
            hint="请只选方案的正文，不要带附件和汇编。",
        )
    if _chinese(text) < CHINESE or text.count("\ufffd") > len(text) / 50:
        raise AppError(f"“{name}”里读不出中文。", hint=UNREADABLE)
    return "".join(
        letter for letter in text if letter in BLANKS or not (letter.isspace() or is_unseen(letter))
    )


def _chinese(text: str) -> float:
    """The share of Chinese letters and signs."""
    sample = text[:20_000] + text[len(text) // 2 : len(text) // 2 + 20_000]
    letters = [letter for letter in sample if not letter.isspace()]
    return sum(
        "\u3000" <= letter <= "\u9fff" or letter in "，。（）：；" for letter in letters
    ) / max(1, len(letters))
