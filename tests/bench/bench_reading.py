"""Reading one workbook in the limited child, beside inflating it and beside openpyxl.

What counts is processor time: this process's and the child's. A file that nobody touched is held
against unpacking its parts with zipfile and nothing else; every file against openpyxl's normal load
of it. Each sample is a few files in a row, as they come out of a mail folder.
"""

import io
import warnings
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from time import process_time
from zipfile import ZipFile

from openpyxl import load_workbook

from model.workbook.intake.directory import directory
from model.workbook.intake.worker_client import WorkbookReader
from model.workbook.reasons import Refusal
from model.workbook.sealed import read
from tests.bench.comparing import Ratio, in_turns, median
from tests.bench.sample_year import busy_department
from tests.corpus.base import RESAVED, TEMPLATE, base, questionnaire
from tests.model.workbook.damage import edited, place_of, with_cell
from tests.model.workbook.whole_year import whole_year
from tests.model.workbook.years import exported

ROUNDS = 9
IN_A_ROW = 6  # files a sample
TIMES_UNPACKING = 3
OF_OPENPYXL = 1 / 8
SCHEDULED = "/proc/{}/schedstat"


class Reading:
    """Takes files in as the office does, and tells what that took."""

    def __init__(self) -> None:
        self.reader = WorkbookReader()
        self._asked = questionnaire()

    def close(self) -> None:
        self.reader.close()

    def read(self, content: bytes, *, quick: bool) -> None:
        found = read("a.xlsx", content, self._asked, self.reader, quick=quick)
        if isinstance(found, Refusal):
            raise found

    def cpu_ms(self, content: bytes, *, quick: bool) -> float:
        """Of one file, and its child's share."""
        before = self._child_s()
        own = cpu_ms(lambda: self.read(content, quick=quick))
        return own + (self._child_s() - before) / IN_A_ROW * 1000

    def _child_s(self) -> float:
        """Processor time of the child so far; Linux tells it to the nanosecond."""
        if self.reader._process is None:
            return 0.0
        said = Path(SCHEDULED.format(self.reader._process.pid)).read_text()
        return int(said.split()[0]) / 1e9


def cpu_ms(job: Callable[[], object]) -> float:
    start = process_time()
    for _ in range(IN_A_ROW):
        job()
    return (process_time() - start) / IN_A_ROW * 1000


def unpack(content: bytes) -> None:
    with ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            archive.read(name)


def inflate(content: bytes) -> None:
    """Not even the checksums are looked at."""
    for member in directory(content)[0]:
        packed = memoryview(content)[member.start : member.start + member.packed]
        zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed)


def files() -> Iterator[tuple[str, bytes]]:
    plan = questionnaire().plan
    small, busy = base("export").content, exported(whole_year(plan, busy_department(plan).id))
    yield "small export", small
    yield "busy export", busy
    sheet, cell = place_of(small, "measure", "box2.5-01", "done")
    yield "one cell edited, openpyxl", with_cell(small, sheet, cell, "改了")
    yield "busy, saved by openpyxl", edited(busy, lambda _book: None)
    yield "template, filled in", base(TEMPLATE).content
    for name in RESAVED:
        yield f"saved again: {name}", base(name).content


def run() -> Iterator[Ratio]:
    warnings.simplefilter("ignore", UserWarning)  # what openpyxl says of Gnumeric's styles
    with closing(Reading()) as reading:
        for name, content in list(files())[:2]:
            ours, unpacked, inflated = in_turns(
                ROUNDS,
                lambda c=content: reading.cpu_ms(c, quick=True),
                lambda c=content: cpu_ms(lambda: unpack(c)),
                lambda c=content: cpu_ms(lambda: inflate(c)),
            )
            what = f"{name}, untouched, cpu"
            yield Ratio(
                what, median(ours), "zipfile, its parts", median(unpacked), "ms", TIMES_UNPACKING
            )
            yield Ratio(what, median(ours), "zlib, no checksums", median(inflated), "ms")
        for name, content in files():
            ours, theirs = in_turns(
                ROUNDS,
                lambda c=content: reading.cpu_ms(c, quick=False),
                lambda c=content: cpu_ms(lambda: load_workbook(io.BytesIO(c))),
            )
            yield Ratio(
                f"{name}, every cell, cpu", median(ours), "openpyxl, load_workbook",
                median(theirs), "ms", OF_OPENPYXL,
            )  # fmt: skip
