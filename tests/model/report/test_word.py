import io
import posixpath
import zipfile
from xml.etree import ElementTree as ET

import pytest

from model.domain.wording import inner_quotes
from model.report.word import Cell, Document, Grid
from model.report.word.xml import NAMESPACES, run
from tests.model.report.pictures import PNG

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SIDES = {"top": 37, "right": 26, "bottom": 35, "left": 28}  # mm


def document() -> Document:
    made = Document(title="报告", author="办公室", moment="2026-01-20T10:00:00+08:00")
    made.headline("标题", "（草稿）")
    made.heading(1, "一、情况")
    made.text("小于 <5> & “引号”\x0b", "，共 3 项。")
    made.table("数", Grid(heads=("单位", "分"), shares=(3, 1), across=("left", "right"), rows=[
        [Cell(text="合计", span=2, strong=True, fill="EEF2EF")],
        ["区教育局\n（示例）", Cell(text="98", ink="2A7549")],
    ]))  # fmt: skip
    made.figure(PNG, (2, 1), '图"一"', "完成 3 项")
    made.attachment("1", "附表")
    made.signed("办公室", "2026年1月20日")
    return made


@pytest.fixture(scope="module")
def parts() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(document().content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def words(parts) -> list[str]:
    root = ET.fromstring(parts["word/document.xml"])
    return ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in root.iter(f"{W}p")]


def test_that_equal_documents_give_equal_bytes():
    assert document().content == document().content


def test_that_every_part_is_sound_xml_and_every_relation_leads_somewhere(parts):
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")):
            ET.fromstring(content)
        if name.endswith(".rels"):
            folder = posixpath.dirname(posixpath.dirname(name))
            targets = [r.get("Target") for r in ET.fromstring(content)]
            assert {posixpath.join(folder, target) for target in targets} <= parts.keys()


def test_that_a_figure_says_what_it_shows_and_attachments_stand_in_the_outline(parts):
    assert 'descr="图一：完成 3 项"' in parts["word/document.xml"].decode()
    styles = ET.fromstring(parts["word/styles.xml"])
    (style,) = [one for one in styles if one.get(f"{W}styleId") == "Attachment"]
    assert [one.get(f"{W}val") for one in style.iter(f"{W}outlineLvl")] == ["0"]
    (language,) = styles.iter(f"{W}lang")
    assert language.get(f"{W}eastAsia") == "zh-CN"
    assert language.get(f"{W}val") == "en-US"  # else LibreOffice ends lines within numbers


def test_that_text_of_people_stays_text(parts):
    assert "小于 <5> & “引号”，共 3 项。" in words(parts)


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("关于“区“十四五”规划”的要求", "关于“区‘十四五’规划”的要求"),
        ("“甲”和“乙”", "“甲”和“乙”"),
        ("只有“一半", "只有“一半"),
        ("反了”的“", "反了”的“"),
    ],
)
def test_that_quotes_within_quotes_are_single(said, written):
    assert inner_quotes(said) == written


@pytest.mark.parametrize(("rows", "kept"), [(3, 4), (40, 2)])
def test_that_a_short_table_stays_on_one_page(rows, kept):
    grid = Grid(heads=("单位",), shares=(1,), rows=[[str(number)] for number in range(rows)])
    assert grid.xml.count("<w:keepNext/>") == kept  # of a long one the last two


@pytest.mark.parametrize(("rows", "kept"), [(3, 5), (40, 3)])
def test_that_the_note_of_a_table_is_on_the_page_of_its_last_rows(rows, kept):
    numbers = [[str(number), ""] for number in range(rows)]
    grid = Grid(heads=("单位", "分"), shares=(1, 1), rows=numbers, note="注：示例。")
    lines = [*ET.fromstring(f"<r {NAMESPACES}>{grid.xml}</r>").iter(f"{W}tr")]
    assert sum(line.find(f".//{W}keepNext") is not None for line in lines) == kept
    last = lines[-1]
    assert "".join(t.text for t in last.iter(f"{W}t")) == "注：示例。"
    assert last.find(f".//{W}gridSpan").get(f"{W}val") == "2"


def test_that_a_long_list_of_numbers_may_be_parted_and_a_short_one_is_left_alone():
    assert "12、\u200b13、" in run("任务第 6、12、13、16、17、19 项")
    assert "\u200b" not in run("第 6、12、13 项，1,234.5，2025、2026 年")


def test_that_a_line_ended_on_purpose_is_not_torn_apart(parts):
    settings = ET.fromstring(parts["word/settings.xml"])
    assert settings.find(f"{W}compat/{W}doNotExpandShiftReturn") is not None


def test_that_tables_and_figures_are_numbered(parts):
    assert {"表1　数", '图1　图"一"'} <= set(words(parts))


def test_that_faces_and_sizes_are_those_of_official_papers(parts):
    styles = {s.get(f"{W}styleId"): s for s in ET.fromstring(parts["word/styles.xml"])}

    def face(style):
        return styles[style].find(f".//{W}rFonts").get(f"{W}eastAsia")

    def half_points(style):
        return styles[style].find(f".//{W}sz").get(f"{W}val")

    assert (face("Title"), half_points("Title")) == ("方正小标宋简体", "44")
    assert [face(f"Heading{n}") for n in (1, 2, 3)] == ["黑体", "楷体_GB2312", "仿宋_GB2312"]
    assert (face("Normal"), half_points("Normal")) == ("仿宋_GB2312", "32")


def test_that_the_page_is_that_of_official_papers(parts):
    section = ET.fromstring(parts["word/document.xml"]).find(f".//{W}sectPr")
    margins = section.find(f"{W}pgMar")
    millimetres = [round(int(margins.get(f"{W}{side}")) / 56.7) for side in ("top", "left")]
    assert millimetres == [37, 28]
    assert len(section.findall(f"{W}footerReference")) == 2


def test_that_a_row_spanning_all_columns_is_as_wide_as_the_table(parts):
    table = ET.fromstring(parts["word/document.xml"]).find(f".//{W}tbl")
    widths = [sum(int(w.get(f"{W}w")) for w in row.iter(f"{W}tcW")) for row in table.iter(f"{W}tr")]
    assert len(set(widths)) == 1


def test_that_a_page_is_set_as_official_documents_are(parts):
    """GB/T 9704: A4, 37, 26, 35 and 28 mm, 22 lines."""
    page = ET.fromstring(parts["word/document.xml"]).find(f".//{W}sectPr")
    size, margins = page.find(f"{W}pgSz").attrib, page.find(f"{W}pgMar").attrib
    assert (size[f"{W}w"], size[f"{W}h"]) == ("11906", "16838")
    sides = {side: round(int(margins[f"{W}{side}"]) / 56.7) for side in SIDES}  # mm
    assert sides == SIDES
    room = 16838 - int(margins[f"{W}top"]) - int(margins[f"{W}bottom"])
    styles = ET.fromstring(parts["word/styles.xml"])
    line = next(s for s in styles if s.get(f"{W}styleId") == "Body").find(f".//{W}spacing")
    assert line.get(f"{W}lineRule") == "exact"
    assert room // int(line.get(f"{W}line")) == 22


def test_that_faces_go_by_name_and_chinese_signs_stay_in_the_chinese_face(parts):
    faces = [
        face
        for name in ("word/document.xml", "word/styles.xml", "word/footer1.xml")
        for face in ET.fromstring(parts[name]).iter(f"{W}rFonts")
    ]
    assert faces
    assert all(face.get(f"{W}hint") == "eastAsia" for face in faces)
    runs = ET.fromstring(parts["word/document.xml"]).iter(f"{W}r")
    told = [run for run in runs if run.find(f"{W}t") is not None]
    assert all(run.find(f"{W}rPr/{W}rFonts") is not None for run in told)
    assert not any("Theme" in key for face in faces for key in face.attrib)


def test_that_a_title_never_stands_alone_at_the_foot_of_a_page(parts):
    styles = ET.fromstring(parts["word/styles.xml"])
    heads = [s for s in styles if str(s.get(f"{W}styleId")).startswith("Heading")]
    assert len(heads) == 3
    assert all(head.find(f".//{W}keepNext") is not None for head in heads)


def test_that_lines_of_tables_grow_with_what_they_hold(parts):
    styles = ET.fromstring(parts["word/styles.xml"])
    cell = next(s for s in styles if s.get(f"{W}styleId") == "Cell")
    assert cell.find(f".//{W}spacing").get(f"{W}lineRule") == "atLeast"


def test_that_a_place_to_write_is_marked():
    made = Document(title="报告", author="办公室", moment="2026-01-20T10:00:00+08:00")
    made.to_write("总体情况")
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        root = ET.fromstring(archive.read("word/document.xml"))
    (run,) = [r for r in root.iter(f"{W}r") if r.find(f"{W}rPr/{W}highlight") is not None]
    assert "".join(t.text for t in run.iter(f"{W}t")) == "【请补写：总体情况】"


@pytest.mark.parametrize("full", [False, True])
def test_that_a_new_page_begins_with_its_own_words_and_leaves_none_blank(full):
    made = Document(title="报告", author="办公室", moment="2026-01-20T10:00:00+08:00")
    made.text("前文")
    if full:
        made.table("数", Grid(heads=("单位",), shares=(1,), across=("left",), rows=[["区教育局"]]))
    made.attachment("1", "附表")
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        body = ET.fromstring(archive.read("word/document.xml"))[0]
    assert not list(body.iter(f"{W}br"))
    (begins,) = [one for one in body if one.find(f"{W}pPr/{W}pageBreakBefore") is not None]
    before = body[list(body).index(begins) - 1]
    assert "".join(one.text or "" for one in before.iter(f"{W}t")) != ""
