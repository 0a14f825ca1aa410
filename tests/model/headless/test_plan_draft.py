"""`main.py plan-draft` on what people bring: a plan in time, a sentence for what is none."""

from time import process_time

import pytest

from main import main
from model.plan.loader import load_plan
from tests.model.plan_draft.reading import TEXTS, text_of
from tests.model.plan_draft.test_source import document, paragraphs

CELLS = "".join(f"<w:tc>{paragraphs(words)}</w:tc>" for words in ("区发展改革委", "牵头", "2025年"))
BAD = {
    "a scanned PDF": ("方案.pdf", b"%PDF-1.7\n" + bytes(2_000), "PDF 文件", "扫描件里没有文字"),
    "nothing but a table": (
        "方案.docx",
        document(f"<w:tbl><w:tr>{CELLS}</w:tr></w:tbl>"),
        "几乎只有表格",
        "分工表请附在正文后面",
    ),
    "2 MB of letters": (
        "方案.txt",
        ("碳达峰方案负责完成" * 78_000).encode(),
        "不像一份方案",
        "只选方案的正文",
    ),
    "an empty file": ("方案.txt", b"", "没有文字", "扫描件、图片里没有文字"),
    "a text of something else": (
        "方案.txt",
        "关于放假的通知\n国庆节放假七天，请安排好值班。".encode(),
        "没有读到责任括号",
        "某单位负责",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_that_bad_input_gets_a_sentence_with_a_cure_and_writes_nothing(case, tmp_path, capsys):
    name, content, cause, cure = BAD[case]
    path = tmp_path / name
    path.write_bytes(content)
    started = process_time()
    assert main(["main.py", "plan-draft", str(path), "-o", str(tmp_path / "新")]) == 1
    assert process_time() - started < 3
    told = capsys.readouterr().err
    assert cause in told
    assert cure in told
    assert not (tmp_path / "新").exists()


def test_that_a_text_in_gbk_is_read_like_any_other(tmp_path, capsys):
    path = tmp_path / "方案.txt"
    path.write_bytes(text_of("wuhan").encode("gb18030"))
    assert main(["main.py", "plan-draft", str(path), "-o", str(tmp_path / "新")]) == 0
    assert "读到条款 21 条" in capsys.readouterr().out
    assert load_plan(tmp_path / "新").text == text_of("wuhan")


def test_that_the_longest_of_the_eight_texts_takes_less_than_three_seconds(tmp_path):
    path = tmp_path / "方案.txt"
    path.write_text(max(map(text_of, TEXTS), key=len), "utf-8")
    started = process_time()
    assert main(["main.py", "plan-draft", str(path), "-o", str(tmp_path / "新")]) == 0
    assert process_time() - started < 3
