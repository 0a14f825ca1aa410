"""A department's clerk divides the work, sends it out, and takes back what comes, in the window."""

import zipfile
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from model.checks.all_checks import checked
from model.checks.finding import Kind
from model.domain.section import Share
from model.parts.collection import Collected
from model.store.closed_years import close_year
from tests.model.parts.sections import fill, sort_rows
from ui.incoming.section_sheets import place_of

NAMES = [
    f"{one}科"
    for one in ("办公", "市容", "环卫", "供热", "燃气", "路灯", "园林", "法规", "计财", "执法")
]


@pytest.fixture
def window(open_window, clerk):
    window = open_window()
    window.show_page("sections")
    return window


@pytest.fixture
def page(window):
    return window.shown


def add_sections(page, *names):
    page.pills.choose(0)
    for name in names:
        page.board.name.setText(name)
        QTest.keyClick(page.board.name, Qt.Key.Key_Return)


def give(page, section, *items, share=Share.LEAD):
    page.pills.choose(1)
    page.shares.pills.choose(3)
    view = page.shares.list
    view.clearSelection()
    flags = view.selectionModel().SelectionFlag
    for item in items:
        view.selectionModel().select(view.entries.index_of(item), flags.Select)
    page.shares.buttons[section, share].click()


def ids(page):
    return {one.section.name: one.section.id for one in page.board.lines}


def send(qtbot, page, folder, *sections):
    with qtbot.waitSignal(page.jobs.ended, timeout=60000):
        page.send(folder, sections or tuple(one.section.id for one in page.board.lines))
    return {one.stem.split("_")[1]: one for one in sorted(folder.glob("科室表_*.xlsx"))}


def drop(qtbot, window, *paths):
    """The words told of what the *paths* brought."""
    for path in paths:
        window.incoming.take_in(path)
    qtbot.waitUntil(lambda: window.incoming.sheet is not None, timeout=30000)
    words = window.incoming.sheet.words
    window.incoming.sheet.press("")
    return words


def test_that_sections_are_added_and_described(page):
    add_sections(page, "市容科", "环卫科", "市容科")
    assert [one.section.name for one in page.board.lines] == ["市容科", "环卫科"]
    page.board.panel.fields["contact"].setText("李四")
    page.board.panel.fields["phone"].setText("2628１１１１")
    page.flush()
    assert page.board.lines[1].section.phone == "26281111"
    assert page.board.panel.fields["phone"].text() == "26281111"
    assert page.board.lines[1].section.contact == "李四"


def test_that_a_section_that_was_deleted_or_renamed_comes_back_by_undo(window, page):
    add_sections(page, "市容科", "环卫科")
    item = window.session.desk.items[0].id
    give(page, ids(page)["市容科"], item)
    loose = page.header.state.split("，")[-1]
    page.pills.choose(0)
    page.board.table.choose(ids(page)["市容科"])
    name = page.board.panel.fields["name"]
    name.setFocus()
    name.setText("市容管理科")
    page.flush()
    page.board.panel.remove.click()
    assert [one.section.name for one in page.board.lines] == ["环卫科"]
    assert page.header.state.split("，")[-1] != loose
    window.turning.undo()
    window.turning.undo()
    assert [one.section.name for one in page.board.lines] == ["市容科", "环卫科"]
    assert page.header.state.split("，")[-1] == loose
    window.turning.redo()
    assert page.board.lines[0].section.name == "市容管理科"


def test_that_one_section_after_the_other_is_typed(page):
    page.board.name.setFocus()
    for name in ("市容科", "环卫科"):
        page.board.name.window().focusWidget().insert(name)
        QTest.keyClick(page.board.name.window().focusWidget(), Qt.Key.Key_Return)
    assert [one.section.name for one in page.board.lines] == ["市容科", "环卫科"]


def test_that_a_section_that_is_there_is_said_to_be_there(page):
    add_sections(page, "市容科", "环卫科")
    page.board.name.setFocus()
    page.board.name.setText("市容科")
    QTest.keyClick(page.board.name, Qt.Key.Key_Return)
    assert "已经有“市容科”了" in page.board._complaint.text()
    assert page.window().focusWidget() is page.board.name
    assert page.board.name.selectedText() == "市容科"
    QTest.keyClicks(page.board.name, "B101")
    assert page.board._complaint.isHidden()
    QTest.keyClick(page.board.name, Qt.Key.Key_Return)
    assert len(page.board.lines) == 3


def test_that_a_click_on_the_section_chosen_shows_it_instead_of_words_to_be_copied(
    qtbot, page, tmp_path
):
    add_sections(page, "市容科")
    give(page, ids(page)["市容科"], page.shares.list.shown[0].key)
    send(qtbot, page, tmp_path)
    board = page.board
    assert board.texts.isVisible()
    page.show_what(f"board/{ids(page)['市容科']}")
    assert board.panel.isVisible()
    board._panels.setCurrentWidget(board.texts)
    where = board.table.visualRect(board.table.model().index(0, 0)).center()
    QTest.mouseClick(board.table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert board.panel.isVisible()


def test_that_what_waits_is_counted_in_the_rail_though_another_package_is_in_force(
    window, page, monkeypatch
):
    counted = []
    window.session.counted.connect(counted.append)
    window._on_profile_changed()
    assert {"sections": (0, "待定")} in counted


def test_that_a_sheet_that_came_back_is_opened_on_the_page(window, page):
    asked = []
    window.session.package_requested.disconnect()
    window.session.package_requested.connect(lambda: asked.append(1))
    page.board.open.click()
    assert asked


def test_that_items_are_given_in_the_list_and_taken_back_by_undo(window, page):
    add_sections(page, "市容科")
    first, second = (item.id for item in window.session.desk.items[:2])
    section = ids(page)["市容科"]
    give(page, section, first, second)
    assert window.session.division.items_of(section, Share.LEAD) == {first, second}
    assert "项还没有分" in page.header.state
    window.turning.undo()
    assert not window.session.division.shares
    assert (window.page, page.pills.current) == ("sections", 1)
    window.turning.redo()
    assert (window.page, page.pills.current) == ("sections", 1)


def test_that_what_can_be_given_as_last_year_is_told_beside_the_sections(window, page):
    add_sections(page, "市容科")
    first, second = (item.id for item in window.session.desk.items[:2])
    give(page, ids(page)["市容科"], first, second)
    window.session.set_profile(replace(window.session.profile, year=2026))
    window.show_page("sections")
    assert "2 项可以在“分工”里按去年分" in window.shown.header.state


@pytest.mark.thorough
def test_that_ten_sections_are_sent_their_sheets_and_joined_as_they_come(
    qtbot, window, page, tmp_path
):
    add_sections(page, *NAMES)
    whose = ids(page)
    items = [item.id for item in window.session.desk.measures[:30]]
    share = {name: items[3 * n : 3 * n + 3] for n, name in enumerate(NAMES)}
    for name, own in share.items():
        give(page, whose[name], *own)
    give(page, whose["环卫科"], share["市容科"][0], share=Share.ADD)
    sheets = send(qtbot, page, tmp_path)
    assert len(sheets) == len(page.board.texts.texts) == 10
    a, b, _ = share["市容科"]
    window.session.save(a, {"done": "联络员先写的"})  # meanwhile, here
    back = [
        fill(sheets["市容科"], {(a, "done"): "市容科写的", (b, "done"): "乙"}, "1.xlsx"),
        fill(
            sheets["环卫科"],
            {(a, "addition"): "环卫科补的", (share["环卫科"][0], "done"): "丙"},
            "2.xlsx",
        ),
        fill(
            sheets["供热科"],
            {(item, "handed_back"): "归法规科" for item in share["供热科"]},
            "3.xlsx",
        ),
        sort_rows(
            fill(sheets["燃气科"], {(share["燃气科"][0], "done"): "丁"}, "4a.xlsx"),
            "任务清单",
            "新建文件夹(1).xlsx",
        ),
        fill(sheets["路灯科"], {(share["路灯科"][0], "done"): "一稿"}, "5.xlsx"),
        fill(sheets["路灯科"], {(share["路灯科"][0], "done"): "另一稿"}, "5b.xlsx"),
        *(
            fill(sheets[name], {(share[name][0], "done"): name}, f"{name}.xlsx")
            for name in ("办公科", "园林科", "法规科")
        ),
    ]  # 计财科 and 执法科 are late
    with zipfile.ZipFile(tmp_path / "打包.zip", "w") as packed:
        for path in back:
            packed.write(path, f"各科室/{path.name}")
    words = drop(qtbot, window, tmp_path / "打包.zip")
    assert "收到 9 个科室的填报表" in words
    assert "2 处与已有的内容不一样" in words
    division = window.session.division
    said = {item: division.answers.get(item, {}).get("done") for item in items}
    assert said[a] == "联络员先写的"
    assert said[b] == "乙"
    assert said[share["燃气科"][0]] == "丁"
    assert said[share["路灯科"][0]] is None
    states = {one.section.name: one.state.value for one in page.board.lines}
    assert states["供热科"] == "退回"
    assert states["计财科"] == states["执法科"] == "未交"
    assert states["市容科"] == "部分"
    hard = [one for one in checked(window.session.year()) if one.kind is Kind.CONTESTED]
    assert {one.item for one in hard} == {a, share["路灯科"][0]}
    window.show_item(b)
    assert "市容科填写" in window.shown.panel._sections.text()
    window.show_page("sections")
    # What waits is settled by the keyboard alone.
    page.pills.choose(2)
    view = page.questions
    assert len(view.list.shown) == division.waiting == 2 + 1 + 3
    view.list.setFocus()
    view.list.choose(f"q {a} done")
    QTest.keyClick(view.list, Qt.Key.Key_2)
    assert window.session.answer(a)["done"] == "市容科写的"
    view.list.choose(f"a {a} {whose['环卫科']}")
    QTest.keyClick(view.list, Qt.Key.Key_1)
    assert window.session.answer(a)["done"] == "市容科写的\n环卫科补的"
    view.list.choose(f"h {share['供热科'][0]}")
    view.buttons[0].click()
    assert len(view.list.shown) == 1 + 2
    words = drop(qtbot, window, tmp_path / "打包.zip")
    assert "以前已经收过" in words
    page.pills.choose(0)
    page.board.remind.click()
    assert sum("还没有收到" in text for text in page.board.texts.texts) == 2


def test_that_what_came_is_undone_in_one_go(qtbot, window, page, tmp_path):
    add_sections(page, "市容科")
    a, b = (item.id for item in window.session.desk.measures[:2])
    give(page, ids(page)["市容科"], a, b)
    sheet = send(qtbot, page, tmp_path)["市容科"]
    drop(qtbot, window, fill(sheet, {(a, "done"): "甲", (b, "done"): "乙"}, "回.xlsx"))
    assert window.session.answer(a) == {"done": "甲"}
    window.turning.undo()
    assert window.session.answer(a) == window.session.answer(b) == {}
    window.turning.redo()
    page.pills.choose(0)
    page.board.panel.undo.click()
    assert window.session.answer(a) == {}


def test_that_what_sections_say_differently_is_marked_at_its_item_until_it_is_chosen(
    qtbot, window, page, tmp_path
):
    add_sections(page, "市容科")
    a, b = (item.id for item in window.session.desk.measures[:2])
    give(page, ids(page)["市容科"], a, b)
    sheet = send(qtbot, page, tmp_path)["市容科"]
    window.show_item(a)  # the list is there before anything comes
    entry = window.shown
    window.session.save(a, {"state": "done", "done": "联络员写的"})
    window.session.write_rest()

    def trouble(item):
        return next(one.tip for one in entry.list.shown if one.key == item)

    came = {(a, "done"): "市容科写的", (b, "done"): "乙"}
    drop(qtbot, window, fill(sheet, came, "回.xlsx"))
    assert "与别处的不一样，还没有选定" in trouble(a)
    assert "不一样" not in trouble(b)
    window.show_page("sections")
    page.pills.choose(2)
    page.questions.list.choose(f"q {a} done")
    QTest.keyClick(page.questions.list, Qt.Key.Key_2)
    assert window.session.answer(a)["done"] == "市容科写的"
    assert trouble(a) == ""


def test_that_a_number_still_asked_about_is_something_said_here_and_is_chosen_from(
    qtbot, window, page, tmp_path
):
    add_sections(page, "市容科")
    indicator = window.session.desk.indicators[0].id
    give(page, ids(page)["市容科"], indicator)
    sheet = send(qtbot, page, tmp_path)["市容科"]
    window.session.save_draft(indicator, "value", "约65")
    window.show_page("indicators")
    window.shown.show_item(indicator)
    told = drop(qtbot, window, fill(sheet, {(indicator, "value"): 75}, "back.xlsx"))
    assert "1 处与已有的内容不一样" in told
    window.show_page("sections")
    assert "value" not in window.session.answer(indicator)
    assert window.session.drafts.of(indicator) == {"value": "约65"}
    view = page.questions
    assert "约65" in view.list.entry.note
    view.buttons[1].click()
    assert window.session.answer(indicator)["value"] == "75"
    assert not window.session.drafts.of(indicator)


def test_that_what_came_leads_to_where_something_waits():
    came = Collected(id="1", section="s", name="市容科", new=True)
    assert place_of([came]) == "board/"
    assert place_of([replace(came, handed_back=("m",))]) == "questions"
    assert place_of([came, replace(came, section="t", doubts=2, additions=1)]) == "board/t"
    assert place_of([replace(came, new=False, doubts=2)]) == "board/"


def test_that_cells_of_which_nothing_is_certain_are_told_of_at_once(qtbot, window, page, tmp_path):
    add_sections(page, "市容科")
    first, second = (item.id for item in window.session.desk.measures[:2])
    give(page, ids(page)["市容科"], first, second)
    sheet = send(qtbot, page, tmp_path)["市容科"]
    told = drop(qtbot, window, fill(sheet, {(first, "state"): "差不多"}, "1.xlsx"))
    assert "1 格拿不准，没有填入" in told
    cells = {(first, "state"): "差不多", (second, "done"): "已办"}
    told = drop(qtbot, window, fill(sheet, cells, "2.xlsx"))
    assert "1 格拿不准，没有填入" in told
    assert "其余的都已填入" in told


def test_that_evidence_beside_a_sheet_is_kept_by_name_and_hash(qtbot, window, page, tmp_path):
    add_sections(page, "市容科")
    a = window.session.desk.measures[0].id
    give(page, ids(page)["市容科"], a)
    sheet = send(qtbot, page, tmp_path)["市容科"]
    back = fill(
        sheet,
        {
            ("e1", "item"): "任务1", ("e1", "title"): "现场照片", ("e1", "file_name"): "照片.jpg",
            ("e2", "item"): "任务1", ("e2", "title"): "没带的", ("e2", "file_name"): "没带.pdf",
        },
        "回.xlsx",
    )  # fmt: skip
    with zipfile.ZipFile(tmp_path / "回.zip", "w") as packed:
        packed.write(back, "回.xlsx")
        packed.writestr("照片.jpg", b"\xff\xd8\xff" + b"1" * 1000)
        packed.writestr("别的.jpg", b"\xff\xd8\xff" + b"2" * 1000)
    words = drop(qtbot, window, tmp_path / "回.zip")
    assert "另有 1 个文件没有写在佐证材料表里" in words
    found = {piece.title: piece for piece in window.session.desk.evidence(a)}
    assert window.session.files.path_of(found["现场照片"]).read_bytes().endswith(b"1" * 1000)
    assert not found["没带的"].file_name
    assert "没带.pdf" in found["没带的"].reference


def test_that_a_sheet_of_another_pc_is_refused_in_words(qtbot, window, page, tmp_path, store):
    add_sections(page, "市容科")
    give(page, ids(page)["市容科"], window.session.desk.measures[0].id)
    sheet = send(qtbot, page, tmp_path)["市容科"]
    fill(sheet, {("filled_by", "value"): "李四"}, "回.xlsx")
    store.execute("DELETE FROM part")
    assert "不是从这台电脑发出的" in drop(qtbot, window, tmp_path / "回.xlsx")


def test_that_a_closed_year_is_only_looked_at(open_window, clerk, store, plan):
    close_year(store, 2025, plan, None)
    window = open_window()
    window.show_page("sections")
    page = window.shown
    assert not page.header.primary.isVisible()
    assert not page.board.name.isEnabled()
