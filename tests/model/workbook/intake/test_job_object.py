"""What Windows is asked to keep the reading child within."""

import ctypes
import subprocess
import sys

import pytest

from model.workbook.intake import limits
from model.workbook.intake.job_object import (
    ACTIVE_PROCESSES,
    EXTENDED_LIMITS,
    KILL_ON_CLOSE,
    PROCESS_MEMORY,
    ExtendedLimits,
    Job,
)
from model.workbook.intake.worker_client import WorkbookReader

JOB, PROCESS, PID = 11, 12, 4711


class Windows:
    """kernel32.dll as far as jobs go; `refused` names the call that fails."""

    def __init__(self, refused: str = "") -> None:
        self.refused = refused
        self.limits: ExtendedLimits | None = None
        self.assigned: list[tuple[int, int]] = []
        self.closed: list[int] = []

    def __getattribute__(self, name):
        if name == object.__getattribute__(self, "refused"):
            return lambda *_: 0
        return object.__getattribute__(self, name)

    def CreateJobObjectW(self, *_):
        return JOB

    def OpenProcess(self, rights, inherited, pid):
        assert pid == PID
        return PROCESS

    def SetInformationJobObject(self, job, what, limits, size):
        assert (job, what, size) == (JOB, EXTENDED_LIMITS, ctypes.sizeof(ExtendedLimits))
        self.limits = ExtendedLimits.from_buffer_copy(limits._obj)
        return 1

    def AssignProcessToJobObject(self, job, process):
        self.assigned.append((job, process))
        return 1

    def CloseHandle(self, handle):
        self.closed.append(handle)
        return 1


def test_that_the_child_may_have_so_much_memory_and_no_child_of_its_own():
    windows = Windows()
    job = Job(PID, windows)
    basic = windows.limits.BasicLimitInformation
    assert {ACTIVE_PROCESSES, PROCESS_MEMORY, KILL_ON_CLOSE} == {
        flag for flag in (0x8, 0x100, 0x2000) if basic.LimitFlags & flag
    }
    assert basic.ActiveProcessLimit == 1
    assert windows.limits.ProcessMemoryLimit == job.memory == limits.MEMORY
    assert windows.assigned == [(JOB, PROCESS)]
    assert windows.closed == [PROCESS]
    job.close()
    job.close()
    assert windows.closed == [PROCESS, JOB]


@pytest.mark.parametrize(
    "call",
    ["CreateJobObjectW", "SetInformationJobObject", "OpenProcess", "AssignProcessToJobObject"],
)
def test_that_a_refusal_is_no_job_and_leaves_nothing_open(call):
    windows = Windows(refused=call)
    with pytest.raises(OSError, match="refused"):
        Job(PID, windows)
    opened = {"CreateJobObjectW": set(), "AssignProcessToJobObject": {JOB, PROCESS}}
    assert {*windows.closed} == opened.get(call, {JOB})


@pytest.mark.skipif(sys.platform != "win32", reason="Windows alone has job objects")
def test_that_windows_ends_the_process_with_its_job():
    waits = [sys._base_executable, "-S", "-c", "import sys; sys.stdin.read()"]
    with subprocess.Popen(waits, stdin=subprocess.PIPE) as process:
        job = Job(process.pid)
        assert process.poll() is None
        job.close()
        assert process.wait(20) is not None


@pytest.mark.skipif(sys.maxsize < 2**32, reason="64 bit alone is built for")
def test_that_the_structures_are_as_long_as_windows_has_them():
    assert ctypes.sizeof(ExtendedLimits) == 144
    assert ExtendedLimits.ProcessMemoryLimit.offset == 112


def test_that_this_system_says_how_much_memory_the_child_may_have():
    with WorkbookReader() as reader:
        assert reader.memory() == limits.MEMORY
