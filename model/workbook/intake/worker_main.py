"""The limited child process: takes in files' contents, gives back keyed cells, knows nothing else.

On the pipe, both ways: the length in eight bytes, then so many bytes. A question is what is
wanted, as JSON, then a file's content; the reply is JSON.
"""

import gc
import json
import sys
from itertools import count
from typing import IO

from model.workbook.codes import REPORT_TITLE, TEMPLATE_TITLE, Reason
from model.workbook.intake import limits
from model.workbook.intake.archive import Archive
from model.workbook.intake.book import CORE, Book
from model.workbook.intake.file_kind import sniffed
from model.workbook.intake.keyed_tables import Wanted, tables_in
from model.workbook.intake.refused import Refused
from model.workbook.intake.worker_reply import Intake, reply_table
from model.workbook.keys import PACKET, SIGNED, TITLES

FILES_A_SWEEP = 8


def child_main() -> int:
    """Serve until the pipe closes. main.py calls this, before all else, when told CHILD."""
    gc.disable()  # nothing here goes in circles while a file is read
    gc.freeze()  # nor does what was loaded before: looking at it after each file takes longer
    with open(0, "rb", closefd=False) as asked, open(1, "wb", closefd=False) as told:
        _renounce()
        for number in count(1):
            if (question := read_request(asked)) is None:
                break
            content = read_request(asked) or b""
            _allow_time()
            send(told, reply(content, **json.loads(question)))
            del content
            if number % FILES_A_SWEEP == 0:
                gc.collect()
    return 0


def send(pipe: IO[bytes], content: bytes) -> None:
    pipe.write(len(content).to_bytes(8))
    pipe.write(content)
    pipe.flush()


def read_request(pipe: IO[bytes]) -> bytes | None:
    """None: the other side is gone."""
    head = pipe.read(8)
    size = int.from_bytes(head)
    content = pipe.read(size) if len(head) == 8 else b""
    return content if len(head) == 8 and len(content) == size else None


def reply(content: bytes, wanted: Wanted | None = None, *, quick: bool = False) -> bytes:
    """The content of the file, or its refusal, as JSON."""
    try:
        table = reply_table(taken_in(content, wanted, quick=quick))
    except Refused as refused:
        table = {"refused": refused.code, "detail": refused.detail, "where": refused.where}
        table["maker"] = _maker(content)
    except MemoryError:
        table = {"refused": Reason.TOO_MUCH, "detail": "", "where": (), "maker": ""}
    except Exception as error:  # noqa: BLE001  # whatever it is, it costs this file alone
        place = error.__traceback__
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        line = place.tb_lineno if place is not None else 0
        detail = f"{type(error).__name__} {line}"
        table = {"refused": Reason.FAILED, "detail": detail, "where": (), "maker": ""}
    return json.dumps(table, ensure_ascii=False, check_circular=False).encode(
        "utf-8", "surrogatepass"
    )


def _maker(content: bytes) -> str:
    """What made the workbook, by its own title: "program", "template", or "": can't be told."""
    try:
        title = Archive(content).part(CORE).decode()
    except (Refused, ValueError, MemoryError):
        return ""
    if TEMPLATE_TITLE in title:
        return "template"
    return "program" if REPORT_TITLE in title else ""


def taken_in(content: bytes, wanted: Wanted | None = None, *, quick: bool = False) -> Intake:
    """The content of the file, read in this process.

    Args:
        quick: of an unsigned file whose parts are all as the app wrote them, the packet will do.

    Raises:
        Refused: it is no workbook, damaged, or not to be trusted.
    """
    if (reason := sniffed(content)) is not None:
        raise Refused(reason)
    book = Book(content)
    if quick and book.pristine:
        tables = tables_in(book.sheet_alone(TITLES[PACKET]), book.notes, wanted)
        if PACKET not in tables or SIGNED not in tables[PACKET].rows:
            return Intake(tables=tables, notes=tuple(book.notes.found), pristine=True)
        book = Book(content)  # whoever signed answers for every cell that people see
    tables = tables_in(book.sheets(), book.notes, wanted)
    return Intake(tables=tables, notes=tuple(book.notes.found), moments=book.moments)


def _renounce() -> None:
    """Give up whatever reading a file doesn't need. On Windows the program that started this one
    limits it: a process there can't give up rights.
    """
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
    """Allow processor time for one more file; beyond it the system ends the process."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + 1 + limits.CPU_S
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.getrlimit(resource.RLIMIT_CPU)[1]))
