"""The output of commands, whatever the system's code page."""

import io
from typing import IO


def write_utf8(*streams: IO[str] | None) -> None:
    """Makes *streams* take every character: files and pipes get UTF-8 with the same line ends on
    every system, a terminal what it knows, and the rest spelled out.
    """
    for stream in streams:
        if not isinstance(stream, io.TextIOWrapper):
            continue  # there is none, in a program without a console
        if stream.isatty():
            stream.reconfigure(errors="backslashreplace")
        else:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
