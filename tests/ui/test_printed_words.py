"""What is printed can be searched."""

from ui.printing.pages import Pages


def test_that_paper_is_written_with_the_font_that_has_no_look_alikes(qapp):
    pages = Pages("<p>自评 人 一</p>", "脚注")
    assert pages._document.defaultFont().families()[0] == "Hebei Sans"
