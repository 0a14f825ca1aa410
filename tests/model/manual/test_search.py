from model.manual.chapters import Manual, ManualChapter, ManualPart
from model.manual.search import found, nearest, snippet

EXPORT = "# 导出\n\n写上**填报人**。\n\n## 打印 {#paper}\n\n按 `Ctrl+P`，[看这里](b.md)。\n"
BACKUP = "# 备份\n\n每半小时一次。\n\n## 恢复\n\n导出过的文件不受影响。\n"
MANUAL = Manual(
    (
        ManualPart(
            "一", (ManualChapter(id="a", source=EXPORT), ManualChapter(id="b", source=BACKUP))
        ),
    )
)


def places(query):
    return [(hit.section.chapter, hit.section.anchor) for hit in found(MANUAL, query)]


def test_that_what_stands_in_a_heading_comes_first():
    assert places("导出") == [("a", ""), ("b", "恢复")]


def test_that_every_word_must_be_there():
    assert places("ctrl+p 看这里") == [("a", "paper")]
    assert places("ctrl+p 半小时") == []


def test_that_marks_of_markdown_are_not_found():
    assert places("**") == places("b.md") == []


def test_that_no_words_find_nothing():
    assert found(MANUAL, "  ") == ()


def test_that_a_snippet_begins_after_the_mark_before_the_hit():
    text = "第一句话。第二句话说的是密码，第三句。"
    assert snippet(text, ("密码",)) == "…第二句话说的是密码，第三句。"


def test_that_a_question_finds_what_comes_nearest():
    assert places("怎么恢复备份的") == []
    near = [(hit.section.chapter, hit.section.anchor) for hit in nearest(MANUAL, "怎么恢复备份的")]
    assert set(near) == {("b", ""), ("b", "恢复")}
    assert nearest(MANUAL, "无") == ()
