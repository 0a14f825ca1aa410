"""The SHA-256 of a file, computed in steps that can be stopped."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from model.errors import AppError
from model.jobs import JobContext

STEP = 1 << 20  # bytes


@dataclass(frozen=True)
class Fingerprint:
    name: str
    size: int  # bytes
    sha256: str


def file_fingerprint(path: Path, job: JobContext) -> Fingerprint:
    """The fingerprint of the file at *path*.

    Raises:
        AppError: it can't be read.
    """
    digest, done = hashlib.sha256(), 0
    try:
        total = path.stat().st_size
        with path.open("rb") as file:
            while part := file.read(STEP):
                digest.update(part)
                done += len(part)
                job.step(done, total, f"正在登记 {path.name}")
    except OSError as error:
        raise AppError(
            f"“{path.name}”读不出来，没有登记。",
            hint="请检查文件是否还在原处、是否正被别的程序打开，再试一次。",
        ) from error
    return Fingerprint(path.name, done, digest.hexdigest())
