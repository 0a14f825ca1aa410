"""The limited child process: takes in files' contents, gives back keyed cells, knows nothing else.

On the pipe, both ways: the length in eight bytes, then so many bytes. A question is what is
wanted, as JSON, then a content; the reply to a workbook is JSON. Two more things are done here
because strangers wrote the content: a member of a zip is unpacked, and what the program is about
to do with a content is tried out.
"""

import gc
import json
import sys
import zlib
from itertools import count
from pkgutil import resolve_name
from typing import IO, Any

from model.workbook.codes import REPORT_TITLE, TEMPLATE_TITLE, Reason
from model.workbook.intake import limits
from model.workbook.intake.archive import Archive
from model.workbook.intake.book import CORE, Book
from model.workbook.intake.file_kind import sniffed
from model.workbook.intake.keyed_tables import Wanted, marked_table, tables_in
from model.workbook.intake.refused import Refused
from model.workbook.intake.worker_reply import Intake, reply_table
from model.workbook.keys import PACKET, SIGNED, TITLES

WITH_TABLES = {Reason.AMBIGUOUS, Reason.BAD_CELL}  # refused for what a person did in a sheet
FILES_A_SWEEP = 8
DONE = b"\x00"


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
            send(told, answer(json.loads(question), content))
            del content
            if number % FILES_A_SWEEP == 0:
                gc.collect()
    return 0


def answer(question: dict[str, Any], content: bytes) -> bytes:
    """The reply to *question*, which is the program's own, about *content*, which is anybody's."""
    match question:
        case {"unpack": int(method), "most": int(most)}:
            return unpacking(content, method, most)
        case {"try": str(function)}:
            return trial(function, content)
    return reply(content, **question)


def unpacking(packed: bytes, method: int, most: int) -> bytes:
    """DONE and what was packed by *method* of zip archives, one byte more than *most* at the most;
    or why it can't be unpacked.
    """
    try:
        return DONE + _unpacked(packed, method, most + 1)
    except NotImplementedError:
        return Reason.PACKING.encode()
    except MemoryError:
        return Reason.BOMB.encode()
    except Exception:  # noqa: BLE001  # whatever an unpacker may say of damaged bytes
        return Reason.DAMAGED.encode()


def _unpacked(packed: bytes, method: int, most: int) -> bytes:
    match method:
        case 0:
            return packed[:most]
        case 8:
            return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, most)
        case 12:
            import bz2

            return bz2.BZ2Decompressor().decompress(packed, most)
        case 14:
            import lzma

            size = int.from_bytes(packed[2:4], "little")
            filters = [_lzma_filter(packed[4 : 4 + size])]
            unpacker = lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=filters)
            return unpacker.decompress(packed[4 + size :], most)
    raise NotImplementedError


def _lzma_filter(properties: bytes) -> dict[str, int]:
    import lzma

    rest, lc = divmod(properties[0], 9)
    pb, lp = divmod(rest, 5)
    dictionary = int.from_bytes(properties[1:5], "little")
    return {"id": lzma.FILTER_LZMA1, "dict_size": dictionary, "lc": lc, "lp": lp, "pb": pb}


def trial(function: str, content: bytes) -> bytes:
    """DONE if *function* ends within the limits, however it ends: the program will hear that from
    the function itself.
    """
    tried = resolve_name(function)
    try:
        tried(content)
    except MemoryError:
        return Reason.TOO_MUCH.encode()
    except Exception:  # noqa: BLE001, S110  # told by the function where it is called in earnest
        pass
    return DONE


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
        table["tables"] = _tables_seen(content) if refused.code in WITH_TABLES else []
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


def _tables_seen(content: bytes) -> list[str]:
    """The tables that the first rows of the sheets of a workbook say they are."""
    try:
        return sorted(table for sheet in Book(content).sheets() if (table := marked_table(sheet)))
    except (Refused, ValueError, MemoryError):
        return []


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
