import pytest

from forms import FORMS
from model.jobs import JobContext
from model.sample import sample_answers
from model.store.answers import save_answers
from model.store.settings import Profile, Role, save_profile
from model.workbook.content import YearReport
from model.workbook.export import suggested_name, write_submission
from ui.marks import Mark
from ui.models.table_model import CELL
from ui.session import Session

YEAR = 2025


@pytest.fixture
def inbox(store, plan, rulebook, tmp_path):
    """Two departments' workbooks and a file that is none."""
    folder = tmp_path / "收件"
    folder.mkdir()
    for body in plan.bodies[:2]:
        save_profile(store, Profile(role=Role.CLERK, year=YEAR, department=body.id))
        save_answers(store, YEAR, body.id, sample_answers(plan, body.id, YEAR))
        session = Session(plan, rulebook, store)
        submission, desk = session.desk.next_submission(), session.desk
        report = YearReport(
            questionnaire=session.questionnaire, submission=submission, assessor=desk.assessor
        )
        write_submission(folder / suggested_name(report), report, JobContext())
    (folder / "新建文件夹(1).xlsx").write_text("不是工作簿", "utf-8")
    return folder


@pytest.fixture
def page(inbox, office, open_window):
    return open_window()._pages["reports"]


def column(table, number):
    return [table.model().index(row, number).data(CELL) for row in range(table.model().rowCount())]


def test_that_an_empty_inbox_says_what_to_do(page):
    assert page._places.currentIndex() == 0
    assert page.header.primary.text() == "选择文件夹…"


def test_that_a_folder_is_read_and_every_file_accounted_for(page, inbox, qtbot, plan):
    with qtbot.waitSignal(page.jobs.ended, timeout=30_000):
        page.read(inbox)
    assert "收到 3 个文件，接收 2 个，未接收 1 个" in page.header.state
    verdicts = [cell.mark for cell in column(page.tables.files, 1)]
    assert verdicts == [Mark.REFUSED, Mark.TAKEN, Mark.TAKEN]
    assert column(page.tables.files, 4)[0].words != ""
    states = [cell.mark for cell in column(page.tables.bodies, 1)]
    assert states.count(Mark.TAKEN) == 2
    assert states.count(Mark.UNREPORTED) == len(plan.bodies) - 2
    page.tables.pills.choose(1)
    page.tables.files.selectRow(0)
    assert "不是" in page.tables._detail.text()


def test_that_the_summary_is_written(page, inbox, qtbot, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr("ui.pages.reports.QDesktopServices.openUrl", opened.append)
    with qtbot.waitSignal(page.jobs.ended, timeout=30_000):
        page.read(inbox)
    target = tmp_path / "汇总.xlsx"
    with qtbot.waitSignal(page.jobs.ended, timeout=30_000):
        page.write_summary(target)
    assert target.stat().st_size > 0
    assert opened[0].toLocalFile() == str(tmp_path)


def test_that_the_forms_are_the_same_for_clerk_and_office(page):
    assert page._session.questionnaire.forms is FORMS
