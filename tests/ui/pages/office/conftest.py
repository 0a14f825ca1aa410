"""The office's window, sixty mails of small departments, and a data file that holds a few."""

import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from model.domain.answers import State
from model.domain.plan import Department
from model.jobs import JobContext
from model.office.inbox import receive
from model.store.data_file import open_store
from tests.ui.pages.office.mail import Mail, whole_mailbox

SMALL = 43
SHARING = ("szjjb", "chengfa-jituan")  # they report one indicator differently


@pytest.fixture(scope="session")
def mail(today, rulebook) -> Mail:
    return Mail(plan=today, rulebook=rulebook)


@pytest.fixture(scope="session")
def mailbox(mail, tmp_path_factory) -> Path:
    """Sixty files, twelve of them of no use."""
    return whole_mailbox(tmp_path_factory.mktemp("mail") / "邮件", mail, mail.smallest(SMALL))


def _claims(mail: Mail, body: Department) -> int:
    """How many items it says don't concern it."""
    answers = mail.submission(body).answers.values()
    return sum(answer.get("state") == State.NOT_APPLICABLE for answer in answers)


@pytest.fixture(scope="session")
def few(mail, tmp_path_factory) -> Path:
    """Four departments' files, one of them edited by hand, and one that is no workbook."""
    folder = tmp_path_factory.mktemp("few") / "邮件"
    folder.mkdir()
    claiming = next(body for body in mail.smallest(SMALL) if _claims(mail, body) > 1)
    bodies = (*mail.smallest(1), claiming, *(mail.plan.departments[key] for key in SHARING))
    *plain, last = [mail.submission(body) for body in bodies]
    plain[0] = replace(plain[0], self_total="100.00", self_grade="优秀")
    for one in plain:
        (folder / mail.name(one)).write_bytes(mail.file(one))
    (folder / mail.name(last)).write_bytes(mail.edited_by_hand(last))
    (folder / "扫描件.pdf").write_bytes(b"%PDF-1.7")
    return folder


@pytest.fixture(scope="session")
def received(few, mail, tmp_path_factory) -> Path:
    """A data file into which those few were taken."""
    path = tmp_path_factory.mktemp("received") / "data.db"
    with closing(open_store(path)) as db:
        receive(db, mail.questionnaire, [few], JobContext(), year=mail.year)
    return path


@pytest.fixture
def data_file(tmp_path, request) -> Path:
    """Empty, or with the few mails where the test asks for them."""
    path = tmp_path / "data.db"
    if "with_few" in request.fixturenames:
        shutil.copy(request.getfixturevalue("received"), path)
    return path


@pytest.fixture
def with_few(data_file) -> None:
    """The few mails are in already."""


@pytest.fixture
def window(office, open_window):
    return open_window()


@pytest.fixture
def page(window):
    """A page by its name, opened as the rail does."""

    def open_(name):
        window.show_page(name)
        return window.page_named(name)

    return open_


@pytest.fixture
def room(page):
    """Who sits here has said who it is."""
    room = page("inbox")._room
    if not room.reviewer:
        room.set_reviewer("王芳")
    return room


@pytest.fixture
def done(room, qtbot):
    """Runs what starts a job, and waits for its end."""

    def done_(start) -> None:
        with qtbot.waitSignal(room.jobs.ended, timeout=60_000):
            start()

    return done_


@pytest.fixture
def take_in(page, done):
    def take_in_(*paths) -> None:
        done(lambda: page("inbox").receive([*paths]))

    return take_in_
