"""收件: every workbook in a folder, read one by one; a bad file costs only itself."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from model.domain.submission import Submission
from model.errors import AppError, Problem
from model.jobs import JobContext
from model.workbook.child import WorkbookReader
from model.workbook.layout import Questionnaire
from model.workbook.reading import Received, load_content, read_content
from model.workbook.reasons import Reason, Refusal

QUIET = {"thumbs.db", "desktop.ini", ".ds_store"}
LOCKS = ("~$", ".~lock.", "._", ".~")
UNFINISHED = (".part", ".tmp", ".crdownload")


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """One file that was there: either `received` or `refusal` is None."""

    file: str  # relative to the folder
    sha256: str  # "" where the file can't be read
    received: Received | None = None
    refusal: Refusal | None = None

    @property
    def accepted(self) -> bool:
        return self.received is not None

    @property
    def submission(self) -> Submission | None:
        return self.received.submission if self.received else None


def read_folder(
    folder: Path, questionnaire: Questionnaire, job: JobContext, year: int | None = None
) -> tuple[Arrival, ...]:
    """All files of *folder* and the folders in it, in the order of their names.

    Lock files, thumbnails and unfinished downloads are passed over.

    Args:
        year: workbooks of other years are refused; None: any year will do.

    Raises:
        AppError: the folder itself can't be read.
        Cancelled: the user asked for it.
    """
    files = _files(folder)
    arrivals = []
    with WorkbookReader() as reader:
        for done, path in enumerate(files):
            job.step(done, len(files), f"读取 {path.name}")
            arrivals.append(_arrival(folder, path, questionnaire, reader, year))
    return tuple(arrivals)


def read_file(
    path: Path, questionnaire: Questionnaire, reader: WorkbookReader, year: int | None = None
) -> Arrival:
    """One file, accepted or refused."""
    return _arrival(path.parent, path, questionnaire, reader, year)


def _files(folder: Path) -> list[Path]:
    try:
        paths = sorted(_walked(folder), key=lambda path: path.relative_to(folder).as_posix())
    except OSError as error:
        raise AppError(
            f"文件夹“{folder.name}”读不出来，没有接收任何文件。",
            hint="请检查文件夹是否存在、U盘或网络盘是否已断开、是否有读取权限。",
        ) from error
    return [path for path in paths if not _passed_over(path.name)]


def _walked(folder: Path) -> Iterator[Path]:
    """Symbolic links are not followed: they may lead in circles."""
    for path in folder.iterdir():
        if path.is_symlink():
            continue
        if path.is_dir():
            yield from _walked(path)
        elif path.is_file():
            yield path


def _passed_over(name: str) -> bool:
    low = name.lower()
    return low in QUIET or low.startswith(LOCKS) or low.endswith(UNFINISHED)


def _arrival(
    folder: Path,
    path: Path,
    questionnaire: Questionnaire,
    reader: WorkbookReader,
    year: int | None,
) -> Arrival:
    file, sha256 = path.relative_to(folder).as_posix(), ""
    try:
        content = load_content(path)
        sha256 = hashlib.sha256(content).hexdigest()
        received = read_content(path.name, content, questionnaire, reader)
        if year is not None and received.submission.year != year:
            found = Problem(f"文件是{received.submission.year}年度的。", (path.name,))
            raise Refusal(path.name, Reason.OTHER_YEAR, [found])
    except Refusal as refusal:
        return Arrival(file=file, sha256=sha256, refusal=refusal)
    return Arrival(file=file, sha256=sha256, received=received)
