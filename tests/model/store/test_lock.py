import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from model.errors import StoreUnusable
from model.store import lock as lock_module
from model.store.lock import FAR, NAME, AlreadyOpen, take_lock

ROOT = Path(__file__).parents[3]
HOLD = """
import sys
from pathlib import Path
from model.store.lock import take_lock
lock = take_lock(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path):
    """Another process that has the folder."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout.readline().strip() == b"held"
        yield process
        process.kill()


def test_that_a_second_start_is_told_who_works_where_since_when(tmp_path, holder):
    with pytest.raises(AlreadyOpen, match="正在使用中") as caught:
        take_lock(tmp_path)
    assert caught.value.holder.keys() == {"用户", "电脑", "时间", "进程"}
    assert caught.value.holder["进程"] == str(holder.pid)
    for word in ("用户", "电脑", "时间"):
        assert caught.value.holder[word] in str(caught.value)


def test_that_the_lock_of_a_killed_process_is_taken_over(tmp_path, holder):
    holder.kill()
    holder.wait()
    assert (tmp_path / NAME).read_text("utf-8")
    take_lock(tmp_path).release()


def test_that_a_lock_that_was_let_go_can_be_taken_again(tmp_path):
    first = take_lock(tmp_path)
    with pytest.raises(AlreadyOpen):
        take_lock(tmp_path)
    first.release()
    first.release()
    take_lock(tmp_path).release()
    assert (tmp_path / NAME).read_bytes() == b""


def test_that_a_lock_file_with_anything_in_it_is_no_obstacle(tmp_path):
    (tmp_path / NAME).write_bytes(b"\xff\x00" * 100)
    take_lock(tmp_path).release()


def test_that_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "文件").write_text("")
    with pytest.raises(StoreUnusable, match="不能使用") as caught:
        take_lock(tmp_path / "文件" / "数据")
    assert caught.value.hint


def test_that_a_synced_folder_is_refused_before_anything_is_put_into_it(tmp_path):
    with pytest.raises(StoreUnusable, match="同步文件夹"):
        take_lock(tmp_path / "OneDrive")
    assert not (tmp_path / "OneDrive").exists()


@pytest.fixture
def windows_locks(monkeypatch) -> set[int]:
    """Locks of Windows: of bytes from the file's position on, refused to whoever comes second."""
    taken: set[int] = set()

    def lock(handle: int, how: int, size: int) -> None:
        place = os.lseek(handle, 0, os.SEEK_CUR)
        if place in taken:
            raise PermissionError(13, "")
        taken.add(place)

    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(locking=lock, LK_NBLCK=2))
    monkeypatch.setattr(lock_module.sys, "platform", "win32")
    monkeypatch.setattr(lock_module, "check_place", lambda _: None)
    return taken


def test_that_on_windows_too_a_second_start_is_told_who_works_where(tmp_path, windows_locks):
    first = take_lock(tmp_path)
    with pytest.raises(AlreadyOpen) as caught:
        take_lock(tmp_path)
    assert caught.value.holder["进程"] == str(os.getpid())
    assert windows_locks == {FAR}
    assert (tmp_path / NAME).stat().st_size < FAR
    first.release()
