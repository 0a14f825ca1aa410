"""Limits that Windows keeps for the child process: elsewhere the child gives up its rights itself.

A job object with one process in it. When its last handle is closed, be it that the program dies,
the process is ended.
"""

import ctypes
from typing import Any, Protocol

from model.workbook.intake import limits

EXTENDED_LIMITS = 9  # JobObjectExtendedLimitInformation
ACTIVE_PROCESSES, PROCESS_MEMORY, DIE_ON_UNHANDLED, KILL_ON_CLOSE = 0x8, 0x100, 0x400, 0x2000
SET_QUOTA, TERMINATE = 0x0100, 0x0001


class BasicLimits(ctypes.Structure):
    _fields_ = (
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", ctypes.c_uint32),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", ctypes.c_uint32),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", ctypes.c_uint32),
        ("SchedulingClass", ctypes.c_uint32),
    )


class ExtendedLimits(ctypes.Structure):
    _fields_ = (
        ("BasicLimitInformation", BasicLimits),
        ("IoInfo", ctypes.c_uint64 * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    )


class Kernel(Protocol):
    """The functions of kernel32.dll that are called here."""

    def __getattr__(self, name: str) -> Any: ...  # noqa: ANN401  ctypes makes them


class Job:
    """One process under limits of memory and number, from now until `close`."""

    memory = limits.MEMORY  # bytes that the process may have, since Windows agreed to it

    def __init__(self, pid: int, kernel: Kernel | None = None) -> None:
        """Raises: OSError: Windows refused."""
        self._kernel = kernel or _kernel()
        self._handle: int | None = self._kernel.CreateJobObjectW(None, None)
        if not self._handle:
            raise _failure()
        try:
            self._limit()
            self._put_in(pid)
        except OSError:
            self.close()
            raise

    def close(self) -> None:
        """Close the job, and end the process in it."""
        if self._handle:
            self._kernel.CloseHandle(self._handle)
            self._handle = None

    def _limit(self) -> None:
        wanted = ExtendedLimits()
        basic = wanted.BasicLimitInformation
        basic.LimitFlags = ACTIVE_PROCESSES | PROCESS_MEMORY | DIE_ON_UNHANDLED | KILL_ON_CLOSE
        basic.ActiveProcessLimit = 1
        wanted.ProcessMemoryLimit = limits.MEMORY
        if not self._kernel.SetInformationJobObject(
            self._handle, EXTENDED_LIMITS, ctypes.byref(wanted), ctypes.sizeof(wanted)
        ):
            raise _failure()

    def _put_in(self, pid: int) -> None:
        process = self._kernel.OpenProcess(SET_QUOTA | TERMINATE, 0, pid)
        if not process:
            raise _failure()
        try:
            if not self._kernel.AssignProcessToJobObject(self._handle, process):
                raise _failure()
        finally:
            self._kernel.CloseHandle(process)


def _kernel() -> Kernel:
    """Raises: OSError: this isn't Windows."""
    load = getattr(ctypes, "WinDLL", None)
    if load is None:
        raise OSError
    kernel: Kernel = load("kernel32", use_last_error=True)
    for name in ("CreateJobObjectW", "OpenProcess"):
        getattr(kernel, name).restype = ctypes.c_void_p
    kernel.CreateJobObjectW.argtypes = (ctypes.c_void_p, ctypes.c_wchar_p)
    kernel.OpenProcess.argtypes = (ctypes.c_uint32, ctypes.c_int, ctypes.c_uint32)
    kernel.CloseHandle.argtypes = (ctypes.c_void_p,)
    kernel.AssignProcessToJobObject.argtypes = (ctypes.c_void_p, ctypes.c_void_p)
    whole = (ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_uint32)
    kernel.SetInformationJobObject.argtypes = whole
    return kernel


def _failure() -> OSError:
    code = getattr(ctypes, "get_last_error", int)()
    return OSError(None, f"Windows refused the limits: {code}", None, code)
