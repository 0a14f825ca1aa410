"""A section's person opens the sheet that was sent, fills it in in the app, and sends it back."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from model.domain.section import Share
from model.paths import asset
from model.scoring.loader import load_rulebook
from model.store.settings import Role, fetch_profile
from tests.model.parts.sections import YEAR, Office, fill
from tests.ui.fitting import misfits, settle
from tests.ui.said import faults
from ui.pages.menu import ENTRIES
from ui.pages.sections import return_page
from ui.section_sheet.controller import SectionController


@pytest.fixture
def department(tmp_path, today):
    """The department's side, on another PC: a section leads two measures and a number, and adds to
    a third measure.
    """
    (tmp_path / "dept").mkdir()
    rules = load_rulebook(next(asset("rules").glob("percent-2025*.toml")))
    made = Office(tmp_path / "dept", today, rules)
    section, other = made.found("市容科", "环卫科")
    a, b, c, *_ = made.measures
    made.last_year = {a: {"done": "去年建成一处"}}
    made.give(section, a, b, made.indicators[0])
    made.give(other, c)
    made.give(section, c, share=Share.ADD)
    made.say(a, state="ongoing", done="联络员起的头")
    yield made
    made.db.close()


@pytest.fixture
def sheet(department):
    (sent,) = department.send(department.division.sections[0])
    return sent.path


@pytest.fixture
def opened(open_window, qtbot):
    """Opens the program with a sheet, as a double click does; the sheet's window."""
    controllers: list[SectionController] = []

    def open_(path, *, window=None):
        window = window or open_window()
        made = next((one for one in controllers if one.parent() is window), None)
        made = made or SectionController(window)
        controllers.append(made)
        window.incoming.take_in(path)
        qtbot.waitUntil(lambda: bool(made.open) or window.incoming.sheet is not None, timeout=20000)
        return next(one.window for one in made.open.values()) if made.open else None

    yield open_
    for made in controllers:
        for one in tuple(made.open.values()):
            one.window.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def written(qtbot, window, folder):
    """The file to be sent back."""
    window.show_page("export")
    page = window.shown
    with qtbot.waitSignal(page.jobs.ended, timeout=20000):
        page.write(folder)
    zips = sorted(folder.glob("*_已填.zip"))
    return zips[-1] if zips else next(folder.glob("*_已填.xlsx"))


def test_that_a_sheet_opens_without_a_role_is_filled_in_and_arrives(
    opened, department, sheet, qtbot, tmp_path
):
    office, (a, b, c, *_), number = department, department.measures, department.indicators[0]
    window = opened(sheet)
    session = window.session
    assert "市容科" in window.windowTitle()
    assert not window.parent()
    assert {one.item for one in window.page_named("measures").rows} == {a, b, c}
    assert session.last_year(a) == {"done": "去年建成一处"}
    assert session.desk.undoable is None  # what was sent is nobody's step
    window.show_item(a)
    session.save(a, {"state": "ongoing", "progress": "60", "done": "建成两处"})
    session.save(b, {"handed_back": "属环卫科职责"})
    session.save(c, {"addition": "另清运两万吨"})
    session.save(number, {"value": "75"})
    session.save("cover", {"filled_by": "李四", "signed_by": "王五"})
    proof = tmp_path / "照片.jpg"
    proof.write_bytes(b"\xff\xd8\xff" + b"1" * 1000)
    part = window.shown.panel._evidence
    with qtbot.waitSignal(part.added, timeout=10000):
        part.add_files([proof])
    (tmp_path / "out").mkdir()
    packed = written(qtbot, window, tmp_path / "out")
    assert packed.suffix == ".zip"
    assert "已填 4 / 4 项，其中退回 1 项" in window.shown.header.state
    back = receive(office, packed)
    assert back.handed_back == (b,)
    assert back.additions == 1
    assert not back.asked
    division = office.division
    assert division.answers[a] == {"state": "ongoing", "progress": "60", "done": "建成两处"}
    assert division.answers[number]["value"] == "75"
    (kept,) = division.counting
    assert (kept.content.filled_by, kept.content.signed_by) == ("李四", "王五")
    (piece,) = kept.content.evidence
    assert (piece.item, piece.title, piece.size) == (a, "照片.jpg", 1003)


def receive(office, path):
    """The join of what lies in the zip or workbook at *path*, in the department's data file."""
    from forms import FORMS
    from model.clerk.deliveries import read_for_clerk
    from model.evidence_files.folder import EvidenceFiles
    from model.jobs import JobContext
    from model.parts.collection import collect
    from model.workbook.layout import Questionnaire

    asked = Questionnaire(plan=office.plan, forms=FORMS)
    files = EvidenceFiles(office.folder / "佐证材料")
    (found,) = read_for_clerk(path, asked, [office.plan], JobContext(), files).found
    content = found.content
    return collect(
        office.db, office.division, content.sheet, content.content, office.items,
        file_name=path.name, sha256=content.sha256,
    )  # fmt: skip


def test_that_what_was_typed_is_there_when_the_sheet_is_opened_again(
    opened, open_window, department, sheet, store
):
    a, b, *_ = department.measures
    window = opened(sheet)
    window.session.save(a, {"done": "打了一半"})
    window.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert fetch_profile(store) is None  # nobody chose a role
    main = open_window()
    (begun,) = main.centralWidget().begun
    assert "市容科" in begun.text()
    again = fill(sheet, {(a, "done"): "WPS里另写的", (b, "done"): "WPS里先填的"}, "改名.xlsx")
    window = opened(again, window=main)
    assert window.session.answer(a)["done"] == "打了一半"
    assert window.session.answer(b)["done"] == "WPS里先填的"
    assert "1 处与这里填的不一样" in window.shown.header.state


def test_that_a_sheet_that_was_begun_is_gone_on_with_from_the_first_page(
    opened, open_window, department, sheet
):
    window = opened(sheet)
    window.session.save(department.measures[0], {"done": "打了一半"})
    main = window.close() and open_window()
    controller = SectionController(main)
    main.centralWidget().begun[0].click()
    (found,) = controller.open.values()
    assert found.window.session.answer(department.measures[0])["done"] == "打了一半"
    assert not main.isVisible()
    found.window.close()


def test_that_a_section_refuses_what_is_a_departments(opened, qtbot, sheet, file_of, version):
    window = opened(sheet)
    window.incoming.take_in(file_of(version(YEAR)))
    qtbot.waitUntil(lambda: window.incoming.sheet is not None, timeout=20000)
    assert "这里只填科室的表" in window.incoming.sheet.words
    window.incoming.sheet.press("")


def test_that_nothing_in_its_window_is_cut_or_unheard_and_its_pages_take_the_focus(
    opened, department, sheet
):
    window = opened(sheet)
    window.resize(1366, 728)
    a, b, c, *_ = department.measures
    window.session.save(a, {"done": "建成两处示范点。" * 30})
    window.session.save(b, {"handed_back": "属环卫科职责" * 20})
    window.session.save(c, {"addition": "另清运两万吨" * 20})
    found = []
    for entry in ENTRIES[Role.SECTION]:
        window.show_page(entry.page)
        settle()
        here = QApplication.focusWidget()
        if here is None or not window.shown.isAncestorOf(here):
            found.append(f"{entry.word}: no focus")
        found += (f"{entry.word}: {trouble}" for trouble in (*misfits(window), *faults(window)))
    assert found == []
    assert not window.rail._change.isVisible()


def test_that_a_sheet_is_filled_in_and_written_by_keys_alone(
    opened, department, sheet, qtbot, tmp_path, monkeypatch
):
    monkeypatch.setattr(return_page, "choose_folder", lambda *_: tmp_path)
    window = opened(sheet)
    qtbot.waitUntil(window.isActiveWindow)
    a = department.measures[0]

    def press(key, modifier=Qt.KeyboardModifier.NoModifier):
        QTest.keyClick(QApplication.focusWidget(), key, modifier)

    control = Qt.KeyboardModifier.ControlModifier
    press(Qt.Key.Key_F3)
    press(Qt.Key.Key_Home)
    assert window.shown.panel.item.id == a
    press(Qt.Key.Key_1, control)
    while QApplication.focusWidget().objectName() != "done":
        press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_End, control)
    QTest.keyClicks(QApplication.focusWidget(), ",2 done")
    press(Qt.Key.Key_F6)
    QTest.keyClicks(QApplication.focusWidget(), "Li Si")
    with qtbot.waitSignal(window.shown.jobs.ended, timeout=20000):
        press(Qt.Key.Key_Return, control)
    said = window.session.answer(a)
    assert said["state"] == "done"
    assert said["done"].endswith(",2 done")
    assert window.session.answer("cover") == {"filled_by": "Li Si"}
    assert receive(department, next(tmp_path.glob("*_已填.xlsx"))).items == (a,)


def test_that_it_opens_beside_whatever_role_the_program_has(opened, office, sheet, store):
    window = opened(sheet)
    assert window.session.section.section_name == "市容科"
    assert fetch_profile(store).role is Role.OFFICE
