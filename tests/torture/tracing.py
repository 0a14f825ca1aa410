"""strace on a workload: what it did to the disk, or what the disk is made to refuse."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.torture.children import Child, Task, start

DISK_CALLS = (
    "openat", "creat", "close", "dup", "dup2", "dup3", "lseek", "write", "pwrite64", "writev",
    "pwritev", "sendfile", "copy_file_range", "ftruncate", "fallocate", "fsync", "fdatasync",
    "rename", "renameat", "renameat2", "link", "linkat", "unlink", "unlinkat", "mkdir", "mkdirat",
)  # fmt: skip
FLUSHES = {"fsync", "fdatasync"}
LINE = re.compile(r"^\d+\s+(\w+)\((.*)\)\s+= (-?\d+)")
PART = re.compile(r'"((?:\\x[0-9a-f]{2})*)"|([^,"\[\]{}]+)')


@dataclass(frozen=True)
class Call:
    """A system call; strings are bytes, everything else text. *result* < 0: it failed."""

    name: str
    arguments: tuple[bytes | str, ...]
    result: int

    def number(self, place: int) -> int:
        return int(self.arguments[place])

    def path(self, place: int) -> str:
        given = self.arguments[place]
        return os.fsdecode(given) if isinstance(given, bytes) else given


def available() -> bool:
    return shutil.which("strace") is not None


@contextmanager
def straced(task: Task, folder: Path, options: Sequence[str], *, tries: int = 1) -> Iterator[Child]:
    """Run *task* under strace from its first step; its end is awaited."""
    inward, outward = os.pipe()
    child = start(task, folder, tries=tries, gate=inward)
    tracer = subprocess.Popen(
        ["strace", "-f", "-p", str(child.pid), *options],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    )
    try:
        assert tracer.stderr
        attached = tracer.stderr.readline()
        if b"attached" not in attached:
            raise RuntimeError(attached.decode())
        os.write(outward, b"!")
        yield child
    finally:
        os.close(inward)
        os.close(outward)
        tracer.stderr.close()  # type: ignore[union-attr]
        tracer.wait()


def trace(
    task: Task, folder: Path, log: Path, *, injection: str = "", tries: int = 1
) -> tuple[Child, list[Call]]:
    """What *task* did to the disk, call by call, something being refused by *injection*."""
    options = ["-o", str(log), "-xx", "-s", "10000000", "-e", f"trace={','.join(DISK_CALLS)}"]
    options += ["-e", f"inject={injection}"] if injection else []
    with straced(task, folder, options, tries=tries) as child:
        child.wait()
    with log.open("rb") as lines:
        calls = [_call(line.decode("ascii")) for line in lines]
    return child, [call for call in calls if call and (call.result >= 0 or call.name in FLUSHES)]


def _call(line: str) -> Call | None:
    """None: it is no call."""
    if not (parts := LINE.match(line)):
        return None
    arguments: list[bytes | str] = []
    for text, word in PART.findall(parts[2]):
        if word.strip():
            arguments.append(word.strip())
        elif not word:
            arguments.append(bytes.fromhex(text.replace("\\x", "")))
    return Call(parts[1], tuple(arguments), int(parts[3]))
