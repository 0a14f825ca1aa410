"""Files that anybody may have put there."""

import os
from pathlib import Path

import pytest

from model.bounded_file import NotReadable, read_bounded
from tests.systems import links_and_pipes


def test_that_a_file_is_read_up_to_the_limit_and_not_beyond(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"12345")
    assert read_bounded(path, 5) == b"12345"
    with pytest.raises(NotReadable):
        read_bounded(path, 4)


@links_and_pipes
def test_that_pipes_devices_and_folders_are_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero"), tmp_path):
        with pytest.raises((NotReadable, IsADirectoryError)):
            read_bounded(path, 10)


@links_and_pipes
def test_that_a_link_is_followed_only_where_it_may_be(tmp_path):
    (tmp_path / "a").write_bytes(b"1")
    (tmp_path / "link").symlink_to(tmp_path / "a")
    assert read_bounded(tmp_path / "link", 1) == b"1"
    with pytest.raises(OSError, match="link"):
        read_bounded(tmp_path / "link", 1, follow=False)
