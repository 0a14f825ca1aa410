"""Files that a plan may come in, and those that get a sentence instead."""

import io
import zipfile
from time import process_time

import pytest

from model.errors import AppError
from model.plan_draft.plan_reader import read_plan_text
from model.plan_draft.source import read_source, source_text
from tests.model.plan_draft.reading import text_of
from tests.thorough import some

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = "<Types/>"


def document(body: str, *, head: str = "", name: str = "word/document.xml") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr(name, f"{head}<w:document {W}><w:body>{body}</w:body></w:document>")
    return stream.getvalue()


def paragraphs(text: str) -> str:
    return "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.split("\n"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_that_text_is_read_in_each_usual_encoding(encoding):
    text = text_of("wuhan")
    assert source_text(text.encode(encoding), "方案.txt") == text


def test_that_line_ends_of_windows_are_lines():
    assert source_text("一、目标\r\n到2025年".encode(), "方案.txt") == "一、目标\n到2025年"


def test_that_a_rare_letter_of_a_name_stays_and_what_nobody_sees_goes():
    text = "一、目标\n由王\ue863\U000323b0负责推广新能源汽车"
    typed = text.replace("负责", "\u200b负\x0b责\ufeff")
    assert source_text(typed.encode(), "方案.txt") == text


def test_that_a_document_gives_its_paragraphs_as_lines():
    text = text_of("laibin").strip()
    assert source_text(document(paragraphs(text)), "方案.docx") == text


def test_that_runs_tabs_breaks_and_cells_are_read_and_deleted_words_are_not():
    body = (
        "<w:p><w:r><w:t>一、目</w:t></w:r><w:r><w:t>标</w:t><w:br/><w:t>到</w:t></w:r>"
        "<w:del><w:r><w:delText>删去</w:delText></w:r></w:del></w:p>"
        f"{paragraphs('（一）推广新能源汽车，建设充电桩。')}"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>表格</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    text = source_text(document(body), "方案.docx")
    assert text == "一、目标\n到\n（一）推广新能源汽车，建设充电桩。\n表格"


ENTITY = '<!DOCTYPE d [<!ENTITY a "甲"><!ENTITY b "&a;&a;&a;">]>'
REFUSED = {
    "empty": (b"", "没有文字"),
    "blank": ("　\n \n".encode(), "没有文字"),
    "scanned PDF": (b"%PDF-1.7\n1 0 obj", "PDF"),
    "old Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "旧格式"),
    "picture": (b"\x89PNG\r\n\x1a\n", "图片"),
    "English": (b"A plan to peak carbon emissions by 2030. " * 50, "读不出中文"),
    "noise": (bytes(range(256)) * 8000, "读不出中文"),
    "two megabytes of letters": (("碳达峰方案负责" * 100_000).encode(), "不像一份方案"),
    "workbook": (document("", name="xl/workbook.xml"), "不是 Word 文档"),
    "no archive": (b"PK\x03\x04" + bytes(200), "已损坏"),
    "bomb": (document("<w:p><w:r><w:t>" + "峰" * 12_000_000 + "</w:t></w:r></w:p>"), "大得不正常"),
    "entities": (document(paragraphs("&b;"), head=ENTITY), "不该有的声明"),
    "no XML": (document("<w:p>"), "已损坏"),
    "table alone": (
        document(
            "<w:tbl><w:tr><w:tc>" + paragraphs("区发展改革委\n牵头") + "</w:tc></w:tr></w:tbl>"
        ),
        "只有表格",
    ),
    "no words": (document("<w:p/>"), "没有文字"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_that_bad_input_gets_a_sentence_with_a_cure(case):
    content, words = REFUSED[case]
    started = process_time()
    with pytest.raises(AppError) as refused:
        source_text(content, "方案")
    assert words in str(refused.value)
    assert refused.value.hint
    assert process_time() - started < 3


def test_that_numbers_left_to_word_are_asked_for_as_text():
    numbered = "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>推广新能源汽车</w:t></w:r></w:p>" * 8
    with pytest.raises(AppError, match="自动编"):
        source_text(document(numbered), "方案.docx")


def test_that_a_file_that_is_not_there_gets_a_sentence(tmp_path):
    with pytest.raises(AppError, match="打不开"):
        read_source(tmp_path / "没有.txt")


LONG = 128_000  # letters: more than any plan
NONSENSE = {
    "no stops": "碳达峰方案负责完成下达目标力争到2025年达到",
    "brackets": "（",
    "open notes": "（市局负责",
    "headings": "一、任务\n",
    "figures": "1\n",
    "quotation marks": "“",
    "notes": "推广。（市交通局、市财政局按职责分工负责）",
    "lists": "市交通局、",
    "plans": "制定20%应",
    "all of something": "所有",
    "orders": "按照下达的",
}


def seconds(kind: str, letters: int) -> float:
    words = NONSENSE[kind]
    text = f"一、任务\n（一）推广。\n{words * (letters // len(words))}"
    started = process_time()
    read_plan_text(text)
    return process_time() - started


@pytest.mark.in_part
@pytest.mark.parametrize("kind", some(NONSENSE))
def test_that_eight_times_as_much_nonsense_takes_nowhere_near_sixty_four_times_as_long(kind):
    assert seconds(kind, LONG) < 24 * max(seconds(kind, LONG // 8), seconds(kind, LONG // 8))
