"""The limited child process: takes in files' contents, gives back keyed cells, knows nothing else.

On the pipe, both ways: the length in eight bytes, then so many bytes. The reply is JSON.
"""

import json
import sys
from typing import IO

from model.workbook.intake import limits
from model.workbook.intake.book import read_sheets
from model.workbook.intake.keyed import Keyed, keyed_cells
from model.workbook.intake.refused import Refused
from model.workbook.intake.sniffing import sniffed
from model.workbook.reasons import Reason

FLAG = "--read-workbook"


def child_main() -> int:
    """Serve until the pipe closes. main.py calls this, before all else, when told FLAG."""
    with open(0, "rb", closefd=False) as asked, open(1, "wb", closefd=False) as told:
        _renounce()
        while head := asked.read(8):
            content = asked.read(int.from_bytes(head))
            _allow_time()
            send(told, json.dumps(reply(content), ensure_ascii=True).encode())
    return 0


def send(pipe: IO[bytes], content: bytes) -> None:
    pipe.write(len(content).to_bytes(8))
    pipe.write(content)
    pipe.flush()


def reply(content: bytes) -> dict[str, object]:
    """What is in the file, or why it is not taken in."""
    try:
        if (reason := sniffed(content)) is not None:
            raise Refused(reason)
        return {"cells": [_row(cell) for cell in keyed_cells(read_sheets(content))]}
    except Refused as refused:
        return {"refused": refused.code.value, "detail": refused.detail, "where": refused.where}
    except MemoryError:
        return {"refused": Reason.TOO_MUCH.value, "detail": "", "where": ()}


def _row(cell: Keyed) -> tuple[object, ...]:
    found = cell.found
    place = (cell.table, cell.row, cell.column, cell.sheet, cell.cell)
    return *place, found.kind, found.text, found.formula


def _renounce() -> None:
    """Give up whatever reading a file doesn't need. Windows has no such limits."""
    if sys.platform == "win32":
        return
    import resource

    for what, most in (
        (resource.RLIMIT_AS, limits.MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 16),
    ):
        _, hard = resource.getrlimit(what)
        if hard == resource.RLIM_INFINITY or hard > most:
            resource.setrlimit(what, (most, most))


def _allow_time() -> None:
    """Processor time for one more file; beyond it the system ends the process."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + 1 + limits.CPU_S
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.getrlimit(resource.RLIMIT_CPU)[1]))


if __name__ == "__main__":
    sys.exit(child_main())
