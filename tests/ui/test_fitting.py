"""Nothing is cut: every page and pill of both roles, with long words."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from shiboken6 import isValid

from model.compilation.compilation import begun
from model.compilation.source_words import ReadPlanText
from model.domain.answers import Evidence
from model.jobs import JobContext
from model.office.inbox import receive
from model.samples.answers import sample_answers, sample_evidence
from model.store.answers import save_answers
from model.store.data_file import open_store
from model.store.evidence import save_evidence
from model.store.settings import Profile, Role, save_profile
from tests.model.plan_draft.reading import draft_of, text_of
from tests.ui.fitting import misfits, settle
from tests.ui.pages.office.mail import Mail
from ui.help.controller import HelpController
from ui.jobs import JobRunner
from ui.kit.pills import Pills
from ui.main_window import MainWindow
from ui.pages.menu import ENTRIES
from ui.support import SupportDialog
from ui.theme import Scheme, apply_text_size, apply_theme
from ui.tour.controller import TourController
from ui.tour.guide import SETTLED_MS
from ui.tour.stops import STOPS

YEAR = 2025
SIZES = {  # of the window in logical pixels, and the size of the text
    "1366×768": ((1366, 728), ""),
    "1366×768 at 125 %": ((1093, 574), ""),
    "1366×768, largest": ((1366, 728), "largest"),
}
MORE_SIZES = {
    "880×480": ((880, 480), ""),  # the least the window can be
    "1366×768, large": ((1366, 728), "large"),
    "1280×720, large": ((1280, 680), "large"),
    "1920×1080, largest": ((1920, 1040), "largest"),
}
BINDING = "1366×768, largest"  # where room is shortest
OFFICE_SIZES = [*list(SIZES)[1:], *MORE_SIZES]
LONG_NAME = "关于印发天津市河北区城市管理委员会2025年度碳达峰重点任务推进情况总结的通知（征求意见）"


def thorough(case):
    return pytest.param(case, marks=pytest.mark.thorough)


@pytest.fixture(scope="module")
def longest_body(plan):
    """Who has the longest name among those with work to do."""
    return max(plan.bodies, key=lambda body: (len(body.name), body.id))


@pytest.fixture(scope="module")
def clerks(qapp, plan, rulebook, tmp_path_factory):
    """The window of a department with much to do, filled in, with items sent back."""
    body = next(body for body in plan.bodies if body.name == "区城市管理委")
    folder = tmp_path_factory.mktemp("clerk")
    with closing(open_store(folder / "data.db")) as db:
        for year in (YEAR - 1, YEAR):
            said = dict(sample_answers(plan, body.id, year))
            save_answers(db, year, body.id, dict(list(said.items())[5:]))
        for evidence in sample_evidence(plan, body.id, YEAR):
            save_evidence(db, YEAR, body.id, evidence)
        longest = max(plan.measures_of(body.id), key=lambda measure: len(measure.text))
        save_evidence(db, YEAR, body.id, _reference(longest.id))
        save_profile(db, Profile(role=Role.CLERK, year=YEAR, department=body.id))
        window = MainWindow(plan, rulebook, db)
        window.show()
        yield window
        window.close()


def _reference(item: str) -> Evidence:
    return Evidence(id="long", item=item, title=LONG_NAME, reference="津河北城管发〔2025〕12号")


@pytest.fixture(scope="module")
def offices(qapp, plan, rulebook, tmp_path_factory):
    """The office's window, with a few files of the longest names, one of no use, one edited."""
    folder = tmp_path_factory.mktemp("office")
    mail = Mail(plan=plan, rulebook=rulebook)
    post = folder / f"{LONG_NAME}附件"
    post.mkdir()
    longest = sorted(plan.bodies, key=lambda body: len(body.name))[-2:]
    few = [body for body in mail.smallest(12) if body not in longest][:2]
    *plain, last = [mail.submission(body) for body in (*longest, *few)]
    for one in plain:
        (post / mail.name(one)).write_bytes(mail.file(one))
    (post / mail.name(last)).write_bytes(mail.edited_by_hand(last))
    (post / f"{LONG_NAME}.pdf").write_bytes(b"%PDF-1.7")
    with closing(open_store(folder / "data.db")) as db:
        receive(db, mail.questionnaire, [post], JobContext(), year=YEAR)
        save_profile(db, Profile(role=Role.OFFICE, year=YEAR))
        window = MainWindow(plan, rulebook, db)
        window.show()
        _begin_plan(window)
        yield window
        window.close()


def _begin_plan(window: MainWindow) -> None:
    """Opens a plan in the making, whose words are many and whose bodies have long names."""
    page = window.page_named("plan_draft")
    read = ReadPlanText(
        source=f"{LONG_NAME}.docx", text=text_of("laibin"), draft=draft_of("laibin")
    )
    page.room.compilation = begun(window.session.db, read)
    page.room.opened.emit()


@pytest.fixture
def sized(qapp):
    """Gives a window one of the sizes, and the text its size; the text's goes back afterwards."""
    windows = []

    def sized_(window, size):
        windows.append(window)
        room, text = (SIZES | MORE_SIZES)[size]
        apply_text_size(qapp, text)
        window.resize(*room)
        settle()

    yield sized_
    apply_text_size(qapp, "")
    there = filter(isValid, windows)  # the tour's is gone
    for jobs in [jobs for window in there for jobs in window.findChildren(JobRunner)]:
        jobs._pool.shutdown(wait=True)  # the window goes on to the next size
        jobs._pool = ThreadPoolExecutor(max_workers=1)


def _views(window: MainWindow):
    """The places of a page: as it opens, then each of its pills, its lists at their longest row."""
    page = window.shown
    yield ""
    for pills in [one for one in page.findChildren(Pills) if one.isVisible()]:
        for number, pill in enumerate(pills._group.buttons()):
            if pills.isVisible() and pill.isVisible() and pill.isEnabled():
                pills.choose(number)
                _finish(page)
                _to_the_longest(page)
                yield pill.text()
        if pills.isVisible():
            pills.choose(0)


def _finish(page: QWidget) -> None:
    for jobs in page.window().findChildren(JobRunner):
        while jobs.busy:
            QApplication.processEvents()
    settle()


def _to_the_longest(page: QWidget) -> None:
    for view in page.findChildren(QAbstractItemView):
        model = view.model()
        if model is None or not view.isVisible() or not model.rowCount():
            continue
        longest = max(range(model.rowCount()), key=lambda row: _length(model, row))
        view.setCurrentIndex(model.index(longest, 0))
        view.scrollTo(model.index(longest, 0), QAbstractItemView.ScrollHint.EnsureVisible)
    settle()


def _length(model: QAbstractItemModel, row: int) -> int:
    index = model.index(row, 0, QModelIndex())
    words = index.data(Qt.ItemDataRole.AccessibleTextRole) or index.data()
    return len(str(words or ""))


def _walk(window: MainWindow, role: Role) -> list[str]:
    found = []
    for entry in ENTRIES[role]:
        window.show_page(entry.page)
        _finish(window)
        _to_the_longest(window.page_named(entry.page))
        for view in _views(window):
            settle()
            place = f"{entry.word} {view}".strip()
            found += (f"{place}: {trouble}" for trouble in misfits(window))
    return list(dict.fromkeys(found))


@pytest.mark.parametrize("size", [BINDING, *(thorough(size) for size in SIZES if size != BINDING)])
def test_that_nothing_on_a_department_s_pages_is_cut(clerks, sized, size):
    sized(clerks, size)
    assert _walk(clerks, Role.CLERK) == []


def test_that_nothing_on_the_office_s_pages_is_cut(offices, sized):
    sized(offices, "1366×768")
    assert _walk(offices, Role.OFFICE) == []


@pytest.mark.slow
@pytest.mark.parametrize("size", MORE_SIZES)
def test_that_nothing_on_a_department_s_pages_is_cut_at_further_sizes(clerks, sized, size):
    sized(clerks, size)
    assert _walk(clerks, Role.CLERK) == []


@pytest.mark.slow
@pytest.mark.parametrize("size", OFFICE_SIZES)
def test_that_nothing_on_the_office_s_pages_is_cut_at_further_sizes(offices, sized, size):
    sized(offices, size)
    assert _walk(offices, Role.OFFICE) == []


@pytest.mark.parametrize("size", [BINDING, *(thorough(size) for size in SIZES if size != BINDING)])
def test_that_nothing_of_a_rulebook_that_is_drafted_is_cut(offices, sized, size):
    sized(offices, size)
    offices.show_page("rules")
    page = offices.shown
    page.trials.load()
    page.effects.samples.click()
    if not page.rules.draft:
        page.header.primary.click()
    page.trials.look()
    _finish(offices)
    found = []
    for entry in page.outline.entries.shown:
        page.outline.entries.choose(entry.key)
        settle()
        found += (f"{entry.title}: {trouble}" for trouble in misfits(offices))
    page.header.primary.click()  # what is asked before it is published
    settle()
    found += (f"发布: {trouble}" for trouble in misfits(offices))
    print("\n".join(dict.fromkeys(found)))
    assert list(dict.fromkeys(found)) == []


# Beside the pages: rows pasted, boxes over the window, the manual, the tour; and the dark colours

PASTED = (
    "事项\t状态\t完成情况\n"
    f"{LONG_NAME}\t完成\t{LONG_NAME * 3}\n没有这一项\t约一半\t\n加大对\t推进中\t正在招标\n"
)


def _beside(window: MainWindow, tmp_path) -> list[str]:
    """What lies over or beside the window at its present size."""
    found = []
    window.show_page("measures")
    QGuiApplication.clipboard().setText(PASTED)
    window.shown.filters.choose()
    window.shown.show_paste()
    _finish(window)
    found += (f"粘贴 {trouble}" for trouble in misfits(window))
    window.shown.paste.leave.click()
    strange = tmp_path / f"{LONG_NAME}.xlsx"
    strange.write_bytes(b"PK")
    window.show_page("overview")
    window.incoming.take_in(strange)
    _finish(window)
    assert window.incoming.sheet is not None
    found += (f"来件 {trouble}" for trouble in misfits(window))
    window.incoming.sheet.press("")
    support = SupportDialog(strange, window)
    support.show()
    _finish(support)
    found += (f"技术支持资料 {trouble}" for trouble in misfits(support))
    support.close()
    help_ = window.findChild(HelpController)
    for chapter in [*help_.manual._manual.chapters.values()][:: 1 if window.width() < 1000 else 8]:
        help_.open(chapter.id)
        settle()
        found += (f"手册 {chapter.id} {trouble}" for trouble in misfits(help_.manual))
    help_.manual.search.setText("导出")
    settle()
    found += (f"手册 查找 {trouble}" for trouble in misfits(help_.manual))
    help_.manual.search.clear()
    help_.manual.close()
    return list(dict.fromkeys(found))


@pytest.mark.thorough
def test_that_nothing_beside_the_pages_is_cut(clerks, sized, tmp_path):
    sized(clerks, "1366×768, largest")
    assert _beside(clerks, tmp_path) == []


@pytest.mark.slow
@pytest.mark.parametrize("size", ["1366×768", "1366×768 at 125 %", "880×480"])
def test_that_nothing_beside_the_pages_is_cut_at_further_sizes(clerks, sized, size, tmp_path):
    sized(clerks, size)
    assert _beside(clerks, tmp_path) == []


@pytest.mark.slow
@pytest.mark.parametrize("role", STOPS)
@pytest.mark.parametrize("size", SIZES)
def test_that_no_stop_of_the_tour_is_cut(open_window, sized, role, size, qtbot, clerk):
    window = open_window()
    touring = TourController(window)
    with qtbot.waitSignal(touring.jobs.ended, timeout=60_000):
        window.session.tour_requested.emit(role.name)
    try:
        sized(touring.tour, size)
        found = []
        for number in range(len(STOPS[role])):
            touring.tour.guide.go(number)
            _finish(touring.tour)
            qtbot.wait(2 * SETTLED_MS)
            found += (f"演示 {number + 1} {trouble}" for trouble in misfits(touring.tour))
        assert list(dict.fromkeys(found)) == []
    finally:
        touring.tour.close()


@pytest.mark.slow
@pytest.mark.parametrize("role", Role)
def test_that_nothing_is_cut_in_the_dark(qapp, clerks, offices, sized, role):
    window = offices if role is Role.OFFICE else clerks
    sized(window, "1366×768 at 125 %")
    apply_theme(qapp, Scheme.DARK)
    assert _walk(window, role) == []
