"""An office's data file, and files as they come by mail."""

from contextlib import nullcontext

import pytest

from forms import FORMS
from model.jobs import JobContext
from model.office.inbox import receive
from model.plans import PlanLibrary
from model.store.data_file import open_store
from model.workbook.intake.worker_client import WorkbookReader
from tests.model.office.live import LiveOffice
from tests.model.workbook.years import (
    ANSWERS,
    YEAR,
    exported,
    make_report,
    questionnaire,
    small_plan,
    small_rulebook,
)

CITY = make_report(ANSWERS, id="a1")
CITY_AGAIN = make_report(
    {**ANSWERS, "i-cars": {"value": "12"}}, id="a2", parent="a1", sequence=2,
    exported_at="2025-12-28T09:30:00+08:00",
)  # fmt: skip
CITY_FORK = make_report(
    {**ANSWERS, "i-cars": {"value": "10"}}, id="a3", parent="a1", sequence=2,
    exported_at="2025-12-29T09:30:00+08:00",
)  # fmt: skip
SCHOOLS = make_report(
    {"i-green": {"value": "40"}, "3.1-01-02": {"state": "not_applicable", "reason": "无"}},
    body="jyj", id="b1",
)  # fmt: skip
FILES = {
    "city": exported(CITY),
    "again": exported(CITY_AGAIN),
    "fork": exported(CITY_FORK),
    "schools": exported(SCHOOLS),
}


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory):
    """Making one takes longer than most tests."""
    path = tmp_path_factory.mktemp("empty") / "data.db"
    open_store(path).close()
    return path.read_bytes()


@pytest.fixture
def db(tmp_path, empty_file):
    (tmp_path / "data.db").write_bytes(empty_file)
    db = open_store(tmp_path / "data.db")
    db.execute("PRAGMA synchronous = OFF")  # nobody pulls the plug on a test
    yield db
    db.close()


@pytest.fixture
def office(db):
    return LiveOffice(PlanLibrary(db, small_plan()), small_rulebook(), FORMS, YEAR)


@pytest.fixture(scope="session")
def one_reader():
    """A child process for all tests: starting one takes longer than most of them."""
    with WorkbookReader() as reader:
        yield reader


@pytest.fixture
def send(office, tmp_path, one_reader, monkeypatch):
    """Take in some of FILES, under their names or others, as one batch."""
    monkeypatch.setattr(
        "model.office.score_verification.WorkbookReader", lambda: nullcontext(one_reader)
    )
    monkeypatch.setattr("model.office.inbox.WorkbookReader", lambda: nullcontext(one_reader))
    sent = []

    def send(*names, **named):
        folder = tmp_path / f"mail{len(sent)}"
        folder.mkdir()
        for name in names:
            (folder / f"{name}.xlsx").write_bytes(FILES[name])
        for name, content in named.items():
            (folder / f"{name}.xlsx").write_bytes(FILES.get(content, content))
        sent.append(folder)
        intake = receive(office.db, questionnaire(), [folder], JobContext(), year=YEAR)
        office.refresh()
        return intake

    return send
