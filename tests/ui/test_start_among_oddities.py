"""What lies in the data folder in place of a file of ours: the start neither waits nor follows."""

import os

import pytest

from model.diagnostics.logbook import CRASH, FOLDER, LOG, Logbook
from model.errors import StoreUnusable
from model.store.lock import NAME, take_lock
from tests.systems import links_and_pipes
from ui.single_instance import FOLDER as RINGS
from ui.single_instance import SUFFIX, SecondStarts

pytestmark = links_and_pipes


@pytest.mark.parametrize("name", [LOG, CRASH])
@pytest.mark.parametrize("kind", ["pipe", "link", "folder"])
def test_that_a_log_that_is_no_file_is_left_alone(tmp_path, name, kind):
    other = tmp_path / "other"
    other.write_text("theirs")
    place = tmp_path / FOLDER / name
    place.parent.mkdir()
    match kind:
        case "pipe":
            os.mkfifo(place)
        case "link":
            place.symlink_to(other)
        case "folder":
            place.mkdir()
    logbook = Logbook(tmp_path)
    logbook.open()
    logbook.close()
    assert other.read_text() == "theirs"


def test_that_a_huge_crash_report_is_not_read(tmp_path):
    place = tmp_path / FOLDER / CRASH
    place.parent.mkdir()
    with place.open("wb") as file:
        file.truncate(3 << 30)
    logbook = Logbook(tmp_path)
    logbook.open()
    logbook.close()
    assert place.stat().st_size == 0


def test_that_a_pipe_among_the_rings_is_not_waited_for(tmp_path, qtbot):
    (tmp_path / RINGS).mkdir()
    os.mkfifo(tmp_path / RINGS / f"a{SUFFIX}")
    bell, heard = SecondStarts(tmp_path), []
    bell.rung.connect(heard.append)
    bell.answer()
    assert heard == []


def test_that_a_lock_that_is_a_link_leaves_the_other_file_as_it_is(tmp_path):
    other = tmp_path / "other"
    other.write_text("theirs")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / NAME).symlink_to(other)
    with pytest.raises(StoreUnusable):
        take_lock(tmp_path / "data")
    assert other.read_text() == "theirs"
